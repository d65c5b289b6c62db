"""Every kind of page, and reviewers' forms, against axe-core's rules for WCAG 2.2 AA, light and dark, wide and on a telephone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from pipeline.review import audit
from pipeline.review.writing import Judgement, judge
from tests.browse import chromium
from tests.browse.conftest import Rows, page_paths

pytestmark = pytest.mark.browser
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# (colours, width): the two that differ most; the others mix the same style sheets.
LOOKS = [("light", 1280), ("dark", 390)]


@pytest.fixture(scope="module")
def audited(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the database with an audit of actions and one of judgements, of which all that was found is judged."""
    copy = tmp_path_factory.mktemp("audited") / "findings.db"
    with closing(sqlite3.connect(database)) as here, closing(sqlite3.connect(copy)) as there:
        here.backup(there)
        with there:
            audit.draw(there, ["actions"], size=2, seed=1)
            audit.draw(there, ["judgements"], size=2, seed=1)
            keys = [unit.target for unit in audit.units(there, 2) if unit.stratum == "finding"]
            judged = there.execute(f"select key from judgements where id in ({', '.join('?' * len(keys))})", keys).fetchall()
            judge(there, [Judgement(key, "accepted", {}, None) for (key,) in judged], reviewer="ben")
    return copy


@pytest.fixture(scope="module")
def served(audited: Path) -> Iterator[tuple[str, Iterator[str]]]:
    with chromium.served_to_reviewers(audited, *("amy" for _ in LOOKS)) as (address, doors):
        yield address, iter(doors)


@pytest.fixture(scope="module", params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def page(request: pytest.FixtureRequest, served: tuple[str, Iterator[str]]) -> Iterator[Any]:
    colours, width = request.param
    address, doors = served
    with (
        chromium.browser() as browser,
        closing(browser.new_context(viewport={"width": width, "height": 844}, color_scheme=colours, base_url=address)) as context,
    ):
        page = context.new_page()
        page.door = next(doors)
        yield page


def faults_of(page: Any, paths: dict[str, str]) -> dict[str, list[str]]:
    faults: dict[str, list[str]] = {}
    for kind, path in paths.items():
        page.goto(path)
        page.evaluate("document.querySelectorAll('.review details').forEach(folded => folded.open = true)")
        for violation in Axe().run(page, options={"runOnly": LEVELS}).response["violations"]:
            found = [f"{violation['id']}: {node['html'][:140]}" for node in violation["nodes"][:3]]
            faults.setdefault(kind, []).extend(found)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            faults.setdefault(kind, []).append("wider than the window")
    return faults


def test_no_page_violates_a_rule(page: Any, rows: Rows) -> None:
    assert faults_of(page, page_paths(rows)) == {}


def test_no_form_of_a_reviewer_violates_a_rule(page: Any, rows: Rows) -> None:
    page.goto(page.door)
    paths = page_paths(rows)
    forms = {kind: paths[kind] for kind in ("list", "action", "paragraph", "reading")}
    forms |= {"review": "/-/review", "audit of a finding": "/-/audit/1?n=1", "audit of a paragraph": "/-/audit/2"}
    assert faults_of(page, forms) == {}
    assert "Save the number" in page.content()  # the last of them asks about a paragraph
