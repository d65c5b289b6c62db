"""Several councils side by side: their steps, how much of their plans is done, their measures, on one axis and one scale."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Literal

from pipeline.browse import journey
from pipeline.browse.accuracy import measurements
from pipeline.browse.charts import chart
from pipeline.browse.journey import Url
from pipeline.browse.rows import Row, rows
from pipeline.browse.words import number, one_line, plain

MOST = 6
"""Councils that are laid side by side: six lines can still be told apart."""

MEASURES = 9
"""Measures that are drawn, those first that most of the councils report."""

_WORST = ("inadequate", "requires_improvement", "adequate", "good", "outstanding")
Align = Literal["calendar", "inspection"]

_COVERAGE = """
select councils.id, councils.name, count(*) as reports, sum(page_count) filter (where carrier_id is null) as pages,
  (select count(*) from pages join reports r on r.id = pages.report_id
    where r.council_id = councils.id and pages.problem is not null) as unread,
  sum(status <> 'ok') as partial, min(coalesce(meeting_date, published, inspection_end)) as first,
  max(coalesce(meeting_date, published, inspection_end)) as last
from councils join reports on reports.council_id = councils.id
where is_primary and councils.id in (select value from json_each(?))
group by councils.id
"""
_DONE = """
select r.council_id, r.id as report_id, coalesce(r.meeting_date_known, r.published) as day, r.label as report,
  count(*) as actions, sum(actions.status = 'complete') as complete, sum(actions.status = 'not_stated') as silent
from actions join report_details r on r.id = actions.report_id
where r.is_primary and r.council_id in (select value from json_each(?)) and actions.origin = 'table'
and coalesce(r.meeting_date_known, r.published) is not null
group by r.id order by day, r.id
"""


async def comparison(db: Any, url: Url, councils: list[str], align: Align) -> Row:
    """Return what is shown of up to `MOST` councils, by calendar or by days since the inspection that judged each one worst.

    A council of which no judged inspection is known is left out of what is counted from it, and named in `unaligned`.
    """
    covered = {row["id"]: row for row in await rows(db, _COVERAGE, json.dumps(councils))}
    chosen = [covered[key] for key in dict.fromkeys(councils) if key in covered][:MOST]
    steps = {council["id"]: journey.dots(await rows(db, journey.STEPS, council["id"])) for council in chosen}
    for council in chosen:
        council["from_day"] = set_off(steps[council["id"]])
        council["steps"] = len(steps[council["id"]])
    shown = [council for council in chosen if align == "calendar" or council["from_day"]]
    axis = Axis({council["id"]: council["from_day"] for council in shown} if align == "inspection" else None)
    done = await rows(db, _DONE, json.dumps([council["id"] for council in shown]))
    figures = {council["id"]: await rows(db, journey.FIGURES, council["id"]) for council in shown}
    return {
        "chosen": chosen,
        "unaligned": [council["name"] for council in chosen if council not in shown],
        "align": align,
        "precision": {m.kind: m for m in (measurements()[0].classes if measurements() else ())},
        "steps": [{**dot, "council": c["name"], "x": axis.place(c["id"], dot["start"])} for c in shown for dot in steps[c["id"]]],
        "steps_drawn": await _steps(shown, steps, axis, url),
        "done": [
            {**row, "council": covered[row["council_id"]]["name"], "x": axis.place(row["council_id"], row["day"])} for row in done
        ],
        "done_drawn": await _done(shown, done, axis, url),
        **await _measures(shown, figures, axis, url),
    }


class Axis:
    """Where a day stands: as itself, or as days since the council's inspection."""

    def __init__(self, since: dict[str, str] | None) -> None:
        self._since = since
        self.across: Literal["temporal", "quantitative"] = "quantitative" if since is not None else "temporal"

    def place(self, council: str, day: str) -> str | int:
        if self._since is None:
            return day
        return (date.fromisoformat(day) - date.fromisoformat(self._since[council])).days

    def words(self, council: str, day: str) -> str:
        return day if self._since is None else f"{self.place(council, day):+,} days ({day})"


def set_off(dots: list[Row]) -> str | None:
    """Return the day of the inspection that set a journey off: the first of those with the worst grade known of the council."""
    judged = [(_WORST.index(dot["grade"]), dot["start"]) for dot in dots if dot["grade"] in _WORST]
    return min(judged)[1] if judged else None


async def _steps(shown: list[Row], steps: dict[str, list[Row]], axis: Axis, url: Url) -> Any:
    drawn = [
        {
            "council": council["name"],
            "lane": dot["lane"],
            "x": axis.place(council["id"], dot["start"]),
            "grade": plain(dot["grade"]) if dot["grade"] else None,
            "colour": journey.GRADES.get(dot["grade"] or "", "var(--chart)"),
            "url": url(dot["table"], dot["id"]),
            "words": f"{council['name']}, {axis.words(council['id'], dot['start'])}: {one_line(dot['words'])[: journey.WORDS]}",
        }
        for council in shown
        for dot in steps[council["id"]]
        if dot["lane"] in (journey.JUDGED, "Inspections", "Monitoring visits", "Interventions", "Reports", "Plans approved")
    ]
    return await chart("compare_steps", drawn, "Steps of the councils chosen, by sort, on one axis", across=axis.across)


async def _done(shown: list[Row], done: list[Row], axis: Axis, url: Url) -> Any:
    names = {council["id"]: council["name"] for council in shown}
    drawn = [
        {
            "council": names[row["council_id"]],
            "x": axis.place(row["council_id"], row["day"]),
            "share": round(100 * row["complete"] / row["actions"], 1),
            "url": url("reports", row["report_id"]),
            "words": f"{names[row['council_id']]}, {axis.words(row['council_id'], row['day'])}: "
            f"{row['complete']} of {row['actions']} complete",
        }
        for row in done
        if row["silent"] < row["actions"]
    ]
    about = "Share of the actions of plans that each report says are complete"
    return await chart("compare_done", drawn, about, given=list(names.values()), across=axis.across)


async def _measures(shown: list[Row], figures: dict[str, list[Row]], axis: Axis, url: Url) -> Row:
    told: dict[str, set[str]] = {}
    listed = [
        {**row, "council": council["name"], "council_id": council["id"], "x": axis.place(council["id"], row["day"])}
        for council in shown
        for row in figures[council["id"]]
        if row["role"] == "level"
    ]
    for row in listed:
        told.setdefault(row["measure"], set()).add(row["council_id"])
    common = sorted((m for m in told if len(told[m]) > 1), key=lambda m: (-len(told[m]), m))[:MEASURES]
    drawn = [
        {
            "measure": measure,
            "council": row["council"],
            "x": row["x"],
            "value": row["value"],
            "url": url(row["kind"], row["finding_id"]),
            "words": f"{row['council']}, {axis.words(row['council_id'], row['day'])}: "
            f"{number(row['value'], '%' if row['unit'] == '%' else None)}",
        }
        for measure in common
        for row in listed
        if row["measure"] == measure
    ]
    about = "Measures that at least two of the councils report, all councils on one scale"
    return {
        "figures": [row for measure in common for row in listed if row["measure"] == measure],
        "figures_drawn": await chart("compare_measures", drawn, about, given=[c["name"] for c in shown], across=axis.across),
        "alone": len(told) - len(common),
    }
