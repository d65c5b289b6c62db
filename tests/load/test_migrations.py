"""Databases of every earlier layout open, are brought up to date and keep their reviews; newer ones are refused in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.load import migrations
from pipeline.load.database import open_database
from pipeline.load.migrations import SCHEMA_VERSION, STEPS, LayoutError, migrate
from pipeline.load.request import Summary
from pipeline.load.verify import verify
from tests.commands import Run
from tests.load.dumping import dump
from tests.load.readings import EVERYTHING

Load = Callable[..., Summary]


def columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?)", (table,))]


def up_to(layout: int) -> dict[int, tuple[str, tuple[str, ...]]]:
    """Return the steps that made a layout."""
    return {number: step for number, step in STEPS.items() if number <= layout}


def as_of(layout: int, current: Path, older: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write a database of an earlier layout with all rows of a current one that it has room for."""
    with monkeypatch.context() as earlier:
        earlier.setattr(migrations, "STEPS", up_to(layout))
        with closing(sqlite3.connect(older, isolation_level=None)) as connection:
            migrate(connection)
    with closing(sqlite3.connect(older, isolation_level=None)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (layout,)
        connection.execute("ATTACH ? AS current", (str(current),))
        tables = "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE '%fts%' AND name NOT LIKE '%sqlite%'"
        for (table,) in connection.execute(tables).fetchall():
            there = {row[1] for row in connection.execute(f"PRAGMA current.table_info({table})")}
            named = ", ".join(f'"{name}"' for name in columns(connection, table) if name in there)
            connection.execute(f"INSERT INTO main.{table} ({named}) SELECT {named} FROM current.{table}")
        for table in ("runs", "report_steps"):
            if columns(connection, table):
                connection.execute(f"UPDATE {table} SET version = 'of an earlier release'")
        for index, source in (("blocks_fts", "blocks"), ("findings_fts", "finding_index")):
            column = columns(connection, index)[0]
            connection.execute(f"INSERT INTO {index} (rowid, {column}) SELECT rowid, {column} FROM {source}")


@pytest.mark.parametrize("layout", [layout for layout in STEPS if layout != SCHEMA_VERSION])
def test_a_database_of_an_earlier_layout_is_brought_up_to_date(
    layout: int, tmp_path: Path, load_paths: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x/plan.txt").write_text(f"Council: Elmshire\nTitle: Plan\nDate: 2019-06-12\n{EVERYTHING}\n[2019-01-01]\n")
    current, older = tmp_path / "current.db", tmp_path / "older.db"
    load_paths(tmp_path / "x", into=current)
    as_of(layout, current, older, monkeypatch)
    with closing(sqlite3.connect(older)) as connection, connection:
        (key,) = connection.execute("SELECT key FROM findings WHERE kind = 'actions'").fetchone()
        connection.execute("INSERT INTO reviews (key, verdict, reviewer, at) VALUES (?, 'accepted', 'ann', '2024-01-01')", (key,))
    with (
        pytest.raises(UsageError, match="was made by an older version of this program; run journeys load on it once"),
        open_database(older),
    ):
        pass
    load_paths(tmp_path / "x", into=older)
    assert verify(older).problems == ()
    with closing(sqlite3.connect(older)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        reviewed = connection.execute("SELECT verdict, kind FROM reviews JOIN findings USING (key)").fetchall()
    assert reviewed == [("accepted", "actions")]
    loaded, fresh = dump(older), dump(current)
    assert {table: rows for table, rows in loaded.items() if table != "reviews"} == {
        table: rows for table, rows in fresh.items() if table != "reviews"
    }


@pytest.mark.parametrize(
    "otherwise",
    ["DELETE FROM _sqlite_migrations", "ALTER TABLE reports RENAME TO papers", "ALTER TABLE reviews ADD COLUMN seen TEXT"],
    ids=["steps unknown", "another table", "another column"],
)
def test_a_layout_that_no_release_had_is_told_left_alone_and_gives_its_reviews(
    otherwise: str, tmp_path: Path, load_paths: Load, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plan.txt").write_text(f"Council: Elmshire\nTitle: Plan\nDate: 2019-06-12\n{EVERYTHING}\n")
    odd = tmp_path / "odd.db"
    with closing(sqlite3.connect(odd, isolation_level=None)) as connection:
        with monkeypatch.context() as earlier:
            earlier.setattr(migrations, "STEPS", up_to(3))
            migrate(connection)
        connection.execute(
            "INSERT INTO reviews (key, verdict, reviewer, at) VALUES ('ab', 'accepted', 'ann', '2024-01-01T12:00:00Z')"
        )
        for (view,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall():
            connection.execute(f'DROP VIEW "{view}"')
        connection.execute(otherwise)
    before = dump(odd)
    with pytest.raises(UsageError, match=r"has a layout that no release had .*journeys reviews export"):
        load_paths(tmp_path / "plan.txt", into=odd)
    assert dump(odd) == before
    assert '"key": "ab", "verdict": "accepted"' in run("reviews", "export", "--db", odd).stdout


def test_a_newer_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    newer = tmp_path / "newer.db"
    with closing(sqlite3.connect(newer, isolation_level=None)) as connection:
        migrate(connection)
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    before = newer.read_bytes()
    for create in (False, True):
        with pytest.raises(UsageError, match="was made by a newer version of this program"), open_database(newer, create=create):
            pass
    assert newer.read_bytes() == before


def test_a_step_that_breaks_off_leaves_the_layout_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = {**up_to(2), 3: ("broken", ("CREATE TABLE half (id TEXT);\n", "CREATE TABLE half (id TEXT);\n"))}
    with closing(sqlite3.connect(tmp_path / "x.db", isolation_level=None)) as connection:
        with monkeypatch.context() as earlier:
            earlier.setattr(migrations, "STEPS", up_to(2))
            migrate(connection)
        with monkeypatch.context() as patched:
            patched.setattr(migrations, "STEPS", broken)
            with pytest.raises(LayoutError, match="already exists"):
                migrate(connection)
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)
        migrate(connection)
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
