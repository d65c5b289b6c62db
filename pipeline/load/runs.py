"""Keep of every run when it was, which code and rules it used, and what became of each file."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from pipeline.load.database import transaction
from pipeline.load.rows.blocks import Row

_TURNS = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")  # in names of files; JSON escapes the other controls itself


def begin_run(connection: sqlite3.Connection, arguments: Mapping[str, Any], version: str, rules: str, used: str) -> int:
    """Note that a run begins; returns its number. `rules` is the digest of the rules, `used` the versions of libraries."""
    with transaction(connection):
        cursor = connection.execute(
            "INSERT INTO runs (started, version, rules_sha256, libraries, arguments) VALUES (?, ?, ?, ?, ?)",
            (_now(), version, rules, used, _as_json(arguments)),
        )
    return int(cursor.lastrowid or 0)


def note_files(connection: sqlite3.Connection, run_id: int, files: Sequence[Row]) -> None:
    """Keep with a run what became of each file so far."""
    listed = sorted(files, key=lambda file: str(file["path"]))
    with transaction(connection):
        connection.execute("UPDATE runs SET files = ? WHERE id = ?", (_as_json(listed), run_id))


def finish_run(connection: sqlite3.Connection, run_id: int) -> None:
    """Note that a run came to its end."""
    with transaction(connection):
        connection.execute("UPDATE runs SET finished = ? WHERE id = ?", (_now(), run_id))


def last_rules_folder(connection: sqlite3.Connection) -> str | None:
    """Return the folder of rules of one's own that the latest run used, null where it used none or there was no run."""
    found = connection.execute("SELECT json_extract(arguments, '$.rules') FROM runs ORDER BY id DESC LIMIT 1").fetchone()
    return found[0] if found else None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _as_json(value: object) -> str:
    """Return JSON that SQLite takes: of names of files that are no text (bytes of another encoding) what is none becomes `?`."""
    written = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode()
    return _TURNS.sub(lambda found: f"\\u{ord(found[0]):04x}", written)
