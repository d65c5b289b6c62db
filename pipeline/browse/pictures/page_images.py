"""Pictures of printed pages, drawn from the files that the reports were read from."""

from __future__ import annotations

import asyncio
import hashlib
import json
import threading
import zlib
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.browse.guard.turns import Turns
from pipeline.browse.pictures.drawing import CannotDraw, DrawingProcess, Sheet
from pipeline.browse.rows import Row, one, rows

KEPT_BYTES = 64_000_000
"""How much of drawn pictures is kept: some 400 pages."""

KEPT_REFUSALS = 10_000
"""Of how many pages it is kept that they cannot be drawn: each may have taken its whole time once."""

MOST_WAITING = 100
"""Pictures that wait to be drawn: a reader asks for one or two."""

_SOURCE = """
select pages.id, pages.number, pages.width, pages.height, layout, coalesce(carriers.id, reports.id) as file_report,
  coalesce(carriers.sha256, reports.sha256) as sha256, coalesce(carriers.media_type, reports.media_type) as media_type,
  coalesce(carriers.source_path, reports.source_path) as source_path
from pages
join reports on reports.id = pages.report_id
left join reports carriers on carriers.id = reports.carrier_id
left join page_layouts on page_layouts.id = pages.id
where pages.id = ?
"""
_PLACES = """
select location as place from run_files where report_id = ?1 and location is not null group by location
union select path from report_files where report_id = ?1
"""


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a page is drawn from; `number` counts its pages from 1, `turned` is in degrees clockwise."""

    path: Path
    sha256: str
    number: int
    turned: int


@dataclass(frozen=True, slots=True)
class Missing:
    """Why there is no picture of a page, for a reader."""

    reason: str


class PageImages:
    """Draws pages, one at a time, and keeps what it drew up to `KEPT_BYTES`, and why what could not be drawn could not."""

    def __init__(self) -> None:
        self._drawer = DrawingProcess()
        self._hand = ThreadPoolExecutor(1, "drawing")  # who waits for a picture keeps nobody else's thread
        self._turns = Turns(1, MOST_WAITING)
        self._keeping = threading.Lock()
        self._refused: OrderedDict[tuple[str, int, int], str] = OrderedDict()
        self._kept: OrderedDict[tuple[str, int, int], bytes] = OrderedDict()
        self._checked: dict[Path, tuple[int, int, str]] = {}

    def begin(self) -> None:
        """Start what draws before the first picture is asked for, while nobody waits."""
        self._hand.submit(self._drawer.start)

    async def source(self, db: Any, page: str) -> Source | Missing:
        """Return the file of a page by its key; only files that the loader read, and only while they are what it read."""
        found = await one(db, _SOURCE, page)
        if not found:
            return Missing("The page is not in the database.")
        if not found["sha256"]:
            return Missing("This is a copy that shows words only.")
        if found["media_type"] != "application/pdf":
            return Missing("Only PDF files have printed pages to show; the words stand beside.")
        places = [Path(row["place"]) for row in await rows(db, _PLACES, found["file_report"])]
        path = await asyncio.to_thread(self._same_file, places, found["sha256"])
        if path is None:
            return Missing(
                f"The file {found['source_path']} is gone from where it was read, or was changed since: its words are still "
                "here, its picture is not. Put it back, or load it again from where it lies now."
            )
        return Source(path, found["sha256"], found["number"], _turned(found))

    async def png(self, source: Source) -> bytes:
        """Return a page's picture as PNG; raises `CannotDraw`, and `Busy`."""
        loop = asyncio.get_running_loop()
        return await self._turns.of(lambda: loop.run_in_executor(self._hand, self._png, source))

    def _png(self, source: Source) -> bytes:
        key = (source.sha256, source.number, source.turned)
        with self._keeping:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            if key in self._refused:
                raise CannotDraw(self._refused[key])
        try:
            drawn = self._drawer.draw(Sheet(source.path, source.number, source.turned))
        except CannotDraw as error:
            with self._keeping:
                self._refused[key] = str(error)
                if len(self._refused) > KEPT_REFUSALS:
                    self._refused.popitem(last=False)
            raise
        with self._keeping:
            self._kept[key] = drawn
            while sum(map(len, self._kept.values())) > KEPT_BYTES and len(self._kept) > 1:
                self._kept.popitem(last=False)
        return drawn

    def _same_file(self, places: list[Path], sha256: str) -> Path | None:
        for path in places:
            try:
                status = path.stat()
                known = (status.st_mtime_ns, status.st_size)
                if self._checked.get(path, ())[:2] != known:
                    with path.open("rb") as file:
                        self._checked[path] = (*known, hashlib.file_digest(file, "sha256").hexdigest())
            except OSError:
                continue
            if self._checked[path][2] == sha256:
                return path
        return None


def _turned(found: Row) -> int:
    """Return by how many degrees the reader turned a page to bring its text level, as the kept layout says."""
    return int(json.loads(zlib.decompress(found["layout"])).get("turned", 0)) if found["layout"] else 0
