"""Every kind of page, and reviewers' forms, against axe-core's rules for WCAG 2.2 AA, light and dark, wide and on a telephone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from pipeline.browse.settings import read_settings
from pipeline.review import audit
from pipeline.review.writing import Judgement, judge
from tests.browse import chromium
from tests.browse.conftest import Rows, page_paths

pytestmark = pytest.mark.browser
RUN = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},  # of WCAG 2.2, and the only one that axe leaves out unless asked by name
    "resultTypes": ["violations"],
}
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
def page(audited: Path, browser: Any) -> Iterator[Any]:
    """A reviewer's page: it holds all that others see, and the forms."""
    with (
        chromium.served_to_reviewers(audited, "amy") as (address, doors),
        closing(browser.new_context(base_url=address)) as context,
    ):
        page = context.new_page()
        page.goto(doors[0])
        yield page


def faults_of(page: Any, path: str) -> list[str]:
    """Load a page once, and let axe run in each of its looks."""
    page.goto(path)
    page.evaluate("document.querySelectorAll('details').forEach(folded => folded.open = true)")
    page.evaluate(Axe().axe_script)
    faults = []
    for colours, width in LOOKS:
        page.emulate_media(color_scheme=colours)
        page.set_viewport_size({"width": width, "height": 844})
        for violation in page.evaluate("run => axe.run(document, run)", RUN)["violations"]:
            faults += [f"{colours}, {width}: {violation['id']}: {node['html'][:140]}" for node in violation["nodes"][:3]]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            faults.append(f"{colours}, {width}: wider than the window")
    return faults


def test_no_page_violates_a_rule(page: Any, rows: Rows) -> None:
    paths = {
        **page_paths(rows),
        "review": "/-/review",
        "audit of a finding": "/-/audit/1?n=1",
        "audit of a paragraph": "/-/audit/2",
    }
    assert {kind: faults for kind, path in paths.items() if (faults := faults_of(page, path))} == {}
    assert "Save the number" in page.content()  # the last of them asks about a paragraph
    page.context.clear_cookies()
    assert faults_of(page, "/-/review") == []


def test_a_mark_of_a_letter_or_two_is_wide_enough_for_a_finger(page: Any, rows: Rows) -> None:
    [report] = rows("select report_id as id from actions where origin = 'table' limit 1")
    page.goto(f"/-/read/{report['id']}")
    shortened = """all => all.forEach(mark => { mark.textContent = "3"; mark.classList.add("short") })"""
    page.locator(".words a.found").evaluate_all(shortened)
    sizes = page.locator(".words a.found").evaluate_all(
        "all => all.map(m => m.getBoundingClientRect()).map(r => [r.width, r.height])"
    )
    assert sizes
    assert all(min(size) >= 24 for size in sizes)


def test_no_list_is_cut_at_the_edge_of_the_window(page: Any) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    widths = {}
    for name, table in read_settings().tables.items():
        if table.group == "hidden":
            continue
        page.goto(f"/findings/{name}?_size=50")
        for frame in page.locator(".table-wrapper").all():
            widths[name] = frame.evaluate("frame => frame.scrollWidth - frame.clientWidth")
    assert {name: over for name, over in widths.items() if over > 0} == {}
    assert len(widths) > 20
