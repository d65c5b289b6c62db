"""Read a PDF: words with boxes, ruling lines, fills, drawn figures and images, page by page."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from io import BytesIO
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfplumber.utils.exceptions import PdfminerException

from pipeline.errors import DocumentError
from pipeline.model import Box, Page
from pipeline.parse.pdf_device import PageDevice
from pipeline.parse.pdf_shapes import sort_shapes
from pipeline.parse.pdf_words import make_words


def read_pdf(data: bytes) -> tuple[tuple[Page, ...], str | None]:
    """Return a PDF's pages, and in words what of it could not be read.

    Raises `DocumentError` where a password is needed or no page can be read.
    """
    pages = tuple(pdf_pages(data))
    return pages, None


def pdf_pages(data: bytes, *, numbers: Collection[int] | None = None) -> Iterator[Page]:
    """Yield pages one by one, those numbered `numbers` (from 1) or all; memory stays that of one page."""
    try:
        pdf = pdfplumber.open(BytesIO(data), pages=None if numbers is None else sorted(numbers))
    except PdfminerException as error:
        if isinstance(error.args[0], PDFPasswordIncorrect):
            raise DocumentError("the PDF needs a password to open; ask for a copy without one") from error
        raise DocumentError("the PDF is damaged and cannot be read") from error
    for page in pdf.pages:
        yield _page(page)
        page.close()


def _page(page: Any) -> Page:
    device = PageDevice(page.pdf.rsrcmgr)
    PDFPageInterpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    height = float(page.height)
    shapes = sort_shapes(device.outlines, height)
    return Page(
        number=page.page_number,
        width=float(page.width),
        height=height,
        words=tuple(make_words(device.glyphs, height)),
        rulings=tuple(shapes.rulings),
        fills=tuple(shapes.fills),
        paths=tuple(shapes.paths),
        images=tuple(Box(x0, height - y1, x1, height - y0) for x0, y0, x1, y1 in device.images),
    )
