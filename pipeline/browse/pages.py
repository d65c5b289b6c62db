"""What a council's, a report's and a finding's page show, read from the database."""

from __future__ import annotations

from typing import Any

from pipeline.browse.settings import Settings

FINDING_TABLES = ("people", "recommendations", "actions", "dates", "percentages", "changes", "events", "judgements")

SHOWN = {
    "people": ("relation", "name", "role"),
    "recommendations": ("kind", "ref", "verb", "by"),
    "actions": ("ref", "plan_ref", "theme", "timescale", "start", "due", "status", "rag", "origin"),
    "dates": ("text", "start", "end", "precision", "resolved_from"),
    "percentages": ("low", "high", "qualifier", "role", "subject"),
    "changes": ("subject", "from_value", "to_value", "unit"),
    "events": ("kind", "body", "start", "end", "judgement"),
    "judgements": ("area", "grade"),
}
"""The values of a finding that its page shows above its words, in this order."""

REPORT = """
select reports.*, councils.name as council from reports left join councils on councils.id = council_id where reports.id = ?
"""

LISTED = 12
"""How many rows of a kind a report's or council's page lists before it points to the full table."""

Row = dict[str, Any]


async def _rows(db: Any, sql: str, *arguments: Any) -> list[Row]:
    return [dict(row) for row in (await db.execute(sql, list(arguments))).rows]


async def home(db: Any, settings: Settings) -> Row:
    """What the first page says: how much there is, of whom, and what could be asked."""
    counts = await _rows(db, " union all ".join(f"select '{name}' as name, count(*) as n from {name}" for name in FINDING_TABLES))
    councils = await _rows(
        db,
        "select councils.id, councils.name, count(*) as reports, min(coalesce(meeting_date, published)) as first, "
        "max(coalesce(meeting_date, published)) as last from councils join reports on reports.council_id = councils.id "
        "where is_primary group by councils.id order by councils.name",
    )
    reports = await _rows(
        db,
        "select count(*) as n, sum(status = 'failed') as failed, sum(status = 'partial') as partial, sum(page_count) as pages "
        "from reports",
    )
    return {
        "database": db.name,
        "counts": counts,
        "councils": councils,
        "reports": reports[0],
        "queries": settings.queries,
    }


async def row_page(db: Any, table: str, key: str) -> Row | None:
    """The page of one row, where we have a page of our own for its table."""
    if table == "councils":
        return await _council(db, key)
    if table == "reports":
        return await _report(db, key)
    if table == "leads":
        return await _lead(db, key)
    if table in FINDING_TABLES:
        return await _finding(db, table, key)
    return None


async def _counts(db: Any, where: str, *arguments: Any) -> list[Row]:
    one = "select '{0}' as name, count(*) as n from {0} join reports on reports.id = report_id where {1}"
    parts = [one.format(name, where) for name in FINDING_TABLES]
    return await _rows(db, " union all ".join(parts), *(arguments * len(parts)))


async def _council(db: Any, key: str) -> Row | None:
    found = await _rows(db, "select * from councils where id = ?", key)
    if not found:
        return None
    return {
        "council": found[0],
        "counts": await _counts(db, "is_primary and reports.council_id = ?", key),
        "reports": await _rows(
            db,
            "select reports.*, (select count(*) from actions where report_id = reports.id) as actions, "
            "(select count(*) from recommendations where report_id = reports.id) as recommendations from reports "
            "where council_id = ? order by coalesce(meeting_date, published, inspection_end), id",
            key,
        ),
        "events": await _rows(
            db,
            "select events.* from events join reports on reports.id = report_id where is_primary and events.council_id = ? "
            'order by events.start, events."end", events.id limit 200',
            key,
        ),
        "judgements": await _rows(
            db,
            "select judgements.*, coalesce(published, inspection_end) as day "
            "from judgements join reports on reports.id = report_id where is_primary and reports.council_id = ? "
            "order by day, judgements.id limit 100",
            key,
        ),
    }


async def _report(db: Any, key: str) -> Row | None:
    found = await _rows(db, REPORT, key)
    if not found:
        return None
    lists = {
        name: await _rows(db, f"select * from {name} where report_id = ? order by page, block_id, char_start limit {LISTED}", key)
        for name in FINDING_TABLES
        if name != "actions"
    }
    lists["actions"] = await _rows(
        db,
        "select actions.*, (select group_concat(name, '; ') from "
        "(select leads.name from action_leads join leads on leads.id = lead_id where action_id = actions.id "
        "order by position)) as leads from actions where report_id = ? "
        f"order by origin <> 'table', page, block_id, char_start limit {LISTED}",
        key,
    )
    return {
        "report": found[0],
        "counts": await _counts(db, "reports.id = ?", key),
        "lists": lists,
        "files": await _rows(db, "select path from report_files where report_id = ? order by path", key),
        "contradictions": await _rows(db, "select * from contradictions where report_id = ? order by id", key),
        "basis": await _rows(db, "select * from evidence where kind = 'reports' and finding_id = ? order by id", key),
        "listed": LISTED,
    }


async def _lead(db: Any, key: str) -> Row | None:
    found = await _rows(db, "select * from leads where id = ?", key)
    if not found:
        return None
    actions = await _rows(
        db,
        "select actions.*, action_leads.text as printed, reports.label as report "
        "from action_leads join actions on actions.id = action_id join reports on reports.id = report_id "
        "where lead_id = ? and is_primary order by reports.label, page, actions.id limit 300",
        key,
    )
    return {"lead": found[0], "actions": actions}


async def _finding(db: Any, table: str, key: str) -> Row | None:
    found = await _rows(db, f"select * from {table} where id = ?", key)
    if not found:
        return None
    finding = found[0]
    block = (await _rows(db, "select * from blocks where id = ?", finding["block_id"]))[0]
    report = (await _rows(db, REPORT, finding["report_id"]))[0]
    around = await _rows(
        db,
        "select seq, kind, ref, text from blocks where report_id = ? and seq between ? and ? "
        "and kind not in ('furniture', 'contents') order by seq",
        finding["report_id"],
        block["seq"] - 2,
        block["seq"] + 2,
    )
    siblings = await _rows(
        db, f"select id from {table} where report_id = ? order by page, block_id, char_start, id", finding["report_id"]
    )
    ids = [row["id"] for row in siblings]
    n = ids.index(finding["id"])
    text = block["text"]
    return {
        "kind": table,
        "finding": finding,
        "values": [(name, finding[name]) for name in SHOWN[table] if finding.get(name) is not None],
        "leads": await _rows(
            db,
            "select leads.id, leads.name, leads.kind, action_leads.text from action_leads join leads on leads.id = lead_id "
            "where action_id = ? order by position",
            finding["id"],
        )
        if table == "actions"
        else [],
        "report": report,
        "block": block,
        "before": text[: finding["char_start"]],
        "after": text[finding["char_end"] :],
        "earlier": [b for b in around if b["seq"] < block["seq"]],
        "later": [b for b in around if b["seq"] > block["seq"]],
        "evidence": await _rows(
            db, "select * from evidence where kind = ? and finding_id = ? order by n, id", table, finding["id"]
        ),
        "previous": ids[n - 1] if n else None,
        "next": ids[n + 1] if n + 1 < len(ids) else None,
        "number": n + 1,
        "of": len(ids),
    }
