"""Real reports hold what they are known to hold: the floors that the project promises, per form.

Gold marked by hand lies beside the project, not in it; without it these tests say that they were not run.
"""

from __future__ import annotations

import csv
import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.evaluate import Count, as_json, evaluate, read_gold_folder
from tests.measuring import load_into

FOLDERS = {".txt": "reports", ".pdf": "renditions", ".docx": "renditions"}


@pytest.fixture(scope="session", params=FOLDERS)
def committee(request: pytest.FixtureRequest, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A database of the committee reports in one form, and that form."""
    form: str = request.param
    files = sorted((shared / FOLDERS[form]).glob(f"*{form}"))
    return load_into(tmp_path_factory.mktemp("committee") / "findings.db", files), form


@pytest.fixture(scope="session")
def inspections(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of all the inspection reports."""
    return load_into(tmp_path_factory.mktemp("inspections") / "findings.db", [shared / "reports" / "inspections"])


def totals(db: Path, shared: Path, form: str) -> dict[str, Count]:
    with sqlite3.connect(db) as connection:
        return evaluate(connection, read_gold_folder(shared / "gold"), suffix=form, present=True).total


def test_committee_reports(committee: tuple[Path, str], shared: Path) -> None:
    db, form = committee
    total = totals(db, shared, form)
    assert total["report"].f1 == 1.0
    floors = {"people": 0.9, "recommendations": 0.95, "dates": 0.96, "percentages": 0.99}
    assert {name: total[name].f1 for name, floor in floors.items() if (total[name].f1 or 0) < floor} == {}
    assert total["dates"].shares["interval"] >= 0.97
    assert total["dates"].shares["text"] >= 0.95
    assert all(count.shares.get("evidence", 1.0) == 1.0 for count in total.values())


def test_rows_of_the_action_plan(committee: tuple[Path, str], shared: Path) -> None:
    db, form = committee
    [gold] = [g for g in read_gold_folder(shared / "gold") if g.stem == "reading-2016"]
    rows = [unit for unit in gold.units["actions"] if unit["origin"] == "table"]
    with sqlite3.connect(db) as connection:
        connection.row_factory = sqlite3.Row
        found = connection.execute(
            "select actions.* from actions join reports on reports.id = report_id where origin = 'table' and source_path like ?",
            (f"%reading-2016{form}",),
        ).fetchall()
        evaluation = evaluate(connection, [type(gold)(gold.stem, gold.report, {"actions": tuple(rows)}, None)], suffix=form)
    assert (len(found), len(rows)) == (41, 41)
    count = evaluation.total["actions"]
    assert (count.tp, count.fn) == (41, 0)
    assert {key: count.shares[key] for key in ("ref", "theme", "leads", "text") if count.shares[key] < 0.97} == {}


def test_bars_of_the_action_plan(shared: Path, tmp_path: Path) -> None:
    truth = json.loads((shared / "renditions" / "truth" / "reading-A.json").read_text(encoding="utf-8"))
    db = load_into(tmp_path / "findings.db", [shared / "renditions" / "reading-2016.pdf"])
    quarters = {"Q1": ("04-01", "06-30"), "Q2": ("07-01", "09-30"), "Q3": ("10-01", "12-31"), "Q4": ("01-01", "03-31")}

    def day(quarter: str, end: int) -> str:
        years, name = quarter.split()
        year = int(years[:4]) + (name == "Q4")
        return f"{year}-{quarters[name][end]}"

    with sqlite3.connect(db) as connection:
        found = connection.execute(
            "select start, due, rag from actions where origin = 'table' order by page, block_id"
        ).fetchall()
    wanted = [
        (day(row["start"], 0), day(row["end"], 1), None if row["rag"] in (None, "none") else row["rag"])
        for row in truth["actions"]
    ]
    assert found == wanted


def test_inspection_reports_load_but_for_the_error_page(inspections: Path) -> None:
    with sqlite3.connect(inspections) as db:
        failed = db.execute("select source_path, problem from reports where status = 'failed'").fetchall()
        others = db.execute("select count(*) from reports where status <> 'failed'").fetchone()
    assert others == (44,)
    assert len(failed) == 1
    assert "web page" in failed[0][1]


def test_every_inspection_report_says_who_when_and_how_judged(inspections: Path, shared: Path) -> None:
    """Held against tests/inspections.csv, read from the reports: grades are their first letters in the order printed."""
    with (Path(__file__).parent / "inspections.csv").open(encoding="utf-8", newline="") as file:
        wanted = {row["file"]: row for row in csv.DictReader(file)}
    with sqlite3.connect(inspections) as db:
        rows = db.execute(
            "select source_path, c.name, inspection_start, inspection_end, coalesce(published, ''), "
            "(select group_concat(name) from people where report_id = r.id and relation = 'lead_inspector'), "
            "(select group_concat(upper(substr(grade, 1, 1)), '') "
            "from (select grade from judgements where report_id = r.id order by id)), "
            "cast((select count(*) from recommendations where report_id = r.id and kind = 'inspection') as text) "
            "from reports r join councils c on c.id = r.council_id where r.kind = 'inspection_report'"
        ).fetchall()
        succeeded = dict(db.execute("select name, replaced_by from councils where replaced_by is not null"))
    found = {Path(path).name: dict(zip(list(next(iter(wanted.values())))[1:], values, strict=True)) for path, *values in rows}
    assert found == {name: {key: value for key, value in row.items() if key != "file"} for name, row in wanted.items()}
    assert succeeded == {
        "Buckinghamshire County Council": "Buckinghamshire Council",
        "North Yorkshire County Council": "North Yorkshire Council",
    }
    with (shared / "data" / "inspection_overview.csv").open(encoding="utf-8", newline="") as file:
        overview = list(csv.DictReader(file))
    told = [(one["inspection_start"], one["inspection_end"], one["lead_inspector"]) for one in overview]
    read = [wanted[one["file"]] for one in overview]
    assert [(row["inspection_start"], row["inspection_end"], row["lead_inspector"].lower()) for row in read] == told
    assert [one["overall_effectiveness_grade"][0].upper() for one in overview] == [row["grades"][-1] for row in read]


def test_inspection_reports_against_gold(inspections: Path, shared: Path) -> None:
    total = totals(inspections, shared, ".pdf")
    floors = {"report": 0.99, "people": 0.9, "recommendations": 0.95, "dates": 0.96, "percentages": 0.99, "judgements": 0.97}
    assert {name: total[name].f1 for name, floor in floors.items() if (total[name].f1 or 0) < floor} == {}


def test_our_counting_is_the_scorers(committee: tuple[Path, str], shared: Path) -> None:
    db, form = committee
    gold = [str(path) for path in sorted((shared / "gold").glob("*.json"))]
    command = [sys.executable, str(shared / "eval" / "score.py"), str(db), *gold, "--suffix", form, "--present", "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    with sqlite3.connect(db) as connection:
        ours = json.loads(as_json(evaluate(connection, read_gold_folder(shared / "gold"), suffix=form, present=True)))
    for name, figures in theirs["total"].items():
        assert {key: ours["total"][name][key] for key in figures} == figures, name
