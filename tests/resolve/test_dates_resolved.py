"""Which days calendar words mean, and in which year those without one lie."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.dates import calendar_forms, find_dates
from pipeline.model import Block, BlockKind, CalendarForm, Document, ResolvedDate, RowCell, Structured
from pipeline.resolve.dates import days_of, resolve_dates, within
from pipeline.rules import read_rules

RULES = read_rules()
FEBRUARY_2016 = date(2016, 2, 3)


def resolved(*blocks: tuple[BlockKind, str], on: date | None = FEBRUARY_2016) -> tuple[ResolvedDate, ...]:
    sections: dict[int, tuple[str, ...]] = {}
    heading: tuple[str, ...] = ()
    for n, (kind, text) in enumerate(blocks):
        heading = (text,) if kind == "heading" else heading
        sections[n] = heading
    made = tuple(Block(seq=n, kind=kind, text=text, section=sections[n]) for n, (kind, text) in enumerate(blocks))
    report = Structured(Document("report.txt", "0" * 64, "text/plain", ()), made)
    return resolve_dates(report, find_dates(report, RULES), RULES, on)


def told(found: tuple[ResolvedDate, ...]) -> list[str]:
    return [f"{one.evidence.quote}: {one.days.start}..{one.days.end} {one.days.precision} {one.resolved_from}" for one in found]


@pytest.mark.parametrize(
    ("words", "start", "end", "precision"),
    [
        ("3 FEBRUARY 2016", "2016-02-03", "2016-02-03", "day"),
        ("23 June - 16 July 2015", "2015-06-23", "2015-07-16", "day"),
        ("30 December – 3 January 2017", "2016-12-30", "2017-01-03", "day"),
        ("10/11 July 2016", "2016-07-10", "2016-07-11", "day"),
        ("end of November 2015", "2015-11-01", "2015-11-30", "month"),
        ("February 2016", "2016-02-01", "2016-02-29", "month"),
        ("Nov 2015 to Jan 2016", "2015-11-01", "2016-01-31", "month"),
        ("December/January 2016", "2015-12-01", "2016-01-31", "month"),
        ("spring 2019", "2019-03-01", "2019-05-31", "season"),
        ("summer 2017", "2017-06-01", "2017-08-31", "season"),
        ("late autumn 2017", "2017-09-01", "2017-11-30", "season"),
        ("winter 2015", "2015-12-01", "2016-02-29", "season"),
        ("winter 2018/19", "2018-12-01", "2019-02-28", "season"),
        ("autumn/winter 2019", "2019-09-01", "2020-02-29", "season"),
        ("winter/spring 2019", "2018-12-01", "2019-05-31", "season"),
        ("2015-16 Q3", "2015-10-01", "2015-12-31", "quarter"),
        ("Q4 2016/17", "2017-01-01", "2017-03-31", "quarter"),
        ("Q1-Q2 2018/19", "2018-04-01", "2018-09-30", "quarter"),
        ("2015-16 Q4 to 2017-18 Q1", "2016-01-01", "2017-06-30", "quarter"),
        ("first quarter of 2016", "2016-01-01", "2016-03-31", "quarter"),
        ("2018/19", "2018-04-01", "2019-03-31", "year"),
        ("2016-17 academic year", "2016-09-01", "2017-08-31", "year"),
        ("2015-17", "2015-01-01", "2017-12-31", "year"),
        ("2024 to 2026", "2024-01-01", "2026-12-31", "year"),
        ("2015/16 to 2018/19", "2015-04-01", "2019-03-31", "year"),
        ("end of 2016", "2016-01-01", "2016-12-31", "year"),
        ("mid-2018", "2018-01-01", "2018-12-31", "year"),
        ("first half of 2017", "2017-01-01", "2017-06-30", "period"),
        ("second half of 2016/17", "2016-10-01", "2017-03-31", "period"),
        ("November to 3 June 2016", "2015-11-01", "2016-06-03", "period"),
        ("1 October 2015 until the end of January", "2015-10-01", "2016-01-31", "period"),
        ("2016 to March 2018", "2016-01-01", "2018-03-31", "period"),
        ("1990s", "1990-01-01", "1999-12-31", "period"),
        ("Easter 2019", "2019-04-19", "2019-04-22", "period"),
    ],
)
def test_the_days_of_a_dated_form(words: str, start: str, end: str, precision: str) -> None:
    [(_, _, form, _)] = calendar_forms(words, RULES)
    days = days_of(form, RULES)
    assert days is not None
    assert (str(days.start), str(days.end), days.precision) == (start, end, precision)


@pytest.mark.parametrize(
    ("sentence", "start"),
    [
        ("Eleven managers have left since June.", "2015-06-01"),
        ("In December the backlog was cleared.", "2015-12-01"),
        ("The new panel will meet in June.", "2016-06-01"),
        ("Recruitment is to be completed by the end of January.", "2017-01-01"),
        ("The home opened in February.", "2016-02-01"),
        ("The home will open in February.", "2016-02-01"),
        ("The registration is due in March.", "2016-03-01"),
        ("A review planned for September was put off.", "2015-09-01"),
        ("The review planned for September will look at thresholds.", "2016-09-01"),
        ("The report was sent to Ofsted last November.", "2015-11-01"),
        ("Ofsted will come next November.", "2016-11-01"),
        ("We have asked the region to hold a peer review in May.", "2016-05-01"),
        ("One home was found to be inadequate in October and has closed.", "2015-10-01"),
        ("Contacts fell in the summer and will be watched.", "2015-06-01"),
        ("An audit at the end of quarter 1 will look at visits.", "2016-04-01"),
        ("Over quarters 1 and 2 performance was weak.", "2015-04-01"),
        ("In March last year the service was thin.", "2015-03-01"),
        ("The group met on 12/13 October.", "2015-10-12"),
        ("Agreed on 28 January.", "2016-01-28"),
        ("The grant was first paid on 1 April last year.", "2015-04-01"),
        ("An audit is to be held on 2 November.", "2016-11-02"),
        ("The new director commences in mid-January.", "2017-01-01"),
        ("The rest would, at this pace, be dealt with before the summer.", "2016-06-01"),
        ("Support will have been given by the end of September.", "2016-09-01"),
        ("The audit is to be done by the Designated Nurse in December.", "2016-12-01"),
        ("Fewer are in care (1,137 at the end of January), and we will go on.", "2016-01-01"),
        ("Many were seen over the winter.", "2015-12-01"),
    ],
)
def test_a_date_without_a_year_goes_by_the_verbs_and_the_reports_date(sentence: str, start: str) -> None:
    [one] = resolved(("paragraph", sentence))
    assert (str(one.days.start), one.resolved_from) == (start, "report_date")


@pytest.mark.parametrize(
    ("sentence", "starts"),
    [
        ("The panel met in January and again in April.", ["2015-01-01", "2015-04-01"]),
        ("The panel met in October and again in January.", ["2015-10-01", "2016-01-01"]),
        ("The panel meets in October and again in January.", ["2016-10-01", "2017-01-01"]),
        ("It improved (Q2: 71.5%; Q3: 74%).", ["2015-07-01", "2015-10-01"]),
        ("It grew, 41% in June 2014, 45% in August and 51% in January.", ["2014-06-01", "2014-08-01", "2015-01-01"]),
        ("The deadline of 30 January was extended to 31 March.", ["2016-01-30", "2016-03-31"]),
        ("The visit of May was brought forward to March.", ["2016-05-01", "2016-03-01"]),
        ("An inspection of June 2013 led to a notice in the December of that year.", ["2013-06-01", "2013-12-01"]),
        ("It came in November 2012, and went in March of the following year.", ["2012-11-01", "2013-03-01"]),
    ],
)
def test_one_date_goes_on_from_another(sentence: str, starts: list[str]) -> None:
    assert [str(one.days.start) for one in resolved(("paragraph", sentence))] == starts


@pytest.mark.parametrize(
    ("row", "starts"),
    [
        ("1.2\tReview the rota\tJuly\tNot started", ["2016-07-01"]),
        ("1.2\tReview the rota\tJuly\tComplete", ["2015-07-01"]),
        ("1.2\tReview the rota\tApril\tComplete", ["2016-04-01"]),
        ("1.2\tReview the rota\tOctober 2014\tMarch", ["2014-10-01", "2015-03-01"]),
        ("1.2\tReview the rota\tJune 2014\tTo start in December", ["2014-06-01", "2016-12-01"]),
    ],
)
def test_in_a_plans_row_a_date_goes_by_its_status_and_the_cell_beside_it(row: str, starts: list[str]) -> None:
    assert [str(one.days.start) for one in resolved(("table_row", row))] == starts


def test_a_month_beneath_a_year_in_the_headings_lies_in_that_year() -> None:
    def header(seq: int, *cells: tuple[str, int]) -> Block:
        text, made, column, at = "\t".join(words for words, _ in cells), [], 0, 0
        for words, span in cells:
            made.append(RowCell(column, span, at, at + len(words)))
            column, at = column + span, at + len(words) + 1
        return Block(seq=seq, kind="table_header", text=text, table=0, cells=tuple(made))

    rows = (
        header(0, ("Measure", 1), ("2012/13", 2), ("2013/14", 2)),
        header(1, *((m, 1) for m in ("", "Apr", "Jan", "Apr", "Jan"))),
    )
    report = Structured(Document("report.txt", "0" * 64, "text/plain", ()), rows)
    found = resolve_dates(report, find_dates(report, RULES), RULES, FEBRUARY_2016)
    assert [str(one.days.start) for one in found if one.days.precision == "month"] == [
        "2012-04-01", "2013-01-01", "2013-04-01", "2014-01-01",
    ]  # fmt: skip


def test_the_reports_date_is_named_as_support_where_it_is_printed() -> None:
    *_, one = resolved(("header_field", "Date: 3 February 2016"), ("paragraph", "Staff have left since June."))
    [support] = one.supports
    assert (support.field, support.basis, support.block.text[support.start : support.end]) == (
        "start",
        "context",
        "3 February 2016",
    )


def test_a_date_joined_to_a_dated_one_goes_by_it() -> None:
    first, second = resolved(("paragraph", "The board met in May and again in September 2013."))
    assert told((first, second)) == [
        "May: 2013-05-01..2013-05-31 month context",
        "September 2013: 2013-09-01..2013-09-30 month stated",
    ]
    assert [s.block.text[s.start : s.end] for s in first.supports] == ["September 2013"]


def test_a_date_in_an_older_story_goes_by_the_story() -> None:
    *_, one = resolved(("paragraph", "In 2012 the council was inspected, and a board was formed in October."))
    assert told((one,)) == ["October: 2012-10-01..2012-10-31 month context"]


def test_a_date_under_a_heading_of_an_older_year_goes_by_the_heading() -> None:
    *_, one = resolved(("heading", "Performance in 2013/14"), ("paragraph", "Visits in time dipped in November."))
    assert told((one,)) == ["November: 2013-11-01..2013-11-30 month context"]


def test_without_a_report_date_the_latest_date_told_as_gone_decides() -> None:
    found = resolved(
        ("paragraph", "The board met on 24 August 2016."), ("paragraph", "The next visit will be made on 12/13 October."), on=None
    )
    assert told(found)[-1] == "12/13 October: 2016-10-12..2016-10-13 day context"


@pytest.mark.parametrize(
    ("sentences", "last"),
    [
        (
            ("In May 2017, inspectors visited.", "Their letter was published on 11 July."),
            "11 July: 2017-07-11..2017-07-11 day context",
        ),
        (
            ("The scheme was agreed on 20th October 2018.", "The director took up her post in November."),
            "November: 2018-11-01..2018-11-30 month context",
        ),
        (
            ("A paper was agreed on 20th October 2018.", "It was sent on 6th January."),
            "6th January: 2019-01-06..2019-01-06 day context",
        ),
        (("The review ended on 20 October 2018.", "Staff were told in August."), "August: 2018-08-01..2018-08-31 month context"),
    ],
)
def test_in_a_report_without_a_date_what_is_past_lies_next_to_its_latest_date(sentences: tuple[str, ...], last: str) -> None:
    assert told(resolved(*(("paragraph", sentence) for sentence in sentences), on=None))[-1] == last


def test_a_season_told_of_behind_a_day_of_it_is_that_years() -> None:
    text = "The database was replaced on 20 June 2014. It was a trying summer."
    assert told(resolved(("paragraph", text)))[-1] == "summer: 2014-06-01..2014-08-31 season context"
    apart = "The database was replaced on 20 March 2014. It was a trying summer."
    assert told(resolved(("paragraph", apart)))[-1] == "summer: 2015-06-01..2015-08-31 season report_date"


def test_with_nothing_to_go_by_a_date_is_left_out() -> None:
    assert resolved(("paragraph", "The team met in June."), on=None) == ()


def test_a_short_month_with_a_number_is_a_year_near_the_reports_own() -> None:
    assert told(resolved(("table_row", "Visit schools\tSept 16"))) == ["Sept 16: 2016-09-01..2016-09-30 month stated"]
    assert told(resolved(("table_row", "Visit schools\tSept 28"))) == ["Sept 28: 2016-09-28..2016-09-28 day report_date"]


def test_a_plans_month_is_rather_ahead() -> None:
    assert told(resolved(("table_row", "Visit schools\tSeptember"))) == ["September: 2016-09-01..2016-09-30 month report_date"]


def test_dates_within_a_cell() -> None:
    found = resolved(("table_row", "Agreed May 2015\tby mid-June 2016 and from July 2016"))
    block = found[0].evidence.block
    assert [one.evidence.quote for one in within(found, block, 16, len(block.text))] == ["mid-June 2016", "July 2016"]


MONTHS = st.integers(1, 12)
NEAR = st.dates(date(2005, 1, 1), date(2035, 12, 31))


@settings(max_examples=100, deadline=None)
@given(month=MONTHS, near=NEAR)
def test_a_month_without_a_year_lies_within_a_year_on_the_side_told(month: int, near: date) -> None:
    form = CalendarForm("month", {"month": month})
    past = days_of(form, RULES, near=near, direction="past")
    future = days_of(form, RULES, near=near, direction="future")
    either = days_of(form, RULES, near=near)
    assert past
    assert future
    assert either
    assert near - timedelta(days=366) < past.start <= near
    assert near <= future.end < near + timedelta(days=397)
    assert either in (past, future)
    assert days_of(form, RULES) is None


@settings(max_examples=100, deadline=None)
@given(first=st.dates(date(2000, 1, 1), date(2039, 12, 1)), length=st.integers(1, 300))
def test_a_range_printed_in_words_covers_its_days(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    words = f"{first.day} {first:%B} {first.year} to {last.day} {last:%B} {last.year}"
    [(start, end, form, _)] = calendar_forms(words, RULES)
    assert (start, end) == (0, len(words))
    days = days_of(form, RULES)
    assert days
    assert (days.start, days.end, days.precision) == (first, last, "day")


@pytest.mark.parametrize(
    ("text", "on", "start"),
    [
        ("The panel is asked to agree that another report be brought in September.", "2019-10-01", "2020-09-01"),
        ("A plan has to be written up and submitted to inspectors by 16 August.", "2023-09-15", "2024-08-16"),
        ("She was appointed for two years, until 31 March.", "2014-06-05", "2015-03-31"),
        ("It went to the Minister in August 2021. It had been expected by 15 September.", None, "2021-09-15"),
        ("The list fell from eight in April to one in December 2015.", None, "2015-04-01"),
        ("The carers' forum was asked to mark the plan in August and gave it six of ten.", "2022-10-11", "2022-08-01"),
        ("Members may recall that in July Cabinet agreed a bid to save places.", "2019-11-26", "2019-07-01"),
        ("There is no strategy yet, though it should have been agreed by June.", "2022-09-14", "2022-06-01"),
        ("The police will pilot a dedicated desk in September.", "2025-07-08", "2025-09-01"),
        ("It is to be withdrawn by the end of December, provided that posts are filled.", "2011-09-22", "2011-12-01"),
        ("Interviews for a second head of service are being held on 18 February.", "2020-02-04", "2020-02-18"),
        ("A third visit has been notified for 17 and 18 March.", "2020-02-04", "2020-03-17"),
        ("2018: inadequate for the third time (June).", "2022-07-13", "2018-06-01"),
        ("2022: 21 March to 1 April, good in all areas.", "2022-07-13", "2022-03-21"),
        ("90% of conferences were held in time in Q1 (Q1 2023/24: 77%).", "2024-07-24", "2024-04-01"),
    ],
)
def test_the_year_by_the_words_round_it(text: str, on: str | None, start: str) -> None:
    days = [one.days.start for one in resolved(("paragraph", text), on=date.fromisoformat(on) if on else None)]
    assert date.fromisoformat(start) in days


def test_under_a_heading_that_looks_ahead_a_date_beside_no_verb_lies_ahead() -> None:
    steps = ("heading", "What will we do next?"), ("list_item", "The duty team back in house (Quarter 3)")
    assert resolved(*steps, on=date(2015, 9, 9))[-1].days.start == date(2015, 10, 1)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.sampled_from(["3 May ", "in June", "Q3 ", "first week of May 2016", "2015/3", "Feb 29"]))
def test_any_text_is_read_without_a_fault(text: str, words: str) -> None:
    for one in resolved(("paragraph", f"{text} {words} {text}")):
        assert one.days.start <= one.days.end
        assert one.evidence.quote == one.evidence.block.text[one.evidence.start : one.evidence.end] != ""
