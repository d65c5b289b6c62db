"""Topics: what a unit is about, with the words that say so."""

from __future__ import annotations

from collections import Counter

import pytest

from pipeline.resolve.topics import topics_of
from pipeline.rules import read_rules

TOPICS = read_rules()["resolve/topics"]


def topics(*texts: str | None) -> list[str]:
    return [mark.topic for mark in topics_of(texts, TOPICS)]


def test_a_unit_may_have_several_topics_or_none() -> None:
    assert topics("Recruit thirty foster carers.") == ["Children in care and permanence", "Workforce"]
    assert topics("Paint the hall.") == []


def test_a_topic_keeps_the_words_that_gave_it() -> None:
    (mark,) = topics_of(("Write pathway plans with every young person",), TOPICS)
    assert (mark.topic, mark.cue) == ("Care leavers", "pathway plans")


def test_the_words_of_the_unit_come_before_its_heading() -> None:
    marks = topics_of(("Bring caseloads down", "Workforce"), TOPICS)
    assert [mark.cue for mark in marks] == ["caseloads"]


def test_missing_texts_are_passed_over() -> None:
    assert topics(None, "", "Audit six cases") == ["Performance and quality assurance"]


def test_every_topic_has_one_name() -> None:
    names = Counter(str(rule.sets["topic"]) for rule in TOPICS.rules)
    assert len({name.lower() for name in names}) == len(names) >= 15


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Give care leavers timely access to counselling.", ["Care leavers"]),
        ("Improve the timeliness of initial health assessments.", ["Health and wellbeing"]),
        ("Lower the number of cases of the intake and assessment team.", []),
        ("Improve the timeliness of visits.", ["Assessment and quality of practice"]),
        ("Tell the NSCB of each challenge.", ["Front door and partnership"]),
        ("Ask health to all strategy discussions.", ["Front door and partnership", "Child protection"]),
        ("See to homes where there is parental mental ill-health.", ["Child protection", "Health and wellbeing"]),
        ("Renew the consultation arrangements for children in care.", ["Children in care and permanence", "Voice of the child"]),
    ],
)
def test_what_words_are_about(text: str, told: list[str]) -> None:
    assert topics(text) == told
