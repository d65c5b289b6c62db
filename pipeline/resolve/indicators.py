"""Which figures are of a measure that all councils report: the vocabulary is `rules/resolve/measures.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.model import Change, Days, Evidence, Indicator, Percentage, ResolvedDate
from pipeline.resolve.sentence import sentence_span
from pipeline.rules import Hit, Rules

BEHIND = 1.5
"""How much further off a measure counts that is named behind its figure: most are named before it."""

_NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?![\d,]*\d)")
_WORD = re.compile(r"[a-z]")
_SINCE = re.compile(r"\b(?:since|from|after)\s+(?:\w+\s+)?$", re.IGNORECASE)


def find_indicators(
    percentages: Sequence[Percentage], changes: Sequence[Change], dates: Sequence[ResolvedDate], rules: Rules
) -> tuple[Indicator, ...]:
    """Return the figures of known measures: percentages that are no mere change, and changes from one figure to another."""
    near = {id(one): _measure(one.evidence, "%", rules) for one in percentages if one.role != "change"}
    found = list(_of_percentages(percentages, near))
    for change in changes:
        hit = _measure(change.evidence, change.unit, rules)
        if hit:
            value = change.to_value
            days = _period(change, percentages, dates)
            found.append(_indicator(change, hit, "level", (value, value), change.from_value, days))
    return tuple(found)


def _of_percentages(percentages: Sequence[Percentage], near: dict[int, Hit | None]) -> Iterator[Indicator]:
    for one in percentages:
        hit = near.get(id(one))
        if hit:
            yield _indicator(one, hit, one.role, (one.low, one.high), None, one.days)


def _indicator(
    finding: Percentage | Change, hit: Hit, role: str, values: tuple[float, float], before: float | None, days: Days | None
) -> Indicator:
    better = str(hit.sets["better"])
    assert better in ("higher", "lower", "neither")
    return Indicator(
        finding=finding,
        measure=str(hit.sets["measure"]),
        definition=str(hit.sets["definition"]),
        unit=str(hit.sets["unit"]),
        better=better,  # type: ignore[arg-type]
        role=role,
        value=values[0],
        value_high=values[1],
        before=before,
        days=days,
        cue=hit.cue,
        rule=hit.rule.id,
    )


def _measure(evidence: Evidence, unit: str | None, rules: Rules) -> Hit | None:
    """Return the measure named nearest to a figure in its sentence, if it is counted in the figure's unit.

    A change without a unit may count whatever is counted by the piece. Behind a figure in brackets a comma begins another matter.
    """
    start, end = sentence_span(evidence)
    at = evidence.start - start
    hits = rules["resolve/measures"].scan(evidence.block.text[start:end])
    fitting = [hit for hit in hits if (hit.sets["unit"] == unit if unit else hit.sets["unit"] not in ("%", "days", "weeks"))]
    if evidence.block.text[: evidence.start].endswith("(") and evidence.block.text[evidence.end :].startswith("),"):
        fitting = [hit for hit in fitting if hit.start < at]
    return min(fitting, key=lambda hit: (hit.start - at) * BEHIND if hit.start >= at else max(0, at - hit.end), default=None)


def _period(change: Change, percentages: Sequence[Percentage], dates: Sequence[ResolvedDate]) -> Days | None:
    """Return the period that the new figure of a change speaks of, null where only that of the old one is told.

    A date between the two figures is of the first, unless it stands straight before the second; one before both is of the new
    figure, unless the change is told since then. A percentage knows of dates further off too.
    """
    block, (start, end) = change.evidence.block, sentence_span(change.evidence)
    here = [one for one in dates if one.evidence.block is block and start <= one.evidence.start < end]
    new, old = (_figure(block.text, start, end, value, here) for value in (change.to_value, change.from_value))
    near = [one for one in here if new and old and _is_of(one.evidence, old, new, block.text)]
    if near and new:
        return min(near, key=lambda one: abs(one.evidence.start - new.start())).days
    shares = (one for one in percentages if one.evidence.block is block and new and one.evidence.start == new.start())
    known = next((one.days for one in shares), None)
    return None if any(one.days == known for one in here) else known


def _figure(text: str, start: int, end: int, value: float, dates: Sequence[ResolvedDate]) -> re.Match[str] | None:
    """Return where a sentence prints a value last, numbers of dates left out."""
    taken = [(one.evidence.start, one.evidence.end) for one in dates]
    numbers = (number for number in _NUMBER.finditer(text, start, end) if float(number[0].replace(",", "")) == value)
    free = [number for number in numbers if not any(first <= number.start() < last for first, last in taken)]
    return free[-1] if free else None


def _is_of(day: Evidence, old: re.Match[str], new: re.Match[str], text: str) -> bool:
    """Say whether a date belongs to the new figure of a change rather than to the old one."""
    first, last = sorted((old, new), key=lambda number: number.start())
    if day.start >= last.end():
        return last is new
    if day.end <= first.start():
        straight = not _WORD.search(text, day.end, first.start())
        return not _SINCE.search(text[: day.start]) and (first is new or not straight)
    return (first is new) == bool(_WORD.search(text, day.end, last.start()))
