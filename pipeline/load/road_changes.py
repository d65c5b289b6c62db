"""Compare what is told over several reports before and after: threads, responses, and which version of a report counts."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.databases import named_rows

# By the words of actions and recommendations, as places move. A thread of one step says no more than its action.
_TOLD = {
    "threads": """
SELECT c.name AS council, t.text AS action, t.ref, t.steps, t.first_seen, t.last_seen, t.first_due, t.last_due, t.due_moved,
  t.status, t.rag, t.fate, first.key || ' ' || last.key AS key
FROM action_threads t JOIN councils c ON c.id = t.council_id
JOIN thread_steps f ON f.thread_id = t.id AND f.n = 1 JOIN actions first ON first.id = f.action_id
JOIN thread_steps l ON l.thread_id = t.id AND l.n = t.steps JOIN actions last ON last.id = l.action_id
WHERE t.steps > 1
""",
    "responses": """
SELECT c.name AS council, a.text AS action, x.text AS recommendation, s.basis, s.cue, s.score, a.key || ' ' || x.key AS key
FROM responses s JOIN councils c ON c.id = s.council_id
JOIN actions a ON a.id = s.action_id JOIN recommendations x ON x.id = s.recommendation_id
""",
    "versions": "SELECT label AS report, is_primary AS counts, id AS key FROM reports",
}

Told = Mapping[str, Any]
Road = Mapping[tuple[str, str], Told]


@dataclass(frozen=True, slots=True)
class RoadChange:
    """A thread or response that is there only now, only was there before, or says something else; or a version of a report that
    counts now or no longer.

    `before` and `after` are its values, an action by its words; `fields` names those that differ.
    """

    how: Literal["added", "removed", "changed"]
    kind: str
    before: Told | None
    after: Told | None
    fields: tuple[str, ...] = ()


def read_road(connection: sqlite3.Connection) -> Road:
    """Return all that a database tells over several reports, by kind and key."""
    road: dict[tuple[str, str], Told] = {}
    for kind, sql in _TOLD.items():
        for told in named_rows(connection, sql):
            road[kind, told.pop("key")] = told
    return road


def road_changes(before: Road, after: Road) -> tuple[RoadChange, ...]:
    """Return what differs, by kind and words; a report that itself is new or gone is none of these."""
    found: list[RoadChange] = []
    for place in sorted({*before, *after}):
        old, new = before.get(place), after.get(place)
        if old == new or (place[0] == "versions" and None in (old, new)):
            continue
        if old is None or new is None:
            found.append(RoadChange("added" if old is None else "removed", place[0], old, new))
        else:
            found.append(RoadChange("changed", place[0], old, new, tuple(name for name in new if new[name] != old[name])))
    return tuple(found)
