"""Actions in lists: items that a lead-in or a heading introduces as steps, tasks, priorities or actions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.extract.actions.doers import DoerReader
from pipeline.extract.actions.told import section_of
from pipeline.model import ActionMention, Block, Evidence, LeadMention, Structured
from pipeline.rules import Hit, RuleFile, Rules

INFINITIVE = re.compile(r"to \w+", re.IGNORECASE)
POINTS_ON = re.compile(r"\b(?:as follows|the following|these(?: (?:as(?: being)?|are|to be))?|below)\W*$", re.IGNORECASE)
SENTENCES = re.compile(r"(?<=[.?!]) +(?=[A-Z])")
FOLLOWING = re.compile(r"\bthe following\b", re.IGNORECASE)
STOPS = re.compile(r"[.?!]\s*$")
READ_AS = {"heading": (True,), "header_field": (True, False), "list_item": (False, True)}
"""What stands above a list is read as a heading or as a lead-in; a numbered line or one below the report's head may be either."""
LINE = 6  # words of a line at most that may be a heading though it is set as a text
MIN_WORDS = 2  # a single word in a list names a theme


def list_actions(structured: Structured, rules: Rules) -> Iterator[ActionMention]:
    """Yield the items of every list of the council's own steps, in the order of the document.

    The lead-in decides; where a list has none, the heading above it. Its tense gives the items'
    status ("We will:", "Since May we have:"), unless an item says its own ("Completed: ..."), which is a step under any lead-in.
    """
    file = rules["extract/actions"]
    doers = DoerReader(rules)
    blocks = {block.seq: block for block in structured.blocks}
    leading = {block.lead_in for block in structured.blocks}
    for block in structured.blocks:
        leads = block.seq in leading and block.text.rstrip().endswith(":")
        if block.kind != "list_item" or len(block.text.split()) < MIN_WORDS or leads:
            continue
        if _skipped(block, file) or _heads(block, file) or doers.of_others(block.text):
            continue
        own = next((hit for rule in file.rules if "item" in rule.sets for hit in rule.find(block.text)), None)
        lead_in = _lead_in(block, blocks, file)
        hit = _introduced(block, lead_in, file)
        if hit is None and (above := _above_parts(lead_in, blocks, file)):
            hit = _introduced(block, above, file)
        hit = hit or own
        if hit is not None:
            yield ActionMention(
                evidence=Evidence(block, 0, len(block.text), hit.rule.id, hit.cue.strip(), hit.rule.confidence),
                origin="list",
                text=block.text,
                ref=block.ref,
                leads=tuple(LeadMention(block.text[a:b], a, b) for a, b in _answering(block.text, doers)),
                status=str(own.sets["item"]) if own else _status(block.text, str(hit.sets["status"])),
            )


def _answering(text: str, doers: DoerReader) -> list[tuple[int, int]]:
    return sorted({*doers.behind("always", text), *doers.behind("item", text)})


def _status(text: str, said: str) -> str:
    """Return an item's status: that of its lead-in, else planned where it begins with an infinitive ("to open ...")."""
    return "planned" if said == "not_stated" and INFINITIVE.match(text) else said


def with_own_words(item: ActionMention, told: Sequence[ActionMention]) -> ActionMention:
    """Return an item of a list with what its own sentence tells: the status where the lead-in gives none, the leads."""
    if not told:
        return item
    status = told[0].status if item.status == "not_stated" else item.status
    return replace(item, status=status, leads=told[0].leads or item.leads)


def _lead_in(block: Block, blocks: Mapping[int, Block], file: RuleFile) -> Block | None:
    """Return what introduces a list: of a list within a list the text before both, unless the item says more to come.

    A numbered line that would be a heading of steps is none of the list before it.
    """
    lead_in, above = None, block.lead_in
    while above is not None and above in blocks:
        lead_in = blocks[above]
        nested = lead_in.kind == "list_item" and not lead_in.text.rstrip().endswith(":")
        above = lead_in.lead_in if nested and not _heads(lead_in, file) else None
    return lead_in


def _above_parts(lead_in: Block | None, blocks: Mapping[int, Block], file: RuleFile) -> Block | None:
    """Return what introduces a list in parts, each under a line of its own ("Neglect"), null where it is none.

    It stands over the first of these lines, and points on.
    """
    while lead_in is not None and lead_in.kind in ("paragraph", "heading") and len(lead_in.text.split()) <= LINE:
        above = blocks.get(lead_in.seq - 1)
        if above is not None and above.kind == "list_item":
            lead_in = _lead_in(above, blocks, file)
        else:
            points = above is not None and above.kind == "paragraph" and above.text.rstrip().endswith(":")
            return above if points else None
    return None


def _heads(block: Block, file: RuleFile) -> bool:
    """Say whether a line with a number reads as a heading over steps."""
    return block.ref is not None and any(True for rule in file.rules if rule.sets.get("heading") for _ in rule.find(block.text))


def _read_as(lead_in: Block) -> tuple[bool, ...]:
    """Say whether what stands above a list is read as a heading; a short line that is no sentence may be either."""
    line = lead_in.kind == "paragraph" and len(lead_in.text.split()) <= LINE and not STOPS.search(lead_in.text)
    return READ_AS.get(lead_in.kind, (False, True) if line else (False,))


def _introduced(block: Block, lead_in: Block | None, file: RuleFile) -> Hit | None:
    """Return the hit by which a list's lead-in introduces steps, or its heading where there is none or it only points on."""
    heading = block.section[-1] if block.section else ""
    said = [(lead_in.text, above) for above in _read_as(lead_in)] if lead_in is not None else [(heading, True)]
    if lead_in is not None and lead_in.kind not in READ_AS and POINTS_ON.search(lead_in.text):
        said.append((heading, True))
    for text, above in said:
        *before, last = SENTENCES.split(text.strip())
        if any(True for rule in file.rules if rule.sets.get("list") is False for _ in rule.find(last)):
            return None
        wanted = [rule for rule in file.rules if rule.sets.get("list") is True and bool(rule.sets.get("heading")) == above]
        for sentence in (last, *(one for one in before if FOLLOWING.search(one))):
            hit = next((hit for rule in wanted for hit in rule.find(sentence)), None)
            if hit is not None:
                return hit
    return None


def _skipped(block: Block, file: RuleFile) -> bool:
    """Say whether the headings above tell that no activity of the council stands here."""
    return section_of(block, [rule for rule in file.rules if "section" in rule.sets]) != "open"
