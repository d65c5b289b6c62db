"""Turn how sure a rule's author is into how often such units proved right on gold.

A rule's own `confidence` says how sure its author is, compared with other rules of the class; a reader of clauses or distances
may lower it for a single mention. What that means was measured on reports that the rules had not seen: the table
`resolve/confidence` has for every class, and for every rule that was met there, how far the author's figure has to be shifted on
the scale of log odds (J. Platt's scaling, 1999, with the slope left at 1). A rule that the table does not know takes its class's
shift alone. `benchmarks/calibrate.py` makes the table.
"""

from __future__ import annotations

import csv
import functools
import io
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.errors import RuleError
from pipeline.model import KINDS, Evidence, Findings
from pipeline.rules import Rules

LOWEST, HIGHEST = 0.01, 0.99
"""No count is large enough to promise more, or less."""


def log_odds(share: float) -> float:
    """Return log(p / (1 - p)), with p kept from the ends of its scale, where it would be infinite."""
    share = min(HIGHEST, max(LOWEST, share))
    return math.log(share / (1 - share))


def share_of(odds: float) -> float:
    """Return the share whose log odds these are."""
    return 1 / (1 + math.exp(-odds)) if odds > 0 else 1 - 1 / (1 + math.exp(odds))  # either way exp stays finite


@dataclass(frozen=True, slots=True)
class Shifts:
    """How far the authors' figures are to be moved, in log odds, by class (`dates`) and by rule (`dates.month`)."""

    of: Mapping[str, float] = field(default_factory=dict)

    def confidence(self, kind: str, rule: str, authors: float, seen: float = 1.0) -> float:
        """Return the figure of a unit, to two decimals: of units that are given it, that share should be right.

        `seen` is how sure the recognition of a picture is of the unit's words, where they were read from one.
        """
        odds = log_odds(authors) + self.of.get(kind, 0.0) + self.of.get(rule, 0.0)
        return round(min(HIGHEST, max(LOWEST, share_of(odds) * seen)), 2)


def read_shifts(rules: Rules) -> Shifts:
    """Read the table `resolve/confidence`; raises `RuleError` where it is wrong."""
    return _shifts(rules.table("resolve/confidence"))


@functools.lru_cache(maxsize=4)
def _shifts(text: str) -> Shifts:
    try:
        return Shifts({row["of"]: float(row["shift"]) for row in csv.DictReader(io.StringIO(text))})
    except (KeyError, TypeError, ValueError) as error:
        raise RuleError(
            f"rules/resolve/confidence.csv, or one of your own: each row needs a class or rule (of) and a number (shift): {error}"
        ) from error


def weighed(findings: Findings, rules: Rules) -> Findings:
    """Give every finding its measured confidence in place of its rule's own."""
    shifts = read_shifts(rules)
    of_kinds: dict[str, Any] = {
        kind: tuple(_weighed(kind, finding, shifts) for finding in getattr(findings, kind)) for kind in KINDS
    }
    return replace(findings, **of_kinds)


def _weighed(kind: str, finding: Any, shifts: Shifts) -> Any:
    found = finding.evidence
    sure = shifts.confidence(kind, found.rule, found.confidence, _seen(found))
    return replace(finding, evidence=replace(found, confidence=sure))


def _seen(found: Evidence) -> float:
    """Return how sure the recognition of a picture is of the words of a finding, on average; 1 where they are the file's own."""
    words = [word for part in found.block.parts for word in part.words if word.start < found.end and word.end > found.start]
    told = [word.sure for word in words if word.sure is not None]
    return sum(told) / len(told) if told else 1.0
