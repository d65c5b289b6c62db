"""The flow as a whole: what a file gives is what the database gives back, and the stages keep to themselves."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

from pipeline.flow import STAGES, load_files, read_document, read_file
from pipeline.load.database import open_database
from pipeline.load.request import Request
from pipeline.load.rows.layout import read_document as stored_document

ROOT = Path(__file__).resolve().parents[1]

REPORT = """# Northmoor Council

**Date:** 12 June 2019

| Ref | Action | Lead | By when |
| --- | --- | --- | --- |
| L1 | Train all managers | Head of Safeguarding | June |

Visits on time rose from 70% in 2018 to 84%.
"""


def test_the_stages_are_folders_in_their_order() -> None:
    folders = {path.name for path in (ROOT / "pipeline").iterdir() if (path / "__init__.py").is_file()}
    assert set(STAGES) <= folders
    for stage in STAGES[:-1]:
        module = __import__(f"pipeline.{stage}", fromlist=["__all__"])
        assert module.__all__ == [stage]


def test_stages_do_not_import_one_another() -> None:
    checked = subprocess.run([sys.executable, "-m", "importlinter.cli"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_rules_run_again_from_the_database_without_the_file(tmp_path: Path) -> None:
    path = tmp_path / "reports" / "a.md"
    path.parent.mkdir()
    path.write_text(REPORT)
    summary = load_files(Request((path,), tmp_path / "findings.db"))
    with open_database(tmp_path / "findings.db") as connection:
        document = stored_document(connection, summary.results[0].report_id)
    path.unlink()
    again = read_document(document)
    path.write_text(REPORT)
    assert again == read_file(path)


def test_real_reports_come_back_as_parsed(shared: Path, tmp_path: Path) -> None:
    paths = [shared / "renditions" / name for name in ("reading-2016.pdf", "darlington-2016.docx")]
    summary = load_files(Request(tuple(paths), tmp_path / "findings.db"))
    with open_database(tmp_path / "findings.db") as connection:
        for result in summary.results:
            assert stored_document(connection, result.report_id) == read_file(Path(result.path)).document


def test_the_date_given_stands_in_for_one_not_stated(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Our plan\n\nAll visits will be on time by September.\n")
    found = {day: read_file(tmp_path / "a.txt", report_date=day).findings.dates for day in (date(2018, 6, 18), date(2021, 6, 18))}
    assert {day: [d.days.start for d in dates] for day, dates in found.items()} == {
        date(2018, 6, 18): [date(2018, 9, 1)],
        date(2021, 6, 18): [date(2021, 9, 1)],
    }
