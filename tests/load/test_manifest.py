"""A manifest: what it gives stands apart from what was read, and is believed only where the report is silent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.load.manifest import Entry, ManifestRow, contradictions, read_manifest
from pipeline.load.request import Summary
from pipeline.model import ReportFields

Load = Callable[..., Summary]
Query = Callable[..., list[tuple[object, ...]]]

HEADER = "file,source_url,council,committee,meeting_date\n"


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    folder = tmp_path / "pile"
    (folder / "sub").mkdir(parents=True)
    (folder / "says.txt").write_text("Council: Elmshire\nDate: 2019-06-12\nTitle: A\n")
    (folder / "sub/silent.txt").write_text("Title: B\n")
    return folder


def test_a_silent_report_gets_what_the_manifest_says_and_says_where_from(
    pile: Path, database: Path, load_paths: Load, rows: Query
) -> None:
    (pile / "manifest.csv").write_text(HEADER + "sub/silent.txt,https://example.org/b.pdf,Northmoor,Cabinet,2020-03-01\n")
    load_paths(pile)
    found = rows(
        database,
        "SELECT source_url, council_id, council_source, committee, meeting_date, committee_known, committee_source, "
        "meeting_date_known, meeting_date_source, label, problem FROM report_details WHERE title = 'B'",
    )
    assert found == [
        (
            "https://example.org/b.pdf",
            "northmoor",
            "manifest",
            None,
            None,
            "Cabinet",
            "manifest",
            "2020-03-01",
            "manifest",
            "Northmoor, 2020-03-01: B",
            "read with 2020-03-01",
        )
    ]
    assert rows(database, "SELECT council_source FROM reports WHERE title = 'A'") == [("read",)]


def test_a_contradiction_is_told_and_what_was_read_stands(pile: Path, database: Path, load_paths: Load, rows: Query) -> None:
    (pile / "manifest.csv").write_text(HEADER + "says.txt,,Northmoor,,2019-06-13\n")
    summary = load_paths(pile)
    assert rows(database, "SELECT field, read_value, manifest_value FROM contradictions ORDER BY field") == [
        ("council", "Elmshire", "Northmoor"),
        ("meeting_date", "2019-06-12", "2019-06-13"),
    ]
    assert rows(database, "SELECT council_id, meeting_date, status FROM reports WHERE title = 'A'") == [
        ("elmshire", "2019-06-12", "partial")
    ]
    problem = next(result.problem for result in summary.results if result.path.endswith("says.txt"))
    assert problem is not None
    assert "the manifest says council Northmoor, the report Elmshire" in problem
    assert "the manifest says meeting date 2019-06-13, the report 2019-06-12" in problem


def test_a_changed_entry_is_read_again_and_one_not_given_is_kept(
    pile: Path, database: Path, load_paths: Load, rows: Query
) -> None:
    manifest = pile / "manifest.csv"
    manifest.write_text(HEADER + "sub/silent.txt,,Northmoor,,\n")
    load_paths(pile)
    manifest.write_text(HEADER + "sub/silent.txt,,Elmshire,,\n")
    assert [result.outcome for result in load_paths(pile).results] == ["unchanged", "loaded"]
    manifest.unlink()
    assert {result.outcome for result in load_paths(pile).results} == {"unchanged"}
    assert rows(database, "SELECT council FROM manifest_entries") == [("Elmshire",)]
    assert rows(database, "SELECT id FROM councils") == [("elmshire",)]


def test_a_manifest_elsewhere_and_bare_names(pile: Path, tmp_path: Path, database: Path, load_paths: Load, rows: Query) -> None:
    (tmp_path / "list.csv").write_text(
        "\ufeffFile;\n".replace(";", ",Meeting date,Web address,why")
        + "silent.txt,01/03/2020,x,y\npile/gone.txt,,,\nlost.txt,,,\n"
    )
    summary = load_paths(pile, manifest=tmp_path / "list.csv")
    assert rows(database, "SELECT path, meeting_date FROM manifest_entries") == [
        ((pile / "sub/silent.txt").as_posix(), "2020-03-01")
    ]
    columns = "file, source_url, council, committee, meeting_date"
    assert summary.notes == (
        f"{tmp_path / 'list.csv'}: not used: Web address; the columns that are: {columns}",
        f"{tmp_path / 'list.csv'}: there is no such file: pile/gone.txt (row 3), lost.txt (row 4)",
    )


def test_a_row_at_fault_is_told_and_takes_nothing_from_the_others(
    pile: Path, database: Path, load_paths: Load, rows: Query
) -> None:
    path = pile / "manifest.csv"
    path.write_text(
        HEADER + "sub/silent.txt,,Northmoor,,31/02/2020\n,,Elmshire,,\nsays.txt,https://example.org/a,,,\nsays.txt,,,,\n\n"
    )
    assert load_paths(pile).notes == (
        f"{path}: row 2, sub/silent.txt: '31/02/2020' is no day and not used; write it as 2016-02-03 or 03/02/2016",
        f"{path}: row 3 is not used: no file is named",
        f"{path}: row 5 is not used: says.txt stands in row 4 too; keep one of them",
    )
    assert rows(database, "SELECT title, council_id, meeting_date_known, source_url FROM report_details ORDER BY title") == [
        ("A", "elmshire", "2019-06-12", "https://example.org/a"),
        ("B", "northmoor", None, None),
    ]


def test_a_table_that_is_no_csv_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "manifest.csv").write_text(HEADER + '"' + "a" * 200_000)
    with pytest.raises(UsageError, match="what follows line 1 cannot be read as CSV"):
        read_manifest(tmp_path / "manifest.csv")


def test_a_table_without_files_is_no_manifest(pile: Path, load_paths: Load) -> None:
    (pile / "manifest.csv").write_text("name,size\nx,1\n")
    assert f"{pile / 'manifest.csv'} has no column 'file' and is not used" in load_paths(pile).notes
    with pytest.raises(UsageError, match="needs a column 'file'"):
        load_paths(pile, manifest=pile / "manifest.csv")


def test_what_spreadsheets_save_is_read(tmp_path: Path) -> None:
    path = tmp_path / "manifest.csv"
    path.write_bytes("file,council\r\nsub\\a.txt,St Helen’s\r\n".encode("cp1252"))
    assert read_manifest(path).rows == (ManifestRow(2, "sub/a.txt", None, "St Helen’s", None, None),)
    assert date(2020, 3, 1) == read_day(path, "1/3/2020")


@pytest.mark.parametrize(
    ("given", "differs"),
    [
        ("Children's Services & Skills Committee", False),
        ("children’s services and skills committee", False),
        ("Skills Committee", False),
        ("Adults Committee", True),
    ],
)
def test_committees_are_compared_by_their_words(given: str, differs: bool) -> None:
    read = ReportFields("committee_report", committee="The Children’s Services and Skills Committee")
    assert bool(contradictions(Entry("a.txt", committee=given), None, read)) == differs


def read_day(path: Path, written: str) -> date | None:
    path.write_text(f"file,meeting_date\na.txt,{written}\n")
    return read_manifest(path).rows[0].meeting_date
