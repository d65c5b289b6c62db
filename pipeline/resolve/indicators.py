"""Which figures are of a measure that all councils report: the vocabulary is `rules/resolve/measures.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.model import Block, Change, Days, Evidence, Figure, Findings, Indicator, Percentage, ResolvedDate, Structured
from pipeline.resolve.figures import find_figures
from pipeline.resolve.periods import days_of_period
from pipeline.resolve.says import says
from pipeline.resolve.sentence import sentence_span
from pipeline.rules import Hit, RuleFile, Rules

BEHIND = 1.5
"""How much further off a measure counts that is named behind its figure: most are named before it."""

_NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?![\d,]*\d)")
_SHARE = re.compile(r"\d\s?(?:%|per\s?cent\b)", re.IGNORECASE)


def find_indicators(structured: Structured, findings: Findings, rules: Rules) -> tuple[Indicator, ...]:
    """Return the figures of known measures: percentages that are no mere change, changes, and averages stated plainly."""
    file = rules["resolve/figures"]
    percentages, changes, dates = findings.percentages, findings.changes, findings.dates
    near = {id(one): _measure(one.evidence, "%", rules) for one in percentages if one.role != "change"}
    moved = [(change, _moved(change, percentages, dates, rules)) for change in changes]
    found = list(_of_percentages(percentages, near, file, [one for change, one in moved if change.unit == "%"]))
    taken = set()
    for change, one in moved:
        hit = _measure(change.evidence, change.unit, rules)
        words = change.evidence.block.text[change.evidence.start : change.evidence.end]
        if hit and not (change.from_value in (2, 3, 4) and says(file, "or_more", words)):
            value = change.to_value
            indicator = _indicator(change, hit, "level", (value, value), change.from_value, one.days)
            found.append(replace(indicator, before_days=one.before))
            taken.add((change.evidence.block.seq, sentence_span(change.evidence)[0]))
    for told in find_figures(structured, dates, frozenset(taken), rules):
        found.append(_indicator(told.figure, told.hit, told.role, (told.value, told.value), None, told.days))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Moved:
    """Where a change prints its two figures, and of which periods they are."""

    block: Block
    old: int | None
    new: int | None
    days: Days | None
    before: Days | None


def _of_percentages(
    percentages: Sequence[Percentage], near: Mapping[int, Hit | None], file: RuleFile, moved: Sequence[_Moved]
) -> Iterator[Indicator]:
    """Yield the percentages of measures; one that names none may go on from the sentence before, about the same.

    What a change came from without its day being told stands in that change alone. What a level is held against is of the
    level's period.
    """
    last: Indicator | None = None
    named: Hit | None = None
    for one in percentages:
        hit, evidence = near.get(id(one)), one.evidence
        if hit is None and one.role != "change" and last is not None and _goes_on(one, last, file):
            hit = named
        if hit is None or _is_of_before(evidence, file):
            continue
        days = _own_days(one, file)
        old = next((move for move in moved if move.block is evidence.block and move.old == evidence.start), None)
        new = next((move for move in moved if move.block is evidence.block and move.new == evidence.start), None)
        if old is not None:
            days = old.before
            if days is None:
                continue
        elif new is not None:
            days = new.days
        role = _role(one, file)
        if (
            days is None
            and role in ("benchmark", "target")
            and last is not None
            and last.finding.evidence.block is evidence.block
        ):
            days = last.days if last.measure == hit.sets["measure"] else None
        found = _indicator(one, hit, role, (one.low, one.high), None, days)
        named = hit
        if old is None or last is None:
            last = found if role == "level" or last is None else replace(last, finding=found.finding)
        yield found


def _goes_on(one: Percentage, last: Indicator, file: RuleFile) -> bool:
    """Say whether a figure goes on from the one before it: "The target is 90%", "in 2022 it was 79%".

    What a level is held against in its own sentence is of the same measure.
    """
    before = last.finding.evidence
    start, _ = sentence_span(one.evidence)
    text, block = one.evidence.block.text, before.block
    if block is one.evidence.block and start <= before.start and one.role == "benchmark" and last.role in ("level", "benchmark"):
        return says(file, "for", text[one.evidence.end :]) is None
    if block is not one.evidence.block or block.kind == "table_row" or sentence_span(before)[1] + 2 < start:
        return False
    words = text[start : one.evidence.start]
    return (
        bool(says(file, "it_was", words))
        if one.role == "level"
        else bool(says(file, "of_the_same", words) and not says(file, "for", text[one.evidence.end :]))
    )


def _is_of_before(evidence: Evidence, file: RuleFile) -> bool:
    """Say whether a figure is of the year before, which no date tells, or of some only, such as those of one age."""
    text = evidence.block.text
    before, behind = text[max(0, evidence.start - 60) : evidence.start], text[evidence.end : evidence.end + 60]
    return any(says(file, key, words) for key, words in (("earlier", before), ("earlier_behind", behind), ("part_of", behind)))


def _role(percentage: Percentage, file: RuleFile) -> str:
    """Return the role of a percentage; what a level is compared with is a benchmark where the sentence speaks of others."""
    evidence = percentage.evidence
    start, end = sentence_span(evidence)
    text = evidence.block.text
    if (
        percentage.role == "level"
        and says(file, "beside", text[start : evidence.start])
        and says(file, "of_others", text[start:end])
    ):
        return "benchmark"
    return percentage.role


def _own_days(percentage: Percentage, file: RuleFile) -> Days | None:
    """Return the period of a percentage; of a level none that begins something, or that is told of others' figure behind it."""
    told = next((one for one in percentage.supports if one.field == "period"), None)
    evidence = percentage.evidence
    if told is None or told.start is None or percentage.role != "level" or told.block is not evidence.block:
        return percentage.days
    text = evidence.block.text
    before = text[: told.start]
    of_others = told.start > evidence.end and says(file, "of_others", text[evidence.end : told.start])
    begun = says(file, "since", before) or (told.start < sentence_span(evidence)[0] and says(file, "begins", before))
    return None if of_others or begun else percentage.days


def _indicator(
    finding: Percentage | Change | Figure,
    hit: Hit,
    role: str,
    values: tuple[float, float],
    before: float | None,
    days: Days | None,
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
    Where a look-alike stands nearest, the figure is of that, and of no measure. `unless` names a word that makes it another
    measure where it stands in the same paragraph.
    """
    file = rules["resolve/figures"]
    start, end = sentence_span(evidence)
    text = evidence.block.text[start:end]
    at, behind = evidence.start - start, evidence.end - start
    fitting = [
        hit
        for hit in rules["resolve/measures"].scan(text, look_alikes=True)
        if not hit.sets.get("aside") and (_is_other(hit, evidence) or _is_counted_in(hit, unit))
    ]
    own = [hit for hit in fitting if hit.sets.get("stands") == "behind" and _is_straight_behind(text, behind, hit.start, file)]
    own = own or [hit for hit in fitting if hit.start > behind and says(file, "of_what", text[behind : hit.start])]
    own = own or [hit for hit in fitting if hit.rule.excludes and text[behind : hit.start] == " "]
    if own:
        return None if _is_other(own[0], evidence) else own[0]
    figures = [one.end() for one in _SHARE.finditer(text) if one.end() != behind]
    fitting = [
        hit
        for hit in fitting
        if hit.sets.get("stands") != "behind" or not any(_is_straight_behind(text, one, hit.start, file) for one in figures)
    ]
    if evidence.block.text[: evidence.start].endswith("(") and evidence.block.text[evidence.end :].startswith("),"):
        fitting = [hit for hit in fitting if hit.start < at]
    nearest = min(fitting, key=lambda hit: (hit.start - at) * BEHIND if hit.start >= at else max(0, at - hit.end), default=None)
    return None if nearest is None or _is_other(nearest, evidence) else nearest


def _is_other(hit: Hit, evidence: Evidence) -> bool:
    """Say whether a name only looks like one of a measure, or is one of another by a word of its paragraph."""
    return hit.rule.excludes or ("unless" in hit.sets and str(hit.sets["unless"]) in evidence.block.text)


def _is_counted_in(hit: Hit, unit: str | None) -> bool:
    return hit.sets["unit"] == unit if unit else hit.sets["unit"] not in ("%", "days", "weeks")


def _is_straight_behind(text: str, figure: int, name: int, file: RuleFile) -> bool:
    """Say whether a name stands behind the end of a figure with nothing between that begins another matter."""
    return figure <= name and not says(file, "another", text[figure:name])


def _moved(change: Change, percentages: Sequence[Percentage], dates: Sequence[ResolvedDate], rules: Rules) -> _Moved:
    """Return the periods that the new and the old figure of a change speak of, null where none is told.

    A date between the two figures is of the first, unless it stands straight before the second; one before both is of the new
    figure. What has moved since a date was there on that date. A percentage knows of dates further off too.
    """
    file = rules["resolve/figures"]
    block, (start, end) = change.evidence.block, sentence_span(change.evidence)
    here = [one for one in dates if one.evidence.block is block and start <= one.evidence.start < end]
    new, old = (_figure(block.text, start, end, value, here) for value in (change.to_value, change.from_value))
    if new is None or old is None:
        return _Moved(block, old.start() if old else None, new.start() if new else None, None, None)
    near = [one for one in here if _is_of(one.evidence, old, new, file)]
    far = [one for one in here if one not in near]
    of_new_one = min(near, key=lambda one: abs(one.evidence.start - new.start()), default=None)
    of_old_one = min(far, key=lambda one: abs(one.evidence.start - old.start()), default=None)
    days, before = (days_of_period(one, rules) if one else None for one in (of_new_one, of_old_one))
    known = {one.evidence.start: _own_days(one, file) for one in percentages if one.evidence.block is block}
    of_new, of_old = known.get(new.start()), known.get(old.start())
    if of_new is not None and of_new != before and of_new != of_old:
        days = of_new
    if before is None and of_old is not None and of_old != days:
        before = of_old
    return _Moved(block, old.start(), new.start(), days, before)


def _figure(text: str, start: int, end: int, value: float, dates: Sequence[ResolvedDate]) -> re.Match[str] | None:
    """Return where a sentence prints a value last, numbers of dates left out."""
    taken = [(one.evidence.start, one.evidence.end) for one in dates]
    numbers = (number for number in _NUMBER.finditer(text, start, end) if float(number[0].replace(",", "")) == value)
    free = [number for number in numbers if not any(first <= number.start() < last for first, last in taken)]
    return free[-1] if free else None


def _is_of(day: Evidence, old: re.Match[str], new: re.Match[str], file: RuleFile) -> bool:
    """Say whether a date belongs to the new figure of a change rather than to the old one."""
    text = day.block.text
    if says(file, "since", text[: day.start]):
        return False
    first, last = sorted((old, new), key=lambda number: number.start())
    if day.start >= last.end():
        return last is new
    if day.end <= first.start():
        return first is new or says(file, "own_word", text[day.end : first.start()]) is not None
    return (first is new) == (says(file, "own_word", text[day.end : last.start()]) is not None)
