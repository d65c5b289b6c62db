"""A council's plans as the database keeps them, and the threads of their actions as its rows."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from pipeline.load.rows.blocks import Row
from pipeline.load.store import insert
from pipeline.road import SeenAction, SeenPlan, Thread

# Narrative sentences tell of work in passing; what is followed are the rows and items of plans.
_PLANS = """
SELECT r.id AS report_id, coalesce(r.meeting_date_known, r.published_known, r.inspection_end) AS seen_on,
  a.id, a.ref, a.theme, a.text, a.due, a.status, a.rag, a.ended IS NOT NULL, r.covers IS NOT NULL
FROM report_details r JOIN actions a ON a.report_id = r.id
WHERE r.council_id = ? AND r.is_primary AND a.origin IN ('table', 'list') AND seen_on IS NOT NULL
ORDER BY seen_on, r.id, a.id
"""

_LEADS = """
SELECT al.action_id, l.name
FROM reports r JOIN actions a ON a.report_id = r.id JOIN action_leads al ON al.action_id = a.id JOIN leads l ON l.id = al.lead_id
WHERE r.council_id = ? ORDER BY al.action_id, al.position
"""


def read_plans(connection: sqlite3.Connection, council: str) -> list[SeenPlan]:
    """Return the plans in the reports of a council that count, in the order of their days."""
    leads: dict[str, list[str]] = defaultdict(list)
    for action_id, name in connection.execute(_LEADS, (council,)):
        leads[action_id].append(name)
    by_report: dict[tuple[str, str], list[SeenAction]] = defaultdict(list)
    parts: set[str] = set()
    for report, on, action_id, ref, theme, text, due, status, rag, ended, is_part in connection.execute(_PLANS, (council,)):
        parts |= {report} if is_part else set()
        by_report[report, on].append(
            SeenAction(
                id=action_id,
                report=report,
                ref=ref,
                theme=theme,
                text=text,
                leads=tuple(leads[action_id]),
                due=date.fromisoformat(due) if due else None,
                status=status,
                rag=rag,
                ended=bool(ended),
            )
        )
    return [
        SeenPlan(report, date.fromisoformat(on), tuple(actions), report in parts) for (report, on), actions in by_report.items()
    ]


def write_threads(connection: sqlite3.Connection, line: Sequence[str], threads: Sequence[Thread]) -> None:
    """Put the threads of a line of councils in the place of those they had; a thread is of the council that shows it last."""
    connection.executemany("DELETE FROM action_threads WHERE council_id = ?", [(council,) for council in line])
    for thread in threads:
        last = thread.steps[-1].report
        (council,) = connection.execute("SELECT council_id FROM reports WHERE id = ?", (last,)).fetchone()
        insert(connection, "action_threads", [_thread_row(connection, council, thread)])
        for n, step in enumerate(thread.steps, 1):
            link = step.link
            row = {
                "thread_id": thread.id,
                "n": n,
                "action_id": step.action,
                "report_id": step.report,
                "seen_on": step.on.isoformat(),
                "relation": link.relation if link else None,
                "score": link.score if link else None,
                "features": json.dumps(dict(link.features)) if link else None,
                "due_moved": step.due_moved,
                "reworded": step.reworded,
                "lead_changed": step.lead_changed,
                "completed": step.completed,
                "reopened": step.reopened,
                "missed": step.missed,
            }
            insert(connection, "thread_steps", [row])


def _thread_row(connection: sqlite3.Connection, council: str, thread: Thread) -> Row:
    """Return a thread as a row: called by the wording of its last appearance."""
    told = [
        connection.execute("SELECT ref, theme, text, due, status, rag FROM actions WHERE id = ?", (step.action,)).fetchone()
        for step in thread.steps
    ]
    ref, theme, text, _, status, rag = told[-1]
    dues = [row[3] for row in told if row[3]]
    return {
        "id": thread.id,
        "council_id": council,
        "ref": ref,
        "theme": theme,
        "text": text,
        "steps": len(thread.steps),
        "first_seen": thread.steps[0].on.isoformat(),
        "last_seen": thread.steps[-1].on.isoformat(),
        "first_due": dues[0] if dues else None,
        "last_due": dues[-1] if dues else None,
        "due_moved": thread.due_moved,
        "status": status,
        "rag": rag,
        "fate": thread.fate,
        "dropped_in": thread.dropped_in,
    }
