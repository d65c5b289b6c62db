"""The sheets in which a report is read: its printed pages, or stretches of a file that has none."""

from __future__ import annotations

from typing import Any

from pipeline.browse.rows import Row, one, rows

SHEET = 60
"""How many blocks a sheet holds of a file without pages: about three printed pages."""

_ON_PAGE = (
    "select * from blocks where report_id = ?1 and (page = ?2 "
    "or exists (select 1 from block_parts where block_id = blocks.id and block_parts.page = ?2)) order by seq"
)
_IN_WINDOW = "select * from blocks where report_id = ?1 order by seq limit ?3 offset (?2 - 1) * ?3"


async def has_pages(db: Any, report: str) -> bool:
    """Say whether the sheets of a report are printed pages; pictures alone, in a text that has none, are not."""
    return bool(await one(db, "select 1 from reports where id = ? and page_count is not null", report))


async def windows(db: Any, report: str) -> list[int]:
    """Return the numbers of the sheets of a report without pages."""
    counted = await one(db, "select count(*) as n from blocks where report_id = ?", report)
    return list(range(1, -(-counted["n"] // SHEET) + 1)) if counted else []


async def blocks_of(db: Any, report: str, number: int) -> list[Row]:
    """Return the blocks of a sheet in their order, those that go on from another page too."""
    if await has_pages(db, report):
        return await rows(db, _ON_PAGE, report, number)
    return await rows(db, _IN_WINDOW, report, number, SHEET)


async def blocks(db: Any, report: str) -> list[Row]:
    """Return all blocks of a report in their order."""
    return await rows(db, "select * from blocks where report_id = ? order by seq", report)
