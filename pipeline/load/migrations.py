"""Bring a findings database to the layout that `pipeline.load.schema` describes.

sqlite-utils applies each step once and records it. It looks what is to be done before it takes a lock, so two loads at once
would do a step twice: the lock is therefore taken here, and a load that is killed meanwhile leaves the database as it was.
Views hold no rows and are all made anew after the steps. `user_version` is the number of the layout, so that a current
database is recognised without importing sqlite-utils (0.2 s); `application_id` tells our databases from others'.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from pipeline.databases import APPLICATION_ID
from pipeline.load.schema import SCHEMA_VERSION, STEPS, VIEWS

__all__ = ["SCHEMA_VERSION", "STEPS", "LayoutError", "migrate", "schema"]


class LayoutError(Exception):
    """A database has other tables than the steps say by which it was made."""


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a database to the current schema; all steps that it lacks, and the views, are one transaction.

    Raises `LayoutError` where the steps do not fit the database, which stays as it was.
    """
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

    migrations = Migrations("journeys")
    for number, (name, scripts) in STEPS.items():

        def step(db: Database, scripts: tuple[str, ...] = scripts) -> None:
            for statement in _statements("".join(scripts)):
                db.conn.execute(statement)

        migrations(name=f"{number}_{name}")(step)
    connection.execute("BEGIN IMMEDIATE")
    try:
        for (view,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall():
            connection.execute(f'DROP VIEW "{view}"')
        migrations.apply(Database(connection))
        for statement in _statements("".join(VIEWS)):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {max(STEPS)}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("COMMIT")
    except BaseException as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if isinstance(error, sqlite3.OperationalError) and error.sqlite_errorname == "SQLITE_ERROR":
            raise LayoutError(str(error)) from error
        raise


def schema() -> str:
    """Return the SQL of a new database as `db/schema.sql` shows it."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    made = connection.execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_sqlite_%' "
        "AND name NOT GLOB '*_fts_*' AND name NOT GLOB 'idx__sqlite_*' "
        "ORDER BY CASE type WHEN 'table' THEN 1 WHEN 'index' THEN 2 WHEN 'view' THEN 3 ELSE 4 END, rowid"
    )
    header = "-- Generated from pipeline/load/schema: python -m pipeline.load.migrations > db/schema.sql\n\n"
    return header + "".join(f"{sql.strip()};\n\n" for (sql,) in made)


def _statements(script: str) -> Iterator[str]:
    """Split a script: `executescript` would commit the step's own transaction."""
    held = ""
    for line in script.split(";"):
        held += line + ";"
        if sqlite3.complete_statement(held):
            if held.strip("; \n"):
                yield held
            held = ""


if __name__ == "__main__":
    print(schema(), end="")
