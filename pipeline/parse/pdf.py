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

from pipeline.errors import DocumentError, LockedError
from pipeline.model import Page, Word
from pipeline.parse.ocr import Eye
from pipeline.parse.pdf_content import UnfamiliarContent
from pipeline.parse.pdf_device import PageDevice, PageTooFull
from pipeline.parse.pdf_fonts import UNKNOWN
from pipeline.parse.pdf_frame import frame_of
from pipeline.parse.pdf_illegible import seen
from pipeline.parse.pdf_interpreter import LeanInterpreter, PageInterpreter
from pipeline.parse.pdf_references import follow_no_circles
from pipeline.parse.pdf_repair import repaired
from pipeline.parse.pdf_shapes import sort_shapes
from pipeline.parse.pdf_typefaces import Typefaces
from pipeline.parse.pdf_words import make_words, printed_runs
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

UNFAMILIAR = "is written in an unusual form; pdfminer's own parser read it, slowly and in full"

follow_no_circles()
logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every odd value, on the user's screen


def read_pdf(data: bytes, passwords: Sequence[str] = ()) -> tuple[tuple[Page, ...], str | None]:
    """Return a PDF's pages, and in words what of it could not be read.

    A locked file is tried with each of the `passwords`. Raises `LockedError` where none of them opens it, `DocumentError` where
    no page can be read.
    """
    pdf, damage = open_pdf(data, None, passwords)
    pages = tuple(_read(pdf, data))
    return pages, describe_problems(pages, damage)


def pdf_pages(data: bytes, *, numbers: Collection[int] | None = None, passwords: Sequence[str] = ()) -> Iterator[Page]:
    """Yield pages one by one, all or those numbered `numbers` (from 1); memory stays that of one page.

    For long packs (see `ranges`). Raises `DocumentError` as `read_pdf`.
    """
    yield from _read(open_pdf(data, numbers, passwords)[0], data)


def open_pdf(data: bytes, numbers: Collection[int] | None, passwords: Sequence[str]) -> tuple[PDF, str | None]:
    """Open a PDF, damaged ones as far as they can be repaired; returns it and what is the matter."""
    wanted = None if numbers is None else sorted(numbers)
    try:
        pdf = _unlocked(data, wanted, passwords)
        if pdf.pages or wanted:
            return pdf, None
    except PdfminerException as error:
        if error.args and isinstance(error.args[0], PDFEncryptionError):
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


def _unlocked(data: bytes, wanted: list[int] | None, passwords: Sequence[str]) -> PDF:
    """Open a PDF with the first of the passwords that fits, the empty one first: most locks only forbid changes."""
    for password in ("", *passwords):
        try:
            return pdfplumber.open(BytesIO(data), pages=wanted, password=password)
        except (PdfminerException, UnicodeEncodeError) as error:  # old locks know no letters but Latin-1's
            cause = error.args[0] if error.args and isinstance(error, PdfminerException) else error
            if not isinstance(cause, PDFPasswordIncorrect | UnicodeEncodeError):
                raise
    said = "none of the passwords given opens it" if passwords else "give it with --password-file"
    raise LockedError(f"the PDF needs a password to open; {said}, or ask for a copy without one")


def _read(pdf: PDF, data: bytes) -> Iterator[Page]:
    eye = Eye(data, str(pdf.password or ""))
    typefaces = Typefaces()
    for page in pdf.pages:
        made = _page(page, typefaces)
        page.close()
        yield seen(made, eye) if made.illegible else made


def _page(page: Any, typefaces: Typefaces) -> Page:
    note = None
    try:
        device, problem = _drawn(page, LeanInterpreter, typefaces)
    except UnfamiliarContent:
        (device, problem), note = _drawn(page, PageInterpreter, typefaces), f"page {page.page_number} {UNFAMILIAR}"
    frame = frame_of(page.page_obj, device.runs)
    images = tuple(box for box in map(frame.box, device.images) if frame.shows(box))
    covered = max((frame.covers(box) for box in images), default=0.0)
    runs, hidden = printed_runs(device.runs, scanned=covered > SCANNED)
    words = frame.on_page(make_words(runs, frame))
    shapes = sort_shapes(device.drawings, frame)
    illegible = None if problem else _illegible(page.page_number, words, covered, len(shapes.paths))
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
        problem=problem or illegible,
        turned=90 * frame.turn,
        illegible=illegible is not None,
        note=note,
    )


def _drawn(page: Any, interpreter: type[PageInterpreter], typefaces: Typefaces) -> tuple[PageDevice, str | None]:
    """Return what a page prints and draws, and what of it could not be read. Raises `UnfamiliarContent`."""
    device = PageDevice(page.pdf.rsrcmgr, typefaces)
    try:
        interpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    except MALFORMED:
        return device, f"page {page.page_number} is damaged and only partly read"
    except PageTooFull:
        return (
            device,
            f"page {page.page_number} has more letters and lines on it than a page can show; the first of them were read",
        )
    return device, None


def _illegible(number: int, words: Sequence[Word], covered: float, n_paths: int) -> str | None:
    """Say why a page's words can only be read from its picture; null where the page holds them, or there are none."""
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
