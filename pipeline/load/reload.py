"""Apply rules to a whole database from what it keeps, or tell what they would change: no source file is opened."""

from __future__ import annotations

import functools
import itertools
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.errors import EvidenceError
from pipeline.limits import Limits
from pipeline.load.again import AgainResult, AgainTask, ReadAgain, again_task, places_by_rule
from pipeline.load.database import open_database, transaction
from pipeline.load.differences import Difference, counted
from pipeline.load.families import group_families
from pipeline.load.follow import are_followed, follow_councils
from pipeline.load.kept import stale_reports
from pipeline.load.plan import read_standing
from pipeline.load.provenance import code_version, libraries
from pipeline.load.request import FileResult, Watcher
from pipeline.load.road_changes import RoadChange, read_road, road_changes
from pipeline.load.rows.blocks import Row
from pipeline.load.rows.reports import Source
from pipeline.load.rows.steps import PARSED
from pipeline.load.runs import begin_run, finish_run, note_files
from pipeline.load.store import write_report, write_steps
from pipeline.load.workers.pool import run_tasks
from pipeline.load.workers.process import TaskKilled
from pipeline.load.workers.tasks import CouncilNamed
from pipeline.road import Follow
from pipeline.shipped import OwnRules, rules_sha256


@dataclass(frozen=True, slots=True)
class ReloadRequest:
    """What is asked: which database, by which rules of one's own over the shipped ones, by which English pipeline.

    `workers` processes keep each report to the `limits`; with 0 all runs in this process, without any.
    """

    database: Path
    own: OwnRules | None = None
    english: str | None = None
    workers: int = 0
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class ReportChange:
    """What the rules change in one report."""

    report_id: str
    path: str
    label: str
    differences: tuple[Difference, ...]
    blocks: bool = False
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class ReloadSummary:
    """What a reload or a comparison came to.

    `reports` counts those whose pages are kept, `ran` those of which a step ran again; `hits` gives for each rule (report: places
    marked), `given_up` says in words which rules hung, each with the number of reports. `other_code` counts
    reports whose file another version of the program parsed, `unread` the files that could not be read; `road` is what changes in
    what is told over several reports.
    """

    reports: int
    ran: int
    changes: tuple[ReportChange, ...]
    hits: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    given_up: Mapping[str, int] = field(default_factory=dict)
    other_code: int = 0
    unread: int = 0
    road: tuple[RoadChange, ...] = ()


def reload(
    request: ReloadRequest,
    *,
    read_again: ReadAgain,
    council_named: CouncilNamed,
    follow: Follow,
    syntax: str = "",
    watcher: Watcher | None = None,
) -> ReloadSummary:
    """Run again what other rules or other code made, each report in one transaction; reviews are not touched.

    Raises `UsageError` where there is no database, `RuleError` where a rule is wrong, `StoreError` where it cannot be written.
    """
    with open_database(request.database, create=request.database.exists()) as connection:
        work = _Work(connection, request, syntax)
        if not work.outdated:
            return work.summary()
        before = read_road(connection)
        run_id = begin_run(connection, _arguments(request), work.version, work.rules_sha256, libraries())
        try:
            for source, result in work.results(read_again, council_named, watcher or Watcher()):
                write = write_report if result.whole else write_steps
                try:
                    write(connection, result.rows, run_id)
                except EvidenceError as error:
                    work.fail(source, str(error))
            with transaction(connection):
                kept = [(run_id, report) for report, stale in work.stale.items() if not stale]
                connection.executemany("UPDATE reports SET run_id = ?1 WHERE ?2 IN (id, carrier_id)", kept)
            group_families(connection, follow)
            follow_councils(connection, follow)
        finally:
            note_files(connection, run_id, work.files)
        finish_run(connection, run_id)
        return replace(work.summary(), road=road_changes(before, read_road(connection)))


def diff(
    request: ReloadRequest,
    *,
    read_again: ReadAgain,
    council_named: CouncilNamed,
    follow: Follow,
    edits: tuple[str, ...] = (),
    syntax: str = "",
    watcher: Watcher | None = None,
) -> ReloadSummary:
    """Tell what `reload` would change, and which of the `edits` (rules of one's own) it needs; raises as `reload` does.

    Where more than single reports may change, it is done to a copy, which SQLite keeps in a temporary file of its own.
    """
    with open_database(request.database) as connection, closing(sqlite3.connect("", isolation_level=None)) as copy:
        work = _Work(connection, request, syntax, edits)
        run_id = 0
        for source, result in work.results(read_again, council_named, watcher or Watcher()):
            if result.whole:
                run_id = run_id or _copied(connection, copy, work, request)
                try:
                    write_report(copy, result.rows, run_id)
                except EvidenceError as error:
                    work.fail(source, str(error))
        if not work.outdated or not (run_id or not are_followed(connection, follow)):
            return work.summary()
        if not run_id:
            _copied(connection, copy, work, request)
        group_families(copy, follow)
        follow_councils(copy, follow)
        return replace(work.summary(), road=road_changes(read_road(connection), read_road(copy)))


def _copied(connection: sqlite3.Connection, copy: sqlite3.Connection, work: _Work, request: ReloadRequest) -> int:
    """Copy a database, and return the number of a run in the copy."""
    connection.backup(copy)
    copy.execute("PRAGMA foreign_keys = ON")
    return begin_run(copy, _arguments(request), work.version, work.rules_sha256, libraries())


class _Work:
    """Which steps of which reports run again, and what came of it so far."""

    def __init__(
        self, connection: sqlite3.Connection, request: ReloadRequest, syntax: str, edits: tuple[str, ...] | None = None
    ) -> None:
        self._connection, self._request, self._edits = connection, request, edits
        self.version = " ".join(filter(None, (code_version(), syntax)))
        self.rules_sha256 = rules_sha256(request.own)
        made = "SELECT count(*) FROM reports r JOIN runs ON runs.id = run_id WHERE r.id IN (SELECT report_id FROM pages)"
        (self._reports,) = connection.execute(made).fetchone()
        by_these = f"{made} AND version = ? AND rules_sha256 = ?"
        (current,) = connection.execute(by_these, (self.version, self.rules_sha256)).fetchone()
        self.outdated = current < self._reports
        self.stale: dict[str, bool] = {}
        if self.outdated:
            from pipeline.rules import read_rules

            self.stale = stale_reports(connection, read_rules(request.own).digests, self.version)
        self.files: list[Row] = []
        self._changes: list[ReportChange] = []
        self._hits: dict[str, dict[str, int]] = {}
        self._given_up: Counter[str] = Counter()

    def results(
        self, read_again: ReadAgain, council_named: CouncilNamed, watcher: Watcher
    ) -> Iterator[tuple[Source, AgainResult]]:
        """Yield what running the stale steps again gave, report by report; a report that fails is only noted."""
        database = self._request.database
        tasks = [AgainTask(self._source(report), database, self._edits or ()) for report, stale in self.stale.items() if stale]
        watcher.start(len(tasks), self._reports - len(tasks))
        work = functools.partial(again_task, read_again=read_again, council_named=council_named, version=self.version)
        with closing(run_tasks(tasks, work, workers=self._request.workers, limits=self._request.limits)) as results:
            for task, result in results:
                source = task.source
                if isinstance(result, TaskKilled):
                    self.fail(source, str(result))
                elif isinstance(result, BaseException):
                    raise result
                elif result.problem:
                    self.fail(source, result.problem)
                else:
                    self._take(source, result)
                    yield source, result
                watcher.done(self._told(source, result))

    def fail(self, source: Source, problem: str) -> None:
        """Note that a report stays as it was."""
        self._changes = [change for change in self._changes if change.report_id != source.report_id]
        said = f"{problem}; what was read of it before is kept"
        self._changes.append(ReportChange(source.report_id, source.paths[0], self._label(source), (), problem=said))

    def summary(self) -> ReloadSummary:
        connection = self._connection
        (unread,) = connection.execute(
            "SELECT count(*) FROM reports WHERE carrier_id IS NULL AND id NOT IN (SELECT report_id FROM pages)"
        ).fetchone()
        if self._edits:
            self._standing_hits()
        (other_code,) = connection.execute(
            "SELECT count(*) FROM report_steps WHERE step = ? AND version <> ? AND report_id IN (SELECT report_id FROM pages)",
            (PARSED, self.version),
        ).fetchone()
        return ReloadSummary(
            reports=self._reports,
            ran=sum(map(bool, self.stale.values())),
            changes=tuple(sorted(self._changes, key=lambda change: change.path)),
            hits={rule: dict(sorted(reports.items())) for rule, reports in sorted(self._hits.items())},
            given_up=dict(sorted(self._given_up.items())),
            other_code=other_code,
            unread=unread,
        )

    def _standing_hits(self) -> None:
        """Add what the rules of one's own marked in the reports that no other rules would read again."""
        standing = {report for report, stale in self.stale.items() if not stale} if self.outdated else None
        marks = ", ".join("?" * len(self._edits or ()))
        cursor = self._connection.execute(
            "SELECT coalesce(r.carrier_id, r.id) AS file, h.report_id, h.step, h.rule, h.fired "
            f"FROM rule_hits h JOIN reports r ON r.id = h.report_id WHERE h.rule IN ({marks}) ORDER BY file",
            self._edits or (),
        )
        for file, rows in itertools.groupby(cursor, key=lambda row: str(row[0])):
            if standing is None or file in standing:
                marked = [dict(zip(("report_id", "step", "rule", "fired"), row[1:], strict=True)) for row in rows]
                for rule, places in places_by_rule(marked, file).items():
                    self._hits.setdefault(rule, {})[file] = places

    def _take(self, source: Source, result: AgainResult) -> None:
        self._given_up.update(result.given_up)
        for rule, fired in result.hits.items():
            self._hits.setdefault(rule, {})[source.report_id] = fired
        if result.differences or result.blocks:
            self._changes.append(
                ReportChange(source.report_id, source.paths[0], self._label(source), result.differences, result.blocks)
            )

    def _told(self, source: Source, result: AgainResult | BaseException) -> FileResult:
        changes = next((change for change in self._changes if change.report_id == source.report_id), None)
        outcome = "kept" if changes and changes.problem else "compared" if self._edits is not None else "reloaded"
        counts = counted(changes.differences) if changes else {}
        seconds = result.seconds if isinstance(result, AgainResult) else 0.0
        problem = changes.problem if changes else None
        self.files.append(
            {
                "path": source.paths[0],
                "report_id": source.report_id,
                "outcome": outcome,
                "seconds": round(seconds, 3),
                "problem": problem,
            }
        )
        return FileResult(source.paths[0], source.report_id, outcome, "ok", counts=counts, seconds=seconds, problem=problem)

    def _source(self, report: str) -> Source:
        known = read_standing(self._connection, report)
        assert known is not None  # the report was found in this database a moment ago
        (sha256,) = self._connection.execute("SELECT sha256 FROM reports WHERE id = ?", (report,)).fetchone()
        return Source(report, sha256, tuple(sorted(known.paths)), known.entry)

    def _label(self, source: Source) -> str:
        (label,) = self._connection.execute("SELECT label FROM reports WHERE id = ?", (source.report_id,)).fetchone()
        return str(label)


def _arguments(request: ReloadRequest) -> dict[str, object]:
    return {
        "folder": str(Path.cwd()),
        "reload": True,
        "workers": request.workers,
        "english": request.english,
        "rules": request.own.folder if request.own else None,
    }
