"""Collect what a PDF page prints and draws, leanly.

pdfminer's own device makes a layout object of every character, and pdfplumber a dictionary of every
object: half of the time of reading a page goes there. This device keeps one small record of each
glyph and of each drawn outline, in drawing order, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.utils import apply_matrix_pt, mult_matrix

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Face:
    """What a word needs to know of its font: weight, slope and how deep its letters hang (in em)."""

    name: str
    bold: bool
    italic: bool
    descent: float


class Glyph(NamedTuple):
    """A printed character: its origin and the origin of the next, in page space (y upwards)."""

    text: str
    x: float
    y: float
    end_x: float
    end_y: float
    size: float
    rise: float
    face: Face
    invisible: bool
    stroked: bool


class Outline(NamedTuple):
    """A drawn subpath: its corner points in page space, how it is painted, whether it is curved."""

    points: tuple[Point, ...]
    curved: bool
    closed: bool
    stroke: object | None
    fill: object | None
    line_width: float


_BOLD = re.compile(r"bold|black|heavy|semibold|demi|extrabold", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique", re.IGNORECASE)
_FLAG_ITALIC, _FLAG_FORCE_BOLD = 1 << 6, 1 << 18  # ISO 32000-1, table 123
_DEFAULT_DESCENT = -0.21  # of Helvetica, for fonts that state none

_SYMBOL_BULLETS = dict.fromkeys("\uf0b7\uf0a7\uf076\uf0d8\uf0fc\uf02d\uf0a8\uf06e\uf071\uf0be", "•")


class PageDevice(PDFTextDevice):  # type: ignore[misc]
    """A pdfminer device that fills `glyphs`, `outlines` and `images` while a page is interpreted."""

    def __init__(self, rsrcmgr: object) -> None:
        super().__init__(rsrcmgr)
        self.glyphs: list[Glyph] = []
        self.outlines: list[Outline] = []
        self.images: list[tuple[float, float, float, float]] = []
        self._faces: dict[int, Face] = {}
        self._letters: dict[tuple[int, int], tuple[str, float]] = {}
        self._fonts: list[Any] = []  # kept alive, so that id() stays theirs
        self._ctms: list[Matrix] = []

    def begin_figure(self, name: str, bbox: object, matrix: object) -> None:
        self._ctms.append(self.ctm)

    def end_figure(self, name: str) -> None:
        self.ctm = self._ctms.pop()

    def render_image(self, name: str, stream: object) -> None:
        corners = [apply_matrix_pt(self.ctm, corner) for corner in ((0, 0), (1, 0), (1, 1), (0, 1))]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        self.images.append((min(xs), min(ys), max(xs), max(ys)))

    def render_string(self, textstate: Any, seq: Sequence[object], ncs: object, graphicstate: object) -> None:
        font = textstate.font
        if font is None:
            return
        a, b, c, d, e, f = mult_matrix(textstate.matrix, self.ctm)
        fontsize = textstate.fontsize
        scaling = textstate.scaling * 0.01
        charspace = textstate.charspace * scaling
        wordspace = 0.0 if font.is_multibyte() else textstate.wordspace * scaling
        face = self._face(font)
        up = (c * c + d * d) ** 0.5
        size = abs(fontsize) * up
        rise = textstate.rise * up
        invisible = textstate.render in (3, 7)
        stroked = textstate.render in (2, 6)
        vertical = font.is_vertical()
        advance_scale = fontsize * scaling
        x, y = textstate.linematrix
        needs_space = False
        key, letters, glyphs = id(font), self._letters, self.glyphs
        for item in seq:
            if isinstance(item, int | float):
                if vertical:
                    y -= item * 0.001 * fontsize
                else:
                    x -= item * 0.001 * advance_scale
                needs_space = True
            elif isinstance(item, bytes):
                for cid in font.decode(item):
                    if needs_space:
                        if vertical:
                            y += charspace
                        else:
                            x += charspace
                    letter = letters.get((key, cid))
                    if letter is None:
                        letter = letters[key, cid] = _letter(font, cid)
                    advance = letter[1] * advance_scale
                    x0, y0 = x * a + y * c + e, x * b + y * d + f
                    if vertical:
                        y += advance
                    else:
                        x += advance
                    glyphs.append(
                        Glyph(letter[0], x0, y0, x * a + y * c + e, x * b + y * d + f, size, rise, face, invisible, stroked)
                    )
                    if cid == 32 and wordspace:
                        if vertical:
                            y += wordspace
                        else:
                            x += wordspace
                    needs_space = True
        textstate.linematrix = (x, y)

    def _face(self, font: Any) -> Face:
        face = self._faces.get(id(font))
        if face is None:
            name = font.fontname if isinstance(font.fontname, str) else repr(font.fontname)
            weight = font.descriptor.get("FontWeight", 0)
            face = Face(
                name,
                bold=bool(_BOLD.search(name) or font.flags & _FLAG_FORCE_BOLD or (isinstance(weight, int | float) and weight >= 600)),
                italic=bool(_ITALIC.search(name) or font.flags & _FLAG_ITALIC or font.italic_angle),
                descent=font.get_descent() or _DEFAULT_DESCENT,
            )
            self._faces[id(font)] = face
            self._fonts.append(font)
        return face

    def paint_path(self, gstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Sequence[Any]) -> None:
        if not (stroke or fill):
            return
        scolour = gstate.scolor if stroke else None
        ncolour = gstate.ncolor if fill else None
        points: list[Point] = []
        curved = closed = False
        for segment in path:
            operator = segment[0]
            if operator == "m":
                self._keep(points, curved, closed, scolour, ncolour, gstate.linewidth)
                points, curved, closed = [apply_matrix_pt(self.ctm, segment[-2:])], False, False
            elif operator == "h":
                closed = True
            else:
                points.append(apply_matrix_pt(self.ctm, segment[-2:]))
                curved = curved or operator != "l"
        self._keep(points, curved, closed, scolour, ncolour, gstate.linewidth)

    def _keep(self, points: list[Point], curved: bool, closed: bool, stroke: object, fill: object, width: float) -> None:
        if len(points) > 1:
            self.outlines.append(Outline(tuple(points), curved, closed, stroke, fill, width))


def _letter(font: Any, cid: int) -> tuple[str, float]:
    """Return a character's text and its advance in em."""
    try:
        text = font.to_unichr(cid)
    except PDFUnicodeNotDefined:
        text = f"(cid:{cid})"
    if not isinstance(text, str):
        text = f"(cid:{cid})"
    if text == "(cid:127)":
        text = "•"
    return _SYMBOL_BULLETS.get(text, text), font.char_width(cid)
