"""What the pages show of review: who said what of a finding, how far review has come, what an audit asks next."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from pipeline.browse.pages.conflicts import WHY, conflicts
from pipeline.browse.rows import Row, rows
from pipeline.model import KINDS
from pipeline.review import audit as audits
from pipeline.review.agreement import SAID, agreement, by_reviewer, elsewhere, progress
from pipeline.review.disputes import disputed_values
from pipeline.review.fields import FIELDS, typed_value
from pipeline.review.writing import unit_of

_LOG = """
select reviewer, verdict, correction, note, at from reviews
where coalesce((select key from moved_keys where old_key = reviews.key), reviews.key) = ? order by at, id
"""
_HOLDERS = "select distinct reviewer from review_values where key = ? and differs"


async def panel(db: Any, kind: str, key: str) -> Row:
    """Return what was said of a finding, and the fields of a form that corrects it.

    Each field comes with its value as reviewers left it, and the machine's (of an added unit the first marker's) where that is
    another; `values` are the columns that reviewers changed, with who gave which value.
    """
    said = [
        {**row, "correction": json.loads(row["correction"] or "{}"), "restates": row["correction"] is not None}
        for row in await rows(db, _LOG, key)
    ]
    unit, disputes = await db.execute_fn(lambda connection: (unit_of(connection, key), disputed_values(connection, key)))
    latest = {row["reviewer"]: row for row in said}
    verdicts = await rows(db, "select verdict, disputed from review_verdicts where key = ?", key)
    fields = []
    for field in FIELDS[kind]:
        left = typed_value(unit.reviewed.get(field.name)) if unit else ""
        first = typed_value(unit.says.get(field.name)) if unit else ""
        fields.append((field, left, first if first != left else None))
    return {
        "key": key,
        "kind": kind,
        "said": said,
        "latest": latest,
        "fields": fields,
        "changed": [(field, left, first) for field, left, first in fields if first is not None],
        "left": {field.name: (left, first) for field, left, first in fields if first is not None},
        "rejected": bool(verdicts and verdicts[0]["verdict"] == "rejected"),
        "disputed": bool(verdicts and verdicts[0]["disputed"]),
        "disputes": disputes,
        "added": bool(unit and unit.added),
        "holders": {row["reviewer"] for row in await rows(db, _HOLDERS, key)},
    }


def blank_fields() -> dict[str, list[tuple[Any, str, None]]]:
    """Return the fields of each class, empty, for a unit that the machine missed."""
    return {kind: [(field, "", None) for field in FIELDS[kind]] for kind in KINDS}


async def overview(db: Any, why: str | None, page: int) -> Row:
    """Return how far the review of each class has come, who did it, how far they agree, and what needs another look.

    Of the last a page, of one sort (`conflicts.WHY`) where `why` names it.
    """

    def read(connection: sqlite3.Connection) -> Row:
        return {
            "progress": progress(connection),
            "by_reviewer": by_reviewer(connection),
            "agreement": agreement(connection),
            "elsewhere": elsewhere(connection),
            "audits": [
                (drawn, audits.estimates(connection, drawn.number), _to_judge(connection, drawn.number))
                for drawn in audits.listed(connection)
            ],
            "conflicts": conflicts(connection, why, page),
        }

    return {**await db.execute_fn(read), "words": WHY, "kinds": KINDS, "sayings": SAID}


def _to_judge(connection: sqlite3.Connection, audit: int) -> int:
    return sum(unit.target is not None and not unit.judged for unit in audits.units(connection, audit))


async def audit_page(db: Any, number: int, asked: int | None) -> Row | None:
    """Return one thing that an audit asks about: the one asked for, else the first that nobody has judged; null without audit."""

    def read(connection: sqlite3.Connection) -> tuple[list[audits.AuditUnit], list[audits.Estimate]] | None:
        if connection.execute("select 1 from audits where id = ?", (number,)).fetchone() is None:
            return None
        return audits.units(connection, number), audits.estimates(connection, number)

    found = await db.execute_fn(read)
    if found is None:
        return None
    units, estimates = found
    open_units = [unit for unit in units if not unit.judged and unit.target]
    chosen = next((unit for unit in units if unit.n == asked), None) or next(iter(open_units), None)
    return {
        "number": number,
        "unit": chosen,
        "left": len(open_units),
        "of": len(units),
        "gone": sum(unit.target is None for unit in units),
        "estimates": estimates,
    }


async def audited(db: Any, unit: audits.AuditUnit) -> Row | None:
    """Return the finding that an audit asks about, with its paragraph and what was said of it."""
    [found] = await rows(db, "select * from finding_values where id = ?", unit.target)
    [block] = await rows(db, "select text from blocks where id = ?", found["block_id"])
    [place] = await rows(db, f"select char_start, char_end from {unit.kind} where id = ?", unit.target)
    return {**found, **place, "text": block["text"], "review": await panel(db, unit.kind, unit.key)}
