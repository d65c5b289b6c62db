"""Find a report by what a person calls it, and take it out of the database."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.load.database import open_database
from pipeline.load.store import remove_reports
from pipeline.model import KINDS


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken out: the report's label, its files, and how many findings went with it."""

    label: str
    paths: tuple[str, ...]
    findings: int


def remove(database: Path, name: str) -> Removed:
    """Remove the report of that id (or its beginning), path or file name, with all its findings; reviews stay.

    Raises `UsageError` where no report or several are called so.
    """
    with open_database(database, create=database.exists()) as connection:
        report, label = _find(connection, name, database)
        paths = [
            path for (path,) in connection.execute("SELECT path FROM report_files WHERE report_id = ? ORDER BY path", (report,))
        ]
        findings = sum(
            connection.execute(f"SELECT count(*) FROM {kind} WHERE report_id = ?", (report,)).fetchone()[0] for kind in KINDS
        )
        remove_reports(connection, [report])
    return Removed(label, tuple(paths), findings)


def _find(connection: sqlite3.Connection, name: str, database: Path) -> tuple[str, str]:
    path = name.replace("\\", "/").removeprefix("./")
    called = "SELECT DISTINCT r.id, r.label, f.path FROM reports r JOIN report_files f ON f.report_id = r.id WHERE "
    for condition, value in (
        ("r.id = ?", name),
        ("f.path = ?", path),
        ("substr(f.path, -length(?1) - 1) = '/' || ?1", path),
        ("length(?1) >= 4 AND substr(r.id, 1, length(?1)) = ?1", name.lower()),
    ):
        found = connection.execute(f"{called}{condition} ORDER BY f.path", (value,)).fetchall()
        labels = {report: (label, place) for report, label, place in reversed(found)}
        if len(labels) > 1:
            listed = "".join(f"\n  {report}  {place}  {label}" for report, (label, place) in sorted(labels.items()))
            raise UsageError(f"several reports are called {name}; name one by its id:{listed}")
        if labels:
            ((report, (label, _)),) = labels.items()
            return report, label
    raise UsageError(f"{database}: there is no report {name}; name it by its id, its path or its file name")
