"""Carry audits from one machine to another: what was drawn, and what people said of the paragraphs.

What they said of the findings drawn is among the reviews. An audit has no name that two databases would share, so it is known
again by when, how and from how much it was drawn; the keys of what was drawn may have moved in one of the two.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.errors import UsageError
from pipeline.model import KINDS
from pipeline.review.checking import LONGEST_NAME, WHOLE
from pipeline.review.times import read_time

UNIT = {"n": int, "class": str, "stratum": str, "family_id": str, "key": str, "of": int}
"""What is told of each thing that was drawn: the columns of `audit_units` without the audit's number."""

SAID = {"n": int, "missed": int, "reviewer": str, "at": str}
"""What is told of each paragraph that somebody read: the columns of `audit_words` without the audit's number."""

_AUDIT = {"at": str, "seed": int, "classes": list, "units": list, "said": list}
_DRAWN = ("n", "class", "stratum", "of")


def export_audits(db: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """Yield the audits, the oldest first, each with all that was drawn and said."""
    for number, at, seed, classes in db.execute("SELECT id, at, seed, classes FROM audits ORDER BY at, id").fetchall():
        units = _rows(db, f"SELECT {', '.join(UNIT)} FROM audit_units WHERE audit_id = ? ORDER BY n", number, UNIT)
        said = _rows(db, f"SELECT {', '.join(SAID)} FROM audit_words WHERE audit_id = ? ORDER BY at, id", number, SAID)
        yield {"at": at, "seed": seed, "classes": json.loads(classes), "units": units, "said": said}


def import_audit(db: sqlite3.Connection, told: Any) -> tuple[bool, int]:
    """Take over an audit, and what was said in it that is not known yet: whether it is new, and how many words came in.

    The transaction is the caller's. Raises `UsageError` where it is no audit.
    """
    audit = _checked(told, _AUDIT, "an audit")
    units = [_checked(unit, UNIT, "what an audit asks about") for unit in audit["units"]]
    said = [_checked(words, SAID, "what was said in an audit") for words in audit["said"]]
    if not all(name in KINDS for name in audit["classes"]) or not all(
        u["class"] in audit["classes"] and u["of"] > 0 for u in units
    ):
        raise UsageError(f"an audit is of classes, each drawn from one or more; there are: {', '.join(KINDS)}")
    if len({unit["n"] for unit in units}) < len(units) or not {u["stratum"] for u in units} <= {"finding", "block"}:
        raise UsageError("an audit asks about findings and blocks, each with a number of its own")
    paragraphs = {unit["n"] for unit in units if unit["stratum"] == "block"}
    if not all(words["n"] in paragraphs and words["missed"] >= 0 for words in said):
        raise UsageError("in an audit is said of a paragraph how many units were missed in it")
    at = _time(audit["at"], timespec="seconds")
    number = _known(db, at, audit, units)
    is_new = number is None
    if number is None:
        drawn = (at, audit["seed"], json.dumps(audit["classes"]))
        number = db.execute("INSERT INTO audits (at, seed, classes) VALUES (?, ?, ?)", drawn).lastrowid
        names = ", ".join(UNIT)
        db.executemany(
            f"INSERT INTO audit_units (audit_id, {names}) VALUES (?{', ?' * len(UNIT)})",
            [(number, *(unit[name] for name in UNIT)) for unit in units],
        )
    new = 0
    for words in said:
        row = (number, words["n"], words["missed"], words["reviewer"], _time(words["at"]))
        new += db.execute(
            "INSERT INTO audit_words (audit_id, n, missed, reviewer, at) SELECT ?1, ?2, ?3, ?4, ?5 WHERE NOT EXISTS "
            "(SELECT 1 FROM audit_words WHERE audit_id = ?1 AND n = ?2 AND missed = ?3 AND reviewer = ?4 AND at = ?5)",
            row,
        ).rowcount
    return is_new, new


def _known(db: sqlite3.Connection, at: str, audit: Mapping[str, Any], units: list[dict[str, Any]]) -> int | None:
    """Return the number of the audit that was drawn then, so and from as much; null where there is none."""
    drawn = sorted(tuple(unit[name] for name in _DRAWN) for unit in units)
    for number, classes in db.execute("SELECT id, classes FROM audits WHERE at = ? AND seed = ?", (at, audit["seed"])).fetchall():
        there = db.execute(f"SELECT {', '.join(_DRAWN)} FROM audit_units WHERE audit_id = ?", (number,)).fetchall()
        if json.loads(classes) == audit["classes"] and sorted(there) == drawn:
            return int(number)
    return None


def _rows(db: sqlite3.Connection, sql: str, number: int, names: Mapping[str, type]) -> list[dict[str, Any]]:
    return [dict(zip(names, row, strict=True)) for row in db.execute(sql, (number,))]


def _checked(told: Any, form: Mapping[str, type], what: str) -> dict[str, Any]:
    """Return an object that has the keys of a form and no others, each of its type."""
    if not isinstance(told, dict) or told.keys() != form.keys():
        raise UsageError(f"{what} is an object with {', '.join(form)}")
    for name, kind in form.items():
        value = told[name]
        if type(value) is not kind or (isinstance(value, int) and value not in WHOLE):
            raise UsageError(f"{what}: {name} is no {_NAMED[kind]}: {json.dumps(value)[:60]}")
        if isinstance(value, str) and len(value) > LONGEST_NAME:
            raise UsageError(f"{what}: {name} has over {LONGEST_NAME} characters")
    return told


_NAMED = {int: "whole number", str: "text", list: "list"}


def _time(written: str, *, timespec: str = "milliseconds") -> str:
    try:
        return read_time(written, timespec=timespec)
    except ValueError as error:
        raise UsageError(str(error)) from error
