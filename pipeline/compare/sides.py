"""Compare councils: all that is said of each, counted from the publication of the inspection that set its journey off."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from pipeline.compare.councils import coverage
from pipeline.compare.counts import followed, followed_of, last_plan, leads, measures, shares, topics
from pipeline.compare.facts import Compared, Coverage, Fact, Origin
from pipeline.compare.timeline import Which, origin, set_off, steps, timeline, waits


def compare(
    connection: sqlite3.Connection,
    councils: Sequence[str],
    *,
    since: date | None = None,
    as_of: date | None = None,
    which: Which = "worst",
) -> Compared:
    """Return what the database says of councils (by id), as far back as `since`.

    Actions are open, overdue, moved or dropped as of a day; without one as of the last report of each council that shows such
    actions. The inspection that a journey is counted from (`which`: the first with the worst grade, the first or the last that
    was graded) is looked for in the whole of it.
    """
    covered = tuple(coverage(connection, council) for council in councils)
    found: list[Fact] = []
    origins: dict[str, Origin | None] = {}
    for one in covered:
        all_steps = steps(connection, one.council)
        off = set_off(all_steps, which)
        origins[one.council] = origin(off) if off else None
        shown = [
            step
            for step in all_steps
            if (since is None or step.end >= since) and (step.council == one.council or step.council not in councils)
        ]
        found += timeline(one.council, shown, off[1] if off else None)
        found += waits(connection, one.council, all_steps, off, as_of, since)
        found += [_counted_from(fact, off[1] if off else None) for fact in _counts(connection, one, since, as_of)]
    return Compared(covered, origins, as_of.isoformat() if as_of else None, tuple(found))


def _counts(connection: sqlite3.Connection, one: Coverage, since: date | None, as_of: date | None) -> Iterator[Fact]:
    first = since.isoformat() if since else ""
    yield from topics(connection, one.council, first)
    on = as_of or last_plan(connection, one.council)
    yield from followed_of(connection, one.council, first, on)
    if on:
        yield from shares(one.council, followed(connection, one.council, first, on), on)
    yield from leads(connection, one.council, first)
    yield from measures(connection, one.council, first)


def _counted_from(fact: Fact, since: date | None) -> Fact:
    if fact.day is None or since is None:
        return fact
    return replace(fact, days_since=(date.fromisoformat(fact.day) - since).days)
