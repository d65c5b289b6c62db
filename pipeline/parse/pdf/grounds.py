"""What lies under a page's letters, and what was drawn over them later."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from pipeline.parse.pdf.device import PageDevice
from pipeline.parse.pdf.marks import ClipBox, Outline, Point, Run, extent, is_faint, turned_box, within

# Points: what is thinner is a line, and covers no letter.
THIN = 3.0
# Points: bands of the page in which grounds are looked up.
BAND = 16.0
MOST_BANDS = 500
# Grounds that are looked at in a band, and outlines of one drawing that are compared: pages of more are plans and maps.
MOST_IN_BAND = 1_000
MOST_OUTLINES = 100
# A figure that fills more of its box than this is a rectangle.
FULL = 0.97
# A letter is covered where its box is from just above the base line to the height of a small letter, in parts of its size.
FOOT, HEAD = 0.1, 0.45
# Part of a letter's width on either side that may show its neighbours.
SIDE = 0.15
# So many thin lines over a letter may be a bar in strips.
STRIPS = 2
# Lines of a figure that are looked at one by one.
MOST_LINES = 12
# Points: no page is higher.
HIGHEST = 1e6
# Part of the page over which what covers letters is the picture of a page, and no bar over words.
LARGE = 0.5


class Solid(NamedTuple):
    """A filled rectangle, or a picture (without colour), drawn after the first `above` runs; it may `cover` what is beneath."""

    box: ClipBox
    above: int
    colour: str | None
    covers: bool


class Veil(NamedTuple):
    """What was drawn after the first `above` runs and may hide letters, though only the page's picture can tell."""

    box: ClipBox
    above: int
    is_thin: bool


class Grounds:
    """The solid rectangles of a page by bands, in drawing order."""

    def __init__(self, device: PageDevice) -> None:
        self.solids = sorted(_solids(device), key=lambda solid: solid.above)
        self.colours = frozenset(solid.colour for solid in self.solids if solid.colour)
        self.last_cover = max((solid.above for solid in self.solids if solid.covers), default=0)
        self._bands = _banded(self.solids)
        self._veils = _banded(veils := list(_veils(device)), BAND / 2)
        self._all_veils = veils[:MOST_IN_BAND]

    def under(self, n: int, run: Run) -> Solid | None:
        """Return what lies directly under the middle of the n-th run as it is printed."""
        middle = (run.starts[0] + run.end) / 2
        found = None
        for solid in self._beside(run):
            if solid.above > n:
                break
            low, down, high, up = turned_box(solid.box, run.style.turn)
            if low <= middle <= high and down <= run.base + run.size / 3 <= up:
                found = solid
        return found

    def over(self, n: int, run: Run) -> tuple[list[bool], list[Solid]]:
        """Return which letters of the n-th run are covered by what was drawn later, and by what; no list where none is."""
        hidden: list[bool] = []
        by: list[Solid] = []
        foot, head = run.base + FOOT * run.size, run.base + HEAD * run.size
        for solid in self._beside(run):
            if solid.above <= n or not solid.covers:
                continue
            low, down, high, up = turned_box(solid.box, run.style.turn)
            if not (down <= foot and head <= up and low < run.end and run.starts[0] < high):
                continue
            ends = (*run.starts[1:], run.end)
            under = [low <= (start + end) / 2 <= high for start, end in zip(run.starts, ends, strict=True)]
            if any(under):
                by.append(solid)
                hidden = [a or b for a, b in zip(hidden, under, strict=True)] if hidden else under
        return hidden, by

    def is_veiled(self, n: int, run: Run) -> bool:
        """Tell whether something was drawn over the n-th run, or a part of it, that may hide it."""
        if not self._all_veils:
            return False
        turn, foot, head = run.style.turn, run.base + FOOT * run.size, run.base + HEAD * run.size
        thin = 0
        for veil in self._all_veils if turn else self._veils.get(_band(run), ()):
            if veil.above > n:
                low, down, high, up = turned_box(veil.box, turn)
                if down < head and foot < up and low < run.end and run.starts[0] < high:
                    thin += 1
                    if thin == STRIPS or not veil.is_thin:
                        return True
        return False

    def _beside(self, run: Run) -> Sequence[Solid]:
        return self.solids[:MOST_IN_BAND] if run.style.turn else self._bands.get(_band(run), ())


_Box = TypeVar("_Box", "Solid", "Veil")


def _banded(boxes: Iterable[_Box], reach: float = 0.0) -> dict[int, list[_Box]]:
    """Return what lies in each band across the page, or so near to it."""
    bands: dict[int, list[_Box]] = {}
    for box in boxes:
        _, low, _, high = box.box
        first, last = int(max(low - reach, -HIGHEST) // BAND), int(min(high + reach, HIGHEST) // BAND)
        for band in range(first, min(last, first + MOST_BANDS) + 1):
            beside = bands.setdefault(band, [])
            if len(beside) < MOST_IN_BAND:
                beside.append(box)
    return bands


def _band(run: Run) -> int:
    return int((run.base + run.size / 3) // BAND)


def _solids(device: PageDevice) -> Iterator[Solid]:
    for drawing in device.drawings:
        if not drawing.filled or drawing.fill is None:
            continue
        boxes = [extent(outline.points) for outline in drawing.outlines]
        for outline, box in zip(drawing.outlines, boxes, strict=True):
            cut = within(box, drawing.clip)
            if cut[2] - cut[0] < THIN or cut[3] - cut[1] < THIN or not _is_full(outline.points, box):
                continue
            many = len(boxes) > MOST_OUTLINES
            if many or len(boxes) == 1 or not any(other is not box and _meet(box, other) for other in boxes):
                yield Solid(cut, drawing.above, drawing.fill, drawing.covers and not many)
    for picture in device.pictures:
        if picture.covers:
            yield Solid(picture.box, picture.above, None, covers=True)


def _veils(device: PageDevice) -> Iterator[Veil]:
    """Yield what may hide letters beneath: figures of any form, lines, shadings, blends, pictures with or without masks.

    What is known to cover letters is among them: it may hide a letter with others that it does not hide alone.
    """
    for picture in device.pictures:
        yield Veil(picture.box, picture.above, is_thin=False)
    for drawing in device.drawings:
        if drawing.above and (drawing.filled or drawing.stroked):
            half = drawing.line_width / 2 if drawing.stroked else 0.0
            for outline in drawing.outlines:
                x0, y0, x1, y1 = extent(outline.points)
                bulge = max(x1 - x0, y1 - y0) if drawing.filled and outline.curved else 0.0  # only a curve's ends are known
                for points in _parts(outline, whole=drawing.filled):
                    x0, y0, x1, y1 = extent(points)
                    thin = not bulge and 2 * half + (min(x1 - x0, y1 - y0) if drawing.filled else 0.0) < THIN
                    reach = half + bulge
                    yield Veil(within((x0 - reach, y0 - reach, x1 + reach, y1 + reach), drawing.clip), drawing.above, thin)


def _parts(outline: Outline, *, whole: bool) -> Iterable[Sequence[Point]]:
    """Return the points of an outline together where it is filled or has many, else those of each line."""
    points = outline.points
    if whole or len(points) > MOST_LINES:
        return (points,)
    return itertools.pairwise((*points, points[0]) if outline.closed else points)


def _meet(one: ClipBox, other: ClipBox) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _is_full(points: Sequence[tuple[float, float]], box: ClipBox) -> bool:
    doubled = sum([a[0] * b[1] - b[0] * a[1] for a, b in zip(points, (*points[1:], points[0]), strict=True)])
    return abs(doubled) / 2 >= FULL * (box[2] - box[0]) * (box[3] - box[1])


def is_scan(solids: Sequence[Solid], visible: ClipBox) -> bool:
    """Tell whether these are pictures alone, one of which lies over so much of a page that it is the page's own."""
    page = (visible[2] - visible[0]) * (visible[3] - visible[1])
    boxes = (within(solid.box, visible) for solid in solids)
    large = any(max(0.0, x1 - x0) * max(0.0, y1 - y0) > LARGE * page for x0, y0, x1, y1 in boxes)
    return large and all(solid.colour is None for solid in solids)


class Doubt(NamedTuple):
    """A run of which only the page's picture can tell whether it is seen; `veiled` by what was drawn over it, or else pale."""

    run: Run
    veiled: bool


def doubtful_runs(runs: Sequence[Run], grounds: Grounds) -> list[Doubt]:
    """Return the runs of which only the page's picture can tell whether they are seen.

    Those too faint for paper with nothing dark right beneath, under a mask, in the very colour of what lies beneath, or under
    something that may hide them.
    """
    found = []
    for n, run in enumerate(runs):
        style = run.style
        if grounds.is_veiled(n, run):
            found.append(Doubt(run, veiled=True))
            continue
        if not style.doubtful and style.colour not in grounds.colours:
            continue
        under = grounds.under(n, run)
        dark = under is not None and under.colour is not None and not is_faint(under.colour)
        if is_faint(style.colour) and dark:
            continue
        if style.doubtful or (under is not None and under.colour == style.colour):
            found.append(Doubt(run, veiled=False))
    return found


def letter_boxes(run: Run) -> list[ClipBox]:
    """Return where the middles of a run's letters stand on the page, from the base line to the height of a small letter."""
    back = (4 - run.style.turn) % 4
    low, high = run.base, run.base + HEAD * run.size
    ends = (*run.starts[1:], run.end)
    sides = [(start, end, SIDE * (end - start)) for start, end in zip(run.starts, ends, strict=True)]
    return [turned_box((start + side, low, end - side, high), back) for start, end, side in sides]
