"""How accurate the findings are: the measured figures that came with the program, by class."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass

from pipeline.evaluate.intervals import Interval, wilson
from pipeline.model import KINDS
from pipeline.shipped import data_folder

FIRST = ("Not met before", "Real")
"""What says most of a reader's own reports stands first: what was read before any rule was written on it."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One class on one set of reports; `units` are those that a reader marked, `right` and `wrong` what the program gave."""

    kind: str
    units: int
    right: int
    wrong: int

    @property
    def precision(self) -> Interval | None:
        return wilson(self.right, self.right + self.wrong)

    @property
    def recall(self) -> Interval | None:
        return wilson(self.right, self.units)

    @property
    def precise(self) -> float | None:
        given = self.right + self.wrong
        return self.right / given if given else None

    @property
    def recalled(self) -> float | None:
        return self.right / self.units if self.units else None


@dataclass(frozen=True, slots=True)
class Measurement:
    """What was measured on one set of reports: its name, how many of them were annotated, the classes in our order."""

    name: str
    reports: int
    classes: tuple[Measured, ...]

    def of(self, kind: str) -> Measured | None:
        return next((measured for measured in self.classes if measured.kind == kind), None)


@functools.cache
def measurements() -> tuple[Measurement, ...]:
    """Read the figures that the program was measured with, reports not met before first; none where they did not come along."""
    path = data_folder("benchmarks") / "results.json"
    if not path.is_file():
        return ()
    kept = json.loads(path.read_text(encoding="utf-8"))
    found = [
        Measurement(
            name,
            figures["gold"],
            tuple(
                Measured(kind, c["units"], c["right"], c["wrong"])
                for kind in KINDS
                if (c := figures["classes"].get(kind)) and c["units"]
            ),
        )
        for name, figures in kept.items()
        if "classes" in figures
    ]
    return tuple(sorted(found, key=lambda m: (*(not m.name.startswith(word) for word in FIRST), m.name)))


def by_class() -> list[tuple[str, Measured | None, Measurement | None]]:
    """Return for each class what was measured of it, and where: on the first reports that hold any; null where on none."""
    found = []
    for kind in KINDS:
        where = next((measurement for measurement in measurements() if measurement.of(kind)), None)
        found.append((kind, where.of(kind) if where else None, where))
    return found
