"""The sample's recommendations are joined to the actions that answer them, held against what its makers say."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from pipeline.flow import remove_report
from tests.conftest import ROOT
from tests.measuring import load_into

REPORTS = ROOT / "corpus" / "reports"
TRUTH = json.loads((ROOT / "corpus" / "truth" / "responses.json").read_text(encoding="utf-8"))
JOINED = """
SELECT ra.source_path, rec.text, rb.source_path, a.text FROM responses
JOIN recommendations rec ON rec.id = recommendation_id JOIN reports ra ON ra.id = rec.report_id
JOIN actions a ON a.id = action_id JOIN reports rb ON rb.id = a.report_id
"""
Answer = tuple[str, str, str, str]


def plain(words: str) -> str:
    """The last words of a recommendation, in small letters: how much of its lead-in is quoted is another question."""
    return words.lower().strip(" .;")[-60:]


def true_answers() -> set[Answer]:
    return {
        (stem, plain(asked["recommendation"]), answer["report"], answer["action"])
        for stem, some in TRUTH.items()
        for asked in some
        for answer in asked["answers"]
    }


def found_answers(db: Path) -> set[Answer]:
    with sqlite3.connect(db) as connection:
        rows = connection.execute(JOINED).fetchall()
    return {(Path(by).stem, plain(asked), Path(report).stem, action) for by, asked, report, action in rows}


def test_answers_are_found_and_true(sample: Path) -> None:
    found, true = found_answers(sample), true_answers()
    assert len(found & true) / len(found) >= 0.87
    assert len(found & true) / len(true) >= 0.8


def test_answers_come_and_go_with_their_reports(tmp_path: Path) -> None:
    db = tmp_path / "findings.db"
    load_into(db, [REPORTS / "northmoor-2019-06.pdf"])
    alone = found_answers(db)
    assert {by for by, *_ in alone} == {"northmoor-2019-06"}
    load_into(db, [REPORTS / "northmoor-2019-05-inspection.pdf"])
    assert {by for by, *_ in found_answers(db)} == {"northmoor-2019-05-inspection"}
    remove_report(db, "northmoor-2019-05-inspection.pdf")
    assert found_answers(db) == alone


INSPECTED = """# Wokingham Borough Council

## Inspection of children's social care services

**Inspection dates:** 4 March 2019 to 15 March 2019

## What needs to improve

- The timeliness of strategy meetings and the recording of decisions.
- The quality and frequency of supervision of social workers.
- The response to children who go missing from home or care.
"""
PLAN = """# Wokingham Borough Council

**Title:** Response to the inspection: improvement plan

## 1. Purpose

1.1 The first plan was approved by the Improvement Board on 4 June 2019.

| Ref | Action | Rec no. | Lead | RAG | Due date |
| --- | --- | --- | --- | --- | --- |
| 1.1 | Write one template | 1 and 2 | Head of Assessment | A | 30 June 2019 |
| 1.2 | Open a weekend rota | | Head of Assessment | R | 3 September 2019 |
"""


def test_a_plan_without_a_day_answers_by_the_numbers_in_its_column(tmp_path: Path) -> None:
    for name, text in (("inspection", INSPECTED), ("plan", PLAN)):
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
    answers = found_answers(load_into(tmp_path / "findings.db", sorted(tmp_path.glob("*.md"))))
    told = {(asked.split()[-1], action) for _, asked, _, action in answers}
    assert told == {("decisions", "Write one template"), ("workers", "Write one template")}
