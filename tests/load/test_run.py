"""Loading: once, twice, changed, failed, in any order, with a manifest."""

from __future__ import annotations

import os
import random
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import UsageError
from pipeline.follow import follow
from pipeline.load import run as run_module
from pipeline.load.request import Request, Summary
from pipeline.load.rows.layout import read_document
from pipeline.load.rows.reports import Source, report_rows
from pipeline.load.run import load
from pipeline.load.store import write_report
from pipeline.model import Block, Document, Evidence, Findings, Judgement, Mentions, Page, Reading, ReportFields, Structured
from tests.load.dumping import dump
from tests.load.readings import EVERYTHING, council_named, read_lines

Load = Callable[..., Summary]
Query = Callable[..., list[tuple[object, ...]]]


def write_reports(folder: Path) -> list[Path]:
    """Six files: two alike, one broken, one empty, in folders with spaces and apostrophes."""
    texts = {
        "a plan.txt": f"Council: Northmoor Borough Council\nTitle: Plan\nDate: 2019-06-12\n{EVERYTHING}\n[2019-01-01]\n",
        "children's/b.txt": f"Council: Elmshire\n{EVERYTHING.replace('Head of Service', 'Director')}\n[2020-01-01]\n",
        "children's/deep er/c.txt": "Title: Alone\n[2021-01-01]\n",
        "zz/copy of c.txt": "Title: Alone\n[2021-01-01]\n",
        "zz/broken.txt": "broken\n",
        "zz/empty.pdf": "",
    }
    paths = []
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        paths.append(path)
    return paths


def test_dumps_are_equal_in_whatever_order_files_come(tmp_path: Path, load_paths: Load) -> None:
    paths = write_reports(tmp_path / "pile")
    load_paths(tmp_path / "pile", into=tmp_path / "one.db")
    for seed in range(3):
        shuffled = random.Random(seed).sample(paths, len(paths))
        database = tmp_path / f"many{seed}.db"
        for path in shuffled:
            load_paths(path, into=database)
        assert dump(database) == dump(tmp_path / "one.db")
    for workers in (1, 2, 8):
        database = tmp_path / f"by_{workers}.db"
        load_paths(*reversed(paths), into=database, workers=workers)
        assert dump(database) == dump(tmp_path / "one.db")


def test_a_second_load_changes_nothing_and_says_so(tmp_path: Path, database: Path, load_paths: Load) -> None:
    write_reports(tmp_path / "pile")
    first = load_paths(tmp_path / "pile")
    before = dump(database)
    second = load_paths(tmp_path / "pile")
    assert {result.outcome for result in second.results} == {"unchanged"}
    assert [result.status for result in second.results] == [result.status for result in first.results]
    assert dump(database) == before


def test_the_outcome_of_each_file(tmp_path: Path, database: Path, load_paths: Load, rows: Query) -> None:
    write_reports(tmp_path / "pile")
    outcomes = {Path(result.path).name: result for result in load_paths(tmp_path / "pile").results}
    assert {name: result.outcome for name, result in outcomes.items()} == {
        "a plan.txt": "loaded",
        "b.txt": "loaded",
        "c.txt": "loaded",
        "broken.txt": "failed",
        "empty.pdf": "failed",
    }
    assert outcomes["a plan.txt"].counts == dict.fromkeys(KINDS_ALL, 1) | {"people": 2, "dates": 1}
    assert [Path(path).name for path in outcomes["c.txt"].also] == ["copy of c.txt"]
    assert outcomes["empty.pdf"].problem == "the file is empty"
    assert rows(database, "SELECT status, problem FROM reports WHERE source_path LIKE '%broken.txt'") == [
        ("failed", "the file is damaged")
    ]
    assert rows(database, "SELECT count(*) FROM dates JOIN reports r ON r.id = report_id WHERE r.status = 'failed'") == [(0,)]


KINDS_ALL = ("people", "recommendations", "actions", "dates", "percentages", "changes", "events", "judgements")


def test_a_fault_of_ours_in_one_report_costs_only_that_report(tmp_path: Path, load_paths: Load) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x/a.txt").write_text("fault\n")
    (tmp_path / "x/b.txt").write_text("[2020-01-01]\n")
    failed, fine = load_paths(tmp_path / "x").results
    assert (failed.outcome, fine.outcome) == ("failed", "loaded")
    assert failed.problem is not None
    assert "IndexError: list index out of range; readings.py, line" in failed.problem


def test_a_changed_file_takes_the_place_of_the_old(tmp_path: Path, database: Path, load_paths: Load, rows: Query) -> None:
    path = tmp_path / "x/report.txt"
    path.parent.mkdir()
    path.write_text(f"Council: Elmshire\nTitle: Old\n{EVERYTHING}\n")
    load_paths(path)
    path.write_text("Title: New\n[2020-02-02]\n")
    summary = load_paths(path)
    assert rows(database, "SELECT title FROM reports") == [("New",)]
    assert rows(database, "SELECT count(*) FROM actions") == [(0,)]
    assert rows(database, "SELECT count(*) FROM leads UNION ALL SELECT count(*) FROM councils") == [(0,), (0,)]
    assert any("held another report before" in note and "Elmshire: Old" in note for note in summary.notes)


def test_content_that_stands_elsewhere_too_outlives_a_change(
    tmp_path: Path, database: Path, load_paths: Load, rows: Query
) -> None:
    (tmp_path / "x").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "x" / name).write_text("[2020-01-01]\n")
    load_paths(tmp_path / "x")
    (tmp_path / "x/a.txt").write_text("[2021-01-01]\n")
    load_paths(tmp_path / "x")
    found = rows(
        database, "SELECT substr(source_path, -5), label, start FROM reports JOIN dates ON report_id = reports.id ORDER BY start"
    )
    assert found == [("b.txt", "b.txt", "2020-01-01"), ("a.txt", "a.txt", "2021-01-01")]


def test_nothing_is_lost_when_a_file_turns_unreadable(tmp_path: Path, database: Path, load_paths: Load, rows: Query) -> None:
    path = tmp_path / "x/a.txt"
    path.parent.mkdir()
    path.write_text("Title: Good\n[2020-01-01]\n")
    load_paths(path)
    path.write_text("broken\n")
    (result,) = load_paths(path).results
    assert result.outcome == "failed"
    assert result.problem == "the file is damaged; the report that stood here before is kept"
    assert rows(database, "SELECT title, status FROM reports ORDER BY status") == [(None, "failed"), ("Good", "ok")]
    path.write_text("Title: Better\n[2020-01-01]\n")
    load_paths(path)
    assert rows(database, "SELECT title FROM reports") == [("Better",)]


def test_what_was_read_is_kept_when_it_cannot_be_read_again(
    tmp_path: Path, database: Path, load_paths: Load, rows: Query, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x/a.txt"
    path.parent.mkdir()
    path.write_text("Title: Good\n[2020-01-01]\n")
    load_paths(path)
    monkeypatch.setattr(run_module, "code_version", lambda: "2.0.0+new")

    def read_badly(path: Path, *, report_date: object = None) -> object:
        raise IndexError("new code, new fault")

    summary = load(Request((path,), database), read=read_badly, council_named=council_named, follow=follow())  # type: ignore[arg-type]
    assert [(result.outcome, result.failed) for result in summary.results] == [("kept", True)]
    assert rows(database, "SELECT title, status, start FROM reports JOIN dates ON report_id = reports.id") == [
        ("Good", "ok", "2020-01-01")
    ]


def test_other_rules_or_code_read_again_and_keep_reviews_and_keys(
    tmp_path: Path, database: Path, load_paths: Load, rows: Query, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x/a.txt"
    path.parent.mkdir()
    path.write_text("Title: Good\n[2020-01-01]\n")
    load_paths(path)
    ((key,),) = rows(database, "SELECT key FROM dates")
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("INSERT INTO reviews (key, verdict, reviewer, at) VALUES (?, 'accepted', 'ann', '2024-01-01')", (key,))
    before = dump(database)
    for name, value in (("code_version", "2.0.0+new"), ("rules_sha256", "other")):
        monkeypatch.setattr(run_module, name, lambda *_, value=value: value)
        assert [result.outcome for result in load_paths(path).results] == ["loaded"]
    assert dump(database) == before
    assert rows(database, "SELECT count(*) FROM reviews JOIN findings USING (key)") == [(1,)]
    assert [result.outcome for result in load_paths(path).results] == ["unchanged"]


def test_the_document_comes_back_as_it_was_parsed(tmp_path: Path, database: Path, load_paths: Load) -> None:
    path = write_reports(tmp_path / "pile")[0]
    (result,) = load_paths(path).results
    with closing(sqlite3.connect(database)) as connection:
        assert read_document(connection, result.report_id) == read_lines(path).document
        with pytest.raises(UsageError, match="there is no report xyz"):
            read_document(connection, "xyz")


def test_paths_keep_their_last_two_parts(
    tmp_path: Path, database: Path, load_paths: Load, rows: Query, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports/a.txt").write_text("[2020-01-01]\n")
    monkeypatch.chdir(tmp_path / "reports")
    for named in ("a.txt", "./a.txt", ".", "../reports/a.txt"):
        load_paths(Path(named))
    assert rows(database, "SELECT path FROM report_files") == [("../reports/a.txt",), ("reports/a.txt",)]
    assert rows(database, "SELECT source_path FROM reports") == [("../reports/a.txt",)]


def test_what_a_folder_holds_beside_documents_is_named(tmp_path: Path, load_paths: Load) -> None:
    for name in ("a.txt", "README.md", "budget.xlsx", "old.doc", ".hidden.txt", "~$a.docx", "data"):
        (tmp_path / "x").mkdir(exist_ok=True)
        (tmp_path / "x" / name).write_text("[2020-01-01]\n")
    (tmp_path / "x/scan").write_bytes(b"%PDF-1.4 [2020-01-02]\n")
    summary = load_paths(tmp_path / "x")
    assert [Path(result.path).name for result in summary.results] == ["a.txt", "scan"]
    assert summary.notes == (
        "passed over README.md: about the folder (name it itself to load it)",
        "passed over budget.xlsx, data: no documents",
        "passed over old.doc: save it as .docx or PDF",
    )
    (tmp_path / "x/budget.xlsx").write_text("[2020-01-03]\n")
    assert [result.outcome for result in load_paths(tmp_path / "x/budget.xlsx").results] == ["loaded"]


def test_a_folder_without_documents_is_wrong_usage(tmp_path: Path, load_paths: Load) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x/data.csv").write_text("a,b\n")
    with pytest.raises(UsageError, match=r"there are no documents in .*passed over: data.csv: no documents"):
        load_paths(tmp_path / "x")


def test_a_file_that_cannot_be_opened_is_tried_again(
    tmp_path: Path, database: Path, load_paths: Load, rows: Query, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Permission bits do not stop the superuser, so the file is one that is gone."""
    (tmp_path / "x").mkdir()
    path = tmp_path / "x/a.txt"
    path.symlink_to(tmp_path / "x/b.txt")
    (result,) = load_paths(path).results
    assert result.problem == "the file cannot be opened: No such file or directory"
    (tmp_path / "x/b.txt").write_text("[2020-01-01]\n")
    assert [result.outcome for result in load_paths(path).results] == ["loaded"]
    assert rows(database, "SELECT status FROM reports") == [("ok",)]


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices are no files there")
def test_links_in_a_circle_pipes_and_devices_cost_only_themselves(tmp_path: Path, load_paths: Load) -> None:
    pile = tmp_path / "x"
    pile.mkdir()
    (pile / "sound.txt").write_text("[2020-01-01]\n")
    (pile / "circle.txt").symlink_to(pile / "circle.txt")
    (pile / "endless.txt").symlink_to("/dev/zero")
    for name in ("pipe.txt", "pipe", "manifest.csv"):
        os.mkfifo(pile / name)
    told = {Path(result.path).name: str(result.problem) for result in load_paths(pile).results}
    assert (sorted(told), told["sound.txt"]) == (["circle.txt", "endless.txt", "pipe.txt", "sound.txt"], "None")
    assert all("no ordinary file" in told[name] for name in ("pipe.txt", "endless.txt"))
    assert "cannot be opened" in told["circle.txt"]


def test_a_run_says_which_code_and_rules_and_what_became_of_each_file(
    tmp_path: Path, database: Path, load_paths: Load, rows: Query
) -> None:
    path = write_reports(tmp_path / "pile")[0]
    load_paths(path)
    ((started, finished, version, rules, arguments),) = rows(
        database, "SELECT started, finished, version, rules_sha256, arguments FROM runs"
    )
    assert started <= finished  # type: ignore[operator]
    assert (version, rules) == (run_module.code_version(), run_module.rules_sha256())
    assert str(path) in str(arguments)
    assert rows(database, "SELECT path, location, outcome FROM run_files") == [(path.as_posix(), str(path), "loaded")]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1), st.data())
def test_any_words_of_any_text_are_taken(loaded: sqlite3.Connection, text: str, data: st.DataObject) -> None:
    """SQLite counts characters as Python does: beyond the basic plane, combining, right to left."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = Evidence(Block(0, "paragraph", text), start, end, "test.rule", "", 0.5)
    document = Document("a", "00", "text/plain", (Page(1),))
    structured = Structured(document, (found.block,))
    findings = Findings(ReportFields("other"), judgements=(Judgement(found, "area", "good"),))
    write_report(loaded, report_rows(Source("0" * 16, "00", ("x/a",)), Reading(document, structured, Mentions(), findings)), 1)
    assert loaded.execute("SELECT quote FROM judgements WHERE report_id = ?", ("0" * 16,)).fetchall() == [(text[start:end],)]
