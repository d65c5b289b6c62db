"""Leads: one name for one post, whatever a council prints."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.resolve.leads import named_in_full, normalise_lead, one_spelling, respelt
from pipeline.rules import read_rules

RULES = read_rules()


@pytest.mark.parametrize(
    ("printed", "name", "kind"),
    [
        ("the DCS", "Director of Children's Services", "role"),
        ("Director of Children’s Services (DCS)", "Director of Children's Services", "role"),
        ("Director of Childrens Services", "Director of Children's Services", "role"),
        ("HEAD OF EARLY HELP", "Head of Early Help", "role"),
        ("head of service", "Head of Service", "role"),
        ("HoS Early Help", "Head of Service Early Help", "role"),
        ("Head of QA & Performance", "Head of Quality Assurance and Performance", "role"),
        ("Interim Service Director", "Service Director", "role"),
        ("AD - Safeguarding", "Assistant Director, Safeguarding", "role"),
        ("Head of Virtual School", "Virtual School Head", "role"),
        ("Amara Doyle (Head of Fostering)", "Head of Fostering", "role"),
        ("Head of Fostering – Amara Doyle", "Head of Fostering", "role"),
        ("Amara Doyle", "Amara Doyle", "person"),
        ("Cllr Doyle", "Councillor Doyle", "person"),
        ("LSCB", "Local Safeguarding Children Board", "body"),
        ("LSCB Business Manager", "LSCB Business Manager", "role"),
        ("our Council", "Council", "body"),
        ("Police DCI", "Police Detective Chief Inspector", "role"),
        ("Exec Dir. of Homes", "Executive Director of Homes", "role"),
        ("IROs", "Independent Reviewing Officers", "role"),
        ("Jane Smith, Head of QA", "Head of Quality Assurance", "role"),
        ("A Khan", "A Khan", "person"),
        ("Direcotr of Children's Services", "Director of Children's Services", "role"),
        ("Fostering Manger", "Fostering Manager", "role"),
        ("Cheif Exectuive", "Chief Executive", "role"),
        ("Head of Officees", "Head of Offices", "role"),
        ("Commissioning Office", "Commissioning Office", "body"),
        ("Early Help", "Early Help", "body"),
    ],
)
def test_names_and_kinds(printed: str, name: str, kind: str) -> None:
    lead = normalise_lead(printed, RULES)
    assert (lead.name, lead.kind, lead.text) == (name, kind, printed)


@given(st.text(max_size=40))
def test_a_name_once_normalised_stays_and_is_never_empty(printed: str) -> None:
    lead = normalise_lead(printed, RULES)
    assert lead.name or not printed
    assert lead.text == printed


def test_a_slip_takes_the_spelling_of_the_others() -> None:
    printed = [
        "Quality Assurance Service Manager",
        "Ouality Assurance Service Manager",
        "Quality Assurance Service Manager",
        "Team 1",
        "Team 2",
    ]
    leads = [normalise_lead(text, RULES) for text in printed]
    names = one_spelling(leads)
    assert [respelt(lead, names).name for lead in leads] == [*["Quality Assurance Service Manager"] * 3, "Team 1", "Team 2"]


def test_a_body_called_by_its_kind_is_the_one_that_the_report_names() -> None:
    board = normalise_lead("this Board", RULES)
    assert named_in_full(board, ["The Improvement Board met.", "The Board agreed."], RULES).name == "Improvement Board"
    assert named_in_full(board, ["The Improvement Board met the Practice Board."], RULES).name == "Board"
    council = normalise_lead("the Council", RULES)
    assert named_in_full(council, ["The Youth Council met."], RULES).name == "Council"
