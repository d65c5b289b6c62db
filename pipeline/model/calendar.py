"""What a calendar expression says, and the days that it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class CalendarForm:
    """A calendar expression as read, nothing assumed: what it says, and what it leaves open.

    `kind` names the form, `parts` the values read; in brackets what may be left out. A `2` behind a
    name marks the end of a range, `year` is of four figures, months count from 1.

    ==================  =======================================================================
    day                 day, month, [year]
    days                day, month, [year], day2, month2, [year2]
    month, months       month, [year]; month2, [year2]
    month_or_day        month, number: `Sept 16`, a day of September or September of a year
    week                week (1 to 5, -1 the last), [month], [year]
    weekday             week, weekday (0 is Monday), month, [year]
    season, seasons     season, [year]; season2, [year2]
    quarter, quarters   quarter, [year, basis]; quarter2, [year2]
    half                half (1, 2), year, basis
    year, years         year; year2: whole calendar years
    financial_year(s)   year; year2: the years in which the first and the last one begin
    academic_year       year: the one in which it begins
    decade, feast       year; feast (`easter`, `christmas`), year
    span                from one kind to another: from_kind, to_kind and the parts of both, so prefixed
    ==================  =======================================================================

    `basis` is `financial` (then `year` is the one in which the financial year begins) or `calendar`.
    Any of them may carry `edge` (`early`, `mid`, `late`, `end` ...), which leaves the days as they
    are, and `relative` (`last`, `next`, `this` ..., `this year`), which helps to choose the year.
    """

    kind: str
    parts: Mapping[str, int | str]


Precision = Literal["day", "month", "quarter", "season", "year", "period"]


@dataclass(frozen=True, slots=True)
class Days:
    """A closed interval of days with the precision in which it was stated."""

    start: date
    end: date
    precision: Precision
