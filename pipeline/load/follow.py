"""Have each council's road followed over its reports, and kept until something on it changes."""

from __future__ import annotations

import functools
import hashlib
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from pipeline.load.database import write_what_follows
from pipeline.load.provenance import code_version
from pipeline.load.responses import read_answering, read_asked, write_responses
from pipeline.load.threads import read_plans, write_threads
from pipeline.road import AnsweringAction, Follow, Response, SeenPlan, SeenRecommendation, Thread


@dataclass(frozen=True, slots=True)
class _Line:
    """Councils of which some took the place of others, all that have to do with each other.

    Of each that none replaced there is a road: those whose place it took, and itself. Where one was parted, its heirs each go on
    with its plan, on roads of their own.
    """

    councils: tuple[str, ...]
    roads: tuple[tuple[str, ...], ...]


def follow_councils(connection: sqlite3.Connection, follow: Follow) -> None:
    """Make the threads and responses anew of every council whose reports are not those that they were made of.

    A council that others replaced is followed with them: the new ones go on with the old one's plan. Each such line is one
    transaction: what an interruption leaves undone, the next load does. Where another load wrote a report of the line while it
    was followed, it is followed again.
    """
    known = dict(connection.execute("SELECT council_id, made_of FROM followed"))
    made_by = code_version("follow"), follow.rules_sha256
    for line in _lines(connection):
        made_of = _made_of(made_by, _seen(connection, line))
        if any(known.get(council) != made_of for council in line.councils):
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
    return all(known.get(council) == made_of for line, made_of in lines for council in line.councils)


_Seen = tuple[list[SeenPlan], list[SeenRecommendation], list[AnsweringAction]]
"""What there is to follow on one road."""


def _made_of(made_by: tuple[str, str], seen: Sequence[_Seen]) -> str:
    return hashlib.sha256(repr((made_by, *seen)).encode()).hexdigest()


def _followed(follow: Follow, made_by: tuple[str, str], seen: Sequence[_Seen]) -> tuple[str, list[Thread], list[Response]]:
    """Follow each road; what roads have in common, before their council was parted, is told once."""
    threads = {thread.id: thread for plans, _, _ in seen for thread in follow.actions(plans)}
    responses = {
        (one.action, one.recommendation): one for _, asked, answering in seen for one in follow.responses(asked, answering)
    }
    return _made_of(made_by, seen), _gone_on(threads.values()), list(responses.values())


def _gone_on(threads: Collection[Thread]) -> list[Thread]:
    """Leave out a thread that ends on one road where it goes on, on another."""
    ways = {thread.id: tuple(step.action for step in thread.steps) for thread in threads}
    longer = {way[:n] for way in ways.values() for n in range(1, len(way))}
    return [thread for thread in threads if ways[thread.id] not in longer]


def _write(connection: sqlite3.Connection, line: _Line, followed: tuple[str, list[Thread], list[Response]]) -> None:
    made_of, threads, responses = followed
    write_threads(connection, line.councils, threads)
    write_responses(connection, line.councils, responses)
    connection.executemany("INSERT OR REPLACE INTO followed VALUES (?, ?)", [(council, made_of) for council in line.councils])


def _seen(connection: sqlite3.Connection, line: _Line) -> list[_Seen]:
    """Return what there is to follow on each road of a line of councils."""
    plans = {council: read_plans(connection, council) for council in line.councils}
    asked = {council: read_asked(connection, council) for council in line.councils}
    answering = {council: read_answering(connection, council) for council in line.councils}
    return [
        (
            sorted((plan for council in road for plan in plans[council]), key=lambda plan: (plan.on, plan.report)),
            [found for council in road for found in asked[council]],
            [found for council in road for found in answering[council]],
        )
        for road in line.roads
    ]


def _lines(connection: sqlite3.Connection) -> list[_Line]:
    """Return the councils in lines."""
    ids = dict(connection.execute("SELECT name, id FROM councils ORDER BY id DESC"))
    heirs = {
        council: [ids[name] for name in (names or "").split("; ") if name in ids]
        for council, names in connection.execute("SELECT id, replaced_by FROM councils ORDER BY id")
    }
    roads: dict[str, set[str]] = {}
    for council in heirs:
        on_the_way = [council]
        for one in on_the_way:
            on_the_way += [heir for heir in heirs[one] if heir not in on_the_way]
        for last in [one for one in on_the_way if not heirs[one]] or on_the_way[-1:]:
            roads.setdefault(last, set()).update(one for one in on_the_way if one == last or _leads_to(one, last, heirs))
    lines: list[list[set[str]]] = []
    for _, road in sorted(roads.items()):
        touched = [line for line in lines if any(road & other for other in line)]
        lines = [line for line in lines if line not in touched]
        lines.append([*(other for line in touched for other in line), road])
    made = [
        _Line(tuple(sorted(set().union(*roads_of))), tuple(sorted(tuple(sorted(road)) for road in roads_of)))
        for roads_of in lines
    ]
    return sorted(made, key=lambda line: line.councils)


def _leads_to(one: str, last: str, heirs: Mapping[str, Sequence[str]]) -> bool:
    """Say whether a council's place was taken, in the end, by another."""
    after = list(heirs[one])
    for council in after:
        after += [heir for heir in heirs[council] if heir not in after]
    return last in after
