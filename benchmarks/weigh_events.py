"""Make the table of weights by which dates are held to be those of steps, from annotated reports.

    python -m benchmarks.weigh_events FOLDER ...

Each folder holds reports with a gold file of the same stem beside each, or a folder `gold` beside its own `reports`. For each
kind of step the dates at which the gold tells such a step first are held against all others; later mentions of the same and
borderline ones are left out. It writes rules/extract/events_weights.csv, then prints, for dates of reports each left out once,
in four parts, how often weights alone, at even odds, give a date the kind of step that the gold gives it. Sentences do not leave
the folders: the table holds words, pairs of words and numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.weighing import Sample, asked, fitted, parted, with_gold, write_weights
from pipeline.evaluate.fit import context_fit, overlap
from pipeline.extract.events import EventReader, telling
from pipeline.extract.events.weighing import StepWeights
from pipeline.flow import read_file
from pipeline.model import EVENT_KINDS, Days
from pipeline.rules import Rules, data_folder, read_rules

TABLE = data_folder("rules") / "extract" / "events_weights.csv"
NEAR = 0.5
"""Share of a gold unit's words that its sentence must hold."""
KEPT = 400
"""Heaviest traits that are kept, of each kind."""
PENALTY = 5.0
PARTS = 4


@dataclass(frozen=True, slots=True)
class Example:
    """A date of a report: its traits, the kinds of steps that the gold tells of it, and those of which it is not certain."""

    report: str
    traits: dict[str, float]
    right: frozenset[str]
    open: frozenset[str]

    def sample(self, kind: str) -> Sample:
        return self.report, self.traits, kind in self.right


def examples(folder: Path, without: Sequence[str], rules: Rules) -> Iterator[Example]:
    """Yield the dates of all reports of a folder whose gold marks events."""
    for file, marked in with_gold(folder, "events", without):
        reading = read_file(file, rules=rules)
        days = {(one.evidence.block.seq, one.evidence.start): one.days for one in reading.findings.dates}
        for block, sentence, day, found in EventReader(rules).traits(telling(reading.structured, rules)):
            when = days.get((block.seq, sentence.start + day[0]))
            if when is not None:
                right, doubtful = _right(when, sentence.text, marked)
                yield Example(file.stem, found, right, doubtful)


def _right(when: Days, text: str, marked: Sequence[dict[str, Any]]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the kinds of steps that the gold tells of a date in a sentence, and those that it may tell of it."""
    first, last = when.start.isoformat(), when.end.isoformat()
    right, doubtful = set(), set()
    for unit in marked:
        if not unit.get("start") or first > unit["end"] or last < unit["start"]:
            continue
        here = max(overlap(unit["text"], text), context_fit(unit["text"], text)) >= NEAR
        if here and unit.get("certain", True):
            right.add(unit["kind"])
        elif here or (first, last) == (unit["start"], unit["end"]):
            doubtful.add(unit["kind"])
    return frozenset(right), frozenset(doubtful - right)


def weighed(dates: Sequence[Example]) -> Iterator[tuple[str, float]]:
    """Yield the rows of the table."""
    for kind in EVENT_KINDS:
        samples = [one.sample(kind) for one in dates if kind not in one.open]
        for trait, weight in fitted(samples, kept=KEPT, penalty=PENALTY).items():
            yield f"{kind}; {trait}", weight


def left_out(dates: Sequence[Example]) -> Iterator[tuple[Example, dict[str, float]]]:
    """Yield each date with the odds that weights give it which were made without its report."""
    for out in parted((one.report for one in dates), PARTS):
        of: dict[str, dict[str, float]] = {kind: {} for kind in EVENT_KINDS}
        for row, weight in weighed([one for one in dates if one.report not in out]):
            kind, trait = row.split("; ", 1)
            of[kind][trait] = weight
        weights = StepWeights(of)
        yield from ((one, weights.odds(one.traits)) for one in dates if one.report in out)


def main() -> None:
    """Make the table."""
    folders, without = asked(__doc__)
    rules = read_rules()
    dates = [one for folder in folders for one in examples(folder, without, rules)]
    write_weights(TABLE, weighed(dates))
    counts: Counter[tuple[bool, bool]] = Counter()
    for one, odds in left_out(dates):
        counts.update((odds[kind] > 0, kind in one.right) for kind in EVENT_KINDS if kind not in one.open)
    both, found, missed = counts[True, True], counts[True, False], counts[False, True]
    print(f"{len(dates)} dates of {len({one.report for one in dates})} reports, each left out once:")
    print(f"  precision {both / max(1, both + found):.3f}  recall {both / max(1, both + missed):.3f}")


if __name__ == "__main__":
    main()
