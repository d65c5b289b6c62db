"""Tables taken away: the same values in every form, no formulas, what was asked for and no more."""

from __future__ import annotations

import csv
import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cli import cli
from pipeline.export.cells import csv_text, harmless
from pipeline.export.citations import as_bibtex, as_csl, cite
from pipeline.export.files import package
from pipeline.export.selection import Column, Table
from pipeline.load.database import open_database
from pipeline.plain import without_controls
from tests.measuring import load_into

TYPES = {"string": str, "integer": int, "number": float}


def run(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == code, result.output
    return result.output


@given(st.text())
def test_no_cell_begins_a_formula(words: str) -> None:
    shown = str(harmless(words))
    assert not shown.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"))
    assert shown.removeprefix("'") == without_controls(words).removeprefix("'")


def test_numbers_stay_numbers() -> None:
    assert csv_text(["days"], [[-12], ["-12"]]) == "days\n-12\n'-12\n"


def test_a_data_package_describes_every_column_and_its_keys_hold(sample: Path, tmp_path: Path) -> None:
    run("export", "--db", str(sample), "--council", "northmoor", "--format", "datapackage", "--output", str(tmp_path))
    described = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    tables = {}
    for resource in described["resources"]:
        with (tmp_path / resource["path"]).open(encoding="utf-8", newline="") as file:
            tables[resource["name"]] = rows = list(csv.DictReader(file))
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        assert all(len(field["description"]) > 9 for field in fields.values())
        for row in rows:
            assert list(row) == list(fields)
            for name, value in row.items():
                assert value == "" or TYPES[fields[name]["type"]](value) is not None
    assert {row["id"] for row in tables["councils"]} == {"northmoor-metropolitan-borough-council"}
    actions = {row["id"] for row in tables["actions"]}
    assert actions
    assert {row["action_id"] for row in tables["action_leads"]} <= actions
    assert {row["lead_id"] for row in tables["action_leads"]} == {row["id"] for row in tables["leads"]}
    assert {row["is_primary"] for row in tables["reports"]} == {"1"}


def test_every_form_holds_the_same(sample: Path, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="NOT RUN: the package pyarrow is not installed")
    for form in ("csv", "jsonl", "parquet"):
        run("export", "--db", str(sample), "--table", "percentages", "--format", form, "--output", str(tmp_path))
    lines = [json.loads(line) for line in (tmp_path / "percentages.jsonl").read_text(encoding="utf-8").splitlines()]
    assert parquet.read_table(tmp_path / "percentages.parquet").to_pylist() == lines
    with (tmp_path / "percentages.csv").open(encoding="utf-8", newline="") as file:
        assert [row["low"] for row in csv.DictReader(file)] == [str(line["low"]) for line in lines]
    with sqlite3.connect(sample) as connection:
        counted = "SELECT count(*) FROM percentages JOIN reports r ON r.id = report_id WHERE is_primary"
        assert connection.execute(counted).fetchone() == (len(lines),)


def test_reports_of_other_years_stay(sample: Path, tmp_path: Path) -> None:
    run("export", "--db", str(sample), "--since", "2022", "--table", "reports", "--format", "jsonl", "--output", str(tmp_path))
    days = [json.loads(line)["meeting_date"] for line in (tmp_path / "reports.jsonl").read_text(encoding="utf-8").splitlines()]
    assert days
    assert min(day for day in days if day) >= "2022"


def test_a_view_can_be_taken_and_a_table_that_is_not_there_is_told(sample: Path, tmp_path: Path) -> None:
    run("export", "--db", str(sample), "--table", "indicator_series", "--format", "jsonl", "--output", str(tmp_path))
    assert (tmp_path / "indicator_series.jsonl").stat().st_size > 0
    refused = run("export", "--db", str(sample), "--table", "deeds", "--output", str(tmp_path), code=2)
    assert "there are: action_details, action_leads" in refused


def test_a_link_to_a_table_left_behind_is_no_foreign_key() -> None:
    actions = Table("actions", (Column("id", "TEXT"), Column("report_id", "TEXT")), ("id",), {"report_id": "reports"})
    schema = package([actions])["resources"][0]["schema"]
    assert "foreignKeys" not in schema
    assert schema["primaryKey"] == ["id"]


def test_a_citation_leads_back_to_the_words(sample: Path) -> None:
    with open_database(sample) as connection:
        asked = "SELECT f.id, f.quote, r.sha256, f.page FROM finding_index f JOIN reports r ON r.id = f.report_id "
        finding, quote, sha256, page = connection.execute(
            f"{asked} WHERE f.kind = 'actions' AND r.source_path LIKE '%northmoor-2019-06.pdf' ORDER BY f.id LIMIT 1"
        ).fetchone()
        cited = cite(connection, [finding])
    (item,) = json.loads(as_csl(cited))
    assert item["author"] == [{"literal": "Northmoor Metropolitan Borough Council"}]
    assert (item["event-title"], item["issued"]) == ("Cabinet, item 7", {"date-parts": [[2019, 6, 12]]})
    assert (item["page"], quote in item["note"], sha256 in item["note"]) == (str(page), True, True)
    entry = as_bibtex(cited)
    assert entry.startswith("@techreport{northmoor-metropolitan-borough-council-2019-")
    assert entry.count("{") == entry.count("}")


def test_a_letter_is_cited_by_who_wrote_it_with_the_meeting_that_heard_it(sample: Path) -> None:
    with sqlite3.connect(sample) as connection:
        (finding,) = connection.execute(
            "SELECT f.id FROM finding_index f JOIN reports r ON r.id = f.report_id "
            "WHERE r.kind = 'letter' AND r.source_path LIKE '%northmoor-2020-09.pdf' ORDER BY f.id LIMIT 1"
        ).fetchone()
        (cited,) = cite(connection, [finding])
    assert (cited.outsider, cited.council) == ("Ofsted", "Northmoor Metropolitan Borough Council")
    assert cited.meeting
    assert cited.meeting.endswith("2020-09-17")
    assert "author = {{Ofsted}}" in as_bibtex([cited])


def test_a_selection_has_no_thread_without_an_appearance_and_no_answer_without_its_recommendation(
    sample: Path, tmp_path: Path
) -> None:
    run(
        "export",
        "--db",
        str(sample),
        "--council",
        "northmoor",
        "--since",
        "2020-01-01",
        "--format",
        "csv",
        "--output",
        str(tmp_path),
    )

    def column(table: str, name: str) -> set[str]:
        with (tmp_path / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            return {row[name] for row in csv.DictReader(file)}

    assert column("action_threads", "id") == column("thread_steps", "thread_id")
    assert column("responses", "recommendation_id") <= column("recommendations", "id")
    assert column("responses", "action_id") <= column("actions", "id")


def test_tex_signs_in_a_quote_are_printed_as_they_are(sample: Path) -> None:
    with open_database(sample) as connection:
        (finding,) = connection.execute("SELECT id FROM percentages WHERE quote = '61%' LIMIT 1").fetchone()
        assert "61\\%" in as_bibtex(cite(connection, [finding]))


def test_a_finding_that_is_not_there_is_told(sample: Path) -> None:
    assert "there is no finding" in run("cite", "nothing", "--db", str(sample), code=2)


def test_a_letter_is_cited_as_the_inspectorates(tmp_path: Path) -> None:
    letter = (
        "Ofsted\n\n20 December 2019\n\nDirector of Children’s Services\n\nWokingham Borough Council\n\nDear Carol\n\n"
        "# Monitoring visit of Wokingham Borough Council children’s services\n\n"
        "This letter summarises the findings of the monitoring visit on 3 and 4 December 2019. Timeliness is 61% {so far.\n\n"
        "Yours sincerely\n\nAnn Example\n\nHer Majesty’s Inspector\n"
    )
    (tmp_path / "letter.md").write_text(letter, encoding="utf-8")
    with sqlite3.connect(load_into(tmp_path / "findings.db", [tmp_path / "letter.md"])) as connection:
        (finding,) = connection.execute("SELECT id FROM percentages").fetchone()
        (cited,) = cite(connection, [finding])
    assert (cited.outsider, cited.council) == ("Ofsted", "Wokingham Borough Council")
    entry = as_bibtex([replace(cited, quote="61% {so} far}")])
    assert entry.count("{") == entry.count("}")
    assert "on Wokingham Borough Council" in entry
