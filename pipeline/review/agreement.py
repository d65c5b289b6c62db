"""How far reviewers have come, and how far they agree."""

from __future__ import annotations

import itertools
import sqlite3
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from pipeline.model import KINDS

_LATEST = """
SELECT coalesce(m.key, r.key) AS present_key, r.reviewer, r.verdict,
  coalesce(json_extract(r.seen, '$.kind'), json_extract(r.correction, '$.class')) AS kind
FROM reviews r LEFT JOIN moved_keys m ON m.old_key = r.key ORDER BY r.at, r.id
"""
_ELSEWHERE = """
(coalesce(json_extract(seen, '$.family_id') NOT IN (SELECT family_id FROM reports WHERE family_id IS NOT NULL), 0)
AND key NOT IN (SELECT key FROM finding_index))
"""
SAID = ("accepted", "corrected", "rejected")
"""What a reviewer makes of a unit, in a word; who adds a unit accepts it."""

_VALUES = 'SELECT key, reviewer, "column", value FROM review_values WHERE differs ORDER BY "column"'

Word: TypeAlias = tuple[str, tuple[tuple[str, str], ...]]
"""What a reviewer makes of a unit: rejected; or accepted or corrected, with the values (JSON) that they want otherwise."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many findings of a class there are in the versions that count, and what became of those that somebody looked at.

    What reviewers disagree about is disputed, and neither accepted nor rejected. Units of reports that are not in this database
    are left out: `elsewhere` counts them.
    """

    kind: str
    found: int
    accepted: int
    corrected: int
    rejected: int
    added: int
    disputed: int

    @property
    def judged(self) -> int:
        return self.accepted + self.corrected + self.rejected + self.disputed


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two reviewers agree on the units of a class that both judged; `kappa` is null where it is not defined.

    Two corrections are the same where they give the same values. Who added a unit accepts it.
    """

    kind: str
    first: str
    second: str
    both: int
    same: int
    kappa: float | None


def progress(db: sqlite3.Connection) -> list[Progress]:
    """Return how far the review of each class has come."""
    found = dict(
        db.execute(
            "SELECT i.kind, count(*) FROM finding_index i JOIN reports r ON r.id = i.report_id WHERE is_primary GROUP BY 1"
        )
    )
    counts: Counter[tuple[str, str]] = Counter()
    told = "coalesce(json_extract(seen, '$.kind'), json_extract(correction, '$.class'))"
    for kind, verdict, disputed in db.execute(f"SELECT {told}, verdict, disputed FROM review_verdicts WHERE NOT {_ELSEWHERE}"):
        counts[kind, "disputed"] += disputed
        counts[kind, verdict] += verdict == "added" or not disputed
    told_of = ("accepted", "corrected", "rejected", "added", "disputed")
    return [Progress(kind, found.get(kind, 0), *(counts[kind, name] for name in told_of)) for kind in KINDS]


def elsewhere(db: sqlite3.Connection) -> int:
    """Return of how many units of reports that are not in this database something is said."""
    [(number,)] = db.execute(f"SELECT count(*) FROM review_verdicts WHERE {_ELSEWHERE}")
    return int(number)


def by_reviewer(db: sqlite3.Connection) -> dict[str, list[tuple[str, str]]]:
    """Return class and word (`SAID`) of each unit that every reviewer has judged or added."""
    done: dict[str, list[tuple[str, str]]] = {}
    for kind, said in _said(db).items():
        for reviewers in said.values():
            for reviewer, (word, _) in reviewers.items():
                done.setdefault(reviewer, []).append((kind, word))
    return {reviewer: done[reviewer] for reviewer in sorted(done)}


def agreement(db: sqlite3.Connection) -> list[Agreement]:
    """Return for each class and pair of reviewers how far they agree."""
    found = []
    for kind, said in sorted(_said(db).items()):
        reviewers = sorted({reviewer for unit in said.values() for reviewer in unit})
        for first, second in itertools.combinations(reviewers, 2):
            pairs = [(unit[first], unit[second]) for unit in said.values() if first in unit and second in unit]
            if pairs:
                same = sum(a == b for a, b in pairs)
                found.append(Agreement(kind, first, second, len(pairs), same, kappa(pairs)))
    return found


def kappa(pairs: Iterable[tuple[Hashable, Hashable]]) -> float | None:
    """Return Cohen's kappa of two judges; null without pairs, or where both gave one and the same verdict throughout.

    Cohen, A coefficient of agreement for nominal scales, 1960. By hand: scikit-learn, which has it, is forty times this program.
    """
    listed = list(pairs)
    if not listed:
        return None
    first, second = Counter(a for a, _ in listed), Counter(b for _, b in listed)
    observed = sum(a == b for a, b in listed) / len(listed)
    expected = sum(first[verdict] * second[verdict] for verdict in first) / len(listed) ** 2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def _said(db: sqlite3.Connection) -> Mapping[str, dict[str, dict[str, Word]]]:
    """Return by class and key what each reviewer makes of a unit."""
    values: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for key, reviewer, column, value in db.execute(_VALUES):
        values.setdefault((key, reviewer), []).append((column, value))
    said: dict[str, dict[str, dict[str, Word]]] = {}
    for key, reviewer, verdict, kind in db.execute(_LATEST):
        if kind is None:
            continue
        wanted = () if verdict == "rejected" else tuple(values.get((key, reviewer), ()))
        word = "rejected" if verdict == "rejected" else "corrected" if wanted else "accepted"
        said.setdefault(kind, {}).setdefault(key, {})[reviewer] = (word, wanted)
    return said
