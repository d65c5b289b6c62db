"""Write down what a reviewer says: judged units, and units that the machine missed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from pipeline.errors import UsageError
from pipeline.keys import Keys
from pipeline.model import KINDS, Block
from pipeline.review.fields import COLUMNS, correction, read_values, whole

_SEEN = """
SELECT json_object('kind', kind, 'id', id, 'report_id', report_id, 'family_id', family_id, 'label', label, 'page', page,
  'quote', quote, 'says', json(says))
FROM finding_values WHERE key = ?1
UNION ALL
SELECT json_object('report_id', id, 'family_id', family_id, 'label', label) FROM reports WHERE id = ?2
LIMIT 1
"""

JUDGED = ("accepted", "rejected", "corrected")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as the machine has it, of several versions of its report the one that counts; or as a reviewer added it.

    `says` are its columns; `added` holds what the reviewer wrote, null for a unit of the machine's.
    """

    kind: str
    key: str
    says: Mapping[str, Any]
    added: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a reviewer says of the unit of a key; `typed` are the columns as typed, of which only those that differ count."""

    key: str
    verdict: Literal["accepted", "rejected", "corrected"]
    typed: Mapping[str, str] = field(default_factory=dict)
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Missed:
    """A unit that the machine missed: characters `start` to `end` of a block's text, and its columns as typed."""

    kind: str
    block_id: str
    start: int
    end: int
    typed: Mapping[str, str]
    note: str | None = None


def unit_of(db: sqlite3.Connection, key: str) -> Unit | None:
    """Return the unit of a key; null where the machine finds none at present and nobody added it."""
    found = db.execute(
        "SELECT kind, says FROM finding_values WHERE key = ? ORDER BY is_primary DESC, id LIMIT 1", (key,)
    ).fetchone()
    if found:
        return Unit(found[0], key, json.loads(found[1]))
    written = db.execute("SELECT correction FROM reviews WHERE key = ? AND verdict = 'added' ORDER BY at DESC, id DESC", (key,))
    added = written.fetchone()
    if added is None:
        return None
    unit = json.loads(added[0])
    return Unit(unit["class"], key, {name: unit.get(name) for name in COLUMNS[unit["class"]]}, unit)


def judge(db: sqlite3.Connection, judgements: Sequence[Judgement], *, reviewer: str, at: datetime | None = None) -> list[str]:
    """Write what a reviewer says of units, and return the verdicts written; the transaction is the caller's.

    A correction that changes nothing is an acceptance. Raises `UsageError` where a unit is gone, a value cannot be read, or a
    correction gives no reason; then nothing of these is to be kept.
    """
    written: list[str] = []
    for judgement in judgements:
        unit = unit_of(db, judgement.key)
        if unit is None:
            raise UsageError("the machine finds this unit no longer; look at “Reviews that need another look”")
        if judgement.verdict not in JUDGED:
            raise UsageError(f"{judgement.verdict!r} is no verdict; there are: {', '.join(JUDGED)}")
        changed = correction(unit.kind, judgement.typed, unit.says) if judgement.verdict == "corrected" else {}
        if changed and not (judgement.note or "").strip():
            raise UsageError("a correction needs a reason, in the field for it")
        verdict: str = "accepted" if judgement.verdict == "corrected" and not changed else judgement.verdict
        if unit.added and verdict != "rejected":  # who agrees with an addition makes it too
            verdict, changed = "added", {**unit.added, **changed}
        _write(db, unit.key, verdict, changed or None, judgement.note, reviewer, at)
        written.append(verdict)
    return written


def add(db: sqlite3.Connection, missed: Missed, *, reviewer: str, at: datetime | None = None) -> str:
    """Write down a unit that the machine missed, and return its key; the transaction is the caller's.

    Raises `UsageError` where the words do not stand in the block, the machine has the unit already, or a value is missing.
    """
    if missed.kind not in KINDS:
        raise UsageError(f"{missed.kind!r} is no class; there are: {', '.join(KINDS)}")
    block = db.execute("SELECT report_id, text, page FROM blocks WHERE id = ?", (missed.block_id,)).fetchone()
    if block is None:
        raise UsageError(f"there is no paragraph {missed.block_id}")
    report, text, page = block
    if not 0 <= missed.start < missed.end <= len(text) or not text[missed.start : missed.end].strip():
        raise UsageError("mark at least one word of the paragraph")
    key = key_of_words(db, report, missed.kind, missed.block_id, missed.start, missed.end)
    if unit_of(db, key):
        raise UsageError("the machine has found this already; correct what it says there")
    values = whole(missed.kind, read_values(missed.kind, missed.typed))
    place = {"block_id": missed.block_id, "char_start": missed.start, "char_end": missed.end}
    found = {"class": missed.kind, **place, "quote": text[missed.start : missed.end], "page": page, **values}
    _write(db, key, "added", found, missed.note, reviewer, at, of_report=report)
    return key


def key_of_words(db: sqlite3.Connection, report: str, kind: str, block_id: str, start: int, end: int) -> str:
    """Return the key that a unit of a class on these words has, whoever finds it."""
    (family,) = db.execute("SELECT family_id FROM reports WHERE id = ?", (report,)).fetchone()
    blocks = {
        name: Block(seq, block_kind, text)
        for name, seq, block_kind, text in db.execute(
            "SELECT id, seq, kind, text FROM blocks WHERE report_id = ? ORDER BY seq", (report,)
        )
    }
    return Keys(family, blocks.values()).next(kind, blocks[block_id], start, end)


def _write(
    db: sqlite3.Connection,
    key: str,
    verdict: str,
    changed: Mapping[str, Any] | None,
    note: str | None,
    reviewer: str,
    at: datetime | None,
    *,
    of_report: str | None = None,
) -> None:
    said = (at or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="milliseconds")
    seen = db.execute(_SEEN, (key, of_report)).fetchone()
    db.execute(
        "INSERT INTO reviews (key, verdict, correction, note, reviewer, at, seen) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            key,
            verdict,
            json.dumps(changed, ensure_ascii=False) if changed else None,
            (note or "").strip() or None,
            reviewer,
            said.replace("+00:00", "Z"),
            seen[0] if seen else None,
        ),
    )
