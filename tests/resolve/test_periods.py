"""Of which period a figure speaks."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.extract.dates import find_dates
from pipeline.extract.percentages import find_percentages
from pipeline.model import Block, BlockKind, Document, Structured
from pipeline.resolve.dates import resolve_dates
from pipeline.resolve.percentages import resolve_percentages
from pipeline.rules import read_rules

RULES = read_rules()


def periods(*blocks: tuple[BlockKind, str]) -> list[str | None]:
    sections = tuple(text for kind, text in blocks if kind == "heading")
    made = tuple(Block(seq=n, kind=kind, text=text, section=sections) for n, (kind, text) in enumerate(blocks))
    report = Structured(Document("report.txt", "0" * 64, "text/plain", ()), made)
    on = date(2018, 6, 18)
    dates = resolve_dates(report, find_dates(report, RULES), RULES, on)
    told = resolve_percentages(find_percentages(report, RULES), RULES, on, dates)
    return [f"{one.days.start:%Y-%m}..{one.days.end:%Y-%m}" if one.days else None for one in told]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In May 74% of staff had supervision.", ["2018-05..2018-05"]),
        ("It rose from 61% in April to 78% by the end of May.", ["2018-04..2018-04", "2018-05..2018-05"]),
        ("Interviews: 45% offered within a day in January, 52% in February.", ["2018-01..2018-01", "2018-02..2018-02"]),
        ("In October 52% were in time, in November 61%.", ["2017-10..2017-10", "2017-11..2017-11"]),
        ("Of the plans audited in May, 38% were good, 47% fair and 15% poor.", ["2018-05..2018-05"] * 3),
        ("It rose from 58% (Q1) to 72% (Q4).", ["2017-04..2017-06", "2018-01..2018-03"]),
        ("As at 31 March, 87% were in work, up from 79% a year earlier.", ["2018-03..2018-03", None]),
        ("Performance in April was 68% against a target of 85%.", ["2018-04..2018-04", None]),
        ("In 2016/17 it was 14%, compared with 12% nationally.", ["2016-04..2017-03"] * 2),
        ("Sickness was 6.2%, above last year's 5.1%.", [None, None]),
        ("In March 412 children were in care. Of these, 12% lived far away.", ["2018-03..2018-03"]),
        ("In March 412 children were in care. Vacancies stand at 12%.", [None]),
    ],
)
def test_the_clause_names_the_period(text: str, expected: list[str | None]) -> None:
    assert periods(("paragraph", text)) == expected


def test_a_rows_label_names_it() -> None:
    assert periods(("table_row", "April 2018\t61%\t70%")) == ["2018-04..2018-04"] * 2


def test_a_heading_names_it_where_the_words_do_not() -> None:
    assert periods(("heading", "Performance in Quarter 4 2017/18"), ("paragraph", "Visits in time: 61%.")) == ["2018-01..2018-03"]
    assert periods(("heading", "Plan for 2018"), ("paragraph", "Visits in time: 61%.")) == [None]
