"""What reviewers say is kept apart, and the views tell what it comes to."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.load.database import open_database
from pipeline.review.fields import FIELDS, typed_value
from pipeline.review.verdicts import verdicts
from pipeline.review.writing import Judgement, Missed, add, judge, unit_of
from tests.measuring import load_into
from tests.northmoor import REPORT


def key_of(db: sqlite3.Connection, kind: str, words: str) -> str:
    [(key,)] = db.execute("SELECT key FROM finding_values WHERE kind = ? AND quote LIKE ?", (kind, f"%{words}%"))
    return str(key)


def reviewed(db: sqlite3.Connection, kind: str, columns: str) -> list[tuple[object, ...]]:
    return db.execute(f"SELECT {columns} FROM reviewed_{kind} ORDER BY id").fetchall()


def test_a_correction_stands_beside_what_the_machine_says(db: sqlite3.Connection) -> None:
    key = key_of(db, "actions", "Train all")
    typed = {"due": "2019-07-31", "leads": "Head of Safeguarding; Principal Social Worker", "status": "complete"}
    assert judge(db, [Judgement(key, "corrected", typed, "the appendix says July")], reviewer="amy") == ["corrected"]
    [row] = db.execute(
        "SELECT due, machine_due, leads, machine_leads, status, machine_status, verdict, note FROM reviewed_actions "
        "WHERE key = ?",
        (key,),
    )
    assert row == (
        "2019-07-31",
        "2019-06-30",
        '["Head of Safeguarding","Principal Social Worker"]',
        '["Head of Safeguarding"]',
        "complete",
        None,
        "corrected",
        "the appendix says July",
    )
    [(correction,)] = db.execute("SELECT correction FROM reviews")
    assert set(json.loads(correction)) == {"due", "leads"}


def test_what_is_said_last_counts_though_a_clock_was_ahead_before(db: sqlite3.Connection) -> None:
    key = key_of(db, "actions", "Train all")
    judge(db, [Judgement(key, "rejected")], reviewer="amy", at=datetime(2099, 1, 1, tzinfo=UTC))
    for verdict in ("accepted", "rejected", "accepted"):
        judge(db, [Judgement(key, verdict)], reviewer="amy")
        assert db.execute("SELECT verdict FROM review_verdicts WHERE key = ?", (key,)).fetchall() == [(verdict,)]


def test_a_value_may_be_taken_away(db: sqlite3.Connection) -> None:
    key = key_of(db, "actions", "Train all")
    judge(db, [Judgement(key, "corrected", {"due": ""}, "struck out")], reviewer="amy")
    assert db.execute("SELECT due, machine_due FROM reviewed_actions WHERE key = ?", (key,)).fetchall() == [(None, "2019-06-30")]


def test_a_correction_that_changes_nothing_is_told_and_of_several_it_is_an_acceptance(db: sqlite3.Connection) -> None:
    key = key_of(db, "actions", "Train all")
    says = unit_of(db, key).says  # type: ignore[union-attr]
    typed = {field.name: typed_value(says.get(field.name)) for field in FIELDS["actions"]}
    with pytest.raises(UsageError, match="nothing was changed"):
        judge(db, [Judgement(key, "corrected", typed)], reviewer="amy")
    other = key_of(db, "actions", "Recruit")
    both = [Judgement(key, "corrected", typed), Judgement(other, "corrected", {"theme": "Workforce"}, "the heading above")]
    assert judge(db, both, reviewer="amy") == ["accepted", "corrected"]


@pytest.mark.parametrize(
    ("typed", "note", "says"),
    [
        ({"due": "31 July"}, "why", "due: '31 July' is no day"),
        ({"status": "done"}, "why", "choose one of complete"),
        ({"text": " "}, "why", "text: cannot be empty"),
        ({"due": "2019-07-31"}, " ", "needs a reason"),
        ({"colour": "red"}, "why", "actions have no column colour"),
    ],
)
def test_what_cannot_be_read_is_told_and_nothing_is_written(
    db: sqlite3.Connection, typed: dict[str, str], note: str, says: str
) -> None:
    with pytest.raises(UsageError, match=says):
        judge(db, [Judgement(key_of(db, "actions", "Train all"), "corrected", typed, note)], reviewer="amy")
    assert db.execute("SELECT count(*) FROM reviews").fetchone() == (0,)


def test_an_interval_must_not_end_before_it_starts(db: sqlite3.Connection) -> None:
    with pytest.raises(UsageError, match="before the start"):
        judge(db, [Judgement(key_of(db, "dates", "May 2019"), "corrected", {"end": "2019-04-30"}, "x")], reviewer="amy")


def test_the_latest_word_of_each_reviewer_counts_and_who_lets_stand_wins_as_disputed(db: sqlite3.Connection) -> None:
    key = key_of(db, "percentages", "84%")
    for reviewer, verdict, day in (("amy", "rejected", 1), ("ben", "rejected", 2), ("amy", "accepted", 3)):
        judge(db, [Judgement(key, verdict)], reviewer=reviewer, at=datetime(2020, 1, day, tzinfo=UTC))  # type: ignore[arg-type]
    assert (verdicts(db)[key].verdict, verdicts(db)[key].disputed) == ("accepted", True)
    assert db.execute("SELECT conflict FROM review_conflicts").fetchall() == [("disputed",)]
    judge(db, [Judgement(key, "rejected")], reviewer="amy", at=datetime(2020, 1, 4, tzinfo=UTC))
    assert verdicts(db)[key].verdict == "rejected"
    assert key not in [row[0] for row in reviewed(db, "percentages", "key")]


def test_a_missed_unit_is_added_with_its_words_and_agreed_to(db: sqlite3.Connection) -> None:
    block, text = db.execute("SELECT id, text FROM blocks WHERE text LIKE '%wrote to all%'").fetchone()
    start = text.index("Questions go")
    typed = {"text": "go to", "leads": "Ms Field", "status": "complete", "origin": "narrative"}
    key = add(db, Missed("actions", block, start, start + 15, typed), reviewer="amy")
    said = reviewed(db, "actions", "text, leads, verdict, quote")
    assert ("go to", '["Ms Field"]', "added", "Questions go to") in said
    with pytest.raises(UsageError, match="status: needed for actions"):
        add(db, Missed("actions", block, start, start + 8, {"text": "x", "origin": "list"}), reviewer="amy")
    judge(db, [Judgement(key, "corrected", {"status": "in_progress"}, "not yet")], reviewer="ben")
    assert ("in_progress", "added") in reviewed(db, "actions", "status, verdict")
    judge(
        db,
        [
            Judgement(key, "rejected"),
        ],
        reviewer="amy",
    )
    judge(db, [Judgement(key, "rejected")], reviewer="ben")
    assert "added" not in [row[0] for row in reviewed(db, "actions", "verdict")]


def test_what_the_machine_found_cannot_be_added(db: sqlite3.Connection) -> None:
    block, start, end = db.execute("SELECT block_id, char_start, char_end FROM percentages WHERE quote = '84%'").fetchone()
    typed = {"text": "84%", "low": "84", "high": "84", "role": "level"}
    with pytest.raises(UsageError, match="found this already"):
        add(db, Missed("percentages", block, start, end, typed), reviewer="amy")


def test_reviews_outlive_reloading_and_moved_text_and_conflicts_are_listed(tmp_path: Path) -> None:
    report = tmp_path / "northmoor.md"
    report.write_text(REPORT)
    database = load_into(tmp_path / "findings.db", [report])
    with open_database(database) as db:
        _judge_change_and_load_again(db, database, report)


def _judge_change_and_load_again(db: sqlite3.Connection, database: Path, report: Path) -> None:
    kept, changed, gone = (
        (key_of(db, "percentages", words) for words in ("84%", "16%")),
        key_of(db, "actions", "Train"),
        key_of(db, "actions", "Recruit"),
    )
    for key in (*kept, changed, gone):
        judge(db, [Judgement(key, "accepted")], reviewer="amy")
    text = (
        report.read_text()
        .replace("1.1 Visits", "1.0 A paragraph that is new.\n\n1.1 Visits")
        .replace("| Complete |", "| In progress |")
    )
    report.write_text(text.replace("| 2 | Recruit ten social workers | Anna Field | 31 July 2019 | In progress |\n", ""))
    load_into(database, [report])
    assert db.execute("SELECT count(*) FROM reviewed_percentages WHERE verdict = 'accepted'").fetchone() == (2,)
    listed = db.execute("SELECT conflict, key, json_extract(seen, '$.quote') FROM review_conflicts ORDER BY conflict").fetchall()
    assert [(conflict, key) for conflict, key, _ in listed] == [("changed", changed), ("gone", gone)]
    assert "Recruit ten social workers" in listed[1][2]


def test_what_was_accepted_stands_when_the_machine_says_otherwise_and_what_was_rejected_is_listed(tmp_path: Path) -> None:
    report = tmp_path / "northmoor.md"
    report.write_text(REPORT)
    database = load_into(tmp_path / "findings.db", [report])
    with open_database(database) as db:
        accepted, rejected = (key_of(db, "actions", words) for words in ("Train", "Recruit"))
        judge(db, [Judgement(accepted, "accepted")], reviewer="amy")
        judge(db, [Judgement(rejected, "rejected")], reviewer="amy")
        db.commit()
    report.write_text(REPORT.replace("Head of Safeguarding | 30 June 2019 | Complete", "Head of Practice | 30 June 2019 |"))
    report.write_text(report.read_text().replace("| Anna Field | 31 July 2019", "| Anna Field | 31 August 2019"))
    load_into(database, [report])
    with open_database(database) as db:
        listed = db.execute("SELECT conflict, key FROM review_conflicts").fetchall()
        assert sorted(listed) == sorted([("changed", accepted), ("changed", rejected)])
        says = (
            "SELECT status, machine_status, leads, machine_leads, due, machine_due, verdict FROM reviewed_actions WHERE key = ?"
        )
        was, now = '["Head of Safeguarding"]', '["Head of Practice"]'
        assert db.execute(says, (accepted,)).fetchall() == [("complete", "not_stated", was, now, "2019-06-30", None, "accepted")]
        unit = unit_of(db, accepted)
        assert unit
        assert unit.reviewed["leads"] == ["Head of Safeguarding"]
        assert verdicts(db)[accepted].correction["status"] == "complete"
        judge(db, [Judgement(accepted, "withdrawn")], reviewer="amy")  # the machine's new values are as good
        assert db.execute(says, (accepted,)).fetchone()[:4] == ("not_stated", None, now, None)
        judge(db, [Judgement(rejected, "rejected")], reviewer="amy")
        assert db.execute("SELECT * FROM review_conflicts").fetchall() == []
