"""What reviewers said that no longer stands beside what the machine says, or beside what others said."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from pipeline.browse.rows import Row
from pipeline.review.disputes import Dispute, disputed_values

SHOWN = 50
"""Conflicts on a page."""

WHY = {
    "disputed": "Reviewers disagree",
    "changed": "The machine says something else now",
    "gone": "The machine finds it no longer",
    "lost": "Its words are gone",
    "elsewhere": "Its report is not loaded here",
}
_ALL = "select conflict, review_id from review_conflicts order by conflict, at desc, review_id"
_SHOWN = """
select c.review_id, c.key, c.correction, c.seen, coalesce(i.kind, a.kind) as kind, i.id, coalesce(i.quote, a.quote) as quote,
  v.says, a.key as added
from review_verdicts c
left join added_units a on a.key = c.key
left join finding_index i on i.id = (select min(id) from finding_index where key = c.key)
left join finding_values v on v.id = i.id
where c.review_id in (select value from json_each(?))
"""
_SAID = """
select coalesce(m.key, r.key) as key, r.reviewer, r.verdict from reviews r left join moved_keys m on m.old_key = r.key
where coalesce(m.key, r.key) in (select value from json_each(?)) order by r.at, r.id
"""


def conflicts(connection: sqlite3.Connection, why: str | None, page: int) -> Row:
    """Return a page of the conflicts of one sort, or of all, and how many there are of each."""
    every = connection.execute(_ALL).fetchall()
    counts = {sort: n for sort in WHY if (n := sum(conflict == sort for conflict, _ in every))}
    chosen = [(conflict, review) for conflict, review in every if why in (None, conflict)]
    here = chosen[(page - 1) * SHOWN : page * SHOWN]
    cursor = connection.execute(_SHOWN, [json.dumps([review for _, review in here])])
    names = [column for column, *_ in cursor.description]
    found = {row[0]: dict(zip(names, row, strict=True)) for row in cursor.fetchall()}
    said: dict[str, dict[str, str]] = {}
    for key, reviewer, verdict in connection.execute(_SAID, [json.dumps([row["key"] for row in found.values()])]):
        said.setdefault(key, {})[reviewer] = verdict
    disputes: dict[str, list[Dispute]] = {}
    if any(conflict == "disputed" for conflict, _ in here):
        for dispute in disputed_values(connection):
            disputes.setdefault(dispute.key, []).append(dispute)
    return {
        "counts": counts,
        "of": len(chosen),
        "why": why if why in counts else None,
        "page": page,
        "more": len(chosen) > page * SHOWN,
        "listed": [
            {
                "conflict": conflict,
                **_told(found[review]),
                "said": said[found[review]["key"]],
                "disputes": disputes.get(found[review]["key"], []),
            }
            for conflict, review in here
        ],
    }


def _told(found: Row) -> Row:
    """Return a reviewed unit by its words and report as they were, and the columns that the machine fills otherwise now."""
    seen: dict[str, Any] = json.loads(found["seen"] or "{}")
    added: dict[str, Any] = json.loads(found["correction"] or "{}")
    then, now = seen.get("says") or {}, json.loads(found["says"] or "{}")
    return {
        "kind": found["kind"] or seen.get("kind") or added.get("class"),
        "id": found["id"],
        "added": found["added"],
        "words": found["quote"] or seen.get("quote") or added.get("quote") or found["key"],
        "label": seen.get("label"),
        "changed": [(name, then.get(name), now[name]) for name in now if then and then.get(name) != now[name]],
    }
