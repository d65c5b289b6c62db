"""The report's own days, council and title, each with the words it rests on."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.extract.dates import find_dates
from pipeline.extract.fields import find_fields
from pipeline.model import Council, Mentions, ReportFields, Structured
from pipeline.resolve.report import of_meeting, resolve_report
from pipeline.rules import read_rules
from tests.extract.written import report

RULES = read_rules()


def resolved(written: str, report_date: date | None = None) -> tuple[Structured, ReportFields]:
    structured = report(written)
    mentions = Mentions(fields=find_fields(structured, RULES), dates=find_dates(structured, RULES))
    return structured, resolve_report(structured, mentions, RULES, report_date)


def test_a_committee_report() -> None:
    _, found = resolved(
        """
        f| Buckinghamshire
        f| Report to: Cabinet
        f| Date: Tuesday 5 June 2018
        f| Item: 7
        f| Title: Update on care
        """
    )
    assert (found.kind, found.committee, found.agenda_item, found.title) == ("committee_report", "Cabinet", "7", "Update on Care")
    assert found.meeting_date == date(2018, 6, 5)
    assert found.council is not None
    assert found.council.name == "Buckinghamshire County Council"
    assert found.council.gss_code == "E10000002"


def test_days_of_an_inspection_in_two_parts() -> None:
    _, found = resolved(
        """
        f| Exampleton City Council
        f| Inspection of services for children
        f| Inspection dates: 12 November-4 December 2012 and 21 – 23 January 2013
        f| Report published: 1 March 2013
        """
    )
    assert (found.inspection_start, found.inspection_end, found.published) == (
        date(2012, 11, 12),
        date(2013, 1, 23),
        date(2013, 3, 1),
    )
    assert (found.kind, found.meeting_date, found.committee) == ("inspection_report", None, None)


def test_every_field_that_is_there_has_its_support() -> None:
    structured, found = resolved(
        "f| Exampleton City Council\nf| Report to: Cabinet\nf| Meeting date: 29March 2022\nf| Title: Plan for care\nf| Item: 4"
    )
    fields = ("kind", "council", "title", "committee", "meeting_date", "agenda_item")
    assert {s.field for s in found.supports} == {f for f in fields if getattr(found, f) is not None} == set(fields)
    for support in found.supports:
        assert support.block in structured.blocks
        assert support.start is not None
        assert support.block.text[support.start : support.end]
    assert {s.field: s.basis for s in found.supports}["council"] == "words"


def test_a_date_that_cannot_be_read_stays_null_and_has_no_support() -> None:
    _, found = resolved("f| Report to: Cabinet\nf| Date: 31 June 2018\nf| Title: Plan")
    assert found.meeting_date is None
    assert "meeting_date" not in {s.field for s in found.supports}


def test_the_users_date_decides_which_council_stood() -> None:
    written = "f| Report to: Cabinet\nf| Title: Plan for Cumbria\nf| Author: Sam Example"
    _, found = resolved(written, report_date=date(2019, 5, 1))
    assert found.meeting_date is None
    assert found.council is not None
    assert found.council.name == "Cumbria County Council"


def test_an_item_goes_to_the_meeting_of_its_pack() -> None:
    council, day = Council("Northmoor Council", "northmoor-council"), date(2019, 7, 2)
    pack = ReportFields("other", council, committee="Cabinet", meeting_date=day)
    item, letter = ReportFields("committee_report", title="Roads"), ReportFields("letter")
    found = of_meeting(item, pack)
    assert (found.council, found.committee, found.meeting_date, found.title) == (council, "Cabinet", day, "Roads")
    assert of_meeting(letter, pack) == letter
    of_before = ReportFields("committee_report", meeting_date=date(2019, 6, 4))
    assert of_meeting(of_before, pack) == ReportFields("committee_report", council, meeting_date=date(2019, 6, 4))


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("Inspection dates: 5 – 9 and 19 – 23 February 2018", date(2018, 2, 5), date(2018, 2, 23)),
        ("Inspection dates: 6 – 10, and 20 – 24 May 2019", date(2019, 5, 6), date(2019, 5, 24)),
        ("Inspection dates 3 to 14 June 2019", date(2019, 6, 3), date(2019, 6, 14)),
        ("Inspected between 3 June 2019 and 14 June 2019", date(2019, 6, 3), date(2019, 6, 14)),
        ("Inspection dates: Monday 3 June to Friday 14 June 2019", date(2019, 6, 3), date(2019, 6, 14)),
        ("Inspection date: 13 Jan 2014- 5 Feb 2014", date(2014, 1, 13), date(2014, 2, 5)),
        ("Inspection dates: 3 to 7, 10 and 11 June 2019", date(2019, 6, 3), date(2019, 6, 11)),
        ("Inspection dates – Monday 3 June to Friday 14 June 2019", date(2019, 6, 3), date(2019, 6, 14)),
        ("Inspection dates: 30 January to 3 February 2023 and 13 to 17 February 2023", date(2023, 1, 30), date(2023, 2, 17)),
    ],
)
def test_fieldwork_however_its_days_are_printed(line: str, start: date, end: date) -> None:
    _, found = resolved(
        f"""
        h| Exampleshire County Council
        h| Inspection of children's social care services
        f| {line}
        f| Lead inspector: Ann Example
        """
    )
    assert (found.kind, found.inspection_start, found.inspection_end) == ("inspection_report", start, end)


@pytest.mark.parametrize(
    ("lines", "start", "end"),
    [
        ("f| Inspection start date: 3 June 2019\nf| Inspection end date: 14 June 2019", date(2019, 6, 3), date(2019, 6, 14)),
        ("f| Inspection start date: 3 June 2019", date(2019, 6, 3), date(2019, 6, 3)),
        ("f| Fieldwork\t3 to 14 June 2019", date(2019, 6, 3), date(2019, 6, 14)),
        ("f| Inspection dates: 3 to 14 June\nf| Report published: 30 July 2019", date(2019, 6, 3), date(2019, 6, 14)),
        ("f| Inspection dates: 3 to 14 June\nx| © Crown copyright 2019", date(2019, 6, 3), date(2019, 6, 14)),
        (
            "f| Inspection dates: 12 to 16 December and 9 to 13 January\nf| Report published: 30 March 2017",
            date(2016, 12, 12),
            date(2017, 1, 13),
        ),
        ("f| Inspection dates: 3 to 14 June", None, None),
        ("p| The inspection took place between 3 June 2019 and 14 June 2019.", date(2019, 6, 3), date(2019, 6, 14)),
    ],
)
def test_fieldwork_under_other_labels_without_a_year_or_in_a_sentence(lines: str, start: date | None, end: date | None) -> None:
    written = (
        f"h| Exampleshire County Council\nh| Inspection of children's social care services\n{lines}\nh| What needs to improve"
    )
    structured, found = resolved(written)
    assert (found.kind, found.inspection_start, found.inspection_end) == ("inspection_report", start, end)
    assert {s.field for s in found.supports if s.field.startswith("inspection")} == (
        {"inspection_start", "inspection_end"} if start else set()
    )
    assert all(s.block in structured.blocks for s in found.supports)


def test_an_inspection_that_a_letter_recalls_from_years_before_is_none_of_its_own() -> None:
    letter = """
        f| Exampleton City Council
        f| {day}
        p| Dear Leader,
        p| Ofsted judged the services inadequate following its inspection of 24 October to 17 November 2016.
        p| Yours sincerely
    """
    _, old = resolved(letter.format(day="14 January 2019"))
    _, own = resolved(letter.format(day="14 January 2017"))
    assert (old.published, old.inspection_start, old.inspection_end) == (date(2019, 1, 14), None, None)
    assert own.inspection_end == date(2016, 11, 17)
    assert "inspection_start" not in {s.field for s in old.supports}
