"""Actions told as records, a line for each thing that is said of them."""

from __future__ import annotations

from pipeline.extract.actions import find_actions
from pipeline.extract.people import find_people
from pipeline.rules import read_rules
from tests.extract.making import text_of

RULES = read_rules()
FIRST = (
    ("paragraph", "Action 1: Recruit a head of homes"), ("header_field", "Lead: Director of Children's Services"),
    ("paragraph", "By when: September 2031"), ("paragraph", "Progress: Advert placed"),
)  # fmt: skip
SECOND = (("paragraph", "Action 2: Write to all schools"), ("paragraph", "Timescale: May 2031"))


def test_lines_of_labels_below_each_other_are_one_action() -> None:
    first, second = find_actions(text_of(*FIRST, *SECOND, ("paragraph", "Lead times were long.")), RULES)
    assert (first.origin, first.ref, first.text) == ("table", "1", "Recruit a head of homes")
    assert [lead.text for lead in first.leads] == ["Director of Children's Services"]
    assert first.timescale
    assert first.progress_words
    assert (first.timescale.text, first.progress_words.text) == ("September 2031", "Advert placed")
    assert (second.ref, second.text, second.leads) == ("2", "Write to all schools", ())


def test_a_line_with_neither_a_lead_nor_a_date_below_it_is_no_record() -> None:
    lone = text_of(("paragraph", "Action: none"), ("paragraph", "It was a cold May."), ("paragraph", "Lead: Clerk"))
    assert [mention for mention in find_actions(lone, RULES) if mention.origin == "table"] == []


def test_who_leads_an_action_is_nobody_of_the_reports_head() -> None:
    assert find_people(text_of(("header_field", "Lead Officer: Ann Example"), *FIRST), RULES)[0].name == "Ann Example"
    assert [person.role for person in find_people(text_of(*FIRST), RULES)] == []
