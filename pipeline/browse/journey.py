"""A council's journey to look at: its steps on one axis of time, its actions by topic, its measures, those who lead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from markupsafe import Markup

from pipeline.browse.charts import chart
from pipeline.browse.rows import Row, rows
from pipeline.browse.words import days, number, one_line, plain

JUDGED = "Judgements"
LANES = {
    "inspection": "Inspections",
    "inspection_report": "Inspections",
    "monitoring_visit": "Monitoring visits",
    "review": "Reviews",
    "intervention": "Interventions",
    "report": "Reports",
    "plan_approved": "Plans approved",
    "board_meeting": "Board meetings",
    "appointment": "Appointments",
    "restructure": "Restructures, new systems",
    "system_change": "Restructures, new systems",
}
"""The lane of each sort of step, in the order of the chart: what others found first, what the council did after."""

TOPICS = 8
"""Topics that the chart of actions shows, those with most actions; a council's plan has seldom more."""

MEASURES = 9
"""Measures that are drawn: three rows of small charts; the table beneath holds all."""

MONTH = 31
"""Days of the longest interval that may be the same step told less exactly."""

WORDS = 160
"""Characters of a step's words under the pointer."""

Url = Callable[[str, str], str]
"""The address of a row: table, key."""

GRADES = {
    "inadequate": "var(--bad)",
    "requires_improvement": "var(--warn)",
    "adequate": "var(--warn)",
    "good": "var(--good)",
    "outstanding": "var(--good)",
}
_SEEN_FROM_OUTSIDE = (JUDGED, "Inspections", "Monitoring visits")

STEPS = """
select events.kind, events.start, events."end", events.judgement as grade, events.body, events.text as words, 'events' as "table",
  events.id, events.page, reports.id as report_id, reports.label as report
from events join reports on reports.id = events.report_id
where reports.is_primary and events.council_id = ?1
union all
select 'inspection', coalesce(reports.inspection_start, reports.published), coalesce(reports.inspection_end, reports.published),
  judgements.grade, 'Ofsted', judgements.area, 'judgements', judgements.id, judgements.page, reports.id, reports.label
from judgements join reports on reports.id = judgements.report_id
where reports.is_primary and reports.council_id = ?1 and coalesce(reports.inspection_start, reports.published) is not null
union all
select 'report', coalesce(meeting_date_known, published, inspection_end), coalesce(meeting_date_known, published, inspection_end),
  null, committee_known, coalesce(title, label), 'reports', id, null, id, label
from report_details
where is_primary and council_id = ?1 and coalesce(meeting_date_known, published, inspection_end) is not null
order by 2, 3, 8
"""
_TOPICS = """
select topics.name as topic, topics.id as topic_id, coalesce(r.meeting_date_known, r.published) as day, r.id as report_id,
  actions.status, count(*) as n
from finding_topics
join topics on topics.id = topic_id
join actions on actions.id = finding_id
join report_details r on r.id = actions.report_id
where r.council_id = ? and r.is_primary and finding_topics.kind = 'actions'
group by topics.id, r.id, actions.status
order by topics.name, day, r.id
"""
FIGURES = """
select measures.name as measure, measures.id as measure_id, measures.unit, i.role, i.value, i.kind, i.finding_id,
  coalesce(i.period_end, r.meeting_date_known, r.published, r.inspection_end) as day, i.period_start, i.period_end,
  r.label as report
from indicators i
join measures on measures.id = i.measure_id
join report_details r on r.id = i.report_id
where r.council_id = ? and r.is_primary and i.role in ('level', 'target', 'benchmark')
and coalesce(i.period_end, r.meeting_date_known, r.published, r.inspection_end) is not null
order by measures.name, day, i.role, i.finding_id
"""
_LEADS = """
select leads.id, leads.name, leads.kind, count(distinct action_id) as actions, min(day) as first, max(day) as last,
  sum(status = 'complete') as complete
from action_leads
join leads on leads.id = lead_id
join actions on actions.id = action_id
join (select id, coalesce(meeting_date_known, published) as day from report_details where council_id = ? and is_primary) r
  on r.id = actions.report_id
group by leads.id order by actions desc, leads.name limit 12
"""


async def journey(db: Any, url: Url, council: str, name: str) -> Row:
    """Return what is drawn of a council and the tables that say the same; `url` makes the address of a row."""
    steps = await rows(db, STEPS, council)
    topics = await rows(db, _TOPICS, council)
    figures = await rows(db, FIGURES, council)
    return {
        "steps": steps,
        "timeline": await _timeline(steps, url, name),
        "topics": topics,
        "topics_drawn": await _topics(topics, url, name),
        "figures": figures,
        "figures_drawn": await _figures(figures, url, name),
        "leads": await rows(db, _LEADS, council),
    }


def dots(steps: list[Row]) -> list[Row]:
    """Return the steps as they are drawn: what several reports tell of the same days is one dot.

    A dot has `lane`, `told` (how often) and the `grade` that stands for it: of the overall judgement, else the one told most.
    An inspection or visit of which one report gives the month is that of which another gives the days.
    """
    seen: dict[tuple[str, ...], Row] = {}
    for step in steps:
        lane = JUDGED if step["grade"] else LANES.get(step["kind"], plain(step["kind"]).capitalize())
        key = (lane, step["start"], step["end"], step["id"] if step["kind"] == "report" else "")
        known = seen.setdefault(key, {**step, "lane": lane, "told": 0, "given": []})
        known["told"] += 1
        if step["grade"]:
            known["given"].append((step["table"] == "judgements" and "overall" in step["words"].lower(), step["grade"]))
    found: list[Row] = []
    for dot in sorted(seen.values(), key=lambda dot: (_length(dot), dot["start"])):
        exact = next((other for other in found if dot["lane"] in _SEEN_FROM_OUTSIDE and _within(other, dot)), None)
        if exact:
            exact["told"] += dot["told"]
            exact["given"] += dot["given"]
        else:
            found.append(dot)
    for dot in found:
        grades = [grade for overall, grade in dot["given"] if overall] or [grade for _, grade in dot["given"]]
        dot["grade"] = max(dict.fromkeys(grades), key=grades.count) if grades else None
    order = [JUDGED, *dict.fromkeys(LANES.values())]
    return sorted(
        found, key=lambda dot: (order.index(dot["lane"]) if dot["lane"] in order else len(order), dot["start"], dot["id"])
    )


def _length(dot: Row) -> int:
    return (date.fromisoformat(dot["end"]) - date.fromisoformat(dot["start"])).days


def _within(exact: Row, dot: Row) -> bool:
    inside = dot["start"] <= exact["start"] and exact["end"] <= dot["end"]
    return exact["lane"] == dot["lane"] and inside and _length(dot) <= MONTH


async def _timeline(steps: list[Row], url: Url, name: str) -> Markup | None:
    shown = dots(steps)
    drawn = [
        {
            "lane": dot["lane"],
            "start": dot["start"],
            "end": dot["end"],
            "long": dot["start"][:7] != dot["end"][:7],
            "grade": plain(dot["grade"]) if dot["grade"] else None,
            "colour": GRADES.get(dot["grade"] or "", "var(--chart)"),
            "url": url(dot["table"], dot["id"]),
            "words": f"{days(dot['start'], dot['end'])}: {one_line(dot['words'])[:WORDS]}"
            + (f" ({plain(dot['grade'])})" if dot["grade"] else "")
            + (f"; told {dot['told']} times" if dot["told"] > 1 else ""),
        }
        for dot in shown
    ]
    lanes = list(dict.fromkeys(dot["lane"] for dot in shown))
    return await chart("timeline", drawn, f"The journey of {name}: {len(drawn)} steps on one axis of time, by sort", given=lanes)


async def _topics(topics: list[Row], url: Url, name: str) -> Markup | None:
    total: dict[str, int] = {}
    for row in topics:
        total[row["topic"]] = total.get(row["topic"], 0) + row["n"]
    most = sorted(total, key=lambda topic: (-total[topic], topic))[:TOPICS]
    places = ("complete", "in_progress", "planned", "not_stated")
    drawn = [
        {
            "topic": row["topic"],
            "report": f"{row['day']} {row['report_id']}",
            "status": plain(row["status"]),
            "place": places.index(row["status"]),
            "n": row["n"],
            "url": url("reports", row["report_id"]),
            "words": f"{row['topic']}, report of {row['day']}: {row['n']} {plain(row['status'])}",
        }
        for topic in most
        for row in topics
        if row["topic"] == topic
    ]
    return await chart("actions", drawn, f"Actions of {name} by topic and status, a bar for each report, the earliest on top")


async def _figures(figures: list[Row], url: Url, name: str) -> Markup | None:
    levels: dict[str, set[str]] = {}
    for row in figures:
        if row["role"] == "level":
            levels.setdefault(row["measure"], set()).add(row["day"])
    most = sorted(levels, key=lambda measure: (-len(levels[measure]), measure))[:MEASURES]
    drawn = [
        {
            "measure": measure,
            "day": row["day"],
            "value": row["value"],
            "role": row["role"],
            "url": url(row["kind"], row["finding_id"]),
            "words": f"{row['day']}, {row['role']}: {number(row['value'], '%' if row['unit'] == '%' else None)}",
        }
        for measure in most
        for row in figures
        if row["measure"] == measure
    ]
    return await chart(
        "indicators", drawn, f"Measures of {name} over time, with targets and benchmarks where its reports name them"
    )
