"""Recommendations joined to the actions that answer them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pipeline.follow.responses import find_responses
from pipeline.road import AnsweringAction, Response, SeenRecommendation
from pipeline.rules import read_rules

RULES = read_rules()
INSPECTED, PLANNED = date(2019, 5, 1), date(2019, 6, 12)
ASKED = (
    "The quality and frequency of supervision.",
    "The recording of decisions taken at strategy meetings.",
    "Replace the case recording system.",
)


def asked(*, on: date = INSPECTED, report: str = "inspection") -> list[SeenRecommendation]:
    return [SeenRecommendation(f"{report}-{n}", report, on, n, f"{n}.", text, (), True) for n, text in enumerate(ASKED, 1)]


def action(
    text: str, *, on: date = PLANNED, theme: str | None = None, row: str | None = None, ref: str | None = None
) -> AnsweringAction:
    return AnsweringAction(text, "plan", on, ref, theme, text, row or text, ())


def pairs(found: list[Response]) -> list[tuple[str, str]]:
    return [(one.recommendation, one.basis) for one in found]


def test_wording_joins_where_nothing_is_cited() -> None:
    found = find_responses(asked(), [action("Introduce a template for recording strategy meetings.")], RULES)
    assert pairs(found) == [("inspection-2", "wording")]


def test_a_citation_comes_before_wording() -> None:
    row = "4.1\tRecord strategy meetings.\tHead of Safeguarding\tOfsted recommendation 3"
    found = find_responses(asked(), [action("Record strategy meetings.", row=row)], RULES)
    assert pairs(found) == [("inspection-3", "cited")]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("Recommendations 1 and 3", [1, 3]),
        ("Recs 1-3", [1, 2, 3]),
        ("Rec 1, 2 and 3", [1, 2, 3]),
        ("Ofsted rec 1 & 3", [1, 3]),
        ("Recommendation two", [2]),
        ("R1, R2", [1, 2]),
        ("R\t2 July 2019", []),
        ("R 2 July 2019", []),
    ],
)
def test_all_that_is_cited_is_answered_and_a_red_rating_cites_nothing(words: str, numbers: list[int]) -> None:
    found = find_responses(asked(), [action("Open a duty rota.", row=f"4.1\tOpen a duty rota.\t{words}")], RULES)
    assert pairs(found) == [(f"inspection-{n}", "cited") for n in numbers]


def test_a_heading_that_repeats_the_recommendation_joins_its_actions() -> None:
    found = find_responses(asked(), [action("Hire a trainer.", theme="The quality and frequency of supervision")], RULES)
    assert pairs(found) == [("inspection-1", "wording")]


def test_what_is_like_none_answers_none() -> None:
    assert find_responses(asked(), [action("Paint the hall of the north office.")], RULES) == []


def test_an_action_answers_the_latest_inspection_before_it() -> None:
    late = date(2021, 3, 1)
    both = [*asked(), *asked(on=late, report="second")]
    before, after = action("Replace the case recording system."), action("Replace the recording system.", on=date(2021, 5, 1))
    found = find_responses(both, [before, after], RULES)
    assert {(one.action, one.recommendation) for one in found} == {(before.id, "inspection-3"), (after.id, "second-3")}


def test_an_action_years_later_or_before_answers_nothing() -> None:
    early, late = (action(ASKED[2], on=on) for on in (date(2018, 1, 1), date(2023, 1, 1)))
    assert find_responses(asked(), [early, late], RULES) == []


def test_the_number_of_the_action_itself_cites_nothing() -> None:
    words = "Record strategy meetings on a template."
    found = find_responses(asked(), [action(words, row=f"R3\t{words}", ref="R3")], RULES)
    assert pairs(found) == [("inspection-2", "wording")]


def test_a_paragraphs_number_is_none_of_its_recommendations() -> None:
    bullets = [replace(one, ref="2.", opens=False) for one in asked()]
    found = find_responses(bullets, [action("Hire a trainer.", row="Hire a trainer.\tRec. 3")], RULES)
    assert pairs(found) == [("inspection-3", "cited")]


def test_what_is_told_again_is_answered_once() -> None:
    again = [replace(one, id=f"again-{one.id}", report="plan", on=PLANNED, opens=False) for one in asked()]
    late = SeenRecommendation("visit", "letter", PLANNED, 1, None, "Visit children who live far away.", (), False)
    first, second = action("Replace the case recording system."), action("Visit each child who lives far away.")
    found = find_responses([*asked(), *again, late], [first, second], RULES)
    assert {(one.action, one.recommendation) for one in found} == {(first.id, "inspection-3"), (second.id, "visit")}


@pytest.mark.parametrize(
    ("column", "cell", "numbers"),
    [
        ("Ofsted recommendation", "3", [3]),
        ("Ofsted area", "WNTI 3", [3]),
        ("Ofsted area", "Areas 2 to 3", [2, 3]),
        ("Ofsted area", "Ofsted 1, 3", [1, 3]),
        ("Area", "Area 3", []),
        ("Rec no.", "1 & 3", [1, 3]),
        ("Recommendation ref", "1-3", [1, 2, 3]),
        ("Priority", "3", []),
        ("Ofsted recommendation", "3 teams", []),
    ],
)
def test_a_number_alone_cites_in_a_column_of_recommendations(column: str, cell: str, numbers: list[int]) -> None:
    plan = replace(action("Open a rota."), row=f"4.1\tOpen a rota.\t{cell}", columns=("Ref", "Action", column))
    assert pairs(find_responses(asked(), [plan], RULES)) == [(f"inspection-{n}", "cited") for n in numbers]


def test_a_column_that_repeats_the_words_of_a_recommendation_joins_its_rows() -> None:
    words = "Hire a trainer."
    plan = replace(
        action(words), row=f"{words}\tThe quality and frequency of supervision", columns=("Action", "Areas for improvement")
    )
    assert pairs(find_responses(asked(), [plan], RULES)) == [("inspection-1", "wording")]


def test_a_heading_of_the_text_cites_or_repeats_for_what_stands_under_it() -> None:
    cited = replace(action("Open a rota."), headings=("Progress", "Ofsted recommendation 3"))
    repeated = replace(action("Hire a trainer."), headings=("Progress", "Quality and frequency of supervision"))
    short = replace(action("Paint the hall."), headings=("Progress", "Supervision"))
    found = find_responses(asked(), [cited, repeated, short], RULES)
    assert {(one.action, one.recommendation, one.basis) for one in found} == {
        (cited.id, "inspection-3", "cited"),
        (repeated.id, "inspection-1", "wording"),
    }


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("2016 Rec 2", ["old-2"]),
        ("Ofsted 2016, recommendation 2", ["old-2"]),
        ("Recommendation 2 of the 2016 inspection", ["old-2"]),
        ("Rec 2 (2019)", ["inspection-2"]),
        ("2014 Rec 2", []),
        ("Rec 2", ["inspection-2"]),
        ("Rec 2\t31 March 2016", ["inspection-2"]),
        ("SEND Rec 2", []),
        ("JTAI recommendation 2", []),
        ("Recommendation 2 of the peer review", []),
    ],
)
def test_a_citation_means_the_inspection_of_its_year_and_no_other_bodys(words: str, found: list[str]) -> None:
    before = asked(on=date(2016, 3, 1), report="old")
    one = action("Open a duty rota.", row=f"4.1\tOpen a duty rota.\t{words}")
    responses = find_responses([*before, *asked()], [one], RULES)
    assert [(answer.recommendation, answer.basis) for answer in responses] == [(name, "cited") for name in found]
    assert all(answer.cue and answer.cue in words for answer in responses)


def test_the_heading_of_its_column_tells_whose_recommendation_is_cited() -> None:
    one = replace(action("Open a duty rota.", row="4.1\tOpen a duty rota.\tRec 2"), columns=("Ref", "Action", "SEND inspection"))
    assert find_responses(asked(), [one], RULES) == []


def test_a_sentence_of_the_text_that_is_only_about_the_same_matter_answers_nothing() -> None:
    text = "Each team has a new monthly rota for supervisors, drawn up in June."
    in_plan = action(text, row=f"4.1\t{text}\tHead of Learning")
    assert find_responses(asked(), [action(text)], RULES) == []
    assert pairs(find_responses(asked(), [in_plan], RULES)) == [("inspection-1", "wording")]
