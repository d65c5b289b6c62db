"""Threads in the database: made once, kept while nothing changes, made anew when a report comes or goes."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from pipeline.flow import remove_report
from tests.conftest import ROOT
from tests.measuring import load_into

REPORTS = ROOT / "corpus" / "reports"


def threads(db: Path) -> dict[str, int]:
    with sqlite3.connect(db) as connection:
        return dict(connection.execute("SELECT id, steps FROM action_threads"))


def test_a_report_that_comes_or_goes_makes_its_councils_threads_anew(tmp_path: Path) -> None:
    db = tmp_path / "findings.db"
    load_into(db, [REPORTS / "northmoor-2019-06.pdf"])
    alone = threads(db)
    assert set(alone.values()) == {1}
    load_into(db, [REPORTS / "northmoor-2019-12.pdf"])
    both = threads(db)
    assert max(both.values()) == 2
    remove_report(db, "northmoor-2019-12.pdf")
    assert threads(db) == alone
    with sqlite3.connect(db) as connection:
        lonely = "SELECT count(*) FROM action_threads WHERE id NOT IN (SELECT thread_id FROM thread_steps)"
        assert connection.execute(lonely).fetchone() == (0,)


def test_the_order_of_loading_changes_no_thread(tmp_path: Path) -> None:
    files = [REPORTS / f"elmshire-{when}.pdf" for when in ("2016-02", "2016-10")]
    one, other = tmp_path / "one.db", tmp_path / "other.db"
    load_into(one, files)
    for path in reversed(files):
        load_into(other, [path])
    assert threads(one) == threads(other)
    assert max(threads(one).values()) == 2


def test_a_plan_is_followed_into_the_council_that_takes_another_ones_place(tmp_path: Path) -> None:
    db = tmp_path / "findings.db"
    actions = ["Review the caseloads of every team", "Train all managers in supervision", "Visit each child in care monthly"]
    for name, day in (("Buckinghamshire County Council", "4 February 2020"), ("Buckinghamshire Council", "7 July 2020")):
        rows = "".join(f"<tr><td>{n}</td><td>{text}</td><td>Ann Reed</td></tr>" for n, text in enumerate(actions, 1))
        (tmp_path / f"{day[-9:].strip().replace(' ', '')}.html").write_text(
            f"<h1>{name}</h1><p>Report to: Cabinet</p><p>Date: {day}</p><h2>Improvement plan</h2>"
            f"<table><tr><th>Ref</th><th>Action</th><th>Lead</th></tr>{rows}</table>"
        )
    load_into(db, [tmp_path])
    with sqlite3.connect(db) as connection:
        told = connection.execute("SELECT council_id, steps, first_seen, last_seen FROM action_threads").fetchall()
    assert told == [("buckinghamshire-council", 2, "2020-02-04", "2020-07-07")] * len(actions)
