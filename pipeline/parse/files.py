"""Read a file's bytes, tell its kind from them, and hand them to the reader of that kind."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from pipeline.errors import OpenError
from pipeline.model import Document, Page
from pipeline.parse import ocr
from pipeline.parse.kinds import HTML, PDF, WORD, tell_kind
from pipeline.parse.lengths import in_measure
from pipeline.parse.problems import describe_problems
from pipeline.places import Readable

if TYPE_CHECKING:
    from pipeline.rules import Rules


def parse(path: Readable, rules: Rules | None = None, passwords: Sequence[str] = ()) -> Document:
    """Read one file into pages.

    The kind (PDF, Word, HTML, text with or without Markdown) is told from the content, never from
    the name. Of the rules a web page needs `parse/error_pages`; a locked PDF is tried with each of the
    `passwords`. Raises `DocumentError`, in words, where the file cannot be read or is no report: empty,
    locked by a password, damaged beyond reading, an error page, an image, an old Word file ...
    """
    data = read_data(path)
    kind = tell_kind(data)
    pages, problem = _read(kind, data, rules, passwords)
    pages = tuple(map(in_measure, pages))
    return whole(path, hashlib.sha256(data).hexdigest(), kind, pages, problem)


def read_data(place: Readable) -> bytes:
    """Return a file's bytes; raises `OpenError` where they cannot be had."""
    try:
        return place.read_bytes()
    except OSError as error:
        raise OpenError(f"the file cannot be opened: {error.strerror or error}") from error


def whole(place: Readable, sha256: str, kind: str, pages: tuple[Page, ...], problem: str | None) -> Document:
    """Return the document of a file's pages, with what would let more of it be read."""
    lacks: Literal["tesseract"] | None = "tesseract" if any(page.illegible for page in pages) and not ocr.is_installed() else None
    return Document(place.as_posix(), sha256, kind, pages, problem, lacks)


def _read(kind: str, data: bytes, rules: Rules | None, passwords: Sequence[str]) -> tuple[tuple[Page, ...], str | None]:
    # Each reader is imported only where it is needed: they take longer to load than a text to read.
    if kind == PDF:
        from pipeline.parse.pdf import read_pdf

        return read_pdf(data, passwords)
    if kind == WORD:
        from pipeline.parse.docx import read_docx

        pages = read_docx(data)
    elif kind == HTML:
        from pipeline.parse.html import read_html
        from pipeline.rules import read_rules, timed

        with timed():
            pages = read_html(data, rules or read_rules())
    else:
        from pipeline.parse.text import read_text

        pages = read_text(data)
    return pages, describe_problems(pages)
