"""The plugin in a Datasette that somebody else starts, with a configuration and other databases of their own."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from pipeline.browse import make_datasette
from pipeline.browse.serve import read_config
from pipeline.errors import UsageError
from tests.browse.conftest import Visit

Rows = Callable[..., list[dict[str, Any]]]


@pytest.fixture(scope="module")
def beside(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    """The findings database as the second of a plain Datasette."""
    other = tmp_path_factory.mktemp("other") / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.executescript("create table trees (id integer primary key, name text); insert into trees values (1, 'Ash')")
    make_datasette(database)  # registers the plugin, where it is not installed
    with closing(Visit(database, Datasette([str(other), str(database)]))) as visit:
        yield visit


def test_a_plain_datasette_shows_our_pages(beside: Visit) -> None:
    assert "How councils improve" in beside("/").text
    assert beside("/journeys/journeys.css").html.startswith("/* Our pages")
    assert beside("/findings/actions").title.startswith("Actions")
    assert beside("/findings/overdue_actions").title.startswith("Actions overdue")
    assert beside("/-/search?words=team").status == 200
    assert beside.raw("/journeys/../metadata.yaml").status_code == 404


def test_another_database_keeps_its_pages(beside: Visit) -> None:
    assert "trees" in beside("/other").text
    assert "Ash" in beside("/other/trees").text
    assert "Ash" in beside("/other/trees/1").text
    assert beside("/other/nothing").status == 404
    assert "/other" in beside("/").links


def test_a_datasette_without_findings_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("create table trees (id integer primary key)")
    with closing(Visit(other, Datasette([str(other)]))) as visit:
        assert "journeys" not in visit("/").html
        assert visit("/-/search").status == 404
        assert "content-security-policy" not in visit("/").headers


def test_an_older_layout_is_told_and_shown_as_plain_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old = tmp_path / "old.db"
    with closing(sqlite3.connect(old)) as connection:
        connection.executescript("pragma application_id = 0x4A524E59; create table reports (id integer primary key)")
    with closing(Visit(old, Datasette([str(old)]))) as visit:
        assert visit("/old/reports").status == 200
    assert "journeys load brings it up to date" in capsys.readouterr().err


def test_a_configuration_of_ones_own(database: Path, tmp_path: Path) -> None:
    path = tmp_path / "datasette.yaml"
    path.write_text(
        "title: Our archive\nsettings: {default_page_size: 7}\n"
        "databases: {findings: {tables: {actions: {description: Only ours}}}}\n",
        encoding="utf-8",
    )
    with closing(Visit(database, make_datasette(database, read_config(path)))) as visit:
        assert visit("/").title == "Our archive"
        listed = visit("/findings/actions")
        assert "Only ours" in listed.text
        assert len(listed.tree.xpath("//table[@class='rows-and-columns']/tbody/tr")) == 7


@pytest.mark.parametrize(
    ("text", "said"),
    [("- a list", "names with values"), ("settings: {no_such: 1}", "no setting no_such"), ("a: [", "cannot be read")],
)
def test_a_configuration_that_is_none_is_refused_with_its_name(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "datasette.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=rf"datasette\.yaml.*{said}"):
        read_config(path)
