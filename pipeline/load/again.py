"""Run a report's stale steps again in a worker process, from what the database keeps of it."""

from __future__ import annotations

import sqlite3
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from pipeline.errors import JourneysError
from pipeline.limits import collect_rarely
from pipeline.load.database import BUSY_SECONDS
from pipeline.load.differences import Difference, differences, stored_rows, with_needs
from pipeline.load.kept import Kept, parsed_by
from pipeline.load.rows.blocks import Row, Rows
from pipeline.load.rows.papers import with_papers
from pipeline.load.rows.reports import Source, report_rows
from pipeline.load.rows.steps import output, parsed_row, step_rows
from pipeline.load.workers.tasks import CouncilNamed, as_our_fault
from pipeline.model import MENTIONED, STEPS, Findings, Mentions, Reading, Step, Structured


@dataclass(frozen=True, slots=True)
class Again:
    """What running steps again gave.

    `fresh` are the mentions of the steps of `extract` that ran, `findings` null where the findings' step did not; `changed` says
    whether the blocks or findings are others than before; `steps` are those that ran; `papers` what the file carries.
    """

    structured: Structured
    fresh: Mapping[str, tuple[Any, ...]]
    findings: Findings | None
    changed: bool
    steps: tuple[Step, ...]
    papers: tuple[Reading, ...] = ()


class ReadAgain(Protocol):
    """The flow's steps, run again from what is kept: those that are stale, by the rules asked for."""

    def __call__(self, kept: Kept, version: str, *, leaving_out: str | None = None) -> Again: ...


@dataclass(frozen=True, slots=True)
class AgainTask:
    """A report of which steps are stale; the database is read by the worker itself.

    `edits` are the rules of one's own of which each difference is to be told whether it needs them.
    """

    source: Source
    database: Path
    edits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AgainResult:
    """The rows to write: of the whole report where its blocks or findings changed, else of its steps alone.

    `blocks` says whether the blocks changed; `hits` counts, by rule, the places marked in the file and what it
    carries; `given_up` names the rules that hung; `problem` says in words why there is nothing else.
    """

    rows: Rows
    whole: bool
    blocks: bool
    differences: tuple[Difference, ...]
    hits: Mapping[str, int]
    seconds: float
    problem: str | None = None
    given_up: tuple[str, ...] = ()


def again_task(task: AgainTask, *, read_again: ReadAgain, council_named: CouncilNamed, version: str) -> AgainResult:
    """Run a report's stale steps again; a fault in this program costs only this report, one in the rules stops the run."""
    began = time.perf_counter()
    collect_rarely()
    address = f"{task.database.resolve().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS)) as connection:
            result = _result(connection, task, read_again, council_named, version)
    except (JourneysError, sqlite3.Error, MemoryError):
        raise
    except Exception as error:
        result = AgainResult({}, False, False, (), {}, 0.0, as_our_fault(error))
    return replace(result, seconds=time.perf_counter() - began)


def _result(
    connection: sqlite3.Connection, task: AgainTask, read_again: ReadAgain, council_named: CouncilNamed, version: str
) -> AgainResult:
    kept = Kept(connection, task.source.report_id)
    again = read_again(kept, version)
    entry = task.source.entry
    given = entry is not None and entry.council is not None  # the gazetteer, which may have changed, names the council
    steps = _steps(kept, again, connection, version)
    given_up = given_up_in(again.steps, again.papers)
    blocks = any(step.name == "structure" for step in again.steps) and not kept.gave("structure", again.structured)
    if again.findings is None or not (again.changed or given):
        return AgainResult(steps, False, blocks, (), places_by_rule(steps["rule_hits"], kept.report), 0.0, given_up=given_up)
    source = task.source
    if entry and entry.council:
        source = replace(source, entry_council=council_named(entry.council, entry.meeting_date))
    document = kept.document()
    structured = replace(again.structured, document=document)
    reading = Reading(document, structured, Mentions(), again.findings, papers=again.papers)
    rows = with_papers({**report_rows(source, reading), **steps}, source, reading, version)
    stored = stored_rows(connection, source.report_id)
    found = differences(stored, rows)
    without: dict[str, list[Difference]] = {}
    for edit in task.edits if found else ():
        other = read_again(kept, version, leaving_out=edit)
        if other.findings is None or not other.changed:
            without[edit] = []
        else:
            structured = replace(other.structured, document=document)
            others = replace(reading, structured=structured, findings=other.findings, papers=other.papers)
            without[edit] = differences(stored, with_papers(report_rows(source, others), source, others, version))
    hits = places_by_rule(rows["rule_hits"], kept.report)
    return AgainResult(rows, True, blocks, with_needs(found, without), hits, 0.0, given_up=given_up)


def places_by_rule(rows: Iterable[Row], file: str) -> dict[str, int]:
    """Return how many places each rule marked in a file, given its rows of `rule_hits` and those of the papers it carries.

    Several steps of a report read the same words; the step that finds where papers end is done once, but noted with each.
    """
    most: dict[tuple[str, str], int] = {}
    for row in rows:
        if row["step"] == "structure" and row["report_id"] != file:
            continue
        one = row["rule"], row["report_id"]
        most[one] = max(most.get(one, 0), row["fired"])
    places: Counter[str] = Counter()
    for (rule, _), fired in most.items():
        places[rule] += fired
    return dict(places)


def given_up_in(steps: Iterable[Step], papers: Iterable[Reading]) -> tuple[str, ...]:
    """Return in words which rules were given up in steps over a file, and over the papers that it carries."""
    every = (*steps, *(step for paper in papers for step in paper.steps))
    return tuple(dict.fromkeys(said for step in every for said in step.given_up))


def _steps(kept: Kept, again: Again, connection: sqlite3.Connection, version: str) -> Rows:
    """Return the rows of all steps: those that ran, and the others as they stand."""
    ran = {step.name: step for step in again.steps}
    rows = parsed_row(kept.report, parsed_by(connection, kept.report))
    standing = kept.step_rows([name for name in STEPS if name not in ran])
    for name in STEPS:
        if name in ran:
            packed = output(name, _value(name, again))
            fresh = step_rows(kept.report, ran[name], packed, version)
            for table, more in fresh.items():
                rows[table] += more
        else:
            for table, more in standing.items():
                rows[table] += [row for row in more if row["step"] == name]
    return rows


def _value(name: str, again: Again) -> Any:
    if name == "structure":
        return again.structured
    return again.fresh[name] if name in MENTIONED else again.findings
