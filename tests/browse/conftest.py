"""A small database as the loader makes it, and a way to look at its pages."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from datasette.utils import tilde_encode

from pipeline.browse import make_datasette
from pipeline.browse.guard.file import DatabaseFile
from pipeline.flow import load_files
from pipeline.follow import follow
from pipeline.load.request import Request
from pipeline.load.run import load
from tests.browse import chromium
from tests.load.readings import EVERYTHING, council_named, read_lines

Rows = Callable[..., list[dict[str, Any]]]

ROOT = Path(__file__).resolve().parents[2]
REPORTS = ROOT / "corpus" / "reports"
LOADED = ("northmoor-2020-09.pdf", "northmoor-2019-12.docx", "elmshire-2016-10.pdf")
"""A plan rated by colour, one in Word, one with bars: small files of two councils."""

_FOLDED = "//*[@data-folded] | //details[contains(@class, 'fold')]"
_UNSEEN = f"//head | //script | //style | //pre | //textarea | //code | //datalist | {_FOLDED}"


@dataclass(frozen=True)
class Seen:
    """A page as it came, and as a person sees it: `text` without what is folded away."""

    path: str
    status: int
    html: str
    headers: dict[str, str]

    @property
    def tree(self) -> Any:
        return lxml.html.fromstring(self.html)

    @property
    def text(self) -> str:
        tree = self.tree
        for element in tree.xpath(_UNSEEN):
            element.drop_tree()
        return " ".join(" ".join(tree.xpath("//body//text()")).split())

    @property
    def title(self) -> str:
        return " ".join(str(self.tree.findtext(".//title")).split())

    @property
    def links(self) -> list[str]:
        return [str(link) for link in self.tree.xpath("//section//a/@href") if str(link).startswith("/")]


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three reports of the sample corpus, one written by hand that holds every class of finding, and a file that is none."""
    folder = tmp_path_factory.mktemp("browsed")
    db = folder / "findings.db"
    given = folder / "given"
    given.mkdir()
    (given / "not a report.pdf").write_text("<!doctype html><title>Page not found</title><p>Sorry", encoding="utf-8")
    (given / "manifest.csv").write_text(
        "file,source_url,council,committee,meeting_date\n"
        "northmoor-2020-09.pdf,https://northmoor.example/report.pdf,,Cabinet,\n",
        encoding="utf-8",
    )  # fmt: skip
    for name in LOADED:
        shutil.copy(REPORTS / name, given)
    load_files(Request((given,), db))
    by_hand = folder / "by hand"
    by_hand.mkdir()
    (by_hand / "everything.txt").write_text(
        f"Council: Westerlea & District Council\nTitle: A <b>bold</b> plan & more\nDate: 2019-06-12\n{EVERYTHING}\n"
        "due [2016-02-03]\nL1\tA row of a plan\tits owner\n",
        encoding="utf-8",
    )
    load(Request((by_hand,), db), read=read_lines, council_named=council_named, follow=follow())
    return db


class Visit:
    """Look at the pages of a database without a server, at each once.

    In a thread of its own: Playwright keeps the loop of the one in which a browser was started.
    """

    def __init__(self, db: Path, datasette: Any = None) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._seen: dict[str, Seen] = {}
        self.datasette = datasette or make_datasette(db)
        self.run(self.datasette.invoke_startup())

    def __call__(self, path: str) -> Seen:
        if path not in self._seen:
            answer = self.raw(path, follow_redirects=True)
            self._seen[path] = Seen(path, answer.status_code, answer.text, dict(answer.headers))
        return self._seen[path]

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Return what comes of a coroutine."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def raw(self, path: str, **how: Any) -> Any:
        """Return what is answered as it came, asked for anew."""
        return self.run(self.datasette.client.get(path, **how))

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        for database in self.datasette.databases.values():
            if isinstance(database, DatabaseFile):
                database.end()


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    """One Chromium for the tests of this folder."""
    with chromium.browser() as browser:
        yield browser


@pytest.fixture(scope="package")
def address(database: Path) -> Iterator[str]:
    """Where the database of the fixture is served."""
    with chromium.served(database) as address:
        yield address


@pytest.fixture(scope="session")
def look(database: Path) -> Iterator[Visit]:
    """Return a function that asks for a path of the database's pages."""
    with closing(Visit(database)) as visit:
        yield visit


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """A page of a wide screen; what it says to its console is a fault."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=address)
    context.set_default_timeout(30_000)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))

    def failed(request: Any) -> None:
        # What is on its way when the reader goes on to another page, or becomes a download, is given up by the browser itself.
        if request.failure != "net::ERR_ABORTED":
            said.append(f"{request.url}: {request.failure}")

    page.on("requestfailed", failed)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    yield page
    context.close()
    assert said == []
    assert [url for url in asked if not url.startswith((address, "data:"))] == []


def page_paths(rows: Rows) -> dict[str, str]:
    """Return the address of a page of each kind that we made, those of the most told council and report."""
    report = rows(
        "select report_id as id from actions join reports on reports.id = report_id group by 1 order by count(*) desc, 1"
    )[0]
    council = rows("select council_id as id from reports where council_id is not null group by 1 order by count(*) desc, 1")[0]
    councils = rows("select distinct council_id as id from reports where council_id is not null order by 1")

    def row(table: str, sql: str) -> str:
        return f"/findings/{table}/{tilde_encode(rows(sql)[0]['id'])}"

    return {
        "first page": "/",
        "tables": "/findings",
        "list": "/findings/actions?status=complete&_size=10",
        "answer": "/findings/what_was_decided_and_recommended?council=Elmshire",
        "own SQL": "/findings?sql=select+1+as+one",
        "search": "/-/search?words=team",
        "council": f"/findings/councils/{tilde_encode(council['id'])}",
        "compare": "/-/compare?" + "&".join(f"council={c['id'].replace('&', '%26')}" for c in councils),
        "report": f"/findings/reports/{report['id']}",
        "reading": f"/-/read/{report['id']}?page=2",
        "action": row("actions", "select action_id as id from thread_steps where n > 1 order by 1"),
        "date": row("dates", "select id from dates where resolved_from <> 'stated' order by 1"),
        "percentage": row("percentages", "select id from percentages order by 1"),
        "thread": row("action_threads", "select id from action_threads where steps > 1 order by 1"),
        "lead": row("leads", "select lead_id as id from action_leads group by 1 order by count(*) desc, 1"),
        "topic": row("topics", "select topic_id as id from finding_topics group by 1 order by count(*) desc, 1"),
        "measure": row("measures", "select measure_id as id from indicators group by 1 order by count(*) desc, 1"),
        "printed page": row("pages", f"select id from pages where report_id = '{report['id']}' order by number"),
        "paragraph": row("blocks", "select block_id as id from finding_index order by 1"),
        "run": "/findings/runs/1",
        "rule": "/-/rule/action_plans.action",
        "accuracy": "/-/accuracy",
        "fault": "/findings/nothing",
    }


@pytest.fixture(scope="session")
def rows(database: Path) -> Callable[..., list[dict[str, Any]]]:
    """Return a function that asks the database itself."""

    def ask(sql: str, *arguments: object) -> list[dict[str, Any]]:
        with closing(sqlite3.connect(database)) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(sql, arguments)]

    return ask
