"""Events resolved: days, and one event for however many mentions."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.extract.dates import find_dates
from pipeline.extract.events import find_events
from pipeline.model import Council, Event
from pipeline.resolve.dates import resolve_dates
from pipeline.resolve.events import resolve_events
from pipeline.rules import read_rules
from tests.extract.making import text_of

RULES = read_rules()
REPORTED = date(2018, 6, 18)


def events(*sentences: str, kind: str = "paragraph") -> tuple[Event, ...]:
    document = text_of(("paragraph", "The new team is:"), *((kind, text) for text in sentences))  # type: ignore[arg-type]
    dates = resolve_dates(document, find_dates(document, RULES), RULES, REPORTED)
    return resolve_events(document, find_events(document, RULES), RULES, REPORTED, dates)


def told(*sentences: str, kind: str = "paragraph") -> list[tuple[str, str, str, str | None]]:
    return [(e.kind, str(e.days.start), str(e.days.end), e.judgement) for e in events(*sentences, kind=kind)]


def test_a_second_mention_is_no_second_event_and_lends_its_grade_and_days() -> None:
    assert told(
        "Much has changed since the 2017 inspection.",
        "Ofsted inspected the service in November 2017.",
        "Services were judged inadequate in November 2017.",
    ) == [("inspection", "2017-11-01", "2017-11-30", "inadequate")]


def test_inspections_of_two_things_in_one_month_are_two() -> None:
    assert len(told(
        "The last inspection of fostering was in May 2015.", "The last inspection of adoption was in May 2015.",
        "The last inspection of adoption was in May 2015.",
    )) == 2  # fmt: skip


def test_what_changed_since_an_inspection_does_not_say_what_was_inspected() -> None:
    changed = "Work with care leavers has changed since the inspection in 2015."
    assert len(told("The last inspection of safeguarding was in May 2015.", changed)) == 1


def test_two_grades_in_one_month_are_two_inspections_where_one_names_what_was_inspected() -> None:
    council = "Ofsted inspected the council in May 2015 and found it adequate."
    care = "Services for looked after children were judged to be good in May 2015."
    assert [grade for *_, grade in told(council, care)] == ["adequate", "good"]


def test_an_appointment_named_by_its_person_alone_is_one_told_before() -> None:
    assert len(told("The DCS has been in post since May 2015.", "Plans have moved on since her reappointment in May 2015.")) == 1


def test_two_people_appointed_on_one_day_are_two_events_and_one_told_twice_is_one() -> None:
    lines = ("Interim Service Director (started 16 April 2018)", "Permanent Service Director (started 16 April 2018)")
    assert len(told(*lines, kind="list_item")) == 2
    assert (
        len(told("The appointment of a DCS in May 2018 has helped.", "Since the appointment of a DCS in May 2018 we have grown."))
        == 1
    )


def test_visits_on_different_days_stay_apart() -> None:
    assert [start for _, start, _, _ in told(
        "A monitoring visit took place on 3 May 2018.", "The next monitoring visit will be made on 9 July 2018.",
    )] == ["2018-05-03", "2018-07-09"]  # fmt: skip


def test_the_meeting_of_the_report_itself_is_left_out() -> None:
    assert told("The Improvement Board met on 18 June 2018.") == []
    assert told("The Improvement Board met on 17 June 2018.") != []


def test_days_rest_on_the_words_of_the_date() -> None:
    [event] = events("The new recording system went live in May.")
    assert (event.days.start, event.days.end) == (date(2018, 5, 1), date(2018, 5, 31))
    support = event.supports[0]
    assert support.block.text[support.start : support.end] == "May"


@pytest.mark.parametrize(
    ("sentence", "kept"),
    [
        ("Support has grown since the Ofsted inspection of Cambridgeshire in June 2014.", False),
        ("Support has grown since the Ofsted inspection of Peterborough in June 2014.", True),
        ("Support has grown since the Ofsted inspection of services in June 2014.", True),
        ("Inspectors visited Suffolk in May 2015.", False),
    ],
)
def test_an_inspection_of_another_authority_is_no_step_of_this_one(sentence: str, kept: bool) -> None:
    document = text_of(("paragraph", sentence))
    dates = resolve_dates(document, find_dates(document, RULES), RULES, REPORTED)
    mentions = find_events(document, RULES)
    own = Council("Peterborough City Council", "peterborough-city-council")
    assert len(resolve_events(document, mentions, RULES, REPORTED, dates, own)) == (len(mentions) if kept else 0)
    assert mentions or not kept


def test_of_two_mentions_alike_the_one_that_asks_for_nothing_has_the_words() -> None:
    asked, plain = "note the progress since the inspection in May 2018", "Ofsted inspected the service in May 2018."
    assert [one.evidence.quote for one in events(asked, plain)] == [plain[:-1]]


@pytest.mark.parametrize(
    ("sentence", "scopes"),
    [
        ("Ofsted inspected our fostering service in June 2014 and graded it good.", ["fostering"]),
        ("In June 2013 Ofsted inspected the council's school improvement arrangements.", ["school"]),
        ("The Elm Road children's home was inspected in May 2016 and judged good.", ["home"]),
        ("In May 2015 Ofsted judged the Local Safeguarding Children Board to be inadequate.", ["board"]),
        ("The last inspection of private fostering was in May 2015.", ["private_fostering"]),
        ("The last inspection of the council's safeguarding arrangements was in May 2015.", ["safeguarding"]),
        ("Ofsted inspected children's services, including fostering and adoption, in May 2015.", [None]),
        ("The inspection of services for children looked after and care leavers took place in May 2015.", [None]),
        ("The fostering panel has been renewed since the inspection in May 2015.", [None]),
    ],
)
def test_an_inspection_says_what_alone_was_inspected(sentence: str, scopes: list[str | None]) -> None:
    assert [event.scope for event in events(sentence) if event.kind == "inspection"] == scopes


@pytest.mark.parametrize(
    ("sentence", "put_off"),
    [
        ("The monitoring visit planned for March 2017 was postponed because of the flood.", [True]),
        ("The focused visit expected in May 2017 has been deferred until September 2017.", [True, False]),
        ("Ofsted postponed its monitoring visit of 18 and 19 March 2017.", [True]),
        ("The Improvement Board meeting of 3 April 2017 was stood down.", [True]),
        ("The rescheduled monitoring visit took place on 12 May 2017.", [False]),
        ("The monitoring visit in May 2017 found that reviews were postponed.", [False]),
    ],
)
def test_what_was_put_off_was_not_held_on_its_day(sentence: str, put_off: list[bool]) -> None:
    assert [event.put_off for event in events(sentence)] == put_off


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("The fourth monitoring visit was in May 2017.", 4),
        ("Ofsted's 2nd monitoring visit took place in May 2017.", 2),
        ("The third monitoring visit was in May 2017. This was followed by a fourth visit.", 3),
        ("A monitoring visit took place in May 2017. It was the second of a series of monitoring visits.", 2),
        ("A monitoring visit took place in May 2017.", None),
    ],
)
def test_a_visit_s_number_is_that_of_its_words(words: str, number: int | None) -> None:
    assert [event.number for event in events(words) if event.kind == "monitoring_visit"][:1] == [number]


@pytest.mark.parametrize(
    "sentence",
    [
        "So 41% of cases in the two assessment teams audited by the local authority in May 2017 were found to be inadequate.",
        "The LSCB Annual Report 2015–16, published in May 2017, is thin.",
        "The board hopes that this year’s report, due to be published in June 2017, will be better.",
        "In one case, the report of the child’s disruption review undertaken in May 2017 was late.",
    ],
)
def test_what_only_reads_like_a_step_is_none(sentence: str) -> None:
    assert told(sentence) == []


def test_an_inspection_that_speaks_of_audits_is_one() -> None:
    assert told("Ofsted inspected the council in May 2017; its audits were found inadequate.")[0][0] == "inspection"


def test_an_inspection_of_a_theme_gives_no_grade() -> None:
    schools = (
        "In June 2013 Ofsted carried out a focused inspection of the town's schools. Overall effectiveness: one was outstanding."
    )
    assert [(event.scope, event.judgement) for event in events(schools)] == [("thematic", None)]


def test_an_inspection_told_by_its_year_is_not_that_of_one_service() -> None:
    fostering = "The last inspection of fostering was in March 2012."
    council = "Services were judged good at the Ofsted inspection in 2012."
    assert [(event.scope, event.judgement) for event in events(fostering, council)] == [("fostering", None), (None, "good")]
