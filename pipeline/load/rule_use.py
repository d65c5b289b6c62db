"""How the rules fared over a whole database: how often each fired, alone or against others, and what it gave."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.model import KINDS

# Several steps read the same words by the same rule (dates, say): of a report the step counts in which it fired most. What was
# done once for a whole file is noted with each paper that it carries, too.
_ONCE = "NOT (step = 'structure' AND report_id IN (SELECT id FROM reports WHERE carrier_id IS NOT NULL))"
_HITS = f"""
SELECT rule, count(*), sum(fired), sum(alone) FROM (
  SELECT report_id, rule, max(fired) AS fired, max(alone) AS alone FROM rule_hits WHERE {_ONCE} GROUP BY report_id, rule
) GROUP BY rule
"""
_CONFLICTS = f"""
SELECT winner, loser, sum(n) FROM (
  SELECT report_id, winner, loser, max(n) AS n FROM rule_conflicts WHERE {_ONCE} GROUP BY report_id, winner, loser
) GROUP BY winner, loser ORDER BY 3 DESC, 1, 2
"""


@dataclass(slots=True)
class Use:
    """How one rule fared: in how many reports and places it `fired`, in how many of these `alone`.

    `won` and `lost` count by rival the places where both marked some of the same words; `findings` are the units that name it as
    their rule.
    """

    reports: int = 0
    fired: int = 0
    alone: int = 0
    findings: int = 0
    steps: tuple[str, ...] = ()
    won: dict[str, int] = field(default_factory=dict)
    lost: dict[str, int] = field(default_factory=dict)


def rule_use(connection: sqlite3.Connection) -> Mapping[str, Use]:
    """Return how every rule fared that fired at all, or that findings name."""
    used: dict[str, Use] = {}
    for rule, reports, fired, alone in connection.execute(_HITS):
        used[rule] = Use(reports, fired, alone)
    for rule, steps in connection.execute(f"SELECT rule, group_concat(DISTINCT step) FROM rule_hits WHERE {_ONCE} GROUP BY rule"):
        used[rule].steps = tuple(sorted(steps.split(",")))
    for winner, loser, n in connection.execute(_CONFLICTS):
        used.setdefault(winner, Use()).won[loser] = n
        used.setdefault(loser, Use()).lost[winner] = n
    for kind in KINDS:
        for rule, n in connection.execute(f"SELECT rule, count(*) FROM {kind} GROUP BY rule"):
            used.setdefault(rule, Use()).findings += n
    return used
