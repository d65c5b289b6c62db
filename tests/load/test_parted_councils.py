"""A council that was parted: its actions go on in the reports of each council that took its place."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tests.measuring import load_into

REPORT = """# {council}

**Report to:** Cabinet

**Date:** {day}

**Title:** Children's services improvement plan

## Appendix A: Improvement plan

| Ref | Action | Lead | Due date | Status |
| --- | --- | --- | --- | --- |
{rows}
"""
MEETINGS = "| 1.1 | Minute every strategy meeting on a template | Director of Children's Services | {due} | In progress |\n"
SUPERVISION = "| 1.2 | Supervise each worker every month | Principal Social Worker | 31 December 2019 | {status} |\n"


def test_an_action_goes_on_with_each_heir_and_ends_only_where_none_shows_it(tmp_path: Path) -> None:
    reports = {
        ("Northamptonshire County Council", "10 September 2019"): (
            MEETINGS.format(due="31 December 2019") + SUPERVISION.format(status="In progress")
        ),
        ("West Northamptonshire Council", "14 September 2021"): (
            MEETINGS.format(due="30 June 2021") + SUPERVISION.format(status="Complete")
        ),
        ("North Northamptonshire Council", "16 September 2021"): MEETINGS.format(due="30 September 2021"),
    }
    for n, ((council, day), rows) in enumerate(reports.items()):
        (tmp_path / f"{n}.md").write_text(REPORT.format(council=council, day=day, rows=rows), encoding="utf-8")
    db = load_into(tmp_path / "findings.db", sorted(tmp_path.glob("*.md")))
    with sqlite3.connect(db) as connection:
        told = connection.execute("SELECT council_id, ref, steps, due_moved, fate FROM action_threads ORDER BY 1, 2").fetchall()
    assert told == [
        ("north-northamptonshire-council", "1.1", 2, 639, "open"),
        ("west-northamptonshire-council", "1.1", 2, 547, "open"),
        ("west-northamptonshire-council", "1.2", 2, 0, "complete"),
    ]
