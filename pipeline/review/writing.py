"""Write down what a reviewer says: judged units, and units that the machine missed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from pipeline.databases import report_blocks
from pipeline.errors import UsageError
from pipeline.keys import Keys
from pipeline.model import KINDS
from pipeline.review.fields import COLUMNS, MOST_LETTERS, FieldError, as_read, correction, read_values, whole
from pipeline.review.times import as_stored, now_behind

_SEEN = """
SELECT json_object('kind', kind, 'id', id, 'report_id', report_id, 'family_id', family_id, 'label', label, 'page', page,
  'quote', quote, 'says', json(says))
FROM finding_values WHERE key = ?1 ORDER BY is_primary DESC, id LIMIT 1
"""
_OWN = "SELECT 1 FROM review_values WHERE key = ? AND reviewer = ? AND differs"
_SEEN_ADDED = """
SELECT json_object('kind', a.kind, 'report_id', a.report_id, 'family_id', a.family_id, 'label', r.label, 'page', a.page,
  'quote', a.quote)
FROM added_units a LEFT JOIN reports r ON r.id = a.report_id WHERE a.key = ?1
"""
_ADDED = """
SELECT correction FROM reviews r LEFT JOIN moved_keys m ON m.old_key = r.key
WHERE coalesce(m.key, r.key) = ? AND verdict = 'added' ORDER BY at, id
"""
_LATEST = "SELECT max(at) FROM reviews r LEFT JOIN moved_keys m ON m.old_key = r.key WHERE coalesce(m.key, r.key) = ?"

JUDGED = ("accepted", "rejected", "corrected", "withdrawn")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as the machine has it, of several versions of its report the one that counts; or as a reviewer added it.

    `says` are its columns, `reviewed` the same as reviewers left them; `added` says that the machine does not find it.
    """

    kind: str
    key: str
    says: Mapping[str, Any]
    reviewed: Mapping[str, Any]
    added: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a reviewer says of the unit of a key.

    `typed` are the columns as typed, of which only those count that differ from what the reviewer saw; `saw` are the columns as
    their form showed them, null for the unit as reviewers left it by now. `withdrawn` takes a reviewer's own values back.
    """

    key: str
    verdict: Literal["accepted", "rejected", "corrected", "withdrawn"]
    typed: Mapping[str, str] = field(default_factory=dict)
    note: str | None = None
    saw: Mapping[str, str] | None = None


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
        kind, says = found[0], json.loads(found[1])
    else:
        added = db.execute(_ADDED, (key,)).fetchone()
        if added is None:
            return None
        unit = json.loads(added[0])
        kind = unit["class"]
        says = {name: unit.get(name) for name in COLUMNS[kind]}
    given = db.execute('SELECT "column", value FROM review_values WHERE key = ? AND counts', (key,))
    values = {name: json.loads(value) for name, value in given if name in COLUMNS[kind]}
    stands = db.execute("SELECT accepted FROM review_verdicts WHERE key = ?", (key,)).fetchone()
    accepted = json.loads(stands[0]) if stands and stands[0] else {}
    return Unit(
        kind, key, says, {**says, **{name: accepted[name] for name in says if name in accepted}, **values}, added=not found
    )


def judge(db: sqlite3.Connection, judgements: Sequence[Judgement], *, reviewer: str, at: datetime | None = None) -> list[str]:
    """Write what a reviewer says of units, and return the verdicts written; the transaction is the caller's.

    A unit among several that holds the corrected value already is accepted. Who accepts a unit that was corrected accepts the
    values that it has by then. Raises `UsageError` where a unit is gone, a value cannot be read or is too long, a correction
    gives no reason, or corrections change nothing at all; then nothing of these is to be kept.
    """
    written: list[str] = []
    for judgement in judgements:
        unit = unit_of(db, judgement.key)
        if unit is None:
            raise UsageError("the machine finds this unit no longer; look at “Reviews that need another look”")
        if judgement.verdict not in JUDGED:
            raise UsageError(f"{judgement.verdict!r} is no verdict; there are: {', '.join(JUDGED)}")
        verdict, values = _said(unit, judgement)
        if verdict == "accepted" and values is None and db.execute(_OWN, (judgement.key, reviewer)).fetchone():
            values = {}  # they let stand what they once said otherwise
        if verdict == "corrected" and not (judgement.note or "").strip():
            raise FieldError("note", "a correction needs a reason, in the field for it")
        _write(db, unit.key, verdict, values, judgement.note, reviewer, at)
        written.append(verdict)
    if "corrected" in (judgement.verdict for judgement in judgements) and "corrected" not in written:
        raise UsageError("nothing was changed; correct a value first, or press Accept where all is right")
    return written


def _said(unit: Unit, judgement: Judgement) -> tuple[str, Mapping[str, Any] | None]:
    """Return the verdict that a judgement comes to, and the values that it gives; an acceptance states all, null keeps them."""
    if judgement.verdict == "rejected":
        return "rejected", None
    if judgement.verdict == "withdrawn":
        return "accepted", {}
    shown = unit.reviewed if judgement.saw is None else {**unit.reviewed, **as_read(unit.kind, judgement.saw, unit.reviewed)}
    changed = correction(unit.kind, judgement.typed, shown) if judgement.verdict == "corrected" else {}
    if changed:
        return "corrected", changed
    return "accepted", {name: value for name, value in shown.items() if value != unit.says.get(name)} or None


def add(db: sqlite3.Connection, missed: Missed, *, reviewer: str, at: datetime | None = None) -> str:
    """Write down a unit that the machine missed, and return its key; the transaction is the caller's.

    Where somebody added it before, this accepts it, or corrects the columns that are said otherwise now.
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
    values = whole(missed.kind, read_values(missed.kind, missed.typed))
    unit = unit_of(db, key)
    if unit and not unit.added:
        raise UsageError("the machine has found this already; correct what it says there")
    if unit:
        differing = {name: value for name, value in values.items() if value != unit.reviewed.get(name)}
        _write(db, key, "corrected" if differing else "accepted", differing or None, missed.note, reviewer, at)
        return key
    quote = text[missed.start : missed.end]
    family, label = db.execute("SELECT family_id, label FROM reports WHERE id = ?", (report,)).fetchone()
    place = {"block_id": missed.block_id, "char_start": missed.start, "char_end": missed.end}
    found = {"class": missed.kind, **place, "quote": quote, "page": page, **values}
    seen = {"kind": missed.kind, "report_id": report, "family_id": family, "label": label, "page": page, "quote": quote}
    _write(db, key, "added", found, missed.note, reviewer, at, seen=json.dumps(seen, ensure_ascii=False))
    return key


def key_of_words(db: sqlite3.Connection, report: str, kind: str, block_id: str, start: int, end: int) -> str:
    """Return the key that a unit of a class on these words has, whoever finds it."""
    (family,) = db.execute("SELECT family_id FROM reports WHERE id = ?", (report,)).fetchone()
    blocks = report_blocks(db, report)
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
    seen: str | None = None,
) -> None:
    reason = (note or "").strip() or None
    if reason and len(reason) > MOST_LETTERS:
        raise FieldError("note", f"the reason has {len(reason):,} characters; {MOST_LETTERS:,} are the most")
    if seen is None:
        (seen,) = db.execute(_SEEN, (key,)).fetchone() or db.execute(_SEEN_ADDED, (key,)).fetchone() or (None,)
    (latest,) = db.execute(_LATEST, (key,)).fetchone()
    db.execute(
        "INSERT INTO reviews (key, verdict, correction, note, reviewer, at, seen) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            key,
            verdict,
            None if changed is None else json.dumps(changed, ensure_ascii=False),
            reason,
            reviewer,
            as_stored(at) if at else now_behind(latest),
            seen,
        ),
    )
