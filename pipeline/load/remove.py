"""Take a report out of the database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.load.database import open_database
from pipeline.load.families import group_families
from pipeline.load.find_report import find_report
from pipeline.load.follow import follow_councils
from pipeline.load.runs import last_rules_folder
from pipeline.load.store import remove_reports
from pipeline.model import KINDS
from pipeline.road import Follow


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken out: the report's label, its files, and how many findings went with it."""

    label: str
    paths: tuple[str, ...]
    findings: int


def remove(database: Path, name: str, *, follow: Callable[[str | None], Follow]) -> Removed:
    """Remove the report of that id (or its beginning), path or file name, with all its findings; reviews stay.

    `follow` gives the stage that makes the threads and responses of its council without it, by the rules in the folder that the
    last run used beside the shipped ones.

    Raises `UsageError` where no report or several are called so, or it lies inside another one's file.
    """
    with open_database(database, create=database.exists()) as connection:
        report, label = find_report(connection, name, database)
        (carrier,) = connection.execute("SELECT carrier_id FROM reports WHERE id = ?", (report,)).fetchone()
        if carrier:
            raise UsageError(f"{label} lies inside another report's file and goes with it; remove {carrier}")
        paths = [
            path for (path,) in connection.execute("SELECT path FROM report_files WHERE report_id = ? ORDER BY path", (report,))
        ]
        findings = sum(
            connection.execute(f"SELECT count(*) FROM {kind} WHERE report_id = ?", (report,)).fetchone()[0] for kind in KINDS
        )
        remove_reports(connection, [report])
        stage = follow(last_rules_folder(connection))
        group_families(connection, stage)
        follow_councils(connection, stage)
    return Removed(label, tuple(paths), findings)
