"""Draw a random sample of findings and of paragraphs without one, and estimate from people's words how right and whole they are.

Precision is the share of the findings drawn that people let stand. Recall needs what nobody found: of the paragraphs in which
nothing of a class was found a sample is read too, and what was missed there is multiplied up. Intervals hold 95 % of 4,000 draws
from the Jeffreys posteriors of both (Beta for the share of right findings, Gamma for the missed ones in a paragraph; Brown, Cai
and DasGupta, Interval estimation for a binomial proportion, 2001), by the audit's own seed: same words, same figures.
"""

from __future__ import annotations

import json
import random
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from pipeline.databases import report_blocks
from pipeline.errors import UsageError
from pipeline.keys import Keys
from pipeline.review.times import as_stored

DRAWS = 4000
_HERE = "u.family_id IN (SELECT family_id FROM reports)"
_READ = "b.kind NOT IN ('furniture', 'contents')"


@dataclass(frozen=True, slots=True)
class AuditUnit:
    """One thing to judge; `target` is the finding's id or the block's, null where it is no longer there."""

    n: int
    kind: str
    stratum: Literal["finding", "block"]
    key: str
    target: str | None
    of: int
    judged: bool


@dataclass(frozen=True, slots=True)
class Estimate:
    """What an audit says of a class: shares with the ends of their 95 % intervals, null where too little was judged yet.

    Of what was drawn only the places in reports of this database count.
    """

    kind: str
    findings: int
    findings_judged: int
    right: int
    paragraphs: int
    paragraphs_judged: int
    missed: int
    findings_drawn: int
    paragraphs_drawn: int
    precision: tuple[float, float, float] | None
    recall: tuple[float, float, float] | None


def draw(db: sqlite3.Connection, kinds: Sequence[str], *, size: int, seed: int) -> int:
    """Draw an audit of `size` findings and `size` paragraphs a class, and return its number; the transaction is the caller's.

    Only the versions of reports that count are drawn from. Raises `UsageError` where there is nothing to draw from.
    """
    chance = random.Random(seed)
    drawn: list[tuple[str, str, str, str, int]] = []
    for kind in kinds:
        findings = db.execute(
            f"SELECT r.family_id, f.key FROM {kind} f JOIN reports r ON r.id = f.report_id WHERE r.is_primary ORDER BY f.key"
        ).fetchall()
        for family, key in _sample(chance, findings, size):
            drawn.append((kind, "finding", family, key, len(findings)))
        blocks = db.execute(
            f"SELECT r.id, b.id FROM blocks b JOIN reports r ON r.id = b.report_id WHERE r.is_primary AND {_READ} "
            f"AND NOT EXISTS (SELECT 1 FROM {kind} f WHERE f.block_id = b.id) ORDER BY r.family_id, b.seq"
        ).fetchall()
        for report, block in _sample(chance, blocks, size):
            (family,) = db.execute("SELECT family_id FROM reports WHERE id = ?", (report,)).fetchone()
            drawn.append((kind, "block", family, _block_keys(db, report)[block], len(blocks)))
    if not drawn:
        raise UsageError("there is nothing to draw from; load reports first")
    chance.shuffle(drawn)  # a reader who knows what comes next judges it so
    now = as_stored(datetime.now(UTC), timespec="seconds")
    audit = db.execute("INSERT INTO audits (at, seed, classes) VALUES (?, ?, ?)", (now, seed, json.dumps(list(kinds)))).lastrowid
    assert audit is not None
    db.executemany(
        "INSERT INTO audit_units (audit_id, n, class, stratum, family_id, key, of) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(audit, n, *unit) for n, unit in enumerate(drawn, 1)],
    )
    return audit


@dataclass(frozen=True, slots=True)
class Drawn:
    """An audit: its number, when it was drawn, its classes, and how many of its places are in reports not in this database."""

    number: int
    at: str
    classes: tuple[str, ...]
    places: int
    elsewhere: int


def listed(db: sqlite3.Connection) -> list[Drawn]:
    """Return the audits, the one drawn last first."""
    found = db.execute(
        f"SELECT a.id, a.at, a.classes, count(*), sum(NOT ({_HERE})) FROM audits a JOIN audit_units u ON u.audit_id = a.id "
        "GROUP BY a.id ORDER BY a.id DESC"
    )
    return [Drawn(number, at, tuple(json.loads(classes)), places, gone) for number, at, classes, places, gone in found]


def latest(db: sqlite3.Connection) -> int | None:
    """Return the number of the audit drawn last, null where there is none."""
    (number,) = db.execute("SELECT max(id) FROM audits").fetchone()
    return number if number is None else int(number)


def units(db: sqlite3.Connection, audit: int) -> list[AuditUnit]:
    """Return what an audit asks about, in its order, each with where it stands now."""
    judged_keys = {key for (key,) in db.execute("SELECT key FROM review_verdicts")}
    judged_blocks = {n for (n,) in db.execute("SELECT DISTINCT n FROM audit_words WHERE audit_id = ?", (audit,))}
    places: dict[str, dict[str, str]] = {}
    found = []
    for n, kind, stratum, family, key, of in db.execute(
        "SELECT n, class, stratum, family_id, key, of FROM audit_units WHERE audit_id = ? ORDER BY n", (audit,)
    ).fetchall():
        if stratum == "finding":
            row = db.execute(
                "SELECT id FROM finding_values WHERE key = ? ORDER BY is_primary DESC, id LIMIT 1", (key,)
            ).fetchone()
            found.append(AuditUnit(n, kind, "finding", key, row[0] if row else None, of, key in judged_keys))
        else:
            if family not in places:
                places[family] = _places(db, family)
            found.append(AuditUnit(n, kind, "block", key, places[family].get(key), of, n in judged_blocks))
    return found


def say_of_block(db: sqlite3.Connection, audit: int, n: int, missed: int, *, reviewer: str) -> None:
    """Write down how many units of its class the machine missed in a paragraph; the transaction is the caller's."""
    if missed < 0:
        raise UsageError(f"{missed} units cannot have been missed")
    known = db.execute("SELECT 1 FROM audit_units WHERE audit_id = ? AND n = ? AND stratum = 'block'", (audit, n)).fetchone()
    if known is None:
        raise UsageError(f"audit {audit} asks about no paragraph number {n}")
    now = as_stored(datetime.now(UTC))
    db.execute(
        "INSERT INTO audit_words (audit_id, n, missed, reviewer, at) VALUES (?, ?, ?, ?, ?)", (audit, n, missed, reviewer, now)
    )


def estimates(db: sqlite3.Connection, audit: int) -> list[Estimate]:
    """Return what an audit says so far, class by class; raises `UsageError` where there is no such audit."""
    row = db.execute("SELECT seed, classes FROM audits WHERE id = ?", (audit,)).fetchone()
    if row is None:
        raise UsageError(f"there is no audit {audit}; draw one with: journeys audit draw")
    verdicts = dict(db.execute("SELECT key, verdict FROM review_verdicts"))
    # of several people's words on a paragraph the latest counts
    missed_in = dict(db.execute("SELECT n, missed FROM audit_words WHERE audit_id = ? ORDER BY at, id", (audit,)))
    asked = db.execute(
        f"SELECT n, class, stratum, key, of FROM audit_units u WHERE audit_id = ? AND {_HERE}", (audit,)
    ).fetchall()
    found = []
    for kind in json.loads(row[1]):
        said = [
            verdicts[key] for _, of_kind, stratum, key, _ in asked if (of_kind, stratum) == (kind, "finding") and key in verdicts
        ]
        missed = [missed_in[n] for n, of_kind, stratum, _, _ in asked if (of_kind, stratum) == (kind, "block") and n in missed_in]
        sizes = {stratum: of for _, of_kind, stratum, _, of in asked if of_kind == kind}
        drawn = Counter(stratum for _, of_kind, stratum, _, _ in asked if of_kind == kind)
        found.append(_estimate(kind, said, missed, sizes, drawn, random.Random(row[0])))
    return found


def _estimate(
    kind: str,
    said: Sequence[str],
    missed: Sequence[int],
    sizes: Mapping[str, int],
    drawn: Mapping[str, int],
    chance: random.Random,
) -> Estimate:
    right = sum(verdict != "rejected" for verdict in said)
    findings, paragraphs = sizes.get("finding", 0), sizes.get("block", 0)
    shares = [chance.betavariate(right + 0.5, len(said) - right + 0.5) for _ in range(DRAWS)] if said else []
    rates = [chance.gammavariate(sum(missed) + 0.5, 1 / len(missed)) for _ in range(DRAWS)] if missed else []
    precision = (right / len(said), *_ends(shares)) if said else None
    recall = None
    if said and (missed or not paragraphs):
        there = findings * right / len(said)
        lost = paragraphs * sum(missed) / len(missed) if missed else 0.0
        draws = [_share(findings * p, paragraphs * rate) for p, rate in zip(shares, rates or [0.0] * DRAWS, strict=True)]
        recall = (_share(there, lost), *_ends(draws))
    counted = (findings, len(said), right, paragraphs, len(missed), sum(missed))
    return Estimate(kind, *counted, drawn.get("finding", 0), drawn.get("block", 0), precision, recall)


def _share(part: float, rest: float) -> float:
    return part / (part + rest) if part + rest else 0.0


def _ends(draws: Iterable[float]) -> tuple[float, float]:
    listed = sorted(draws)
    return listed[round(0.025 * (len(listed) - 1))], listed[round(0.975 * (len(listed) - 1))]


def _sample(chance: random.Random, everything: Sequence[tuple[str, str]], size: int) -> list[tuple[str, str]]:
    return chance.sample(everything, min(size, len(everything)))


def _block_keys(db: sqlite3.Connection, report: str) -> dict[str, str]:
    """Return the keys of a report's blocks: of their words, so that they are found again after another reading."""
    (family,) = db.execute("SELECT family_id FROM reports WHERE id = ?", (report,)).fetchone()
    blocks = report_blocks(db, report)
    keys = Keys(family, blocks.values())
    return {name: keys.next("blocks", block, 0, len(block.text)) for name, block in blocks.items() if block.text}


def _places(db: sqlite3.Connection, family: str) -> dict[str, str]:
    """Return where each key of a family's paragraphs stands: in the version that counts where that has it."""
    reports = db.execute("SELECT id FROM reports WHERE family_id = ? ORDER BY is_primary, id DESC", (family,)).fetchall()
    return {key: block for (report,) in reports for block, key in _block_keys(db, report).items()}
