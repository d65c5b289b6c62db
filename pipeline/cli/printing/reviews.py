"""Review and audits in words and tables, as the command line prints them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from textwrap import shorten

from pipeline.review.agreement import SAID, agreement, by_reviewer, progress
from pipeline.review.audit import Estimate
from pipeline.review.disputes import disputed_values

CONFLICTS = {
    "disputed": "one reviewer rejects what another does not, or they gave a column different values",
    "changed": "the machine says something else now",
    "gone": "the machine finds the unit no longer",
    "lost": "the words of an added unit stand in no report any more",
    "elsewhere": "its report is not in this database",
}
"""What each kind of conflict means."""


def as_text(db: sqlite3.Connection) -> str:
    """Return how far review has come, as tables for people."""
    lines = ["Findings reviewed, of the versions that count:"]
    rows = [
        [p.kind, str(p.found), str(p.accepted), str(p.corrected), str(p.rejected), str(p.added), str(p.disputed)]
        for p in progress(db)
    ]
    lines += table(["class", "found", "accepted", "corrected", "rejected", "added", "disputed"], rows)
    done = by_reviewer(db)
    if done:
        lines += ["", "By reviewer:"]
        rows = [[name, *(str(sum(word == said for _, word in of)) for said in SAID), str(len(of))] for name, of in done.items()]
        lines += table(["reviewer", *SAID, "units"], rows)
    pairs = agreement(db)
    if pairs:
        lines += ["", "Agreement (Cohen's kappa; - where it is not defined):"]
        lines += table(
            ["class", "reviewers", "both judged", "same", "kappa"],
            [
                [a.kind, f"{a.first}, {a.second}", str(a.both), str(a.same), "-" if a.kappa is None else f"{a.kappa:.2f}"]
                for a in pairs
            ],
        )
    conflicts = db.execute("SELECT conflict, count(*) FROM review_conflicts GROUP BY 1 ORDER BY 1").fetchall()
    if conflicts:
        lines += ["", "Need another look:"]
        lines += table(["", "units"], [[CONFLICTS[conflict], str(number)] for conflict, number in conflicts])
    disputes = disputed_values(db)
    if disputes:
        lines += ["", "Values that reviewers dispute:"]
        lines += [
            f"  {dispute.kind}, {dispute.column}: {'; '.join(f'{name} {value}' for name, value in dispute.given)}"
            f" (“{shorten(dispute.words, 80, placeholder=' …')}”)"
            for dispute in disputes
        ]
    return "\n".join(lines) + "\n"


def estimates_as_text(found: Sequence[Estimate]) -> str:
    """Return what an audit says, class by class."""
    rows = [
        [
            e.kind,
            f"{e.findings_judged} of {e.findings_drawn}, drawn from {e.findings}",
            _share(e.precision),
            f"{e.paragraphs_judged} of {e.paragraphs_drawn}, drawn from {e.paragraphs}",
            str(e.missed),
            _share(e.recall),
        ]
        for e in found
    ]
    heads = ["class", "findings judged", "precision (95 %)", "paragraphs read", "missed", "recall (95 %)"]
    return "\n".join(table(heads, rows)) + "\n"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows in columns: the first to the left, the others to the right."""
    wide = [max(len(row[n]) for row in (heads, *rows)) for n in range(len(heads))]
    return [
        "  "
        + "  ".join(cell.ljust(w) if not n else cell.rjust(w) for n, (cell, w) in enumerate(zip(row, wide, strict=True))).rstrip()
        for row in (heads, *rows)
    ]


def _share(estimate: tuple[float, float, float] | None) -> str:
    return "-" if estimate is None else "{:.2f} ({:.2f} to {:.2f})".format(*estimate)
