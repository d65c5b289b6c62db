"""Confidence intervals of shares: how far a figure from so few units can be trusted."""

from __future__ import annotations

import math

Interval = tuple[float, float]

NORMAL_95 = 1.96
"""Standard deviations of the normal distribution that hold 95 % of it."""


def wilson(right: int, of: int) -> Interval | None:
    """Return the 95 % confidence interval of a share (E. B. Wilson, 1927), which holds for few units too; null for none.

    Every unit is taken as drawn for itself. Those of one report resemble each other, so with few reports the truth lies
    outside more often than once in twenty times.
    """
    if not of:
        return None
    share, square = right / of, NORMAL_95 * NORMAL_95
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = NORMAL_95 * math.sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def f1_interval(right: int, wrong: int, missed: int) -> Interval | None:
    """Return the 95 % confidence interval of an F1; null where there are no units at all.

    F1 is no share, but rises with one: s, the units that gold and program both have among all that either has, by
    F1 = 2s / (1 + s). So its interval is Wilson's of s, carried over. Drawing reports by lot instead (the bootstrap) would
    give an interval without width wherever a class is read without a fault, and none at all for a single report.
    """
    interval = wilson(right, right + wrong + missed)
    return None if interval is None else (_f1(interval[0]), _f1(interval[1]))


def _f1(share: float) -> float:
    return 2 * share / (1 + share)
