"""What the pages of a followed action, of a topic and of a measure show: a matter through reports and councils."""

from __future__ import annotations

from typing import Any

from pipeline.browse.charts import chart
from pipeline.browse.pages.journey import Url, point
from pipeline.browse.rows import DAY, Row, one, rows
from pipeline.browse.wording.words import short_names

MOST = 60
"""How many figures a page lists before it points to the full table."""

NEWEST = 20
"""How many actions and how many recommendations a topic lists: on a telephone each takes six lines."""

DRAWN = 12
"""Councils of which a measure is drawn, those first that report it most often: four rows of small charts."""

_ROLES = ("level", "target", "benchmark")
"""What is drawn of a measure: of a change nobody knows where it began."""

_LEADS = (
    "(select group_concat(name, '; ') from (select leads.name from action_leads join leads on leads.id = lead_id "
    "where action_id = actions.id order by position)) as leads"
)


async def thread(db: Any, key: str) -> Row | None:
    """Return a followed action with each of its appearances, what it said there and what that changed."""
    found = await one(
        db,
        "select action_threads.*, councils.name as council, reports.label as dropped_label "
        "from action_threads "
        "join councils on councils.id = action_threads.council_id left join reports on reports.id = dropped_in "
        "where action_threads.id = ?",
        key,
    )
    if not found:
        return None
    steps = await rows(
        db,
        "select thread_steps.*, actions.text, actions.ref, actions.due, actions.timescale, actions.status, actions.rag, "
        f"actions.page, reports.label as report, reports.title, {_LEADS} from thread_steps "
        "join actions on actions.id = action_id join reports on reports.id = thread_steps.report_id "
        "where thread_id = ? order by n",
        key,
    )
    return {"kind": "thread", "thread": found, "steps": steps}


async def topic(db: Any, key: str) -> Row | None:
    """Return a topic with how much each council's reports hold on it, and the newest of the actions on it."""
    found = await one(db, "select * from topics where id = ?", key)
    if not found:
        return None
    about = (
        "from finding_topics join report_details r on r.id = finding_topics.report_id "
        "{} where topic_id = ?1 and r.is_primary and finding_topics.kind = '{}'"
    )
    actions = about.format("join actions on actions.id = finding_id", "actions")
    return {
        "kind": "topic",
        "topic": found,
        "councils": await rows(
            db,
            "select r.council_id, r.council, count(distinct r.id) as reports, sum(finding_topics.kind = 'actions') as actions, "
            "sum(actions.status = 'complete') as complete, sum(finding_topics.kind = 'recommendations') as recommendations, "
            "sum(finding_topics.kind = 'percentages') as percentages from finding_topics "
            "join report_details r on r.id = finding_topics.report_id left join actions on actions.id = finding_id "
            "where topic_id = ? and r.is_primary group by r.council_id order by r.council",
            key,
        ),
        "actions": await rows(
            db,
            f"select actions.*, r.label as report, r.council, {DAY} as day, {_LEADS} {actions} "
            f"order by day desc, actions.id limit {NEWEST}",
            key,
        ),
        "recommendations": await rows(
            db,
            f"select f.id, f.text, f.ref, f.page, f.report_id, r.label as report, {DAY} as day "
            + about.format("join recommendations f on f.id = finding_id", "recommendations")
            + f" order by day desc, f.id limit {NEWEST}",
            key,
        ),
    }


async def measure(db: Any, url: Url, key: str) -> Row | None:
    """Return a measure with its figures by council, drawn and as rows; `url` makes the address of a row."""
    found = await one(db, "select * from measures where id = ?", key)
    if not found:
        return None
    figures = await rows(
        db,
        f"select i.*, r.council, r.council_id, r.label as report, r.title, coalesce(i.period_end, {DAY}) as day "
        "from indicators i join report_details r on r.id = i.report_id "
        "where measure_id = ? and r.is_primary order by r.council, day, i.finding_id",
        key,
    )
    can_be_drawn = [row for row in figures if row["day"] and row["council"] and row["role"] in _ROLES]
    told: dict[str, int] = {}
    for row in can_be_drawn:
        told[row["council"]] = told.get(row["council"], 0) + (row["role"] == "level")
    names = sorted(sorted(told, key=lambda council: (-told[council], council))[:DRAWN])
    short = short_names(names)
    drawn = [
        {**point({**row, "unit": found["unit"]}, short[name], row["council"]), "url": url(row["kind"], row["finding_id"])}
        for name in names
        for row in can_be_drawn
        if row["council"] == name
    ]
    return {
        "kind": "measure",
        "measure": found,
        "figures": figures[:MOST],
        "of": len(figures),
        "councils": len({row["council"] for row in figures if row["council"]}),
        "left": len(told) - len(names),
        "not_drawn": len(figures) - len(can_be_drawn),
        "drawn": await chart("measure", drawn, f"{found['name']} over time, a small chart for each council"),
    }
