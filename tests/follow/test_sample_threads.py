"""The sample's actions are followed as its makers know them to go on: pairs of appearances, held against the truth."""

from __future__ import annotations

import json
import sqlite3
from itertools import combinations
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.measuring import load_into

Row = tuple[str, str | None]
Pair = tuple[Row, Row]

REPORTS = ROOT / "corpus" / "reports"
TRUTH = json.loads((ROOT / "corpus" / "truth" / "threads.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=["pdf", "docx"])
def followed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the two councils with successive reports, in one form."""
    db = tmp_path_factory.mktemp("followed") / "findings.db"
    stems = sorted({row["report"] for threads in TRUTH.values() for rows in threads.values() for row in rows})
    return load_into(db, [REPORTS / f"{stem}.{request.param}" for stem in stems])


def true_pairs() -> set[Pair]:
    return {
        pair
        for threads in TRUTH.values()
        for rows in threads.values()
        for pair in combinations([(row["report"], row["ref"]) for row in rows if row["ref"]], 2)
    }


def found_pairs(db: sqlite3.Connection) -> set[Pair]:
    threads: dict[str, list[Row]] = {}
    for thread, path, ref in db.execute(
        "SELECT thread_id, source_path, ref FROM thread_steps s JOIN actions a ON a.id = s.action_id "
        "JOIN reports r ON r.id = s.report_id ORDER BY thread_id, n"
    ):
        threads.setdefault(thread, []).append((Path(path).stem, ref))
    return {pair for rows in threads.values() for pair in combinations(rows, 2)}


def test_pairs_of_appearances_are_found_and_true(followed: Path) -> None:
    with sqlite3.connect(followed) as db:
        found, true = found_pairs(db), true_pairs()
    assert len(found & true) / len(found) >= 0.95
    assert len(found & true) / len(true) >= 0.95


def test_what_was_left_out_without_a_word_is_dropped(followed: Path) -> None:
    left_out = {
        (rows[-2]["report"], rows[-2]["ref"])
        for threads in TRUTH.values()
        for rows in threads.values()
        if rows[-1]["fate"] == "dropped"
    }
    with sqlite3.connect(followed) as db:
        dropped = db.execute(
            "SELECT source_path, a.ref FROM action_threads t JOIN thread_steps s ON s.thread_id = t.id AND s.n = t.steps "
            "JOIN actions a ON a.id = s.action_id JOIN reports r ON r.id = s.report_id WHERE fate = 'dropped'"
        ).fetchall()
    assert {(Path(path).stem, ref) for path, ref in dropped} == left_out


def test_what_was_taken_up_again_is_reopened(followed: Path) -> None:
    reopened = {
        (row["report"], row["ref"])
        for threads in TRUTH.values()
        for rows in threads.values()
        for row in rows
        if row["fate"] == "reopened"
    }
    with sqlite3.connect(followed) as db:
        told = db.execute(
            "SELECT source_path, ref FROM thread_steps s JOIN actions a ON a.id = s.action_id "
            "JOIN reports r ON r.id = s.report_id WHERE reopened"
        ).fetchall()
    assert {(Path(path).stem, ref) for path, ref in told} == reopened
