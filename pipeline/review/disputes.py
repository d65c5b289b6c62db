"""Columns of which reviewers gave different values."""

from __future__ import annotations

import itertools
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.review.fields import typed_value

_DISPUTED = """
SELECT v.key, v."column", v.reviewer, v.value,
  coalesce((SELECT kind FROM finding_index i WHERE i.key = v.key), (SELECT kind FROM added_units a WHERE a.key = v.key),
    json_extract(w.seen, '$.kind')),
  coalesce((SELECT quote FROM finding_index i WHERE i.key = v.key), (SELECT quote FROM added_units a WHERE a.key = v.key),
    json_extract(w.seen, '$.quote'), v.key)
FROM review_values v JOIN reviews w ON w.id = v.review_id
WHERE v.disputed AND ?1 IN ('', v.key) ORDER BY 1, 2, v.at, v.reviewer
"""


@dataclass(frozen=True, slots=True)
class Dispute:
    """A column of a unit, and who gave which value, the one that counts last; an empty value is `empty`."""

    key: str
    kind: str
    words: str
    column: str
    given: Sequence[tuple[str, str]]


def disputed_values(db: sqlite3.Connection, key: str = "") -> list[Dispute]:
    """Return the columns, of one unit or of all, of which reviewers gave different values."""
    found = []
    for (unit, column), rows in itertools.groupby(db.execute(_DISPUTED, (key,)), key=lambda row: row[:2]):
        listed = list(rows)
        given = tuple((reviewer, typed_value(json.loads(value)) or "empty") for _, _, reviewer, value, _, _ in listed)
        found.append(Dispute(unit, listed[0][4], " ".join(listed[0][5].split()), column, given))
    return found
