"""Every kind of page against axe-core's rules for WCAG 2.2 AA, light and dark, wide and on a telephone; keys and policy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browse import chromium
from tests.browse.conftest import Rows, page_paths

pytestmark = pytest.mark.browser
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# (colours, width): the two that differ most; the others mix the same style sheets.
LOOKS = [("light", 1280), ("dark", 390)]


@pytest.fixture(scope="module")
def address(database: Path) -> Iterator[str]:
    with chromium.served(database) as address:
        yield address


@pytest.fixture(scope="module", params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def page(request: pytest.FixtureRequest, address: str) -> Iterator[Any]:
    colours, width = request.param
    with (
        chromium.browser() as browser,
        closing(browser.new_context(viewport={"width": width, "height": 844}, color_scheme=colours, base_url=address)) as context,
    ):
        yield context.new_page()


def test_no_page_violates_a_rule(page: Any, rows: Rows) -> None:
    faults: dict[str, list[str]] = {}
    for kind, path in page_paths(rows).items():
        page.goto(path)
        for violation in Axe().run(page, options={"runOnly": LEVELS}).response["violations"]:
            found = [f"{violation['id']}: {node['html'][:140]}" for node in violation["nodes"][:3]]
            faults.setdefault(kind, []).extend(found)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            faults.setdefault(kind, []).append("wider than the window")
    assert faults == {}
