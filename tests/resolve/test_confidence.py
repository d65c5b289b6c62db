"""A rule's own confidence becomes a measured one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import RuleError
from pipeline.model import Block, Evidence, Findings, Judgement, Person
from pipeline.resolve.confidence import HIGHEST, LOWEST, Shifts, log_odds, read_shifts, share_of, weighed
from pipeline.rules import Rules

TABLE = "of,class,right,wrong,seen_right,seen_wrong,shift\npeople,people,1,9,0,0,-2.0\npeople.signed,people,9,1,0,0,1.5\n"

SHIFTS = Shifts({"people": -2.0, "people.signed": 1.5})


def test_an_unknown_rule_takes_its_classs_shift_and_an_unknown_class_its_authors_word() -> None:
    assert SHIFTS.confidence("people", "people.other", 0.9) == round(share_of(log_odds(0.9) - 2), 2) == 0.55
    assert SHIFTS.confidence("people", "people.signed", 0.9) == round(share_of(log_odds(0.9) - 0.5), 2) == 0.85
    assert SHIFTS.confidence("judgements", "judgements.line", 0.9) == 0.9


@given(st.floats(0, 1), st.floats(0, 1), st.floats(-20, 20))
def test_the_order_of_the_authors_figures_stays_and_nothing_is_certain(a: float, b: float, shift: float) -> None:
    shifts = Shifts({"dates": shift})
    low, high = (shifts.confidence("dates", "dates.day", figure) for figure in sorted((a, b)))
    assert LOWEST <= low <= high <= HIGHEST


@given(st.floats(LOWEST, HIGHEST))
def test_log_odds_and_share_undo_each_other(share: float) -> None:
    assert share_of(log_odds(share)) == pytest.approx(share)


def test_weighing_changes_the_confidence_of_each_class_and_nothing_else() -> None:
    found = Evidence(Block(0, "paragraph", "Ann Field, Chair", ()), 0, 9, "people.signed", "Ann", 0.9)
    person, grade = Person(found, "author", "Ann Field", None), Judgement(replace(found, rule="judgements.line"), "x", "good")
    findings = Findings(None, people=(person,), judgements=(grade,))  # type: ignore[arg-type]  # what a report says of itself stays
    after = weighed(findings, Rules({}, "", {"resolve/confidence": TABLE}))
    assert after == replace(findings, people=(replace(person, evidence=replace(found, confidence=0.85)),))


@pytest.mark.parametrize("text", ["of,shift\npeople,much\n", "rule,shift\npeople,1\n", "of,shift\npeople\n"])
def test_a_wrong_table_is_told(text: str) -> None:
    with pytest.raises(RuleError, match=r"resolve/confidence\.csv"):
        read_shifts(Rules({}, "", {"resolve/confidence": text}))
