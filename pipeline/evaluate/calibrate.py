"""Learn from gold what a rule's own confidence means: how far it has to be shifted for the units given 0.8 to be right in 80 %.

A class's shift is the most likely one under a normal prior around 0: without evidence the authors are believed. A rule's shift is
found likewise on top of its class's, under a narrower prior, for few units speak of each. Units of reports that the rules were
written on (`seen`) count a tenth: that they are right says little of others.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.evaluate.score import Given
from pipeline.resolve.confidence import Shifts, log_odds, share_of

SEEN_WEIGHT = 0.1
CLASS_SPREAD = 1.0
"""Standard deviation of a class's shift in log odds: an author's 0.9 may well mean 0.77 or 0.96."""
RULE_SPREAD = 0.5
"""Standard deviation of a rule's shift on top of its class's."""

_FIELDS = ("measurement", "report", "class", "rule", "confidence", "right", "wrong", "seen")
_TABLE = ("of", "class", "right", "wrong", "seen_right", "seen_wrong", "shift")


@dataclass(frozen=True, slots=True)
class Measured:
    """Units of one report that a rule gave with the same confidence of its own: how many were right, how many wrong.

    `report` is a name without meaning, the same in every measurement; `seen`: the rules were written on the report.
    """

    measurement: str
    report: str
    kind: str
    rule: str
    confidence: float
    right: int
    wrong: int
    seen: bool

    @property
    def weight(self) -> float:
        return SEEN_WEIGHT if self.seen else 1.0


def shifts_of(measured: Sequence[Measured]) -> Shifts:
    """Fit the shifts of all classes and rules."""
    shifts: dict[str, float] = {}
    for kind in sorted({one.kind for one in measured}):
        of_kind = [one for one in measured if one.kind == kind]
        shifts[kind] = _shift(of_kind, 0.0, CLASS_SPREAD)
        for rule in sorted({one.rule for one in of_kind}):
            shifts[rule] = _shift([one for one in of_kind if one.rule == rule], shifts[kind], RULE_SPREAD)
    return Shifts(shifts)


def _shift(measured: Sequence[Measured], known: float, spread: float) -> float:
    """Return the most likely shift on top of a known one.

    There the units that were right beyond those expected hold the prior's pull in balance; the difference falls as the shift
    grows, so halving an interval that holds the balance finds it (Newton's method overshoots where few units are far off).
    """
    odds = [(log_odds(one.confidence) + known, one.weight * one.right, one.weight * (one.right + one.wrong)) for one in measured]
    high = spread**2 * sum(of for _, _, of in odds)
    low = -high
    for _ in range(80):
        middle = (low + high) / 2
        beyond = sum(right - of * share_of(at + middle) for at, right, of in odds)
        low, high = (middle, high) if beyond > middle / spread**2 else (low, middle)
    return (low + high) / 2


def left_out(measured: Sequence[Measured]) -> dict[str, list[Given]]:
    """Return, per class, the unseen units with the confidence that the other reports alone would have given them."""
    given: dict[str, list[Given]] = {}
    for report in sorted({one.report for one in measured if not one.seen}):
        shifts = shifts_of([one for one in measured if one.report != report])
        for one in measured:
            if one.report == report and not one.seen:
                figure = shifts.confidence(one.kind, one.rule, one.confidence)
                units = given.setdefault(one.kind, [])
                units += [Given(one.rule, figure, True)] * one.right + [Given(one.rule, figure, False)] * one.wrong
    return given


def table_text(measured: Sequence[Measured]) -> str:
    """Return the table `resolve/confidence` (CSV): counts and shift of each class, and behind it of each of its rules."""
    shifts = shifts_of(measured)
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(_TABLE)
    for kind in sorted({one.kind for one in measured}):
        of_kind = [one for one in measured if one.kind == kind]
        writer.writerow(_row(kind, kind, of_kind, shifts))
        for rule in sorted({one.rule for one in of_kind}):
            writer.writerow(_row(rule, kind, [one for one in of_kind if one.rule == rule], shifts))
    return written.getvalue()


def _row(name: str, kind: str, measured: Iterable[Measured], shifts: Shifts) -> tuple[str | int, ...]:
    units = list(measured)
    counts = [
        sum(getattr(one, what) for one in units if one.seen is seen) for seen in (False, True) for what in ("right", "wrong")
    ]
    return (name, kind, *counts, f"{shifts.of[name]:.3f}")


def read_measured(text: str) -> list[Measured]:
    """Read measurements from CSV."""
    return [
        Measured(
            row["measurement"],
            row["report"],
            row["class"],
            row["rule"],
            float(row["confidence"]),
            int(row["right"]),
            int(row["wrong"]),
            row["seen"] == "yes",
        )
        for row in csv.DictReader(io.StringIO(text))
    ]


def measured_text(measured: Iterable[Measured]) -> str:
    """Return measurements as CSV, in an order of their own."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(_FIELDS)
    for one in sorted(measured, key=lambda one: (one.measurement, one.report, one.kind, one.rule, one.confidence)):
        seen = "yes" if one.seen else "no"
        writer.writerow((one.measurement, one.report, one.kind, one.rule, one.confidence, one.right, one.wrong, seen))
    return written.getvalue()
