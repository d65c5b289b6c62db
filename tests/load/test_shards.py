"""Shards: what is merged is what loading the files themselves gives; DuckDB reads them as they are."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.flow import merge_into
from pipeline.follow import follow
from pipeline.load import run as run_module
from pipeline.load import shards as shards_module
from pipeline.load.merge import Merged, merge
from pipeline.load.migrations import SCHEMA_VERSION
from pipeline.load.request import FileResult, Request, Summary, Watcher
from pipeline.load.run import load
from pipeline.load.verify import verify
from tests.load.dumping import dump
from tests.load.readings import EVERYTHING, council_named, read_lines
from tests.load.test_run import write_reports

Load = Callable[..., Summary]

parquet = pytest.importorskip("pyarrow.parquet", reason="NOT RUN: the package pyarrow is not installed")


def load_shards(folder: Path, *paths: Path, watcher: Watcher | None = None) -> dict[str, str]:
    """Load into a folder of shards; returns what became of each file, by its name."""
    request = Request(paths, folder / "unused.db", shards=folder)
    summary = load(request, read=read_lines, council_named=council_named, follow=follow(), watcher=watcher)
    return {Path(result.path).name: result.outcome for result in summary.results}


def merged(database: Path, *origins: Path) -> Merged:
    return merge(origins, database, follow=follow())


def test_merged_shards_are_what_a_load_gives(tmp_path: Path, load_paths: Load) -> None:
    write_reports(tmp_path / "pile")
    load_paths(tmp_path / "pile", into=tmp_path / "direct.db")
    load_shards(tmp_path / "one", tmp_path / "pile" / "children's", tmp_path / "pile" / "a plan.txt")
    load_shards(tmp_path / "two", tmp_path / "pile" / "zz")
    assert merged(tmp_path / "merged.db", tmp_path / "one", tmp_path / "two").reports == 5
    assert dump(tmp_path / "merged.db") == dump(tmp_path / "direct.db")
    assert verify(tmp_path / "merged.db").problems == ()
    assert merged(tmp_path / "merged.db", tmp_path / "two", tmp_path / "one").unchanged == 4  # one stands in both
    assert dump(tmp_path / "merged.db") == dump(tmp_path / "direct.db")
    assert {result.outcome for result in load_paths(tmp_path / "pile", into=tmp_path / "merged.db").results} == {"unchanged"}


def test_merged_databases_are_what_a_load_gives(tmp_path: Path, load_paths: Load) -> None:
    write_reports(tmp_path / "pile")
    load_paths(tmp_path / "pile", into=tmp_path / "direct.db")
    load_paths(tmp_path / "pile" / "children's", into=tmp_path / "one.db")
    load_paths(tmp_path / "pile" / "zz", into=tmp_path / "two.db")
    load_shards(tmp_path / "three", tmp_path / "pile" / "a plan.txt")
    with closing(sqlite3.connect(tmp_path / "one.db")) as connection, connection:
        connection.execute("INSERT INTO reviews (key, verdict, reviewer, at) VALUES ('k', 'accepted', 'amy', '2020-01-01')")
    done = merged(tmp_path / "merged.db", tmp_path / "one.db", tmp_path / "two.db", tmp_path / "three")
    assert [note for note in done.notes if "1 reviews are not taken along" in note]
    assert dump(tmp_path / "merged.db") == dump(tmp_path / "direct.db")
    with pytest.raises(UsageError, match=r"one\.db cannot be merged into itself"):
        merged(tmp_path / "one.db", tmp_path / "one.db")


@pytest.mark.parametrize(
    ("said", "told"), [('{"rules": "/etc"}', True), ('{"rules": 5}', False), ("[1]", False), ("[" * 100_000, False)]
)
def test_no_folder_that_a_foreign_database_names_is_looked_for(tmp_path: Path, load_paths: Load, said: str, told: bool) -> None:
    write_reports(tmp_path / "pile")
    load_paths(tmp_path / "pile", into=tmp_path / "direct.db")
    with closing(sqlite3.connect(tmp_path / "direct.db")) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE runs SET arguments = ?", (said,))
    done = merge_into(tmp_path / "merged.db", [tmp_path / "direct.db"])
    assert dump(tmp_path / "merged.db") == dump(tmp_path / "direct.db")
    assert len([note for note in done.notes if "with rules of its own (/etc)" in note]) == told


@pytest.mark.parametrize(
    "otherwise",
    [
        "ALTER TABLE pages ADD COLUMN evil TEXT",
        "ALTER TABLE dates RENAME COLUMN precision TO evil",
        "ALTER TABLE pages RENAME TO evil",
    ],
)
def test_a_database_of_other_tables_is_refused_by_its_name(tmp_path: Path, load_paths: Load, otherwise: str) -> None:
    write_reports(tmp_path / "pile")
    load_paths(tmp_path / "pile", into=tmp_path / "other.db")
    with closing(sqlite3.connect(tmp_path / "other.db")) as connection, connection:
        for (view,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall():
            connection.execute(f'DROP VIEW "{view}"')
        connection.execute(otherwise)
    with pytest.raises(UsageError, match=r"other\.db: its table (pages|dates) is not as this version of the program makes it"):
        merged(tmp_path / "merged.db", tmp_path / "other.db")


def test_an_interrupted_load_goes_on_where_it_stopped(tmp_path: Path, load_paths: Load) -> None:
    write_reports(tmp_path / "pile")
    load_paths(tmp_path / "pile", into=tmp_path / "direct.db")

    class CtrlC(Watcher):
        def done(self, result: FileResult) -> None:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load_shards(tmp_path / "shards", tmp_path / "pile", watcher=CtrlC())
    outcomes = load_shards(tmp_path / "shards", tmp_path / "pile")
    assert sorted(outcomes.values()) == ["failed", "failed", "loaded", "loaded", "unchanged"]
    merged(tmp_path / "merged.db", tmp_path / "shards")
    assert dump(tmp_path / "merged.db") == dump(tmp_path / "direct.db")


def test_what_a_killed_load_left_is_cleared_away(tmp_path: Path, load_paths: Load) -> None:
    """Half of a batch among the others, and a batch whose files were to be taken out of an older one."""
    write_reports(tmp_path / "pile")
    folder = tmp_path / "shards"
    load_shards(folder, tmp_path / "pile")
    [batch] = (folder / "reports").glob("*.parquet")
    for path in folder.glob("*/*.parquet"):
        if path.parent.name != "run_files":
            path.with_stem("000002-again").write_bytes(path.read_bytes())
    (folder / "dates" / "000003-half.parquet").write_bytes(b"half")
    (folder / ".000003-half.new").mkdir()
    load_shards(folder, tmp_path / "pile")
    assert not batch.exists()
    assert [path.stem for path in folder.glob("dates/*")] == ["000002-again"]
    assert not (folder / ".000003-half.new").exists()
    load_paths(tmp_path / "pile", into=tmp_path / "direct.db")
    merged(tmp_path / "merged.db", folder)
    assert dump(tmp_path / "merged.db") == dump(tmp_path / "direct.db")


def test_a_changed_file_takes_the_place_of_the_old_in_shards(tmp_path: Path, load_paths: Load) -> None:
    paths = write_reports(tmp_path / "pile")
    folder = tmp_path / "shards"
    load_shards(folder, tmp_path / "pile")
    paths[0].write_text(f"Council: Northmoor Borough Council\nTitle: Plan\n{EVERYTHING}\n[2024-02-02]\n")
    paths[3].unlink()  # one of two places of the same content
    (tmp_path / "pile" / "broken.txt").write_text("Title: Mended\n[2021-05-05]\n")
    outcomes = load_shards(folder, *(path for path in paths if path.exists()), tmp_path / "pile" / "broken.txt")
    assert outcomes["a plan.txt"] == "loaded"
    load_paths(tmp_path / "pile", into=tmp_path / "direct.db")
    merged(tmp_path / "merged.db", folder)
    with closing(sqlite3.connect(tmp_path / "merged.db")) as connection:
        assert connection.execute("SELECT count(*) FROM reports WHERE source_path LIKE '%a plan.txt'").fetchone() == (1,)
    assert verify(tmp_path / "merged.db").problems == ()


def test_duckdb_reads_shards_as_they_are(tmp_path: Path, load_paths: Load, monkeypatch: pytest.MonkeyPatch) -> None:
    write_reports(tmp_path / "pile")
    monkeypatch.setattr(shards_module, "_MOST_BYTES", 1)  # a batch for each report
    load_shards(tmp_path / "shards", tmp_path / "pile")
    load_paths(tmp_path / "pile", into=tmp_path / "direct.db")
    assert len(list((tmp_path / "shards" / "dates").iterdir())) == 5
    dates = parquet.read_table(tmp_path / "shards" / "dates").to_pylist()
    with closing(sqlite3.connect(tmp_path / "direct.db")) as connection:
        found = connection.execute("SELECT id, text FROM dates ORDER BY id").fetchall()
    assert sorted((row["id"], row["text"]) for row in dates) == found != []
    duckdb = pytest.importorskip("duckdb")
    asked = f"SELECT count(*) FROM '{tmp_path}/shards/reports/*.parquet' WHERE status = 'ok'"
    assert duckdb.sql(asked).fetchall() == [(3,)]


def test_a_folder_of_another_make_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_reports(tmp_path / "pile")
    load_shards(tmp_path / "shards", tmp_path / "pile")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "note.txt").write_text("mine")
    with pytest.raises(UsageError, match="holds no shards but something else"):
        load_shards(tmp_path / "full", tmp_path / "pile")
    with pytest.raises(UsageError, match="holds no shards; make some with"):
        merged(tmp_path / "merged.db", tmp_path / "full")
    monkeypatch.setattr(run_module, "rules_sha256", lambda own: "other")
    with pytest.raises(UsageError, match="were made by another version of this program or by other rules"):
        load_shards(tmp_path / "shards", tmp_path / "pile")
    monkeypatch.setattr(shards_module, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
    with pytest.raises(UsageError, match="are of another version of this program"):
        merged(tmp_path / "merged.db", tmp_path / "shards")
