"""Find where the units that reviewers added stand now: the blocks they were marked in may have moved or gone."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from typing import TypeAlias

from pipeline.databases import report_blocks
from pipeline.keys import Keys

_ADDED = """
SELECT coalesce(m.key, r.key), json_extract(r.correction, '$.class'), json_extract(r.correction, '$.quote'),
  coalesce(a.family_id, json_extract(r.seen, '$.family_id'))
FROM reviews r LEFT JOIN moved_keys m ON m.old_key = r.key LEFT JOIN added_units a ON a.key = coalesce(m.key, r.key)
WHERE r.verdict = 'added' AND NOT EXISTS (
  SELECT 1 FROM blocks b JOIN reports p ON p.id = b.report_id WHERE b.id = a.block_id
  AND p.is_primary AND substr(b.text, a.char_start + 1, a.char_end - a.char_start) = a.quote)
GROUP BY 1
"""
_REPORTS = "SELECT id FROM reports WHERE family_id IS ? ORDER BY is_primary DESC, id"

Place: TypeAlias = tuple[str, str, int | None, str, int, int]
"""Report, block, page, the words, and from which of the block's characters to which they stand."""


def place_added(connection: sqlite3.Connection) -> None:
    """Find the words of every added unit that does not stand in a version that counts; the transaction is the caller's.

    The review itself is not touched. Where no report of the family has the words any more the place is empty.
    """
    for key, kind, quote, family in connection.execute(_ADDED).fetchall():
        place = next(_places(connection, family, key, kind, quote), (None, None, None, quote, None, None))
        connection.execute(
            "INSERT OR REPLACE INTO added_units (key, kind, family_id, report_id, block_id, page, quote, char_start, char_end) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (key, kind, family, *place),
        )


def added_in(connection: sqlite3.Connection, report: str) -> list[tuple[str, str, str, int, int]]:
    """Return key, class, block and characters of the units that were added in a report."""
    return connection.execute(
        "SELECT key, kind, block_id, char_start, char_end FROM added_units WHERE report_id = ? AND block_id IS NOT NULL "
        "ORDER BY key",
        (report,),
    ).fetchall()


def _places(connection: sqlite3.Connection, family: str, key: str, kind: str, quote: str) -> Iterator[Place]:
    """Yield where the words of a key stand in the reports of a family, the version that counts first."""
    words = re.compile(r"\s+".join(map(re.escape, quote.split())))
    for (report,) in connection.execute(_REPORTS, (family,)).fetchall():
        blocks = report_blocks(connection, report)
        for block_id, block in blocks.items():
            for hit in words.finditer(block.text):
                if Keys(family, blocks.values()).next(kind, block, hit.start(), hit.end()) == key:
                    yield report, block_id, block.page, hit[0], hit.start(), hit.end()
