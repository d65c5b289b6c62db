"""The schema, as the steps that make it.

sqlite-utils applies each step once and records it. It looks what is to be done before it takes a lock, so two loads at once would
do a step twice: the lock is taken for it, and a load that is killed meanwhile leaves it as it was. `user_version` counts the
steps, so that a current database is known without loading sqlite-utils (0.2 s); `application_id` tells our databases from
others'. `db/schema.sql` is generated from here.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from pipeline.load import step_1, step_2, step_3, step_4, step_5, step_6, step_7, step_8, step_9, step_10

APPLICATION_ID = 0x4A524E59  # "JRNY"
STEPS = (
    ("1_first", step_1.STATEMENTS),
    ("2_road", step_2.STATEMENTS),
    ("3_steps", step_3.STATEMENTS),
    ("4_ledger", step_4.STATEMENTS),
    ("5_responses", step_5.STATEMENTS),
    ("6_periods", step_6.STATEMENTS),
    ("7_review", step_7.STATEMENTS),
    ("8_compared", step_8.STATEMENTS),
    ("9_counted", step_9.STATEMENTS),
    ("10_published", step_10.STATEMENTS),
)
SCHEMA_VERSION = len(STEPS)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring a database to the current schema; all steps that it lacks are one transaction."""
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations

    migrations = Migrations("journeys")
    for number, (name, scripts) in enumerate(STEPS, 1):

        def step(db: Database, scripts: tuple[str, ...] = scripts, number: int = number) -> None:
            for statement in _statements("".join(scripts)):
                db.conn.execute(statement)
            db.conn.execute(f"PRAGMA user_version = {number}")
            db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")

        migrations(name=name)(step)
    connection.execute("BEGIN IMMEDIATE")
    try:
        migrations.apply(Database(connection))
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
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
    header = "-- Generated from pipeline/load/migrations.py: python -m pipeline.load.migrations > db/schema.sql\n\n"
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
