"""What the first page and the list of tables show."""

from __future__ import annotations

from typing import Any

from pipeline.browse.rows import Row, one, rows
from pipeline.browse.settings import Settings
from pipeline.model import KINDS

COUNTING_MS = 200
"""Milliseconds given to counting one table for the list of tables; a larger one is shown without its number."""

GROUPS = {
    "read": "What was read in the reports",
    "sources": "The reports themselves",
    "workings": "How it came about",
}


async def home(db: Any, settings: Settings) -> Row:
    """Return how much there is, of whom, and what could be asked; of a report in several versions one counts."""
    counted = "select '{0}' as name, count(*) as n from {0} f join reports r on r.id = f.report_id where r.is_primary"
    counts = await rows(db, " union all ".join(counted.format(name) for name in KINDS))
    councils = await rows(
        db,
        "select councils.id, councils.name, count(*) as reports, "
        "min(coalesce(meeting_date, published, inspection_end)) as first, "
        "max(coalesce(meeting_date, published, inspection_end)) as last "
        "from councils join reports on reports.council_id = councils.id "
        "where is_primary group by councils.id order by councils.name",
    )
    reports = await one(
        db,
        "select sum(is_primary) as n, sum(not is_primary) as versions, count(*) filter (where carrier_id is null) as files, "
        "sum(status = 'failed') as failed, sum(status = 'partial') as partial, "
        "sum(page_count) filter (where carrier_id is null) as pages, "
        "sum(council_id is null and status <> 'failed') as without_council from reports",
    )
    return {"database": db.name, "counts": counts, "councils": councils, "reports": reports, "queries": settings.queries}


async def tables(db: Any, settings: Settings) -> list[tuple[str, list[Row]]]:
    """Return the tables and views to be listed, in groups: title, name, description, number of rows (null where too many)."""
    standing = {*await db.table_names(), *await db.view_names()}
    groups = []
    for group, title in GROUPS.items():
        listed = [
            {
                "name": name,
                "title": table.title,
                "about": settings.texts[name].about,
                "count": await _count(db, name),
            }
            for name, table in settings.tables.items()
            if table.group == group and name in standing
        ]
        groups.append((title, listed))
    return groups


async def _count(db: Any, table: str) -> int | None:
    from datasette.database import QueryInterrupted

    try:
        found = await db.execute(f'select count(*) from "{table}"', custom_time_limit=COUNTING_MS)
    except QueryInterrupted:
        return None
    return int(found.single_value())
