"""Open a findings database, and say in words what stands in the way."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from pipeline.databases import APPLICATION_ID
from pipeline.errors import StoreError, UsageError
from pipeline.load.migrations import SCHEMA_VERSION, LayoutError, migrate

T = TypeVar("T")
R = TypeVar("R")

BUSY_SECONDS = 30
"""How long to wait for another program's writing: a reviewer's entry takes milliseconds, a large report a second or two."""


@contextmanager
def open_database(path: Path, *, create: bool = False, older: bool = False) -> Iterator[sqlite3.Connection]:
    """Open a findings database, with foreign keys on; `create` makes it, or brings it to the current schema.

    With `older` one of an earlier schema is opened as it is. Transactions are the caller's (see `transaction`). Raises
    `UsageError` where the file is no findings database or made by a newer version, `StoreError` where it cannot be read or
    written; both for what goes wrong inside the `with` too.
    """
    if path.is_dir():
        raise UsageError(f"{path} is a folder; name a file, such as {path / 'findings.db'}")
    if not create and not path.exists():
        raise UsageError(f"{path}: there is no such database; make one with: journeys load PATH... --db {path}")
    if not path.parent.is_dir():
        raise UsageError(f"{path}: the folder {path.parent} does not exist; make it first")
    with in_words(path):
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            _check(connection, path, create, older)
            yield connection
        finally:
            connection.close()


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Do all or nothing; an interruption undoes what was begun."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def write_what_follows(
    connection: sqlite3.Connection, read: Callable[[], T], make: Callable[[T], R], write: Callable[[R], None]
) -> None:
    """Write, in one transaction, what is made of what is read, though another load may write meanwhile.

    Making takes long, so the database is not held for it: where it was changed under the work, that is done again; where it is
    changed time after time, the database is held after all.
    """
    for _ in range(3):
        seen = read()
        made = make(seen)
        with transaction(connection):
            if read() == seen:
                write(made)
                return
    with transaction(connection):
        write(make(read()))


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into what they mean and what can be done."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorname", "") or ""
        if code.startswith("SQLITE_NOTADB"):
            raise UsageError(f"{path} is not a SQLite database; name another file with --db") from error
        raise StoreError(f"{path}: {_remedy(code, error)}") from error


def _remedy(code: str, error: sqlite3.DatabaseError) -> str:
    remedies = {
        "SQLITE_BUSY": f"another program has been writing for {BUSY_SECONDS} seconds; close that program and run this again",
        "SQLITE_LOCKED": "another program is writing to it; close that program and run this again",
        "SQLITE_FULL": "the disk is full; what was loaded before stands, make room and run this again",
        "SQLITE_READONLY": "it may not be written (read-only file, folder or disk); copy it elsewhere or change its permissions",
        "SQLITE_CANTOPEN": "it cannot be opened; look at the permissions of the file and its folder",
        "SQLITE_IOERR": "the disk failed to read or write; what was loaded before stands, look at the disk and run this again",
        "SQLITE_CORRUPT": "it is damaged; load the reports into a new file (reviews can be copied from the table reviews)",
    }
    return next((text for start, text in remedies.items() if code.startswith(start)), f"SQLite refuses: {error}")


def _check(connection: sqlite3.Connection, path: Path, create: bool, older: bool) -> None:
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master WHERE type = 'table'").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID and (tables or not create):
        raise UsageError(f"{path} is a SQLite database of something else; name another file with --db")
    if version > SCHEMA_VERSION:
        raise UsageError(
            f"{path} was made by a newer version of this program (schema {version}, here {SCHEMA_VERSION}); install that version"
        )
    if version < SCHEMA_VERSION and not older:
        if not create:
            raise UsageError(
                f"{path} was made by an older version of this program; run journeys load on it once, which brings it up to date"
            )
        try:
            migrate(connection)
        except LayoutError as error:
            raise UsageError(
                f"{path} has a layout that no release had ({error}); load the reports into a new file, and carry the reviews "
                f"over: journeys reviews export reviews.jsonl --db {path}"
            ) from error
