"""What a reader is given and what it gives back, plain enough to pass between environments as JSON."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date
from typing import Any

# What holds none of these is no unit of the guide ("this week", "two days"): it is left out for every reader alike.
_CALENDAR_WORD = re.compile(
    r"\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|spring|summer|autumn|winter|quarter|easter|christmas",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Given:
    """The blocks of one report as text, and the day from which years left out are to be read (ISO)."""

    stem: str
    blocks: tuple[str, ...]
    report_date: str


@dataclass(frozen=True)
class Unit:
    """Words that a reader marked: characters `start` to `end` of a block, with the values it may mean.

    A date's `values` are closed intervals of ISO days, a percentage's the pair of lowest and highest number. A reader that
    leaves a year open may give several: one of them being right is enough.
    """

    kind: str  # dates, percentages
    block: int
    start: int
    end: int
    values: tuple[tuple[Any, Any], ...] = field(default=())


def holds_calendar_word(words: str) -> bool:
    return _CALENDAR_WORD.search(words) is not None


def whole(day: date, period: str) -> tuple[str, str]:
    """Return the day, or the month or year it lies in, as a closed interval of ISO days."""
    if period == "year":
        return f"{day.year}-01-01", f"{day.year}-12-31"
    if period == "month":
        return f"{day:%Y-%m}-01", f"{day:%Y-%m}-{monthrange(day.year, day.month)[1]:02}"
    return day.isoformat(), day.isoformat()
