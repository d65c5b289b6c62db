"""What measurements make of the authors' confidence."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.calibrate import MEASURED, TABLE, rules_own_confidence
from pipeline.evaluate.calibrate import Measured, left_out, measured_text, read_measured, shifts_of, table_text
from pipeline.resolve.confidence import log_odds, read_shifts, share_of
from pipeline.rules import read_rules

FEW = Measured("new", "r1", "events", "events.visit", 0.9, right=1, wrong=1, seen=False)

MEASUREMENTS = st.lists(
    st.builds(
        Measured,
        st.sampled_from(["new", "old, too"]),
        st.sampled_from(["r1", "r2", "r3"]),
        st.just("events"),
        st.sampled_from(["events.visit", "events.plan"]),
        st.sampled_from([0.3, 0.6, 0.9]),
        st.integers(0, 30),
        st.integers(0, 30),
        st.booleans(),
    ),
    min_size=1,
    max_size=8,
)


def test_many_units_speak_for_themselves_and_few_move_their_authors_word_a_little() -> None:
    many = dataclasses.replace(FEW, right=600, wrong=400)
    assert shifts_of([many]).confidence("events", "events.visit", 0.9) == pytest.approx(0.6, abs=0.01)
    assert 0.7 < shifts_of([FEW]).confidence("events", "events.visit", 0.9) < 0.9
    assert shifts_of([dataclasses.replace(FEW, right=0, wrong=0)]).of == {"events": 0.0, "events.visit": 0.0}


def test_reports_that_the_rules_were_written_on_count_a_tenth() -> None:
    new, seen = dataclasses.replace(FEW, right=90, wrong=10), dataclasses.replace(FEW, right=900, wrong=100, seen=True)
    assert shifts_of([new]).of == pytest.approx(shifts_of([seen]).of)


def test_a_rule_that_does_worse_than_its_class_is_moved_below_it() -> None:
    good = dataclasses.replace(FEW, rule="events.plan", right=95, wrong=5)
    bad = dataclasses.replace(FEW, right=20, wrong=20)
    shifts = shifts_of([good, bad])
    figures = [shifts.confidence("events", rule, 0.9) for rule in ("events.visit", "events.unknown", "events.plan")]
    assert figures == sorted(figures)
    assert figures[0] < 0.75
    assert figures[2] > 0.9


@given(MEASUREMENTS)
def test_as_many_are_expected_right_as_were_right_but_for_what_the_prior_holds_back(measured: list[Measured]) -> None:
    shift = shifts_of(measured).of["events"]
    right = sum(one.weight * one.right for one in measured)
    expected = sum(one.weight * (one.right + one.wrong) * share_of(log_odds(one.confidence) + shift) for one in measured)
    assert right - expected == pytest.approx(shift, abs=1e-6)  # the prior's slope, its spread being 1


def test_a_report_left_out_says_nothing_of_itself_in_any_measurement() -> None:
    of_r1 = [dataclasses.replace(FEW, right=0, wrong=3), dataclasses.replace(FEW, measurement="later", wrong=9, seen=True)]
    of_r2 = [dataclasses.replace(FEW, report="r2", right=8, wrong=0)]
    units = left_out([*of_r1, *of_r2])["events"]
    wanted = {False: shifts_of(of_r2), True: shifts_of(of_r1)}
    assert [(unit.right, unit.confidence) for unit in units] == [
        (right, wanted[right].confidence("events", "events.visit", 0.9)) for right in [False] * 3 + [True] * 8
    ]


@given(MEASUREMENTS)
def test_measurements_come_back_as_written(measured: list[Measured]) -> None:
    assert sorted(map(repr, read_measured(measured_text(measured)))) == sorted(map(repr, measured))


def test_the_shipped_table_is_what_the_measurements_give() -> None:
    measured = read_measured(MEASURED.read_text(encoding="utf-8"))
    assert TABLE.read_text(encoding="utf-8") == table_text(measured), "run: python -m benchmarks.calibrate"
    assert sum(one.right + one.wrong for one in measured if not one.seen) > 300


def test_unseen_reports_left_out_one_by_one_are_given_what_proves_right() -> None:
    units = [unit for of_kind in left_out(read_measured(MEASURED.read_text(encoding="utf-8"))).values() for unit in of_kind]
    given_on_average = sum(unit.confidence for unit in units) / len(units)
    assert given_on_average == pytest.approx(sum(unit.right for unit in units) / len(units), abs=0.03)


def test_rules_can_keep_their_own_confidence() -> None:
    assert set(read_shifts(read_rules(rules_own_confidence())).of.values()) == {0.0}
    assert any(read_shifts(read_rules()).of.values())
