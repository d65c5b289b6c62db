"""Ask the database for rows."""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]

DAY = "coalesce(r.meeting_date_known, r.published_known, r.inspection_end)"
"""The day of a report, of `report_details r`, on every page and in the views of journeys: of its meeting, else of its
publication, else the last of the inspection."""


async def rows(db: Any, sql: str, *arguments: Any) -> list[Row]:
    """Return what a statement gives, as dictionaries; `db` is Datasette's."""
    return [dict(row) for row in (await db.execute(sql, list(arguments))).rows]


async def one(db: Any, sql: str, *arguments: Any) -> Row | None:
    """Return the first row of what a statement gives."""
    found = await rows(db, sql, *arguments)
    return found[0] if found else None
