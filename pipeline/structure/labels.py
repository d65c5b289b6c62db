"""Find the labels of header fields in a line or a grid."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.model import Cell, Grid
from pipeline.rules import Hit, Rules
from pipeline.structure.pieces import Piece, cut

# Words before a colon that are tried as a label: the longest labels are questions of templates.
LONGEST = 14
# What may stand between a label and its value.
_SEPARATOR = re.compile(r"\s*[:.]*\s*:\s*|\s*[\t\n]\s*|\s+[-–—]\s+|\s*$|(?<=\?)\s+")

# Nouns that label fields and end the names of bodies and services alike; straight behind a word they end a name.
_ENDS_NAMES = re.compile(
    r"(?i)(?:boards?|panel|committee|forum|council|cabinet|group|team|services?|department|division|section|unit)\b"
)
_DEPUTY = re.compile(r"(?i)\b(?:deputy|associate) (?:lead )?$")
_GOES_ON = re.compile(r"(?i)(?:,|&|\b(?:of|and|for|the|in|on|with))\s*$")  # behind these a phrase goes on, no field begins
_NAME_GOES_ON = re.compile(r"[\w’')] $")


@dataclass(frozen=True, slots=True)
class Label:
    """A label in a text: its characters, where its value begins, and the field it names."""

    start: int
    end: int
    value: int
    field: str
    anywhere: bool


def leading_label(raw: str, rules: Rules, *, bare: bool = True) -> Label | None:
    """Return the label that a text begins with, null where it begins with none.

    A separator must follow (colon, dash, tab, line break, end) unless the rule says that the label is
    known without one and `bare` allows that.
    """
    hits = rules["structure/header_fields"].all.find(raw)
    for hit in sorted(hits, key=lambda hit: (-(hit.end - hit.start), -hit.rule.priority)):
        separator = _SEPARATOR.match(raw, hit.end)
        if separator:
            return _label(hit, separator.end())
        if raw[hit.start : hit.end].endswith((":", "?")):
            return _label(hit, hit.end)
        if bare and hit.sets.get("bare"):
            return _label(hit, hit.end)
    return None


def _label(hit: Hit, value: int) -> Label:
    return Label(hit.start, hit.end, value, str(hit.sets["field"]), hit.sets.get("place") == "any")


def labels_in(raw: str, rules: Rules, *, bare: bool = True) -> list[Label]:
    """Return all labels in a line that may hold several (`DATE: 3 March 2020 ITEM: 5`), in order.

    The first label must begin the text; further ones end in a colon or begin behind a tab.
    """
    first = leading_label(raw, rules, bare=bare)
    found = [first] if first else []
    at = first.value if first else 0
    for colon in re.finditer(r":|\t", raw):
        if colon.start() < at:
            continue
        inner = _label_before(raw, at, colon.start(), rules, found) if colon[0] == ":" else _label_behind(raw, colon.end(), rules)
        if inner:
            found.append(inner)
            at = inner.value
    return found


def _label_before(raw: str, at: int, colon: int, rules: Rules, before: Sequence[Label]) -> Label | None:
    """Return the longest label that ends at a colon and begins at a word behind `at`.

    Where that leaves the label before it without a value (`Report to: Cabinet Date: ...`), a shorter one is taken;
    behind a label that needs no colon a director is its value (`REPORT OF EXECUTIVE DIRECTOR: HOMES`).
    """
    bare = bool(before) and not re.search(r"[:\t]", raw[before[-1].end : at])
    found: list[Label] = []
    starts = [match.start() for match in re.finditer(r"(?<!\S)\S", raw[at:colon])][-LONGEST:]
    for start in (at + s for s in starts):
        label = leading_label(raw[start : colon + 1], rules, bare=False)
        if label is None or label.value < colon + 1 - start or _ends_name(raw[at:start], raw[start:colon], label):
            continue
        if not (bare and label.field == "director"):
            behind = re.match(r"\s*", raw[colon + 1 :])
            value = colon + 1 + (behind.end() if behind else 0)
            found.append(Label(start + label.start, start + label.end, value, label.field, label.anywhere))
    if at and len(found) > 1 and not raw[at : found[0].start].strip():
        return found[1]
    return found[0] if found else None


def _ends_name(before: str, text: str, label: Label) -> bool:
    """Say whether what looks like a label ends a name instead: "Improvement Board: first report", "Children's Services: plan".

    So does a label that takes the last word of the name before it: "Parenting Board Date:"; and a deputy
    lead inspector is no lead inspector. Behind a comma or a preposition the phrase goes on ("Plan of Action: update"),
    but not into a label of several words that opens the next line.
    """
    opens_line = bool(re.search(r"\n\s*$", before)) and len(text.split()) > 1
    if _GOES_ON.search(before) and not opens_line:
        return True
    if label.field == "lead_inspector" and _DEPUTY.search(before):
        return True
    return bool(_NAME_GOES_ON.search(before) and _ENDS_NAMES.match(text))


def _label_behind(raw: str, at: int, rules: Rules) -> Label | None:
    label = leading_label(raw[at:], rules, bare=False)
    if label is None or (label.value == len(raw) - at and ":" not in raw[at:]):
        return None
    return Label(at + label.start, at + label.end, at + label.value, label.field, label.anywhere)


def line_fields(piece: Piece, rules: Rules) -> list[Piece]:
    """Cut a header line at its labels; a line without any is a field by itself."""
    starts = [label.start for label in labels_in(piece.raw, rules)]
    if not starts or piece.raw[: starts[0]].strip():
        starts.insert(0, 0)
    ends = [*starts[1:], len(piece.raw)]
    return [replace(cut(piece, a, b), kind="header_field") for a, b in zip(starts, ends, strict=True)]


def is_label(text: str, rules: Rules) -> bool:
    """Say whether a text, a cell's say, is a known label and nothing else."""
    text = text.replace("\n", " ").strip()
    if not text or len(text.split()) > LONGEST:
        return False
    label = leading_label(text if text.endswith((":", "?")) else f"{text}:", rules, bare=False)
    return label is not None and label.value >= len(text)


def labelled_share(grid: Grid, rules: Rules) -> float:
    """Return the share of a grid's rows that begin with a known label, alone in its cell or with its value."""
    rows: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        if cell.text.strip():
            rows.setdefault(cell.row, []).append(cell)
    if not rows:
        return 0.0
    known = 0
    for cells in rows.values():
        first = min(cells, key=lambda cell: cell.column)
        known += is_label(first.text, rules) or leading_label(first.text, rules, bare=False) is not None
    return known / len(rows)
