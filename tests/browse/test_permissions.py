"""What a configuration closes is closed on every page: tables, their words elsewhere, and the whole database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pipeline.browse import make_datasette
from pipeline.browse.serve import Config
from tests.browse.conftest import Visit, page_paths

Rows = Callable[..., list[dict[str, Any]]]


def configured(database: Path, **said: Any) -> Visit:
    return Visit(database, make_datasette(database, Config({"databases": {"findings": said}})))


@pytest.fixture(scope="module")
def without_people(database: Path) -> Iterator[Visit]:
    with closing(configured(database, tables={"People": {"allow": {"id": "amy"}}, "leads": {"allow": False}})) as visit:
        yield visit


def test_a_closed_table_is_closed_with_all_that_shows_it(without_people: Visit, look: Visit, rows: Rows) -> None:
    person = rows("select id, key, report_id from people")[0]
    closed = (
        "/findings/people",
        "/findings/people.json",
        f"/findings/people/{person['id']}",
        "/findings/findings",
        "/findings/finding_index.json",
        "/findings/finding_values.json",
        "/findings/reviewed_people.csv",
        "/findings/action_leads.json",
        "/findings/who_leads_what",
        "/findings/open_actions_of_a_role.json?lead=Head",
        "/findings.json?sql=select+*+from+people",
        "/findings?sql=select+*+from+people",
    )
    assert {path: without_people(path).status for path in closed} == dict.fromkeys(closed, 403)
    assert {path: look(path).status for path in closed} == dict.fromkeys(closed, 200)
    assert without_people(f"/-/finding/{person['key']}").status == 404
    assert without_people("/findings/actions.json").status == 200
    assert without_people("/findings/overdue_actions").status == 200


def test_no_page_counts_lists_or_lights_what_is_closed(without_people: Visit, look: Visit, rows: Rows) -> None:
    for path in (path for name, path in page_paths(rows).items() if name != "accuracy"):
        seen = without_people(path)
        assert seen.status in (200, 403, 404), path
        tree = seen.tree
        for measured in tree.xpath("//section[@aria-labelledby='accuracy']"):  # figures of the program, not of these reports
            measured.drop_tree()
        assert not tree.xpath("//section//a[contains(@href, '/people')]"), path
        assert not tree.xpath("//section//*[contains(@class, 'k-people')]"), path
        assert not tree.xpath("//section//a[contains(@href, '/findings/leads/')]"), path
    assert look("/").tree.xpath("//section//a[contains(@href, '/people')]")


def test_who_is_allowed_sees_everything(database: Path, without_people: Visit) -> None:
    cookie = {"ds_actor": without_people.datasette.sign({"a": {"id": "amy"}}, "actor")}
    assert without_people.raw("/findings/people", cookies=cookie).status_code == 200
    assert "people" in without_people.raw("/", cookies=cookie).text
    assert "/findings/people" not in without_people.raw("/").text


def test_the_words_and_the_pages_can_be_closed(database: Path, rows: Rows) -> None:
    report = rows("select report_id as id from actions where page is not null order by 1")[0]["id"]
    page = rows("select id from pages order by 1")[0]["id"]
    with closing(configured(database, tables={"blocks": {"allow": False}, "pages": {"allow": False}})) as visit:
        for path in ("/-/search?words=team", f"/-/read/{report}", f"/-/page/{page}.png", "/findings/search_text?words=team"):
            assert visit(path).status == 403, path


def test_a_closed_database_closes_all(database: Path, rows: Rows) -> None:
    with closing(configured(database, allow={"id": "amy"})) as visit:
        paths = {name: path for name, path in page_paths(rows).items() if name != "fault"}
        assert {name: visit(path).status for name, path in paths.items()} == dict.fromkeys(paths, 403)


def test_a_configuration_that_allows_sql_is_taken_at_its_word(database: Path) -> None:
    with closing(configured(database, tables={"people": {"allow": False}}, allow_sql=True)) as visit:
        assert visit("/findings.json?sql=select+1").status == 200
