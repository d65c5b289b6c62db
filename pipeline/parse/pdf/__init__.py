"""Read a PDF: words with boxes, ruling lines, fills, drawn figures and images, page by page."""

from __future__ import annotations

import functools
import logging
import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

from pipeline.errors import DocumentError, LockedError
from pipeline.model import Box, Page, Word
from pipeline.parse.ocr import Eye
from pipeline.parse.pdf.annotations import show_annotations
from pipeline.parse.pdf.content import UnfamiliarContent
from pipeline.parse.pdf.damage import MALFORMED
from pipeline.parse.pdf.device import PageDevice, PageTooFull
from pipeline.parse.pdf.fonts import UNKNOWN
from pipeline.parse.pdf.frame import Frame, frame_of
from pipeline.parse.pdf.illegible import seen, seen_instead
from pipeline.parse.pdf.interpreter import LeanInterpreter, PageInterpreter
from pipeline.parse.pdf.level import levelled
from pipeline.parse.pdf.repair import repaired
from pipeline.parse.pdf.shapes import sort_shapes
from pipeline.parse.pdf.sheets import Sheet, Sheets
from pipeline.parse.pdf.streams import broken_streams, count_broken_streams
from pipeline.parse.pdf.typefaces import Typefaces
from pipeline.parse.pdf.visible import printed_over, seen_runs
from pipeline.parse.pdf.words import make_words
from pipeline.parse.problems import describe_problems
from pipeline.parse.unseen import Unseen

# A page with an image over this part of it and no more words than STAMP is a scan, with a stamp at most.
SCANNED = 0.5
STAMP = 3
# A page that pictures fill over this part, and whose words all stand within this part of its edges, is a scan that was stamped as
# a page of an agenda; a title page with a picture behind it has its words in the middle. No stamp has more words than this.
FILLED = 0.8
MARGIN = 0.1
STAMPED = 80
# Part of a page that shows something where the text layer has no words, from which its picture may say more. A letter higher than
# this part of the page is a picture.
INKED, HIGH = 0.06, 0.125
# The ledger speaks of pictures over more than this part of a page: words may stand in them.
PICTURED = 0.2
# A page of which more than this part of the letters is unknown cannot be said to have been read.
UNREADABLE = 0.1
# Fewer make a page one that is read in part where they stand in figures, or for whole words; else the ledger counts them.
_UNKNOWN_FIGURE = re.compile(rf"{UNKNOWN}{{2}}|[\d%£.,]{UNKNOWN}|{UNKNOWN}[\d%]|[\ue000-\uf8ff]%")
# A page without a word but with more figures than this prints its letters as outlines.
DRAWN_TEXT = 100

_WORDLESS = "is an image without text"
_STAMPED = "is an image with no more text than a stamp at its edge"
UNFAMILIAR = "is written in an unusual form; pdfminer's own parser read it, slowly and in full"

count_broken_streams()
logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every odd value, on the user's screen


def read_pdf(data: bytes, passwords: Sequence[str] = ()) -> tuple[tuple[Page, ...], str | None]:
    """Return a PDF's pages, and in words what of it could not be read.

    A locked file is tried with each of the `passwords`. Raises `LockedError` where none of them opens it, `DocumentError` where
    no page can be read.
    """
    sheets, damage = open_pdf(data, passwords)
    pages = tuple(_read(sheets, data, range(1, len(sheets) + 1)))
    return pages, describe_problems(pages, damage)


def pdf_pages(data: bytes, *, numbers: Collection[int] | None = None, passwords: Sequence[str] = ()) -> Iterator[Page]:
    """Yield pages one by one, all or those numbered `numbers` (from 1); memory stays that of one page.

    For long packs (see `ranges`). Raises `DocumentError` as `read_pdf`.
    """
    sheets, _ = open_pdf(data, passwords)
    wanted = range(1, len(sheets) + 1)
    yield from _read(sheets, data, [number for number in wanted if numbers is None or number in numbers])


def open_pdf(data: bytes, passwords: Sequence[str]) -> tuple[Sheets, str | None]:
    """Open a PDF, damaged ones as far as they can be repaired; returns its pages and what is the matter."""
    try:
        sheets = _unlocked(data, passwords)
        if sheets:
            return sheets, f"the PDF is damaged: {sheets.damage}" if sheets.damage else sheets.elsewhere
    except PDFEncryptionError as error:
        raise DocumentError("the PDF is locked in a way that cannot be opened; ask for an open copy") from error
    except MALFORMED:  # a damaged file: what can be repaired is tried below
        pass
    for version in repaired(data):
        try:
            sheets = Sheets(version)
        except MALFORMED:
            continue
        if sheets:
            return sheets, "the PDF is damaged or cut short; what is left of it was read, pages may be missing"
    raise DocumentError("the PDF is damaged or cut short and no page of it can be read; download it again")


def _unlocked(data: bytes, passwords: Sequence[str]) -> Sheets:
    """Open a PDF with the first of the passwords that fits, the empty one first: most locks only forbid changes."""
    for password in ("", *passwords):
        try:
            return Sheets(data, password)
        except PDFPasswordIncorrect:
            continue
        except PDFEncryptionError:
            raise
        except (
            MALFORMED
        ):  # a password that this kind of lock cannot take: old ones know Latin-1's letters only, new ones no signs
            if not password:
                raise
    said = "none of the passwords given opens it" if passwords else "give it with --password-file"
    raise LockedError(f"the PDF needs a password to open; {said}, or ask for a copy without one")


def _read(sheets: Sheets, data: bytes, numbers: Sequence[int]) -> Iterator[Page]:
    eye = Eye(data, sheets.password)
    typefaces = Typefaces()
    for number in numbers:
        made = _page(sheets.sheet(number), sheets, typefaces, eye)
        if made.illegible:
            made = seen(made, eye)
        elif len(made.words) <= STAMPED and made.problem is None and made.text_source != "ocr":
            made = _with_its_picture(made, eye)
        yield made


def _page(sheet: Sheet, sheets: Sheets, typefaces: Typefaces, eye: Eye) -> Page:
    notes, broken = [], broken_streams()
    try:
        drawn = _drawn(sheet, PageInterpreter if sheets.layers else LeanInterpreter, sheets, typefaces)
    except UnfamiliarContent:
        drawn = _drawn(sheet, PageInterpreter, sheets, typefaces)
        notes.append(UNFAMILIAR)
    device, problem = drawn.device, drawn.problem
    if broken_streams() > broken:
        problem = problem or _damaged(sheet)
    upright = Frame(*sheet.visible)
    covered = _covered(upright, [upright.box(image) for image in device.images])
    unseen, look = Unseen(), functools.partial(eye.shows, sheet.number, sheet.visible)
    runs, hidden = seen_runs(device, sheet.visible, scanned=covered > SCANNED, unseen=unseen, look=look)
    runs = levelled(runs, sheet.visible)
    frame = frame_of(sheet.visible, runs)
    images = tuple(box for box in map(frame.box, device.images) if frame.shows(box))
    words = frame.on_page(make_words(runs, frame))
    shapes = sort_shapes(device.drawings, frame)
    illegible = None if problem else _illegible(frame, sheet.number, words, covered, len(shapes.paths))
    notes += [note for note in (unseen.in_words(), printed_over(words)) if note]
    if not (problem or illegible) and (unknown := sum(word.text.count(UNKNOWN) for word in words)):
        notes.append(f"has {unknown} signs that their font does not name")
    if drawn.stuck:
        notes.append(f"has notes stuck on it, which are no part of it and were left out: {drawn.stuck}")
    if covered > PICTURED and not (hidden or illegible):
        notes.append(f"has pictures over {covered:.0%} of it, whose words, if any, were not read")
    return Page(
        number=sheet.number,
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
        note=f"page {sheet.number} {'; it '.join(notes)}" if notes else None,
    )


class _Drawn(NamedTuple):
    """What a page prints and draws, what of it could not be read, and how many notes stick on it."""

    device: PageDevice
    problem: str | None
    stuck: int = 0


def _drawn(sheet: Sheet, kind: type[PageInterpreter], sheets: Sheets, typefaces: Typefaces) -> _Drawn:
    """Draw a page, and what lies on it. Raises `UnfamiliarContent`."""
    device = PageDevice(sheets.fonts, typefaces)
    interpreter = kind(sheets.fonts, device)
    interpreter.layers = sheets.layers
    undrawn = stuck = 0
    try:
        interpreter.render_contents(sheet.resources, sheet.contents, ctm=sheet.matrix)
        device.off = 0
        if sheet.annotations is not None:
            undrawn, stuck = show_annotations(
                sheet.annotations, interpreter, sheet.matrix, fields_drawn_anew=sheets.fields_drawn_anew
            )
    except MALFORMED:
        return _Drawn(device, _damaged(sheet))
    except PageTooFull:
        return _Drawn(
            device,
            f"page {sheet.number} has more letters and lines on it than a page can show; the first of them were read",
        )
    if sheet.damaged or device.lost:
        return _Drawn(device, _damaged(sheet), stuck)
    return _Drawn(device, _unread(sheet, device, undrawn), stuck)


def _unread(sheet: Sheet, device: PageDevice, undrawn: int) -> str | None:
    if undrawn:
        return f"page {sheet.number} is filled with fields or typed notes that the file does not draw, which were not read"
    if device.mirrored > UNREADABLE * sum([len(run.letters) for run in device.runs]):
        return f"page {sheet.number} is partly written as in a mirror, which was not read"
    if device.unread:
        return f"page {sheet.number} is partly printed in patterns, or letters that are drawings of words, which were not read"
    return None


def _damaged(sheet: Sheet) -> str:
    return f"page {sheet.number} is damaged and only partly read"


def _covered(frame: Frame, images: Sequence[Box]) -> float:
    """Return the part of a page that pictures cover: the largest of them, or strips and tiles taken together."""
    parts = sorted((frame.covers(image) for image in images), reverse=True)
    if len(parts) < 2 or sum(parts) <= max(PICTURED, parts[0]):
        return parts[0] if parts else 0.0
    across, down = frame.width / _SQUARES, frame.height / _SQUARES
    filled: set[tuple[int, int]] = set()
    for image in images[:_MOST_IMAGES]:
        columns = range(max(0, round(image.x0 / across)), min(_SQUARES, round(image.x1 / across)))
        rows = range(max(0, round(image.top / down)), min(_SQUARES, round(image.bottom / down)))
        filled.update((row, column) for row in rows for column in columns)
    return max(parts[0], len(filled) / _SQUARES**2)


_SQUARES = 40  # the page in so many rows and columns, in which strips are put together
_MOST_IMAGES = 2000


def _with_its_picture(page: Page, eye: Eye) -> Page:
    """Return a page of few words as its picture reads, where that shows far more than they are and says far more."""
    frame = Frame(0.0, 0.0, page.width or 1.0, page.height or 1.0)
    boxes = [word.box for word in page.words if word.size < HIGH * frame.height]
    if eye.inked(page.number, frame.width, frame.height, boxes, page.turned) < INKED:
        return page
    stamped = page.words and _is_stamp(frame, page.words)
    return seen_instead(page, eye, _STAMPED if stamped else None if page.words else _WORDLESS)


def _is_stamp(frame: Frame, words: Sequence[Word]) -> bool:
    """Tell whether all words stand at the edges of a page, as an agenda's stamps do."""
    aside, above = MARGIN * frame.width, MARGIN * frame.height
    return len(words) <= STAMPED and all(
        word.box.bottom < above or word.box.top > frame.height - above or word.box.x1 < aside or word.box.x0 > frame.width - aside
        for word in words
    )


def _illegible(frame: Frame, number: int, words: Sequence[Word], covered: float, n_paths: int) -> str | None:
    """Say why a page's words can only be read from its picture; null where the page holds them, or there are none."""
    if covered > SCANNED and len(words) <= STAMP:
        return f"page {number} {_WORDLESS}"
    if covered > FILLED and _is_stamp(frame, words):
        return f"page {number} {_STAMPED}"
    if not words and n_paths > DRAWN_TEXT:
        return f"page {number} has its letters drawn as figures, without text"
    letters = sum(len(word.text) for word in words)
    unknown = sum(word.text.count(UNKNOWN) for word in words)
    if unknown > UNREADABLE * letters or (unknown and any(_UNKNOWN_FIGURE.search(word.text) for word in words)):
        return (
            f"page {number} has a font that does not say which letters it prints; {letters - unknown} of {letters} letters read"
        )
    return None
