"""The date, period and percentage inputs of Recognizers-Text's own specs (MIT), where they are at hand.

Which inputs are left out, which are read by the annotation guide instead of the spec, and which are known misses
stands with the reasons in `recognizers_specs.yaml`.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.extract.dates import find_dates
from pipeline.extract.percentages import find_percentages
from pipeline.model import Block, Document, ResolvedDate, Structured
from pipeline.resolve.dates import resolve_dates
from pipeline.rules import read_rules

RULES = read_rules()
COUNTED: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("recognizers_specs.yaml").read_text(encoding="utf-8"))
DATES = ("DateExtractor", "DateParser")
PERIODS = ("DatePeriodExtractor", "DatePeriodParser")
PERCENTAGES = ("PercentModel", "PercentModelPercentMode")
WANTED = 0.95
# The extractors' specs give no day to read from; theirs is that of the parsers' first.
SPEC_DATE = "2016-11-07"
# What a finding of ours may not leave over of the words that the spec marks.
CALENDAR_WORD = re.compile(
    r"\d|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|spring|summer|autumn|winter|quarter|nineteen|thousand"
    r"|twenty|ties\b|(?<!first )(?<!second )(?<!third )\bfirst\b",
    re.IGNORECASE,
)
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}

Days = tuple[date, date]


def numbers(entry: dict[str, Any], spec: str) -> set[int]:
    """Return the inputs of a spec that an entry of the data file names, ranges ("5-11") written out."""
    found: set[int] = set()
    for one in entry.get(spec, ()):
        first, _, last = str(one).partition("-")
        found |= set(range(int(first), int(last or first) + 1))
    return found


@functools.cache
def excluded(spec: str) -> frozenset[int]:
    return frozenset(n for entry in COUNTED["excluded"] for n in numbers(entry, spec))


@functools.cache
def readings(spec: str) -> dict[int, str]:
    return {n: entry["reading"] for entry in COUNTED["by_the_guide"] for n in numbers(entry, spec)}


def cases(shared: Path, spec: str) -> Iterator[tuple[int, dict[str, Any]]]:
    path = shared / "data" / "recognizers-specs" / f"{spec}.json"
    for n, case in enumerate(json.loads(path.read_text(encoding="utf-8-sig")), 1):
        if n not in excluded(spec):
            yield n, case


def structured(text: str) -> Structured:
    return Structured(Document("spec.txt", "0" * 64, "text/plain", ()), (Block(0, "paragraph", text),))


def found_dates(case: dict[str, Any]) -> tuple[ResolvedDate, ...]:
    report = structured(case["Input"])
    on = date.fromisoformat(case.get("Context", {}).get("ReferenceDateTime", SPEC_DATE)[:10])
    return resolve_dates(report, find_dates(report, RULES), RULES, on)


def marked(ours: tuple[ResolvedDate, ...], result: dict[str, Any]) -> ResolvedDate | None:
    """Return the one date of ours in the words that the spec marks, null for several or with calendar words left over."""
    start, end = result["Start"], result["Start"] + result["Length"]
    inside = [one for one in ours if one.evidence.start < end and start < one.evidence.end]
    if len(inside) != 1:
        return None
    [one] = inside
    left = result["Text"][: max(0, one.evidence.start - start)] + " " + result["Text"][max(0, one.evidence.end - start) :]
    return None if CALENDAR_WORD.search(left) else one


def meant(value: dict[str, Any], reading: str | None) -> Iterator[Days]:
    """Yield the days that the spec allows: in the year to come and in the year gone, read by the guide where it differs."""
    if reading == "season":
        year, _, season = str(value["Timex"]).rpartition("-")
        for one in [int(year)] if year else range(2010, 2025):
            first = date(one, SEASONS[season], 1)
            yield first, (first + timedelta(days=92)).replace(day=1) - timedelta(days=1)
        return
    for resolution in (value["FutureResolution"], value["PastResolution"]):
        if "date" in resolution:
            yield date.fromisoformat(resolution["date"]), date.fromisoformat(resolution["date"])
        elif "startDate" in resolution and "endDate" in resolution:
            start, end = date.fromisoformat(resolution["startDate"]), date.fromisoformat(resolution["endDate"])
            yield from by_the_guide(start, end, str(value["Timex"]), reading)


def by_the_guide(start: date, end: date, timex: str, reading: str | None) -> Iterator[Days]:
    if reading == "financial_quarter":
        later = (start + timedelta(days=95)).replace(day=1)
        yield later, (later + timedelta(days=95)).replace(day=1) - timedelta(days=1)
    elif reading == "whole_unit" and len(timex) == 4:
        yield date(start.year, 1, 1), date(start.year, 12, 31)
    elif reading == "whole_unit":
        yield start.replace(day=1), end - timedelta(days=1)
    elif reading == "whole_last_unit":
        yield start, date(end.year, 12, 31)
        yield start, (end + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    elif reading == "named_day":
        for n in range((end - start).days):
            yield start + timedelta(days=n), start + timedelta(days=n)
        yield start, end - timedelta(days=1)
    else:
        named_last = timex.startswith("(") and timex.endswith("D)")  # a range of days: its end is a day named
        yield start, end if named_last else end - timedelta(days=1)


def right(spec: str, n: int, case: dict[str, Any]) -> bool:
    ours = found_dates(case)
    wanted = [one for one in case["Results"] if CALENDAR_WORD.search(one["Text"])]
    if not wanted:
        return not [one for one in ours if one.days.precision == "day"]
    for result in wanted:
        one = marked(ours, result)
        if one is None:
            return False
        if "Value" in result and (one.days.start, one.days.end) not in meant(result["Value"], readings(spec).get(n)):
            return False
    return True


@pytest.mark.parametrize("specs", [DATES, PERIODS], ids=["dates", "periods"])
def test_dates_and_periods_of_the_specs(shared: Path, specs: tuple[str, ...]) -> None:
    outcomes = {(spec, n): right(spec, n, case) for spec in specs for n, case in cases(shared, spec)}
    missed = {(spec, n) for spec in specs for entry in COUNTED["missed"] for n in numbers(entry, spec)}
    assert {key for key, is_right in outcomes.items() if not is_right} == missed
    assert sum(outcomes.values()) / len(outcomes) >= WANTED


def test_percentages_of_the_specs(shared: Path) -> None:
    for spec in PERCENTAGES:
        for n, case in cases(shared, spec):
            ours = [f"{one.low:g}%" for one in find_percentages(structured(case["Input"]), RULES)]
            assert (n, ours) == (n, [result["Resolution"]["value"] for result in case["Results"]])


def test_every_exclusion_names_inputs_that_are_there(shared: Path) -> None:
    for spec in (*DATES, *PERIODS, *PERCENTAGES):
        path = shared / "data" / "recognizers-specs" / f"{spec}.json"
        last = len(json.loads(path.read_text(encoding="utf-8-sig")))
        assert all(1 <= n <= last for n in excluded(spec) | set(readings(spec)))
        assert not excluded(spec) & set(readings(spec))
