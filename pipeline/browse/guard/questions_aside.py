"""Answer questions that a visitor words in processes that can be ended.

SQLite looks between two steps whether the time of a question is over. A call of a function is one step, and with long values
(`instr`, `like`, a search for thousands of words) it can take hours, and hold one of the few threads that answer everybody.

Searches have processes of their own, so that they are answered while somebody's SQL takes all the time that it may.
"""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from collections.abc import Callable, Container, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.browse.guard import answers
from pipeline.browse.guard.aside import Aside, Ended
from pipeline.browse.guard.turns import Turns

Worded = Literal["sql", "words"]
"""What a visitor worded: SQL, or words that a question of ours looks for."""

worded_by_visitor: ContextVar[Worded | None] = ContextVar("worded_by_visitor", default=None)
"""What in that which is answered just now came with the request."""

AT_ONCE = 2
"""Questions of one sort that are answered at the same time; others wait for their turn."""

MOST_WAITING: Mapping[Worded, int] = {"sql": 20, "words": 100}
"""So many of each sort; of SQL, they are answered in half a minute if each takes all its time."""

MEMORY = 400
"""Megabytes that one may take: an answer of 25, and what sorting and grouping need."""

STEPS = 1000
"""Of SQLite's machine between two looks at the clock, as Datasette has it."""

_SQL = frozenset({"sql", "_where", "_searchmode"})  # the last lets a search be written in the language of FTS5
_LONGEST = 2_000  # letters of an address in which a person searches; one of thousands of words takes what SQL may take
_GRACE = 0.5  # seconds over the limit of time in which SQLite itself ends most questions


@dataclass(frozen=True, slots=True)
class Question:
    """A statement with its values; `most` rows at most are fetched, null means all; `seconds` is the limit of time."""

    sql: str
    values: Mapping[str, Any] | Sequence[Any]
    most: int | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows as tuples with their columns as `sqlite3` describes them."""

    rows: list[tuple[Any, ...]]
    description: tuple[tuple[Any, ...], ...] | None


def worded_in(path: str, asked: Sequence[tuple[str, str]], questions: Container[str]) -> Worded | None:
    """Say what an address brings: SQL or a part of it, or words to look for; `questions` are the names of our own questions."""
    keys = {key for key, _ in asked}
    if keys & _SQL:
        return "sql"
    name = path.rpartition("/")[2].partition(".")[0]
    if name in questions or any(key == "words" or key.startswith("_search") for key in keys):
        return "words" if sum(len(value) for _, value in asked) <= _LONGEST else "sql"
    return None


class QuestionsAside:
    """Processes that answer questions of one sort about a database file; `address` is the URI under which SQLite opens it."""

    def __init__(self, address: str, sort: Worded) -> None:
        self._address = address
        self._turns = Turns(AT_ONCE, MOST_WAITING[sort])
        self._threads = ThreadPoolExecutor(AT_ONCE, "questions")
        self._held = threading.local()
        self._begun: list[Aside] = []

    def start(self) -> None:
        """Start the processes before a question is asked, while nobody waits."""
        for _ in range(AT_ONCE):
            self._threads.submit(self._asked, Question("SELECT 1", (), None, 1.0))

    def end(self) -> None:
        """End the processes when what they were asked is answered; nothing more is asked."""
        self._threads.shutdown()
        for aside in self._begun:
            aside.end()

    async def ask(self, question: Question) -> Answer:
        """Return the answer.

        Raises what `sqlite3` raised, `OperationalError("interrupted")` where it takes too long, and `Busy`.
        """
        loop = asyncio.get_running_loop()
        answer = await self._turns.of(lambda: loop.run_in_executor(self._threads, self._asked, question))
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _asked(self, question: Question) -> Answer | Exception:
        if not hasattr(self._held, "aside"):
            self._held.aside = Aside(_open, self._address, memory=MEMORY)
            self._begun.append(self._held.aside)
        try:
            return self._held.aside.ask(question, question.seconds + _GRACE)  # type: ignore[no-any-return]
        except TimeoutError:
            return sqlite3.OperationalError("interrupted")
        except Ended:
            return sqlite3.OperationalError(f"{answers.TOO_LARGE}; it ended the process that answers")


def _without_paths(action: int, first: str | None, *_: str | None) -> int:
    """Refuse to say where on this machine the database lies, which SQLite tells whoever asks."""
    tells = action == sqlite3.SQLITE_PRAGMA and (first or "").lower() == "database_list"
    return sqlite3.SQLITE_DENY if tells else sqlite3.SQLITE_OK


def _open(address: str) -> Callable[[Question], Answer | Exception]:
    from datasette.utils import escape_fts

    connection = sqlite3.connect(address, uri=True)
    connection.text_factory = lambda read: str(read, "utf-8", "replace")  # as Datasette reads
    connection.create_function("escape_fts", 1, escape_fts)  # the one that Datasette brings
    connection.create_function("fts3_tokenizer", 1, lambda _: None)  # SQLite's own tells an address in memory
    answers.cap(connection)
    connection.set_authorizer(_without_paths)

    def answered(question: Question) -> Answer | Exception:
        deadline = time.monotonic() + question.seconds
        connection.set_progress_handler(lambda: time.monotonic() > deadline, STEPS)
        try:
            cursor = connection.execute(question.sql, question.values)
            rows = cursor.fetchall() if question.most is None else cursor.fetchmany(question.most)
            return Answer([tuple(row) for row in rows], cursor.description)
        except (
            sqlite3.Error,
            sqlite3.Warning,
            MemoryError,
        ) as error:  # which Datasette puts in words
            return sqlite3.OperationalError(answers.TOO_LARGE) if isinstance(error, MemoryError) else error

    return answered
