"""A council's journey to look at: its steps on one axis of time, its actions by topic, its measures, those who lead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from pipeline.browse.charts import chart, with_room
from pipeline.browse.rows import DAY, Row, rows
from pipeline.browse.wording.words import days, number, one_line, plain
from pipeline.compare import timeline
from pipeline.compare.timeline import Step
from pipeline.model import STATUSES

JUDGED = "Judgements"
LANES = {
    "judgement": JUDGED,
    "inspection": "Inspections",
    "inspection_report": "Inspections",
    "monitoring_visit": "Monitoring visits",
    "review": "Reviews",
    "intervention": "Interventions",
    "letter": "Reports and letters",
    "committee_report": "Reports and letters",
    "other": "Reports and letters",
    "action_plan": "Plans",
    "plan_approved": "Plans",
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
_TOPICS = f"""
select topics.name as topic, topics.id as topic_id, {DAY} as day, r.id as report_id,
  actions.status, count(*) as n
from finding_topics
join topics on topics.id = topic_id
join actions on actions.id = finding_id
join report_details r on r.id = actions.report_id
where r.council_id = ? and r.is_primary and finding_topics.kind = 'actions'
group by topics.id, r.id, actions.status
order by topics.name, day, r.id
"""
_FIGURES = """
select s.measure, s.measure_id, s.unit, s.role, s.value, s.kind, s.finding_id, s.day, s.period_start, s.period_end,
  r.label as report
from indicator_series s
join reports r on r.id = s.report_id
where s.council_id = ? and s.role in ('level', 'target', 'benchmark')
order by s.measure, s.day, s.role, s.finding_id
"""
_LEADS = f"""
select leads.id, leads.name, leads.kind, count(distinct action_id) as actions, min(day) as first, max(day) as last,
  sum(status = 'complete') as complete
from action_leads
join leads on leads.id = lead_id
join actions on actions.id = action_id
join (select id, {DAY} as day from report_details r where council_id = ? and is_primary) r
  on r.id = actions.report_id
group by leads.id order by actions desc, leads.name limit 12
"""


async def journey(db: Any, url: Url, council: str, name: str) -> Row:
    """Return what is drawn of a council and the tables that say the same; `url` makes the address of a row."""
    told = await steps(db, council)
    topics = await topics_of(db, council)
    figures = await measured(db, council)
    return {
        "steps": told,
        "marks": len(in_lanes(told)),
        "topics_left": max(len({row["topic"] for row in topics}) - TOPICS, 0),
        "measures_left": max(len({row["measure"] for row in figures if row["role"] == "level"}) - MEASURES, 0),
        "timeline": await _timeline(told, url, name),
        "topics": topics,
        "topics_drawn": await _topics(topics, url, name),
        "figures": figures,
        "figures_drawn": await _figures(figures, url, name),
        "leads": await rows(db, _LEADS, council),
    }


async def steps(db: Any, council: str) -> list[Step]:
    """Return the steps of a council's journey in time, what several reports tell of the same days once."""
    found: list[Step] = await db.execute_fn(lambda connection: timeline.steps(connection, council))
    return found


async def measured(db: Any, council: str) -> list[Row]:
    """Return the figures of known measures that a council's reports give: levels, targets, benchmarks."""
    return await rows(db, _FIGURES, council)


def lane(step: Step) -> str:
    """Return the lane in which a step is drawn: with its grade, if it has one."""
    return JUDGED if step.judged else LANES.get(step.what, plain(step.what).capitalize())


def in_lanes(told: Sequence[Step]) -> list[Step]:
    """Return steps in the order of their lanes, of the grades of one inspection the overall one, else the first, for all.

    A report that is published with the grade of its inspection is no second judgement, and stands among the inspections.
    """
    first: dict[tuple[str, str], Step] = {}
    once = _judged_once(told)
    for step in sorted(once, key=lambda step: (step.table == "judgements" and "overall" not in step.words.lower(), step.row)):
        where = f"{step.start} {step.end}" if step.judged or step.table == "judgements" else step.row
        first.setdefault((lane(step), where), step)
    order = [*dict.fromkeys(LANES.values())]
    return sorted(
        first.values(), key=lambda step: (order.index(lane(step)) if lane(step) in order else len(order), step.start, step.row)
    )


def _judged_once(told: Sequence[Step]) -> list[Step]:
    """Return steps of which those that publish the grade of an inspection told before have lost it."""
    inspected = [step for step in told if step.grade and step.what in ("judgement", "inspection")]

    def publishes(step: Step) -> bool:
        return step.what == "inspection_report" and any(
            step.grade == one.grade and one.start <= step.start <= one.end + timeline.PUBLISHED_WITHIN for one in inspected
        )

    return [replace(step, grade=None) if publishes(step) else step for step in told]


def mark(step: Step) -> Row:
    """Return how a step is drawn: the lane, the colour of its grade, hollow where it was ahead or put off, whether it is long."""
    colour = GRADES.get(step.judged or "", "var(--chart)")
    return {
        "lane": lane(step),
        "long": timeline.stands_on(step) == step.start and (step.start.year, step.start.month) != (step.end.year, step.end.month),
        "grade": plain(step.judged) if step.judged else None,
        "colour": colour,
        "fill": "var(--page)" if step.unmade else colour,
        "edge": colour if step.unmade else "var(--page)",
    }


def under_pointer(step: Step) -> str:
    """Return the words of a step that show under the pointer, without its days."""
    said = ", ".join(filter(None, (plain(step.grade) if step.grade else None, step.remark)))
    grade = f" ({said})" if said else ""
    told = f"; told {step.told} times" if step.told > 1 else ""
    return one_line(step.words)[:WORDS] + grade + told


async def _timeline(told: list[Step], url: Url, name: str) -> Markup | None:
    shown = in_lanes(told)
    lanes = list(dict.fromkeys(lane(step) for step in shown))
    drawn = [
        {
            **mark(step),
            "place": lanes.index(lane(step)),
            "start": timeline.stands_on(step).isoformat(),
            "end": step.end.isoformat(),
            "url": url(step.table, step.row),
            "words": f"{days(step.start.isoformat(), step.end.isoformat())}: {under_pointer(step)}",
        }
        for step in shown
    ]
    about = f"The journey of {name}: {len(drawn)} steps on one axis of time, by sort"
    return await chart("timeline", with_room(drawn, "start"), about)


async def _topics(topics: list[Row], url: Url, name: str) -> Markup | None:
    told = [
        {
            **row,
            "group": f"{row['day']} {row['report_id']}",
            "name": row["day"] and row["day"][:7],
            "url": url("reports", row["report_id"]),
            "of": f"report of {row['day']}",
        }
        for row in topics
    ]
    return await by_topic(told, f"Actions of {name} by topic and status, a bar for each report, the earliest on top")


async def topics_of(db: Any, council: str) -> list[Row]:
    """Return how many actions each of a council's reports has, by topic and status."""
    return await rows(db, _TOPICS, council)


def most_told(topics: Sequence[Row], most: int = TOPICS) -> list[str]:
    """Return the topics that a chart shows: those with most actions."""
    total: dict[str, int] = {}
    for row in topics:
        total[row["topic"]] = total.get(row["topic"], 0) + row["n"]
    return sorted(total, key=lambda topic: (-total[topic], topic))[:most]


async def by_topic(told: list[Row], about: str, *, drawn_as: str = "actions", most: int = TOPICS) -> Markup | None:
    """Return the chart of actions by topic and status; `told` have topic, group, its name, what it is `of`, status, n and url."""
    topics = most_told(told, most)
    drawn = [
        {
            "topic": row["topic"],
            "group": row["group"],
            "status": plain(row["status"]),
            "place": STATUSES.index(row["status"]),
            "n": row["n"],
            "url": row["url"],
            "words": f"{row['topic']}, {row['of']}: {row['n']} {plain(row['status'])}",
        }
        for topic in topics
        for row in told
        if row["topic"] == topic
    ]
    bars = {(row["topic"], row["group"]): row["name"] or "no date" for row in told if row["topic"] in topics}
    names = [{"topic": topic, "group": group, "head": True, "name": name} for (topic, group), name in bars.items()]
    return await chart(drawn_as, [*drawn, *names], about, bars=len({group for _, group in bars}))


def with_unit(measure: str, unit: str | None) -> str:
    """Return the heading of a measure's chart."""
    return f"{measure}, {unit}" if unit else measure


def point(row: Row, measure: str, of: str = "") -> Row:
    """Return how a figure of a measure is drawn, but for its address: its chart, its day and the words under the pointer."""
    words = f"{row['day']}, {row['role']}: {number(row['value'], '%' if row['unit'] == '%' else None)}"
    told = {name: row[name] for name in ("day", "value", "role")}
    return {"measure": measure, **told, "words": f"{of}, {words}" if of else words}


async def _figures(figures: list[Row], url: Url, name: str) -> Markup | None:
    levels: dict[str, set[str]] = {}
    for row in figures:
        if row["role"] == "level":
            levels.setdefault(row["measure"], set()).add(row["day"])
    most = sorted(levels, key=lambda measure: (-len(levels[measure]), measure))[:MEASURES]
    drawn = [
        {**point(row, with_unit(measure, row["unit"])), "url": url(row["kind"], row["finding_id"])}
        for measure in most
        for row in figures
        if row["measure"] == measure
    ]
    return await chart(
        "indicators", drawn, f"Measures of {name} over time, with targets and benchmarks where its reports name them"
    )
