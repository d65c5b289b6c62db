"""Collect what a PDF page prints and draws, leanly.

pdfminer's own device makes a layout object of every character, and pdfplumber a dictionary of every
object: half of the time of reading a page goes there. This device keeps one small record of each
glyph and of each drawn outline, in drawing order, and nothing else. Its space is that of the page
turned by /Rotate, y upwards; advancing from glyph to glyph follows ISO 32000-1, 9.4.4.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.utils import MATRIX_IDENTITY, Matrix, Rect, apply_matrix_pt, mult_matrix

from pipeline.parse.colours import hex_colour
from pipeline.parse.pdf_fonts import Face, read_face, read_letter

Point = tuple[float, float]
ClipBox = tuple[float, float, float, float]
# Points by which a letter may stand outside a clip and still count as seen.
CLIP_MARGIN = 1.5


class Glyph(NamedTuple):
    """A printed character: its origin and the origin of the next, its size in points."""

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
    """A subpath: the ends of its segments; a curve is kept by its ends."""

    points: tuple[Point, ...]
    curved: bool
    closed: bool


class Drawing(NamedTuple):
    """What one painting operator draws: outlines with a stroke, a fill (`#rrggbb`) or both.

    `stroked` and `filled` say how it is painted even where the colour is none that can be named.
    """

    outlines: tuple[Outline, ...]
    stroked: bool
    filled: bool
    stroke: str | None
    fill: str | None
    line_width: float
    clip: ClipBox | None


class PageDevice(PDFTextDevice):
    """A pdfminer device that fills `glyphs`, `drawings` and `images` while a page is interpreted.

    `form_state` and `form_box` hand the graphics state of a page over to a form that it shows.
    """

    def __init__(self, rsrcmgr: PDFResourceManager) -> None:
        super().__init__(rsrcmgr)
        self.glyphs: list[Glyph] = []
        self.drawings: list[Drawing] = []
        self.form_state: Any = None
        self.form_box: tuple[Point, ...] = ()
        self._colours: dict[tuple[str, int, float], str | None] = {}
        self.images: list[tuple[Point, ...]] = []
        self._faces: dict[int, Face] = {}
        self._letters: dict[tuple[int, int], tuple[str, float]] = {}
        self._fonts: list[Any] = []  # kept alive, so that their id() stays theirs
        self._spaces: list[Any] = []  # the same
        self._ctms: list[Matrix] = []

    @property
    def _matrix(self) -> Matrix:
        return self.ctm or MATRIX_IDENTITY

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:
        self._ctms.append(self._matrix)
        self.form_box = _corners(bbox, mult_matrix(matrix, self._matrix))

    def end_figure(self, name: str) -> None:
        self.ctm = self._ctms.pop()

    def render_image(self, name: str, stream: object) -> None:
        self.images.append(_corners((0, 0, 1, 1), self._matrix))

    def render_string(self, textstate: Any, seq: Iterable[object], ncs: object, graphicstate: Any) -> None:
        font = textstate.font
        if font is None:
            return
        a, b, c, d, e, f = mult_matrix(textstate.matrix, self._matrix)
        face = self._face(font)
        fontsize = textstate.fontsize
        scaling = textstate.scaling * 0.01
        vertical = font.is_vertical()
        # The unit along the line: a vertical font advances down its y axis and knows no scaling.
        unit = fontsize if vertical else fontsize * scaling
        charspace = textstate.charspace * scaling
        wordspace = 0.0 if font.is_multibyte() else textstate.wordspace * scaling
        across = (c * c + d * d) ** 0.5
        size = abs(fontsize) * face.em * across
        rise = textstate.rise * across
        invisible, stroked = textstate.render in (3, 7), textstate.render in (2, 6)
        x, y = textstate.linematrix
        along = y if vertical else x
        step_x, step_y = (c, d) if vertical else (a, b)
        base_x, base_y = (x * a + e, x * b + f) if vertical else (y * c + e, y * d + f)
        key, letters, glyphs = id(font), self._letters, self.glyphs
        first = len(glyphs)
        needs_space = False
        for item in seq:
            if isinstance(item, int | float):
                along -= item * 0.001 * unit
                needs_space = True
            elif isinstance(item, bytes):
                for cid in font.decode(item):
                    if needs_space:
                        along += charspace
                    letter = letters.get((key, cid))
                    if letter is None:
                        letter = letters[key, cid] = read_letter(font, face, cid)
                    start_x, start_y = base_x + along * step_x, base_y + along * step_y
                    along += letter[1] * unit
                    end_x, end_y = base_x + along * step_x, base_y + along * step_y
                    glyphs.append(Glyph(letter[0], start_x, start_y, end_x, end_y, size, rise, face, invisible, stroked))
                    if cid == 32:
                        along += wordspace
                    needs_space = True
        textstate.linematrix = (x, along) if vertical else (along, y)
        if graphicstate.clip is not None and len(glyphs) > first:
            glyphs[first:] = [glyph for glyph in glyphs[first:] if _is_seen(glyph, graphicstate.clip)]

    def _face(self, font: Any) -> Face:
        face = self._faces.get(id(font))
        if face is None:
            face = self._faces[id(font)] = read_face(font)
            self._fonts.append(font)
        return face

    def paint_path(self, gstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Sequence[Any]) -> None:
        outlines: list[Outline] = []
        points: list[Point] = []
        curved = closed = False
        for segment in (*path, ("m", 0.0, 0.0)):
            operator = segment[0]
            if operator == "h":
                closed = True
                continue
            if operator == "m":
                if len(points) > 1:
                    outlines.append(Outline(tuple(points), curved, closed))
                points, curved, closed = [], False, False
            points.append(apply_matrix_pt(self._matrix, segment[-2:]))
            curved = curved or operator in ("c", "v", "y")
        if not outlines or not (stroke or fill):
            return
        stroke_colour = self._colour(gstate.scolor, gstate.scs, gstate.stroke_alpha) if stroke else None
        fill_colour = self._colour(gstate.ncolor, gstate.ncs, gstate.fill_alpha) if fill else None
        self.drawings.append(Drawing(tuple(outlines), stroke, fill, stroke_colour, fill_colour, gstate.linewidth, gstate.clip))

    def _colour(self, value: Any, space: Any, alpha: float) -> str | None:
        key = (str(value), id(space), alpha)
        if key not in self._colours:
            self._spaces.append(space)
            self._colours[key] = hex_colour(value, getattr(space, "definition", None), alpha)
        return self._colours[key]


def _is_seen(glyph: Glyph, clip: ClipBox) -> bool:
    """Tell whether the middle of a letter lies inside a clip, or just outside it."""
    # A letter's middle is a third of its size above the base line: to the left of its direction.
    dx, dy = glyph.end_x - glyph.x, glyph.end_y - glyph.y
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    x = (glyph.x + glyph.end_x) / 2 - dy / length * glyph.size / 3
    y = (glyph.y + glyph.end_y) / 2 + dx / length * glyph.size / 3
    return clip[0] - CLIP_MARGIN <= x <= clip[2] + CLIP_MARGIN and clip[1] - CLIP_MARGIN <= y <= clip[3] + CLIP_MARGIN


def _corners(box: Rect, matrix: Matrix) -> tuple[Point, ...]:
    x0, y0, x1, y1 = box
    return tuple(apply_matrix_pt(matrix, corner) for corner in ((x0, y0), (x1, y0), (x1, y1), (x0, y1)))
