"""Figures of known measures: which measure a percentage or a change states, of which period."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.extract.changes import find_changes
from pipeline.extract.dates import find_dates
from pipeline.extract.percentages import find_percentages
from pipeline.resolve.dates import resolve_dates
from pipeline.resolve.indicators import find_indicators
from pipeline.resolve.percentages import resolve_percentages
from pipeline.rules import read_rules
from tests.extract.making import text_of

RULES = read_rules()


def told(*sentences: str) -> list[tuple[str, str, float | None, float, str | None]]:
    document = text_of(*(("paragraph", text) for text in sentences))
    dates = resolve_dates(document, find_dates(document, RULES), RULES, date(2018, 6, 18))
    percentages = resolve_percentages(find_percentages(document, RULES), RULES, date(2018, 6, 18), dates)
    found = find_indicators(percentages, find_changes(document, RULES), dates, RULES)
    return [(one.measure, one.role, one.before, one.value, str(one.days.end) if one.days else None) for one in found]


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
        ("Timeliness of initial health assessments is at 61% within the timescale.", ["Health assessments"]),
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
    ],
)
def test_a_figure_of_the_other_side_of_others_or_of_the_year_before_is_no_level(
    text: str, told_as: list[tuple[str, str, float]]
) -> None:
    assert list(dict.fromkeys((measure, role, value) for measure, role, _, value, _ in told(text))) == told_as
