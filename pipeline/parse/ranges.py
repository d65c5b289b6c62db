"""Long PDFs in ranges of pages, which several processes read: joined they are what one process reads of the whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from pipeline.errors import DocumentError
from pipeline.model import Document, Page
from pipeline.parse.files import read_data, whole
from pipeline.parse.kinds import PDF, tell_kind
from pipeline.parse.problems import describe_problems
from pipeline.places import Readable


def count_pages(place: Readable, passwords: Sequence[str] = (), *, least: int = 1) -> int:
    """Return how many pages a PDF has that can be read in ranges: 0 of other files, of damaged ones, of those under `least`."""
    from pipeline.parse.pdf import open_pdf

    data = read_data(place)
    try:
        if tell_kind(data) != PDF or _roughly(data) < least:
            return 0
        pdf, damage = open_pdf(data, passwords)
    except DocumentError:  # whoever reads the whole says so
        return 0
    pages = 0 if damage else len(pdf)
    return pages if pages >= least else 0


def parse_range(place: Readable, first: int, last: int, passwords: Sequence[str] = ()) -> tuple[str, tuple[Page, ...]]:
    """Return the digest of a PDF's content and its pages from `first` to `last` (from 1). Raises `DocumentError`."""
    from pipeline.parse.pdf import pdf_pages

    data = read_data(place)
    return hashlib.sha256(data).hexdigest(), tuple(pdf_pages(data, numbers=range(first, last + 1), passwords=passwords))


def join_ranges(place: Readable, sha256: str, pages: Iterable[Page]) -> Document:
    """Return the document whose pages were read in ranges."""
    pages = tuple(pages)
    return whole(place, sha256, PDF, pages, describe_problems(pages))


def _roughly(data: bytes) -> int:
    """Return how many pages PDFium counts: at once, where pdfminer walks through all of them; many where it finds none."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return 1 << 30
    try:
        return len(document)
    finally:
        document.close()
