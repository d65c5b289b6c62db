"""Where a load writes to: a database, or a folder of shards."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from pipeline.load.families import group_families
from pipeline.load.follow import follow_councils
from pipeline.load.plan import Standing, holds_readable, read_standing
from pipeline.load.rows.blocks import Row, Rows
from pipeline.load.runs import begin_run, finish_run, last_rules_folder, note_files
from pipeline.load.store import add_paths, drop_superseded, write_report
from pipeline.road import Follow


class Target(Protocol):
    """What a load asks of the place it writes to. An interruption at any time leaves whole reports only."""

    @property
    def rules_before(self) -> str | None:
        """The folder of rules of one's own that the run before used, null where it used none."""

    def standing(self, report: str) -> Standing | None:
        """Return a report as it stands there, null where there is none of that id."""

    def holds_readable(self, path: str, other_than: str) -> bool:
        """Whether there is a report, read at least in part, that stood at a path with other content."""

    def begin(self, arguments: Mapping[str, Any], version: str, rules_sha256: str, libraries: str) -> None:
        """Note by which code, rules and libraries what follows is made."""

    def write(self, rows: Rows) -> None:
        """Put a report with its papers in the place of what stood under its id; raises `EvidenceError` where a row is wrong."""

    def add_paths(self, report: str, paths: Mapping[str, str | None]) -> None:
        """Note further places (path: sha256) where the content of a report was seen."""

    def drop_superseded(self, current: Mapping[str, str]) -> list[tuple[str, str]]:
        """Forget older content at paths which now hold a report (path: report id); returns (path, label) of what is removed."""

    def note(self, files: Sequence[Row]) -> None:
        """Keep what became of each file so far; also called where the load is broken off."""

    def finish(self, follow: Follow) -> None:
        """All reports are written: group them into versions, follow each council."""


class InDatabase:
    """A findings database as a target; each report is one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._run = 0
        self.rules_before = last_rules_folder(connection)

    def standing(self, report: str) -> Standing | None:
        return read_standing(self._connection, report)

    def holds_readable(self, path: str, other_than: str) -> bool:
        return holds_readable(self._connection, path, other_than)

    def begin(self, arguments: Mapping[str, Any], version: str, rules_sha256: str, libraries: str) -> None:
        self._run = begin_run(self._connection, arguments, version, rules_sha256, libraries)

    def write(self, rows: Rows) -> None:
        write_report(self._connection, rows, self._run)

    def add_paths(self, report: str, paths: Mapping[str, str | None]) -> None:
        add_paths(self._connection, report, paths)

    def drop_superseded(self, current: Mapping[str, str]) -> list[tuple[str, str]]:
        return drop_superseded(self._connection, current)

    def note(self, files: Sequence[Row]) -> None:
        note_files(self._connection, self._run, files)

    def finish(self, follow: Follow) -> None:
        group_families(self._connection, follow)
        follow_councils(self._connection, follow)
        self.end()

    def end(self) -> None:
        """Note that the run is over, though others may follow before reports are grouped."""
        finish_run(self._connection, self._run)
