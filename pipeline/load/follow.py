"""Have each council's road followed over its reports, and kept until something on it changes."""

from __future__ import annotations

import functools
import hashlib
import sqlite3
from collections.abc import Sequence

from pipeline.load.database import write_what_follows
from pipeline.load.provenance import code_version
from pipeline.load.responses import read_answering, read_asked, write_responses
from pipeline.load.threads import read_plans, write_threads
from pipeline.road import AnsweringAction, Follow, Response, SeenPlan, SeenRecommendation, Thread


def follow_councils(connection: sqlite3.Connection, follow: Follow) -> None:
    """Make the threads and responses anew of every council whose reports are not those that they were made of.

    A council that one other replaced is followed with it: the new one goes on with the old one's plan. Each such line is one
    transaction: what an interruption leaves undone, the next load does. Where another load wrote a report of the line while it
    was followed, it is followed again.
    """
    known = dict(connection.execute("SELECT council_id, made_of FROM followed"))
    made_by = code_version("follow"), follow.rules_sha256
    for line in _lines(connection):
        made_of = _made_of(made_by, _seen(connection, line))
        if any(known.get(council) != made_of for council in line):
            write_what_follows(
                connection,
                functools.partial(_seen, connection, line),
                functools.partial(_followed, follow, made_by),
                functools.partial(_write, connection, line),
            )


def are_followed(connection: sqlite3.Connection, follow: Follow) -> bool:
    """Say whether the threads and responses of all councils are those that following them now would give."""
    known = dict(connection.execute("SELECT council_id, made_of FROM followed"))
    made_by = code_version("follow"), follow.rules_sha256
    lines = ((line, _made_of(made_by, _seen(connection, line))) for line in _lines(connection))
    return all(known.get(council) == made_of for line, made_of in lines for council in line)


_Seen = tuple[list[SeenPlan], list[SeenRecommendation], list[AnsweringAction]]


def _made_of(made_by: tuple[str, str], seen: _Seen) -> str:
    return hashlib.sha256(repr((made_by, *seen)).encode()).hexdigest()


def _followed(follow: Follow, made_by: tuple[str, str], seen: _Seen) -> tuple[str, list[Thread], list[Response]]:
    plans, asked, answering = seen
    return _made_of(made_by, seen), follow.actions(plans), follow.responses(asked, answering)


def _write(connection: sqlite3.Connection, line: Sequence[str], followed: tuple[str, list[Thread], list[Response]]) -> None:
    made_of, threads, responses = followed
    write_threads(connection, line, threads)
    write_responses(connection, line, responses)
    connection.executemany("INSERT OR REPLACE INTO followed VALUES (?, ?)", [(council, made_of) for council in line])


def _seen(connection: sqlite3.Connection, line: Sequence[str]) -> _Seen:
    """Return what there is to follow of a line of councils."""
    plans = sorted((plan for one in line for plan in read_plans(connection, one)), key=lambda plan: (plan.on, plan.report))
    asked = [found for one in line for found in read_asked(connection, one)]
    return plans, asked, [found for one in line for found in read_answering(connection, one)]


def _lines(connection: sqlite3.Connection) -> list[tuple[str, ...]]:
    """Return the councils in lines, each after the one whose place it alone took; where several took it, a line ends."""
    ids = dict(connection.execute("SELECT name, id FROM councils ORDER BY id DESC"))
    heirs = {key: ids.get(heir) for key, heir in connection.execute("SELECT id, replaced_by FROM councils ORDER BY id")}
    lines: dict[str, list[str]] = {}
    for council in heirs:
        road = [council]
        while (heir := heirs[road[-1]]) and heir not in road:
            road.append(heir)
        line = lines.setdefault(road[-1], [])
        line += [one for one in road if one not in line]
    return [tuple(sorted(line)) for _, line in sorted(lines.items())]
