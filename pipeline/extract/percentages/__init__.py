"""Find percentages and what they are: level, change, target or figure elsewhere, how exactly meant, of what.

The words that tell stand in `rules/extract/percentages*.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.dates import calendar_forms
from pipeline.extract.numbers import read_number
from pipeline.extract.percentages.subjects import Subjects
from pipeline.model import Block, CalendarForm, Evidence, Percentage, Structured, Table
from pipeline.rules import Hit, Rules

SILENT_KINDS = frozenset({"furniture", "contents"})

_SIGN = re.compile(r"%|per\s?cent|pct|pp\b", re.IGNORECASE)
_RANGE = re.compile(r"(?<=[\d%t])\s?[-‐‑‒–—−]\s?(?=[\d.])|\s(?:to|and)\s", re.IGNORECASE)
_WORD_FIRST = re.compile(r"^per\s?cents?\sof\s", re.IGNORECASE)
# "averages of 16% and 15%", "to 14% by March and 12% by June": the second plays the part of the first.
_SAME_PART = re.compile(r"(?:\s(?:by|in|at)\s(?:\w+\s){0,3}?\w+)?\s*(?:,|and|&|or|,\s*and)\s*(?:to\s)?", re.IGNORECASE)
_LEADS_TO = re.compile(r"\bto\s+$", re.IGNORECASE)
_SAYS_WHEN = re.compile(r"\s(?:by|in|at)\s", re.IGNORECASE)
# "from just over 58% to 95%": a movement, not a range.
_MOVES_FROM = re.compile(r"\bfrom\s(?:(?:\w+\s){1,3})$", re.IGNORECASE)
# How far before and behind a number its qualifier may stand, in characters.
_NEAR = 40


def find_percentages(structured: Structured, rules: Rules, *, english: str | None = None) -> tuple[Percentage, ...]:
    """Return the percentages of all blocks that speak, in the order of the document.

    `english` names an installed pipeline that reads the syntax of their sentences instead of the shipped one.
    """
    found: list[Percentage] = []
    for block in structured.blocks:
        if block.kind not in SILENT_KINDS and _SIGN.search(block.text):
            found += _in_block(block, structured, rules, english)
    return tuple(found)


def _in_block(block: Block, structured: Structured, rules: Rules, english: str | None) -> list[Percentage]:
    found: list[Percentage] = []
    lead_in = next((one for one in structured.blocks if one.seq == block.lead_in), None) if block.lead_in is not None else None
    subjects = Subjects(block, rules, english, lead_in=lead_in)
    for hit in rules["extract/percentages"].scan(block.text):
        for start, end, low, high in _readings(block.text, hit):
            role, column_labels = str(hit.sets["role"]), _column_labels(block, start, structured.tables)
            column_label = " ".join(column_labels)
            if role == "level" and found and _plays_same_part(block.text, found[-1], start, end):
                role = found[-1].role
            column = rules["extract/percentages_columns"].first(column_label) if role == "level" and column_label else None
            found.append(
                Percentage(
                    Evidence(block, start, end, hit.rule.id, hit.cue, hit.rule.confidence),
                    low=low,
                    high=high,
                    qualifier=_qualifier(block.text, start, end, rules),
                    role=str(column.sets["role"]) if column else role,
                    subject=subjects.of(start, end),
                    column_form=_date_of(column_labels, rules) if role == "level" and column is None else None,
                )
            )
    return found


def _readings(text: str, hit: Hit) -> Iterator[tuple[int, int, float, float]]:
    """Yield start, end, lowest and highest number of each percentage in a hit: mostly one, two where the hit is a movement."""
    low, high = _numbers(text[hit.start : hit.end])
    if low is None or high is None:
        return
    first, start = _RANGE.search(text, hit.start, hit.end), hit.start
    if first and _MOVES_FROM.search(text, 0, hit.start):
        if _SIGN.search(text, hit.start, first.start()):
            yield hit.start, first.start(), low, low
        start, low = first.end(), high
    elif low > high:  # no range: "in 2013 and 2014 to 9%" ends in one percentage
        start, low = _last_number(text, hit.start, hit.end), high
    yield start, hit.end, low, high


def _plays_same_part(text: str, before: Percentage, start: int, end: int) -> bool:
    """Say whether a percentage is told in one breath with the one before; where that says when, both must.

    "Rose 3 points, to 24%": what a movement leads to is no movement.
    """
    at = before.evidence.end
    if not _SAME_PART.fullmatch(text, at, start) or (before.role == "change" and _LEADS_TO.search(text, at, start)):
        return False
    return not _SAYS_WHEN.search(text, at, start) or _SAYS_WHEN.match(text, end) is not None


def _date_of(labels: tuple[str, ...], rules: Rules) -> CalendarForm | None:
    """Return the one date that a column's headings name, null where they name none or several.

    A month or quarter below a year ("2014/15", "Apr") lies in that year.
    """
    forms = [form for label in labels for _, _, form, _ in calendar_forms(label, rules)]
    if len(forms) == 2 and forms[0].kind in ("year", "financial_year") and forms[1].kind in ("month", "quarter"):
        year, form = int(forms[0].parts["year"]), forms[1]
        if "year" in form.parts:
            return form
        before_april = form.kind == "month" and forms[0].kind == "financial_year" and int(form.parts["month"]) < 4
        return CalendarForm(form.kind, {**form.parts, "year": year + before_april})
    return forms[0] if len(forms) == 1 else None


def _numbers(words: str) -> tuple[float | None, float | None]:
    """Return the lowest and highest number of a percentage or range of percentages."""
    ends = [read_number(_WORD_FIRST.sub("", end)) for end in _RANGE.split(words, maxsplit=1)]
    return ends[0], ends[-1]


def _last_number(text: str, start: int, end: int) -> int:
    return max(m.end() for m in _RANGE.finditer(text, start, end))


def _qualifier(text: str, start: int, end: int, rules: Rules) -> str | None:
    """Return the qualifier that stands straight before or behind a percentage in its own cell."""
    before = text[max(0, start - _NEAR) : start].rpartition("\t")[2]
    behind = text[end : end + _NEAR].partition("\t")[0]
    file = rules["extract/percentages_qualifiers"]
    hits = [h for h in file.scan(before) if h.sets["side"] == "before"]
    hits += [h for h in file.scan(behind) if h.sets["side"] == "behind"]
    return str(hits[-1].sets["qualifier"]) if hits else None


def _column_labels(block: Block, start: int, tables: tuple[Table, ...]) -> tuple[str, ...]:
    """Return the headings, from the top, of the column in which a percentage of a table row stands."""
    if block.kind != "table_row" or block.table is None:
        return ()
    cell = next((c for c in block.cells if c.start <= start < max(c.end, c.start + 1)), None)
    table = next((t for t in tables if t.index == block.table), None)
    if cell is None or table is None:
        return ()
    return tuple(label for column in table.columns if column.index == cell.column for label in column.labels)
