"""A small database as the loader makes it, and a way to look at its pages."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from pipeline.browse import make_datasette
from pipeline.flow import load_files
from pipeline.follow import follow
from pipeline.load.run import Request, load
from tests.load.readings import EVERYTHING, council_named, read_lines

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
    """Look at the pages of a database without a server, at each once."""

    def __init__(self, db: Path) -> None:
        self._loop = asyncio.new_event_loop()
        self._seen: dict[str, Seen] = {}
        self._datasette = make_datasette(db)
        self._loop.run_until_complete(self._datasette.invoke_startup())

    def __call__(self, path: str) -> Seen:
        if path not in self._seen:
            answer = self._loop.run_until_complete(self._datasette.client.get(path, follow_redirects=True))
            self._seen[path] = Seen(path, answer.status_code, answer.text)
        return self._seen[path]

    def close(self) -> None:
        self._loop.close()


@pytest.fixture(scope="session")
def look(database: Path) -> Iterator[Visit]:
    """Return a function that asks for a path of the database's pages."""
    with closing(Visit(database)) as visit:
        yield visit


@pytest.fixture(scope="session")
def rows(database: Path) -> Callable[..., list[dict[str, Any]]]:
    """Return a function that asks the database itself."""

    def ask(sql: str, *arguments: object) -> list[dict[str, Any]]:
        with closing(sqlite3.connect(database)) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(sql, arguments)]

    return ask
