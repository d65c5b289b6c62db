"""Papers that a file carries: each a report of its own, that knows its carrier, kept whole by a reload."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.evaluate import evaluate, read_gold
from pipeline.flow import reload_database, remove_report
from pipeline.load.reload import ReloadRequest
from pipeline.load.verify import verify
from pipeline.shipped import OwnRules
from tests.conftest import ROOT
from tests.measuring import load_into

CORPUS = ROOT / "corpus"
CARRIERS = sorted(path.stem for path in (CORPUS / "gold" / "letters").glob("*.json"))


@pytest.fixture(scope="module")
def carried(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the sample's reports that carry a letter."""
    db = tmp_path_factory.mktemp("papers") / "findings.db"
    return load_into(db, [CORPUS / "reports" / f"{stem}.pdf" for stem in CARRIERS])


def rows(db: Path, sql: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(db) as connection:
        return connection.execute(sql).fetchall()


def test_a_letter_in_an_appendix_is_a_report_that_knows_its_carrier(carried: Path) -> None:
    found = rows(
        carried,
        "SELECT carrier.source_path, paper.kind, paper.first_page, paper.last_page, paper.council_id = carrier.council_id "
        "FROM reports paper JOIN reports carrier ON carrier.id = paper.carrier_id ORDER BY 1",
    )
    truth = {stem: json.loads((CORPUS / "gold" / f"{stem}.json").read_text(encoding="utf-8"))["pages"][1] for stem in CARRIERS}
    assert [(Path(str(path)).stem, kind, first) for path, kind, first, _, _ in found] == [
        (stem, "letter", truth[stem] + 1) for stem in CARRIERS
    ]
    assert all(last >= first and same_council == 1 for _, _, first, last, same_council in found)  # type: ignore[operator]


@pytest.mark.parametrize("stem", CARRIERS)
def test_its_units_are_its_own(carried: Path, stem: str) -> None:
    gold = replace(read_gold(CORPUS / "gold" / "letters" / f"{stem}.json"), stem="letter")
    with sqlite3.connect(carried) as connection:
        connection.execute(  # as if the letter were a file: evaluation looks for a file of the gold's name
            "UPDATE reports SET carrier_id = NULL, source_path = 'letter.pdf' "
            "WHERE carrier_id IS NOT NULL AND source_path LIKE ?",
            (f"%{stem}.pdf",),
        )
        total = evaluate(connection, (gold,)).total
        connection.rollback()
    assert {name: count.f1 for name, count in total.items() if count.f1 is not None and count.f1 < 0.9} == {}
    assert sum(count.tp for count in total.values()) > 10


def test_the_database_holds_together(carried: Path) -> None:
    assert verify(carried).problems == ()


def test_a_reload_gives_the_same_papers(carried: Path, tmp_path: Path) -> None:
    db = tmp_path / "findings.db"
    db.write_bytes(carried.read_bytes())
    dump = "SELECT id, 'block', text FROM blocks UNION ALL SELECT id, kind, quote FROM finding_index ORDER BY id"
    before = rows(db, dump)
    with sqlite3.connect(db) as connection:
        connection.execute("UPDATE report_steps SET version = 'older'")
        connection.execute("UPDATE runs SET version = 'older'")
    assert reload_database(ReloadRequest(db)).ran == len(CARRIERS)
    assert rows(db, dump) == before
    assert verify(db).problems == ()


def test_a_rule_that_only_a_paper_needs_reaches_it(carried: Path, tmp_path: Path) -> None:
    db = tmp_path / "findings.db"
    db.write_bytes(carried.read_bytes())
    with sqlite3.connect(db) as connection:
        connection.execute(
            "UPDATE report_steps SET reads = '{}' WHERE step = 'dates' AND report_id IN "
            "(SELECT id FROM reports WHERE carrier_id IS NULL)"
        )
    without = OwnRules("my-rules", (("a.yaml", "without: ['dates.day']"),))
    of_papers = (
        "SELECT count(*) FROM dates d JOIN reports r ON r.id = d.report_id WHERE d.rule = 'dates.day' AND carrier_id <> ''"
    )
    assert rows(db, of_papers) != [(0,)]
    summary = reload_database(ReloadRequest(db, without))
    assert (summary.ran, summary.unread) == (len(CARRIERS), 0)
    assert rows(db, "SELECT count(*) FROM dates WHERE rule = 'dates.day'") == [(0,)]
    assert reload_database(ReloadRequest(db, without)).ran == 0
    assert verify(db).problems == ()


def test_a_carrier_takes_its_papers_with_it(carried: Path, tmp_path: Path) -> None:
    db = tmp_path / "findings.db"
    db.write_bytes(carried.read_bytes())
    remove_report(db, f"{CARRIERS[0]}.pdf")
    assert rows(db, "SELECT count(*) FROM reports") == [(2,)]
    assert verify(db).problems == ()


COUNCIL = "# Wakefield Metropolitan District Council\n\n"
INSPECTION = (
    "Inspection of children's social care services\n\n**Inspection dates:** 4 March 2019 to 15 March 2019\n\n"
    "**Lead inspector:** Ann Example, His Majesty's Inspector\n\n| Judgement | Grade |\n| --- | --- |\n"
    "| Overall effectiveness | Inadequate |\n\n## What needs to improve\n\n- The timeliness of strategy meetings.\n"
    "- The quality of chronologies.\n\n"
)
PLAN = (
    "| Ref | Action | Lead | Due date |\n| --- | --- | --- | --- |\n"
    "| 1.1 | Hold strategy meetings within two days | Head of Care | 30 June 2019 |\n"
    "| 1.2 | Write a chronology for each child | Head of Care | 30 June 2019 |\n"
)


@pytest.mark.parametrize(
    ("word", "after"),
    [("Appendix A", "Appendix B"), ("## Annex 1: Ofsted's report", "## Annex 2: Plan"), ("Enclosure 2", "Enclosure 3")],
)
def test_an_inspection_report_bound_into_a_text_without_pages_is_its_own(tmp_path: Path, word: str, after: str) -> None:
    text = (
        f"{COUNCIL}**Report to:** Scrutiny Panel\n\n**Date:** 12 June 2019\n\n**Title:** Outcome of the inspection\n\n"
        f"## Recommendations\n\n1. That the Panel notes the findings.\n\n{word}\n\n{COUNCIL}{INSPECTION}{after}\n\n{PLAN}"
    )
    (tmp_path / "report.md").write_text(text, encoding="utf-8")
    db = load_into(tmp_path / "findings.db", [tmp_path / "report.md"])
    assert rows(db, "SELECT kind, meeting_date, inspection_start, carrier_id IS NOT NULL FROM reports ORDER BY 1") == [
        ("committee_report", "2019-06-12", None, 0),
        ("inspection_report", None, "2019-03-04", 1),
    ]
    assert rows(db, "SELECT DISTINCT r.kind FROM actions a JOIN reports r ON r.id = a.report_id") == [("committee_report",)]
    assert rows(db, "SELECT kind, count(*) FROM recommendations GROUP BY 1 ORDER BY 1") == [("decision", 1), ("inspection", 2)]
    assert rows(db, "SELECT count(*) > 0 FROM responses") == [(1,)]


def test_a_joint_inspections_letter_is_the_inspectors(tmp_path: Path) -> None:
    text = (
        "14 May 2021\n\nJoint targeted area inspection of Wakefield\n\nTo: Ann Example, Chief Executive of Wakefield "
        "Metropolitan District Council\n\nThis letter sets out our findings from the joint inspection of Wakefield. "
        "The inspection took place between 12 and 16 April 2021. Inspectors came from three inspectorates.\n\n"
        "Areas for priority action\n\n"
        "- Leaders should see to it that there are enough social workers at the front door.\n\nAreas for improvement\n\n"
        "- The timeliness of child protection conferences.\n\nYours sincerely\n\nBen Example\nDirector\n"
    )
    (tmp_path / "letter.txt").write_text(text, encoding="utf-8")
    db = load_into(tmp_path / "findings.db", [tmp_path / "letter.txt"])
    assert rows(db, "SELECT kind, meeting_date, inspection_start, inspection_end FROM reports") == [
        ("letter", None, "2021-04-12", "2021-04-16")
    ]
    assert rows(db, "SELECT kind FROM recommendations") == [("inspection",), ("inspection",)]
    assert rows(db, "SELECT count(*) FROM actions") == [(0,)]
