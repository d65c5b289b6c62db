"""Measure what is followed over reports, and the topics that findings are given.

    python -m benchmarks.road

Threads and responses are held against the truth of the sample; topics against units labelled by hand in `topics.csv`, which names
each by its gold file, class and place there, with a digest of its words: real reports' sentences stay with their gold.
The figures go into benchmarks/road.json, from which the README is written.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.evaluate.score import Count
from pipeline.resolve.topics import topics_of
from pipeline.rules import read_rules
from tests.conftest import ROOT, SHARED
from tests.follow.test_sample_responses import found_answers, true_answers
from tests.follow.test_sample_threads import found_pairs, true_pairs
from tests.measuring import load_into

KEPT = Path(__file__).with_name("road.json")
LABELS = Path(__file__).with_name("topics.csv")
GOLD = {"sample": ROOT / "corpus" / "gold", "shared": SHARED / "gold"}
NAMES = {"sample": "topics, the sample", "shared": "topics, real reports"}


def labelled(gold: str) -> Iterator[tuple[tuple[str | None, ...], set[str], set[str]]]:
    """Yield the texts of each labelled unit, the topics it is about, and those that count neither way.

    Raises `ValueError` where the gold no longer holds the unit that was labelled.
    """
    with LABELS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["gold"] != gold:
                continue
            path = GOLD[gold] / f"{row['report']}.json"
            unit = json.loads(path.read_text(encoding="utf-8"))[row["class"]][int(row["index"])]
            if hashlib.sha256(words(row["class"], unit).encode()).hexdigest()[:12] != row["sha256"]:
                raise ValueError(f"{path.name}: {row['class']} {row['index']} is no longer the unit that was labelled")
            yield texts(row["class"], unit), _split(row["topics"]), _split(row["also"])


def words(kind: str, unit: dict[str, Any]) -> str:
    """Return the words by whose digest a labelled unit is known."""
    return f"{unit.get('subject') or ''}\n{unit['context']}" if kind == "percentages" else str(unit["text"])


def texts(kind: str, unit: dict[str, Any]) -> tuple[str | None, ...]:
    """Return the texts of a unit from which its topics are read, as the program reads them."""
    if kind == "percentages":
        return (unit.get("subject") or unit["context"],)
    return (unit["text"], unit.get("theme")) if kind == "actions" else (unit["text"],)


def topics(gold: str) -> Count:
    """Count the topics given to the labelled units against the labels."""
    file = read_rules()["resolve/topics"]
    right = wrong = missed = 0
    for told, about, also in labelled(gold):
        given = {mark.topic for mark in topics_of(told, file)}
        right += len(given & about)
        wrong += len(given - about - also)
        missed += len(about - given)
    return Count(right, wrong, missed)


def followed() -> dict[str, Count]:
    """Load the sample, and hold its threads (pairs of appearances) and responses against the truth."""
    with tempfile.TemporaryDirectory() as folder:
        db = load_into(Path(folder) / "findings.db", sorted((ROOT / "corpus" / "reports").glob("*.pdf")))
        with sqlite3.connect(db) as connection:
            stems = {row[0] for pair in true_pairs() for row in pair}
            pairs = {pair for pair in found_pairs(connection) if pair[0][0] in stems}
        answers = found_answers(db)
    return {"threads": _count(pairs, true_pairs()), "responses": _count(answers, true_answers())}


def _count(found: set[Any], true: set[Any]) -> Count:
    return Count(len(found & true), len(found - true), len(true - found))


def _split(names: str) -> set[str]:
    return {name for name in names.split("; ") if name}


def main() -> None:
    counts = {**followed(), **{name: topics(gold) for gold, name in NAMES.items() if GOLD[gold].is_dir()}}
    kept = {name: {"right": c.tp, "wrong": c.fp, "missed": c.fn} for name, c in counts.items()}
    KEPT.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
