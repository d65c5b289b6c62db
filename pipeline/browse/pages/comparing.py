"""Several councils side by side: their steps, how much of their plans is done, their measures, on one axis and one scale."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from pipeline.browse.charts import chart, with_room
from pipeline.browse.pages import journey
from pipeline.browse.pages.accuracy import by_class
from pipeline.browse.pages.journey import Url
from pipeline.browse.rows import DAY, Row, rows
from pipeline.browse.wording.words import days, number, short_names, shortened
from pipeline.compare import counts, timeline
from pipeline.compare.councils import coverage
from pipeline.compare.facts import Coverage, Fact
from pipeline.compare.timeline import Step

MOST = 6
"""Councils that are laid side by side: six lines can still be told apart."""

MEASURES = 6
"""Measures that are drawn, those first that most of the councils report."""

TOPICS = 5
"""Topics that are drawn, those with most actions: each has a bar for every council."""

Align = Literal["calendar", "inspection"]

_COUNCILS = "select id, name from councils where id in (select council_id from reports where is_primary)"
_PLANS = f"""
select {DAY} as day, r.id, coalesce(r.title, r.label) as label from report_details r
where r.council_id = ? and r.is_primary and day is not null
and exists (select 1 from thread_steps where thread_steps.report_id = r.id) order by day, r.id
"""
_ON_TOPICS = """
select r.council_id, count(*) as actions, sum(not exists (select 1 from finding_topics where finding_id = a.id)) as on_none
from actions a join reports r on r.id = a.report_id
where r.is_primary and r.council_id in (select value from json_each(?)) group by 1
"""


@dataclass(frozen=True, slots=True)
class Side:
    """What is known of one council; `name` is as short as can be told from the others (see `words.short_names`).

    `off` is the day from which its journey is counted: that on which the inspection that set it off was published, or the last
    day of that inspection where no publication is told (`origin` says which).
    """

    name: str
    coverage: Coverage
    steps: list[Step]
    off: date | None
    origin: str
    waits: list[Fact]
    done: list[Row]
    figures: list[Row]
    topics: list[Row]


async def comparison(db: Any, url: Url, councils: list[str], align: Align) -> Row:
    """Return what is shown of up to `MOST` councils, by calendar or by days since the inspection that set each one's journey off.

    What is left out is named: keys of no council (`unknown`), councils beyond the most (`beyond`) and those of which no
    inspection is known to count from (`unaligned`). `counts` are, by part, how much each council that is shown gives.
    """
    known = {row["id"]: row["name"] for row in await rows(db, _COUNCILS)}
    asked = list(dict.fromkeys(councils))
    found = [key for key in asked if key in known]
    short = short_names([known[key] for key in found[:MOST]])
    chosen = [await _side(db, key, short[known[key]]) for key in found[:MOST]]
    shown = [side for side in chosen if align == "calendar" or side.off]
    axis = Axis(align)
    waited = list(dict.fromkeys(fact.what for side in chosen for fact in side.waits))
    measured = await _measures(shown, axis, url)
    on_topics = {row["council_id"]: row for row in await rows(db, _ON_TOPICS, json.dumps(found[:MOST]))}
    none = {"actions": 0, "on_none": 0}
    return {
        "chosen": chosen,
        "shown": shown,
        "unknown": [key for key in asked if key not in known],
        "beyond": [known[key] for key in found[MOST:]],
        "unaligned": [side.name for side in chosen if side not in shown],
        "origins": {side.origin for side in shown if side.off},
        "align": align,
        "precision": {kind: measured for kind, measured, _ in by_class()},
        "waited": [(what, [next((f for f in side.waits if f.what == what), None) for side in chosen]) for what in waited],
        "steps": [(side, step, axis.span(side, step.start, step.end)) for side in shown for step in side.steps],
        **await _steps(shown, axis, url),
        **await _topics(chosen, url),
        "done": [{**row, "council": side.name, "x": axis.place(side, row["day"])} for side in shown for row in side.done],
        "done_drawn": await _done(shown, axis, url),
        **measured,
        "counts": {
            "waits": [sum(fact.value is not None for fact in side.waits) for side in chosen],
            "steps": [len(side.steps) for side in shown],
            "topics": [on_topics.get(side.coverage.council, none)["actions"] for side in chosen],
            "on_no_topic": [on_topics.get(side.coverage.council, none)["on_none"] for side in chosen],
            "done": [len(side.done) for side in shown],
            "figures": [
                sum(row["council"] == side.name and row["role"] == "level" for row in measured["figures"]) for side in shown
            ],
        },
    }


async def _side(db: Any, council: str, name: str) -> Side:
    steps = await journey.steps(db, council)
    off = timeline.set_off(steps)
    plans = [(row["id"], row["label"], date.fromisoformat(row["day"])) for row in await rows(db, _PLANS, council)]

    def counted(connection: sqlite3.Connection) -> tuple[Coverage, list[Fact], list[Row]]:
        done = []
        for report, label, day in plans:
            actions = counts.followed(connection, council, "", day)
            numbers = {share: sum(action.is_(share, day) for action in actions) for share in counts.SHARES}
            silent = all(action.status == "not_stated" for action in actions)
            done.append({"report_id": report, "report": label, "day": day, "of": len(actions), "silent": silent, **numbers})
        return coverage(connection, council), timeline.waits(connection, council, steps, off), done

    known, waits, done = await db.execute_fn(counted)
    figures = await journey.measured(db, council)
    topics = await journey.topics_of(db, council)
    return Side(
        name, known, steps, off[1] if off else None, timeline.origin(off).what if off else "", waits, done, figures, topics
    )


class Axis:
    """Where a day stands: as itself, or as days since the council's inspection."""

    def __init__(self, align: Align) -> None:
        self.across: Literal["temporal", "quantitative"] = "quantitative" if align == "inspection" else "temporal"

    def place(self, side: Side, day: date) -> str | int:
        if self.across == "temporal" or side.off is None:
            return day.isoformat()
        return (day - side.off).days

    def named(self, side: Side) -> str:
        """Return a council's name, with the day that is its day 0."""
        return side.name if self.across == "temporal" else f"{side.name}, day 0: {side.off}, {side.origin}"

    def span(self, side: Side, start: date, end: date) -> str:
        """Return from when to when: `April 2020`, or `+335 to +364 days (April 2020)`."""
        told = days(start.isoformat(), end.isoformat())
        first, last = self.place(side, start), self.place(side, end)
        if not (isinstance(first, int) and isinstance(last, int)):
            return told
        return f"{first:+,}{f' to {last:+,}' if last > first else ''} days ({told})"

    def words(self, side: Side, day: date) -> str:
        place = self.place(side, day)
        return f"{place:+,} days ({day})" if isinstance(place, int) else place


async def _steps(shown: list[Side], axis: Axis, url: Url) -> Row:
    """Return the chart of all steps, and of how many it has no mark of their own."""
    lanes, drawn = [], []
    for place, side in enumerate(shown):
        told = journey.in_lanes(side.steps)
        lanes += [f"{place}|", *dict.fromkeys(f"{place}|{journey.lane(step)}" for step in told)]
        drawn += [
            {
                "council": side.name,
                **journey.mark(step),
                "row": f"{place}|{journey.lane(step)}",
                "x": axis.place(side, timeline.stands_on(step)),
                "x_end": axis.place(side, step.end),
                "url": url(step.table, step.row),
                "words": f"{side.name}, {axis.span(side, step.start, step.end)}: {journey.under_pointer(step)}",
            }
            for step in told
        ]
    names = [
        {"row": f"{place}|", "head": True, "name_wide": axis.named(side), "name_narrow": side.name}
        for place, side in enumerate(shown)
    ]
    about = f"{len(drawn)} steps of the councils chosen, by sort, on one axis"
    marks = with_room(drawn, "x", names={side.name: axis.named(side) for side in shown})
    if axis.across == "quantitative":
        names.append({"row": f"{0}|", "origin": True, "x": 0})
    return {
        "steps_drawn": await chart("compare_steps", [*marks, *names] if marks else [], about, given=lanes, across=axis.across),
        "steps_marks": len(drawn),
    }


async def _topics(chosen: list[Side], url: Url) -> Row:
    """Return the actions of all by topic and status: a bar for each council, and the same as a table, a row for each bar."""
    counted: dict[tuple[str, str, int], dict[str, int]] = {}
    for place, side in enumerate(chosen):
        for row in side.topics:
            bar = counted.setdefault((row["topic"], row["topic_id"], place), {})
            bar[row["status"]] = bar.get(row["status"], 0) + row["n"]
    told = [
        {
            "topic": topic,
            "group": place,
            "name": shortened(chosen[place].name),
            "of": chosen[place].name,
            "status": status,
            "n": n,
            "url": url("topics", key),
        }
        for (topic, key, place), bar in sorted(counted.items(), key=lambda bar: (bar[0][0], bar[0][2]))
        for status, n in bar.items()
    ]
    most = journey.most_told(told, TOPICS)
    about = "Actions by topic and status, a bar for each council"
    return {
        "topics": [
            {"topic": topic, "topic_id": key, "council": chosen[place].name, "counts": bar}
            for (topic, key, place), bar in sorted(counted.items(), key=lambda bar: (bar[0][0], bar[0][2]))
        ],
        "topics_left": len({topic for topic, _, _ in counted}) - len(most),
        "topics_drawn": await journey.by_topic(told, about, drawn_as="compare_actions", most=TOPICS),
    }


async def _done(shown: list[Side], axis: Axis, url: Url) -> Any:
    drawn = [
        {
            "council": side.name,
            "x": axis.place(side, row["day"]),
            "share": round(100 * row["complete"] / row["of"], 1),
            "url": url("reports", row["report_id"]),
            "words": f"{side.name}, {axis.words(side, row['day'])}: {row['complete']} of {row['of']} complete",
        }
        for side in shown
        for row in side.done
        if row["of"] and not row["silent"]
    ]
    about = "Share of the actions followed by then that are said to be complete"
    return await chart("compare_done", drawn, about, given=[side.name for side in shown], across=axis.across)


def _told(row: Row) -> str:
    """Return a figure in words: `Reading, 2016-08-05, target: 95%`."""
    role = [] if row["role"] == "level" else [row["role"]]
    return f"{', '.join((row['council'], row['when'], *role))}: {number(row['value'], '%' if row['unit'] == '%' else None)}"


async def _measures(shown: list[Side], axis: Axis, url: Url) -> Row:
    """Return the figures of measures that several councils report, and what else their reports tell of measures."""
    told: dict[str, set[str]] = {}
    keys: dict[str, str] = {}
    listed = []
    for side in shown:
        for row in side.figures:
            day = date.fromisoformat(row["day"])
            listed.append({**row, "council": side.name, "x": axis.place(side, day), "when": axis.words(side, day)})
            if row["role"] != "level":
                continue
            told.setdefault(row["measure"], set()).add(side.name)
            keys[row["measure"]] = row["measure_id"]
    common = sorted((m for m in told if len(told[m]) > 1), key=lambda m: (-len(told[m]), m))
    figures = [row for measure in common[:MEASURES] for row in listed if row["measure"] == measure]
    drawn = [
        {
            "measure": journey.with_unit(row["measure"], row["unit"]),
            "council": row["council"],
            "role": row["role"],
            "x": row["x"],
            "value": row["value"],
            "url": url(row["kind"], row["finding_id"]),
            "words": _told(row),
        }
        for row in figures
    ]
    about = "Measures that at least two of the councils report, all councils on one scale"
    names = [side.name for side in shown]
    return {
        "figures": figures,
        "figures_drawn": await chart("compare_measures", drawn, about, given=names, across=axis.across),
        "more_measures": [(keys[measure], measure, len(told[measure])) for measure in common[MEASURES:]],
        "alone": len(told) - len(common),
    }
