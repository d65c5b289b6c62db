"""Figures stated plainly, without a percent sign: the average caseload in a sentence, or in the columns of a scorecard."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import Block, Days, Evidence, Figure, ResolvedDate, RowCell, Structured, Table
from pipeline.resolve.periods import days_of_period, period_of
from pipeline.resolve.says import says
from pipeline.resolve.sentence import sentence_span
from pipeline.rules import Hit, Rules

_ALONE = re.compile(r"^\W*\d{1,3}(?:\.\d+)?\W*$")
_DIGITS = re.compile(r"\d{1,3}(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Told:
    """A figure of a measure with the part that it plays, `level`, `target` or `benchmark`, and its period."""

    figure: Figure
    hit: Hit
    role: str
    value: float
    days: Days | None


def find_figures(
    structured: Structured, dates: Sequence[ResolvedDate], taken: frozenset[tuple[int, int]], rules: Rules
) -> Iterator[Told]:
    """Yield the figures of measures that are counted by the piece and averaged (`counted: plain`).

    `taken` are the sentences, by block and first character, in which such a measure is told as a change: those are known.
    """
    for block in structured.blocks:
        if block.kind in ("furniture", "contents", "table_header", "heading"):
            continue
        for hit in rules["resolve/measures"].scan(block.text):
            if hit.sets.get("counted") != "plain":
                continue
            if block.kind == "table_row":
                yield from _in_row(block, hit, structured, dates, rules)
                break
            if (block.seq, sentence_span(_evidence(block, hit.start, hit.end, hit))[0]) not in taken:
                yield from _in_sentence(block, hit, dates, rules)


def _in_sentence(block: Block, hit: Hit, dates: Sequence[ResolvedDate], rules: Rules) -> Iterator[Told]:
    _, end = sentence_span(_evidence(block, hit.start, hit.end, hit))
    words = rules["resolve/figures"]
    stated = says(words, "stated", block.text[hit.end : end])
    if stated is None:
        return
    first = hit.end + stated.spans["number"][0]
    number = _DIGITS.match(block.text, first)
    if number is None or _is_of_a_date(block, first, dates):
        return
    role = _role(block.text[hit.end : first], rules)
    level = _evidence(block, first, number.end(), hit)
    found = period_of(level, dates, rules)
    days = days_of_period(found, rules) if found else None
    yield Told(Figure(level), hit, role, float(number[0]), days)
    for other in words.that_set("says", "other").find(block.text[number.end() : end]):
        part = _role(other.groups["what"], rules)
        at, behind = (number.end() + place for place in other.spans["number"])
        if part != "level" and not _is_of_a_date(block, at, dates):
            yield Told(Figure(_evidence(block, at, behind, hit)), hit, part, float(other.groups["number"]), days)


def _role(words: str, rules: Rules) -> str:
    hit = rules["extract/percentages_columns"].first(words)
    role = str(hit.sets["role"]) if hit else "level"
    return role if role in ("target", "benchmark") else "level"


def _is_of_a_date(block: Block, at: int, dates: Sequence[ResolvedDate]) -> bool:
    return any(one.evidence.block is block and one.evidence.start <= at < one.evidence.end for one in dates)


def _in_row(block: Block, hit: Hit, structured: Structured, dates: Sequence[ResolvedDate], rules: Rules) -> Iterator[Told]:
    """Yield the figures in the cells behind a measure's name, each by the heading of its column."""
    table = next((one for one in structured.tables if one.index == block.table), None)
    name = next((cell for cell in block.cells if cell.start <= hit.start < cell.end), None)
    if table is None or name is None:
        return
    for cell in block.cells:
        words = block.text[cell.start : cell.end]
        label = _label(cell, table)
        if cell.column <= name.column or not _ALONE.match(words) or not label:
            continue
        head = rules["extract/percentages_columns"].first(label)
        role = str(head.sets["role"]) if head else "level"
        days = _days_of(cell, block, structured, dates)
        number = _DIGITS.search(block.text, cell.start, cell.end)
        if number is None or role not in ("level", "target", "benchmark") or (role == "level" and days is None):
            continue
        yield Told(Figure(_evidence(block, number.start(), number.end(), hit)), hit, role, float(number[0]), days)


def _label(cell: RowCell, table: Table) -> str:
    return " ".join(label for column in table.columns if column.index == cell.column for label in column.labels)


def _days_of(cell: RowCell, block: Block, structured: Structured, dates: Sequence[ResolvedDate]) -> Days | None:
    """Return the period that the heading of a cell's column names."""
    heads = [one for one in structured.blocks if one.kind == "table_header" and one.table == block.table]
    spans = [(head, over.start, over.end) for head in heads for over in head.cells if over.column == cell.column]
    found = [
        one.days
        for one in dates
        for head, start, end in spans
        if one.evidence.block is head and start <= one.evidence.start < end
    ]
    return found[0] if len(found) == 1 else None


def _evidence(block: Block, start: int, end: int, hit: Hit) -> Evidence:
    return Evidence(block, start, end, hit.rule.id, hit.cue, hit.rule.confidence)
