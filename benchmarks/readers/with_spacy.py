"""A baseline of spaCy's `EntityRuler` over a blank English pipeline: the forms that a first afternoon of patterns finds."""

from __future__ import annotations

import functools
import re
from datetime import date
from typing import Any

import spacy

from benchmarks.readers.given import Given, Unit, whole

KINDS = ("dates", "percentages")

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FULL = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
MONTH = {"LOWER": {"IN": [*MONTHS, *FULL, "sept"]}}
DAY = {"TEXT": {"REGEX": r"^\d{1,2}(?:st|nd|rd|th)?$"}}
YEAR = {"TEXT": {"REGEX": r"^(?:19|20)\d\d$"}}
DASH = {"TEXT": {"IN": ["-", "–", "—", "to"]}}
SEASON = {"LOWER": {"IN": ["spring", "summer", "autumn", "winter"]}}
DATES: list[list[dict[str, Any]]] = [
    [DAY, {"LOWER": "of", "OP": "?"}, MONTH, YEAR],
    [DAY, MONTH],
    [MONTH, DAY, {"TEXT": ","}, YEAR],
    [MONTH, YEAR],
    [MONTH],
    [YEAR],
    [DAY, DASH, DAY, MONTH, YEAR],
    [DAY, MONTH, DASH, DAY, MONTH, YEAR],
    [MONTH, DASH, MONTH, YEAR],
    [MONTH, YEAR, DASH, MONTH, YEAR],
    [{"TEXT": {"REGEX": r"^\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)$"}}],
    [{"TEXT": {"REGEX": r"^(?:19|20)\d\d[/–-]\d\d$"}}],
    [YEAR, {"TEXT": {"IN": ["-", "–", "/"]}}, {"TEXT": {"REGEX": r"^(?:19|20)?\d\d$"}}],
    [SEASON, YEAR],
    [{"LOWER": {"REGEX": "^q[1-4]$"}}, {"TEXT": {"REGEX": r"^(?:19|20)\d\d(?:[/–-]\d\d)?$"}}],
    [{"LOWER": "quarter"}, {"TEXT": {"REGEX": "^[1-4]$"}}, {"TEXT": {"REGEX": r"^(?:19|20)\d\d(?:[/–-]\d\d)?$"}}],
]
PERCENTAGES: list[list[dict[str, Any]]] = [
    [{"LIKE_NUM": True}, {"TEXT": "%"}],
    [{"LIKE_NUM": True}, DASH, {"LIKE_NUM": True}, {"TEXT": "%"}],
    [{"LIKE_NUM": True}, {"LOWER": "percent"}],
    [{"LIKE_NUM": True}, {"LOWER": "per"}, {"LOWER": "cent"}],
]
_FULL_DATE = re.compile(r"(?:(\d{1,2})\D*\s)?([a-z]{3})[a-z]*(?:\s(\d{1,2})\b\D*)?(?:[\s,]*(\d{4}))?$", re.IGNORECASE)


@functools.cache
def _ruler() -> Any:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "dates", "pattern": pattern} for pattern in DATES])  # type: ignore[attr-defined]
    ruler.add_patterns([{"label": "percentages", "pattern": pattern} for pattern in PERCENTAGES])  # type: ignore[attr-defined]
    return nlp


def read(given: Given) -> list[Unit]:
    found: list[Unit] = []
    year = int(given.report_date[:4])
    for n, doc in enumerate(_ruler().pipe(given.blocks)):
        for entity in doc.ents:
            value = _days(entity.text, year) if entity.label_ == "dates" else _share(entity.text)
            found.append(Unit(entity.label_, n, entity.start_char, entity.end_char, () if value is None else (value,)))
    return found


def _days(words: str, report_year: int) -> tuple[str, str] | None:
    """Read what a baseline reads: years, months and days of one date; one without a year is that of the report."""
    if re.fullmatch(r"\d{4}", words):
        return whole(date(int(words), 1, 1), "year")
    figures = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{2,4})", words)
    try:
        if figures:
            year = int(figures[3])
            return whole(date(year + 2000 if year < 100 else year, int(figures[2]), int(figures[1])), "day")
        parts = _FULL_DATE.fullmatch(words)
        if parts is None or parts[2].lower() not in MONTHS:
            return None
        day, year = parts[1] or parts[3], int(parts[4] or report_year)
        return whole(date(year, MONTHS.index(parts[2].lower()) + 1, int(day or 1)), "day" if day else "month")
    except ValueError:
        return None


def _share(words: str) -> tuple[float, float] | None:
    numbers = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", words)]
    return (numbers[0], numbers[-1]) if numbers else None
