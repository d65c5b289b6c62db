"""Say in words why a page cannot be shown."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from datasette.database import QueryInterrupted
from datasette.utils.asgi import Base400, NotFound
from datasette.views.base import DatasetteError

from pipeline.browse.guard.answers import TOO_LARGE
from pipeline.errors import UsageError


@dataclass(frozen=True, slots=True)
class Fault:
    """What went wrong, for a person: `title` and `text`; `detail` is the machine's own account, where it helps."""

    status: int
    title: str
    text: str
    detail: str | None = None


_GONE = (
    "The database holds nothing of this name. What was removed with its report, or read anew, is no longer at this address: "
    "search for its words."
)
_NO_PAGE = "There is no page at this address."
_TOO_LONG = "This takes too long"
_LONG = "The question was stopped after some seconds. Narrow it: fewer words, one council, one report."
_LARGE = "The answer would fill memory. Ask for fewer rows or columns at a time; a whole table can be taken away as CSV."
_BUG = "The page cannot be shown. What went wrong is printed where the program runs."


def refused(message: str) -> Fault:
    """Return why somebody may not see or do what was asked; Datasette's own message is the name of a permission."""
    return Fault(403, "Not allowed", message if " " in message else "You may not see this here.")


def in_words(exception: Exception) -> Fault:
    """Return what an exception of Datasette means to a reader; one that nobody expected, a bug, is 500."""
    if isinstance(exception, NotFound):
        return Fault(404, "Not found", _of_nothing(str(exception)))
    if isinstance(exception, QueryInterrupted):
        return Fault(400, _TOO_LONG, _LONG)
    if isinstance(exception, DatasetteError):
        return _of_datasette(exception)
    if isinstance(exception, Base400):
        return Fault(exception.status, "This address cannot be read", str(exception.args[0]))
    if isinstance(exception, sqlite3.OperationalError) and TOO_LARGE in str(exception):
        return Fault(400, "This answer is too large", _LARGE, str(exception))
    if isinstance(exception, UsageError):
        return Fault(400, "This was not taken", f"{exception}. Nothing was written; go back and mend it.")
    return Fault(500, "Something went wrong", _BUG, str(exception))


def _of_nothing(message: str) -> str:
    """Return why there is nothing at an address: in our own words, which are sentences, or in place of Datasette's."""
    if message.endswith("."):
        return message
    return _GONE if message.startswith(("Record not found", "Row not found")) else _NO_PAGE


def _of_datasette(error: DatasetteError) -> Fault:
    message = str(error.message)
    if TOO_LARGE in message:
        return Fault(400, "This answer is too large", _LARGE, message)
    if error.title == "SQL Interrupted":
        return Fault(400, _TOO_LONG, _LONG)
    if "fts5" in message or "unterminated string" in message:
        text = "Type words, or a phrase between double quotes; leave out other signs."
        return Fault(400, "These words cannot be searched for", text, message)
    if error.title == "Invalid SQL":
        return Fault(400, "This SQL cannot be run", "The database refuses the question as it is written.", message)
    # Datasette answers 500 where an address asks for a column that is none.
    return Fault(400 if error.status == 500 else error.status, "This address cannot be read", message)
