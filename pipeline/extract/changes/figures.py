"""Read the figures of a sentence: value, place and unit; and blank out numbers that are no figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.extract.dates import calendar_forms
from pipeline.extract.numbers import NUMBER, read_number
from pipeline.rules import Group, Rules


class Moment(NamedTuple):
    """A date to compare by: 0 stands for what is unsaid; a quarter is told by its last month."""

    year: int
    month: int
    day: int
    is_quarter: bool = False


_BLANK = "D"  # a letter, so that words round a blank stay apart from it and nothing reads it as a number


@dataclass(frozen=True, slots=True)
class Figure:
    """A number at characters `start` to `end` of a text, with its unit where it has one."""

    value: float
    start: int
    end: int
    unit: str | None


def blanked(text: str, rules: Rules) -> str:
    """Return a text of the same length with dates, ages, references and bases of rates blanked out."""
    spans = [(start, end) for start, end, _, _ in calendar_forms(text, rules)]
    spans += [(hit.start, hit.end) for hit in rules["extract/changes_blanks"].all.find(text)]
    for start, end in spans:
        text = text[:start] + _BLANK * (end - start) + text[end:]
    return text


def of_others_only(text: str, rules: Rules) -> bool:
    """Say whether all figures of a text are those of other places: the country's, like authorities'."""
    theirs = next(rules["extract/changes_blanks"].that_set("of", "others").find(text), None) is not None
    return theirs and not NUMBER.search(blanked(text, rules))


def moments_at(text: str, rules: Rules) -> list[tuple[int, int, Moment]]:
    """Return the places of the dates of a text, and the moment that each tells."""
    return [(start, end, _moment(form.parts)) for start, end, form, _ in calendar_forms(text, rules)]


def moments_in(text: str, rules: Rules) -> list[Moment]:
    """Return the moments that the dates of a text tell, in order."""
    return [moment for _, _, moment in moments_at(text, rules)]


def _moment(parts: Mapping[str, int | str]) -> Moment:
    def last(name: str) -> int:
        value = parts.get(f"{name}2", parts.get(name, 0))
        return value if isinstance(value, int) else 0

    quarter = last("quarter")
    return Moment(last("year"), last("month") or quarter * 3, last("day"), is_quarter=quarter > 0)


def in_order(first: Moment, second: Moment) -> bool | None:
    """Say whether the first of two moments is the earlier one; null where they do not tell.

    Quarters without a year follow their numbers; of months without one ("in October ..., in April") none is told.
    """
    if first == second:
        return None
    if not (first.year and second.year) and not (first.is_quarter and second.is_quarter and first.year == second.year):
        return None
    return first < second


def figures_in(text: str, raw: str, rules: Rules) -> list[Figure]:
    """Return the figures of a text from left to right; `text` is `raw` blanked."""
    told = (match.span() for match in NUMBER.finditer(text) if not next(_no_figures(rules).find(raw[match.start() :]), None))
    found = (figure_at(raw, *span, rules) for span in told)
    return [figure for figure in found if figure is not None]


def _no_figures(rules: Rules) -> Group:
    return rules["extract/changes_moments"].that_set("tells", "no_figure")


def figure_at(text: str, start: int, end: int, rules: Rules) -> Figure | None:
    """Return the figure that stands at `start` to `end` of a text, null where the words name no number."""
    value = read_number(text[start:end])
    return None if value is None else Figure(value, start, end, _unit(text, start, end, rules))


def _unit(text: str, start: int, end: int, rules: Rules) -> str | None:
    for rule in rules["extract/changes_units"].rules:
        part = text[start:end] if rule.sets["side"] == "inside" else text[end : end + 40]
        for hit in rule.find(part):
            return str(rule.sets.get("unit") or part[hit.start : hit.end])
    return None
