"""Check reviews that come from elsewhere: what the form on the pages would not have written is not taken over."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from datetime import date
from typing import Any

from pipeline.errors import UsageError
from pipeline.model import KINDS
from pipeline.review.fields import FIELDS, MOST_LETTERS, YEARS, Field

LONGEST_NAME = 200
"""Characters of a reviewer's name or of a key."""

LONGEST_QUOTE = 100_000
"""Characters of the words of a report that a review repeats: those of a table's largest rows."""

WHOLE = range(-(2**63), 2**63)
"""Whole numbers that SQLite keeps."""

_COLUMNS: Mapping[str, Field] = {field.name: field for fields in FIELDS.values() for field in fields}
_OF_PLACE = {"class": str, "block_id": str, "char_start": int, "char_end": int, "quote": str, "page": int}
_DEEPEST = 3  # what was seen is an object with the columns, of which one is a list


def read_object(line: str) -> dict[str, Any]:
    """Read an object of JSON; raises `UsageError` where a line is none, or holds what no text or number can be."""
    try:
        told = json.loads(line, parse_constant=_no_number)
        line.encode()
        json.dumps(told, ensure_ascii=False).encode()  # halves of characters, written as escapes
    except RecursionError as error:
        raise UsageError("is no review: its parts are too deep inside one another") from error
    except UnicodeEncodeError as error:
        raise UsageError("is no review: it holds half a character") from error
    except ValueError as error:
        raise UsageError(f"is no JSON ({error}); take the file as journeys reviews export wrote it") from error
    if not isinstance(told, dict):
        raise UsageError("is no review: it is no object")
    return told


def check_review(told: Mapping[str, Any]) -> None:
    """Raise `UsageError` where the words of a review, its values, or what was seen are none that a form could have written."""
    for name in ("key", "reviewer"):
        if not told[name].strip() or len(told[name]) > LONGEST_NAME:
            raise UsageError(f"{name} is empty or has over {LONGEST_NAME} characters")
    note, correction, seen = told.get("note"), told.get("correction"), told.get("seen")
    if note is not None and not (isinstance(note, str) and len(note) <= MOST_LETTERS):
        raise UsageError(f"note is a text of {MOST_LETTERS:,} characters at most, or null")
    if told["verdict"] == "corrected" and not correction:
        raise UsageError("a review that corrects says which columns, and what is right")
    is_added = told["verdict"] == "added"
    for name, value in (correction or {}).items():
        if is_added and name in _OF_PLACE:
            _check_place(name, value)
        elif name not in _COLUMNS:
            raise UsageError(f"a correction has no column {name[:60]!r}")
        else:
            _check_value(_COLUMNS[name], value)
    _check_seen(seen, _DEEPEST)
    kind = (seen or {}).get("kind")
    if kind is not None and kind not in KINDS:
        raise UsageError(f"seen is a finding of one of: {', '.join(KINDS)}")


def _check_place(name: str, value: Any) -> None:
    if value is None and name not in ("class", "quote"):
        return
    if type(value) is not _OF_PLACE[name] or (isinstance(value, int) and value not in WHOLE) or not _is_short(value):
        raise UsageError(f"{name} of a unit that was added is {json.dumps(value)[:60]}")


def _check_value(field: Field, value: Any) -> None:
    if value is None:
        return
    if field.form == "number":
        fits = type(value) in (int, float) and _is_number(value) and (not field.ends or field.ends[0] <= value <= field.ends[1])
    elif field.form == "names":
        fits = isinstance(value, list) and all(isinstance(name, str) and len(name) <= MOST_LETTERS for name in value)
    else:
        fits = isinstance(value, str) and len(value) <= MOST_LETTERS and (field.form != "day" or _is_day(value))
    if not fits:
        raise UsageError(f"{field.name} cannot be {json.dumps(value)[:60]}")


def _check_seen(seen: Any, depth: int) -> None:
    if isinstance(seen, dict | list):
        if not depth:
            raise UsageError("seen has parts too deep inside one another")
        for value in seen.values() if isinstance(seen, dict) else seen:
            _check_seen(value, depth - 1)
    elif not _is_short(seen) or (type(seen) in (int, float) and not _is_number(seen)):
        raise UsageError("seen holds a text or a number longer than any of a report")


def _is_short(value: Any) -> bool:
    return not isinstance(value, str) or len(value) <= LONGEST_QUOTE


def _is_number(value: float) -> bool:
    return value in WHOLE if isinstance(value, int) else math.isfinite(value)


def _is_day(written: str) -> bool:
    try:
        return YEARS[0] <= date.fromisoformat(written).year <= YEARS[1]
    except ValueError:
        return False


def _no_number(written: str) -> Any:
    raise ValueError(f"{written} is no number")
