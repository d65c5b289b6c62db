"""What the readers of people share: the part of a report to look at, a line that is one person, the record made of it."""

from __future__ import annotations

import re

from pipeline.extract.labels import PERSON_FIELDS
from pipeline.extract.persons import Named, read_persons
from pipeline.model import Block, Evidence, Person, Structured
from pipeline.rules import Rules

RELATIONS = {field: field for field in PERSON_FIELDS} | {"director": "responsible_director"}
NEAR = 6  # blocks between a person's field and the job title that belongs to it
FRONT = 15  # blocks in which a letter's own address may stand
_BOUND_IN = re.compile(r"(?i)\s*(?:appendix|annex|schedule|enclosure)\b|\s*dear\s")
SHORT = 140  # characters of a signature or a contact line


def relation_of_post(role: str) -> str:
    """Return in what relation to a report the holder of a post stands where no label tells it."""
    return "responsible_director" if re.search(r"(?i)\bdirector|chief (?:executive|officer)", role) else "lead_officer"


def main_part(structured: Structured) -> tuple[Block, ...]:
    """Return the blocks before the first appendix or letter that is bound in; a letter's own blocks whole."""
    blocks = tuple(b for b in structured.blocks if b.kind not in ("furniture", "contents"))
    for n, block in enumerate(blocks):
        if n > FRONT and (_BOUND_IN.match(block.text) and (block.kind == "heading" or block.text.startswith("Dear"))):
            return blocks[:n]
    return blocks


def line_of_person(block: Block, rules: Rules) -> Named | None:
    """Read a short block that holds one person and nothing else."""
    text = block.text
    if len(text) > SHORT or text.rstrip().endswith((".", ":", ";", "?")) or opens_with_label(text, rules):
        return None
    named = read_persons(text, 0, len(text), (), rules)
    return named[0] if len(named) == 1 and named[0].covers_all else None


def opens_with_label(text: str, rules: Rules) -> bool:
    """Say whether a text begins with the label of a field and a colon."""
    hit = rules["structure/header_fields"].first(text)
    return hit is not None and bool(re.match(r"\s*:", text[hit.end :]))


def made_person(block: Block, named: Named, relation: str, rule: str, cue: str, confidence: float) -> Person:
    """Return the record of a person as named in a block."""
    return Person(evidence_of(block, named, rule, cue, confidence), relation, named.name, named.role)


def evidence_of(block: Block, named: Named, rule: str, cue: str, confidence: float) -> Evidence:
    """Return where a person is named in a block."""
    return Evidence(block, named.start, named.end, rule, cue, confidence)


def plain_form(text: str | None) -> str:
    """Return a text in small letters and without signs, to compare it by."""
    return re.sub(r"[^a-z0-9]+", " ", (text or "").lower()).strip()
