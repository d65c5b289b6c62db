"""Read what a database holds of a report, as units that can be held against gold."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.databases import named_rows
from pipeline.evaluate.gold import UNIT_KEYS

AROUND = 90
"""Characters on either side of a short mention that count as its context, as in the annotation guide's scorer."""

FoundUnit = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FoundBlock:
    """A block of a report: its text and the page on which it begins (null where the source has no pages)."""

    id: str
    text: str
    page: int | None
    kind: str


@dataclass(frozen=True, slots=True)
class FoundReport:
    """What a database holds of a report: its own columns, its blocks and its units per class, in the order of the document."""

    fields: Mapping[str, Any]
    blocks: tuple[FoundBlock, ...]
    units: Mapping[str, list[FoundUnit]]


def read_reports(db: sqlite3.Connection) -> list[dict[str, Any]]:
    """Return the rows of all reports, each with its council's name."""
    sql = "select reports.*, councils.name as council from reports left join councils on councils.id = reports.council_id"
    return list(named_rows(db, sql))


def read_found(db: sqlite3.Connection, report: Mapping[str, Any]) -> FoundReport:
    """Return a report's units per class in the order of the document, each with the text around it (`context`)."""
    blocks = [
        FoundBlock(row["id"], row["text"] or "", row["page"], row["kind"])
        for row in named_rows(db, "select id, text, page, kind from blocks where report_id = ? order by page, seq", report["id"])
    ]
    texts = [block.text for block in blocks]
    place = {block.id: n for n, block in enumerate(blocks)}
    found = {}
    for name in UNIT_KEYS:
        units = list(named_rows(db, f"select * from {name} where report_id = ?", report["id"]))
        for unit in units:
            _put_in_context(unit, name, texts, place)
        units.sort(key=lambda u: (place.get(u["block_id"], len(texts)), str(u["char_start"] or 0).zfill(9), str(u["id"])))
        found[name] = units
    for change in found["changes"]:
        change["from"], change["to"] = change["from_value"], change["to_value"]
    leads = _leads(db, report["id"])
    for action in found["actions"]:
        action["leads"] = leads[action["id"]]
    return FoundReport(report, tuple(blocks), found)


def _leads(db: sqlite3.Connection, report_id: str) -> defaultdict[str, list[str]]:
    leads = defaultdict(list)
    for row in named_rows(
        db,
        "select action_id, coalesce(action_leads.text, leads.name) as name from action_leads join leads on leads.id = lead_id "
        "join actions on actions.id = action_id where actions.report_id = ? order by action_id, position",
        report_id,
    ):
        leads[row["action_id"]].append(row["name"])
    return leads


def _put_in_context(unit: FoundUnit, name: str, texts: Sequence[str], place: Mapping[str, int]) -> None:
    n, start, end = place.get(unit["block_id"]), unit["char_start"], unit["char_end"]
    if n is None or not isinstance(start, int) or not isinstance(end, int):
        unit["context"], unit["block_text"], unit["evidence_true"] = "", "", False
        return
    text = texts[n]
    unit["context"] = unit["block_text"] = text
    unit["evidence_true"] = text[start:end] == unit["quote"] != ""
    if name in ("dates", "percentages"):  # short mentions: what stands in the blocks before and after counts as context
        before = " ".join([*texts[max(0, n - 2) : n], text[:start]])[-AROUND:]
        after = " ".join([text[end:], *texts[n + 1 : n + 3]])[:AROUND]
        unit["context"] = before + text[start:end] + after
