"""Every row of a database, to compare two of them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

SAYS_ONLY_WHEN = ("runs", "_sqlite_migrations", "sqlite_sequence")

Dump = dict[str, list[tuple[object, ...]]]


def dump(database: Path) -> Dump:
    """Every row of every table as it lies, but for what only says when."""
    with closing(sqlite3.connect(database)) as connection:
        tables = [
            name
            for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            if name not in SAYS_ONLY_WHEN and "_fts" not in name
        ]
        dumped = {}
        for table in tables:
            columns = [
                name
                for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
                if name not in ("run_id", "version")
            ]
            listed = ", ".join(f'"{name}"' for name in columns)
            dumped[table] = connection.execute(f"SELECT {listed} FROM {table}").fetchall()
        return dumped
