"""Grades that an inspection report awards: in a table, in lines, in sentences."""

from __future__ import annotations

import pytest

from pipeline.extract.judgements import find_judgements
from pipeline.rules import read_rules
from tests.extract.written import report

RULES = read_rules()
FRONT = """
f| Exampleshire County Council
f| Inspection of children's social care services
f| Inspection dates: 3 to 14 June 2019
"""


def judgements(written: str) -> list[tuple[str, str]]:
    return [(j.area, j.grade) for j in find_judgements(report(FRONT + written), RULES)]


def test_rows_of_a_table() -> None:
    written = """
        th| Judgement // Grade
        r| The impact of leaders on practice // Requires improvement to be good
        r| The experiences and progress of care leavers // Good
        r| Overall effectiveness // Inadequate
        p| Services for children in Exampleshire are inadequate. Much is under way.
        h| The experiences and progress of care leavers: good
    """
    assert judgements(written) == [
        ("The impact of leaders on practice", "requires_improvement"),
        ("The experiences and progress of care leavers", "good"),
        ("Overall effectiveness", "inadequate"),
    ]


def test_numbered_lines_and_a_sentence() -> None:
    written = """
        p| Children's services in Exampleshire require improvement to be good
        th| 1. Children who need help and protection // Requires Improvement
        r| 2. Children looked after and achieving permanence // Outstanding
        p| 2.1 Adoption performance Good
    """
    assert judgements(written) == [
        ("Overall effectiveness", "requires_improvement"),
        ("Children who need help and protection", "requires_improvement"),
        ("Children looked after and achieving permanence", "outstanding"),
        ("Adoption performance", "good"),
    ]


def test_a_column_of_an_earlier_inspection_holds_none_of_this_one_s_grades() -> None:
    written = """
        th| Judgement // Grade // Previous judgement (2015)
        r| The impact of leaders on practice // Good // Inadequate
        r| Overall effectiveness // Good // Inadequate
    """
    assert judgements(written) == [("The impact of leaders on practice", "good"), ("Overall effectiveness", "good")]


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("The overall judgement is that children’s services are inadequate", "inadequate"),
        ("The overall judgement is good", "good"),
        ("The overall judgement is requires improvement", "requires_improvement"),
        ("Children's services in Exampleshire County Council are outstanding.", "outstanding"),
        ("Services to children and families in Exampleshire are inadequate. Leaders know this.", "inadequate"),
    ],
)
def test_sentences_of_the_overall_grade(text: str, grade: str) -> None:
    assert judgements(f"p| {text}") == [("Overall effectiveness", grade)]


def test_the_board_of_partners_has_a_grade_of_its_own() -> None:
    written = """
        p| The overall judgement is good
        h| The Local Safeguarding Children Board (LSCB) is good
        h| The effectiveness of the LSCB is good
    """
    assert judgements(written) == [("Overall effectiveness", "good"), ("The Local Safeguarding Children Board (LSCB)", "good")]


def test_grades_of_before_and_of_others_are_none() -> None:
    written = """
        p| Children's services in Exampleshire are good
        p| The previous inspection was published in May 2015. The judgements were:
        i| Children who need help and protection: inadequate
        r| Children's homes judged at their last inspection // Outstanding
        p| Two schools were judged good
    """
    assert judgements(written) == [("Overall effectiveness", "good")]


def test_two_services_graded_by_the_same_areas_and_the_key_to_the_scale() -> None:
    written = """
        r| Adequate (Grade 3) // A service that meets the least that is asked
        p| Safeguarding services
        h| Overall effectiveness Grade 4 (Inadequate)
        p| Services for looked after children
        h| Overall effectiveness Grade 3 (Adequate)
        p| Safeguarding services
        r| Overall effectiveness // Inadequate
        r| Leadership and management // Inadequate
        h| Leadership and management is: inadequate
    """
    assert judgements(written) == [
        ("Safeguarding services: Overall effectiveness", "inadequate"),
        ("Services for looked after children: Overall effectiveness", "adequate"),
        ("Leadership and management", "inadequate"),
    ]


def test_two_services_named_by_the_headings_of_their_outcomes() -> None:
    written = """
        h| The inspection outcomes: safeguarding services
        h| Overall effectiveness Grade 4 (inadequate)
        h| Capacity for improvement Grade 3 (adequate)
        h| Services for looked after children
        h| Overall effectiveness Grade 3 (adequate)
        p| Safeguarding services
        r| Overall effectiveness // Inadequate
        r| Children and young people are safe and feel safe // Inadequate
    """
    assert judgements(written) == [
        ("Safeguarding services: Overall effectiveness", "inadequate"),
        ("Capacity for improvement", "adequate"),
        ("Services for looked after children: Overall effectiveness", "adequate"),
        ("Children and young people are safe and feel safe", "inadequate"),
    ]


def test_columns_without_lines_whose_texts_run_together() -> None:
    written = """
        p| Judgement Grade
        p| The impact of leaders on social work
        p| Outstanding
        p| practice with children and families
        p| The experiences and progress of Requires improvement /n/ children who need help and protection to be good
        p| Requires improvement
        p| The experiences and progress of care leavers
        p| to be good
        p| The experiences and progress of children Good
        p| in care
        p| Overall effectiveness Inadequate
        p| Families in Exampleshire wait for help that is good where it comes.
        h| The experiences and progress of care leavers: requires improvement to be good
    """
    assert judgements(written) == [
        ("The impact of leaders on social work practice with children and families", "outstanding"),
        ("The experiences and progress of children who need help and protection", "requires_improvement"),
        ("The experiences and progress of care leavers", "requires_improvement"),
        ("The experiences and progress of children in care", "good"),
        ("Overall effectiveness", "inadequate"),
    ]


@pytest.mark.parametrize(
    "written",
    [
        """
        f| Requires
        p| The impact of leaders on practice with children improvement to /n/ and families be good
        p| Requires
        p| Children in care improvement to
        p| be good
        p| Overall effectiveness good
        """,
        """
        p| The impact of leaders on practice with children Requires Improvement to be Good /n/ and families
        p| Children in care Requires improvement to be
        p| good
        p| Overall effectiveness Good
        """,
        """
        p| Judgement Grade /n/ The impact of leaders on practice with children requires improvement /n/ and families to be good
        r| Children in care // Requires improvement to be good
        r| Overall effectiveness // Good
        """,
        """
        p| Judgement Grade Requires /n/ The impact of leaders on practice with children improvement and families
        p| Children in care Requires improvement Overall effectiveness Good
        """,
        """
        p| Families were kind. Much is good
        p| Services for children in Exampleshire and in its towns are /n/ good
        p| 1. The impact of leaders on practice with children
        p| Requires improvement
        p| and families
        p| 2. Children in care
        p| Requires improvement
        p| 3. Overall effectiveness
        p| good
        """,
    ],
)
def test_columns_that_stand_higher_or_lower_than_one_another(written: str) -> None:
    assert dict(judgements(written)) == {
        "The impact of leaders on practice with children and families": "requires_improvement",
        "Children in care": "requires_improvement",
        "Overall effectiveness": "good",
    }


def test_a_committee_report_awards_nothing() -> None:
    written = "f| Report to: Cabinet\nf| Date: 3 June 2019\nf| Author: Sam Example\nr| Overall effectiveness // Inadequate"
    assert find_judgements(report(written), RULES) == ()
