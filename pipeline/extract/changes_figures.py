"""Read the figures of a sentence: value, place and unit; and blank out numbers that are no figures."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extract.changes_numbers import NUMBER, read_number
from pipeline.extract.dates import calendar_forms
from pipeline.rules import Rules

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
    for rule in rules["extract/changes_blanks"].rules:
        spans += [(hit.start, hit.end) for hit in rule.find(text)]
    for start, end in spans:
        text = text[:start] + _BLANK * (end - start) + text[end:]
    return text


def last_year(text: str, rules: Rules) -> int | None:
    """Return the year of the last date in a text that names one."""
    years = [form.parts.get("year2", form.parts.get("year")) for _, _, form, _ in calendar_forms(text, rules)]
    return next((int(year) for year in reversed(years) if year is not None), None)


def figures_in(text: str, rules: Rules) -> list[Figure]:
    """Return the figures of a blanked text from left to right."""
    found = (figure_at(text, *match.span(), rules) for match in NUMBER.finditer(text))
    return [figure for figure in found if figure is not None]


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
