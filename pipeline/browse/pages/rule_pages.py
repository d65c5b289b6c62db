"""What the page of a rule shows: why it is there, how it fared, what it found."""

from __future__ import annotations

import functools
from typing import Any

from pipeline.browse.rows import Row, one, rows
from pipeline.model import KINDS

MOST = 40
"""Findings that a rule's page lists, one for each wording; the table of findings holds all."""


_FIRED = """
select sum(fired) as fired, sum(alone) as alone, count(*) as reports from (
  select max(fired) as fired, max(alone) as alone from rule_hits where rule = ? group by report_id)
"""
"""What a rule marked in each report; several steps may use it, each of which counts its marks."""


@functools.cache
def _shipped() -> dict[str, Any]:
    """Read the shipped rules when the first finding is looked at; it takes half a second, once."""
    from pipeline.rules import read_rules

    return {rule.id: rule for file in read_rules().files.values() for rule in file.rules}


@functools.cache
def reasons() -> dict[str, str]:
    """Return why there is each of the shipped rules, in its author's words."""
    return {name: rule.about for name, rule in _shipped().items()}


async def rule(db: Any, name: str) -> Row | None:
    """Return a rule with the findings that it gave, by class; null where there is no such rule and nothing found by one."""
    counted = " union all ".join(
        f"select '{kind}' as kind, count(*) as n, avg(confidence) as confidence, count(distinct report_id) as reports "
        f"from {kind} where rule = ?1"
        for kind in KINDS
    )
    counts = [row for row in await rows(db, counted, name) if row["n"]]
    known = _shipped().get(name)
    fired = await one(db, _FIRED, name)
    if not counts and known is None and not (fired and fired["fired"]):
        return None
    findings = " union all ".join(
        f"select '{kind}' as kind, f.id, f.quote, f.cue, f.page, reports.id as report_id, reports.label as report, f.confidence "
        f"from {kind} f join reports on reports.id = f.report_id where f.rule = ?1 and is_primary"
        for kind in KINDS
    )
    by_wording = f"from ({findings}) group by kind, lower(quote)"
    wordings = await one(db, f"select count(*) as n from (select 1 {by_wording})", name)
    return {
        "name": name,
        "about": reasons().get(name),
        "examples": [str(example) for example in getattr(known, "examples", ())],
        "counts": counts,
        "fired": fired,
        "findings": await rows(
            db,
            f"select *, count(*) as times {by_wording} order by times desc, id limit {MOST}",
            name,
        ),
        "wordings": wordings["n"] if wordings else 0,
    }
