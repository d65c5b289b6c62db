"""Compare what was found in a report with what is found in it now: units added, removed, changed, each with its words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from pipeline.databases import named_rows
from pipeline.load.rows.blocks import Row, Rows
from pipeline.model import KINDS

_EVIDENCE = (
    "id", "report_id", "council_id", "block_id", "page", "quote", "char_start", "char_end", "x0", "top", "x1", "bottom",
    "rule", "cue", "confidence", "key",
)  # fmt: skip
_OF_REPORTS = (
    "kind", "title", "committee", "meeting_date", "agenda_item", "inspection_start", "inspection_end", "published", "framework",
    "edition",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unit:
    """A finding as compared; of kind `report` it is what the report says of itself, without words of its own.

    `block` is the text in which the quote stands from `start` to `end`; `values` are the columns of its class, with an action's
    leads, the topics and the measure.
    """

    kind: str
    key: str
    rule: str
    confidence: float
    page: int | None
    quote: str
    block: str
    start: int
    end: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """A unit that is there only now, only was there before, or says something else; `fields` names what changed.

    `needs` are the rules of one's own without which it would not be; none where any of several would do, or where the report was
    read by other rules or code before.
    """

    how: Literal["added", "removed", "changed"]
    before: Unit | None
    after: Unit | None
    fields: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    @property
    def unit(self) -> Unit:
        unit = self.after or self.before
        assert unit is not None  # one of the two is there
        return unit


def stored_rows(connection: sqlite3.Connection, report: str) -> Rows:
    """Return the rows of a report's findings, and of the papers it carries, in the form in which they were written."""
    these = "FROM reports WHERE ?1 IN (id, carrier_id)"
    own = f"SELECT id {these}"

    def stored(sql: str) -> list[Row]:
        return list(named_rows(connection, sql, report))

    found: Rows = {"reports": stored(f"SELECT * {these} ORDER BY first_page, id")}
    found["councils"] = stored(f"SELECT * FROM councils WHERE id IN (SELECT council_id {these})")
    found["blocks"] = stored(f"SELECT id, text FROM blocks WHERE report_id IN ({own})")
    for kind in (*KINDS, "finding_topics", "indicators"):
        found[kind] = stored(f"SELECT * FROM {kind} WHERE report_id IN ({own})")
    found["action_leads"] = stored(
        f"SELECT l.* FROM action_leads l JOIN actions a ON a.id = l.action_id WHERE a.report_id IN ({own})"
    )
    return found


def differences(before: Rows, after: Rows) -> list[Difference]:
    """Return what differs between two readings of a report, given as rows, in the order of the classes and of the text.

    A unit is the same as before where class and key are, or where it stands on some of the same words of the same block.
    """
    old, new = units(before), units(after)
    found: list[Difference] = []
    gone = [unit for place, unit in old.items() if place not in new]
    for place, unit in new.items():
        same = old.get(place)
        if same is None:
            same = next((other for other in gone if _overlap(unit, other)), None)
            if same is not None:
                gone.remove(same)
        if same is None:
            found.append(Difference("added", None, unit))
        elif fields := _changed(same, unit):
            found.append(Difference("changed", same, unit, fields))
    found += [Difference("removed", unit, None) for unit in gone]
    order = {kind: n for n, kind in enumerate(("report", *KINDS))}
    place_of = {id(unit): n for n, unit in enumerate([*new.values(), *gone])}
    return sorted(found, key=lambda d: (order[d.unit.kind], d.unit.page or 0, place_of[id(d.unit)]))


def with_needs(found: Sequence[Difference], without: Mapping[str, Sequence[Difference]]) -> tuple[Difference, ...]:
    """Return differences with the rules that each needs, given by rule the differences that come about without it."""
    return tuple(replace(d, needs=tuple(rule for rule, others in without.items() if d not in others)) for d in found)


def units(rows: Rows) -> dict[tuple[str, str], Unit]:
    """Return the units in the rows of a report and its papers, by class and key."""
    blocks = {row["id"]: row["text"] for row in rows.get("blocks", ())}
    leads = _gathered(rows.get("action_leads", ()), "action_id", "lead_id", "position")
    measures = {row["finding_id"]: row["measure_id"] for row in rows.get("indicators", ())}
    topics = _gathered(rows.get("finding_topics", ()), "finding_id", "topic_id", "topic_id")
    found: dict[tuple[str, str], Unit] = {}
    for report in rows["reports"]:
        council = next((row["name"] for row in rows.get("councils", ()) if row["id"] == report.get("council_id")), None)
        values = {"council": council, **{name: report.get(name) for name in _OF_REPORTS}}
        key = report["id"] if report.get("carrier_id") else ""
        found["report", key] = Unit("report", key, "", 1.0, report.get("first_page"), report["label"], "", 0, 0, values)
    for kind in KINDS:
        for row in rows.get(kind, ()):
            values = {name: value for name, value in row.items() if name not in _EVIDENCE}
            if kind == "actions":
                values["leads"] = [lead.split("-", 1)[1] for lead in leads.get(row["id"], [])]
            if row["id"] in topics:
                values["topics"] = topics[row["id"]]
            if row["id"] in measures:
                values["measure"] = measures[row["id"]]
            place = (row["char_start"], row["char_end"], values)
            text = blocks.get(row["block_id"], "")
            found[kind, row["key"]] = Unit(
                kind, row["key"], row["rule"], row["confidence"], row["page"], row["quote"], text, *place
            )
    return found


def _gathered(rows: Iterable[Row], owner: str, value: str, order: str) -> dict[str, list[str]]:
    found: dict[str, list[tuple[Any, str]]] = {}
    for row in rows:
        found.setdefault(row[owner], []).append((row[order], row[value]))
    return {name: [text for _, text in sorted(values)] for name, values in found.items()}


def _overlap(one: Unit, other: Unit) -> bool:
    return one.kind == other.kind and one.block == other.block and one.start < other.end and other.start < one.end


def _changed(before: Unit, after: Unit) -> tuple[str, ...]:
    """Return the names of what differs; a place that moved with its block is no difference."""
    names = [name for name in ("quote", "rule", "confidence") if getattr(before, name) != getattr(after, name)]
    if before.kind == "report":
        names = []
    keys = dict.fromkeys([*after.values, *before.values])
    return (*names, *(name for name in keys if before.values.get(name) != after.values.get(name)))


def counted(found: Sequence[Difference]) -> dict[str, int]:
    """Return how many units were added, removed, changed."""
    return {how: sum(d.how == how for d in found) for how in ("added", "removed", "changed")}
