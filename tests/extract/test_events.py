"""Events: words that name a step, the date that belongs to them, judgement and body."""

from __future__ import annotations

import pytest

from pipeline.extract.events import find_events
from pipeline.rules import read_rules
from tests.extract.making import text_of

RULES = read_rules()


def steps(*sentences: str) -> list[tuple[str, str | None, str | None, list[str]]]:
    found = find_events(text_of(*(("paragraph", text) for text in sentences)), RULES)
    return [(m.kind, m.body, m.judgement, [day.quote for day in m.when]) for m in found]


@pytest.mark.parametrize(
    ("sentence", "kind", "body", "judgement", "days"),
    [
        ("Ofsted inspected us in May 2015 and judged us inadequate.", "inspection", "Ofsted", "inadequate", ["May 2015"]),
        ("Much has changed since the May 2015 Ofsted inspection.", "inspection", "Ofsted", None, ["May 2015"]),
        ("A focused visit on 3 and 4 June 2019 looked at care leavers.", "inspection", "Ofsted", None, ["3 and 4 June 2019"]),
        ("Services were found to require improvement in 2018.", "inspection", "Ofsted", "requires_improvement", ["2018"]),
        ("The first monitoring visit will take place on 9 May 2019.", "monitoring_visit", "Ofsted", None, ["9 May 2019"]),
        ("The inspection report was published on 2 May 2019.", "inspection_report", "Ofsted", None, ["2 May 2019"]),
        ("A peer review by the LGA took place in June 2018.", "review", "Local Government Association", None, ["June 2018"]),
        ("The next DfE review is due in June 2018.", "review", "Department for Education", None, ["June 2018"]),
        ("The plan was approved by the Practice Board on 6 June 2018.", "plan_approved", "Practice Board", None, ["6 June 2018"]),
        ("On 4 June 2018 the Improvement Board met first.", "board_meeting", "Improvement Board", None, ["4 June 2018"]),
        ("Amara Doyle took up post as Head of Fostering on 1 March 2018.", "appointment", None, None, ["1 March 2018"]),
        ("The Director of Practice has been in post since May 2018.", "appointment", None, None, ["May 2018"]),
        ("The restructure of the duty teams was finished in May 2018.", "restructure", None, None, ["May 2018"]),
        ("In 2018 the Secretary of State appointed a commissioner.", "intervention", "Department for Education", None, ["2018"]),
        ("The new recording system went live on 4 June 2018.", "system_change", None, None, ["4 June 2018"]),
    ],
)  # fmt: skip
def test_steps(sentence: str, kind: str, body: str | None, judgement: str | None, days: list[str]) -> None:
    assert steps(sentence) == [(kind, body, judgement, days)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The inspection framework of January 2018 is shorter.",
        "A serious case review was published in May 2018.",
        "From June 2016 there is a series of monitoring visits in such councils.",
        "Ofsted inspected the service and judged it good.",
        "In May 2018 we recruited 29 foster carers.",
        "The board papers of May 2018 are long.",
    ],
)
def test_look_alikes_and_undated_steps(sentence: str) -> None:
    assert steps(sentence) == []


def test_the_national_scene_is_no_step_of_this_council() -> None:
    document = text_of(("paragraph", "Ofsted inspected six services in May 2015."), section=("National context",))
    assert find_events(document, RULES) == ()


def test_each_date_goes_to_the_words_nearest_to_it() -> None:
    found = steps("Following the inspection in May 2015, the Improvement Board met on 4 June 2015.")
    assert [(kind, days) for kind, _, _, days in found] == [("inspection", ["May 2015"]), ("board_meeting", ["4 June 2015"])]


def test_one_day_for_two_steps_and_two_days_for_one_word() -> None:
    found = steps("The Improvement Board met on 4 June 2015 and approved the revised plan on the same day.")
    assert [(kind, days) for kind, _, _, days in found] == [
        ("board_meeting", ["4 June 2015"]),
        ("plan_approved", ["4 June 2015"]),
    ]
    visits = steps("There were monitoring visits in May 2015 and in June 2016.")
    assert [days for _, _, _, days in visits] == [["May 2015"], ["June 2016"]]


def test_a_stay_from_and_until() -> None:
    assert steps("Ofsted returned on 8 May 2017 and stayed until 1 June 2017.")[0][3] == ["8 May 2017", "1 June 2017"]


def test_the_next_sentence_may_give_the_grade() -> None:
    told = "The last inspection of fostering was in May 2015. The local authority was judged to be adequate."
    assert [judgement for _, _, judgement, _ in steps(told)] == ["adequate"]


def test_the_quote_is_the_clause_and_stands_in_the_block() -> None:
    [mention] = find_events(text_of(("paragraph", "It rained; the new hub opened its doors on 4 June 2018, at last.")), RULES)
    assert mention.evidence.quote == "the new hub opened its doors on 4 June 2018"
    assert 0 < mention.evidence.confidence < 1
