"""Actions resolved: start and due, status, rating."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.extract.actions import find_actions
from pipeline.extract.dates import find_dates
from pipeline.model import Action, Structured
from pipeline.resolve.actions import resolve_actions
from pipeline.resolve.dates import resolve_dates
from pipeline.resolve.statuses import rating_of_colour
from pipeline.rules import read_rules
from tests.extract.making import table_of, text_of

RULES = read_rules()
REPORTED = date(2016, 2, 3)


def resolved(document: Structured, near: date | None = REPORTED) -> tuple[Action, ...]:
    dates = resolve_dates(document, find_dates(document, RULES), RULES, near)
    return resolve_actions(document, find_actions(document, RULES), RULES, near, dates)


def days(action: Action) -> tuple[str | None, str | None]:
    return (action.start.isoformat() if action.start else None, action.due.isoformat() if action.due else None)


# --------------------------------------------------------------------------- dates of rows


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("June 2016", (None, "2016-06-30")),
        ("31/03/2016", (None, "2016-03-31")),
        ("January to March 2017", ("2017-01-01", "2017-03-31")),
        ("From May 2016", ("2016-05-01", None)),
        ("2024 to 2026", ("2024-01-01", "2026-12-31")),
        ("December 2016 (was June 2016)", (None, "2016-12-31")),
        ("December 2016; revised to March 2017", (None, "2017-03-31")),
        ("by mid-June 2024 and launch from September 2024", (None, "2024-06-30")),
        ("2015-16 Q4", (None, "2016-03-31")),
        ("Completed March 2016", (None, "2016-03-31")),
        ("Ongoing", (None, None)),
        ("TBC", (None, None)),
        ("", (None, None)),
    ],
)
def test_timescales(cell: str, wanted: tuple[str | None, str | None]) -> None:
    [action] = resolved(table_of(["Action", "Lead", "Timescale"], ["Write a manual.", "DCS", cell]))
    assert days(action) == wanted
    assert action.timescale == (cell or None)


def test_a_row_with_start_and_end_columns() -> None:
    [action] = resolved(table_of(["Action", "Lead", "Start", "By when"], ["Write a manual.", "DCS", "May 2016", "July 2016"]))
    assert days(action) == ("2016-05-01", "2016-07-31")
    assert {support.field for support in action.supports} == {"start", "due"}


def test_a_month_written_with_a_dash_is_no_stretch() -> None:
    [action] = resolved(table_of(["Action", "Lead", "Start", "By when"], ["Write a manual.", "DCS", "Feb-16", "Mar-16"]))
    assert days(action) == ("2016-02-01", "2016-03-31")


def test_a_bar_gives_the_first_and_last_day_of_its_periods() -> None:
    headings = ["Action", "Lead", ("Timescale", "2015-16 Q3"), ("Timescale", "2015-16 Q4"), ("Timescale", "2016 – 17 Q1")]
    [action] = resolved(table_of(headings, ["Write a manual.", "DCS", "", "", ""], marks=[(2, 4, "#ffc000")]))
    assert days(action) == ("2015-10-01", "2016-06-30")
    assert (action.rag, action.status) == ("amber", "not_stated")
    assert {(s.field, s.basis) for s in action.supports} == {("start", "fill"), ("due", "fill"), ("rag", "fill")}


def test_bars_of_months_without_a_year_lie_near_the_report() -> None:
    headings = ["Action", "Lead", "Mar", "Apr", "May"]
    [action] = resolved(table_of(headings, ["Write a manual.", "DCS", "x", "x", ""]))
    assert days(action) == ("2016-03-01", "2016-04-30")


# --------------------------------------------------------------------------- status


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("Complete", "complete"), ("Completed: 31 of 31 trained", "complete"), ("Action signed off.", "complete"),
        ("Handbook sent out. Action complete.", "complete"), ("Partly complete", "in_progress"), ("75% complete", "in_progress"),
        ("In progress but late", "in_progress"), ("Ongoing", "in_progress"), ("On track", "in_progress"),
        ("Site visits under way.", "in_progress"), ("Reopened; in progress again", "in_progress"),
        ("Not started", "planned"), ("New action. Not started.", "planned"), ("Planned, subject to funding", "planned"),
        ("To be started once the head is in post", "planned"), ("", "not_stated"),
        ("54 agency workers at present.", "not_stated"),
        ("Not yet complete", "in_progress"), ("Yes", "complete"),
        ("Blue (complete)", "complete"), ("Amber - started in May", "in_progress"), ("G – on track", "in_progress"),
        ("Red: work not yet commenced", "planned"), ("Amber", "not_stated"), ("Red - 63 remaining", "in_progress"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("heading", ["Status", "Progress"])
def test_status_by_the_words_of_a_cell(cell: str, status: str, heading: str) -> None:
    [action] = resolved(table_of(["Action", "Lead", heading], ["Write a manual.", "DCS", cell]))
    assert action.status == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Write a manual (This is complete)", "complete"),
        ("Write a manual. (This has been written and will be reviewed by the board)", "complete"),
        ("Re-issue guidance (This is complete) Undertake an audit", "in_progress"),
        ("Write a manual (draft currently in progress)", "in_progress"),
        ("Write a manual (to be completed in May)", "not_stated"),
        ("A manual to be developed.", "not_stated"),
    ],
)
def test_status_by_the_rows_own_words(text: str, status: str) -> None:
    [action] = resolved(table_of(["Action", "Lead", "Timescale"], [text, "DCS", "May 2016"]))
    assert action.status == status


def test_a_timescale_and_a_completion_date_may_say_complete() -> None:
    [action] = resolved(table_of(["Action", "Lead", "Timescale"], ["Write.", "DCS", "Completed March 2016"]))
    assert action.status == "complete"
    [action] = resolved(table_of(["Action", "Lead", "By when", "Date completed"], ["Write.", "DCS", "May 2016", "3 May 2016"]))
    assert action.status == "complete"


# --------------------------------------------------------------------------- rating


@pytest.mark.parametrize(
    ("word", "rag"),
    [
        ("Red", "red"),
        ("A", "amber"),
        ("G", "green"),
        ("Blue", "blue"),
        ("Amber - delayed", "amber"),
        ("Grey", "grey"),
        ("A plan", None),
        ("", None),
    ],
)
def test_rating_by_word(word: str, rag: str | None) -> None:
    [action] = resolved(table_of(["Action", "Lead", "RAG"], ["Write a manual.", "DCS", word]))
    assert action.rag == rag


@pytest.mark.parametrize(
    ("colour", "anywhere", "rated"),
    [
        ("#ff0000", "red", "red"), ("#c00000", "red", "red"), ("#f4b6b6", "red", "red"), ("#ffc000", "amber", "amber"),
        ("#ffff00", "amber", "amber"), ("#ed7d31", "amber", "amber"), ("#92d050", "green", "green"),
        ("#00b050", "green", "green"),
        ("#c6e0b4", "green", "green"), ("#0070c0", "blue", "blue"), ("#00b0f0", "blue", "blue"), ("#bdd7ee", None, "blue"),
        ("#b8cce4", None, None), ("#8ea9db", None, "blue"), ("#dbe5f1", None, None), ("#d9d9d9", None, "grey"),
        ("#edf1f7", None, None),
        ("#ffffff", None, None), ("#000000", None, None),
    ],
)  # fmt: skip
def test_rating_by_colour(colour: str, anywhere: str | None, rated: str | None) -> None:
    assert rating_of_colour(colour, RULES) == anywhere
    if colour != "#b8cce4":  # in a column of ratings a pale blue may be either
        assert rating_of_colour(colour, RULES, rated=True) == rated


def test_words_come_before_colours_and_a_colour_never_sets_the_status() -> None:
    [action] = resolved(table_of(["Action", "Lead", "RAG"], ["Write.", "DCS", "Green"], fills=[[None, None, "#ff0000"]]))
    assert (action.rag, action.status) == ("green", "not_stated")
    [action] = resolved(table_of(["Action", "Lead", "RAG"], ["Write.", "DCS", ""], fills=[[None, None, "#ff0000"]]))
    assert (action.rag, action.status) == ("red", "not_stated")


def test_bars_all_of_one_colour_are_no_ratings() -> None:
    headings = ["Action", "Lead", "2015-16 Q3", "2015-16 Q4"]
    lines = [[f"Write part {n}.", "DCS", "", ""] for n in range(5)]
    alike = table_of(headings, *lines, marks=[(2, 3, "#92d050")] * 5)
    mixed = table_of(headings, *lines, marks=[(2, 3, "#92d050")] * 4 + [(2, 3, "#ff0000")])
    assert {action.rag for action in resolved(alike)} == {None}
    assert [action.rag for action in resolved(mixed)] == ["green"] * 4 + ["red"]


# --------------------------------------------------------------------------- sentences


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("The new service will start in June 2016.", ("2016-06-01", None)),
        ("Both teams will move by 1 August 2016.", (None, "2016-08-01")),
        ("In 2017 a decision was taken to move both teams.", (None, "2017-12-31")),
        ("The pilot will run from September 2016 to July 2018.", ("2016-09-01", "2018-07-31")),
        ("We have hired nine workers since May 2015.", ("2015-05-01", None)),
        ("The home, which was bought in May 2015, will be opened in June 2016.", (None, "2016-06-30")),
        ("We will act on the inspection of May 2015.", (None, None)),
        ("We have replied to the letter published on 3 May 2015.", (None, None)),
        ("Carers will, from June 2016, be paid a fee.", ("2016-06-01", None)),
        ("The course will be rolled out from June 2016.", ("2016-06-01", None)),
        ("Throughout 2016 the panel will read each file.", ("2016-01-01", "2016-12-31")),
        ("A second course, starting in June 2016, will be opened to carers.", ("2016-06-01", None)),
        ("A manual is being written with a view to it being in use by 1 June 2016.", (None, "2016-06-01")),
    ],
)
def test_days_of_a_sentence(sentence: str, wanted: tuple[str | None, str | None]) -> None:
    [action] = resolved(text_of(("paragraph", sentence)))
    assert days(action) == wanted


def test_leads_are_normalised_and_stay_as_printed() -> None:
    [action] = resolved(table_of(["Action", "Lead", "By when"], ["Write.", "The DCS / LSCB", "May 2016"]))
    assert [(lead.name, lead.kind, lead.text) for lead in action.leads] == [
        ("Director of Children's Services", "role", "DCS"), ("Local Safeguarding Children Board", "body", "LSCB"),
    ]  # fmt: skip


def test_a_revised_date_is_in_force_and_the_first_stays_the_timescale() -> None:
    plan = table_of(
        ["Action", "Lead", "Target date", "Update", "Revised date"],
        ["Write a handbook", "DCS", "31/03/2016", "Drafted", "30/09/2016"],
        ["Train staff", "DCS", "30/04/2016", "Complete", ""],
    )
    first, second = resolved(plan)
    assert (days(first)[1], first.timescale) == ("2016-09-30", "31/03/2016")
    assert days(second)[1] == "2016-04-30"


@pytest.mark.parametrize(
    ("progress", "status"),
    [
        ("Post filled.", "complete"),
        ("Plan agreed by Cabinet in February.", "complete"),
        ("Business case being written.", "in_progress"),
        ("First report scheduled for May.", "planned"),
        ("Draft policy produced.", "not_stated"),
        ("14 of 18 trained", "in_progress"),
        ("Forms live in four of nine teams", "in_progress"),
        ("7 have arrived", "in_progress"),
        ("Police have signed; the board has not", "in_progress"),
        ("Partly – police signed", "in_progress"),
        ("Tender issued", "in_progress"),
        ("Draft with schools", "in_progress"),
        ("Opened on 3 March", "complete"),
        ("Live since February", "complete"),
        ("To go to the panel in November", "planned"),
        ("Lease to be signed", "planned"),
        ("Recruitment of co-ordinators to begin October", "planned"),
        ("Carried forward", "planned"),
        ("Policy revised and re-issued to all staff", "complete"),
        ("Appointee commenced 4/5/16", "complete"),
        ("3 permanent, 2 agency in post", "not_stated"),
        ("Protocol drafted, first meeting held", "in_progress"),
        ("In place. 82% of plans had one", "complete"),
        ("Monthly audits taking place", "in_progress"),
    ],
)
def test_status_by_progress_told_in_a_sentence(progress: str, status: str) -> None:
    (action,) = resolved(table_of(["Action", "Lead", "By when", "Progress"], ["Write it", "DCS", "May 2016", progress]))
    assert action.status == status


def test_yes_in_a_column_of_completion_is_no_colour() -> None:
    (action,) = resolved(table_of(["Action", "Lead", "By when", "Complete?"], ["Write it", "DCS", "May 2016", "Y"]))
    assert (action.status, action.rag) == ("complete", None)


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("The lessons will be fed into the Homes Plan 2016/17.", (None, None)),
        ("A second plan is being drafted, and is to be submitted to the Trust in June 2016.", (None, "2016-06-30")),
        ("Coaching is under way with both teams and this is due to be completed in April 2016.", (None, "2016-04-30")),
    ],
)
def test_a_title_has_no_day_and_a_later_end_counts(sentence: str, wanted: tuple[str | None, str | None]) -> None:
    assert [days(action) for action in resolved(text_of(("paragraph", sentence)))] == [wanted]
