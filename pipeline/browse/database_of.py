"""The findings database among those that Datasette has, for those who may see it."""

from __future__ import annotations

from typing import Any

from datasette.utils.asgi import Forbidden

from pipeline.browse.file import DatabaseFile


def our_database(datasette: Any) -> str:
    """Return the name of the findings database."""
    return next(str(name) for name, database in datasette.databases.items() if isinstance(database, DatabaseFile))


async def findings_database(datasette: Any, request: Any) -> Any:
    """Return the findings database; raises `Forbidden` for those who may not see it."""
    name = our_database(datasette)
    allowed, _ = await datasette.check_visibility(request.actor, permissions=[("view-database", name), "view-instance"])
    if not allowed:
        raise Forbidden("view-database")
    return datasette.get_database(name)
