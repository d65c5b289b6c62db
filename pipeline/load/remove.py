"""Take a report out of the database."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.load.database import open_database
from pipeline.load.families import group_families
from pipeline.load.find_report import find_report
from pipeline.load.store import remove_reports
from pipeline.load.threads import follow_councils
from pipeline.model import KINDS
from pipeline.road import Follow


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken out: the report's label, its files, and how many findings went with it."""

    label: str
    paths: tuple[str, ...]
    findings: int


def remove(database: Path, name: str, *, follow: Follow) -> Removed:
    """Remove the report of that id (or its beginning), path or file name, with all its findings; reviews stay.

    `follow` makes the threads of its council without it.

    Raises `UsageError` where no report or several are called so.
    """
    with open_database(database, create=database.exists()) as connection:
        report, label = find_report(connection, name, database)
        paths = [
            path for (path,) in connection.execute("SELECT path FROM report_files WHERE report_id = ? ORDER BY path", (report,))
        ]
        findings = sum(
            connection.execute(f"SELECT count(*) FROM {kind} WHERE report_id = ?", (report,)).fetchone()[0] for kind in KINDS
        )
        remove_reports(connection, [report])
        group_families(connection, follow)
        follow_councils(connection, follow)
    return Removed(label, tuple(paths), findings)
