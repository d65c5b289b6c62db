"""Figures of known measures: which measure a percentage or a change states, of which period."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.extract.changes import find_changes
from pipeline.extract.dates import find_dates
from pipeline.extract.percentages import find_percentages
from pipeline.model import Findings, Indicator, ReportFields
from pipeline.resolve.dates import resolve_dates
from pipeline.resolve.indicators import find_indicators
from pipeline.resolve.percentages import resolve_percentages
from pipeline.rules import read_rules
from tests.extract.making import text_of

RULES = read_rules()


def found(*sentences: str) -> tuple[Indicator, ...]:
    document = text_of(*(("paragraph", text) for text in sentences))
    dates = resolve_dates(document, find_dates(document, RULES), RULES, date(2018, 6, 18))
    percentages = resolve_percentages(find_percentages(document, RULES), RULES, date(2018, 6, 18), dates)
    return find_indicators(
        document,
        Findings(ReportFields("other"), dates=dates, percentages=percentages, changes=find_changes(document, RULES)),
        RULES,
    )


def told(*sentences: str) -> list[tuple[str, str, float | None, float, str | None]]:
    return [(one.measure, one.role, one.before, one.value, str(one.days.end) if one.days else None) for one in found(*sentences)]


def test_the_measure_named_nearest_is_the_figures_own() -> None:
    assert told("Vacancies are at 12% and turnover is at 9%.") == [
        ("Vacancies", "level", None, 12.0, None),
        ("Turnover", "level", None, 9.0, None),
    ]


def test_a_figure_has_the_period_of_its_sentence() -> None:
    assert told("In May 2017 vacancies stood at 12%.") == [("Vacancies", "level", None, 12.0, "2017-05-31")]


def test_a_change_of_a_count_is_of_a_measure_that_counts() -> None:
    assert ("Average caseload", "level", 27.0, 18.0, None) in told("The average caseload fell from 27 to 18.")


def test_a_percentage_is_not_of_a_measure_that_counts_children() -> None:
    assert told("Children in care make up 57% of the group.") == []


def test_a_change_by_a_percentage_is_no_level() -> None:
    assert told("Vacancies were reduced by 50%.") == []


def test_what_is_not_in_the_vocabulary_is_left_out() -> None:
    assert told("The library was open on 80% of days.") == []


@pytest.mark.parametrize(
    ("text", "before", "value", "day"),
    [
        ("The average caseload fell from 27 in May 2016 to 18 in May 2018.", 27.0, 18.0, "2018-05-31"),
        ("The average caseload fell from 27 in May 2016 to 18.", 27.0, 18.0, None),
        ("The average caseload has fallen since May 2016 from 27 to 18.", 27.0, 18.0, None),
        ("In May 2018 the average caseload fell from 27 to 18.", 27.0, 18.0, "2018-05-31"),
        ("Vacancies fell from 27% in May 2016 to 18% in May 2018.", 27.0, 18.0, "2018-05-31"),
        ("Vacancies fell from 27% in May 2016 to 18%.", 27.0, 18.0, None),
    ],
)
def test_a_change_is_of_the_period_of_its_new_figure(text: str, before: float, value: float, day: str | None) -> None:
    assert [one[2:] for one in told(text) if one[2] is not None] == [(before, value, day)]


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("Sickness is low (5%), and so is turnover (8%).", ["Sickness", "Turnover"]),
        ("The service has low absence (5%), and turnover is at 8%.", ["Turnover"]),
        ("Timeliness of initial health assessments is at 61% within the timescale.", ["Initial health assessments"]),
        ("Most pupils (82%) attend schools rated as good or better.", []),
        ("Some 82% of audited files were rated as good or better.", ["Audits good or better"]),
        ("Young people find EET opportunities nearby and some 12% are at university.", ["Care leavers in higher education"]),
    ],
)
def test_a_figure_is_not_of_a_measure_that_only_stands_near(text: str, measures: list[str]) -> None:
    assert [one[0] for one in told(text)] == measures


@pytest.mark.parametrize(
    ("text", "told_as"),
    [
        ("The council is not in touch with 25% of its care leavers.", []),
        ("It is in touch with 97% of its care leavers.", [("Care leavers in touch", "level", 97.0)]),
        ("There are no agency workers and 50% are experienced.", []),
        ("The year saw a 50% turnover of board members.", []),
        ("There is good attendance of children in their reviews (98% within timescales).", []),
        ("Most (78%) who went missing were not offered a return home interview.", []),
        ("Referrals are answered promptly, with 92% of referrals answered within 10 working days.", []),
        ("Of these, 41% live outside the area.", []),
        (
            "A higher share than the national average had three or more placements (13% compared with 11%).",
            [("Three or more placements", "level", 13.0), ("Three or more placements", "benchmark", 11.0)],
        ),
        (
            "Of all, 23% had a repeat plan compared with 11% during the preceding year.",
            [("Repeat child protection plans", "level", 23.0)],
        ),
        ("A year ago, only 14% had a personal education plan.", []),
        ("Reviews are timely, although the police only attend 8% of initial and 1% of review conferences.", []),
        (
            "Only 67% receive regular supervision and its quality was less than good in 60% of the cases audited.",
            [("Supervision", "level", 67.0)],
        ),
        ("MARAC meets often. Its 20% repeat referrals are fewer than the national average of 25%.", []),
        ("In private fostering 41% of the visits were made in time.", []),
        ("In some areas timely initial health assessments are rare (18% of those placed out of area).", []),
        ("The share of children in care and care leavers who are in education, employment or training is 82%.", []),
        (
            "Placement stability is good, with 8% of children having had three or more placements.",
            [("Three or more placements", "level", 8.0)],
        ),
    ],
)
def test_a_figure_of_the_other_side_of_others_or_of_the_year_before_is_no_level(
    text: str, told_as: list[tuple[str, str, float]]
) -> None:
    assert list(dict.fromkeys((measure, role, value) for measure, role, _, value, _ in told(text))) == told_as


def series(*sentences: str) -> list[tuple[str, str, float, str | None]]:
    return list(dict.fromkeys((measure, role, value, day) for measure, role, _, value, day in told(*sentences)))


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "In May 2018, 30 audits were done: 44% required improvement, 31% were good and 25% were inadequate.",
            {"Audits requiring improvement": 44.0, "Audits good or better": 31.0, "Audits inadequate": 25.0},
        ),
        (
            "Of the case files read, 22% were inadequate, 61% requiring improvement and 17% good.",
            {"Audits inadequate": 22.0, "Audits requiring improvement": 61.0, "Audits good or better": 17.0},
        ),
        (
            "The proportion of audits graded good or better has risen to 58%, while 30% were requires improvement to be good.",
            {"Audits good or better": 58.0, "Audits requiring improvement": 30.0},
        ),
        (
            "Of 30 files audited, 20% were outstanding, 33% were good and 47% were inadequate.",
            {"Audits inadequate": 47.0},
        ),
        ("Some 60% of the cases audited were less than good.", {}),
    ],
)
def test_each_grade_of_a_list_is_its_own_measures(text: str, figures: dict[str, float]) -> None:
    found = [one for one in told(text) if one[2] is None]
    assert {one[0]: one[3] for one in found} == figures
    assert all(one[1] == "level" for one in found)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Annual health assessments stand at 94%.", [("Review health assessments", 94.0)]),
        ("Initial health assessments stand at 61%.", [("Initial health assessments", 61.0)]),
        ("12% of initial health assessments were late.", []),
        ("A third (33%) of visits to children were overdue.", []),
        ("Only 69% progress to initial child protection conference within 15 days.", []),
        (
            "Nine in ten (91%) initial assessments are finished within 10 days and 88% of core assessments within 35 days.",
            [("Initial assessments in time", 91.0), ("Core assessments in time", 88.0)],
        ),
        ("Some 40% of children live outside the local authority area.", [("Children placed outside the area", 40.0)]),
        ("Some 17% are placed more than 20 miles from their homes.", [("Children placed far from home", 17.0)]),
        (
            "Most (68%) live out of area, with 34% of these children living 20 miles or more away.",
            [("Children placed outside the area", 68.0)],
        ),
        (
            "The share of those aged 16 to 18 who are not in education, employment or training (NEET) is near others, at 23%.",
            [("Not in education or work at 16 to 18", 23.0)],
        ),
        (
            "Some 96% of children had an up-to-date health assessment and 81% of initial health assessments were in time.",
            [("Health assessments", 96.0), ("Initial health assessments", 81.0)],
        ),
        (
            "Annual health checks (95%) and immunisations (98%) are good.",
            [("Review health assessments", 95.0), ("Immunisations", 98.0)],
        ),
        (
            "Those who are NEET across the care leaver group are too many at 29%.",
            [("Care leavers not in education or work", 29.0)],
        ),
        ("The share of those aged 16 to 18 who are NEET is 6%.", [("Not in education or work at 16 to 18", 6.0)]),
        ("The share of those aged 19 to 21 who are NEET is 41%.", [("Care leavers not in education or work", 41.0)]),
    ],
)
def test_what_is_counted_otherwise_is_another_measure(text: str, figures: list[tuple[str, float]]) -> None:
    assert [(one[0], one[2]) for one in series(text)] == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("The average caseload of a social worker is 21, against a target of 15.", [("level", 21.0), ("target", 15.0)]),
        ("Caseloads average 17.5 per worker.", [("level", 17.5)]),
        ("Caseloads now average 19, compared with a national average of 16.", [("level", 19.0), ("benchmark", 16.0)]),
        ("The average number of children per social worker was 18.", [("level", 18.0)]),
        ("The average caseload rose to 21.", [("level", 21.0)]),
        ("Caseloads of 14 social workers were looked at.", []),
        ("Personal advisers have heavy caseloads of an average of 30 young people.", []),
        ("The average caseload fell by 30% within 12 months.", []),
    ],
)
def test_an_average_stated_plainly_is_a_figure(text: str, figures: list[tuple[str, float]]) -> None:
    assert [(role, value) for _, role, value, _ in series(text)] == figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Agency staff make up 24% of posts, down from 31%.", {(24.0, None)}),
        ("Vacancies fell from 31% to 18% since March 2017.", {(31.0, "2017-03-31"), (18.0, None)}),
        ("Since March 2017 vacancies have fallen to 12%.", {(12.0, None)}),
        ("Visits in time: 82% (2016/17: 76%).", {(82.0, None), (76.0, "2017-03-31")}),
        (
            "In 2015/16, 64% of visits were made in time; in 2016/17 it was 79% and in Q1 2017/18 it was 83%.",
            {(64.0, "2016-03-31"), (79.0, "2017-03-31"), (83.0, "2017-06-30")},
        ),
    ],
)
def test_a_figure_stands_on_its_own_day_and_one_of_before_without_a_day_nowhere(
    text: str, figures: set[tuple[float, str | None]]
) -> None:
    assert {(value, day) for _, _, value, day in series(text)} == figures


def test_a_target_or_benchmark_in_the_next_sentence_stands_beside_its_measure() -> None:
    text = "In May 2018, 71% of single assessments were finished on time. The England average is 84%. Our target is 90%."
    assert [(role, value, day) for _, role, value, day in series(text)] == [
        ("level", 71.0, "2018-05-31"),
        ("benchmark", 84.0, "2018-05-31"),
        ("target", 90.0, "2018-05-31"),
    ]
    assert series("Turnover is at 12%. The school has a target of 90% for attendance.") == [("Turnover", "level", 12.0, None)]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("In the three months to March 2017, 91% of reviews were held in time.", "2017-01-01", "2017-03-31"),
        ("Some 91% of reviews were held in time in the year to July 2017.", "2016-08-01", "2017-07-31"),
        ("Some 91% of reviews were held in time in the first nine months of 2016-17.", "2016-04-01", "2016-12-31"),
        ("In the three months from March 2017, 91% of reviews were held in time.", "2017-03-01", "2017-03-31"),
    ],
)
def test_a_period_is_as_long_as_the_words_before_its_date_say(text: str, start: str, end: str) -> None:
    assert [(str(one.days.start), str(one.days.end)) for one in found(text) if one.days] == [(start, end)]


def test_a_figure_that_goes_on_from_the_one_before_is_of_its_measure() -> None:
    text = "Agency staff were at a peak of 25% in 2016. We have sustained this reduction and are now at 18%."
    assert [(one[0], one[3], one[4]) for one in told(text)] == [
        ("Agency staff", 25.0, "2016-12-31"),
        ("Agency staff", 18.0, None),
    ]
