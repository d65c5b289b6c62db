"""A database file under any name."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from datasette.database import Database, QueryInterrupted, Results

from pipeline.browse.guard.questions_aside import STEPS, Question, QuestionsAside, Worded, worded_by_visitor
from pipeline.browse.guard.turns import Turns

MOST_WAITING = 1_000
"""Questions of our own pages that wait for a thread: a page asks some at once, and a hundred people may read."""

PATIENCE = 10
"""Times its limit that a question of our own pages may take on the clock."""

_SHORT, _FEW_STEPS = 0.02, 50  # seconds; between two looks at the clock where there are no more


class _FilePath(str):
    """A path that is quoted where Datasette writes `f"file:{path}?mode=ro"`: its name may hold `?`, `#` and `%`."""

    __slots__ = ()

    def __format__(self, _: str) -> str:
        return quote(self, safe="/\\:")


class DatabaseFile(Database):  # type: ignore[misc]
    """The findings database, among those that Datasette keeps for itself.

    What a visitor words is answered in processes of its own (see `questions_aside`), except where other plugins bring functions
    to SQL: only connections of this process have those. What pages ask is answered in `turns`.
    """

    def __init__(self, datasette: Any, path: Path, *, is_mutable: bool = True) -> None:
        super().__init__(datasette, path=_FilePath(path), is_mutable=is_mutable)
        address = f"file:{self.path}?{'mode=ro' if is_mutable else 'immutable=1'}"
        self._aside: dict[Worded, QuestionsAside] = {
            "sql": QuestionsAside(address, "sql"),
            "words": QuestionsAside(address, "words"),
        }
        self.turns = Turns(max(1, datasette.setting("num_sql_threads")), MOST_WAITING)

    def start(self) -> None:
        """Start what answers visitors' searches before the first is asked; few ask in SQL."""
        self._aside["words"].start()

    def end(self) -> None:
        """End what answers visitors' questions, where the process goes on without this database."""
        for aside in self._aside.values():
            aside.end()

    async def execute_fn(self, fn: Callable[[sqlite3.Connection], Any]) -> Any:
        return await self.turns.of(lambda: super(DatabaseFile, self).execute_fn(fn))

    async def execute(
        self,
        sql: str,
        params: Any = None,
        truncate: bool = False,
        custom_time_limit: int | None = None,
        page_size: int | None = None,
        log_sql_errors: bool = True,
    ) -> Any:
        worded = worded_by_visitor.get()
        limit = min(custom_time_limit or self.ds.sql_time_limit_ms, self.ds.sql_time_limit_ms)
        most = self.ds.max_returned_rows + (self.ds.max_returned_rows == (page_size or self.ds.page_size))
        fetched = most + 1 if most and truncate else None
        try:
            if worded is None or _others_bring_functions(self.ds):
                rows, description = await self.execute_fn(
                    lambda connection: _asked(connection, sql, params, fetched, limit / 1000)
                )
                truncated = fetched is not None and len(rows) > most
                return Results(rows[:most] if truncated else rows, truncated, description)
            answer = await self._aside[worded].ask(Question(sql, _plain(sql, params), fetched, limit / 1000))
        except sqlite3.Error as error:
            if error.args == ("interrupted",):
                raise QueryInterrupted(error, sql, params) from error
            raise
        truncated = fetched is not None and len(answer.rows) > most
        rows = _as_rows(answer.rows[:most] if truncated else answer.rows, answer.description)
        return Results(rows, truncated, answer.description)


def _asked(
    connection: sqlite3.Connection, sql: str, values: Any, most: int | None, seconds: float
) -> tuple[list[sqlite3.Row], Any]:
    """Ask a question of our pages, `most` rows at most; raises `OperationalError("interrupted")` where it takes too long.

    Counted is the time that the question itself takes: where fifty people read while a load runs, it waits for the processor
    far longer, and would be refused for what others do. `PATIENCE` times the limit on the clock end it all the same.
    """
    end, latest = time.thread_time() + seconds, time.monotonic() + PATIENCE * seconds
    connection.set_progress_handler(
        lambda: time.thread_time() > end or time.monotonic() > latest, STEPS if seconds > _SHORT else _FEW_STEPS
    )
    try:
        cursor = connection.execute(sql, values if values is not None else {})
        return cursor.fetchall() if most is None else cursor.fetchmany(most), cursor.description
    finally:
        connection.set_progress_handler(None, 0)


def _plain(sql: str, values: Any) -> dict[str, Any] | list[Any]:
    """Return values as another process can have them: Datasette's know the request, and make some when asked (`:_actor_id`)."""
    if not isinstance(values, Mapping):
        return list(values or ())
    named = {}
    for name in dict.fromkeys([*values, *re.findall(r":(\w+)", sql)]):
        with suppress(KeyError):
            named[name] = values[name]
    return named


def _as_rows(rows: list[tuple[Any, ...]], description: Any) -> list[sqlite3.Row]:
    """Return tuples as rows that know the names of their columns, which they take from a cursor."""
    names = ", ".join('NULL AS "' + name.replace('"', '""') + '"' for name, *_ in description or ())
    with closing(sqlite3.connect(":memory:")) as nowhere:
        cursor = nowhere.execute(f"SELECT {names or 'NULL'}")
        return [sqlite3.Row(cursor, row) for row in rows]


def _others_bring_functions(datasette: Any) -> bool:
    from datasette.plugins import pm  # which loads all plugins: ours imports this module

    plugins = {hook.plugin.__name__ for hook in pm.hook.prepare_connection.get_hookimpls()}
    return bool(datasette.sqlite_extensions or plugins - {"pipeline.browse.plugin", "datasette.sql_functions"})
