"""Write a report's rows, and take a report out again: each in one transaction, the search index with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from pipeline.errors import EvidenceError
from pipeline.load.database import transaction
from pipeline.load.rows.blocks import Row, Rows

# Rows that reports share. Of two accounts of a council the one with a code, from the gazetteer, stays, else the first by name.
_SHARED = {
    "councils": "ON CONFLICT (id) DO UPDATE SET name = excluded.name, gss_code = excluded.gss_code, region = excluded.region, "
    "type = excluded.type, start_date = excluded.start_date, end_date = excluded.end_date, replaced_by = excluded.replaced_by "
    "WHERE (excluded.gss_code IS NULL, excluded.name) < (councils.gss_code IS NULL, councils.name)",
    "leads": "ON CONFLICT DO NOTHING",
    "topics": "ON CONFLICT DO NOTHING",
    "measures": "ON CONFLICT DO NOTHING",
}

# What the full-text tables index. They are filled per report inside its transaction, by one statement (90,000 rows/s) and not by
# a trigger for each row (13,000), so that a run which breaks off leaves no report unsearchable.
_SEARCHED = {"blocks_fts": ("text", "blocks"), "findings_fts": ("quote", "finding_index")}


def write_report(connection: sqlite3.Connection, rows: Rows, run_id: int) -> None:
    """Put a report, with the papers it carries, in the place of what stood under its id.

    The status of each is `failed` until the last row is in. Raises `EvidenceError` where the database refuses a row; then nothing
    has changed.
    """
    reports = rows["reports"]
    broken_off = [{**report, "run_id": run_id, "status": "failed", "problem": "loading was broken off"} for report in reports]
    try:
        with transaction(connection):
            replaced = _delete(connection, reports[0]["id"])
            for table, table_rows in {**rows, "reports": broken_off}.items():
                insert(connection, table, table_rows)
            for report in reports:
                for index, (column, table) in _SEARCHED.items():
                    connection.execute(
                        f"INSERT INTO {index} (rowid, {column}) SELECT rowid, {column} FROM {table} WHERE report_id = ?",
                        (report["id"],),
                    )
            if replaced:
                _delete_orphans(connection)
            connection.executemany(
                "UPDATE reports SET status = ?, problem = ? WHERE id = ?",
                [(report["status"], report["problem"], report["id"]) for report in reports],
            )
    except sqlite3.IntegrityError as error:
        raise EvidenceError(f"the database refuses what was found: {error}") from error
    except UnicodeEncodeError as error:
        raise EvidenceError(f"the text holds characters that are none: {error.object[error.start : error.end]!r}") from error


def write_steps(connection: sqlite3.Connection, rows: Rows, run_id: int) -> None:
    """Put what the steps of a report gave in the place of what they gave before; its blocks and findings stand as they are."""
    report = rows["report_steps"][0]["report_id"]
    with transaction(connection):
        for table, table_rows in rows.items():
            connection.execute(f"DELETE FROM {table} WHERE report_id = ?", (report,))
            insert(connection, table, table_rows)
        connection.execute("UPDATE reports SET run_id = ? WHERE id = ?", (run_id, report))


def remove_reports(connection: sqlite3.Connection, reports: Iterable[str]) -> None:
    """Take reports out with all that was found in them; reviews stay."""
    with transaction(connection):
        for report in reports:
            _delete(connection, report)
        _delete_orphans(connection)


def add_paths(connection: sqlite3.Connection, report: str, paths: Mapping[str, str | None]) -> None:
    """Note further places (path: sha256) where the content of a report was seen."""
    with transaction(connection):
        insert(
            connection,
            "report_files",
            [{"id": f"{report}-{path}", "report_id": report, "path": path, "sha256": sha256} for path, sha256 in paths.items()],
        )
        _name_after_first_path(connection, report)


def drop_superseded(connection: sqlite3.Connection, current: Mapping[str, str]) -> list[tuple[str, str]]:
    """Forget that older content stood at a path which now holds a report (path: report id).

    A report that stands nowhere else is removed. Returns (path, label) of the reports removed.
    """
    removed = []
    with transaction(connection):
        for path, report in current.items():
            older = connection.execute(
                "SELECT report_id FROM report_files JOIN reports old ON old.id = report_id JOIN reports new ON new.id = ?1 "
                "WHERE path = ?2 AND old.id <> new.id AND (new.status <> 'failed' OR old.status = 'failed')",
                (report, path),
            ).fetchall()
            for (old,) in older:
                connection.execute("DELETE FROM report_files WHERE path = ? AND report_id = ?", (path, old))
                if connection.execute("SELECT 1 FROM report_files WHERE report_id = ?", (old,)).fetchone():
                    _name_after_first_path(connection, old)
                else:
                    removed.append((path, connection.execute("SELECT label FROM reports WHERE id = ?", (old,)).fetchone()[0]))
                    _delete(connection, old)
        if removed:
            _delete_orphans(connection)
    return removed


def _name_after_first_path(connection: sqlite3.Connection, report: str) -> None:
    old, title, label = connection.execute("SELECT source_path, title, label FROM reports WHERE id = ?", (report,)).fetchone()
    (new,) = connection.execute("SELECT min(path) FROM report_files WHERE report_id = ?", (report,)).fetchone()
    if title is None:
        label = label.removesuffix(old.rsplit("/", 1)[-1]) + new.rsplit("/", 1)[-1]
    connection.execute("UPDATE reports SET source_path = ?, label = ? WHERE id = ?", (new, label, report))


def insert(connection: sqlite3.Connection, table: str, rows: list[Row]) -> None:
    """Put rows of the same columns into a table, inside the caller's transaction."""
    if not rows:
        return
    columns = ", ".join(f'"{name}"' for name in rows[0])
    marks = ", ".join("?" * len(rows[0]))
    connection.executemany(
        f"INSERT INTO {table} ({columns}) VALUES ({marks}) {_SHARED.get(table, '')}", [tuple(row.values()) for row in rows]
    )


def _delete(connection: sqlite3.Connection, report: str) -> bool:
    """Take a report out, with the papers it carries; say whether it was there."""
    for (paper,) in connection.execute("SELECT id FROM reports WHERE carrier_id = ?", (report,)).fetchall():
        _delete(connection, paper)
    for index, (column, table) in _SEARCHED.items():
        connection.execute(
            f"INSERT INTO {index} ({index}, rowid, {column}) SELECT 'delete', rowid, {column} FROM {table} WHERE report_id = ?",
            (report,),
        )
    connection.execute("DELETE FROM followed WHERE council_id = (SELECT council_id FROM reports WHERE id = ?)", (report,))
    connection.execute(  # a thread that lost a step is none; the end of the load makes it anew
        "DELETE FROM action_threads WHERE id IN (SELECT thread_id FROM thread_steps WHERE report_id = ?)", (report,)
    )
    return connection.execute("DELETE FROM reports WHERE id = ?", (report,)).rowcount > 0


def _delete_orphans(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM leads WHERE NOT EXISTS (SELECT 1 FROM action_leads WHERE lead_id = leads.id)")
    connection.execute("DELETE FROM topics WHERE NOT EXISTS (SELECT 1 FROM finding_topics WHERE topic_id = topics.id)")
    connection.execute(
        "DELETE FROM measures WHERE NOT EXISTS (SELECT 1 FROM indicators WHERE measure_id = measures.id) "
        "AND NOT EXISTS (SELECT 1 FROM figures WHERE measure_id = measures.id)"
    )
    connection.execute("DELETE FROM councils WHERE NOT EXISTS (SELECT 1 FROM reports WHERE council_id = councils.id)")
