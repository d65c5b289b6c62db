"""A large load's findings as Parquet, which DuckDB and pandas read as it is and `journeys merge` makes a database of.

What only the whole tells is not in it: versions of a report, threads and responses are made when shards are merged.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import StoreError, UsageError
from pipeline.limits import MEGABYTE
from pipeline.load import shard_files
from pipeline.load.manifest import Entry
from pipeline.load.migrations import SCHEMA_VERSION, migrate
from pipeline.load.plan import Standing
from pipeline.load.rows.blocks import Row, Rows
from pipeline.load.runs import begin_run
from pipeline.load.store import remove_reports, write_report
from pipeline.parquet import batch_of, need_pyarrow, schema_of
from pipeline.road import Follow

if TYPE_CHECKING:
    import pyarrow

SETTINGS = "shards.json"
RUN_FILES = "run_files"

_MOST_BYTES = 64 * MEGABYTE  # of a batch in memory
_LONGEST = 300.0  # seconds of work that a load which is killed loses at most

_RUN_FILES = (
    ("path", "TEXT"),
    ("location", "TEXT"),
    ("report_id", "TEXT"),
    ("outcome", "TEXT"),
    ("seconds", "REAL"),
    ("problem", "TEXT"),
)


@contextmanager
def open_shards(folder: Path) -> Iterator[Shards]:
    """Open a folder of shards to load into, made where it is not there; what is in hand is written however it ends.

    Raises `UsageError` where pyarrow is not installed or the folder holds something else, `StoreError` where it cannot be
    written.
    """
    need_pyarrow("load into a database with --db")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / SETTINGS).exists() and any(folder.iterdir()):
            raise UsageError(f"{folder} holds no shards but something else; name an empty folder or a new one")
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as checker:
            shards = Shards(folder, checker)
            try:
                yield shards
            finally:
                shards.flush()
    except OSError as error:
        said = error.strerror or error
        raise StoreError(f"{folder}: the shards cannot be written ({said}); what was written before stands") from error


def read_settings(folder: Path) -> dict[str, Any]:
    """Return which code, rules and libraries made the shards of a folder; raises `UsageError` where there are none."""
    try:
        settings: dict[str, Any] = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{folder} holds no shards; make some with: journeys load PATH... --shards {folder}") from error
    if settings["schema"] != SCHEMA_VERSION:
        raise UsageError(
            f"the shards in {folder} are of another version of this program (schema {settings['schema']}, here "
            f"{SCHEMA_VERSION}); merge them with that version, or load into a new folder"
        )
    return settings


def read_run_files(folder: Path) -> list[Row]:
    """Return what became of each file of the loads into a folder of shards."""
    from pyarrow import parquet

    path = shard_files.batch_path(folder, RUN_FILES, "all")
    rows: list[Row] = parquet.read_table(path).to_pylist() if path.exists() else []
    return rows


class Shards:
    """A folder of shards as a target; a batch of reports is written at a time.

    A database in memory refuses the rows that a database would refuse.
    """

    def __init__(self, folder: Path, checker: sqlite3.Connection) -> None:
        self._folder = folder
        self._settings = read_settings(folder) if (folder / SETTINGS).exists() else None
        self.rules_before: str | None = self._settings["rules"] if self._settings else None
        self._checker = checker
        checker.execute("PRAGMA foreign_keys = ON")
        migrate(checker)
        self._schemas = shard_files.schemas()
        self._in_hand: list[dict[str, pyarrow.RecordBatch]] = []
        self._bytes, self._flushed = 0, time.monotonic()
        self._standing: dict[str, Standing] = {}
        self._labels: dict[str, str] = {}
        self._at: dict[str, set[str]] = defaultdict(set)
        self._batches: dict[str, set[str]] = defaultdict(set)
        self._gone: dict[str, set[str]] = defaultdict(set)
        self._gone_paths: dict[str, set[tuple[str, str]]] = defaultdict(set)
        shard_files.remove_broken_off(folder)
        for batch in shard_files.batches(folder):
            self._look_at(batch)

    def _look_at(self, batch: str) -> None:
        """Note what a batch holds; what an older one holds of the same files was about to be taken out when a load was killed."""
        version, rules = (self._settings["version"], self._settings["rules_sha256"]) if self._settings else ("", "")
        paths: dict[str, list[str]] = defaultdict(list)
        for file, path in shard_files.columns(self._folder, "report_files", batch, (shard_files.FILE_ID, "path")):
            paths[file].append(path)
        entries = {}
        names = (shard_files.FILE_ID, "path", "source_url", "council", "committee", "meeting_date")
        for file, path, url, council, committee, day in shard_files.columns(self._folder, "manifest_entries", batch, names):
            entries[file] = Entry(path, url, council, committee, date.fromisoformat(day) if day else None)
        told = ("id", "carrier_id", "status", "problem", "try_again", "lacks", "label")
        for report, carrier, status, problem, again, lacks, label in shard_files.columns(self._folder, "reports", batch, told):
            if carrier is None:
                self._forget(report)
                self._standing[report] = Standing(status, problem, version, rules, bool(again), lacks, (), entries.get(report))
                self._labels[report] = label
        for file, places in paths.items():
            self._batches[file].add(batch)
            self._seen_at(file, places)

    def _seen_at(self, report: str, paths: Sequence[str]) -> None:
        known = self._standing[report]
        all_paths = tuple(sorted({*known.paths, *paths}))
        self._standing[report] = Standing(
            known.status, known.problem, known.version, known.rules_sha256, known.try_again, known.lacks, all_paths, known.entry
        )
        for path in paths:
            self._at[path].add(report)

    def _forget(self, report: str) -> None:
        """Have all that was written of a report taken out of the batches that hold it."""
        for batch in self._batches.pop(report, ()):
            self._gone[batch].add(report)
        known = self._standing.pop(report, None)
        for path in known.paths if known else ():
            self._at[path].discard(report)

    def standing(self, report: str) -> Standing | None:
        return self._standing.get(report)

    def holds_readable(self, path: str, other_than: str) -> bool:
        return any(self._standing[report].status != "failed" for report in self._at[path] - {other_than})

    def begin(self, arguments: Mapping[str, Any], version: str, rules_sha256: str, libraries: str) -> None:
        made_by = {"version": version, "rules_sha256": rules_sha256}
        if self._settings and any(self._settings[name] != value for name, value in made_by.items()):
            raise UsageError(
                f"the shards in {self._folder} were made by another version of this program or by other rules; "
                "name a new folder, so that one is of one make"
            )
        if not self._settings:
            self._settings = {
                "schema": SCHEMA_VERSION,
                **made_by,
                "libraries": libraries,
                "rules": arguments["rules"],
                "arguments": arguments,
            }
            written = json.dumps(self._settings, ensure_ascii=False, indent=1)
            (self._folder / SETTINGS).write_text(f"{written}\n", encoding="utf-8")
        begin_run(self._checker, {}, version, rules_sha256, libraries)

    def write(self, rows: Rows) -> None:
        report = rows["reports"][0]
        write_report(self._checker, rows, 1)
        remove_reports(self._checker, [report["id"]])
        self._forget(report["id"])
        self._hold(report["id"], rows)
        entry = next(iter(rows.get("manifest_entries", ())), None)
        self._standing[report["id"]] = Standing(
            report["status"],
            report["problem"],
            self._settings["version"] if self._settings else "",
            self._settings["rules_sha256"] if self._settings else "",
            bool(report["try_again"]),
            report.get("lacks"),
            (),
            _entry(entry) if entry else None,
        )
        self._labels[report["id"]] = report["label"]
        self._seen_at(report["id"], [row["path"] for row in rows["report_files"]])
        if self._bytes > _MOST_BYTES or time.monotonic() - self._flushed > _LONGEST:
            self.flush()

    def add_paths(self, report: str, paths: Mapping[str, str | None]) -> None:
        rows = [{"id": f"{report}-{path}", "report_id": report, "path": path, "sha256": sha256} for path, sha256 in paths.items()]
        self._hold(report, {"report_files": rows})
        self._seen_at(report, list(paths))

    def drop_superseded(self, current: Mapping[str, str]) -> list[tuple[str, str]]:
        removed = []
        for path, report in current.items():
            for old in sorted(self._at[path] - {report}):
                known = self._standing[old]
                if self._standing[report].status == "failed" and known.status != "failed":
                    continue
                if known.paths == (path,):
                    removed.append((path, self._labels[old]))
                    self._forget(old)
                    continue
                for batch in self._batches[old]:
                    self._gone_paths[batch].add((old, path))
                self._at[path].discard(old)
        return removed

    def note(self, files: Sequence[Row]) -> None:
        from pyarrow import parquet, table

        known = {row["path"]: row for row in (*read_run_files(self._folder), *files)}
        schema = schema_of(_RUN_FILES)
        path = shard_files.batch_path(self._folder, RUN_FILES, "all")
        path.parent.mkdir(exist_ok=True)
        beside = path.with_suffix(".new")
        columns = {name: [known[file][name] for file in sorted(known)] for name, _ in _RUN_FILES}
        parquet.write_table(table(columns, schema=schema), beside, compression="zstd")
        beside.replace(path)

    def finish(self, follow: Follow) -> None:
        self.flush()

    def flush(self) -> None:
        """Write what is in hand as a batch, and take out of older ones what it replaces."""
        from pyarrow import Table

        if self._in_hand:
            number = int(max([*shard_files.batches(self._folder), "0"]).split("-")[0]) + 1
            batch = f"{number:06d}-{secrets.token_hex(3)}"  # two loads at once do not meet
            tables = {
                table: Table.from_batches([rows[table] for rows in self._in_hand if table in rows], schema)
                for table, schema in self._schemas.items()
            }
            shard_files.write_batch(self._folder, batch, tables)
            for file in set(tables["report_files"][shard_files.FILE_ID].to_pylist()):
                self._batches[file].add(batch)
        self._in_hand, self._bytes, self._flushed = [], 0, time.monotonic()
        for batch in sorted({*self._gone, *self._gone_paths}):
            shard_files.leave_out(self._folder, batch, sorted(self._gone[batch]), sorted(self._gone_paths[batch]))
        self._gone.clear()
        self._gone_paths.clear()

    def _hold(self, file: str, rows: Rows) -> None:
        """Take a file's rows in hand, in one move: an interruption leaves whole files."""
        batches = {}
        for table, some in rows.items():
            schema = self._schemas[table]
            if some:
                batches[table] = batch_of([(file, *(row.get(name) for name in schema.names[1:])) for row in some], schema)
        self._in_hand.append(batches)
        self._bytes += sum(batch.nbytes for batch in batches.values())


def _entry(row: Row) -> Entry:
    day = row["meeting_date"]
    return Entry(row["path"], row["source_url"], row["council"], row["committee"], date.fromisoformat(day) if day else None)
