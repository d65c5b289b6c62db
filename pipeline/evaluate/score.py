"""Pair found units with gold ones and count."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.evaluate.differences import Difference, missed, spurious, wrong
from pipeline.evaluate.fit import FITS, Fit, squeezed, values
from pipeline.evaluate.found import FoundReport, FoundUnit, read_found, read_reports
from pipeline.evaluate.gold import INSIDE, UNIT_KEYS, Gold, Unit

CLASSES = ("report", *UNIT_KEYS)

FEW = 10
"""A class with fewer certain units than this is read with its interval: one unit more or less moves it by a tenth."""


@dataclass(frozen=True, slots=True)
class Given:
    """A unit that counts, with the confidence it was given, the rule that gave it, and whether it is right."""

    rule: str
    confidence: float
    right: bool


@dataclass(slots=True)
class Count:
    """What was counted of one class: units found right, found wrongly, and missed.

    `value` counts, per resolved value, right and wrong among the units found right.
    """

    tp: int = 0
    fp: int = 0
    fn: int = 0
    value: Counter[tuple[str, bool]] = field(default_factory=Counter)
    given: list[Given] = field(default_factory=list)

    def add(self, other: Count) -> None:
        self.tp += other.tp
        self.fp += other.fp
        self.fn += other.fn
        self.value += other.value
        self.given += other.given

    @property
    def certain(self) -> int:
        """How many units the gold is certain of."""
        return self.tp + self.fn

    @property
    def precision(self) -> float | None:
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else None

    @property
    def recall(self) -> float | None:
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else None

    @property
    def f1(self) -> float | None:
        total = 2 * self.tp + self.fp + self.fn
        return 2 * self.tp / total if total else None

    @property
    def shares(self) -> dict[str, float]:
        """Per resolved value, the share that is right."""
        return {name: right / of for name, (right, of) in self.values.items()}

    @property
    def values(self) -> dict[str, tuple[int, int]]:
        """Per resolved value, how many are right, and of how many."""
        names = sorted({name for name, _ in self.value})
        return {n: (self.value[n, True], self.value[n, True] + self.value[n, False]) for n in names}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Counts per report and class, and every difference; `not_loaded` are the gold files whose report is not there."""

    reports: dict[str, dict[str, Count]]
    differences: tuple[Difference, ...]
    not_loaded: tuple[str, ...] = ()

    @property
    def total(self) -> dict[str, Count]:
        return added_up(self.reports.values())

    def only(self, classes: Collection[str]) -> Evaluation:
        """Return what was counted of some classes."""
        return Evaluation(
            {stem: {name: c for name, c in counts.items() if name in classes} for stem, counts in self.reports.items()},
            tuple(d for d in self.differences if d.kind in classes),
            self.not_loaded,
        )


def added_up(counted: Iterable[Mapping[str, Count]]) -> dict[str, Count]:
    """Add the counts of several reports, class by class; classes that none of them counts are left out."""
    total: dict[str, Count] = {}
    for counts in counted:
        for name, count in counts.items():
            total.setdefault(name, Count()).add(count)
    return {name: total[name] for name in CLASSES if name in total}


def evaluate(db: sqlite3.Connection, golds: Iterable[Gold], *, suffix: str = "", present: bool = False) -> Evaluation:
    """Count the units of every gold file against the report of the same file stem in the database.

    `suffix` takes one of several forms of a report (`.pdf`); with `present` gold files whose report is
    not loaded are left out, else all their units count as missed. Raises `UsageError` where a stem is that of several reports.
    """
    reports = read_reports(db)
    counted: dict[str, dict[str, Count]] = {}
    differences: list[Difference] = []
    not_loaded = []
    for gold in golds:
        report = report_of(gold.stem, reports, suffix) or paper_of(db, gold, reports, suffix)
        if report is None:
            not_loaded.append(gold.stem)
            if present:
                continue
        found = read_found(db, report) if report else FoundReport({}, (), {name: [] for name in UNIT_KEYS})
        counted[gold.stem], notes = _score_report(gold, found)
        differences += notes
    return Evaluation(counted, tuple(differences), tuple(not_loaded))


def report_of(stem: str, reports: Sequence[dict[str, Any]], suffix: str = "") -> dict[str, Any] | None:
    """Return the report whose file has a gold file's stem; reports found inside other files have no file of their own."""
    hits = [
        report
        for report in reports
        if report["source_path"]
        and not report["carrier_id"]
        and Path(report["source_path"]).stem == stem
        and report["source_path"].endswith(suffix)
    ]
    if len(hits) > 1:
        paths = ", ".join(hit["source_path"] for hit in hits)
        raise UsageError(f"{stem}: {len(hits)} reports have this stem ({paths}); choose a form with --suffix")
    return hits[0] if hits else None


def paper_of(db: sqlite3.Connection, gold: Gold, reports: Sequence[dict[str, Any]], suffix: str = "") -> dict[str, Any] | None:
    """Return the paper inside a file to which gold called `FILE@PAPER` belongs: the one in which most of its units stand.

    A paper has no name that lasts: neither its number nor its title is the same for other rules, its pages are none in Word. Null
    where the file is not loaded, or no paper in it holds any of the words.
    """
    file, inside, _ = gold.stem.partition(INSIDE)
    carrier = report_of(file, reports, suffix) if inside else None
    if carrier is None:
        return None
    words = [
        squeezed(str(unit.get("context") or unit.get("quote") or unit.get("text")))
        for units in gold.units.values()
        for unit in units
    ]

    def held(paper: Mapping[str, Any]) -> int:
        text = squeezed(" ".join(block.text for block in read_found(db, paper).blocks))
        return sum(word in text for word in words)

    papers = sorted(((held(one), one["id"], one) for one in reports if one["carrier_id"] == carrier["id"]), reverse=True)
    return papers[0][2] if papers and papers[0][0] else None


def pair(gold: Sequence[Unit], found: Sequence[Unit], fit: Fit) -> list[tuple[int, int]]:
    """Pair gold and found units one to one, best fit first; of equal fits certain ones, then nearest in order."""
    candidates = []
    for i, wanted in enumerate(gold):
        for j, unit in enumerate(found):
            score = fit(wanted, unit)
            if score > 0:
                drift = abs(i / max(1, len(gold)) - j / max(1, len(found)))
                candidates.append((-score, not wanted.get("certain", True), drift, i, j))
    paired: dict[int, int] = {}
    used: set[int] = set()
    for *_, i, j in sorted(candidates):
        if i not in paired and j not in used:
            paired[i] = j
            used.add(j)
    return list(paired.items())


def _score_report(gold: Gold, found: FoundReport) -> tuple[dict[str, Count], list[Difference]]:
    notes: list[Difference] = []
    counts = {"report": _score_fields(gold, found.fields, notes)}
    for name in UNIT_KEYS:
        counts[name] = _score_class(gold, name, found, notes) if name in gold.units else Count()
    return counts, notes


def _score_class(gold: Gold, name: str, found: FoundReport, notes: list[Difference]) -> Count:
    count, wanted = Count(), gold.units[name]
    units = [unit for unit in found.units[name] if _on_pages(unit, gold.pages)]
    pairs = pair(wanted, units, FITS[name])
    neutral = [w for w in wanted if not w.get("certain", True)]
    for i, j in pairs:
        if not wanted[i].get("certain", True):
            continue
        count.tp += 1
        count.given.append(Given(units[j]["rule"], units[j]["confidence"], True))
        right = {"evidence": units[j]["evidence_true"], **values(name, wanted[i], units[j])}
        count.value.update(right.items())
        notes += [wrong(gold.stem, name, key, wanted[i], units[j]) for key, ok in right.items() if not ok]
    paired_gold, paired_found = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, unit in enumerate(wanted):
        if i not in paired_gold and unit.get("certain", True):
            count.fn += 1
            notes.append(missed(gold.stem, name, unit, found.blocks))
    for j, extra in enumerate(units):
        if j not in paired_found and not any(FITS[name](w, extra) for w in neutral):
            count.fp += 1
            count.given.append(Given(extra["rule"], extra["confidence"], False))
            notes.append(spurious(gold.stem, name, extra))
    return count


def _on_pages(unit: FoundUnit, pages: tuple[int, int] | None) -> bool:
    return pages is None or pages[0] <= (unit.get("page") or pages[0]) <= pages[1]


def _score_fields(gold: Gold, report: Mapping[str, Any], notes: list[Difference]) -> Count:
    count = Count()
    for key, value in gold.report.items():
        got = report.get(key)
        if not value:
            count.fp += bool(got) and value is None
        elif squeezed(str(value)) == squeezed(str(got or "")):
            count.tp += 1
        else:
            count.fn += 1
            notes.append(Difference(gold.stem, "report", f"wrong {key}", f"gold {value!r} / found {got!r}", str(value), got))
    return count
