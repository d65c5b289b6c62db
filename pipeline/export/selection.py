"""Which rows of which tables are taken away: all, or what belongs to some councils and days."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.errors import UsageError

WORKINGS = frozenset({"page_layouts", "report_steps", "rule_hits", "rule_conflicts", "followed", "grouped"})
"""Tables that only the program reads."""

# How a table without a column for its report hangs on the reports that are chosen, tried in this order.
_HANGS_ON = (
    ("report_id", "{column} IN (SELECT id FROM chosen)"),
    ("council_id", "{column} IN (SELECT council_id FROM reports WHERE id IN (SELECT id FROM chosen))"),
    ("block_id", "{column} IN (SELECT id FROM blocks WHERE report_id IN (SELECT id FROM chosen))"),
    ("action_id", "{column} IN (SELECT id FROM actions WHERE report_id IN (SELECT id FROM chosen))"),
)
_OWN = {
    "reports": "id IN (SELECT id FROM chosen)",
    "councils": "id IN (SELECT council_id FROM reports WHERE id IN (SELECT id FROM chosen))",
    "leads": "id IN (SELECT lead_id FROM action_leads JOIN actions ON actions.id = action_id "
    "WHERE report_id IN (SELECT id FROM chosen))",
    # A thread goes with its appearances, and an answer with what it answers: not without them.
    "action_threads": "id IN (SELECT thread_id FROM thread_steps WHERE report_id IN (SELECT id FROM chosen))",
    "responses": "action_id IN (SELECT id FROM actions WHERE report_id IN (SELECT id FROM chosen)) "
    "AND recommendation_id IN (SELECT id FROM recommendations WHERE report_id IN (SELECT id FROM chosen))",
    "reviews": "key IN (SELECT key FROM finding_index WHERE report_id IN (SELECT id FROM chosen))",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its type as SQLite declares it: TEXT, INTEGER or REAL."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table or view to be taken away; `references` gives for a column the table that its values are keys of."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: dict[str, str]


def choose_reports(connection: sqlite3.Connection, councils: Sequence[str], since: date | None, *, versions: bool) -> int:
    """Choose the reports of councils (of all, where none is named) from a day on, and return how many.

    With `versions` those are chosen too that do not count. Other functions of this module read what was chosen in the
    connection's temporary table `chosen`.
    """
    connection.execute("CREATE TEMP TABLE chosen (id TEXT PRIMARY KEY) WITHOUT ROWID")
    where, values = ["1"] if versions else ["is_primary"], list[str]()
    if councils:
        where.append(f"council_id IN ({', '.join('?' * len(councils))})")
        values += councils
    if since:
        where.append("coalesce(meeting_date_known, published_known, inspection_end) >= ?")
        values.append(since.isoformat())
    return connection.execute(f"INSERT INTO chosen SELECT id FROM report_details WHERE {' AND '.join(where)}", values).rowcount


def tables(connection: sqlite3.Connection, names: Sequence[str] = ()) -> list[Table]:
    """Return the tables named, else all but those that only the program reads; views only where named.

    Raises `UsageError` where there is no such table.
    """
    known = {
        name: kind
        for name, kind in connection.execute("SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name")
        if "_fts" not in name and not name.startswith(("sqlite_", "_sqlite_"))
    }
    for name in names:
        if name not in known:
            raise UsageError(f"there is no table {name}; there are: {', '.join(known)}")
    chosen = names or [name for name, kind in known.items() if kind == "table" and name not in WORKINGS]
    return [_table(connection, name) for name in chosen]


def _table(connection: sqlite3.Connection, name: str) -> Table:
    described = connection.execute("SELECT name, type, pk FROM pragma_table_xinfo(?)", (name,)).fetchall()
    columns = tuple(Column(column, kind or _type_found(connection, name, column)) for column, kind, _ in described)
    key = tuple(column for column, _, pk in sorted(described, key=lambda row: int(row[2])) if pk)
    links = connection.execute('SELECT "from", "table" FROM pragma_foreign_key_list(?)', (name,)).fetchall()
    return Table(name, columns, key, dict(links))


def _type_found(connection: sqlite3.Connection, table: str, column: str) -> str:
    """Return the type of a view's computed column by its values."""
    found = {row[0] for row in connection.execute(f'SELECT DISTINCT typeof("{column}") FROM "{table}"')} - {"null"}
    return "TEXT" if "text" in found or not found else "REAL" if "real" in found else "INTEGER"


def rows(connection: sqlite3.Connection, table: Table) -> Iterator[tuple[object, ...]]:
    """Yield the chosen rows of a table, in the order of its key."""
    names = {column.name for column in table.columns}
    where = _OWN.get(table.name) or next((sql.format(column=name) for name, sql in _HANGS_ON if name in names), "1")
    order = ", ".join(f'"{name}"' for name in table.key or [column.name for column in table.columns])
    listed = ", ".join(f'"{column.name}"' for column in table.columns)
    yield from connection.execute(f'SELECT {listed} FROM "{table.name}" WHERE {where} ORDER BY {order}')
