"""Decide which files have to be read: those whose content, rules, code or manifest entry the database does not know yet."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from pipeline.load.files import FoundFile
from pipeline.load.manifest import Entry
from pipeline.load.rows import ids
from pipeline.load.rows.reports import Source
from pipeline.load.workers.tasks import Task


@dataclass(frozen=True, slots=True)
class Standing:
    """A report as the database has it already; `version` is that of the code that parsed its file."""

    status: str
    problem: str | None
    version: str
    rules_sha256: str
    try_again: bool
    lacks: str | None
    paths: tuple[str, ...]
    entry: Entry | None

    def is_stale(self, version: str, rules_sha256: str, entry: Entry | None, at_hand: Collection[str]) -> bool:
        """Tell whether reading its file again may give something else."""
        same = (self.version, self.rules_sha256, self.entry) == (version, rules_sha256, entry)
        return not same or self.try_again or self.lacks in at_hand


@dataclass(frozen=True, slots=True)
class Plan:
    """What a load has to do: `unchanged` stands as it is but for new paths; the others are read, or cannot be."""

    to_read: tuple[Task, ...]
    unreadable: tuple[tuple[Source, str], ...]
    unchanged: tuple[Source, ...]
    standing: Mapping[str, Standing] = field(default_factory=dict)


def make_plan(
    standing_of: Callable[[str], Standing | None],
    files: Sequence[FoundFile],
    given: Mapping[str, Entry],
    *,
    version: str,
    rules_sha256: str,
    at_hand: Collection[str] = (),
) -> Plan:
    """Compare the files with what stands of each report already; files of the same content are one report.

    What lacked something before (`tesseract`, `password`) is read again where that is `at_hand` now.
    """
    groups: dict[str, list[FoundFile]] = {}
    for file in files:
        groups.setdefault(ids.report_id(file.sha256, file.path, empty=file.size == 0), []).append(file)
    to_read: list[Task] = []
    unreadable: list[tuple[Source, str]] = []
    unchanged: list[Source] = []
    standing: dict[str, Standing] = {}
    for report, group in groups.items():
        known = standing_of(report)
        if known:
            standing[report] = known
        paths = sorted({file.path for file in group} | set(known.paths if known else ()))
        entry = _entry(paths, given, known)
        source = Source(report, group[0].sha256, tuple(paths), entry)
        if group[0].problem:
            unreadable.append((source, group[0].problem))
        elif known and not known.is_stale(version, rules_sha256, entry, at_hand):
            unchanged.append(source)
        else:
            to_read.append(Task(source, group[0].location, group[0].size))
    to_read.sort(key=lambda task: -task.size)  # the long ones first, so that no process is left alone with one at the end
    return Plan(tuple(to_read), tuple(unreadable), tuple(unchanged), standing)


def holds_readable(connection: sqlite3.Connection, path: str, other_than: str) -> bool:
    """Whether the database has a report, read at least in part, that stood at a path with other content."""
    found = connection.execute(
        "SELECT 1 FROM report_files JOIN reports r ON r.id = report_id WHERE path = ? AND r.id <> ? AND status <> 'failed'",
        (path, other_than),
    )
    return found.fetchone() is not None


def _entry(paths: Sequence[str], given: Mapping[str, Entry], known: Standing | None) -> Entry | None:
    """Return the entry that counts: the newest word on the first path that has one."""
    stored = {known.entry.path: known.entry} if known and known.entry else {}
    entries = {**stored, **{path: given[path] for path in paths if path in given}}
    return entries[min(entries)] if entries else None


def read_standing(connection: sqlite3.Connection, report: str) -> Standing | None:
    """Return a report as the database has it, null where it has none of that id."""
    found = connection.execute(
        "SELECT status, problem, coalesce(s.version, runs.version), rules_sha256, try_again, lacks FROM reports r "
        "JOIN runs ON runs.id = run_id LEFT JOIN report_steps s ON s.report_id = r.id AND s.step = 'parse' WHERE r.id = ?",
        (report,),
    ).fetchone()
    if found is None:
        return None
    status, problem, version, rules_sha256, try_again, lacks = found
    paths = connection.execute("SELECT path FROM report_files WHERE report_id = ?", (report,)).fetchall()
    entry = connection.execute(
        "SELECT path, source_url, council, committee, meeting_date FROM manifest_entries WHERE report_id = ?", (report,)
    ).fetchone()
    known_entry = None
    if entry:
        path, url, council, committee, day = entry
        known_entry = Entry(path, url, council, committee, date.fromisoformat(day) if day else None)
    return Standing(status, problem, version, rules_sha256, bool(try_again), lacks, tuple(path for (path,) in paths), known_entry)
