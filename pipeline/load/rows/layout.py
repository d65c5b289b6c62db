"""Parsed pages as the database keeps them, so that rules run again without the file."""

from __future__ import annotations

import functools
import sqlite3
import zlib
from typing import TYPE_CHECKING

from pipeline.errors import UsageError
from pipeline.model import Document, Page

if TYPE_CHECKING:
    from pydantic import TypeAdapter


QUICKLY = 2
"""How hard zlib tries with what is large: a third of the time of its usual 6, for a fifth more room."""


@functools.cache
def _pages() -> TypeAdapter[Page]:
    from pydantic import TypeAdapter

    return TypeAdapter(Page)


def pack(page: Page) -> bytes:
    """Return a page as compressed JSON; fields that hold their default are left out."""
    return zlib.compress(_pages().dump_json(page, exclude_defaults=True), QUICKLY)


def unpack(layout: bytes) -> Page:
    """Return the very page that was packed."""
    return _pages().validate_json(zlib.decompress(layout))


def read_document(connection: sqlite3.Connection, report: str) -> Document:
    """Return the document of a report as it was parsed, under its `source_path`.

    Raises `UsageError` where there is no such report.
    """
    found = connection.execute(
        "SELECT source_path, sha256, media_type, file_problem, lacks FROM reports WHERE id = ? AND media_type IS NOT NULL",
        (report,),
    ).fetchone()
    if found is None:
        raise UsageError(f"there is no report {report} that was read")
    path, sha256, media_type, problem, lacks = found
    layouts = connection.execute(
        "SELECT layout FROM page_layouts JOIN pages ON pages.id = page_layouts.id WHERE report_id = ? ORDER BY number", (report,)
    )
    return Document(path, sha256, media_type, tuple(unpack(layout) for (layout,) in layouts), problem, lacks)
