"""Collect what a PDF page prints and draws, leanly.

pdfminer's own device makes a layout object of every character, and pdfplumber a dictionary of every
object: half of the time of reading a page goes there. This device keeps one small record of each
run of letters and of each drawn outline, in drawing order, and nothing else. Its space is that of the page
turned by /Rotate, y upwards; advancing from glyph to glyph follows ISO 32000-1, 9.4.4.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.utils import MATRIX_IDENTITY, Matrix, Rect, apply_matrix_pt, mult_matrix

from pipeline.parse.pdf.colours import hex_colour
from pipeline.parse.pdf.fonts import Face
from pipeline.parse.pdf.marks import (
    ClipBox,
    Drawing,
    Outline,
    Picture,
    Point,
    Run,
    Style,
    extent,
    is_faint,
    is_paper,
    parts_of,
    turned_box,
    within,
)
from pipeline.parse.pdf.typefaces import Typefaces

# Points by which a letter may stand outside a clip and still count as seen.
CLIP_MARGIN = 1.5
# Letters, ends of lines, pictures and figures in figures that a page may hold together: the fullest pages of plans and maps have
# some tens of thousands.
MOST = 250_000
# Part of the letter size: a gap wider than this, or two alike letters nearer than this, end a run. Whether it also ends a word is
# for `pdf_words` to say, by limits on the other side of this one.
NEAR = 0.11
# Parts of the letter size by which letters of a word may be set apart on purpose; what is set wider is columns.
SET_WIDE = 0.5
# Less opaque than this is not seen; more opaque than this covers what is beneath.
CLEAR, OPAQUE = 0.02, 0.98
# Points: letters of which an em is narrower than this are not meant to be seen.
NARROW = 1.0
_LEVEL = 0.3  # points by which a picture's side may leave the level
_MASKS = ("SMask", "Mask", "ImageMask", "IM", "SMaskInData")  # what makes a picture one that is seen through, at least in places
# A line that leaves the level by more than this part of its length is not level, by more than that one is aslant.
CROOKED = 1e-6
ASLANT = 0.2


class PageTooFull(Exception):
    """A page prints and draws more than any page that is meant to be seen."""


class PageDevice(PDFTextDevice):
    """A pdfminer device that fills `runs`, `drawings` and `images` while a page is interpreted.

    `form_state` and `form_box` hand the graphics state of a page over to a form that it shows. `clipped` counts the letters that
    clips hide, `lost` the forms and pictures that are not in the file; `shaded` says that a shading is painted, wherever.
    While `off` is not 0, what is printed belongs to a layer that is switched off: `layered` counts its letters. `unread` counts
    what prints words in ways that are not read. `state` is the graphics state in which a picture is shown. `apart` says that
    what is printed lies on the page and is no part of it. `mirrored` counts letters that stand as in a mirror.
    """

    def __init__(self, rsrcmgr: PDFResourceManager, typefaces: Typefaces) -> None:
        super().__init__(rsrcmgr)
        self.runs: list[Run] = []
        self._after_space = False
        self.clipped = self.lost = self.off = self.layered = self.unread = self.mirrored = 0
        self.state: Any = None
        self.pictures: list[Picture] = []
        self.shaded = self.apart = False
        self.drawings: list[Drawing] = []
        self.form_state: Any = None
        self.form_box: tuple[Point, ...] = ()
        self._colours: dict[tuple[object, int, float], str | None] = {}
        self.images: list[tuple[Point, ...]] = []
        self._typefaces = typefaces
        self._spaces: list[Any] = []  # kept alive, so that their id() stays theirs
        self._ctms: list[Matrix] = []
        self._left = MOST

    @property
    def _matrix(self) -> Matrix:
        return self.ctm or MATRIX_IDENTITY

    def _spend(self, much: int) -> None:
        self._left -= much
        if self._left < 0:
            raise PageTooFull

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:
        self._spend(1)
        self._ctms.append(self._matrix)
        self.form_box = _corners(bbox, mult_matrix(matrix, self._matrix))

    def end_figure(self, name: str) -> None:
        self.ctm = self._ctms.pop()

    def render_image(self, name: str, stream: object) -> None:
        self._spend(1)
        if self.off:
            return
        corners = _corners((0, 0, 1, 1), self._matrix)
        self.images.append(corners)
        state, attributes = self.state, getattr(stream, "attrs", {})
        if not self.runs or state is None:
            return
        plain = state.is_plain and state.fill_alpha >= OPAQUE
        if plain and state.clipping:
            self.show_through(state, None)
        else:
            covers = plain and not any(attributes.get(key) for key in _MASKS) and _is_level(corners)
            self.lay(within(extent(corners), state.clip), covers=covers)

    def lay(self, box: ClipBox, *, covers: bool = False) -> None:
        """Lay something over what is printed so far."""
        self._spend(1)
        if self.runs and not self.off:
            self.pictures.append(Picture(box, len(self.runs), covers))

    def show_through(self, state: Any, colour: str | None) -> None:
        """Let the letters be seen that clip what is painted now."""
        for first, last in state.clipping:
            for n in range(first, last):
                style = self.runs[n].style
                shown = style._replace(invisible=False, pale=is_paper(colour), colour=colour, apart=True)
                self.runs[n] = self.runs[n]._replace(style=shown)

    def render_string(self, textstate: Any, seq: Iterable[object], ncs: object, graphicstate: Any) -> None:
        font = textstate.font
        if font is None:
            return
        typeface = self._typefaces.of(font)
        face, vertical = typeface.face, typeface.vertical
        fontsize, scaling = textstate.fontsize, textstate.scaling * 0.01
        # The unit along the line: a vertical font advances down its y axis and knows no scaling.
        unit = fontsize if vertical else fontsize * scaling
        charspace = textstate.charspace * scaling
        wordspace = 0.0 if typeface.multibyte else textstate.wordspace * scaling
        x, y = textstate.linematrix
        along = y if vertical else x
        matrix = mult_matrix(textstate.matrix, self._matrix)
        line = _line(matrix, y if not vertical else x, vertical, unit)
        size = abs(fontsize) * face.em * line.across
        near = NEAR * size / (abs(line.step) or 1.0)
        wide = near + (abs(charspace) if abs(charspace) <= SET_WIDE * abs(fontsize) else 0.0)
        strings = typeface.strings(unit, spelt=bool(charspace or line.crooked))
        letters: list[str] = []
        starts: list[float] = []
        parts: list[_Part] = []
        after_space, needs_space = self._after_space, False
        end = along
        printed = 0
        for item in seq:
            if not isinstance(item, bytes):
                if isinstance(item, int | float):
                    along -= item * 0.001 * unit
                    needs_space = True
                continue
            printed += len(item)
            for texts, advances, blank, is_space in strings[item]:
                if needs_space:
                    along += charspace
                start = along
                if len(advances) == 1:  # a third of all stretches, at a third of the cost
                    places = [start]
                    along += advances[0]
                else:
                    *places, along = accumulate(advances, initial=start)
                if blank:
                    if letters:
                        parts.append((letters, starts, end, after_space))
                        letters, starts = [], []
                    after_space = True
                elif texts:
                    if letters and (
                        (start != end and abs(start - end) > wide)
                        or (texts[0] == letters[-1] and abs(start - starts[-1]) < near)
                        or line.crooked
                    ):
                        parts.append((letters, starts, end, after_space))
                        letters, starts, after_space = [], [], False
                    end = along if not letters or start == end or (along > end) is line.forward else end
                    letters += texts
                    starts += places
                if is_space:
                    along += wordspace
                needs_space = True
        if letters:
            parts.append((letters, starts, end, after_space))
            after_space = False
        self._spend(1 + printed)
        self._after_space = after_space
        textstate.linematrix = (x, along) if vertical else (along, y)
        if parts and self.off:
            self.layered += sum([len(part[0]) for part in parts])
        elif parts:
            self.unread += typeface.prints_words
            if abs(unit * line.step) * face.em < NARROW:
                size = 0.0
            style = self._style(line, face, textstate.render, ncs, graphicstate)
            if (matrix[0] * matrix[3] - matrix[1] * matrix[2]) * scaling < 0 and not typeface.drawn:
                style = style._replace(mirrored=True)
                self.mirrored += sum([len(part[0]) for part in parts])
            self._keep(line.runs(parts, size, textstate.rise * line.across, style), textstate.render, graphicstate)

    def _style(self, line: _Line, face: Face, render: int, space: object, state: Any) -> Style:
        """Return how the letters of an operator are seen; `render` is the mode of ISO 32000-1, 9.3.6."""
        filled = render in (0, 4)
        invisible = render in (3, 7) or (filled and state.fill_alpha <= CLEAR)
        colour = self._colour(state.ncolor, space, state.fill_alpha)
        if not filled and render != 3:
            colour = self._outlined(colour, state, render)
        pale = is_paper(colour)
        doubtful = pale or is_faint(colour) or state.masked
        return Style(line.turn, face, invisible, render in (2, 6), line.aslant, pale, doubtful, colour, self.apart, line.slope)

    def _keep(self, runs: list[Run], render: int, state: Any) -> None:
        """Keep what the clip shows of runs, all of one style."""
        if state.clip is not None:
            seen = _seen(runs, state.clip, runs[0].style.turn)
            if seen != runs:
                self.clipped += sum([len(run.letters) for run in runs]) - sum([len(run.letters) for run in seen])
                runs = seen
        if render >= 4:
            state.clipping = (*state.clipping, (len(self.runs), len(self.runs) + len(runs)))
        self.runs += runs

    def _outlined(self, fill: str | None, state: Any, render: int) -> str | None:
        """Return the colour of letters that are stroked: of two the one that is seen better."""
        stroke = self._colour(state.scolor, state.scs, state.stroke_alpha)
        return stroke if render in (1, 5) or is_faint(fill) else fill

    def paint_path(self, gstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Sequence[Any]) -> None:
        self._spend(1 + len(path))
        if self.off:
            return
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
        covers = False
        if fill and self.runs:
            if gstate.clipping:
                self.show_through(gstate, fill_colour)
                return
            covers = fill_colour is not None and gstate.is_plain and gstate.fill_alpha >= OPAQUE
        if fill and gstate.prints_words and gstate.ncs.name == "Pattern":
            self.unread += 1
        a, b, c, d, *_ = self._matrix
        width = gstate.linewidth * abs(a * d - b * c) ** 0.5
        self.drawings.append(
            Drawing(tuple(outlines), stroke, fill, stroke_colour, fill_colour, width, gstate.clip, len(self.runs), covers)
        )

    def _colour(self, value: Any, space: Any, alpha: float) -> str | None:
        key = (value if isinstance(value, float | tuple) else str(value), id(space), alpha)
        if key not in self._colours:
            self._spaces.append(space)
            self._colours[key] = hex_colour(value, getattr(space, "definition", None), alpha)
        return self._colours[key]


_Part = tuple[list[str], list[float], float, bool]


class _Line(NamedTuple):
    """The line on which an operator prints: `origin` and `step` measure along it as it is read, `base` and `drift` across it.

    `forward` says that text space runs in the reading direction, `crooked` that the line is not quite level, so that no two
    letters have the same base line; `across` is the size of text space's unit across the line.
    """

    turn: int
    origin: float
    step: float
    base: float
    drift: float
    forward: bool
    crooked: bool
    aslant: bool
    across: float

    @property
    def slope(self) -> float:
        return self.drift / self.step if self.crooked and not self.aslant else 0.0

    def runs(self, parts: Iterable[_Part], size: float, rise: float, style: Style) -> list[Run]:
        _, origin, step, base, drift, *_ = self
        return [
            Run(
                letters,
                [origin + start * step for start in starts],
                origin + end * step,
                base + starts[0] * drift + rise,
                size,
                style,
                after_space,
            )
            for letters, starts, end, after_space in parts
        ]


def _line(matrix: Matrix, beside: float, vertical: bool, unit: float) -> _Line:
    a, b, c, d, e, f = matrix
    step_x, step_y = (c, d) if vertical else (a, b)
    base_x, base_y = (beside * a + e, beside * b + f) if vertical else (beside * c + e, beside * d + f)
    forward = (unit >= 0) is not vertical
    less, more = sorted((abs(step_x), abs(step_y)))
    crooked, aslant, across = less > CROOKED * more, less > ASLANT * more, (c * c + d * d) ** 0.5
    if abs(step_x) >= abs(step_y):
        if (step_x >= 0) is forward:
            return _Line(0, base_x, step_x, base_y, step_y, forward, crooked, aslant, across)
        return _Line(2, -base_x, -step_x, -base_y, -step_y, forward, crooked, aslant, across)
    if (step_y > 0) is forward:
        return _Line(1, base_y, step_y, -base_x, -step_x, forward, crooked, aslant, across)
    return _Line(3, -base_y, -step_y, base_x, step_x, forward, crooked, aslant, across)


def _seen(runs: Iterable[Run], clip: ClipBox, turn: int) -> list[Run]:
    """Return what of runs, all of one turn, lies inside a clip: the letters whose middle does, or just outside it."""
    low, down, high, up = turned_box(clip, turn)
    low, down, high, up = low - CLIP_MARGIN, down - CLIP_MARGIN, high + CLIP_MARGIN, up + CLIP_MARGIN
    found: list[Run] = []
    for run in runs:
        # A letter's middle is a third of its size above the base line.
        if not down <= run.base + run.size / 3 <= up:
            continue
        if low <= run.starts[0] and run.end <= high:
            found.append(run)
            continue
        ends = (*run.starts[1:], run.end)
        inside = [low <= (start + end) / 2 <= high for start, end in zip(run.starts, ends, strict=True)]
        found += parts_of(run, inside)
    return found


def _is_level(corners: Sequence[Point]) -> bool:
    (ax, ay), (bx, by), *_ = corners
    return abs(ax - bx) < _LEVEL or abs(ay - by) < _LEVEL


def _corners(box: Rect, matrix: Matrix) -> tuple[Point, ...]:
    x0, y0, x1, y1 = box
    return tuple(apply_matrix_pt(matrix, corner) for corner in ((x0, y0), (x1, y0), (x1, y1), (x0, y1)))
