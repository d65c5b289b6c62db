"""The database refuses words that do not stand there; `verify` finds what got in past it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import EvidenceError, StoreError, UsageError
from pipeline.follow import follow
from pipeline.load.database import in_words, open_database, transaction
from pipeline.load.migrations import SCHEMA_VERSION
from pipeline.load.remove import remove
from pipeline.load.request import Summary
from pipeline.load.store import write_report
from pipeline.load.verify import verify
from pipeline.model import KINDS

Load = Callable[..., Summary]


@pytest.mark.parametrize("kind", [*KINDS, "evidence"])
@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("quote = quote || 'x'", "the quote does not stand at char_start to char_end of its block"),
        ("quote = upper(quote) || '!'", "the quote does not stand"),
        ("char_start = char_start + 1", "the quote does not stand"),
        ("char_end = char_end + 1000", "the quote does not stand"),
        ("char_start = -1", "the quote does not stand"),
        ("block_id = 'nowhere'", "the block of this row is missing or belongs to another report"),
        ("report_id = (SELECT id FROM reports WHERE title = 'Other')", "belongs to another report"),
    ],
)
def test_words_that_do_not_stand_there_are_refused(
    loaded: sqlite3.Connection, tmp_path: Path, load_paths: Load, kind: str, change: str, says: str
) -> None:
    (tmp_path / "reports/other.txt").write_text("Title: Other\n")
    load_paths(tmp_path / "reports/other.txt")
    with pytest.raises(sqlite3.IntegrityError, match=rf"^{kind}: .*{re.escape(says)}"):
        loaded.execute(f"UPDATE {kind} SET {change} WHERE quote IS NOT NULL")


@pytest.mark.parametrize("kind", [*KINDS, "evidence"])
def test_the_same_holds_for_new_rows(loaded: sqlite3.Connection, kind: str) -> None:
    columns = [name for (name,) in loaded.execute("SELECT name FROM pragma_table_info(?)", (kind,)) if name != "id"]
    listed = ", ".join(f'"{name}"' for name in columns)
    put = f"INSERT INTO {kind} (id, {listed}) SELECT 'new', "
    wrong = listed.replace('"quote"', "'other'")
    with pytest.raises(sqlite3.IntegrityError, match="the quote does not stand"):
        loaded.execute(f"{put}{wrong} FROM {kind} WHERE quote IS NOT NULL LIMIT 1")
    loaded.execute(f"{put}{listed} FROM {kind} WHERE quote IS NOT NULL LIMIT 1")


def test_the_text_of_a_block_stays(loaded: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="the text of a block is never changed"):
        loaded.execute("UPDATE blocks SET text = text || ' '")


def test_a_refused_report_leaves_the_old_one(loaded: sqlite3.Connection) -> None:
    before = list(loaded.iterdump())
    (report,) = loaded.execute("SELECT id FROM reports").fetchone()
    identity = {
        "id": report,
        "label": "x",
        "kind": "other",
        "status": "ok",
        "problem": None,
        "family_id": report,
        "is_primary": 1,
    }
    with pytest.raises(
        EvidenceError, match=r"the database refuses what was found: NOT NULL constraint failed: reports.source_path"
    ):
        write_report(loaded, {"reports": [identity]}, 1)
    assert list(loaded.iterdump()) == before


def test_a_loaded_database_is_sound(loaded: sqlite3.Connection, database: Path) -> None:
    verdict = verify(database)
    assert verdict.problems == ()
    assert (
        verdict.evidence
        == loaded.execute("SELECT (SELECT count(*) FROM findings) + (SELECT count(*) FROM evidence)").fetchone()[0]
        == 13
    )


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        ("UPDATE dates SET quote = 'x'", "dates: the quote does not stand in the block"),
        ("UPDATE dates SET x1 = 700", "dates: a box outside its page"),
        ("UPDATE blocks SET top = -30", "blocks: a box outside its page"),
        ("UPDATE blocks SET page = 9", "blocks: on a page that the report has not"),
        ("UPDATE block_parts SET char_end = char_end + 1", "block_parts: characters beyond the end of the block's text"),
        (
            "INSERT INTO block_parts SELECT id || 'x', block_id, 9, page, 0, 5, x0, top, x1, bottom, NULL FROM block_parts",
            "block_parts: characters of a block stand in two parts",
        ),
        ("UPDATE block_parts SET char_start = 3", "block_parts: characters of a block stand in no part"),
        ("UPDATE blocks SET kind = 'furniture'", "dates: found in running heads or contents pages"),
        ("DELETE FROM finding_index WHERE kind = 'dates'", "dates: missing in the index of findings"),
        ("DELETE FROM dates", "finding_index: dates that are not there"),
        ("DELETE FROM actions", "evidence: of actions that are not there"),
        ("UPDATE dates SET key = 'same'", "dates: two with the same key"),
        ("DELETE FROM councils", "reports: 1 rows point to rows of councils that are not there"),
        ("UPDATE action_leads SET position = position + 5", "action_leads: positions do not count from 1"),
        ("UPDATE reports SET page_count = 7", "reports: not as many pages as they say"),
        ("UPDATE reports SET source_path = 'x'", "reports: source_path is not the first of their files"),
        ("UPDATE page_layouts SET layout = x'00'", "page_layouts: .* cannot be read"),
        ("DELETE FROM page_layouts", "page_layouts: 1 pages are not kept as parsed"),
        ("UPDATE blocks SET text = 'other words'", "blocks_fts: the search index does not agree with the text"),
        ("UPDATE finding_index SET quote = 'other words'", "findings_fts: the search index does not agree with the text"),
    ],
)
def test_verify_finds_the_damage(loaded: sqlite3.Connection, database: Path, damage: str, says: str) -> None:
    loaded.execute("PRAGMA foreign_keys = OFF")
    for (trigger,) in loaded.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        loaded.execute(f"DROP TRIGGER {trigger}")
    loaded.execute(damage)
    assert any(re.match(says, problem) for problem in verify(database).problems), verify(database).problems


def test_search_finds_words_and_forgets_removed_ones(
    loaded: sqlite3.Connection, database: Path, tmp_path: Path, load_paths: Load
) -> None:
    def found(index: str, words: str) -> int:
        table = {"blocks_fts": "blocks", "findings_fts": "finding_index"}[index]
        sql = f"SELECT count(*) FROM {table} WHERE rowid IN (SELECT rowid FROM {index} WHERE {index} MATCH ?)"
        return int(loaded.execute(sql, (words,)).fetchone()[0])

    assert (found("blocks_fts", "training staffs"), found("findings_fts", "trained")) == (1, 1)
    loaded.execute("VACUUM")
    assert (found("blocks_fts", "inspecting"), found("findings_fts", "staff")) == (1, 1)
    (tmp_path / "reports/one.txt").write_text("Title: Other\nnothing of the sort\n")
    load_paths(tmp_path / "reports/one.txt")
    assert (found("blocks_fts", "staff"), found("findings_fts", "staff"), found("blocks_fts", "sort")) == (0, 0, 1)
    assert verify(database).problems == ()


@pytest.mark.parametrize("name", ["one.txt", "reports/one.txt", "{id}", "{id:.6}"])
def test_remove_takes_a_report_and_all_its_rows(loaded: sqlite3.Connection, database: Path, name: str) -> None:
    (report,) = loaded.execute("SELECT id FROM reports").fetchone()
    removed = remove(database, name.replace("{id}", report).replace("{id:.6}", report[:6]), follow=lambda _: follow())
    assert (removed.label, removed.findings) == ("Northmoor Borough Council, 2019-06-12: one.txt", 10)
    left = [name for (name,) in loaded.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%fts%'")]
    kept = {table for table in left if loaded.execute(f"SELECT count(*) FROM {table}").fetchone()[0]}
    assert kept == {"runs", "_sqlite_migrations"}
    with pytest.raises(UsageError, match="there is no report"):
        remove(database, report, follow=lambda _: follow())


def test_remove_asks_which_of_several(tmp_path: Path, database: Path, load_paths: Load) -> None:
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(f"Title: {folder}\n")
    load_paths(tmp_path / "x", tmp_path / "y")
    with pytest.raises(
        UsageError, match=r"several reports are called a.txt; name one by its id:\n  [0-9a-f]{16}  .*/a.txt  [xy]\n"
    ):
        remove(database, "a.txt", follow=lambda _: follow())


# --------------------------------------------------------------------------- databases that will not do


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, load_paths: Load) -> None:
    (tmp_path / "a.txt").write_text("Title: A\n")
    (tmp_path / "notes.db").write_text("these are notes\n" * 100)
    with pytest.raises(UsageError, match="is not a SQLite database; name another file with --db"):
        load_paths(tmp_path / "a.txt", into=tmp_path / "notes.db")
    with pytest.raises(UsageError, match="is a folder"):
        load_paths(tmp_path / "a.txt", into=tmp_path)
    with pytest.raises(UsageError, match="does not exist"):
        load_paths(tmp_path / "a.txt", into=tmp_path / "no/where.db")


def test_a_database_of_something_else_is_left_alone(tmp_path: Path, load_paths: Load) -> None:
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE reports (id)")
    (tmp_path / "a.txt").write_text("Title: A\n")
    with pytest.raises(UsageError, match="is a SQLite database of something else"):
        load_paths(tmp_path / "a.txt", into=tmp_path / "other.db")
    assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("reports",)]


def test_a_newer_schema_is_told(loaded: sqlite3.Connection, database: Path, tmp_path: Path, load_paths: Load) -> None:
    loaded.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    with pytest.raises(UsageError, match="was made by a newer version of this program"):
        load_paths(tmp_path / "reports")


def test_a_locked_database_is_told(
    loaded: sqlite3.Connection, tmp_path: Path, load_paths: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.load.database.BUSY_SECONDS", 0.05)
    with transaction(loaded), pytest.raises(StoreError, match="another program has been writing"):
        load_paths(tmp_path / "reports")


def test_a_full_disk_keeps_what_was_loaded(loaded: sqlite3.Connection, database: Path) -> None:
    """The limit on pages stands for the disk: SQLite says the same."""
    (pages,) = loaded.execute("PRAGMA page_count").fetchone()
    leads = [(n, "x" * 99 + str(n)) for n in range(999)]
    with open_database(database) as connection:
        connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(StoreError, match="the disk is full"), in_words(database), transaction(connection):
            connection.executemany("INSERT INTO leads (id, name, kind) VALUES (?, ?, 'role')", leads)
    assert verify(database).problems == ()
    assert loaded.execute("SELECT count(*) FROM dates").fetchone() == (2,)


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("SQLITE_READONLY_DIRECTORY", "it may not be written"),
        ("SQLITE_CANTOPEN", "it cannot be opened"),
        ("SQLITE_IOERR_WRITE", "the disk failed"),
        ("SQLITE_CORRUPT", "it is damaged"),
        ("SQLITE_MISUSE", "SQLite refuses: as it says itself"),
    ],
)
def test_what_sqlite_says_is_put_in_words(tmp_path: Path, code: str, says: str) -> None:
    error = sqlite3.OperationalError("as it says itself")
    error.sqlite_errorname = code
    with pytest.raises(StoreError, match=f"findings.db: {says}"), in_words(tmp_path / "findings.db"):
        raise error
