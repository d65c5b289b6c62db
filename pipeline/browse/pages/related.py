"""What goes with a finding elsewhere: the same thing mentioned again, and how it went on from report to report."""

from __future__ import annotations

from typing import Any

from pipeline.browse.rows import DAY, Row, rows

MOST = 8
"""How many other mentions a finding's page lists."""

# What makes two findings of a class mentions of the same thing. Dates and figures are compared within their report, for "March"
# or "50%" elsewhere says nothing; what names itself (a person, an inspection) within the council.
_SAME = {
    "people": ("coalesce(f.name, f.role) = coalesce(:name, :role)", "council"),
    "recommendations": ("lower(f.text) = lower(:text)", "council"),
    "actions": ("lower(f.text) = lower(:text)", "report"),
    "dates": ('f.start = :start and f."end" = :end', "report"),
    "percentages": ("f.low = :low and f.high = :high and coalesce(f.subject, '') = coalesce(:subject, '')", "report"),
    "changes": ("f.from_value = :from_value and f.to_value = :to_value", "report"),
    "events": ('f.kind = :kind and f.start = :start and f."end" = :end', "council"),
    "judgements": ("lower(f.area) = lower(:area)", "council"),
}


async def mentions(db: Any, table: str, found: Row) -> list[Row]:
    """Return other findings of the class that speak of the same thing, those of the same report first."""
    same, within = _SAME[table]
    council = (
        "select own.id from reports mine join reports own on own.council_id = mine.council_id and own.is_primary "
        "where mine.id = :report_id"
    )
    inside = "select :report_id" if within == "report" else f"select :report_id union {council}"
    asked = (
        f"select f.id, f.quote, f.page, f.report_id, r.label as report, {DAY} as day from {table} f "
        f"join report_details r on r.id = f.report_id where f.report_id in ({inside}) and f.id <> :id and {same} "
        f"order by f.report_id <> :report_id, day, f.id limit {MOST}"
    )
    return [dict(row) for row in (await db.execute(asked, found)).rows]


async def over_time(db: Any, table: str, key: str) -> Row | None:
    """Return how a finding's matter went on: an action's thread, a figure's measure in the reports of its council."""
    if table == "actions":
        steps = await rows(
            db,
            "select thread_steps.*, actions.due, actions.timescale, actions.status, actions.rag, reports.label as report "
            "from thread_steps join actions on actions.id = action_id join reports on reports.id = thread_steps.report_id "
            "where thread_id in (select thread_id from thread_steps where action_id = ?) order by thread_id, n",
            key,
        )
        return {"kind": "thread", "steps": steps} if len(steps) > 1 else None
    if table in ("percentages", "changes"):
        figures = await rows(
            db,
            f"select i.*, measures.name as measure, measures.unit, r.label as report, {DAY} as day from indicators i "
            "join measures on measures.id = i.measure_id join report_details r on r.id = i.report_id "
            "where r.is_primary and i.measure_id = (select measure_id from indicators where finding_id = ?1) and r.council_id = "
            "(select council_id from reports join indicators own on own.report_id = reports.id where own.finding_id = ?1) "
            "order by coalesce(period_end, day), day, i.finding_id",
            key,
        )
        return {"kind": "measure", "figures": figures} if len(figures) > 1 else None
    return None
