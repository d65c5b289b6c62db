"""What several words on one unit come to: column by column, disputes told, nothing lost."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from pipeline.evaluate.make_gold import make_gold
from pipeline.load.database import open_database
from pipeline.review.agreement import agreement, progress
from pipeline.review.fields import FIELDS, typed_value
from pipeline.review.travel import export_reviews, import_reviews
from pipeline.review.writing import Judgement, Missed, add, judge, unit_of
from tests.measuring import load_into
from tests.northmoor import REPORT

_SECONDS = count()


def says(db: sqlite3.Connection, key: str, reviewer: str, verdict: Any, **typed: str) -> str:
    """Let somebody say something, each time a second later."""
    at = datetime(2024, 1, 1, tzinfo=UTC) + timedelta(seconds=next(_SECONDS))
    [written] = judge(db, [Judgement(key, verdict, typed, "as the annex says")], reviewer=reviewer, at=at)
    return written


@pytest.fixture
def key(db: sqlite3.Connection) -> str:
    [(key,)] = db.execute("SELECT key FROM actions WHERE quote LIKE 'Train all%'")
    return str(key)


def reviewed(db: sqlite3.Connection, key: str) -> tuple[Any, ...]:
    [row] = db.execute(
        "SELECT due, json_extract(leads, '$[0]'), rag, verdict, disputed FROM reviewed_actions WHERE key = ?", (key,)
    )
    return tuple(row)


def test_two_reviewers_who_correct_different_columns_both_count(db: sqlite3.Connection, key: str) -> None:
    says(db, key, "amy", "corrected", due="2019-07-31")
    says(db, key, "ben", "corrected", leads="Director of Practice")
    assert reviewed(db, key) == ("2019-07-31", "Director of Practice", None, "corrected", 0)
    says(db, key, "amy", "corrected", rag="red")
    assert reviewed(db, key) == ("2019-07-31", "Director of Practice", "red", "corrected", 0)


def test_values_that_differ_are_a_dispute_until_they_agree(db: sqlite3.Connection, key: str) -> None:
    says(db, key, "amy", "corrected", due="2019-07-31")
    says(db, key, "ben", "corrected", due="2019-08-31")
    assert reviewed(db, key)[::4] == ("2019-08-31", 1)
    assert db.execute("SELECT conflict FROM review_conflicts").fetchall() == [("disputed",)]
    says(db, key, "amy", "accepted")
    assert reviewed(db, key)[::4] == ("2019-08-31", 0)


def test_who_accepts_after_a_correction_accepts_the_corrected_unit(db: sqlite3.Connection, key: str) -> None:
    says(db, key, "amy", "corrected", due="2019-07-31")
    assert says(db, key, "amy", "accepted") == "accepted"
    assert reviewed(db, key)[0] == "2019-07-31"
    says(db, key, "ben", "accepted")
    says(db, key, "amy", "withdrawn")
    assert reviewed(db, key) == ("2019-07-31", "Head of Safeguarding", None, "corrected", 0)  # ben accepted July
    says(db, key, "ben", "withdrawn")
    assert reviewed(db, key) == ("2019-06-30", "Head of Safeguarding", None, "accepted", 0)


def test_a_reviewer_who_saw_the_unit_as_it_was_says_nothing_of_what_came_since(db: sqlite3.Connection, key: str) -> None:
    unit = unit_of(db, key)
    assert unit
    shown = {field.name: typed_value(unit.says.get(field.name)) for field in FIELDS["actions"]}
    says(db, key, "amy", "corrected", due="2019-07-31")
    judge(db, [Judgement(key, "corrected", {**shown, "rag": "red"}, "why", saw=shown)], reviewer="ben")
    assert json.loads(db.execute("SELECT correction FROM reviews WHERE reviewer = 'ben'").fetchone()[0]) == {"rag": "red"}
    assert reviewed(db, key) == ("2019-07-31", "Head of Safeguarding", "red", "corrected", 0)


def test_a_value_put_back_to_the_machines_is_a_value(db: sqlite3.Connection, key: str) -> None:
    says(db, key, "amy", "corrected", due="2019-07-31")
    says(db, key, "ben", "corrected", due="2019-06-30")
    assert reviewed(db, key) == ("2019-06-30", "Head of Safeguarding", None, "accepted", 1)


def test_who_rejects_gives_no_values_while_they_do(db: sqlite3.Connection, key: str) -> None:
    says(db, key, "amy", "corrected", due="2019-07-31")
    says(db, key, "ben", "corrected", rag="red")
    says(db, key, "amy", "rejected")
    assert reviewed(db, key) == ("2019-06-30", "Head of Safeguarding", "red", "corrected", 1)


def test_unlike_corrections_are_no_agreement(db: sqlite3.Connection, key: str) -> None:
    [(second,)] = db.execute("SELECT key FROM actions WHERE quote LIKE '%Recruit%'")
    says(db, key, "amy", "corrected", due="2019-07-31")
    says(db, key, "ben", "corrected", due="2019-08-31")
    says(db, second, "amy", "corrected", rag="red")
    says(db, second, "ben", "accepted")  # as corrected
    [pair] = agreement(db)
    assert (pair.both, pair.same) == (2, 1)


def added(db: sqlite3.Connection, reviewer: str, status: str = "complete") -> str:
    block, text = db.execute("SELECT id, text FROM blocks WHERE text LIKE '%wrote to all%'").fetchone()
    start = text.index("wrote to all staff")
    typed = {"text": "wrote to all staff", "status": status, "origin": "narrative"}
    return add(db, Missed("actions", block, start, start + 18, typed), reviewer=reviewer)


def test_a_second_reviewer_who_marks_the_same_words_agrees_or_corrects(db: sqlite3.Connection) -> None:
    key = added(db, "amy")
    assert added(db, "ben") == key
    assert added(db, "cat", "in_progress") == key
    assert db.execute("SELECT verdict FROM reviews ORDER BY id").fetchall() == [("added",), ("accepted",), ("corrected",)]
    [(status, disputed)] = db.execute("SELECT status, disputed FROM reviewed_actions WHERE verdict = 'added'")
    assert (status, disputed) == ("in_progress", 1)
    agreed = {(pair.first, pair.second): (pair.kind, pair.both, pair.same) for pair in agreement(db)}
    assert agreed[("amy", "ben")] == ("actions", 1, 1)
    assert agreed[("ben", "cat")] == ("actions", 1, 0)
    assert {p.kind: (p.added, p.accepted, p.corrected) for p in progress(db)}["actions"] == (1, 0, 0)


def test_an_added_unit_is_found_again_where_its_words_moved(tmp_path: Path) -> None:
    report = tmp_path / "northmoor.md"
    report.write_text(REPORT)
    database = load_into(tmp_path / "findings.db", [report])
    with open_database(database) as db:
        key = added(db, "amy")
        for text, place in (
            (REPORT.replace("1.1 Visits", "1.0 A paragraph that is new.\n\n1.1 Visits"), True),
            (REPORT.replace("wrote to all staff", "was away"), False),
            (REPORT.replace("1.2 Ms", "1.3 Ms").replace("2. ", "1.2 Another one.\n\n2. "), True),
        ):
            report.write_text(text)
            load_into(database, [report])
            [(block, said, conflicts)] = db.execute(
                "SELECT b.text, a.quote, (SELECT count(*) FROM review_conflicts c WHERE c.key = a.key AND conflict = 'lost') "
                "FROM reviewed_actions a LEFT JOIN blocks b ON b.id = a.block_id AND b.report_id = a.report_id WHERE a.key = ?",
                (key,),
            )
            assert (bool(block), conflicts, said) == (place, int(not place), "wrote to all staff")
        [(report_id,)] = db.execute("SELECT id FROM reports")
        units = make_gold(db, report_id).content["actions"]
        assert [unit["text"] for unit in units if unit.get("review") == "added"] == ["wrote to all staff"]


def test_the_reviews_of_two_machines_come_to_the_same_on_both(
    db: sqlite3.Connection, key: str, northmoor: Path, tmp_path: Path
) -> None:
    with open_database(load_into(tmp_path / "other.db", [northmoor.parent / "northmoor.md"])) as other:
        says(db, key, "amy", "corrected", due="2019-07-31")
        says(other, key, "ben", "corrected", rag="red")
        says(db, key, "cat", "corrected", rag="green")
        ours, theirs = list(export_reviews(db)), [*export_reviews(other)]
        added(other, "ben")
        import_reviews(other, ours)
        import_reviews(db, [*theirs, *export_reviews(other)])
        wanted = ("2019-07-31", "Head of Safeguarding", "green", "corrected", 1)
        assert reviewed(db, key) == reviewed(other, key) == wanted
        rows = [
            each.execute("SELECT text, page, quote, block_id FROM reviewed_actions WHERE verdict = 'added'").fetchall()
            for each in (db, other)
        ]
        assert rows[0] == rows[1] != []
