"""Find percentages and what they are: level, change, target or figure elsewhere, how exactly meant, of what.

The words that tell stand in `rules/extract/percentages*.yaml`.
"""

from __future__ import annotations

import re

from pipeline.extract.changes_numbers import read_number
from pipeline.extract.dates import calendar_forms
from pipeline.extract.percentages_subjects import subject_of
from pipeline.model import Block, CalendarForm, Evidence, Percentage, Structured, Table
from pipeline.rules import Rules

SILENT_KINDS = frozenset({"furniture", "contents"})

_SIGN = re.compile(r"%|per\s?cent|pct|pp\b", re.IGNORECASE)
_RANGE = re.compile(r"(?<=[\d%t])\s?[-‐‑‒–—−]\s?(?=[\d.])|\s(?:to|and)\s", re.IGNORECASE)
# "averages of 16% and 15%", "by 5% and 3% respectively": the second plays the part of the first.
_SAME_PART = re.compile(r"\s*(?:,|and|&|or|,\s*and)\s*", re.IGNORECASE)
# How far before and behind a number its qualifier may stand, in characters.
_NEAR = 40


def find_percentages(structured: Structured, rules: Rules) -> tuple[Percentage, ...]:
    """Return the percentages of all blocks that speak, in the order of the document."""
    found: list[Percentage] = []
    for block in structured.blocks:
        if block.kind not in SILENT_KINDS and _SIGN.search(block.text):
            found += _in_block(block, structured.tables, rules)
    return tuple(found)


def _in_block(block: Block, tables: tuple[Table, ...], rules: Rules) -> list[Percentage]:
    found: list[Percentage] = []
    for hit in rules["extract/percentages"].scan(block.text):
        start = hit.start
        low, high = _numbers(block.text[start : hit.end])
        if low is None or high is None:
            continue
        if low > high:  # no range: "in 2013 and 2014 to 9%" ends in one percentage
            start, low = _last_number(block.text, start, hit.end), high
        role, column_label = str(hit.sets["role"]), _column_label(block, start, tables)
        if role == "level" and found and _SAME_PART.fullmatch(block.text[found[-1].evidence.end : start]):
            role = found[-1].role
        column = rules["extract/percentages_columns"].first(column_label) if role == "level" and column_label else None
        found.append(
            Percentage(
                Evidence(block, start, hit.end, hit.rule.id, hit.cue, hit.rule.confidence),
                low=low,
                high=high,
                qualifier=_qualifier(block.text, start, hit.end, rules),
                role=str(column.sets["role"]) if column else role,
                subject=subject_of(block, start, hit.end, rules),
                column_form=_date_of(column_label, rules) if role == "level" and column is None else None,
            )
        )
    return found


def _date_of(label: str, rules: Rules) -> CalendarForm | None:
    """Return the one date that a column's headings name, null where they name none or several."""
    forms = calendar_forms(label, rules)
    return forms[0][2] if len(forms) == 1 else None


def _numbers(words: str) -> tuple[float | None, float | None]:
    """Return the lowest and highest number of a percentage or range of percentages."""
    ends = [read_number(end) for end in _RANGE.split(words, maxsplit=1)]
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


def _column_label(block: Block, start: int, tables: tuple[Table, ...]) -> str:
    """Return the headings of the column in which a percentage of a table row stands."""
    if block.kind != "table_row" or block.table is None:
        return ""
    cell = next((c for c in block.cells if c.start <= start < max(c.end, c.start + 1)), None)
    table = next((t for t in tables if t.index == block.table), None)
    if cell is None or table is None:
        return ""
    return " ".join(label for column in table.columns if column.index == cell.column for label in column.labels)
