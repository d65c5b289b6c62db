"""A database loaded from hand-made readings."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.follow import follow
from pipeline.load.database import open_database
from pipeline.load.request import Request, Summary, Watcher
from pipeline.load.run import load
from tests.load.readings import EVERYTHING, council_named, read_lines


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "findings.db"


@pytest.fixture
def load_paths(database: Path) -> Callable[..., Summary]:
    """Load paths into the test's database with the reader of lines."""

    def run(
        *paths: Path, into: Path = database, manifest: Path | None = None, workers: int = 0, watcher: Watcher | None = None
    ) -> Summary:
        return load(
            Request(paths, into, manifest, workers),
            read=read_lines,
            council_named=council_named,
            follow=follow(),
            watcher=watcher,
        )

    return run


@pytest.fixture
def rows() -> Callable[..., list[tuple[object, ...]]]:
    def query(database: Path, sql: str, *arguments: object) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(database)) as connection:
            return connection.execute(sql, arguments).fetchall()

    return query


@pytest.fixture
def loaded(database: Path, load_paths: Callable[..., Summary], tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A database with one report that holds every class of finding."""
    (tmp_path / "reports").mkdir()
    path = tmp_path / "reports" / "one.txt"
    path.write_text(f"Council: Northmoor Borough Council\nDate: 2019-06-12\n{EVERYTHING}\ndue [2016-02-03] and [2016-02-03]\n")
    assert [result.outcome for result in load_paths(path).results] == ["loaded"]
    with open_database(database) as connection:
        yield connection
