"""The folder `db/`: every table and column described, every question complete."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from pydantic import ValidationError

from pipeline.browse.pages.overview import GROUPS
from pipeline.browse.settings import TableSettings, datasette_metadata, read_query, read_settings
from pipeline.errors import UsageError
from pipeline.load.migrations import schema
from pipeline.rules import data_folder

SETTINGS = read_settings()


@pytest.fixture(scope="module")
def columns() -> dict[str, list[str]]:
    """The columns of every table and view of the schema but those of the full-text indexes."""
    with sqlite3.connect(":memory:") as connection:
        connection.executescript(schema())
        names = connection.execute("select name from sqlite_master where type in ('table', 'view')").fetchall()
        return {
            name: [column for (column,) in connection.execute("select name from pragma_table_info(?)", (name,))]
            for (name,) in names
            if "_fts" not in name and not name.startswith("sqlite_")
        }


def test_every_table_has_a_title_and_every_column_a_description(columns: dict[str, list[str]]) -> None:
    given = datasette_metadata(SETTINGS, "any name")["databases"]["any name"]["tables"]
    assert {name: sorted(given[name]["columns"]) for name in columns} == {name: sorted(names) for name, names in columns.items()}
    assert [name for name in columns if not (given[name]["title"] and given[name]["description"])] == []
    assert {name for name in given if not given[name].get("hidden")} <= set(columns)


def test_every_column_that_the_settings_name_exists(columns: dict[str, list[str]]) -> None:
    wrong = [
        f"{name}.{column}"
        for name, table in SETTINGS.tables.items()
        for column in (table.label, table.sort, table.sort_desc, *table.facets, *table.first, *table.headings)
        if column is not None and column not in columns[name]
    ]
    assert wrong == []
    somewhere = {column for names in columns.values() for column in names}
    of_questions = {"step", "asked_by", "lead_kind"}
    assert set(SETTINGS.headings) <= somewhere
    assert set(SETTINGS.units) <= somewhere
    assert (set(SETTINGS.codes) | set(SETTINGS.values)) - of_questions <= somewhere
    assert {column for table in SETTINGS.tables.values() for column in table.folded} <= somewhere


def test_a_label_is_not_folded_away_unless_another_column_leads_to_the_page() -> None:
    led_by_title = {"reports", "report_details", "page_layouts"}
    assert {name for name, table in SETTINGS.tables.items() if table.label in table.folded} <= led_by_title


def test_every_group_is_listed() -> None:
    assert {table.group for table in SETTINGS.tables.values()} == {*GROUPS, "hidden"}


def test_a_slip_in_the_settings_of_a_table_is_refused() -> None:
    with pytest.raises(ValidationError, match="facet"):
        TableSettings.model_validate({"title": "A", "rows": ["a", "as"], "group": "read", "label": "id", "facet": ["kind"]})


def test_every_file_is_a_question_of_the_list() -> None:
    assert sorted(SETTINGS.queries) == sorted(path.stem for path in (data_folder("db") / "queries").glob("*.sql"))
    assert len(SETTINGS.queries) >= 12


def test_questions_are_asked_in_words() -> None:
    for query in SETTINGS.queries.values():
        assert query.title[0].isupper()
        assert query.description.endswith(".")
        assert all(parameter.label for parameter in query.parameters)


def test_a_question_over_findings_takes_the_versions_that_count() -> None:
    """One report in two files is one report: a question that counted both would count everything twice.

    Followed actions are made of the versions that count alone.
    """
    without = [name for name, query in SETTINGS.queries.items() if "is_primary" not in query.sql]
    assert without == ["actions_that_slipped", "what_could_not_be_read"]


@pytest.mark.parametrize(
    "text",
    [
        "-- title: A\nselect 1",
        "-- title: A\n-- description: B.\nselect :name",
        "-- title: A\n-- description: B.\n-- ask: other | What\nselect :name",
    ],
    ids=["no description", "a parameter not asked for", "asked for another"],
)
def test_an_incomplete_question_is_refused_with_its_name(text: str, tmp_path: Path) -> None:
    (tmp_path / "half.sql").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"half\.sql"):
        read_query(tmp_path / "half.sql")


def test_a_question_is_read_with_what_it_asks_for(tmp_path: Path) -> None:
    path = tmp_path / "q.sql"
    path.write_text(
        "-- title: A\n-- description: B.\n-- ask: lead | Who | Head | leads.name\n-- ask: on | When | | day\nselect :lead, :on\n"
    )
    query = read_query(path)
    assert query.sql == "select :lead, :on"
    assert [(p.name, p.label, p.hint, p.choices, p.is_day) for p in query.parameters] == [
        ("lead", "Who", "Head", "leads.name", False),
        ("on", "When", "", "day", True),
    ]


def test_what_datasette_changes_does_not_come_back() -> None:
    """Datasette writes into the metadata it is given; ours are read once for all."""
    first = datasette_metadata(SETTINGS, "x")
    first["databases"]["x"]["tables"]["actions"]["columns"]["text"] = "changed"
    assert datasette_metadata(SETTINGS, "x")["databases"]["x"]["tables"]["actions"]["columns"]["text"] != "changed"


def test_the_style_has_a_colour_for_each_rating() -> None:
    style = (data_folder("db") / "static" / "journeys.css").read_text(encoding="utf-8")
    assert set(re.findall(r"\.rag-(\w+) ", style)) == {"red", "amber", "green", "blue", "grey"}
