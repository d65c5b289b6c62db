"""Carry reviews from one machine to another, a JSON object a line; behind them the audits, each with what was said in it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.added import place_added
from pipeline.errors import UsageError
from pipeline.model import KINDS
from pipeline.plain import json_line
from pipeline.review.audit_travel import export_audits, import_audit
from pipeline.review.checking import check_review, read_object
from pipeline.review.times import read_time

COLUMNS = ("key", "verdict", "correction", "note", "reviewer", "at", "seen")
_DATA = ("correction", "seen")
_HERE = "SELECT 1 FROM finding_index WHERE key = ?1 UNION ALL SELECT 1 FROM added_units WHERE key = ?1 AND block_id IS NOT NULL"
_SECONDS = "strftime('%Y-%m-%dT%H:%M:%f', {})"  # a time may have been written otherwise by hand
_VERDICTS = ("accepted", "rejected", "corrected", "added")


@dataclass(frozen=True, slots=True)
class Imported:
    """How many reviews came in, were there already, and hang on a unit that this database does not have.

    `audits` came in that were not there, and `paragraphs` were read in them, or in audits that were.
    """

    new: int = 0
    known: int = 0
    elsewhere: int = 0
    audits: int = 0
    paragraphs: int = 0


def export_reviews(db: sqlite3.Connection) -> Iterator[str]:
    """Yield the log of reviews, a line each, oldest first, then the audits; keys as they are at present.

    Databases of every layout have reviews, of which the first lack what was seen, keys that moved, and audits.
    """
    there = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    seen = db.execute("SELECT 1 FROM pragma_table_info('reviews') WHERE name = 'seen'").fetchone()
    moved = "LEFT JOIN moved_keys m ON m.old_key = r.key" if "moved_keys" in there else "CROSS JOIN (SELECT NULL AS key) m"
    found = db.execute(
        f"SELECT coalesce(m.key, r.key), verdict, correction, note, reviewer, at, {'seen' if seen else 'NULL'} "
        f"FROM reviews r {moved} ORDER BY at, id"
    )
    for row in found:
        review = dict(zip(COLUMNS, row, strict=True))
        told = {name: json.loads(value) if name in _DATA and value else value for name, value in review.items()}
        yield json_line(told)
    if "audits" in there:
        yield from (json_line({"audit": audit}) for audit in export_audits(db))


def import_reviews(db: sqlite3.Connection, lines: Iterable[str]) -> Imported:
    """Put reviews into the log and audits beside them, what is there already left out; the transaction is the caller's.

    Raises `UsageError` with the number of the line that is neither.
    """
    new = known = audits = paragraphs = 0
    keys: list[str] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            told = read_object(line)
        except UsageError as error:
            raise UsageError(f"line {number} {error}") from error
        try:
            is_audit = "audit" in told
            if is_audit:
                is_new, said = import_audit(db, told["audit"])
                audits, paragraphs = audits + is_new, paragraphs + said
            else:
                row = _review(told)
        except UsageError as error:
            raise UsageError(f"line {number}: {error}") from error
        if is_audit:
            continue
        there = db.execute(
            "SELECT 1 FROM reviews r LEFT JOIN moved_keys m ON m.old_key = r.key "
            "WHERE coalesce(m.key, r.key) = ? AND verdict = ? AND reviewer = ? "
            f"AND {_SECONDS.format('at')} = {_SECONDS.format('?')}",
            (row["key"], row["verdict"], row["reviewer"], row["at"]),
        )
        if there.fetchone():
            known += 1
            continue
        db.execute(
            f"INSERT INTO reviews ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})",
            [row[name] for name in COLUMNS],
        )
        new += 1
        keys.append(row["key"])
    place_added(db)
    elsewhere = sum(db.execute(_HERE, (key,)).fetchone() is None for key in keys)
    return Imported(new, known, elsewhere, audits, paragraphs)


def _review(told: dict[str, Any]) -> dict[str, Any]:
    if not all(isinstance(told.get(name), str) for name in ("key", "verdict", "reviewer", "at")):
        raise UsageError("this is no review: it needs key, verdict, reviewer and at")
    if told["verdict"] not in _VERDICTS:
        raise UsageError(f"{told['verdict']!r} is no verdict; there are: {', '.join(_VERDICTS)}")
    if any(told.get(name) is not None and not isinstance(told[name], dict) for name in _DATA):
        raise UsageError(f"{' and '.join(_DATA)} are objects, or null")
    added = told.get("correction") or {}
    if told["verdict"] == "added" and not (added.get("class") in KINDS and isinstance(added.get("quote"), str)):
        raise UsageError("a unit that was added needs its class and its quote")
    unknown = sorted(told.keys() - set(COLUMNS))
    if unknown:
        raise UsageError(f"a review has no {unknown[0]}; there are: {', '.join(COLUMNS)}")
    check_review(told)
    try:
        told["at"] = read_time(told["at"])
    except ValueError as error:
        raise UsageError(str(error)) from error
    return {
        name: json.dumps(told[name], ensure_ascii=False) if name in _DATA and told.get(name) is not None else told.get(name)
        for name in COLUMNS
    }
