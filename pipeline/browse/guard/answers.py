"""Cap what one question to the database brings into memory: rows are counted by their letters and bytes as they come."""

from __future__ import annotations

import sqlite3
import weakref
from typing import Any

LONGEST_VALUE = 10_000_000
"""Bytes of the longest value a question may make: one call that fills memory is not ended by the limit of time."""

MOST = 25_000_000
"""Letters and bytes of all values of an answer, or of one of the stretches in which a table is streamed as CSV: 5,000 rows of
blocks have two million."""

TOO_LARGE = f"the answer is over {MOST // 1_000_000} megabytes"


def cap(connection: sqlite3.Connection) -> None:
    """Have a connection refuse values over `LONGEST_VALUE` and answers over `MOST`: `sqlite3.OperationalError` says so."""
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    connection.row_factory = _Rows()


class _Rows:
    """Makes the rows of a connection, on which one answer is fetched after the other."""

    def __init__(self) -> None:
        self._cursor: weakref.ref[sqlite3.Cursor] | None = None  # not kept alive: it may hold a lock
        self._left = 0

    def __call__(self, cursor: sqlite3.Cursor, values: tuple[Any, ...]) -> sqlite3.Row:
        if self._cursor is None or self._cursor() is not cursor:
            self._cursor, self._left = weakref.ref(cursor), MOST
        self._left -= sum([len(value) for value in values if isinstance(value, str | bytes)])
        if self._left < 0:
            raise sqlite3.OperationalError(f"{TOO_LARGE}; ask for fewer rows or columns at a time")
        return sqlite3.Row(cursor, values)
