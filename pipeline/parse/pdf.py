"""Read a PDF: words with boxes, ruling lines, fills, drawn figures and images, page by page."""

from __future__ import annotations

import logging
import struct
import zlib
from collections.abc import Collection, Iterator, Sequence
from io import BytesIO
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.psexceptions import PSException
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from pipeline.errors import DocumentError
from pipeline.model import Page, Word
from pipeline.parse.pdf_device import PageDevice
from pipeline.parse.pdf_fonts import UNKNOWN
from pipeline.parse.pdf_frame import frame_of
from pipeline.parse.pdf_interpreter import PageInterpreter
from pipeline.parse.pdf_repair import repaired
from pipeline.parse.pdf_shapes import sort_shapes
from pipeline.parse.pdf_words import make_words, printed_glyphs
from pipeline.parse.problems import describe_problems

# What reading a malformed page raises: pdfminer checks few of the values that it finds in a file.
MALFORMED = (
    PSException, PdfminerException, MalformedPDFException, struct.error, zlib.error,
    ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError,
)  # fmt: skip
# A page with an image over this part of it and no more words than STAMP is a scan, with a stamp at most.
SCANNED = 0.5
STAMP = 3
# A page of which more than this part of the letters is unknown cannot be said to have been read.
UNREADABLE = 0.1
# A page without a word but with more figures than this prints its letters as outlines.
DRAWN_TEXT = 100

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every odd value, on the user's screen


def read_pdf(data: bytes) -> tuple[tuple[Page, ...], str | None]:
    """Return a PDF's pages, and in words what of it could not be read.

    Raises `DocumentError` where a password is needed or no page can be read.
    """
    pdf, damage = _open(data, None)
    pages = tuple(_read(pdf))
    return pages, describe_problems(pages, damage)


def pdf_pages(data: bytes, *, numbers: Collection[int] | None = None) -> Iterator[Page]:
    """Yield pages one by one, all or those numbered `numbers` (from 1); memory stays that of one page.

    For long packs, whose pages several processes read in ranges. Raises `DocumentError` as `read_pdf`.
    """
    yield from _read(_open(data, numbers)[0])


def _open(data: bytes, numbers: Collection[int] | None) -> tuple[PDF, str | None]:
    """Open a PDF, damaged ones as far as they can be repaired; returns it and what is the matter."""
    wanted = None if numbers is None else sorted(numbers)
    try:
        pdf = pdfplumber.open(BytesIO(data), pages=wanted)
        if pdf.pages or wanted:
            return pdf, None
    except PdfminerException as error:
        cause = error.args[0] if error.args else None
        if isinstance(cause, PDFPasswordIncorrect):
            raise DocumentError("the PDF needs a password to open; ask for a copy without one") from error
        if isinstance(cause, PDFEncryptionError):
            raise DocumentError("the PDF is locked in a way that cannot be opened; ask for an open copy") from error
    except MALFORMED:  # a damaged file: what can be repaired is tried below
        pass
    for version in repaired(data):
        try:
            pdf = pdfplumber.open(BytesIO(version), pages=wanted)
            if pdf.pages:
                return pdf, "the PDF is damaged or cut short; what is left of it was read, pages may be missing"
        except MALFORMED:
            continue
    raise DocumentError("the PDF is damaged or cut short and no page of it can be read; download it again")


def _read(pdf: PDF) -> Iterator[Page]:
    for page in pdf.pages:
        yield _page(page)
        page.close()


def _page(page: Any) -> Page:
    device = PageDevice(page.pdf.rsrcmgr)
    problem = None
    try:
        PageInterpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    except MALFORMED:
        problem = f"page {page.page_number} is damaged and only partly read"
    frame = frame_of(page.page_obj, device.glyphs)
    images = tuple(box for box in map(frame.box, device.images) if frame.shows(box))
    covered = max((frame.covers(box) for box in images), default=0.0)
    glyphs, hidden = printed_glyphs(device.glyphs, scanned=covered > SCANNED)
    words = tuple(word for word in make_words(glyphs, frame) if frame.shows(word.box))
    shapes = sort_shapes(device.drawings, frame)
    if problem is None:
        problem = _problem(page.page_number, words, covered, len(shapes.paths))
    return Page(
        number=page.page_number,
        width=frame.width,
        height=frame.height,
        words=words,
        rulings=tuple(shapes.rulings),
        fills=tuple(shapes.fills),
        paths=tuple(shapes.paths),
        images=images,
        text_source=("ocr" if hidden else "text_layer") if words else "none",
        problem=problem,
        turned=90 * frame.turn,
    )


def _problem(number: int, words: Sequence[Word], covered: float, n_paths: int) -> str | None:
    """Say what of a page was not read."""
    if covered > SCANNED and len(words) <= STAMP:
        return f"page {number} is an image without text"
    if not words and n_paths > DRAWN_TEXT:
        return f"page {number} has its letters drawn as figures, without text"
    letters = sum(len(word.text) for word in words)
    unknown = sum(word.text.count(UNKNOWN) for word in words)
    if unknown > UNREADABLE * letters:
        return (
            f"page {number} has a font that does not say which letters it prints; {letters - unknown} of {letters} letters read"
        )
    return None
