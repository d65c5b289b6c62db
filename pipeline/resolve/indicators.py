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
_EARLIER = re.compile(
    r"\b(?:last|(?:the )?(?:previous|preceding)) year[’']?s?(?: (?:figure|rate|share))?(?: (?:of|was|at))? (?:just |only )?$"
    r"|\ba year (?:ago|earlier|before),? (?:just |only |it was )?$",
    re.IGNORECASE,
)
_EARLIER_BEHIND = re.compile(
    r"^\s?\)?,? (?:during |in |for |of )?(?:the (?:preceding|previous) year|last year|a year (?:ago|earlier|before))\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(r"\bcompared (?:with|to) (?:just |only |about )?$", re.IGNORECASE)
_OF_OTHERS = re.compile(r"\b(?:national\w*|average|England|peers|similar|comparators?|neighbours|region(?:al)?)\b", re.IGNORECASE)
_AGED = re.compile(r"^\s?\)? ?(?:are|were) aged\b")
_OR_MORE = re.compile(r"\b(?:three|3|two|2|four|4) or more\b", re.IGNORECASE)
_SINCE = re.compile(r"\b(?:since|from|after)\s+(?:\w+\s+)?$", re.IGNORECASE)


def find_indicators(
    percentages: Sequence[Percentage], changes: Sequence[Change], dates: Sequence[ResolvedDate], rules: Rules
) -> tuple[Indicator, ...]:
    """Return the figures of known measures: percentages that are no mere change, and changes from one figure to another."""
    near = {id(one): _measure(one.evidence, "%", rules) for one in percentages if one.role != "change"}
    found = list(_of_percentages(percentages, near))
    for change in changes:
        hit = _measure(change.evidence, change.unit, rules)
        words = change.evidence.block.text[change.evidence.start : change.evidence.end]
        if hit and not (change.from_value in (2, 3, 4) and _OR_MORE.search(words)):
            value = change.to_value
            days = _period(change, percentages, dates)
            found.append(_indicator(change, hit, "level", (value, value), change.from_value, days))
    return tuple(found)


def _of_percentages(percentages: Sequence[Percentage], near: dict[int, Hit | None]) -> Iterator[Indicator]:
    for one in percentages:
        hit = near.get(id(one))
        if hit and not _is_of_before(one.evidence):
            yield _indicator(one, hit, _role(one), (one.low, one.high), None, _own_days(one))


def _is_of_before(evidence: Evidence) -> bool:
    """Say whether a figure is of the year before, which no date tells, or of how old somebody is."""
    text = evidence.block.text
    before, behind = text[max(0, evidence.start - 60) : evidence.start], text[evidence.end : evidence.end + 60]
    return bool(_EARLIER.search(before) or _EARLIER_BEHIND.search(behind) or _AGED.search(behind))


def _role(percentage: Percentage) -> str:
    """Return the role of a percentage; what a level is compared with is a benchmark where the sentence speaks of others."""
    evidence = percentage.evidence
    start, end = sentence_span(evidence)
    text = evidence.block.text
    if percentage.role == "level" and _BESIDE.search(text[start : evidence.start]) and _OF_OTHERS.search(text[start:end]):
        return "benchmark"
    return percentage.role


def _own_days(percentage: Percentage) -> Days | None:
    """Return the period of a percentage; of a level none that begins something, or that is told of others' figure behind it."""
    told = next((one for one in percentage.supports if one.field == "period"), None)
    evidence = percentage.evidence
    if told is None or told.start is None or percentage.role != "level" or told.block is not evidence.block:
        return percentage.days
    text = evidence.block.text
    of_others = told.start > evidence.end and _OF_OTHERS.search(text[evidence.end : told.start])
    return (
        None if of_others or (told.start < sentence_span(evidence)[0] and _SINCE.search(text[: told.start])) else percentage.days
    )


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
