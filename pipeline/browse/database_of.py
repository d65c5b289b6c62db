"""The findings database among those that Datasette has, for those who may see it."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from typing import Any
from weakref import WeakKeyDictionary

from datasette.utils.asgi import Forbidden

from pipeline.browse.guard.permitted import hidden_in, hidden_tables, without
from pipeline.browse.settings import read_settings
from pipeline.databases import APPLICATION_ID

_known: WeakKeyDictionary[Any, bool] = WeakKeyDictionary()


def our_database(datasette: Any) -> str | None:
    """Return the name of the findings database, the first where Datasette has several, null where it has none."""
    return next((str(name) for name, database in datasette.databases.items() if _holds_findings(database)), None)


async def seen_database(datasette: Any, request: Any) -> Any:
    """Return the findings database as far as the one who asks may see its tables."""
    name = our_database(datasette)
    actor = request.actor if request is not None else None
    hidden = await hidden_tables(datasette, name, actor)
    return without(datasette.get_database(name), hidden)


async def findings_database(datasette: Any, request: Any, *needed: str) -> Any:
    """Return the findings database as far as the one who asks may see it.

    Raises `Forbidden` for those who may not see it at all, or none of a table that is `needed`.
    """
    name = our_database(datasette)
    allowed, _ = await datasette.check_visibility(request.actor, permissions=[("view-database", name), "view-instance"])
    if not allowed:
        raise Forbidden("view-database")
    db = await seen_database(datasette, request)
    if hidden_in(db) & set(needed):
        raise Forbidden("view-table")
    return db


def _holds_findings(database: Any) -> bool:
    """Say whether a database is one of ours, of a layout that has what the pages show; one of an older layout is told of once."""
    if database not in _known:
        if not database.path:
            return False
        with closing(sqlite3.connect(f"file:{database.path}?mode=ro", uri=True)) as connection:
            try:
                (application,) = connection.execute("PRAGMA application_id").fetchone()
                standing = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
            except sqlite3.Error:
                application, standing = None, set()
        is_current = set(read_settings().tables) <= standing
        if application == APPLICATION_ID and not is_current:
            said = (
                "was made by another version of council-journeys and is shown as plain tables; journeys load brings it up to date"
            )
            print(f"{database.path} {said}", file=sys.stderr)
        _known[database] = application == APPLICATION_ID and is_current
    return _known[database]
