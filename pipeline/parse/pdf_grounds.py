"""What lies under a page's letters, and what was drawn over them later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.parse.pdf_device import PageDevice
from pipeline.parse.pdf_marks import ClipBox, Run, extent, is_faint, turned_box, within

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
# Part of the page over which what covers letters is the picture of a page, or a fresh sheet, and no bar over words.
LARGE = 0.5


class Solid(NamedTuple):
    """A filled rectangle, or a picture (without colour), drawn after the first `above` runs; it may `cover` what is beneath."""

    box: ClipBox
    above: int
    colour: str | None
    covers: bool


class Grounds:
    """The solid rectangles of a page by bands, in drawing order."""

    def __init__(self, device: PageDevice) -> None:
        self.solids = sorted(_solids(device), key=lambda solid: solid.above)
        self.colours = frozenset(solid.colour for solid in self.solids if solid.colour)
        self.last_cover = max((solid.above for solid in self.solids if solid.covers), default=0)
        self._bands: dict[int, list[Solid]] = {}
        for solid in self.solids:
            first, last = int(solid.box[1] // BAND), int(solid.box[3] // BAND)
            for band in range(first, min(last, first + MOST_BANDS) + 1):
                beside = self._bands.setdefault(band, [])
                if len(beside) < MOST_IN_BAND:
                    beside.append(solid)

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

    def _beside(self, run: Run) -> Sequence[Solid]:
        if run.style.turn:
            return self.solids[:MOST_IN_BAND]
        return self._bands.get(int((run.base + run.size / 3) // BAND), ())


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
        yield Solid(picture.box, picture.above, None, covers=True)


def _meet(one: ClipBox, other: ClipBox) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _is_full(points: Sequence[tuple[float, float]], box: ClipBox) -> bool:
    doubled = sum([a[0] * b[1] - b[0] * a[1] for a, b in zip(points, (*points[1:], points[0]), strict=True)])
    return abs(doubled) / 2 >= FULL * (box[2] - box[0]) * (box[3] - box[1])


def is_large(solids: Iterable[Solid], visible: ClipBox) -> bool:
    """Tell whether one of these lies over so much of a page that it is the page's own picture, or a fresh sheet."""
    page = (visible[2] - visible[0]) * (visible[3] - visible[1])
    boxes = (within(solid.box, visible) for solid in solids)
    return any(max(0.0, x1 - x0) * max(0.0, y1 - y0) > LARGE * page for x0, y0, x1, y1 in boxes)


def doubtful_runs(runs: Sequence[Run], grounds: Grounds) -> list[Run]:
    """Return the runs of which only the page's picture can tell whether they are seen.

    Those too faint for paper with nothing dark right beneath, under a mask, or in the very colour of what lies beneath.
    """
    found = []
    for n, run in enumerate(runs):
        style = run.style
        if not style.doubtful and style.colour not in grounds.colours:
            continue
        under = grounds.under(n, run)
        dark = under is not None and under.colour is not None and not is_faint(under.colour)
        if is_faint(style.colour) and dark:
            continue
        if style.doubtful or (under is not None and under.colour == style.colour):
            found.append(run)
    return found


def letter_boxes(run: Run) -> list[ClipBox]:
    """Return where the middles of a run's letters stand on the page, from the base line to the height of a small letter."""
    back = (4 - run.style.turn) % 4
    low, high = run.base, run.base + HEAD * run.size
    ends = (*run.starts[1:], run.end)
    sides = [(start, end, SIDE * (end - start)) for start, end in zip(run.starts, ends, strict=True)]
    return [turned_box((start + side, low, end - side, high), back) for start, end, side in sides]
