"""Whether confidence means what it says: of the units given 0.8, about 80 % should be right."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.evaluate.intervals import Interval, wilson
from pipeline.evaluate.score import Given

BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
"""Edges of the bands of confidence; each band holds its lower edge, the last one both."""


@dataclass(frozen=True, slots=True)
class Band:
    """Units whose confidence lies between two edges: how sure the program was on average, and how many are right."""

    low: float
    high: float
    given: float
    right: int
    of: int

    @property
    def share(self) -> float:
        return self.right / self.of

    @property
    def interval(self) -> Interval | None:
        return wilson(self.right, self.of)


def reliability(given: Iterable[Given]) -> list[Band]:
    """Return the bands that hold units, from low confidence to high."""
    units = list(given)
    bands = []
    for low, high in itertools.pairwise(BANDS):
        inside = [unit for unit in units if low <= unit.confidence < high or unit.confidence == high == BANDS[-1]]
        if inside:
            mean = sum(unit.confidence for unit in inside) / len(inside)
            bands.append(Band(low, high, mean, sum(unit.right for unit in inside), len(inside)))
    return bands


def expected_calibration_error(bands: Sequence[Band]) -> float | None:
    """Return the mean distance between confidence given and share right, each band weighing as many as its units.

    As in M. P. Naeini, G. F. Cooper and M. Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning"
    (2015). Chance alone makes it some hundredths where units are few. Null where there are none.
    """
    of = sum(band.of for band in bands)
    return sum(band.of * abs(band.share - band.given) for band in bands) / of if of else None
