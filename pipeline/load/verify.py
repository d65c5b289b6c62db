"""Re-check a database: every quote, box, part, count and index."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.load.database import open_database
from pipeline.load.kept import Kept
from pipeline.load.rows.layout import unpack
from pipeline.load.rows.steps import PARSED
from pipeline.model import KINDS, STEPS

_EXAMPLES = 3  # how many rows a message names
_OVERHANG = 2.0  # points by which ink may stand over the page's edge before a box counts as outside it


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was checked, and what is wrong, in words; nothing is wrong where `problems` is empty."""

    reports: int
    evidence: int
    problems: tuple[str, ...]


def verify(database: Path) -> Verdict:
    """Check all that the database claims; raises `UsageError` where there is none."""
    with open_database(database) as connection:
        problems = [
            *_sqlite(connection),
            *_queries(connection),
            *_parts(connection),
            *_layouts(connection),
            *_steps(connection),
            *_search(connection),
        ]
        (reports,) = connection.execute("SELECT count(*) FROM reports").fetchone()
        evidence = sum(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in (*KINDS, "evidence"))
    return Verdict(reports, evidence, tuple(problems))


def _sqlite(connection: sqlite3.Connection) -> Iterator[str]:
    for (said,) in connection.execute("PRAGMA integrity_check"):
        if said != "ok":
            yield f"SQLite finds the file damaged: {said}"
    broken: dict[tuple[str, str], int] = {}
    for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        broken[table, parent] = broken.get((table, parent), 0) + 1
    for (table, parent), n in broken.items():
        yield f"{table}: {n} rows point to rows of {parent} that are not there"


def _queries(connection: sqlite3.Connection) -> Iterator[str]:
    for wrong, sql in _checks():
        yield from _told(wrong, [str(row[0]) for row in connection.execute(sql)])


def _told(wrong: str, found: list[str]) -> Iterator[str]:
    if found:
        more = f" and {len(found) - _EXAMPLES} more" if len(found) > _EXAMPLES else ""
        yield f"{wrong}: {', '.join(found[:_EXAMPLES])}{more}"


def _checks() -> Iterator[tuple[str, str]]:
    """Yield what is wrong where a query gives rows; each row names the one at fault."""
    for table in (*KINDS, "evidence"):
        yield from _checks_of_evidence(table)
    yield from _places("blocks", "blocks t", "t.report_id")
    for table in ("block_parts", "block_cells"):
        yield from _places(table, f"{table} t JOIN blocks b ON b.id = t.block_id", "b.report_id")
        yield (
            f"{table}: characters beyond the end of the block's text",
            f"SELECT t.id FROM {table} t JOIN blocks b ON b.id = t.block_id WHERE t.char_end > length(b.text)",
        )
    for kind in KINDS:
        yield from _checks_of_class(kind)
    yield (
        "action_leads: positions do not count from 1",
        "SELECT action_id FROM action_leads GROUP BY action_id HAVING min(position) <> 1 OR max(position) <> count(*)",
    )
    yield (
        "reports: not as many pages as they say",
        "SELECT id FROM reports r WHERE page_count IS NOT NULL AND carrier_id IS NULL "
        "AND page_count <> (SELECT count(*) FROM pages WHERE report_id = r.id)",
    )
    yield (
        "reports: source_path is not the first of their files",
        "SELECT id FROM reports r WHERE carrier_id IS NULL "
        "AND source_path IS NOT (SELECT min(path) FROM report_files WHERE report_id = r.id)",
    )
    yield ("reports: left unfinished by a load", "SELECT id FROM reports WHERE problem = 'loading was broken off'")


def _checks_of_evidence(table: str) -> Iterator[tuple[str, str]]:
    """Yield what must hold of the words and places of one table of findings, or of `evidence`."""
    yield (
        f"{table}: the quote does not stand in the block",
        f"SELECT f.id FROM {table} f LEFT JOIN blocks b ON b.id = f.block_id WHERE f.quote IS NOT NULL AND (b.id IS NULL "
        "OR substr(b.text, f.char_start + 1, f.char_end - f.char_start) IS NOT f.quote "
        "OR length(f.quote) <> f.char_end - f.char_start)",
    )
    yield (
        f"{table}: the block belongs to another report",
        f"SELECT f.id FROM {table} f JOIN blocks b ON b.id = f.block_id WHERE b.report_id <> f.report_id",
    )
    yield from _places(table, f"{table} t JOIN reports r ON r.id = t.report_id", "t.report_id")


def _checks_of_class(kind: str) -> Iterator[tuple[str, str]]:
    """Yield what must hold of the findings of one class."""
    yield (
        f"{kind}: found in running heads or contents pages",
        f"SELECT f.id FROM {kind} f JOIN blocks b ON b.id = f.block_id WHERE b.kind IN ('furniture', 'contents')",
    )
    yield (
        f"{kind}: missing in the index of findings, or other words there",
        f"SELECT f.id FROM {kind} f LEFT JOIN finding_index i ON i.id = f.id AND i.kind = '{kind}' AND i.key = f.key "
        "AND i.quote = f.quote AND i.report_id = f.report_id WHERE i.id IS NULL",
    )
    yield (
        f"finding_index: {kind} that are not there",
        f"SELECT i.id FROM finding_index i LEFT JOIN {kind} f ON f.id = i.id WHERE i.kind = '{kind}' AND f.id IS NULL",
    )
    yield (
        f"{kind}: two with the same key",
        f"SELECT min(id) FROM {kind} GROUP BY report_id, key HAVING count(*) > 1",
    )
    yield (
        f"evidence: of {kind} that are not there",
        f"SELECT e.id FROM evidence e LEFT JOIN {kind} f ON f.id = e.finding_id WHERE e.kind = '{kind}' AND f.id IS NULL",
    )
    yield (
        f"{kind}: of a report that failed",
        f"SELECT f.id FROM {kind} f JOIN reports r ON r.id = f.report_id WHERE r.status = 'failed'",
    )


def _places(table: str, source: str, report: str) -> Iterator[tuple[str, str]]:
    file = f"coalesce((SELECT carrier_id FROM reports WHERE id = {report}), {report})"  # the pages are the carrier's
    yield (
        f"{table}: on a page that the report has not",
        f"SELECT t.id FROM {source} LEFT JOIN pages p ON p.report_id = {file} AND p.number = t.page "
        "WHERE t.page IS NOT NULL AND p.id IS NULL",
    )
    yield (
        f"{table}: a box outside its page",
        f"SELECT t.id FROM {source} JOIN pages p ON p.report_id = {file} AND p.number = t.page WHERE t.x0 IS NOT NULL "
        f"AND (t.x0 > t.x1 OR t.top > t.bottom OR t.x0 < -{_OVERHANG} OR t.top < -{_OVERHANG} "
        f"OR t.x1 > p.width + {_OVERHANG} OR t.bottom > p.height + {_OVERHANG})",
    )


def _parts(connection: sqlite3.Connection) -> Iterator[str]:
    """Every printed character of a block stands in one part."""
    parts: dict[str, list[tuple[int, int]]] = {}
    for block, start, end in connection.execute(
        "SELECT block_id, char_start, char_end FROM block_parts ORDER BY block_id, char_start"
    ):
        parts.setdefault(block, []).append((start, end))
    missing, twice = [], []
    for block, text in connection.execute("SELECT id, text FROM blocks ORDER BY id"):
        reached = 0
        for start, end in [*parts.get(block, []), (len(text), len(text))]:
            if start < reached:
                twice.append(block)
            if text[reached:start].strip():
                missing.append(block)
            reached = max(reached, end)
    yield from _told("block_parts: characters of a block stand in no part", missing)
    yield from _told("block_parts: characters of a block stand in two parts", twice)


def _layouts(connection: sqlite3.Connection) -> Iterator[str]:
    missing = connection.execute(
        "SELECT count(*) FROM pages LEFT JOIN page_layouts l ON l.id = pages.id "  # a copy to give away keeps no steps
        "WHERE l.id IS NULL AND EXISTS (SELECT 1 FROM report_steps s WHERE s.report_id = pages.report_id)"
    ).fetchone()[0]
    if missing:
        yield f"page_layouts: {missing} pages are not kept as parsed"
    for page_id, number, layout in connection.execute(
        "SELECT l.id, number, layout FROM page_layouts l JOIN pages ON pages.id = l.id"
    ):
        try:
            kept = unpack(layout).number
        except (ValueError, zlib.error) as error:
            yield f"page_layouts: {page_id} cannot be read: {error}"
        else:
            if kept != number:
                yield f"page_layouts: {page_id} holds page {kept}"


def _steps(connection: sqlite3.Connection) -> Iterator[str]:
    """What is kept for rules to run again is all there, and holds the very blocks that findings point into."""
    missing, other = [], []
    reports = "SELECT DISTINCT report_id FROM report_steps ORDER BY report_id"
    for (report,) in connection.execute(reports).fetchall():
        kept = Kept(connection, report)
        if set(kept.steps) == {PARSED}:  # a reading that came with no steps
            continue
        if not set(STEPS) <= set(kept.steps):
            missing.append(report)
            continue
        try:
            blocks = [(block.seq, block.text) for block in kept.structured().blocks]
        except (ValueError, zlib.error):
            other.append(report)
            continue
        stored = connection.execute("SELECT seq, text FROM blocks WHERE report_id = ? ORDER BY seq", (report,)).fetchall()
        if blocks != stored:
            other.append(report)
    yield from _told("report_steps: steps are missing, so that rules cannot run again", missing)
    yield from _told("report_steps: other blocks than those in the table", other)


def _search(connection: sqlite3.Connection) -> Iterator[str]:
    for index in ("blocks_fts", "findings_fts"):
        try:
            connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorname.startswith("SQLITE_READONLY"):
                yield f"{index}: the search index could not be checked, for the database may not be written"
            elif error.sqlite_errorname.startswith("SQLITE_CORRUPT"):
                yield f"{index}: the search index does not agree with the text"
            else:
                raise
