"""What people said of findings: whose word counts where several spoke."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.evaluate.found import rows


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the reviewers of a finding make of it together; `correction` are the columns that should read otherwise.

    `disputed`: one rejects what another does not.
    """

    verdict: str
    correction: Mapping[str, Any] = field(default_factory=dict)
    disputed: bool = False


def verdicts(db: sqlite3.Connection) -> dict[str, Verdict]:
    """Return what counts for each reviewed key: of each reviewer the latest word, and of these the latest.

    Where some reject and others do not, the latest of those who do not counts, as disputed.
    """
    latest: dict[str, dict[str, dict[str, Any]]] = {}
    for row in rows(db, "select key, verdict, correction, reviewer from reviews order by at, id"):
        of_key = latest.setdefault(row["key"], {})
        of_key.pop(row["reviewer"], None)  # so that the order is that of the latest words
        of_key[row["reviewer"]] = row
    return {key: _together(of_key.values()) for key, of_key in latest.items()}


def _together(said: Iterable[Mapping[str, Any]]) -> Verdict:
    rows_ = list(said)
    kept = [row for row in rows_ if row["verdict"] != "rejected"]
    if not kept:
        return Verdict("rejected")
    correction = json.loads(kept[-1]["correction"]) if kept[-1]["correction"] else {}
    return Verdict(kept[-1]["verdict"], correction, disputed=len(kept) < len(rows_))
