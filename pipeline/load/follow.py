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

    Each council is one transaction: what an interruption leaves undone, the next load does.
    """
    known = dict(connection.execute("SELECT council_id, made_of FROM followed"))
    for (council,) in connection.execute("SELECT id FROM councils ORDER BY id").fetchall():
        plans = read_plans(connection, council)
        asked, answering = read_asked(connection, council), read_answering(connection, council)
        made_by = code_version("follow"), follow.rules_sha256
        made_of = hashlib.sha256(repr((made_by, plans, asked, answering)).encode()).hexdigest()
        if known.get(council) == made_of:
            continue
        threads, responses = follow.actions(plans), follow.responses(asked, answering)
        with transaction(connection):
            write_threads(connection, council, threads)
            write_responses(connection, council, responses)
            connection.execute("INSERT OR REPLACE INTO followed VALUES (?, ?)", (council, made_of))
