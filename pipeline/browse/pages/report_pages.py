"""What a council's, a report's and a lead's page show."""

from __future__ import annotations

from typing import Any

from pipeline.browse.pages.journey import Url, journey
from pipeline.browse.remembered import remembered
from pipeline.browse.rows import DAY, Row, one, rows
from pipeline.model import KINDS

LISTED = 12
"""How many rows of a kind a report's page lists before it points to the full table: with six kinds some two screens."""

MOST = 300
"""How many rows a council's or lead's page lists of a kind."""

_LEADS = (
    "(select group_concat(name, '; ') from (select leads.name from action_leads join leads on leads.id = lead_id "
    "where action_id = actions.id order by position)) as leads"
)


async def council(db: Any, url: Url, key: str) -> Row | None:
    """Return a council with its reports in their order and its journey; `url` makes the address of a row."""
    found = await one(db, "select * from councils where id = ?", key)
    if not found:
        return None
    return {
        "kind": "council",
        "council": found,
        "counts": await _counts(db, "is_primary and reports.council_id = ?", key),
        "reports": await rows(
            db,
            f"select r.*, {DAY} as day, (select count(*) from actions where report_id = r.id) as actions, "
            "(select count(*) from recommendations where report_id = r.id) as recommendations from report_details r "
            "where council_id = ? order by day, id",
            key,
        ),
        **await remembered(db, f"journey {key}", lambda: journey(db, url, key, found["name"])),
    }


async def report(db: Any, key: str) -> Row | None:
    """Return a report with the first of its findings of each class, and what its own fields rest on."""
    found = await one(db, "select * from report_details where id = ?", key)
    if not found:
        return None
    lists = {
        name: await rows(db, f"select * from {name} where report_id = ? order by id limit ?", key, LISTED)
        for name in KINDS
        if name not in ("actions", "dates", "percentages")
    }
    lists["actions"] = await rows(
        db, f"select actions.*, {_LEADS} from actions where report_id = ? order by origin <> 'table', id limit ?", key, LISTED
    )
    return {
        "kind": "report",
        "report": found,
        "counts": await _counts(db, "reports.id = ?", key),
        "lists": lists,
        "files": await rows(db, "select path from report_files where report_id = ? order by path", key),
        "unread": await rows(db, "select id, number, problem from pages where report_id = ? and problem is not null", key),
        "contradictions": await rows(db, "select * from contradictions where report_id = ? order by id", key),
        "basis": await rows(db, "select * from evidence where kind = 'reports' and finding_id = ? order by id", key),
        "carrier": await one(db, "select id, label from reports where id = ?", found["carrier_id"]),
        "carried": await rows(db, "select id, label, first_page from reports where carrier_id = ? order by first_page", key),
        "listed": LISTED,
    }


async def lead(db: Any, key: str) -> Row | None:
    """Return a lead with the actions it answers for, report by report."""
    found = await one(db, "select * from leads where id = ?", key)
    if not found:
        return None
    joined = (
        "from action_leads join actions on actions.id = action_id join report_details r on r.id = report_id "
        "where lead_id = ? and is_primary"
    )
    counted = await one(db, f"select count(*) as actions, count(distinct report_id) as reports {joined}", key)
    actions = await rows(
        db,
        f"select actions.*, action_leads.text as printed, r.label as report {joined} "
        f"order by r.council_id, {DAY}, actions.id limit ?",
        key,
        MOST,
    )
    councils = await rows(
        db,
        "select r.council_id, r.council, count(distinct actions.id) as actions, sum(actions.status = 'complete') as complete, "
        "sum(actions.status <> 'complete' and actions.due < r.day) as overdue, min(r.day) as first, max(r.day) as last "
        "from action_leads join actions on actions.id = action_id "
        f"join (select *, {DAY} as day from report_details r) r "
        "on r.id = actions.report_id where lead_id = ? and r.is_primary group by r.council_id order by r.council",
        key,
    )
    return {"kind": "lead", "lead": found, "counted": counted, "councils": councils, "actions": actions}


async def _counts(db: Any, where: str, *arguments: Any) -> list[Row]:
    counted = "select '{0}' as name, count(*) as n from {0} join reports on reports.id = report_id where {1}"
    return await rows(db, " union all ".join(counted.format(name, where) for name in KINDS), *(arguments * len(KINDS)))
