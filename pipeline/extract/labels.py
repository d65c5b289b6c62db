"""Label and value pairs ("Report to: Cabinet") as fields, people and the kind of a report need them.

The stage before tells header blocks and contact boxes apart, one block a field; rows of tables that were
not known as such boxes are read here, by the same vocabulary (rules/structure/header_fields).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model import Block, Structured
from pipeline.rules import Hit, RuleFile, Rules

PERSON_FIELDS = ("author", "contact_officer", "lead_officer", "director", "lead_member", "lead_inspector")
_CLOSED = re.compile(r"\s*[:?.]*\s*:\s*|\s*[\t\n]\s*|\s+[-–—]+\s+|\s*\W*$|(?<=\?)\s+")
_LONGEST = 130  # characters; the longest label known has 96
_LINE = 200  # characters of a line outside the header that may be a field


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label with its value: characters `start` to `end` of the block's text.

    `label` is the label as printed, `field` what rules/structure/header_fields says that it means;
    `breaks` are the offsets inside the value at which a new printed line or paragraph begins.
    """

    field: str
    label: str
    block: Block
    start: int
    end: int
    rule: str
    confidence: float
    breaks: tuple[int, ...] = ()

    @property
    def value(self) -> str:
        return self.block.text[self.start : self.end]


def front_length(structured: Structured, rules: Rules) -> int:
    """Return how many blocks stand before the body: up to the first known section heading or long paragraph."""
    headings = rules["structure/headings"]
    for n, block in enumerate(structured.blocks):
        if block.kind not in ("heading", "paragraph", "list_item", "quote"):
            continue
        hit = headings.first(block.text) if len(block.text) < _LINE else None
        if hit is not None and hit.sets.get("known") is True and n > 0:
            return n
        if len(block.text) > 240:
            return n
    return min(len(structured.blocks), 40)


def labelled_values(structured: Structured, rules: Rules) -> tuple[Labelled, ...]:
    """Return the label-value pairs of a report, in the order of the document; empty values are left out.

    Header fields count everywhere; rows and lines outside the header only with labels that may stand in
    a contact box (`place: any`).
    """
    file = rules["structure/header_fields"]
    found: list[Labelled] = []
    for block in structured.blocks:
        if block.kind == "header_field":
            found.extend(_value(block, 0, len(block.text), file, anywhere=True))
        elif block.kind in ("table_row", "table_header"):
            found.extend(_row(block, file))
        elif block.kind in ("paragraph", "heading", "list_item") and ":" in block.text[:_LONGEST] and len(block.text) < _LINE:
            found.extend(_value(block, 0, len(block.text), file, anywhere=False))
    return tuple(found)


def _row(block: Block, file: RuleFile) -> Iterator[Labelled]:
    """Yield the pairs of a table's row: a label alone in its cell takes the next cell, or stands in the cell with its value."""
    cells = [c for c in block.cells if c.end > c.start] or []
    n = 0
    while n < len(cells):
        cell = cells[n]
        label = _label(block.text[cell.start : cell.end], file, anywhere=False)
        if label is not None and n + 1 < len(cells) and not block.text[cell.start + label[1] : cell.end].strip(" :.\n"):
            value = cells[n + 1]
            yield from _trimmed(block, label[0], value.start, value.end, value.breaks)
            n += 1
        elif label is not None and ":" in block.text[cell.start : cell.start + label[1]]:
            yield from _trimmed(block, label[0], cell.start + label[1], cell.end, cell.breaks)
        n += 1


def _value(block: Block, start: int, end: int, file: RuleFile, *, anywhere: bool) -> Iterator[Labelled]:
    label = _label(block.text[start:end], file, anywhere=anywhere)
    if label is not None:
        lines = tuple(m.end() for m in re.finditer(r"\n", block.text))
        yield from _trimmed(block, label[0], start + label[1], end, lines)


def _label(text: str, file: RuleFile, *, anywhere: bool) -> tuple[Hit, int] | None:
    """Return the label that a text begins with, and where its value begins."""
    hits = [hit for rule in file.rules if "field" in rule.sets for hit in rule.find(text[:_LONGEST])]
    hits.sort(key=lambda hit: (-hit.end, -hit.rule.priority))
    for hit in hits:
        if not anywhere and hit.sets.get("place") != "any":
            continue
        closed = _CLOSED.match(text, hit.end)
        if closed is not None:
            return hit, closed.end()
        if hit.sets.get("bare") is True or text[hit.start : hit.end].endswith((":", "?")):
            return hit, hit.end
    return None


def _trimmed(block: Block, hit: Hit, start: int, end: int, breaks: tuple[int, ...]) -> Iterator[Labelled]:
    value = block.text[start:end]
    start += len(value) - len(value.lstrip(" \t\n:|–—-"))
    end = start + len(block.text[start:end].rstrip(" \t\n|;,"))
    if end > start:
        inside = tuple(b for b in breaks if start < b < end)
        yield Labelled(str(hit.sets["field"]), hit.cue.strip(), block, start, end, hit.rule.id, hit.rule.confidence, inside)
