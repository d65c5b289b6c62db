"""Pictures of printed pages, drawn from the files that the reports were read from."""

from __future__ import annotations

import asyncio
import hashlib
import io
import json
import threading
import zlib
from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.browse.rows import Row, one, rows

DPI = 110
"""Dots per inch: the density of a page that fills half of a wide screen."""

MOST_PIXELS = 6_000_000
"""The largest picture, that of a page of some 70 by 50 cm; a larger page is drawn at less density, to bound memory."""

KEPT_BYTES = 64_000_000
"""How much of drawn pictures is kept: some 400 pages."""

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
    """Draws pages, one at a time, and keeps what it drew up to `KEPT_BYTES`.

    PDFium may be called by one thread only at a time, or the server dies with it.
    """

    def __init__(self) -> None:
        self._drawing = threading.Lock()
        self._keeping = threading.Lock()
        self._kept: OrderedDict[tuple[str, int, int], bytes] = OrderedDict()
        self._checked: dict[Path, tuple[int, int, str]] = {}

    async def source(self, db: Any, page: str) -> Source | Missing:
        """Return the file of a page by its key; only files that the loader read, and only while they are what it read."""
        found = await one(db, _SOURCE, page)
        if not found or not found["sha256"]:
            return Missing("The page is not in the database.")
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
        """Return a page's picture as PNG; raises `PdfiumError` or `OSError` where the file cannot be drawn."""
        key = (source.sha256, source.number, source.turned)
        with self._keeping:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        drawn = await asyncio.to_thread(self._draw, source)
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

    def _draw(self, source: Source) -> bytes:
        import pypdfium2

        with self._drawing, pypdfium2.PdfDocument(source.path) as pdf:
            page = pdf[source.number - 1]
            width, height = page.get_size()
            scale = min(DPI / 72, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
            picture = page.render(scale=scale, rotation=source.turned).to_pil()
        out = io.BytesIO()
        picture.save(out, "PNG", compress_level=3)  # a third of the time of the usual level, a tenth more bytes
        return out.getvalue()


def _turned(found: Row) -> int:
    """Return by how many degrees the reader turned a page to bring its text level, as the kept layout says."""
    return int(json.loads(zlib.decompress(found["layout"])).get("turned", 0)) if found["layout"] else 0
