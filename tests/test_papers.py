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
