"""Who may see what: tables that Datasette's configuration closes are empty on our own pages, and what shows them is closed too.

Datasette asks before it shows a table (`allow` in `datasette.yaml`, or plugins). Our pages draw on many tables at once; they
are given a connection on which those that somebody may not see hold nothing, so that no page can forget to ask.
"""

from __future__ import annotations

import asyncio
import re
import sqlite3
import threading
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from datasette.database import Database

from pipeline.browse.settings import read_settings
from pipeline.model import KINDS

T = TypeVar("T")

CARRIED = {
    "actions": ("action_leads", "action_threads", "thread_steps", "responses"),
    "recommendations": ("responses",),
    "leads": ("action_leads",),
    "blocks": ("block_parts", "block_cells", "blocks_fts"),
    "pages": ("page_layouts",),
}
"""Tables that repeat words or values of another: closed with it."""

BY_KIND = {
    "finding_index": KINDS,
    "evidence": KINDS,
    "added_units": KINDS,
    "finding_topics": ("actions", "recommendations", "percentages"),
    "indicators": ("percentages", "changes"),
}
"""Tables whose rows belong to one class each, named by `kind`: those of a closed class are left out."""

OF_ALL = ("findings_fts", "reviews", "report_steps", *BY_KIND)
"""Tables that hold values of every class: as tables they are closed where one class is."""

who_asks: ContextVar[Any] = ContextVar("who_asks", default=None)
"""The actor whose page is being made: of the cells of a list Datasette does not say for whom they are."""

_asking: ContextVar[bool] = ContextVar("_asking", default=False)
_HEAD = re.compile(r"(?i)^\s*CREATE\s+VIEW\s+")
_suspects: WeakKeyDictionary[Any, tuple[str, ...]] = WeakKeyDictionary()
_parts: WeakKeyDictionary[Any, dict[frozenset[str], Without]] = WeakKeyDictionary()
_closed: WeakKeyDictionary[Any, dict[frozenset[str], frozenset[str]]] = WeakKeyDictionary()


class Without(Database):  # type: ignore[misc]
    """A database without the rows of some of its tables; what is written goes to the whole."""

    def __init__(self, whole: Any, hidden: frozenset[str]) -> None:
        super().__init__(whole.ds, path=whole.path, is_mutable=whole.is_mutable)
        self.name, self.route = whole.name, whole.route
        self.hidden = hidden
        self._whole = whole
        self._held = threading.local()  # Datasette's own are kept by name, and hold everything

    async def execute_fn(self, fn: Callable[[sqlite3.Connection], T]) -> T:
        def within() -> T:
            if not hasattr(self._held, "connection"):
                connection = self.connect()
                self.ds._prepare_connection(connection, self.name)
                _empty(connection, self.hidden)
                self._held.connection = connection
            return fn(self._held.connection)

        if self.ds.executor is None:
            return within()
        loop = asyncio.get_running_loop()
        found: T = await self._whole.turns.of(lambda: loop.run_in_executor(self.ds.executor, within))
        return found

    async def execute_write_fn(self, fn: Callable[[sqlite3.Connection], T], block: bool = True) -> Any:
        return await self._whole.execute_write_fn(fn, block=block)


def without(whole: Any, hidden: frozenset[str]) -> Any:
    """Return a database without the rows of hidden tables: itself where none is."""
    if not hidden:
        return whole
    return _parts.setdefault(whole, {}).setdefault(hidden, Without(whole, hidden))


def hidden_in(db: Any) -> frozenset[str]:
    """Return the tables of which a database as somebody sees it shows nothing."""
    return db.hidden if isinstance(db, Without) else frozenset()


async def hidden_tables(datasette: Any, name: str | None, actor: Any) -> frozenset[str]:
    """Return the tables of the findings database that an actor may not see, with those that repeat their words."""
    asked = _tables_to_ask_for(datasette, name)
    if not asked:
        return frozenset()
    before = _asking.set(True)
    try:
        allowed = {table: await datasette.permission_allowed(actor, "view-table", (name, table), default=True) for table in asked}
    finally:
        _asking.reset(before)
    hidden = [table for table in asked if not allowed[table]]
    return frozenset(hidden).union(*(CARRIED.get(table, ()) for table in hidden))


async def is_closed(datasette: Any, name: str, actor: Any, action: str, resource: Any) -> bool:
    """Say whether a table, a view, a question, or asking in SQL would show what an actor may not see.

    A configuration that allows SQL in so many words (`allow_sql`) is taken at its word.
    """
    hidden = frozenset() if _asking.get() else await hidden_tables(datasette, name, actor)
    if not hidden:
        return False
    if action == "execute-sql":
        return datasette.metadata("allow_sql", database=name) is None
    db = datasette.get_database(name)
    known = _closed.setdefault(db, {})
    if hidden not in known:
        known[hidden] = await db.execute_fn(lambda connection: _showing(connection, hidden))
    if action == "view-table":
        return resource[1] in known[hidden]
    query = await datasette.get_canned_query(name, resource[1], actor)
    return bool(await db.execute_fn(lambda connection: _read_by(connection, query["sql"])) & known[hidden])


def _tables_to_ask_for(datasette: Any, name: str | None) -> tuple[str, ...]:
    """Return the tables that somebody may not be allowed to see; asking for each at each request would take longer than a page.

    Where only Datasette's own configuration says who may see what, they are those for which it has an `allow`.
    """
    from datasette.plugins import pm  # which loads all plugins: ours imports this module

    if datasette not in _suspects:
        ours = ("datasette.default_permissions", "pipeline.browse.plugin")
        others = [hook for hook in pm.hook.permission_allowed.get_hookimpls() if hook.plugin.__name__ not in ours]
        others += [hook for hook in pm.hook.get_metadata.get_hookimpls() if hook.plugin.__name__ not in ours]
        tables = (datasette.metadata("databases") or {}).get(name, {}).get("tables") or {}
        closed = {table.lower() for table, said in tables.items() if said and "allow" in said}
        _suspects[datasette] = tuple(table for table in read_settings().tables if others or table.lower() in closed)
    return _suspects[datasette]


def _empty(connection: sqlite3.Connection, hidden: frozenset[str]) -> None:
    """Put in front of each hidden table one without rows, and each view anew, so that it reads those in front."""
    objects = connection.execute("SELECT type, name, sql FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
    closed = ", ".join(f"'{kind}'" for kind in KINDS if kind in hidden)
    conditions = dict.fromkeys(BY_KIND, f"kind NOT IN ({closed})") if closed else {}
    if closed:
        conditions["reviews"] = (
            f"key NOT IN (SELECT key FROM main.finding_index WHERE kind IN ({closed})) AND "
            f"coalesce(json_extract(seen, '$.kind'), json_extract(correction, '$.class'), '') NOT IN ({closed})"
        )
    conditions |= {table: "0" for _, table, _ in objects if table in hidden}
    for table, condition in conditions.items():
        connection.execute(f'CREATE TEMP VIEW "{table}" AS SELECT * FROM main."{table}" WHERE {condition}')
    for sort, name, sql in objects:
        if sort == "view" and name not in hidden:
            connection.execute(_HEAD.sub("CREATE TEMP VIEW ", sql))


def _showing(connection: sqlite3.Connection, hidden: frozenset[str]) -> frozenset[str]:
    """Return the names of all tables and views that would show something of hidden ones."""
    closed = set(hidden) | {table for table, kinds in BY_KIND.items() if hidden & set(kinds)}
    if hidden & set(KINDS):
        closed |= set(OF_ALL) - set(BY_KIND)
    views = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall()]
    return frozenset(closed | {view for view in views if _read_by(connection, f'SELECT * FROM "{view}"') & closed})


def _read_by(connection: sqlite3.Connection, sql: str) -> set[str]:
    """Return the tables and views that a statement reads."""
    read: set[str] = set()

    def note(action: int, table: str | None, *_: str | None) -> int:
        if action == sqlite3.SQLITE_READ and table:
            read.add(table)
        return sqlite3.SQLITE_OK

    connection.set_authorizer(note)
    try:
        connection.execute(f"EXPLAIN {sql}", dict.fromkeys(re.findall(r":(\w+)", sql)))
    finally:
        connection.set_authorizer(None)
    return read
