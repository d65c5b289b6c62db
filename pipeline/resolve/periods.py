"""Tell of which period a figure speaks: the date that its clause, its row or its heading gives it."""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Sequence
from datetime import date, timedelta

from pipeline.model import Block, Days, Evidence, ResolvedDate
from pipeline.named_numbers import NAMED_NUMBERS
from pipeline.resolve.says import says
from pipeline.resolve.sentence import sentence_span
from pipeline.rules import RuleFile, Rules

# A date further off, all things weighed, is not the figure's; in characters.
_FURTHEST = 170
# What another figure between the two, a comparison, or a figure with a nearer claim to the date counts, in characters.
_OTHER_FIGURE = 60
_COMPARED = 180
_CLAIMED = 120
# A date that opens its sentence holds for all figures behind it.
_OPENS = 5
_FIGURE = re.compile(r"(?<![\w.,/])\d[\d,.]*\s?(?:%|per\s?cent\b)", re.IGNORECASE)


def period_of(evidence: Evidence, dates: Sequence[ResolvedDate], rules: Rules, *, elsewhere: bool = False) -> ResolvedDate | None:
    """Return the date of the period that a figure speaks of, null where nothing near it names one.

    In a row that is the date in the figure's cell, else in the row's label. In a sentence it is the
    nearest one, a date beside another figure being that figure's, and one beyond "compared with" that
    of the other side, unless the figure is one from `elsewhere` for the same time. "Last year" and "now" keep
    a figure from any date further off. "Of these ..." goes on from the sentence before; else the month
    or quarter of the heading holds.
    """
    block = evidence.block
    here = [one for one in dates if one.evidence.block is block]
    if block.kind in ("table_row", "table_header"):
        return _in_row(evidence, here)
    file = rules["resolve/periods"]
    start, end = sentence_span(evidence)
    if says(file, "deictic", _side(block.text, evidence.end, end)) or says(
        file, "deictic_before", block.text[start : evidence.start]
    ):
        return None
    inside = [one for one in here if start <= one.evidence.start < end]
    costs = [(_cost(one, evidence, start, file, elsewhere=elsewhere), one.evidence.start, one) for one in inside]
    nearest = min(costs, default=None, key=lambda cost: cost[:2])
    if nearest is not None:
        return nearest[2] if nearest[0] <= _FURTHEST else None
    before = [one for one in here if one.evidence.end <= start]
    if before and says(file, "goes_on", block.text[start : evidence.start]):
        return before[-1]
    return _of_heading(block, dates)


def days_of_period(one: ResolvedDate, rules: Rules) -> Days:
    """Return the days of the period that a date tells, which the words before it may make longer or shorter than the date.

    "Three months to March" begin in January, "the first nine months of 2015-16" end in December.
    """
    start, _ = sentence_span(one.evidence)
    hit = next(rules["resolve/periods"].that_set("length").find(one.evidence.block.text[start : one.evidence.start]), None)
    if hit is None:
        return one.days
    words = str(hit.groups.get("months") or "").lower()
    months = int(words) if words.isdecimal() else NAMED_NUMBERS.get(words, int(str(hit.sets.get("months", 12))))
    if hit.sets["length"] == "to":
        return Days(_moved(one.days.end + timedelta(days=1), -months), one.days.end, "period")
    return Days(one.days.start, _moved(one.days.start, months) - timedelta(days=1), "period")


def _moved(day: date, months: int) -> date:
    """Return a day so many months later."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _side(text: str, start: int, end: int) -> str:
    """Return the words from a figure to the next one in its sentence."""
    other = _FIGURE.search(text, start, end)
    return text[start : other.start() if other else end]


def _cost(one: ResolvedDate, figure: Evidence, start: int, file: RuleFile, *, elsewhere: bool) -> float:
    text, date = figure.block.text, one.evidence
    behind = date.start >= figure.end
    between = text[figure.end : date.start] if behind else text[date.end : figure.start]
    others = len(_FIGURE.findall(between))
    opens = not behind and not _FIGURE.search(text, start, date.start)
    cost = float(len(between)) + others * (_OPENS if opens else _OTHER_FIGURE)
    if not elsewhere and says(file, "compared", between):
        cost += _COMPARED
    if behind and _heads(text, one, file):
        return math.inf
    if not behind and _claimed(text, start, one, file):
        cost += _CLAIMED
    return cost / 3 if opens and not others else cost


def _claimed(text: str, start: int, one: ResolvedDate, file: RuleFile) -> bool:
    """Say whether a date stands straight behind another figure, whose period it is then."""
    figures = list(_FIGURE.finditer(text, start, one.evidence.start))
    return bool(figures) and says(file, "claims", text[figures[-1].end() : one.evidence.start]) is not None


def _heads(text: str, one: ResolvedDate, file: RuleFile) -> bool:
    """Say whether a date stands straight before another figure, whose period it is then."""
    after = _FIGURE.search(text, one.evidence.end)
    return after is not None and says(file, "heads", text[one.evidence.end : after.start()]) is not None


def _in_row(evidence: Evidence, here: Sequence[ResolvedDate]) -> ResolvedDate | None:
    text = evidence.block.text
    first, last = text.rfind("\t", 0, evidence.start) + 1, text.find("\t", evidence.end)
    cell = [one for one in here if first <= one.evidence.start < (last if last >= 0 else len(text))]
    if cell:
        return min(cell, key=lambda one: abs(one.evidence.start - evidence.start))
    label = text.find("\t")
    return next((one for one in here if one.evidence.end <= label), None)


def _of_heading(block: Block, dates: Sequence[ResolvedDate]) -> ResolvedDate | None:
    headings = block.section[-1:]
    found = (
        one
        for one in reversed(dates)
        if one.evidence.block.kind == "heading" and one.evidence.block.seq < block.seq and one.evidence.block.text in headings
    )
    return next((one for one in found if one.days.precision in ("month", "quarter")), None)
