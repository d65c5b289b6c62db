"""Write what was found in a report, and reviewed, as a gold file to be corrected by hand."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.evaluate.found import FoundBlock, FoundReport, FoundUnit, read_found, read_reports
from pipeline.evaluate.gold import INSIDE, UNIT_KEYS
from pipeline.review.verdicts import Verdict, verdicts

WORDS_AROUND = 5
"""Words of context on either side of a mention: with its own some 4 to 12, as the annotation guide asks."""

_LONGEST_AROUND = 70  # characters; the scorer looks no further than 90

_STAND = """
SELECT key, kind, block_id, page, quote, char_start, char_end FROM added_units
WHERE report_id = ?1 OR block_id IS NULL AND family_id = ?2 ORDER BY block_id, char_start, key
"""

_COMMITTEE = ("kind", "council", "title", "committee", "meeting_date", "agenda_item")
_INSPECTION = ("kind", "council", "title", "inspection_start", "inspection_end", "published", "framework")


@dataclass(frozen=True, slots=True)
class MadeGold:
    """A gold file's content; `stem` is what it must be called, `lost` the added units whose words are no longer there."""

    stem: str
    content: Mapping[str, Any]
    reviewed: int
    lost: tuple[str, ...]

    @property
    def units(self) -> int:
        return sum(len(self.content.get(name, ())) for name in UNIT_KEYS)

    @property
    def text(self) -> str:
        return json.dumps(self.content, indent=1, ensure_ascii=False) + "\n"


def make_gold(db: sqlite3.Connection, report_id: str) -> MadeGold:
    """Return a report's units in the form of the annotation guide.

    What reviewers rejected is left out, what they corrected reads as they say, what they added is there; what they dispute is
    not certain. All else stands as it was found, so that the file agrees with the database until somebody corrects it. Raises
    `UsageError` where the report could not be read.
    """
    [report] = [row for row in read_reports(db) if row["id"] == report_id]
    if report["status"] == "failed":
        raise UsageError(f"{report['source_path']} could not be read ({report['problem']}); there is nothing to annotate")
    found, said = read_found(db, report), verdicts(db)
    added, lost = _added(db, said, found)
    units: dict[str, list[dict[str, Any]]] = {}
    for name in UNIT_KEYS:
        if name == "actions" and report["kind"] in ("inspection_report", "letter") and not found.units[name]:
            continue  # the guide leaves the class out there
        everything = [*found.units[name], *added.get(name, ())]
        units[name] = [unit for each in everything if (unit := _unit(name, each, said.get(each["key"]), found.blocks))]
    keys = _INSPECTION if report["kind"] in ("inspection_report", "letter") else _COMMITTEE
    content = {"report": {key: report[key] for key in keys}, **units}
    reviewed = sum("review" in unit for listed in units.values() for unit in listed)
    return MadeGold(_stem(report), content, reviewed, tuple(lost))


def _stem(report: Mapping[str, Any]) -> str:
    """Return what the gold of a report is called: as its file, a paper inside one with kind and day behind (see `paper_of`)."""
    file = Path(report["source_path"]).stem
    if not report["carrier_id"]:
        return file
    day = report["meeting_date"] or report["published"] or report["inspection_end"]
    place = day or (f"page-{report['first_page']}" if report["first_page"] else report["id"][:8])
    return f"{file}{INSIDE}{report['kind']}-{place}"


def _unit(name: str, row: FoundUnit, verdict: Verdict | None, blocks: Sequence[FoundBlock]) -> dict[str, Any] | None:
    if verdict and verdict.verdict == "rejected":
        return None
    corrected = {**row, **verdict.correction} if verdict else row
    unit = _FORMS[name](corrected, blocks)
    unit = {key: " ".join(value.split()) if isinstance(value, str) else value for key, value in unit.items()}
    unit["certain"] = not (verdict and verdict.disputed)
    if row["page"]:
        unit["page"] = row["page"]
    if verdict:
        unit["review"] = verdict.verdict
    return unit


def _added(
    db: sqlite3.Connection, said: Mapping[str, Verdict], found: FoundReport
) -> tuple[dict[str, list[FoundUnit]], list[str]]:
    """Return the units that reviewers added to this report, per class, and the words of those that no longer stand there.

    What the machine has found since is among its own units.
    """
    added: dict[str, list[FoundUnit]] = {}
    lost: list[str] = []
    known = {unit["key"] for units in found.units.values() for unit in units}
    stand = db.execute(_STAND, (found.fields["id"], found.fields["family_id"])).fetchall()
    for key, name, block, page, quote, start, end in stand:
        verdict = said.get(key)
        if verdict is None or verdict.verdict != "added" or name not in UNIT_KEYS or key in known:
            continue
        if block is None:
            lost.append(quote)
            continue
        place = {"block_id": block, "page": page, "quote": quote, "char_start": start, "char_end": end}
        added.setdefault(name, []).append({**verdict.correction, **place, "key": key})
    return added, lost


def _context(row: FoundUnit, blocks: Sequence[FoundBlock]) -> str:
    """Return the whole words around a mention, in one line."""
    text = next((block.text for block in blocks if block.id == row["block_id"]), "")
    start, end = row["char_start"], row["char_end"]
    words = [word.span() for word in re.finditer(r"\S+", text)]
    before = [left for left, _ in words if start - _LONGEST_AROUND <= left <= start]
    after = [right for _, right in words if end <= right <= end + _LONGEST_AROUND]
    left = before[-WORDS_AROUND - 1 :][0] if before else start
    right = after[: WORDS_AROUND + 1][-1] if after else end
    return " ".join(text[left:right].split())


def _columns(*names: str) -> Callable[[FoundUnit, Sequence[FoundBlock]], dict[str, Any]]:
    return lambda row, blocks: {name: row.get(name) for name in names}


def _mention(*names: str) -> Callable[[FoundUnit, Sequence[FoundBlock]], dict[str, Any]]:
    return lambda row, blocks: {
        "text": row.get("text") or row["quote"],
        "context": _context(row, blocks),
        **{name: row.get(name) for name in names},
    }


def _action(row: FoundUnit, blocks: Sequence[FoundBlock]) -> dict[str, Any]:
    plan = ("plan_ref", "theme") if row["origin"] == "table" else ()
    unit = {name: row.get(name) for name in ("origin", "ref", *plan, "text")}
    return {**unit, "leads": row.get("leads") or [], **{name: row.get(name) for name in ("start", "due", "status")}}


def _change(row: FoundUnit, blocks: Sequence[FoundBlock]) -> dict[str, Any]:
    return {
        "context": row["quote"],
        "subject": row.get("subject"),
        "from": row["from_value"],
        "to": row["to_value"],
        "unit": row.get("unit"),
    }


_FORMS: Mapping[str, Callable[[FoundUnit, Sequence[FoundBlock]], dict[str, Any]]] = {
    "people": _columns("relation", "name", "role", "quote"),
    "recommendations": _columns("kind", "ref", "text", "by"),
    "actions": _action,
    "dates": _mention("start", "end", "precision"),
    "percentages": _mention("low", "high", "qualifier", "role", "subject"),
    "changes": _change,
    "events": _columns("kind", "text", "body", "start", "end", "judgement"),
    "judgements": _columns("area", "grade", "quote"),
}
"""The unit that each class's row gives, as the annotation guide has it."""
