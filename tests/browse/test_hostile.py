"""A report whose words would be code elsewhere harms neither page nor CSV; no page can run what a report brings."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from pipeline.flow import load_files
from pipeline.load.request import Request
from tests.browse import chromium
from tests.browse.conftest import Visit

SCRIPT = "<script>document.title = 'broken into'</script>"
FORMULA = '=HYPERLINK("https://elsewhere.example/"; "click")'
REPORT = f"""# Northmoor {SCRIPT} Council

**Report to:** Cabinet

**Date:** 12 June 2019

## Plan {SCRIPT}

| Ref | Action | Lead | Due | Status |
| --- | --- | --- | --- | --- |
| 1 | {FORMULA} | Head of {SCRIPT} | 30 June 2019 | Complete |
| 2 | {SCRIPT} Train all managers | +Head of Resources | 12 May 2020 | In progress |
| 3 | -2+3 Recruit ten social workers | @Director | 1 May 2020 | In progress |

An inspection by Ofsted in March 2019 {SCRIPT} found services to be inadequate. Agency staff fell from 34% to 27% {SCRIPT}.
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "given").mkdir()
    (folder / "given" / "report.md").write_text(REPORT, encoding="utf-8")
    load_files(Request((folder / "given",), folder / "findings.db"))
    return folder / "findings.db"


@pytest.fixture(scope="module")
def look(hostile: Path) -> Iterator[Visit]:
    with closing(Visit(hostile)) as visit:
        yield visit


def test_its_words_stand_on_the_pages_as_words(look: Visit) -> None:
    listed = look("/findings/actions")
    paths = ["/", "/-/search?words=managers", "/findings/actions", "/findings/leads", "/findings/events", *listed.links]
    told = 0
    for path in dict.fromkeys(paths):
        if ".csv" in path or ".json" in path or "_sort" in path:
            continue
        seen = look(path)
        tree = lxml.html.fromstring(seen.html)
        assert [script for script in tree.xpath("//script") if not (script.get("src") and script.get("nonce"))] == [], path
        assert tree.xpath("//@style | //@onclick | //@onchange | //@onload | //style") == [], path
        told += SCRIPT in str(tree.text_content())
    assert told > 3


def test_every_answer_forbids_what_is_not_ours(look: Visit) -> None:
    for path in ("/", "/findings/actions", "/findings/nothing", "/findings/actions.json", "/-/search?words=x"):
        policy = look(path).headers["content-security-policy"]
        assert "script-src 'self'" in policy
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert look(path).headers["x-content-type-options"] == "nosniff"


DEBUG = ("/-/permissions", "/-/patterns", "/-/actor", "/-/plugins", "/-/logout")


@pytest.mark.parametrize("path", DEBUG)
def test_what_datasette_writes_into_its_own_pages_has_the_nonce_of_the_answer(path: str, look: Visit) -> None:
    answer = look.raw(path, cookies={"ds_actor": look.datasette.sign({"a": {"id": "root"}}, "actor")})
    assert answer.status_code == 200
    [nonce] = set(re.findall(r"'nonce-([^']+)'", answer.headers["content-security-policy"]))
    tree = lxml.html.fromstring(answer.text)
    inline = tree.xpath("//script | //style")
    assert [part.get("nonce") for part in inline] == [nonce] * len(inline)
    assert tree.xpath("//@style") == []
    assert nonce not in look.raw("/").headers["content-security-policy"]


@pytest.mark.browser
def test_datasettes_own_pages_run_in_a_browser(page: Any) -> None:
    for path in ("/-/patterns", "/-/versions", "/-/databases"):
        page.goto(path)
        page.wait_for_load_state("networkidle")


@pytest.mark.parametrize("path", ["actions.csv", "actions.csv?_stream=on&_labels=on", "leads.csv", "who_leads_what.csv"])
def test_no_cell_of_a_csv_is_a_formula(path: str, look: Visit) -> None:
    rows = list(csv.reader(io.StringIO(look(f"/findings/{path}").html)))
    cells = [cell for row in rows for cell in row]
    assert [
        cell for cell in cells if cell.startswith(("=", "+", "-", "@")) and not cell.lstrip("-+").replace(".", "").isdigit()
    ] == []
    if path.startswith("actions"):
        assert f"'{FORMULA}" in cells
        assert {len(row) for row in rows} == {len(rows[0])}


@pytest.mark.browser
def test_nothing_of_it_runs_in_a_browser(hostile: Path, browser: Any) -> None:
    import sqlite3

    with closing(sqlite3.connect(hostile)) as connection:
        keys = [key for (key,) in connection.execute("select id from actions")]
        (report,) = connection.execute("select id from reports").fetchone()
    paths = [
        "/",
        "/findings/actions",
        f"/findings/reports/{report}",
        f"/-/read/{report}",
        *(f"/findings/actions/{k}" for k in keys),
    ]
    with chromium.served(hostile) as address, closing(browser.new_page(base_url=address)) as page:
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        for path in paths:
            page.goto(path)
            assert page.title() != "broken into"
        assert page.evaluate("document.querySelectorAll('script:not([src])').length") == 0
        assert said == []
