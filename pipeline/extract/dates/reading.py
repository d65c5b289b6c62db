"""Read what a hit of the date rules says as a `CalendarForm`."""

from __future__ import annotations

import functools
import re
from calendar import month_name, monthrange
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from pipeline.extract.dates.values import MONTHS, Parts, values_of
from pipeline.model import CalendarForm
from pipeline.rules import Hit

Form = tuple[int, int, CalendarForm]

_MONTH_WORD = re.compile(rf"\b(?:{'|'.join(MONTHS)})[a-z]*", re.IGNORECASE)
_SINGLE_KINDS = {"day", "month", "season", "quarter", "year", "financial_year", "academic_year"}
_UP_TO = re.compile(r"[^\S\t]+(?:(?:(?:up|through) )?to|until|till|through|(?P<and>and))[^\S\t]+(?:the[^\S\t]+)?", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:the\s+)?$", re.IGNORECASE)
# A year of fewer figures is to be read by whoever reads the day.
FULL_YEAR = 1000


def read_forms(text: str, hit: Hit) -> Iterator[Form]:
    """Yield start, end and form of each date in a hit: mostly one, none where the days do not exist."""
    parts, kind = values_of(hit), str(hit.sets["kind"])
    if kind == "days":
        yield from _days(hit, parts)
    elif hit.sets.get("joined") == "and":
        yield from _listed_months(text, hit, parts)
    elif (form := _READERS.get(kind, _as_it_is)(kind, parts, text, hit)) is not None:
        yield hit.start, hit.end, form


def join_forms(text: str, first: Form, last: Form) -> Form | None:
    """Join two dates into the range that they span ("April 2016 to 3 May 2016"), null where they are none.

    Rules read ranges whose ends are written alike. A dash between different kinds rather explains ("Quarter 1 - April 2018").
    """
    same_kind = first[2].kind == last[2].kind
    morrow = _next_day(first[2], last[2])
    if {first[2].kind, last[2].kind} - _SINGLE_KINDS or (same_kind and not morrow and not _in_order(first[2], last[2])):
        return None
    between = _UP_TO.fullmatch(text, first[1], last[0])
    if between is None:
        return None
    if between["and"] and not morrow and not _BETWEEN.search(text, max(0, first[0] - 20), first[0]):
        return None
    if same_kind:
        second = {f"{name}2": value for name, value in last[2].parts.items() if name in ("day", "month", "year")}
        return first[0], last[1], CalendarForm(f"{first[2].kind}s", {**first[2].parts, **second})
    ends = (("from", first[2]), ("to", last[2]))
    parts: Parts = {f"{end}_{name}": value for end, form in ends for name, value in form.parts.items()}
    parts |= {f"{end}_kind": form.kind for end, form in ends}
    return first[0], last[1], CalendarForm("span", parts)


def _next_day(first: CalendarForm, last: CalendarForm) -> bool:
    """Say whether the second of two days is the last one's morrow in another month ("28 February and 1 March 2023")."""
    if first.kind != "day" or last.kind != "day" or "relative" in last.parts:
        return False
    year = int(first.parts.get("year", last.parts.get("year", 2001)))
    month, day = int(first.parts["month"]), int(first.parts["day"])
    return int(last.parts["day"]) == 1 and int(last.parts["month"]) == month % 12 + 1 and day == monthrange(year, month)[1]


def _in_order(first: CalendarForm, last: CalendarForm) -> bool:
    """Say whether two days or months, the first with its year, follow one another."""
    if first.kind not in ("day", "month") or "year" not in first.parts or "relative" in last.parts:
        return False
    one, other = ([int(form.parts.get(name, first.parts["year"])) for name in ("year", "month", "day")] for form in (first, last))
    return one < other


# --------------------------------------------------------------------------- days and months


def _day(kind: str, parts: Parts, text: str, hit: Hit) -> CalendarForm | None:
    if "year" not in parts:
        return _as_it_is(kind, parts, text, hit) if _exists(parts, "") else None
    words = text[hit.start : hit.end]
    if any(not hit.groups.get(name, "1").isdigit() for name in ("month", "month_b", "month_c")):
        if int(parts["year"]) >= FULL_YEAR:  # a month in words: nothing is left to be read
            return CalendarForm(kind, {name: parts[name] for name in ("day", "month", "year")}) if _exists(parts, "") else None
        words = f"{parts['day']} {month_name[int(parts['month'])]} {parts['year']}"  # short, misspelled, in words
    day = _full_day(words)
    return None if day is None else CalendarForm(kind, {"day": day.day, "month": day.month, "year": day.year})


@functools.lru_cache(maxsize=4096)
def _full_day(words: str) -> date | None:
    """Read a single full date in British order, null where there is no such day."""
    found = _day_reader().get_date_data(words).date_obj
    return None if found is None else found.date()


@functools.cache
def _day_reader() -> Any:
    from dateparser.date import DateDataParser  # 0.1 s to import

    settings = {"DATE_ORDER": "DMY", "REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]}
    return DateDataParser(languages=["en"], settings=settings)


def _exists(parts: Parts, end: str) -> bool:
    month, day = int(parts[f"month{end}"]), int(parts[f"day{end}"])
    year = int(parts.get(f"year{end}", 2000))  # without a year 29 February may exist
    return day <= monthrange(year, month)[1]


def _days(hit: Hit, parts: Parts) -> Iterator[Form]:
    """Read a range of days; one that runs backwards is no range, then its ends are dates of their own."""
    whole = {**parts, "month": parts.get("month", parts.get("month2", 0))}
    whole.setdefault("month2", whole["month"])
    if "month" not in parts and "year2" in parts:
        whole["year"] = parts["year2"]
    if "month2" not in parts and "year" in parts:
        whole["year2"] = parts["year"]
    one_year = whole.get("year") == whole.get("year2") or "year" not in whole
    backwards = one_year and (int(whole["month2"]), int(whole["day2"])) <= (int(whole["month"]), int(whole["day"]))
    crosses_new_year = "month" in parts and "month2" in parts and "year" not in whole and whole["month2"] != whole["month"]
    if _exists(whole, "") and _exists(whole, "2") and (not backwards or crosses_new_year):
        yield hit.start, hit.end, CalendarForm("days", whole)
    elif "month2" in parts and _exists(whole, "2"):
        last = {name: whole[name + "2"] for name in ("day", "month", "year") if name + "2" in whole}
        yield hit.spans["day2"][0], hit.end, CalendarForm("day", last)


def _listed_months(text: str, hit: Hit, parts: Parts) -> Iterator[Form]:
    """Read months in a list: neighbours are one interval, others dates of their own."""
    words = list(_MONTH_WORD.finditer(text, hit.start, hit.end))
    months = [MONTHS.index(word[0][:3].lower()) + 1 for word in words]
    year = {"year": parts["year2"]} if "year2" in parts else {}
    if all(later == earlier % 12 + 1 for earlier, later in pairwise(months)):
        year2 = {"year2": parts["year2"]} if "year2" in parts else {}
        yield hit.start, hit.end, CalendarForm("months", {"month": months[0], "month2": months[-1], **year2})
        return
    for word, month in zip(words[:-1], months[:-1], strict=True):
        yield word.start(), word.end(), CalendarForm("month", {"month": month})
    yield words[-1].start(), hit.end, CalendarForm("month", {"month": months[-1], **year})


# --------------------------------------------------------------------------- seasons, quarters, years


def _season(kind: str, parts: Parts, text: str, hit: Hit) -> CalendarForm:
    """Choose the year of a season from a pair: in 2017/18 autumn and winter begin in 2017, spring is 2018."""
    for season, first, second in (("season", "year", "year2"), ("season2", "year2", "year3")):
        if kind == "season" and season == "season2":
            continue
        if second in parts and first in parts and (kind == "season" or season == "season2"):
            by_term = parts.get(season) == "summer" and "term" in text[hit.start : hit.end].lower()
            if parts.get(season) == "spring" or by_term:
                parts[first] = parts[second]
    dropped = ("term", "year3", "year2") if kind == "season" else ("term", "year3")
    return CalendarForm(kind, {name: value for name, value in parts.items() if name not in dropped})


def _quarter(kind: str, parts: Parts, text: str, hit: Hit) -> CalendarForm | None:
    """Tell financial from calendar quarters: by the pair of years, the months in brackets, or the rule."""
    basis = "financial"
    if "year2" in parts:
        if int(parts["year2"]) != int(parts["year"]) + 1:
            return None
    elif "year" in parts:
        basis = str(hit.sets.get("single", basis))
    if "month" in parts:
        month = int(parts["month"])
        if month == 3 * int(parts["quarter"]) - 2:
            basis = "calendar"
        printed = parts.get("bracket_year", parts.get("bracket_year2"))
        if printed is not None and "year" not in parts:
            parts["year"] = int(printed) - (1 if basis == "financial" and month < 4 else 0)
    kept: Parts = {name: parts[name] for name in ("quarter", "year", "edge", "relative") if name in parts}
    return CalendarForm(kind, {**kept, "basis": basis})


def _quarters(kind: str, parts: Parts, text: str, hit: Hit) -> CalendarForm:
    return CalendarForm(kind, {n: v for n, v in parts.items() if not n.endswith("_end")} | {"basis": "financial"})


def _half(kind: str, parts: Parts, text: str, hit: Hit) -> CalendarForm | None:
    if "year2" in parts and int(parts["year2"]) != int(parts["year"]) + 1:
        return None
    basis = "financial" if "year2" in parts else "calendar"
    return CalendarForm(kind, {"half": parts["half"], "year": parts["year"], "basis": basis})


def _two_years(kind: str, parts: Parts, text: str, hit: Hit) -> CalendarForm | None:
    """Read two years: neighbours are a financial or academic year, others a plan's years, a fall a month."""
    first, last = int(parts["year"]), int(parts["year2"])
    if len(hit.groups["year2"]) == 1:  # 2012/3
        figure = int(hit.groups["year2"])
        last = first + 1 if figure == (first + 1) % 10 else figure
        if last == figure:  # 2015/3
            return CalendarForm("month", {"month": figure, "year": first}) if figure else None
    edge = {"edge": parts["edge"]} if "edge" in parts else {}
    if last == first + 1:
        return CalendarForm("academic_year" if "academic" in parts else "financial_year", {"year": first, **edge})
    if last > first:
        return CalendarForm("years", {"year": first, "year2": last, **edge})
    month = last % 100 if len(hit.groups["year2"]) == 2 else 0
    return CalendarForm("month", {"month": month, "year": first}) if 1 <= month <= 12 else None  # 2016-03


def _years(kind: str, parts: Parts, text: str, hit: Hit) -> CalendarForm | None:
    if int(parts["year2"]) <= int(parts["year"]):
        return None
    return CalendarForm(kind, {n: v for n, v in parts.items() if not n.endswith("_end")})


def _year_ending(kind: str, parts: Parts, text: str, hit: Hit) -> CalendarForm:
    return CalendarForm("financial_year", {"year": int(parts["ends"]) - 1})


def _decades(kind: str, parts: Parts, text: str, hit: Hit) -> CalendarForm:
    return CalendarForm(kind, {("year" if name == "decade" else name): value for name, value in parts.items()})


def _as_it_is(kind: str, parts: Parts, text: str, hit: Hit) -> CalendarForm:
    return CalendarForm(kind, parts)


_READERS: dict[str, Callable[[str, Parts, str, Hit], CalendarForm | None]] = {
    "day": _day,
    "season": _season,
    "seasons": _season,
    "quarter": _quarter,
    "quarters": _quarters,
    "half": _half,
    "two_years": _two_years,
    "years": _years,
    "financial_years": _years,
    "decade": _decades,
    "financial_year_ending": _year_ending,
}
