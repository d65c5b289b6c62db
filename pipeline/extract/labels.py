"""Label and value pairs ("Report to: Cabinet") as fields, people and the kind of a report need them.

The stage before tells header blocks and contact boxes apart, one block a field; rows of tables that were
not known as such boxes are read here, by the same vocabulary (rules/structure/header_fields).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model import Block, Structured
from pipeline.rules import Hit, RuleFile, Rules

PERSON_FIELDS = ("author", "contact_officer", "lead_officer", "director", "lead_member", "lead_inspector")
_OFFICER_FIELDS = tuple(field for field in PERSON_FIELDS if field != "lead_member")  # a box below them names one officer
_CLOSED = re.compile(r"\s*[:?.]*\s*:\s*|\s*[.:?]*\s*[\t\n]\s*|\s+[-–—|]+\s+|\s*\W*$|(?<=\?)\s+")
_DASHED = re.compile(
    r"[A-Z]\w+ (?:\w+ ){0,4}[-–—] (?:(?:Councillor|Cllr|Mrs?|Ms|Dr)\b|[A-Z][\w’'-]+ [A-Z][\w’'-]+,)"
)  # a name behind a dash
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+(?=[A-Z])")
_LONGEST = 130  # characters; the longest label known has 96
_SHORT_VALUES = ("agenda_item", "classification", "key_decision", "wards")  # left empty more often than put in a line below
_TELLING = 3  # words of a label that in a header needs no sign between it and its value
_BOX_COLUMNS = 4  # of a contact box at most: two pairs of label and value
_LINE = 200  # characters of a line outside the header that may be a field


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label with its value: characters `start` to `end` of the block's text.

    `label` is the label as printed, `field` what rules/structure/header_fields says that it means;
    `line` is where the line or cell begins that holds the label; `breaks` are the offsets inside the
    value at which a new printed line or paragraph begins.
    """

    field: str
    label: str
    block: Block
    line: int
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
        numbered = _NUMBERED.match(block.text)
        if block.kind not in ("heading", "paragraph", "list_item", "quote") and not (block.kind == "header_field" and numbered):
            continue
        text = block.text[numbered.end() :] if numbered else block.text
        hit = headings.first(text) if len(text) < _LINE else None
        if hit is not None and hit.sets.get("known") is True and n > 0:
            return n
        if len(block.text) > 240:
            return n
    return min(len(structured.blocks), 40)


def _cuts(text: str, rules: Rules) -> set[int]:
    """Return where lines that are run together begin and end, told by rules/extract/fields."""
    found: set[int] = set()
    for hit in rules["extract/fields"].that_set("tells", "cut").find(text) if len(text) < _LINE else ():
        found |= ({hit.start} if hit.sets.get("before") else set()) | ({hit.end} if hit.sets.get("after") else set())
    return found


def lines_of(block: Block, rules: Rules) -> list[tuple[int, int]]:
    """Return the lines of a header that a block holds: its cells, what tabs part, and lines run together in print."""
    if block.cells:
        pieces = [(cell.start, cell.end) for cell in block.cells]
    else:
        pieces = [(m.start(), m.end()) for m in re.finditer(r"[^\t\n]+", block.text)]
    found = []
    for start, end in pieces:
        text = block.text[start:end]
        edges = sorted({0, len(text), *_cuts(text, rules)})
        found += [(start + a, start + b) for a, b in itertools.pairwise(edges) if text[a:b].strip()]
    return found


def labelled_values(structured: Structured, rules: Rules) -> tuple[Labelled, ...]:
    """Return the label-value pairs of a report, in the order of the document; empty values are left out.

    Header fields count everywhere, a label alone in its block with the line below it; rows and lines
    outside the header only with labels that may stand in a contact box (`place: any`).
    """
    file = rules["structure/header_fields"]
    boxes = {table.index for table in structured.tables if len(table.columns) <= _BOX_COLUMNS}
    found: list[Labelled] = []
    alone: Hit | None = None
    for block in structured.blocks:
        if block.kind in ("furniture", "contents"):
            continue
        label = _label(block.text, file, anywhere=True) if block.kind == "header_field" else None
        if block.kind == "header_field":
            cuts = sorted(cut for cut in _cuts(block.text, rules) if label is None or cut > label[1])
            first = cuts[0] if cuts else len(block.text)
            if (
                label is not None
                and alone is not None
                and label[0].sets["field"] == "name"
                and alone.sets["field"] in _OFFICER_FIELDS
            ):
                found.extend(_trimmed(block, alone, 0, label[1], first, _line_starts(block)))  # "Author:" over "Name: ..."
            elif label is not None:
                found.extend(_trimmed(block, label[0], 0, label[1], first, _line_starts(block)))
            elif alone is not None and alone.sets["field"] not in _SHORT_VALUES:
                found.extend(_trimmed(block, alone, 0, 0, first, _line_starts(block)))
            for a, b in itertools.pairwise([*cuts, len(block.text)]):
                found.extend(_value(block, a, b, file, anywhere=True))
        elif block.kind == "table_row" and (block.table is None or block.table in boxes):
            found.extend(_row(block, file))
        elif (
            block.kind in ("paragraph", "heading", "list_item")
            and len(block.text) < _LINE
            and (":" in block.text[:_LONGEST] or _DASHED.match(block.text))
        ):
            found.extend(_value(block, 0, len(block.text), file, anywhere=False))
        alone = label[0] if label is not None and not block.text[label[0].end :].strip(" :\n") else None
    return tuple(found)


def _line_starts(block: Block) -> tuple[int, ...]:
    return tuple(part.start for part in block.parts if part.start)


def _row(block: Block, file: RuleFile) -> Iterator[Labelled]:
    """Yield the pairs of a table's row that begins with a label: alone in its cell, or with its value behind it."""
    cells = [c for c in block.cells if block.text[c.start : c.end].strip()]
    n = 0
    while n < len(cells):
        cell = cells[n]
        label = _label(block.text[cell.start : cell.end], file, anywhere=False)
        if label is None:
            return
        if n + 1 < len(cells) and not block.text[cell.start + label[1] : cell.end].strip(" :.\n"):
            value = cells[n + 1]
            yield from _trimmed(block, label[0], cell.start, value.start, value.end, value.breaks)
            n += 1
        elif ":" in block.text[cell.start : cell.start + label[1]] or label[0].sets.get("bare") is True:
            yield from _trimmed(block, label[0], cell.start, cell.start + label[1], cell.end, cell.breaks)
        n += 1


def _value(block: Block, start: int, end: int, file: RuleFile, *, anywhere: bool) -> Iterator[Labelled]:
    label = _label(block.text[start:end], file, anywhere=anywhere)
    if label is not None:
        yield from _trimmed(block, label[0], start, start + label[1], end, _line_starts(block))


def _label(text: str, file: RuleFile, *, anywhere: bool) -> tuple[Hit, int] | None:
    """Return the label that a text begins with, and where its value begins."""
    hits = file.that_set("field").find(text[:_LONGEST])
    for hit in sorted(hits, key=lambda hit: (-hit.end, -hit.rule.priority)):
        if not anywhere and hit.sets.get("place") != "any":
            continue
        closed = _CLOSED.match(text, hit.end)
        if closed is not None:
            return hit, closed.end()
        told = anywhere and len(hit.cue.split()) >= _TELLING and re.match(r"\s+[A-Z\d]", text[hit.end :])
        if told or hit.sets.get("bare") is True or text[hit.start : hit.end].endswith((":", "?")):
            return hit, hit.end
    return None


def _trimmed(block: Block, hit: Hit, line: int, start: int, end: int, breaks: tuple[int, ...]) -> Iterator[Labelled]:
    value = block.text[start:end]
    start += len(value) - len(value.lstrip(" \t\n:|–—-"))
    end = start + len(block.text[start:end].rstrip(" \t\n|;,"))
    if end > start:
        inside = tuple(b for b in breaks if start < b < end)
        yield Labelled(str(hit.sets["field"]), hit.cue.strip(), block, line, start, end, hit.rule.id, hit.rule.confidence, inside)
