"""What a page of a PDF prints and draws, as records: runs of letters, drawings, pictures, and how far they reach.

Their space is that of the page turned by /Rotate, in points, y upwards.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.parse.pdf.fonts import Face

Point = tuple[float, float]
ClipBox = tuple[float, float, float, float]
EVERYWHERE: ClipBox = (-1e9, -1e9, 1e9, 1e9)
# As light as this in all colours is the colour of paper.
PAPER = "#fafafa"
# Lighter than this in all colours is so faint that the page is looked at before its letters are believed.
FAINT = "#ebebeb"


class Style(NamedTuple):
    """What all letters of an operator have in common; `aslant` is neither level nor upright, `pale` as white as paper.

    `doubtful` says that they may be too faint to be seen, or under a mask; `apart` that they are none of the page's own letters,
    but seen by what is painted through them, or on a note that lies on the page. `slope` is by how much their line rises.
    Letters that are `mirrored` stand as in a mirror.
    """

    turn: int
    face: Face
    invisible: bool
    stroked: bool
    aslant: bool
    pale: bool = False
    doubtful: bool = False
    colour: str | None = None
    apart: bool = False
    slope: float = 0.0
    mirrored: bool = False


class Run(NamedTuple):
    """Letters printed one after the other on one line by one operator, without a space or a gap that could part words.

    `turn` is how the letters stand: 0 upright, 1 read upwards, 2 upside down, 3 read downwards. `starts` (of each letter) and
    `end` are measured in the reading direction, `base` is the base line across it, upwards; `size` is in points.
    """

    letters: list[str]
    starts: list[float]
    end: float
    base: float
    size: float
    style: Style
    after_space: bool


class Outline(NamedTuple):
    """A subpath: the ends of its segments; a curve is kept by its ends."""

    points: tuple[Point, ...]
    curved: bool
    closed: bool


class Drawing(NamedTuple):
    """What one painting operator draws: outlines with a stroke, a fill (`#rrggbb`) or both.

    `stroked` and `filled` say how it is painted even where the colour is none that can be named; `above` counts the runs
    that were printed before, and are hidden where it `covers` them.
    """

    outlines: tuple[Outline, ...]
    stroked: bool
    filled: bool
    stroke: str | None
    fill: str | None
    line_width: float
    clip: ClipBox | None
    above: int = 0
    covers: bool = False


class Picture(NamedTuple):
    """A picture, a shading or a note, printed over the first `above` runs; nothing is seen through it where it `covers` them."""

    box: ClipBox
    above: int
    covers: bool = False


@functools.lru_cache(maxsize=1024)
def is_paper(colour: str | None) -> bool:
    """Tell whether a colour, `#rrggbb`, is that of paper."""
    return colour is not None and all(colour[n : n + 2] >= PAPER[n : n + 2] for n in (1, 3, 5))


@functools.lru_cache(maxsize=1024)
def is_faint(colour: str | None) -> bool:
    """Tell whether a colour, `#rrggbb`, may not be seen on paper."""
    return colour is not None and all(colour[n : n + 2] >= FAINT[n : n + 2] for n in (1, 3, 5))


def parts_of(run: Run, wanted: Sequence[bool]) -> list[Run]:
    """Return the parts of a run whose letters are wanted."""
    ends, found = (*run.starts[1:], run.end), []
    for is_wanted, group in itertools.groupby(range(len(wanted)), wanted.__getitem__):
        if is_wanted:
            part = slice(first := next(group), last := first + 1 + sum(1 for _ in group))
            found.append(run._replace(letters=run.letters[part], starts=run.starts[part], end=ends[last - 1]))
    return found


def turned_box(box: ClipBox, turn: int) -> ClipBox:
    """Return a box of the page as a line of this turn measures it: along the line, and across it upwards."""
    if turn == 0:
        return box
    x0, y0, x1, y1 = box
    return ((y0, -x1, y1, -x0), (-x1, -y1, -x0, -y0), (-y1, x0, -y0, x1))[turn - 1]


def within(box: ClipBox, clip: ClipBox | None) -> ClipBox:
    """Return what of a box a clip shows; nothing where left is right of right."""
    if clip is None:
        return box
    return max(box[0], clip[0]), max(box[1], clip[1]), min(box[2], clip[2]), min(box[3], clip[3])


def extent(points: Sequence[Point]) -> ClipBox:
    """Return how far points reach: left, low, right, high."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)
