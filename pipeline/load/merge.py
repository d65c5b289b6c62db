"""Put shards, and whole databases, into one database: as if their files had been loaded into it themselves."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.databases import named_rows
from pipeline.errors import EvidenceError, UsageError
from pipeline.load import shard_files
from pipeline.load.database import open_database
from pipeline.load.families import group_families
from pipeline.load.follow import follow_councils
from pipeline.load.rows.blocks import Row, Rows
from pipeline.load.rows.reports import Source, failed_rows
from pipeline.load.shards import read_run_files, read_settings
from pipeline.load.tables import TABLES, columns_of, rows_of
from pipeline.load.target import InDatabase
from pipeline.parquet import need_pyarrow
from pipeline.plain import one_line
from pipeline.road import Follow


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did: reports put in, those that stood there already, and in words what is to be known."""

    reports: int
    unchanged: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Make:
    """Which code, rules and libraries made some reports, with the arguments of the load."""

    version: str
    rules_sha256: str
    libraries: str
    arguments: str


@dataclass(frozen=True, slots=True)
class _Origin:
    """Shards or a database to be merged: their reports, of each make, and what became of each file.

    `fits` raises `UsageError` where the tables are other than those of the database into which they are to come.
    """

    makes: tuple[Make, ...]
    files: Callable[[Make], Iterator[Rows]]
    run_files: Callable[[], list[Row]]
    reviews: int = 0
    fits: Callable[[sqlite3.Connection], None] = lambda _: None


def merge(
    origins: Sequence[Path],
    database: Path,
    *,
    follow: Follow,
    rules: str | None = None,
    told: Callable[[int], None] = lambda n: None,
) -> Merged:
    """Put the reports of folders of shards and of databases into a database, made where it is not there.

    Each report is one transaction, and what stands there already is passed over, so that an interrupted merge goes on. `follow`
    is the stage that groups and follows reports, by the rules in the folder `rules` beside the shipped ones: of those that an
    origin names, a folder on the machine of somebody else, it is only told. `told` is told how many reports are in. Raises
    `UsageError` where an origin is none, `StoreError` where the database cannot be written.
    """
    for place in origins:
        if place.exists() and database.exists() and place.samefile(database):
            raise UsageError(f"{place} cannot be merged into itself; name another file with --db")
    notes: list[str] = []
    counted: Counter[str] = Counter()
    makes: set[str] = set()
    with ExitStack() as stack:
        opened = [(place, stack.enter_context(_opened(place))) for place in origins]
        with open_database(database, create=True) as connection:
            for path, origin in opened:
                origin.fits(connection)
                for make in origin.makes:
                    makes.add(make.rules_sha256)
                    if (used := _own_rules(make.arguments)) and rules is None:
                        notes.append(
                            f"{path} was loaded with rules of its own ({one_line(used)}), which a merge does not look for: "
                            "threads and responses are made by the shipped ones; name a folder with --rules to add to these"
                        )
                    target = InDatabase(connection)
                    arguments = {"merged": str(path), "rules": rules}
                    target.begin(arguments, make.version, make.rules_sha256, make.libraries)
                    for rows in origin.files(make):
                        counted[_put(target, rows, make)] += 1
                        told(counted.total())
                    target.note(origin.run_files())
                    target.end()
                if origin.reviews:
                    notes.append(f"{path}: {origin.reviews} reviews are not taken along; carry them with journeys reviews export")
            group_families(connection, follow)
            follow_councils(connection, follow)
            notes += _shared_paths(connection)
    if len(makes) > 1:
        notes.append("some of it was made by other rules than the rest; journeys reload brings all to the same")
    return Merged(counted["put"], counted["unchanged"], tuple(notes))


def _put(target: InDatabase, rows: Rows, make: Make) -> str:
    """Put a file's report in, or only the places where it was seen where it stands there already; says which in a word."""
    paths = {row["path"]: row["sha256"] for row in rows["report_files"]}
    report = rows["report_files"][0]["report_id"]
    known = target.standing(report)
    stands = known is not None and known.status != "failed"
    of_this_make = known is not None and (known.version, known.rules_sha256) == (make.version, make.rules_sha256)
    if not rows["reports"]:
        outcome = "seen"
    elif stands and (of_this_make or rows["reports"][0]["status"] == "failed"):
        outcome = "unchanged"
    else:
        outcome = "put"
        try:
            target.write({table: some for table, some in rows.items() if some})
        except EvidenceError as error:
            source = Source(report, rows["reports"][0]["sha256"], tuple(sorted(paths)))
            target.write(failed_rows(source, str(error), try_again=False))
    before = known.paths if known else ()
    there = before if outcome != "put" else tuple(paths)
    more = {path: paths.get(path, rows["report_files"][0]["sha256"]) for path in (*paths, *before) if path not in there}
    if more or (outcome == "put" and rows["reports"][0]["source_path"] != min(paths)):
        target.add_paths(report, more)
    return outcome


def _shared_paths(connection: sqlite3.Connection) -> Iterator[str]:
    found = connection.execute("SELECT path FROM report_files GROUP BY path HAVING count(*) > 1 ORDER BY path").fetchall()
    if found:
        yield (
            f"{len(found)} paths stand for several files, such as {found[0][0]}: "
            "they were loaded in different places, and all are kept"
        )


@contextmanager
def _opened(path: Path) -> Iterator[_Origin]:
    if path.is_file():
        with open_database(path) as connection:
            yield _database(path, connection)
    else:
        need_pyarrow("merge databases only")
        yield _shards(path)


def _shards(folder: Path) -> _Origin:
    settings = read_settings(folder)
    make = Make(settings["version"], settings["rules_sha256"], settings["libraries"], json.dumps(settings["arguments"]))

    def files(_: Make) -> Iterator[Rows]:
        later: list[Rows] = []
        for batch in shard_files.batches(folder):
            for _file, rows in shard_files.files_of(folder, batch):
                if rows["reports"]:
                    yield rows
                else:  # further places of a file that may stand in a batch to come
                    later.append(rows)
        yield from later

    return _Origin((make,), files, lambda: read_run_files(folder))


def _database(path: Path, connection: sqlite3.Connection) -> _Origin:
    by = "coalesce(s.version, runs.version), runs.rules_sha256, runs.libraries, runs.arguments"
    reports = (
        "FROM reports r JOIN runs ON runs.id = r.run_id LEFT JOIN report_steps s ON s.report_id = r.id AND s.step = 'parse' "
        "WHERE r.carrier_id IS NULL"
    )
    makes = tuple(Make(*row) for row in connection.execute(f"SELECT {by} {reports} GROUP BY 1, 2, 3, 4 ORDER BY max(runs.id)"))

    def files(make: Make) -> Iterator[Rows]:
        values = (make.version, make.rules_sha256, make.libraries, make.arguments)
        sql = f"SELECT r.id {reports} AND ({by}) = (?, ?, ?, ?) ORDER BY r.id"
        for (report,) in connection.execute(sql, values).fetchall():
            yield rows_of(connection, report)

    def run_files() -> list[Row]:
        sql = (
            "SELECT path, location, report_id, outcome, seconds, problem FROM run_files WHERE location IS NOT NULL GROUP BY path "
            "HAVING run_id = max(run_id)"
        )
        return list(named_rows(connection, sql))

    def fits(target: sqlite3.Connection) -> None:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        for table in TABLES:
            if table not in tables or sorted(columns_of(connection, table)) != sorted(columns_of(target, table)):
                raise UsageError(
                    f"{path}: its table {table} is not as this version of the program makes it; load its files again"
                )

    (reviews,) = connection.execute("SELECT count(*) FROM reviews").fetchone()
    return _Origin(makes, files, run_files, reviews, fits)


def _own_rules(arguments: str) -> str | None:
    """Return the folder of rules that a load was given, as it says itself."""
    try:
        told = json.loads(arguments)
    except (ValueError, RecursionError):
        return None
    folder = told.get("rules") if isinstance(told, dict) else None
    return folder if isinstance(folder, str) else None
