"""What people said of findings: whose word counts where several spoke."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the reviewers of a finding make of it together; `correction` are the columns as they should read.

    `disputed`: one rejects what another does not.
    """

    verdict: str
    correction: Mapping[str, Any] = field(default_factory=dict)
    disputed: bool = False


def verdicts(db: sqlite3.Connection) -> dict[str, Verdict]:
    """Return what counts for each reviewed key: of each reviewer the latest word, and of these the latest.

    Where some reject and others do not, the latest of those who do not counts, as disputed.
    """
    found = db.execute("SELECT key, verdict, correction, accepted, disputed FROM review_verdicts ORDER BY at, review_id")
    return {
        key: Verdict(
            verdict,
            {**json.loads(accepted or "{}"), **json.loads(correction or "{}")} if verdict != "rejected" else {},
            bool(disputed),
        )
        for key, verdict, correction, accepted, disputed in found
    }
