"""Intervals and calibration."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate.calibration import expected_calibration_error, reliability
from pipeline.evaluate.intervals import f1_interval, wilson
from pipeline.evaluate.score import Given

COUNTS = st.integers(0, 200)


@given(st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_an_interval_holds_its_share(case: tuple[int, int]) -> None:
    right, of = case
    interval = wilson(right, of)
    assert interval is not None
    assert 0 <= interval[0] <= right / of + 1e-12
    assert right / of - 1e-12 <= interval[1] <= 1


@pytest.mark.parametrize(("right", "of", "low", "high"), [(10, 10, 0.722, 1.0), (81, 100, 0.722, 0.875)])
def test_the_interval_is_wilsons(right: int, of: int, low: float, high: float) -> None:
    assert wilson(right, of) == pytest.approx((low, high), abs=0.001)


@given(COUNTS, COUNTS, COUNTS)
def test_the_interval_of_an_f1_holds_it_and_narrows_with_more_units(right: int, wrong: int, missed: int) -> None:
    interval, ten_times = f1_interval(right, wrong, missed), f1_interval(10 * right, 10 * wrong, 10 * missed)
    if not right + wrong + missed:
        assert interval is None
        return
    assert interval is not None
    assert ten_times is not None
    f1 = 2 * right / (2 * right + wrong + missed)
    assert interval[0] - 1e-12 <= f1 <= interval[1] + 1e-12
    assert ten_times[1] - ten_times[0] < interval[1] - interval[0]


def units(confidence: float, right: int, of: int) -> list[Given]:
    return [Given("some.rule", confidence, n < right) for n in range(of)]


def test_bands_hold_their_lower_edge_and_the_last_its_upper() -> None:
    bands = reliability([*units(0.9, 1, 1), *units(0.8999, 0, 1), *units(1.0, 1, 1), *units(0.0, 0, 1)])
    assert [(band.low, band.high, band.right, band.of) for band in bands] == [
        (0.0, 0.5, 0, 1),
        (0.8, 0.9, 0, 1),
        (0.9, 0.95, 1, 1),
        (0.95, 1.0, 1, 1),
    ]


def test_the_calibration_error_weighs_bands_by_their_units() -> None:
    bands = reliability([*units(0.8, 80, 100), *units(0.99, 0, 100)])
    assert expected_calibration_error(bands) == pytest.approx(0.495)
    assert expected_calibration_error(reliability(units(0.8, 8, 10))) == pytest.approx(0.0)
    assert expected_calibration_error([]) is None
