"""The tables that a report's rows stand in, and those rows read back, from a database, as they were written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from pipeline.load.migrations import migrate
from pipeline.load.rows.blocks import Row, Rows
from pipeline.model import KINDS

TABLES = (
    *("councils", "reports", "report_files", "manifest_entries", "contradictions", "pages", "page_layouts"),
    *("blocks", "block_parts", "block_cells", "leads", *KINDS, "action_leads", "evidence", "finding_index"),
    *("topics", "finding_topics", "measures", "indicators", "figures", "report_steps", "rule_hits", "rule_conflicts"),
)
"""In the order in which rows can be inserted."""

NUMBERED = frozenset({"pages", "page_layouts", "blocks", "finding_index"})
"""Tables whose rows are given their rowid."""

_FILE = "SELECT id FROM reports WHERE ?1 IN (id, carrier_id)"  # a report with the papers that it carries
_HANGS_ON = {
    "reports": "?1 IN (id, carrier_id)",
    "councils": "id IN (SELECT council_id FROM reports WHERE ?1 IN (id, carrier_id))",
    "page_layouts": f"id IN (SELECT id FROM pages WHERE report_id IN ({_FILE}))",
    "block_parts": f"block_id IN (SELECT id FROM blocks WHERE report_id IN ({_FILE}))",
    "block_cells": f"block_id IN (SELECT id FROM blocks WHERE report_id IN ({_FILE}))",
    "action_leads": f"action_id IN (SELECT id FROM actions WHERE report_id IN ({_FILE}))",
    "leads": f"id IN (SELECT lead_id FROM action_leads l JOIN actions a ON a.id = l.action_id WHERE a.report_id IN ({_FILE}))",
    "topics": f"id IN (SELECT topic_id FROM finding_topics WHERE report_id IN ({_FILE}))",
    "measures": f"id IN (SELECT measure_id FROM indicators WHERE report_id IN ({_FILE}) "
    f"UNION SELECT measure_id FROM figures WHERE report_id IN ({_FILE}))",
}


def columns_of(connection: sqlite3.Connection, table: str) -> tuple[tuple[str, str], ...]:
    """Return the columns of a table that a report's rows fill: name, and type as SQLite declares it."""
    listed = connection.execute("SELECT name, type FROM pragma_table_info(?)", (table,)).fetchall()
    numbered = [("rowid", "INTEGER")] if table in NUMBERED else []
    return (*numbered, *((name, kind) for name, kind in listed if (table, name) != ("reports", "run_id")))


def all_columns() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the columns of every table of a new database."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    return {table: columns_of(connection, table) for table in TABLES}


def rows_of(connection: sqlite3.Connection, report: str) -> Rows:
    """Return all rows of a file's report and of the papers that it carries; of `reports` the file's own first."""
    found: Rows = {}
    for table in TABLES:
        names = [name for name, _ in columns_of(connection, table)]
        listed = ", ".join(f'"{name}"' for name in names)
        where = _HANGS_ON.get(table, f"report_id IN ({_FILE})")
        order = "carrier_id IS NOT NULL, first_page, id" if table == "reports" else "1, 2"
        cursor = connection.execute(f"SELECT {listed} FROM {table} WHERE {where} ORDER BY {order}", (report,))
        found[table] = list(_as_rows(names, cursor))
    return found


def _as_rows(names: list[str], cursor: sqlite3.Cursor) -> Iterator[Row]:
    for row in cursor:
        yield dict(zip(names, row, strict=True))
