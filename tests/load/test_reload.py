"""Rules applied to a database from what it keeps: what a load by these rules gives, without a file, and only where it must be."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from fpdf import FPDF

from pipeline.flow import diff_database, load_files, reload_database
from pipeline.load.database import open_database
from pipeline.load.differences import counted
from pipeline.load.kept import Kept
from pipeline.load.reload import ReloadRequest, ReloadSummary, ReportChange
from pipeline.load.request import FileResult, Request, Watcher
from pipeline.load.rows.records import pack_records, unpack_records
from pipeline.load.verify import verify
from pipeline.model import MENTIONED
from pipeline.shipped import OwnRules
from tests.conftest import ROOT
from tests.eastmere import LANDED
from tests.load.dumping import dump

HEADING = """
extends: 'structure/columns'
rules:
  - id: 'eastmere.pledge'
    about: 'Eastmere heads the column of who is answerable so.'
    words: ['Custodian']
    match: whole
    sets: {column: 'lead'}
    examples: ['[Custodian]', 'Custodianship']
"""
FIGURES = "without: ['percentages.level']"
EDITS = {"structure": HEADING, "extract": FIGURES, "resolve": LANDED, "all of them": f"{HEADING}---\n{FIGURES}\n---{LANDED}"}

PLAN = """# Eastmere Council

**Date:** 12 June 2019

**Report to:** Cabinet

## 1. Improvement plan

Visits on time rose from 70% in 2018 to 84%.

| No | Action | Custodian | By when | Status |
| --- | --- | --- | --- | --- |
| 1 | Train all managers in supervision | Head of Safeguarding | 30 June 2019 | Landed |
| 2 | Recruit ten social workers | Head of Resources | 30 July 2019 | In progress |
"""
TEXT = """Northmoor Metropolitan Borough Council

Report to: Cabinet
Date: 12 June 2019
Title: Improving children's services

1. Progress

1.1 Visits on time rose to 84% in May. The new front door opened on 1 March 2019.
"""


def own(text: str) -> OwnRules:
    return OwnRules("my-rules", (("mine.yaml", text),))


@pytest.fixture(scope="module")
def pile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports of every form: Markdown, plain text, Word, PDF, a web page, one without any text, and one that cannot be read."""
    folder = tmp_path_factory.mktemp("pile") / "reports"
    folder.mkdir()
    (folder / "plan.md").write_text(PLAN)
    (folder / "report.txt").write_text(TEXT)
    (folder / "page.html").write_text(f"<html><body><h1>Our plan</h1><p>{TEXT.replace(chr(10), '</p><p>')}</p></body></html>")
    (folder / "empty.pdf").write_bytes(b"")
    blank = FPDF()
    blank.add_page()
    blank.output(str(folder / "blank.pdf"))
    for name in ("stourdale-2018-09.pdf", "harrowgate-park-2023-07.docx"):
        shutil.copy(ROOT / "corpus" / "reports" / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def loaded(pile: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the pile by the shipped rules."""
    database = tmp_path_factory.mktemp("loaded") / "findings.db"
    load_files(Request((pile,), database))
    return database


@pytest.fixture
def database(loaded: Path, tmp_path: Path) -> Path:
    """A copy of that database, with nothing beside it."""
    return Path(shutil.copy(loaded, tmp_path / "findings.db"))


@pytest.fixture
def no_files(pile: Path) -> Iterator[None]:
    """The source files are away."""
    away = pile.with_name("away")
    pile.rename(away)
    yield
    away.rename(pile)


def found(summary: ReloadSummary) -> dict[str, dict[str, int]]:
    return {Path(change.path).name: counted(change.differences) for change in summary.changes}


@pytest.mark.parametrize("name", EDITS)
def test_a_reload_gives_what_a_load_by_these_rules_gives(name: str, pile: Path, database: Path, tmp_path: Path) -> None:
    rules = own(EDITS[name])
    summary = reload_database(ReloadRequest(database, rules))
    assert any(change.differences for change in summary.changes)
    load_files(Request((pile,), tmp_path / "fresh.db", own=rules))
    assert dump(database) == dump(tmp_path / "fresh.db")
    assert verify(database).problems == ()
    again = load_files(Request((pile,), database, own=rules))
    assert {result.outcome for result in again.results if not result.failed} == {"unchanged"}


def test_and_back_again(database: Path) -> None:
    before = dump(database)
    reload_database(ReloadRequest(database, own(EDITS["all of them"])))
    assert dump(database) != before
    reload_database(ReloadRequest(database))
    assert dump(database) == before


@pytest.mark.usefixtures("no_files")
def test_no_source_file_is_opened(database: Path) -> None:
    assert found(reload_database(ReloadRequest(database, own(HEADING)))) == {"plan.md": {"added": 0, "removed": 0, "changed": 2}}


def test_processes_have_the_rules_too(database: Path) -> None:
    assert found(reload_database(ReloadRequest(database, own(HEADING), workers=2))) == {
        "plan.md": {"added": 0, "removed": 0, "changed": 2}
    }


def test_only_what_the_rules_changed_runs_again(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("this step need not run")

    monkeypatch.setattr("pipeline.structure.structure", refused)
    for name in set(MENTIONED) - {"percentages", "changes"}:
        monkeypatch.setattr(f"pipeline.extract.find_{name}", refused)
    summary = reload_database(ReloadRequest(database, own(FIGURES)))
    assert {change.problem for change in summary.changes} == {None}
    assert found(summary)["plan.md"]["removed"] >= 1


def test_where_nothing_changed_nothing_runs(database: Path) -> None:
    assert reload_database(ReloadRequest(database)).ran == 0
    reason = own(HEADING.replace("who is answerable", "the answerable person"))
    assert reload_database(ReloadRequest(database, own(HEADING))).ran == 6
    before = dump(database)
    assert reload_database(ReloadRequest(database, reason)).ran == 0
    assert dump(database) == before


def test_a_comparison_tells_what_the_reload_does_and_changes_nothing(database: Path) -> None:
    before, rules = database.read_bytes(), own(EDITS["all of them"])
    told = diff_database(ReloadRequest(database, rules))
    assert database.read_bytes() == before
    done = reload_database(ReloadRequest(database, rules))
    assert [without_needs(change) for change in told.changes] == list(done.changes)
    after = diff_database(ReloadRequest(database, rules))
    assert (after.ran, after.changes) == (0, ())
    for rule in ("eastmere.pledge", "eastmere.landed"):
        assert after.hits[rule] == told.hits[rule]
    changed = {d.unit.quote: d for change in told.changes for d in change.differences}
    trained = changed["Train all managers in supervision"]
    assert trained.before is not None
    assert trained.after is not None
    assert (trained.how, trained.fields) == ("changed", ("status", "leads"))
    assert (trained.before.values["leads"], trained.after.values["leads"]) == ([], ["Head of Safeguarding"])
    assert set(trained.needs) == {"eastmere.pledge", "eastmere.landed"}
    assert (changed["84%"].how, changed["84%"].needs) == ("removed", ("percentages.level",))


ASKED = """Eastmere Council

Report to: Cabinet
Date: 12 June 2019

1. What the inspectors found

Ofsted recommended that the council should make sure that managers supervise social workers often and well.
"""


@pytest.mark.parametrize(
    ("rules", "changes"),
    [
        ("without: ['matters.supervision']", {("responses", "removed")}),
        (LANDED, {("threads", "changed")}),
    ],
    ids=["rules of follow", "rules of one report"],
)
def test_what_is_told_over_several_reports_is_compared_too(rules: str, changes: set[tuple[str, str]], tmp_path: Path) -> None:
    database, later = tmp_path / "findings.db", PLAN.replace("12 June", "12 September")
    for name, text in (
        ("asked.txt", ASKED),
        ("plan.md", later.replace("Landed", "In progress")),
        ("next.md", later.replace("Sept", "Nov")),
    ):
        (tmp_path / name).write_text(text)
    load_files(Request((tmp_path,), database))
    before = database.read_bytes()
    told = diff_database(ReloadRequest(database, own(rules)))
    assert database.read_bytes() == before
    assert {(change.kind, change.how) for change in told.road} == changes
    assert reload_database(ReloadRequest(database, own(rules))).road == told.road
    assert diff_database(ReloadRequest(database, own(rules))).road == ()


def test_which_measure_a_figure_is_of_is_compared(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(TEXT.replace("Visits on time rose to 84%", "Agency staff made up 14% of social workers"))
    load_files(Request((tmp_path,), tmp_path / "findings.db"))
    (change,) = diff_database(ReloadRequest(tmp_path / "findings.db", own("without: ['measures.agency']"))).changes
    assert [(d.unit.quote, d.fields) for d in change.differences] == [("14%", ("measure",))]


def without_needs(change: ReportChange) -> ReportChange:
    """What a comparison tells beside the change itself left out."""
    return replace(change, differences=tuple(replace(d, needs=()) for d in change.differences))


def test_reviews_are_not_touched(database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        (key,) = connection.execute("SELECT key FROM actions LIMIT 1").fetchone()
        connection.execute("INSERT INTO reviews (key, verdict, reviewer, at) VALUES (?, 'accepted', 'ann', '2024-01-01')", (key,))
    reload_database(ReloadRequest(database, own(EDITS["all of them"])))
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT count(*) FROM reviews JOIN findings USING (key)").fetchone() == (1,)


def test_an_interruption_leaves_the_database_whole_and_the_rest_to_be_done(database: Path) -> None:
    class Impatient(Watcher):
        def done(self, result: FileResult) -> None:
            raise KeyboardInterrupt

    rules = own(HEADING)
    with pytest.raises(KeyboardInterrupt):
        reload_database(ReloadRequest(database, rules), Impatient())
    assert verify(database).problems == ()
    assert reload_database(ReloadRequest(database, rules)).ran == 5
    assert reload_database(ReloadRequest(database, rules)).ran == 0


def test_a_fault_in_one_report_costs_only_that_report(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.structure import structure

    def faulty(document: object, rules: object) -> object:
        if str(getattr(document, "path", "")).endswith("plan.md"):
            raise IndexError("list index out of range")
        return structure(document, rules)  # type: ignore[arg-type]

    monkeypatch.setattr("pipeline.structure.structure", faulty)
    summary = reload_database(ReloadRequest(database, own(HEADING)))
    (failed,) = (change for change in summary.changes if change.problem)
    assert "IndexError" in str(failed.problem)
    assert "what was read of it before is kept" in str(failed.problem)
    monkeypatch.undo()
    assert reload_database(ReloadRequest(database, own(HEADING))).ran == 1


def test_another_version_of_the_code_runs_all_but_the_parsing_again(
    database: Path, pile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dump(database)
    monkeypatch.setattr("pipeline.load.reload.code_version", lambda: "2.0.0+new")
    monkeypatch.setattr("pipeline.load.run.code_version", lambda: "2.0.0+new")
    summary = reload_database(ReloadRequest(database))
    assert (summary.ran, summary.other_code, summary.unread) == (6, 6, 1)
    assert dump(database) == before
    assert {result.outcome for result in load_files(Request((pile,), database)).results if not result.failed} == {"loaded"}


def test_mentions_come_back_as_they_were(database: Path) -> None:
    with open_database(database) as connection:
        for (report,) in connection.execute("SELECT DISTINCT report_id FROM pages").fetchall():
            kept = Kept(connection, report)
            structured = kept.structured()
            for name in MENTIONED:
                mentions = kept.mentions(name, structured)
                assert unpack_records(pack_records(mentions), structured.blocks) == mentions


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("DELETE FROM report_steps WHERE step = 'dates'", "steps are missing"),
        ("UPDATE report_steps SET output = x'00' WHERE step = 'structure'", "other blocks than those in the table"),
        (
            "UPDATE report_steps SET output = (SELECT output FROM report_steps o WHERE step = 'structure' "
            "AND o.report_id <> report_steps.report_id LIMIT 1) WHERE step = 'structure'",
            "other blocks than those in the table",
        ),
    ],
)
def test_what_is_kept_is_checked(database: Path, change: str, says: str) -> None:
    assert verify(database).problems == ()
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute(change)
    assert any(says in problem for problem in verify(database).problems)


def test_a_load_without_the_rules_of_the_run_before_says_so(database: Path, pile: Path) -> None:
    reload_database(ReloadRequest(database, own(HEADING)))
    notes = load_files(Request((pile / "report.txt",), database)).notes
    assert any("the run before used rules of your own (my-rules)" in note for note in notes)


def test_real_reports_reload_as_they_load(shared: Path, tmp_path: Path) -> None:
    paths = [shared / "renditions" / "darlington-2016.docx", shared / "renditions" / "peterborough-2012.pdf"]
    inspections = sorted((shared / "reports" / "inspections").glob("*.pdf"))[2:3]
    rules = own(f"{HEADING.replace('Custodian', 'Service area')}---\n{FIGURES}")
    load_files(Request((*paths, *inspections), tmp_path / "a.db"))
    reload_database(ReloadRequest(tmp_path / "a.db", rules))
    load_files(Request((*paths, *inspections), tmp_path / "b.db", own=rules))
    assert dump(tmp_path / "a.db") == dump(tmp_path / "b.db")
