"""Read the groups of a date rule's hit as values: numbers, names of months and weekdays, ordinals, short years, decades.

A group `year_b` is another place for `year`, as one pattern may name a group only once.
"""

from __future__ import annotations

import re

from pipeline.extract.numbers import read_number
from pipeline.rules import Hit

Parts = dict[str, int | str]

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "first": 1, "second": 2, "third": 3, "fourth": 4,
    "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "final": 4, "last": 4,
}  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LAST_WEEK = -1
_UNITS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
    "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
_DAY_WORDS = {word: n for n, word in enumerate(_UNITS, 1)} | {"thirtieth": 30}
_DAY_WORDS |= {f"{ten}-{unit}": n + m for ten, n in (("twenty", 20), ("thirty", 30)) for m, unit in enumerate(_UNITS[:9], 1)}
_FIRST_HALF = ("first", "1st")
_NO_VALUES = ("mention", "mark", "of", "between")
_FROM_LAST = ("last", "final")
# A short year up to here is of this century: reports look decades ahead, and back to the 1960s.
_LAST_SHORT_YEAR = 59


def values_of(hit: Hit) -> Parts:
    """Return the values of a hit's groups by name."""
    parts: Parts = {}
    for group, words in hit.groups.items():
        name = re.sub(r"_[bc]$", "", group)
        if name not in _NO_VALUES:
            parts[name] = _value(name, words)
    after = parts.pop("relative_after", None)
    if after is not None:
        parts["relative"] = re.sub(r"^\W*(?:of |in )?", "", str(after))
    return parts


def _value(name: str, words: str) -> int | str:
    """Read one group: numbers, month names, ordinals and short years as numbers, other words small."""
    if name.startswith(("day", "number")):
        return int(words) if words.isdigit() else _day_number(words)
    if name.startswith("month"):
        return int(words) if words.isdigit() else MONTHS.index(words[:3].lower()) + 1
    if name.startswith(("year", "bracket_year", "ends")):
        figures = re.sub(r"\D", "", words)
        return _year(int(figures)) if figures else _year_in_words(words)
    if name == "week":
        return _LAST_WEEK if words.lower() in _FROM_LAST else _NUMBERS.get(words.lower(), 5)
    if name == "weekday":
        return _WEEKDAYS.index(words.lower())
    if name == "decade":
        return _decade(words)
    if name.startswith("quarter"):
        return int(words) if words.isdigit() else _NUMBERS[words.lower()]
    if name == "half":
        return int(words) if words.isdigit() else 1 if words.lower() in _FIRST_HALF else 2
    return " ".join(words.lower().split())


def _day_number(words: str) -> int:
    """Read the number of a day in words: "twenty-first", "twenty one"."""
    ordinal = _DAY_WORDS.get(re.sub(r"\s+", "-", words.lower()))
    return ordinal if ordinal is not None else int(read_number(words) or 0)


def _year_in_words(words: str) -> int:
    """Read "two thousand and nine", "nineteen ninety-eight", "twenty hundred", "nineteen oh four"."""
    small = words.lower()
    if "thousand" in small:
        return int(read_number(small) or 0)
    century, _, rest = re.sub(r"\s+|-", " ", small).partition(" ")
    return 100 * int(read_number(century) or 0) + int(read_number(rest.removeprefix("oh ").replace("hundred", "zero")) or 0)


def _decade(words: str) -> int:
    """Return the year in which a decade begins; two figures from 30 on lie in the last century."""
    figures = re.sub(r"\D", "", words)
    if figures:
        return int(figures) if len(figures) == 4 else int(figures) + (1900 if int(figures) >= 30 else 2000)
    small = words.lower()
    if small.endswith("tens"):
        return 2010
    if not small.endswith("ties"):
        return 2000
    if small == "noughties":
        return 2000
    return 1900 + int(read_number(small.rpartition(" ")[2].removesuffix("ies") + "y") or 0)


def _year(number: int) -> int:
    if number >= 100:
        return number
    return number + (2000 if number <= _LAST_SHORT_YEAR else 1900)
