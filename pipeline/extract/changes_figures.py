"""Read the figures of a sentence: value, place and unit; and blank out numbers that are no figures."""

from __future__ import annotations

from collections.abc import Mapping
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
    spans += [(hit.start, hit.end) for hit in rules["extract/changes_blanks"].all.find(text)]
    for start, end in spans:
        text = text[:start] + _BLANK * (end - start) + text[end:]
    return text


def of_others_only(text: str, rules: Rules) -> bool:
    """Say whether all figures of a text are those of other places: the country's, like authorities'."""
    theirs = next(rules["extract/changes_blanks"].that_set("of", "others").find(text), None) is not None
    return theirs and not NUMBER.search(blanked(text, rules))


def moments_in(text: str, rules: Rules) -> list[tuple[int, int, int]]:
    """Return the dates of a text as year, month and day (0 where unsaid; year 0 where none is said), to compare them by."""
    return [_moment(form.parts) for _, _, form, _ in calendar_forms(text, rules)]


def _moment(parts: Mapping[str, int | str]) -> tuple[int, int, int]:
    def last(name: str) -> int:
        value = parts.get(f"{name}2", parts.get(name, 0))
        return value if isinstance(value, int) else 0

    quarter = last("quarter")
    return last("year"), last("month") or quarter * 3, last("day")


def in_order(first: tuple[int, int, int], second: tuple[int, int, int]) -> bool | None:
    """Say whether the first of two moments is the earlier one; null where they do not tell."""
    if first == second or first[0] == 0 or second[0] == 0:  # "in October ..., in April": which came first the months do not tell
        return None
    return first < second


def figures_in(text: str, raw: str, rules: Rules) -> list[Figure]:
    """Return the figures of a text from left to right; `text` is `raw` blanked."""
    found = (figure_at(raw, *match.span(), rules) for match in NUMBER.finditer(text))
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
