"""Read the words of pages without usable text from their picture, by tesseract where it is installed.

PDFium draws the page, pytesseract runs the program and hands its table of words over. Lines of a sheet that lay askew on the
scanner are brought level, and letters of a line get one size, as words of a text layer have: what follows tells lines and
headings by both.
"""

from __future__ import annotations

import functools
import itertools
import math
import os
import shutil
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pipeline.model import Box, Word

INSTALL = "tesseract would read more: install it (apt-get install tesseract-ocr, brew install tesseract) and load again"

DPI = 200
"""Dots per inch of the picture: more costs time and reads no better."""
INK_DPI, SQUARES = 50, 40
"""Enough to see where there is anything, in so many squares across and down."""
LOOK_DPI = 144
"""Enough to see whether there is a letter."""
CONTRAST = 24
"""Steps of 255 from the lightest to the darkest of a colour: less is not seen."""
SAME_SHAPE = 0.02
"""Part by which a picture's sides may differ from the page's."""
MOST_FORMS = 40
"""Forms in forms whose letters are told from the rest of a page."""
MOST_DOTS = 40_000_000
"""A page of A1 at `DPI` has less; larger ones are drawn coarser, so that no page takes all memory."""
SECONDS = 120.0
"""A dense page takes five."""
NOISE, DASHES = 25.0, 60.0
"""Surer than this, in per cent, or it is a speck or a ruling line that was taken for letters, or for a dash or stop."""
UPRIGHT = 60.0
"""A page read less surely than this on the whole may lie on its side or upside down."""
SURE = 75.0
"""A page read less surely than this on the whole is only read in part."""

# How high the letters of a word stand, in parts of their size: capitals, figures and letters with a stroke up, or small
# letters alone; strokes down come on top. The means of the usual text faces.
TALL, SHORT, DEEP = 0.72, 0.52, 0.21
_STROKES_DOWN = frozenset("gjpqyQ,;()[]{}/|_$")
_NO_STROKE_UP = frozenset("acegmnopqrsuvwxyz.,:;-–—_")
_RULING = "|_~"  # what lines of a table are taken for
_DASHES = frozenset("-–—=.:;,'‘’\"“”°")
_MEASURABLE = 3  # letters that a word must have for its height to tell a size
# A line tells how askew a page is if it has this many words; slopes below LEVEL move no word by a pixel.
WORDS, LEVEL = 4, 0.001
# Sizes that differ from the page's own by less are the same size, measured badly.
SAME_SIZE = 0.18


Corners = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Seen:
    """What was read from a page's picture: words in the order of reading, and how sure tesseract is of them, in per cent.

    `turn` is by how many degrees clockwise the picture had to be turned; the words' boxes are on the page so turned.
    """

    words: tuple[Word, ...]
    sure: float
    turn: int = 0


@functools.cache
def is_installed() -> bool:
    """Tell whether tesseract is there to be run."""
    return shutil.which("tesseract") is not None


class Eye:
    """Reads pages of one PDF from their pictures."""

    def __init__(self, data: bytes, password: str) -> None:
        self._data, self._password = data, password

    def read(self, number: int, width: float, height: float, turned: int = 0) -> Seen | None:
        """Read page `number` (from 1), which is `width` by `height` points when it has been turned by `turned` degrees.

        Null where the page cannot be drawn, or tesseract fails or takes too long.
        """
        picture = self._picture(number, width, height, turned)
        if picture is None:
            return None
        seen = _look(picture, width)
        if seen is None or (seen.words and seen.sure >= UPRIGHT):
            return seen
        turn = _lies(picture)
        if not turn:
            return seen
        better = _look(picture.rotate(-turn, expand=True), width if turn == 180 else height)
        return Seen(better.words, better.sure, turn) if better and better.sure > seen.sure else seen

    def shows(self, number: int, visible: Corners, words: Sequence[tuple[Sequence[Corners], bool]]) -> list[bool] | None:
        """Tell whether page `number` shows words, by the boxes of their letters; null if it cannot be drawn.

        Boxes are in points, upwards, as that of what is `visible` of the page. A letter shows where the page looks otherwise
        without its letters; one that stands apart from them, where there is anything to be seen. A word does where half of its
        letters do.
        """
        x0, y0, x1, y1 = visible
        drawn = self._with_and_without_letters(number, x1 - x0, y1 - y0)
        if drawn is None or abs(drawn[0].width * (y1 - y0) / (drawn[0].height * (x1 - x0)) - 1) > SAME_SHAPE:
            return None
        picture, difference = drawn
        scale = picture.width / (x1 - x0)
        told = []
        for word, apart in words:
            corners = [(scale * (a - x0), scale * (y1 - d), scale * (c - x0), scale * (y1 - b)) for a, b, c, d in word]
            seen = sum(_differs(picture, *box) if apart else _is_changed(difference, *box) for box in corners)
            told.append(2 * seen >= len(word))
        return told

    def inked(self, number: int, width: float, height: float, words: Iterable[Box], turned: int = 0) -> float:
        """Return the part of a page's squares that show something and hold none of the words; 0 where it cannot be drawn."""
        with self._page(number) as page:
            scale = _scale(INK_DPI, width, height)
            picture = page and page.render(scale=scale, rotation=turned, grayscale=True).to_pil()
        if picture is None:
            return 0.0
        known = {
            (x, y)
            for box in words
            for x in range(int((box.x0 - 1) / width * SQUARES), int((box.x1 + 1) / width * SQUARES) + 1)
            for y in range(int((box.top - 1) / height * SQUARES), int((box.bottom + 1) / height * SQUARES) + 1)
        }
        return sum(square not in known for square in _inked(picture, range(SQUARES), range(SQUARES))) / SQUARES**2

    def _picture(self, number: int, width: float, height: float, turned: int) -> Any:
        with self._page(number) as page:
            return page and page.render(scale=_scale(DPI, width, height), rotation=turned, grayscale=True).to_pil()

    def _with_and_without_letters(self, number: int, width: float, height: float) -> tuple[Any, Any] | None:
        """Return the page's picture, and how far each dot of it differs from that of the page without letters."""
        import pypdfium2.raw as pdfium
        from PIL import ImageChops

        with self._page(number) as page:
            if page is None:
                return None
            scale = _scale(LOOK_DPI, width, height)
            whole = page.render(scale=scale).to_pil().convert("RGB")
            for text in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_TEXT,), max_depth=MOST_FORMS):
                pdfium.FPDFPageObj_SetIsActive(text.raw, False)
            return whole, ImageChops.difference(whole, page.render(scale=scale).to_pil().convert("RGB"))

    @contextmanager
    def _page(self, number: int) -> Iterator[Any]:
        """Open a page with PDFium; null where it cannot."""
        import pypdfium2

        try:
            document = pypdfium2.PdfDocument(self._data, password=self._password or None)
        except pypdfium2.PdfiumError:
            yield None
            return
        try:
            page = document[number - 1] if number <= len(document) else None
        except pypdfium2.PdfiumError:
            page = None
        try:
            yield page
        finally:
            document.close()


def read_picture(data: bytes, width: float, height: float) -> Seen | None:
    """Read a picture that takes so many points of a page; null where it cannot be opened, or tesseract fails to read it."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(data)) as opened:
            if opened.width * opened.height > MOST_DOTS:
                return None
            scale = _scale(DPI, width, height)
            picture = opened.convert("L").resize((max(1, round(width * scale)), max(1, round(height * scale))))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        return None
    return _look(picture, width)


def _scale(dpi: float, width: float, height: float) -> float:
    """Return the dots for each point of a page."""
    return min(dpi / 72, math.sqrt(MOST_DOTS / max(1.0, width * height)))


def _inked(picture: Any, columns: range, rows: range) -> Iterator[tuple[int, int]]:
    """Yield the squares of a part of a picture that show something; a part that is blank is looked at once, as a whole."""
    across, down = picture.width / SQUARES, picture.height / SQUARES
    if not _differs(picture, columns.start * across, rows.start * down, columns.stop * across, rows.stop * down):
        return
    if len(columns) == len(rows) == 1:
        yield columns.start, rows.start
        return
    for left_or_right, upper_or_lower in itertools.product(_halves(columns), _halves(rows)):
        yield from _inked(picture, left_or_right, upper_or_lower)


def _halves(some: range) -> list[range]:
    middle = (len(some) + 1) // 2
    return [half for half in (some[:middle], some[middle:]) if half]


def _differs(picture: Any, left: float, top: float, right: float, bottom: float) -> bool:
    """Tell whether a part of a picture holds colours that an eye tells apart."""
    return any(high - low >= CONTRAST for low, high in _extremes(picture, left, top, right, bottom))


def _is_changed(difference: Any, left: float, top: float, right: float, bottom: float) -> bool:
    """Tell whether an eye sees a difference of two pictures in a part of them."""
    return any(high >= CONTRAST for _, high in _extremes(difference, left, top, right, bottom))


def _extremes(picture: Any, left: float, top: float, right: float, bottom: float) -> Sequence[tuple[int, int]]:
    """Return the lowest and highest of each colour, or of grey, in a part of a picture; none where there is no such part."""
    box = math.floor(left), math.floor(top), math.ceil(right), math.ceil(bottom)
    box = max(0, box[0]), max(0, box[1]), min(picture.width, box[2]), min(picture.height, box[3])
    if box[0] >= box[2] or box[1] >= box[3]:
        return ()
    found = picture.crop(box).getextrema()
    return (found,) if picture.mode == "L" else found


def _look(picture: Any, width: float) -> Seen | None:
    """Have a picture read, and put its words on a page of `width` points."""
    import pytesseract

    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # one process a core: its own threads cost more than they give
    try:
        table = pytesseract.image_to_data(picture, config="--psm 3", timeout=SECONDS, output_type=pytesseract.Output.DICT)
    except (pytesseract.TesseractError, RuntimeError, OSError):  # RuntimeError: its word for "took too long"
        return None
    return words_of(table, width / picture.width, picture.size)


def _lies(picture: Any) -> int:
    """Return by how many degrees clockwise a picture has to be turned to stand upright, as far as can be told."""
    import pytesseract

    try:
        found = pytesseract.image_to_osd(picture, timeout=SECONDS, output_type=pytesseract.Output.DICT)
    except (pytesseract.TesseractError, RuntimeError, OSError):
        return 0
    return int(found["rotate"]) % 360


@dataclass(slots=True)
class _Read:
    """A word in the picture's pixels; `base` is where its base line is, from the top."""

    text: str
    left: float
    right: float
    base: float
    height: float
    sure: float


def words_of(table: dict[str, Sequence[Any]], scale: float, picture: tuple[int, int]) -> Seen:
    """Make words of tesseract's table; `scale` are points to a pixel, `picture` is its width and height in pixels."""
    lines: dict[tuple[int, int, int], list[_Read]] = {}
    columns = ("level", "block_num", "par_num", "line_num", "left", "top", "width", "height", "conf", "text")
    for level, block, paragraph, line, left, top, wide, high, sure, text in zip(*(table[c] for c in columns), strict=True):
        text = "".join(str(text).split()).strip(_RULING)
        if level != 5 or not text or float(sure) < (DASHES if set(text) <= _DASHES else NOISE) or high > picture[1] / 4:
            continue
        deep = DEEP if _STROKES_DOWN & set(text) else 0.0
        base = top + high * (1 - deep / (_up(text) + deep))
        lines.setdefault((block, paragraph, line), []).append(_Read(text, left, left + wide, base, high, float(sure)))
    slope = _slope(lines.values())
    sizes = {key: _size(line) for key, line in lines.items()}
    words = Counter({key: len(line) for key, line in lines.items() if sizes[key]})
    usual = statistics.median([sizes[key] for key in words.elements()]) if words else 0.0
    made = []
    for key, line in lines.items():
        size = sizes[key] if abs(sizes[key] - usual) > SAME_SIZE * usual else usual
        if not size:
            continue
        base = statistics.median(word.base - slope * (word.left - picture[0] / 2) for word in line)
        aside = slope * (base - picture[1] / 2)
        bottom = (base + DEEP * size) * scale
        points = round(size * scale * 2) / 2 or 0.5
        for word in line:
            left, right = (word.left + aside) * scale, (word.right + aside) * scale
            box = Box(round(left, 2), round(bottom - points, 2), round(right, 2), round(bottom, 2))
            made.append(Word(word.text, box, points, sure=round(word.sure / 100, 2)))
    letters = sum(len(word.text) for word in made)
    return Seen(tuple(made), 100 * sum(len(word.text) * (word.sure or 0.0) for word in made) / letters if letters else 0.0)


def _up(text: str) -> float:
    return SHORT if set(text) <= _NO_STROKE_UP else TALL


def _slope(lines: Iterable[list[_Read]]) -> float:
    """Return by how much lines fall from left to right, in parts of their length: the median over the lines of the page."""
    slopes = []
    for line in lines:
        if len(line) >= WORDS and min(word.left for word in line) < max(
            word.left for word in line
        ):  # what stands upright is none
            fit = statistics.linear_regression([word.left for word in line], [word.base for word in line])
            slopes += [fit.slope] * len(line)
    slope = statistics.median(slopes) if slopes else 0.0
    return slope if abs(slope) > LEVEL else 0.0


def _size(line: Sequence[_Read]) -> float:
    """Return the letter size of a line, in pixels, by the heights of its words; 0 where none can tell."""
    told = [word for word in line if sum(map(str.isalnum, word.text)) >= _MEASURABLE] or line
    heights = [word.height / (_up(word.text) + (DEEP if _STROKES_DOWN & set(word.text) else 0.0)) for word in told]
    return statistics.median(heights) if heights else 0.0
