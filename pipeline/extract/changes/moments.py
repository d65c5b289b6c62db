"""Pair figures by the moments they are of: "81% in March (the year before: 62%)", however the sentence puts it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.changes.figures import Figure, Moment, figures_in, in_order, moments_at
from pipeline.extract.changes.subjects import counts_same, speak_of_same
from pipeline.rules import Rules

_BEHIND = 40  # characters behind the last figure in which its own words stand
_BEFORE = 30  # characters before a figure in which its verb stands
_SHORT = 9  # words of a sentence that leaves unsaid what it counts
_MOST_FIGURES = 6  # of a sentence; in a longer list of figures it is not told which belong together


@dataclass(frozen=True, slots=True)
class Pair:
    """An earlier and a later figure of the same thing."""

    first: Figure
    last: Figure


@dataclass(frozen=True, slots=True)
class _Anchor:
    """Words that tell a moment, characters `start` to `end`; `moment` is null where they are none but `past` or `now`."""

    start: int
    end: int
    tells: str
    moment: Moment | None = None


@dataclass(frozen=True, slots=True)
class _Dated:
    figure: Figure
    anchor: _Anchor | None


def pairs_in(text: str, raw: str, rules: Rules) -> Iterator[Pair]:
    """Yield the figures of a sentence that stand side by side and are of different moments; `text` is `raw` blanked."""
    dated = _dated(text, raw, rules)
    if not 1 < len(dated) <= _MOST_FIGURES:
        return
    held: Pair | None = None
    for n, (one, other) in enumerate(itertools.pairwise(dated)):
        pair = _side_by_side(one, other, dated[n - 1].figure.end if n else 0, text, rules)
        if held is not None and pair is not None and held.last is pair.first:
            held = Pair(held.first, pair.last)  # a figure for each of several moments: the first and the last
            continue
        if held is not None:
            yield held
            pair = None if pair is not None and held.last in (pair.first, pair.last) else pair
        held = pair
    if held is not None:
        yield held


def _side_by_side(one: _Dated, other: _Dated, since: int, text: str, rules: Rules) -> Pair | None:
    """Return what two figures make that follow each other; null for figures of others, aims and different things."""
    between = text[one.figure.end : other.figure.start]
    if not _tells("parts", between, rules) or _tells("other", text[since : other.figure.end + _BEHIND], rules):
        return None
    if not _same_kind(one, other, text, rules):
        return None
    if between.rstrip().endswith(" and") and (one.anchor is None or other.anchor is None):
        return None  # "last year 60% of the one and 55% of the other": one moment, two things
    return _in_time(one, other, _tells("compares", between, rules))


def pair_over(before: tuple[str, str], now: tuple[str, str], rules: Rules) -> tuple[Pair, bool] | None:
    """Return what the only figure of a sentence and the one of the sentence before make, each told with its blanked text and raw.

    The flag says whether the later figure stands in the second sentence.
    """
    (text_before, raw_before), (text, raw) = before, now
    earlier, here = _dated(text_before, raw_before, rules), _dated(text, raw, rules)
    if len(here) != 1 or here[0].anchor is None or _tells("other", text, rules) or _tells("other", text_before, rules):
        return None
    alike = [one for one in earlier if one.figure.unit == here[0].figure.unit and one.figure.unit is not None]
    if len(alike) != 1 or alike[0].anchor is None or alike[0].figure.value == here[0].figure.value:
        return None
    if not (speak_of_same(text_before, text, rules) or _is_short(text)) or not _is_state(here[0].figure, text, rules):
        return None
    pair = _in_time(alike[0], here[0], compared=False)
    return None if pair is None else (pair, pair.last is here[0].figure)


def _dated(text: str, raw: str, rules: Rules) -> list[_Dated]:
    """Return the figures of a sentence, each with the words that tell its moment."""
    figures = [figure for figure in figures_in(text, raw, rules) if not _is_size(figure, text, rules)]
    anchors = [_Anchor(start, end, "date", moment) for start, end, moment in moments_at(raw, rules)]
    file = rules["extract/changes_moments"]
    for tells in ("past", "now"):
        found = [_Anchor(hit.start, hit.end, tells) for hit in file.that_set("tells", tells).find(text)]
        anchors += [a for a in found if not any(a.start < b.end and b.start < a.end for b in anchors)]
    anchors.sort(key=lambda anchor: anchor.start)
    behind: dict[int, _Anchor] = {}
    ahead: dict[int, _Anchor] = {}
    edges = [0, *(figure.end for figure in figures)]
    for n, left in enumerate(edges):
        right = figures[n].start if n < len(figures) else len(text)
        inside = [a for a in anchors if left <= a.start and a.end <= right]
        if not inside:
            continue
        tied = n > 0 and not _tells("parts", text[left : inside[0].start], rules)
        if tied or n == len(figures):
            behind[n - 1] = inside[0]
        if n < len(figures) and (len(inside) > 1 or not tied):
            ahead[n] = inside[-1]
    return [_Dated(figure, ahead.get(n) or behind.get(n)) for n, figure in enumerate(figures)]


def _in_time(one: _Dated, other: _Dated, compared: bool) -> Pair | None:
    """Return two figures in the order of their moments, null where these do not tell it."""
    earlier = _is_earlier(one.anchor, other.anchor, compared)
    if earlier is None:
        return None
    return Pair(one.figure, other.figure) if earlier else Pair(other.figure, one.figure)


def _is_earlier(one: _Anchor | None, other: _Anchor | None, compared: bool) -> bool | None:
    """Say whether the first of two moments is the earlier one; null where that is not told."""
    if one is not None and other is not None:
        if one.tells == other.tells == "date" and one.moment is not None and other.moment is not None:
            return _dates_in_order(one, other, compared)
        ranks = {"past": 0, "date": 1, "now": 2}
        return None if one.tells == other.tells else ranks[one.tells] < ranks[other.tells]
    told = one or other
    if told is None or told.tells == "now":
        return None
    if told.tells == "past":
        return told is one
    return False if compared and told is other else None


def _dates_in_order(one: _Anchor, other: _Anchor, compared: bool) -> bool | None:
    """Say whether the first of two dates is the earlier one.

    Months without a year stand in the order of time unless the second is what the first is held against.
    """
    if one.moment is None or other.moment is None or one.moment == other.moment:
        return None
    told = in_order(one.moment, other.moment)
    return not compared if told is None and not (one.moment.year or other.moment.year) else told


def _same_kind(one: _Dated, other: _Dated, text: str, rules: Rules) -> bool:
    """Say whether two figures can be two states of the same thing: of one unit, and not counting different things."""
    first, second = one.figure, other.figure
    if first.unit != second.unit or first.value == second.value:
        return False
    states = [_is_state(first, text, rules), _is_state(second, text, rules)]
    if not (all(states) if first.unit is None else any(states) or first.unit == "%"):
        return False
    return counts_same(text, first.end, second.end, rules)


def _is_state(figure: Figure, text: str, rules: Rules) -> bool:
    return _tells("state", text[max(0, figure.start - _BEFORE) : figure.start], rules)


def _is_size(figure: Figure, text: str, rules: Rules) -> bool:
    """Say whether a figure is how much something moved: "24 more than", "a fall of 24"."""
    behind = _tells("size", text[figure.end : figure.end + _BEHIND], rules)
    return behind or _tells("movement", text[max(0, figure.start - _BEFORE) : figure.start], rules)


def _is_short(text: str) -> bool:
    return len(text.split()) <= _SHORT


def _tells(tells: str, text: str, rules: Rules) -> bool:
    return next(rules["extract/changes_moments"].that_set("tells", tells).find(text), None) is not None
