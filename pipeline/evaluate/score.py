"""Pair found units with gold ones and count."""

from __future__ import annotations

import math
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.evaluate.fit import FITS, Fit, squeezed, values
from pipeline.evaluate.gold import UNIT_KEYS, Gold, Unit

CLASSES = ("report", *UNIT_KEYS)


@dataclass(slots=True)
class Count:
    """What was counted of one class: units found right, found wrongly, and missed.

    `value` counts, per resolved value, right and wrong among the units found right; `given` holds the
    confidence of every unit that counts, with whether it was right.
    """

    tp: int = 0
    fp: int = 0
    fn: int = 0
    value: Counter[tuple[str, bool]] = field(default_factory=Counter)
    given: list[tuple[float, bool]] = field(default_factory=list)

    def add(self, other: Count) -> None:
        self.tp += other.tp
        self.fp += other.fp
        self.fn += other.fn
        self.value += other.value
        self.given += other.given

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
        names = sorted({name for name, _ in self.value})
        return {n: self.value[n, True] / (self.value[n, True] + self.value[n, False]) for n in names}


def wilson(right: int, of: int, z: float = 1.96) -> tuple[float, float] | None:
    """Return the 95 % confidence interval of a share (E. B. Wilson, 1927), which holds for few units too."""
    if not of:
        return None
    share, square = right / of, z * z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = z * math.sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True)
class Difference:
    """A unit that was missed, is spurious, or has a wrong value, with the words it stands in."""

    report: str
    kind: str
    what: str
    words: str

    def __str__(self) -> str:
        return f"{self.kind} {self.what}: {self.words}"


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Counts per report and class, and every difference."""

    reports: dict[str, dict[str, Count]]
    differences: tuple[Difference, ...]
    not_loaded: tuple[str, ...] = ()

    @property
    def total(self) -> dict[str, Count]:
        total = {name: Count() for name in CLASSES}
        for counts in self.reports.values():
            for name, count in counts.items():
                total[name].add(count)
        return total


def evaluate(db: sqlite3.Connection, golds: Iterable[Gold], *, suffix: str = "", present: bool = False) -> Evaluation:
    """Count the units of every gold file against the report of the same file stem in the database.

    `suffix` takes one of several forms of a report (`.pdf`); with `present` gold files whose report is
    not loaded are left out, else all their units count as missed.
    """
    reports = _rows(
        db, "select reports.*, councils.name as council from reports left join councils on councils.id = reports.council_id"
    )
    counted: dict[str, dict[str, Count]] = {}
    differences: list[Difference] = []
    not_loaded = []
    for gold in golds:
        hits = [
            r
            for r in reports
            if r["source_path"]
            and not r["carrier_id"]
            and Path(r["source_path"]).stem == gold.stem
            and r["source_path"].endswith(suffix)
        ]
        if len(hits) > 1:
            paths = ", ".join(h["source_path"] for h in hits)
            raise UsageError(f"{gold.stem}: {len(hits)} reports have this stem ({paths}); choose a form with --suffix")
        if not hits:
            not_loaded.append(gold.stem)
            if present:
                continue
        found = _found_units(db, hits[0]["id"]) if hits else {name: [] for name in UNIT_KEYS}
        counted[gold.stem], notes = _score_report(gold, found, hits[0] if hits else {})
        differences += notes
    return Evaluation(counted, tuple(differences), tuple(not_loaded))


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


def _score_report(
    gold: Gold, found: dict[str, list[dict[str, Any]]], report: dict[str, Any]
) -> tuple[dict[str, Count], list[Difference]]:
    notes: list[Difference] = []
    counts = {"report": _score_fields(gold, report, notes)}
    for name in UNIT_KEYS:
        count = counts[name] = Count()
        if name not in gold.units:
            continue
        wanted = gold.units[name]
        units = [
            u for u in found[name] if gold.pages is None or gold.pages[0] <= (u.get("page") or gold.pages[0]) <= gold.pages[1]
        ]
        pairs = pair(wanted, units, FITS[name])
        neutral = [w for w in wanted if not w.get("certain", True)]
        for i, j in pairs:
            if not wanted[i].get("certain", True):
                continue
            count.tp += 1
            count.given.append((units[j]["confidence"], True))
            right = {"evidence": units[j]["evidence_true"], **values(name, wanted[i], units[j])}
            count.value.update(right.items())
            for key in (k for k, ok in right.items() if not ok):
                shown = {k: units[j].get(k) for k in wanted[i]}
                notes.append(Difference(gold.stem, name, f"wrong {key}", f"gold {dict(wanted[i])} / found {shown}"))
        paired_gold, paired_found = {i for i, _ in pairs}, {j for _, j in pairs}
        for i, unit in enumerate(wanted):
            if i not in paired_gold and unit.get("certain", True):
                count.fn += 1
                notes.append(Difference(gold.stem, name, "missed", str(unit.get("text") or unit.get("context") or dict(unit))))
        for j, extra in enumerate(units):
            if j not in paired_found and not any(FITS[name](w, extra) for w in neutral):
                count.fp += 1
                count.given.append((extra["confidence"], False))
                notes.append(Difference(gold.stem, name, "spurious", f"{extra.get('text') or extra['quote']} [{extra['rule']}]"))
    return counts, notes


def _score_fields(gold: Gold, report: dict[str, Any], notes: list[Difference]) -> Count:
    count = Count()
    for key, value in gold.report.items():
        got = report.get(key)
        if not value:
            count.fp += bool(got) and value is None
        elif squeezed(str(value)) == squeezed(str(got or "")):
            count.tp += 1
        else:
            count.fn += 1
            notes.append(Difference(gold.stem, "report", f"wrong {key}", f"gold {value!r} / found {got!r}"))
    return count


def _rows(db: sqlite3.Connection, sql: str, *arguments: Any) -> list[dict[str, Any]]:
    cursor = db.execute(sql, arguments)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _found_units(db: sqlite3.Connection, report_id: Any) -> dict[str, list[dict[str, Any]]]:
    """Return a report's findings per class in the order of the document, each with the text around it."""
    blocks = _rows(db, "select id, text from blocks where report_id = ? order by page, seq", report_id)
    texts = [b["text"] or "" for b in blocks]
    place = {b["id"]: n for n, b in enumerate(blocks)}
    found = {}
    for name in UNIT_KEYS:
        units = _rows(db, f"select * from {name} where report_id = ?", report_id)
        for unit in units:
            _place(unit, name, texts, place)
        units.sort(key=lambda u: (place.get(u["block_id"], len(texts)), str(u["char_start"] or 0).zfill(9), str(u["id"])))
        found[name] = units
    for change in found["changes"]:
        change["from"], change["to"] = change["from_value"], change["to_value"]
    leads = defaultdict(list)
    for row in _rows(
        db,
        "select action_id, coalesce(action_leads.text, leads.name) as name from action_leads join leads on leads.id = lead_id "
        "join actions on actions.id = action_id where actions.report_id = ? order by action_id, position",
        report_id,
    ):
        leads[row["action_id"]].append(row["name"])
    for action in found["actions"]:
        action["leads"] = leads[action["id"]]
    return found


def _place(unit: dict[str, Any], name: str, texts: Sequence[str], place: dict[Any, int]) -> None:
    n, start, end = place.get(unit["block_id"]), unit["char_start"], unit["char_end"]
    if n is None or not isinstance(start, int) or not isinstance(end, int):
        unit["context"], unit["evidence_true"] = "", False
        return
    text = texts[n]
    unit["context"], unit["evidence_true"] = text, text[start:end] == unit["quote"] != ""
    if name in ("dates", "percentages"):  # short mentions: what stands in the blocks before and after counts as context
        before = " ".join([*texts[max(0, n - 2) : n], text[:start]])[-90:]
        after = " ".join([text[end:], *texts[n + 1 : n + 3]])[:90]
        unit["context"] = before + text[start:end] + after
