"""Have each council's road followed over its reports, and kept until something on it changes."""

from __future__ import annotations

import hashlib
import sqlite3

from pipeline.load.database import transaction
from pipeline.load.provenance import code_version
from pipeline.load.responses import read_answering, read_asked, write_responses
from pipeline.load.threads import read_plans, write_threads
from pipeline.road import Follow


def follow_councils(connection: sqlite3.Connection, follow: Follow) -> None:
    """Make the threads and responses anew of every council whose reports are not those that they were made of.

    A council that one other replaced is followed with it: the new one goes on with the old one's plan. Each such line is one
    transaction: what an interruption leaves undone, the next load does.
    """
    known = dict(connection.execute("SELECT council_id, made_of FROM followed"))
    for line in _lines(connection):
        plans = sorted((plan for one in line for plan in read_plans(connection, one)), key=lambda plan: (plan.on, plan.report))
        asked = [found for one in line for found in read_asked(connection, one)]
        answering = [found for one in line for found in read_answering(connection, one)]
        made_by = code_version("follow"), follow.rules_sha256
        made_of = hashlib.sha256(repr((made_by, plans, asked, answering)).encode()).hexdigest()
        if all(known.get(council) == made_of for council in line):
            continue
        threads, responses = follow.actions(plans), follow.responses(asked, answering)
        with transaction(connection):
            write_threads(connection, line, threads)
            write_responses(connection, line, responses)
            connection.executemany("INSERT OR REPLACE INTO followed VALUES (?, ?)", [(council, made_of) for council in line])


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
