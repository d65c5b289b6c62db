"""Which figures are of a measure that all councils report: the vocabulary is `rules/resolve/measures.yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.model import Change, Days, Evidence, Indicator, Percentage, ResolvedDate
from pipeline.resolve.sentence import sentence_span
from pipeline.rules import Hit, Rules

BEHIND = 1.5
"""How much further off a measure counts that is named behind its figure: most are named before it."""


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
            found.append(_indicator(change, hit, "level", (value, value), change.from_value, _period(change, dates)))
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

    A change without a unit may count whatever is counted by the piece.
    """
    start, end = sentence_span(evidence)
    at = evidence.start - start
    hits = rules["resolve/measures"].scan(evidence.block.text[start:end])
    fitting = [hit for hit in hits if (hit.sets["unit"] == unit if unit else hit.sets["unit"] not in ("%", "days", "weeks"))]
    return min(fitting, key=lambda hit: (hit.start - at) * BEHIND if hit.start >= at else max(0, at - hit.end), default=None)


def _period(change: Change, dates: Sequence[ResolvedDate]) -> Days | None:
    """Return the date nearest to a change in its sentence: the period that its new figure speaks of."""
    evidence = change.evidence
    start, end = sentence_span(evidence)
    here = [one for one in dates if one.evidence.block.seq == evidence.block.seq and start <= one.evidence.start < end]
    nearest = min(here, key=lambda one: abs(one.evidence.start - evidence.start), default=None)
    return nearest.days if nearest else None
