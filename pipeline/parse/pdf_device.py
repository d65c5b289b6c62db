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
from pdfminer.utils import MATRIX_IDENTITY, Matrix, apply_matrix_pt, mult_matrix

from pipeline.parse.pdf_fonts import Face, read_face, read_letter

Point = tuple[float, float]


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
    """A drawn subpath: the ends of its segments, how it is painted (the file's own colour values)."""

    points: tuple[Point, ...]
    curved: bool
    closed: bool
    stroke: object | None
    fill: object | None
    line_width: float


class PageDevice(PDFTextDevice):
    """A pdfminer device that fills `glyphs`, `outlines` and `images` while a page is interpreted."""

    def __init__(self, rsrcmgr: PDFResourceManager) -> None:
        super().__init__(rsrcmgr)
        self.glyphs: list[Glyph] = []
        self.outlines: list[Outline] = []
        self.images: list[tuple[Point, ...]] = []
        self._faces: dict[int, Face] = {}
        self._letters: dict[tuple[int, int], tuple[str, float]] = {}
        self._fonts: list[Any] = []  # kept alive, so that their id() stays theirs
        self._ctms: list[Matrix] = []

    @property
    def _matrix(self) -> Matrix:
        return self.ctm or MATRIX_IDENTITY

    def begin_figure(self, name: str, bbox: object, matrix: object) -> None:
        self._ctms.append(self._matrix)

    def end_figure(self, name: str) -> None:
        self.ctm = self._ctms.pop()

    def render_image(self, name: str, stream: object) -> None:
        self.images.append(tuple(apply_matrix_pt(self._matrix, corner) for corner in ((0, 0), (1, 0), (1, 1), (0, 1))))

    def render_string(self, textstate: Any, seq: Iterable[object], ncs: object, graphicstate: object) -> None:
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

    def _face(self, font: Any) -> Face:
        face = self._faces.get(id(font))
        if face is None:
            face = self._faces[id(font)] = read_face(font)
            self._fonts.append(font)
        return face

    def paint_path(self, gstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Sequence[Any]) -> None:
        """Keep the outline of each subpath; curves are kept by their ends."""
        paint = (gstate.scolor if stroke else None, gstate.ncolor if fill else None, gstate.linewidth)
        points: list[Point] = []
        curved = closed = False
        for segment in path:
            operator = segment[0]
            if operator == "h":
                closed = True
                continue
            if operator == "m":
                self._keep(points, curved, closed, *paint)
                points, curved, closed = [], False, False
            points.append(apply_matrix_pt(self._matrix, segment[-2:]))
            curved = curved or operator in ("c", "v", "y")
        self._keep(points, curved, closed, *paint)

    def _keep(self, points: list[Point], curved: bool, closed: bool, stroke: object, fill: object, width: float) -> None:
        if len(points) > 1:
            self.outlines.append(Outline(tuple(points), curved, closed, stroke, fill, width))
