"""What the first page and the list of tables show."""

from __future__ import annotations

from typing import Any

from pipeline.browse.guard.permitted import hidden_in
from pipeline.browse.pages.accuracy import by_class, measurements
from pipeline.browse.remembered import remembered
from pipeline.browse.rows import DAY, Row, one, rows
from pipeline.browse.settings import Settings
from pipeline.model import KINDS

COUNTING_MS = 200
"""Milliseconds given to counting one table for the list of tables; a larger one is shown without its number."""

NEWEST = 6
"""How many reports of the last load the first page names."""

DOUBTFUL = 0.7
"""Confidence below which a finding is among those to look at: of such units about one in three proved wrong."""

# Not joined: each report is then looked up in the index of the findings, instead of each finding's report.
_PRIMARY = "(select id from reports where is_primary)"

GROUPS = {
    "read": "What was read in the reports",
    "sources": "The reports themselves",
    "workings": "How it came about",
}


async def home(db: Any, settings: Settings) -> Row:
    """Return how much there is, of whom, what is new, what needs a look, and what could be asked; of versions one counts."""
    return {
        **await remembered(db, "home", lambda: _whole(db)),
        "database": db.name,
        "queries": settings.queries,
        "measurements": measurements(),
        "by_class": by_class(),
    }


async def _whole(db: Any) -> Row:
    counted = (
        f"select '{{0}}' as name, count(*) as n, sum(confidence < {DOUBTFUL}) as doubtful "
        f"from {{0}} where report_id in {_PRIMARY}"
    )
    shown = [name for name in KINDS if name not in hidden_in(db)]
    counts = await rows(db, " union all ".join(counted.format(name) for name in shown)) if shown else []
    councils = await rows(
        db,
        "select councils.id, councils.name, count(*) as reports, "
        f"min({DAY}) as first, max({DAY}) as last "
        "from councils join report_details r on r.council_id = councils.id "
        "where is_primary group by councils.id order by councils.name",
    )
    return {
        "counts": counts,
        "councils": councils,
        "years": sorted({str(council[end])[:4] for council in councils for end in ("first", "last") if council[end]}),
        "reports": await one(
            db,
            "select sum(is_primary and status <> 'failed') as n, sum(not is_primary) as versions, "
            "count(*) filter (where carrier_id is null) as files, "
            "sum(status = 'failed') as failed, sum(status = 'partial') as partial, "
            "sum(page_count) filter (where carrier_id is null) as pages, "
            "sum(council_id is null and status <> 'failed') as without_council from reports",
        ),
        "new": await _new(db),
        "problems": {**await _problems(db), "doubtful": sum(count["doubtful"] or 0 for count in counts)},
    }


async def _new(db: Any) -> Row | None:
    """Return what the last load brought: its day, the outcomes of its files, the reports it read."""
    run = await one(db, "select id, coalesce(finished, started) as at from runs order by id desc limit 1")
    if not run:
        return None
    return {
        **run,
        "outcomes": await rows(
            db, "select outcome, count(*) as n from run_files where run_id = ? group by 1 order by 2 desc", run["id"]
        ),
        "reports": await rows(
            db,
            "select id, label, media_type, others, "
            "(select count(*) from finding_index where report_id = new.id) as findings from "
            "(select *, row_number() over one as nth, group_concat(coalesce(media_type, '')) over "
            "(one rows between 1 following and unbounded following) as others from reports "
            "where run_id = ? and status <> 'failed' "
            "window one as (partition by coalesce(family_id, id) order by is_primary desc, id)) new "
            "where nth = 1 order by coalesce(meeting_date, published) desc, id limit ?",
            *(run["id"], NEWEST),
        ),
        "of": await one(
            db,
            "select count(*) as n, count(distinct coalesce(family_id, id)) as families from reports "
            "where run_id = ? and status <> 'failed'",
            run["id"],
        ),
    }


async def _problems(db: Any) -> Row:
    """Return how much of what was given could not be read, or contradicts itself."""
    found = await one(
        db,
        "select (select count(*) from pages where problem is not null) as pages, "
        "(select count(*) from contradictions) as contradictions",
    )
    return found or {}


async def tables(db: Any, settings: Settings) -> list[tuple[str, list[Row]]]:
    """Return the tables and views to be listed, in groups: title, name, description, number of rows (null where too many)."""
    return await remembered(db, "tables", lambda: _tables(db, settings))


async def _tables(db: Any, settings: Settings) -> list[tuple[str, list[Row]]]:
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
            if table.group == group and name in standing and name not in hidden_in(db)
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
