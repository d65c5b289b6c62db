"""Turn a calendar expression into days: what each form covers, and in which year one without a year lies.

When seasons and years begin stands in `rules/resolve/calendar.yaml`; intervals are closed.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Literal

from pipeline.errors import RuleError
from pipeline.model import CalendarForm, Days, Precision
from pipeline.rules import RuleFile, Rules

# Where a date without a year lies, seen from a day near it: it has begun by then, has not ended by
# then, or is sooner to come than gone (the timescale of a plan), or sooner gone (that of what is done).
Direction = Literal["past", "future", "plan", "done"]

Parts = Mapping[str, int | str]

# Council plans look three years ahead, and back as far as the plan before: a number so near the report's year is a year.
_YEARS_AHEAD = 3
_YEARS_BEHIND = 6
_LAST_YEAR_OF_THIS_CENTURY = 59
# A plan's "October" is rather ahead than behind, that of a finished action rather behind: the other side counts as three times
# as far away.
_WEIGHT_OF_THE_OTHER_SIDE = 3
# Of a season, quarter or stretch longer than so many days, told of as past, so much has gone by; else that of the year before
# is meant.
_LONG = 45
_GONE_BY = 1 / 3


def days_of(form: CalendarForm, rules: Rules, *, near: date | None = None, direction: Direction | None = None) -> Days | None:
    """Return the days that an expression means, null where its year is open and nothing is `near`.

    One without a year is put into the year that brings it nearest to the day `near`, on the side that
    `direction` or a word of its own ("last November") names.
    """
    calendar = rules["resolve/calendar"]
    form = month_or_day_told_apart(form, near, direction)
    if has_year(form):
        return _days(form, calendar)
    if near is None:
        return None
    candidates = list(_in_years(form, range(near.year - 3, near.year + 4), calendar))
    return _nearest(candidates, near, form, direction, calendar)


def has_year(form: CalendarForm) -> bool:
    """Say whether the expression names its year."""
    return any(name in form.parts for name in ("year", "year2", "from_year", "to_year"))


def month_or_day_told_apart(form: CalendarForm, near: date | None, direction: Direction | None = None) -> CalendarForm:
    """Read `Sept 16` as September 2016 in reports of those years, else as the 16th of September.

    What is told of as past lies in no year after the report's.
    """
    if form.kind != "month_or_day":
        return form
    month, number = int(form.parts["month"]), int(form.parts["number"])
    if number > _LAST_YEAR_OF_THIS_CENTURY:
        return CalendarForm("month", {"month": month, "year": 1900 + number})
    year = 2000 + number
    furthest = _YEARS_BEHIND if near is None or year <= near.year else 0 if direction == "past" else _YEARS_AHEAD
    if near is None or number == 0 or number > 31 or abs(year - near.year) <= furthest:
        return CalendarForm("month", {"month": month, "year": year})
    return CalendarForm("day", {"month": month, "day": number})


# --------------------------------------------------------------------------- choosing the year


def _in_years(form: CalendarForm, years: range, calendar: RuleFile) -> Iterator[tuple[int, Days]]:
    """Yield the days of a form in each of several years; a range is named by the year of its end."""
    name = "year2" if form.kind in _RANGES else "to_year" if form.kind == "span" else "year"
    for year in years:
        days = _days(CalendarForm(form.kind, {**form.parts, name: year}), calendar)
        if days is not None:
            yield year, days


def _nearest(
    candidates: list[tuple[int, Days]], near: date, form: CalendarForm, direction: Direction | None, calendar: RuleFile
) -> Days | None:
    word = calendar.first(str(form.parts.get("relative", "")))
    relative = word.sets if word else {}
    if relative.get("relative") == "year":
        wanted = near.year + int(relative["years"] or 0)
        if form.parts.get("basis") == "financial" and near.month < _begins("financial", calendar):
            wanted -= 1
        return next((days for year, days in candidates if year == wanted), None)
    if relative.get("relative") == "before":
        return next((days for _, days in reversed(candidates) if days.end < near), None)
    if relative.get("relative") == "after":
        return next((days for _, days in candidates if days.start > near), None)
    if direction == "past":
        return next((days for _, days in reversed(candidates) if _begun(days, near)), None)
    if direction == "future":
        return next((days for _, days in candidates if days.end >= near), None)
    behind = _WEIGHT_OF_THE_OTHER_SIDE if direction == "plan" else 1
    ahead = _WEIGHT_OF_THE_OTHER_SIDE if direction == "done" else 1

    def distance(days: Days) -> int:
        return max(ahead * (days.start - near).days, behind * (near - days.end).days, 0)

    return min((days for _, days in candidates), key=distance, default=None)


def _begun(days: Days, near: date) -> bool:
    """Say whether something can be told of as past on a day: it has begun, of a long stretch a good part has gone by."""
    part = _GONE_BY if (days.end - days.start).days > _LONG else 0
    return days.start + (days.end - days.start) * part <= near


# --------------------------------------------------------------------------- what each form covers


def _days(form: CalendarForm, calendar: RuleFile) -> Days | None:
    """Return the days of a form that names its year, null where there are no such days."""
    try:
        return _FORMS[form.kind](form.parts, calendar)
    except ValueError:  # 29 February of a year without one
        return None


def _begins(name: str, calendar: RuleFile) -> int:
    hit = calendar.first(name)
    if hit is None:
        raise RuleError(f"rules/resolve/calendar.yaml: no rule says when {name} begins; add one")
    return int(hit.sets["month"] or 1)


def _months(year: int, month: int, count: int, precision: Precision) -> Days:
    """Return `count` whole months from a month on; months may run over December."""
    first = year * 12 + month - 1
    last = first + count - 1
    start = date(first // 12, first % 12 + 1, 1)
    end = date(last // 12, last % 12 + 1, 1)
    return Days(start, end.replace(day=monthrange(end.year, end.month)[1]), precision)


def _span(first: Days, last: Days) -> Days | None:
    return Days(first.start, last.end, last.precision) if first.start <= last.end else None


def _day(parts: Parts, calendar: RuleFile) -> Days:
    day = date(int(parts["year"]), int(parts["month"]), int(parts["day"]))
    return Days(day, day, "day")


def _month(parts: Parts, calendar: RuleFile) -> Days:
    return _months(int(parts["year"]), int(parts["month"]), 1, "month")


def _week(parts: Parts, calendar: RuleFile) -> Days | None:
    """Return a week, Monday to Sunday, of a month or year: it belongs to where its Thursday lies, as ISO 8601 counts weeks."""
    thursday = _nth_weekday(parts, weekday=3)
    return None if thursday is None else Days(thursday - timedelta(days=3), thursday + timedelta(days=3), "period")


def _weekday(parts: Parts, calendar: RuleFile) -> Days | None:
    day = _nth_weekday(parts, weekday=int(parts["weekday"]))
    return None if day is None else Days(day, day, "day")


def _nth_weekday(parts: Parts, *, weekday: int) -> date | None:
    """Return the first, second ... or last (-1) of a weekday (0 is Monday) in a month or year, null where it has fewer."""
    year, month, number = int(parts["year"]), int(parts.get("month", 1)), int(parts["week"])
    first = date(year, month, 1)
    last = date(year, month if "month" in parts else 12, monthrange(year, month)[1] if "month" in parts else 31)
    if number < 0:
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))
    return day if day <= last else None


def _season(parts: Parts, calendar: RuleFile) -> Days:
    return _months(int(parts["year"]), _begins(str(parts["season"]), calendar), 3, "season")


def _quarter(parts: Parts, calendar: RuleFile) -> Days:
    begins = _begins(str(parts.get("basis", "financial")), calendar)
    return _months(int(parts["year"]), begins + 3 * (int(parts["quarter"]) - 1), 3, "quarter")


def _half(parts: Parts, calendar: RuleFile) -> Days:
    begins = _begins(str(parts["basis"]), calendar)
    return _months(int(parts["year"]), begins + 6 * (int(parts["half"]) - 1), 6, "period")


def _year(parts: Parts, calendar: RuleFile) -> Days:
    return _months(int(parts["year"]), 1, 12, "year")


def _years(parts: Parts, calendar: RuleFile) -> Days | None:
    return _span(_year(parts, calendar), _year({"year": parts["year2"]}, calendar))


def _year_from(name: str) -> Callable[[Parts, RuleFile], Days]:
    def days(parts: Parts, calendar: RuleFile) -> Days:
        return _months(int(parts["year"]), _begins(name, calendar), 12, "year")

    return days


def _financial_years(parts: Parts, calendar: RuleFile) -> Days | None:
    financial = _year_from("financial")
    return _span(financial(parts, calendar), financial({"year": parts["year2"]}, calendar))


def _decade(parts: Parts, calendar: RuleFile) -> Days:
    return _months(int(parts["year"]), 1, 120, "period")


def _feast(parts: Parts, calendar: RuleFile) -> Days:
    """Return Good Friday to Easter Monday, or Christmas Day and Boxing Day."""
    from dateutil.easter import easter  # type: ignore[import-untyped]  # comes with dateparser

    year = int(parts["year"])
    if parts["feast"] == "easter":
        sunday = easter(year)
        return Days(sunday - timedelta(days=2), sunday + timedelta(days=1), "period")
    return Days(date(year, 12, 25), date(year, 12, 26), "period")


def _range(one: Callable[[Parts, RuleFile], Days]) -> Callable[[Parts, RuleFile], Days | None]:
    """Make the reader of a range from that of its ends: a year named once holds for both, over New Year for its own end."""

    def days(parts: Parts, calendar: RuleFile) -> Days | None:
        first = {name: value for name, value in parts.items() if not name.endswith("2")}
        last = {**first, **{name[:-1]: value for name, value in parts.items() if name.endswith("2")}}
        if "year" not in parts:
            first["year"] = last["year"]
            if one(first, calendar).start > one(last, calendar).start:
                first["year"] = int(last["year"]) - 1
        elif "year2" not in parts and one(first, calendar).start > one(last, calendar).start:
            last["year"] = int(first["year"]) + 1
        return _span(one(first, calendar), one(last, calendar))

    return days


def _ends_of_span(parts: Parts) -> list[CalendarForm]:
    ends = []
    for end in ("from_", "to_"):
        own = {name.removeprefix(end): value for name, value in parts.items() if name.startswith(end)}
        ends.append(CalendarForm(str(own.pop("kind")), own))
    return ends


def _between_kinds(parts: Parts, calendar: RuleFile) -> Days | None:
    """Return the days from one date to another of a different kind; a year left out is that of the other end."""
    first, last = _ends_of_span(parts)
    if not has_year(last) and has_year(first):
        start = _days(first, calendar)
        later = [] if start is None else _in_years(last, range(start.start.year, start.start.year + 2), calendar)
        end = next((days for _, days in later if start is not None and days.end >= start.end), None)
    else:
        end = _days(last, calendar)
        earlier = [] if end is None else list(_in_years(first, range(end.end.year - 1, end.end.year + 1), calendar))
        fitting = (days for _, days in reversed(earlier) if end is not None and days.start <= end.start)
        start = _days(first, calendar) if has_year(first) else next(fitting, None)
    if start is None or end is None or start.start > end.end:
        return None
    return Days(start.start, end.end, "period")


_FORMS: dict[str, Callable[[Parts, RuleFile], Days | None]] = {
    "day": _day,
    "days": _range(_day),
    "month": _month,
    "months": _range(_month),
    "week": _week,
    "weekday": _weekday,
    "season": _season,
    "seasons": _range(_season),
    "quarter": _quarter,
    "quarters": _range(_quarter),
    "half": _half,
    "year": _year,
    "years": _years,
    "financial_year": _year_from("financial"),
    "financial_years": _financial_years,
    "academic_year": _year_from("academic"),
    "decade": _decade,
    "feast": _feast,
    "span": _between_kinds,
}
_RANGES = ("days", "months", "seasons", "quarters")
