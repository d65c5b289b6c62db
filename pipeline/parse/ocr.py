"""Read the words of pages without usable text from their picture, by tesseract where it is installed.

PDFium draws the page, pytesseract runs the program and hands its table of words over. Lines of a sheet that lay askew on the
scanner are brought level, and letters of a line get one size, as words of a text layer have: what follows tells lines and
headings by both.
"""

from __future__ import annotations

import functools
import math
import os
import shutil
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.model import Box, Word

INSTALL = "tesseract would read more: install it (apt-get install tesseract-ocr, brew install tesseract) and load again"

DPI = 200
"""Dots per inch of the picture: more costs time and reads no better."""
LOOK_DPI = 144
"""Enough to see whether there is a letter."""
CONTRAST = 24
"""Steps of 255 from the lightest to the darkest of a colour: less is not seen."""
SAME_SHAPE = 0.02
"""Part by which a picture's sides may differ from the page's."""
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
        picture = self._picture(number, width, height, turned=turned)
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

    def shows(self, number: int, visible: Corners, words: Sequence[Sequence[Corners]]) -> list[bool] | None:
        """Tell whether page `number` shows anything where words stand, by the boxes of their letters; null if it cannot be drawn.

        Boxes are in points, upwards, as that of what is `visible` of the page. A word shows where half of its letters do.
        """
        x0, y0, x1, y1 = visible
        picture = self._picture(number, x1 - x0, y1 - y0, dpi=LOOK_DPI, grey=False)
        if picture is None or abs(picture.width * (y1 - y0) / (picture.height * (x1 - x0)) - 1) > SAME_SHAPE:
            return None
        scale = picture.width / (x1 - x0)
        return [
            2
            * sum(
                _differs(picture, scale * (a - x0), scale * (y1 - d), scale * (c - x0), scale * (y1 - b)) for a, b, c, d in word
            )
            >= len(word)
            for word in words
        ]

    def _picture(self, number: int, width: float, height: float, *, turned: int = 0, dpi: float = DPI, grey: bool = True) -> Any:
        import pypdfium2

        scale = min(dpi / 72, math.sqrt(MOST_DOTS / max(1.0, width * height)))
        try:
            document = pypdfium2.PdfDocument(self._data, password=self._password or None)
            try:
                if number > len(document):
                    return None
                return document[number - 1].render(scale=scale, rotation=turned, grayscale=grey).to_pil()
            finally:
                document.close()
        except pypdfium2.PdfiumError:
            return None


def _differs(picture: Any, left: float, top: float, right: float, bottom: float) -> bool:
    """Tell whether a part of a picture holds colours that an eye tells apart."""
    box = math.floor(left), math.floor(top), math.ceil(right), math.ceil(bottom)
    box = max(0, box[0]), max(0, box[1]), min(picture.width, box[2]), min(picture.height, box[3])
    if box[0] >= box[2] or box[1] >= box[3]:
        return False
    bands = picture.crop(box).getextrema()
    return any(high - low >= CONTRAST for low, high in bands)


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
        if len(line) >= WORDS:
            fit = statistics.linear_regression([word.left for word in line], [word.base for word in line])
            slopes += [fit.slope] * len(line)
    slope = statistics.median(slopes) if slopes else 0.0
    return slope if abs(slope) > LEVEL else 0.0


def _size(line: Sequence[_Read]) -> float:
    """Return the letter size of a line, in pixels, by the heights of its words; 0 where none can tell."""
    told = [word for word in line if sum(map(str.isalnum, word.text)) >= _MEASURABLE] or line
    heights = [word.height / (_up(word.text) + (DEEP if _STROKES_DOWN & set(word.text) else 0.0)) for word in told]
    return statistics.median(heights) if heights else 0.0
