"""Find a report by what a person calls it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from pipeline.errors import UsageError


def find_report(connection: sqlite3.Connection, name: str, database: Path) -> tuple[str, str]:
    """Return the id and label of the report of that id (or its beginning), path or file name.

    A paper that lies inside another report's file has no path of its own, and goes by its id alone.
    Raises `UsageError` where no report or several are called so.
    """
    path = name.replace("\\", "/").removeprefix("./")
    called = (
        "SELECT DISTINCT r.id, r.label, f.path FROM reports r JOIN report_files f "
        "ON f.report_id = coalesce(r.carrier_id, r.id) WHERE "
    )
    for condition, value in (
        ("r.id = ?", name),
        ("r.carrier_id IS NULL AND f.path = ?", path),
        ("r.carrier_id IS NULL AND substr(f.path, -length(?1) - 1) = '/' || ?1", path),
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
