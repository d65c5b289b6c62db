"""The rows of the steps that made a reading: what each gave, what it read, how rules fared in it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from pipeline.load.rows.blocks import Rows
from pipeline.load.rows.records import pack_records, pack_structured
from pipeline.model import Findings, Reading, Step, Structured

PARSED = "parse"
"""The step before all others; it reads no rules of which pages depend, and gives what `page_layouts` holds."""


def reading_steps(report: str, reading: Reading, version: str) -> Rows:
    """Return the rows of all steps of a file that was read, `version` being that of the code that read it."""
    rows = parsed_row(report, version)
    for step in reading.steps:
        for table, more in step_rows(report, step, output(step.name, step_value(reading, step.name)), version).items():
            rows[table] += more
    return rows


def parsed_row(report: str, version: str) -> Rows:
    """Return the row of the step that parsed a file, `version` being that of the code that did."""
    row = {"report_id": report, "step": PARSED, "version": version, "reads": "{}", "output": None}
    return {"report_steps": [row], "rule_hits": [], "rule_conflicts": []}


def step_rows(report: str, step: Step, packed: bytes, version: str) -> Rows:
    """Return the rows of one step."""
    named = {"report_id": report, "step": step.name}
    reads = json.dumps(dict(step.reads), separators=(",", ":"))
    return {
        "report_steps": [{**named, "version": version, "reads": reads, "output": packed}],
        "rule_hits": [{**named, "rule": hits.rule, "fired": hits.fired, "alone": hits.alone} for hits in step.hits],
        "rule_conflicts": [
            {**named, "winner": hits.rule, "loser": loser, "n": n} for hits in step.hits for loser, n in hits.won.items()
        ],
    }


def step_value(reading: Reading, name: str) -> Any:
    """Return what a step of a reading gave."""
    if name == "structure":
        return reading.structured
    return reading.findings if name == "resolve" else getattr(reading.mentions, name)


def output(name: str, value: Structured | Findings | tuple[Any, ...]) -> bytes:
    """Return what a step gave as the database keeps it, the same for the same; of findings, which have tables, only a digest."""
    if isinstance(value, Structured):
        return pack_structured(value)
    packed = pack_records(value)
    return hashlib.sha256(packed).digest() if name == "resolve" else packed
