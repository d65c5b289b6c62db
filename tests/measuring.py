"""Load reports and hold them against gold, for the tests over the sample and over real reports."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from pipeline.evaluate import Evaluation, evaluate, read_gold_folder
from pipeline.flow import load_files
from pipeline.load.request import Request

FEW = 3
"""Files that are read sooner than another process has started and read the rules."""

SNAPSHOT = Path(__file__).parent / "snapshots" / "known_differences.json"


def load_into(db: Path, paths: Iterable[Path]) -> Path:
    """Load files into a database through every stage: a few in this process, which knows the rules by now, else on all cores."""
    given = tuple(paths)
    few = len(given) <= FEW and all(path.is_file() for path in given)
    load_files(Request(paths=given, database=db, workers=0 if few else os.cpu_count() or 1))
    return db


def evaluated(db: Path, gold: Path, suffix: str, *, present: bool = False) -> Evaluation:
    """Hold a database against a folder of gold, by the reports of one form."""
    golds = read_gold_folder(gold)
    with sqlite3.connect(db) as connection:
        return evaluate(connection, golds, suffix=suffix, present=present)


def differences(evaluation: Evaluation) -> dict[str, list[str]]:
    """Every difference from gold, per report: the lines that a snapshot keeps."""
    lines: dict[str, list[str]] = {stem: [] for stem in evaluation.reports}
    for difference in evaluation.differences:
        lines[difference.report].append(str(difference))
    return {stem: sorted(some) for stem, some in lines.items() if some}


def known_differences() -> dict[str, dict[str, list[str]]]:
    known: dict[str, dict[str, list[str]]] = json.loads(SNAPSHOT.read_text(encoding="utf-8"))
    return known
