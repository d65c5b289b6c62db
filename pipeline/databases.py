"""What everything that reads a findings database shares: the mark that tells it from others, rows by name, blocks as records."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from pipeline.model import Block

APPLICATION_ID = 0x4A524E59  # "JRNY", as SQLite keeps it in the head of the file


def named_rows(connection: sqlite3.Connection, sql: str, *parameters: Any) -> Iterator[dict[str, Any]]:
    """Yield what a query gives, each row by the names of its columns."""
    cursor = connection.execute(sql, parameters)
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))


def report_blocks(connection: sqlite3.Connection, report: str) -> dict[str, Block]:
    """Return the blocks of a report by id, in the order of the document, as far as keys need them: kind, text and page."""
    found = connection.execute("SELECT id, seq, kind, text, page FROM blocks WHERE report_id = ? ORDER BY seq", (report,))
    return {name: Block(seq, kind, text, page=page) for name, seq, kind, text, page in found}
