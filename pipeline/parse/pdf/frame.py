"""Where things stand on the page as it is read: top left origin, crop box, turned text upright."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.model import Box, Word
from pipeline.parse.pdf.marks import ClipBox, Point, Run

# A page is turned if more than this part of its letters stand that way, and it has this many letters:
# a stamp up the margin of a scan does not turn it.
MOST = 0.66
ENOUGH = 40


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible part of a page in the device's space, and by how many quarters it is turned.

    `turn` 1 brings text that reads upwards level, 2 text that is upside down, 3 text that reads downwards.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    turn: int = 0

    @property
    def width(self) -> float:
        return self.y1 - self.y0 if self.turn % 2 else self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.x1 - self.x0 if self.turn % 2 else self.y1 - self.y0

    def point(self, x: float, y: float) -> Point:
        """Return a point of the device's space in points from the page's top left."""
        if self.turn == 0:
            x, y = x - self.x0, self.y1 - y
        elif self.turn == 1:
            x, y = y - self.y0, x - self.x0
        elif self.turn == 2:
            x, y = self.x1 - x, y - self.y0
        else:
            x, y = self.y1 - y, self.x1 - x
        return round(x, 2), round(y, 2)

    def box(self, points: Iterable[Point]) -> Box:
        """Return the box round points of the device's space."""
        return box_round([self.point(x, y) for x, y in points])

    def line_box(self, turn: int, start: float, low: float, end: float, high: float) -> Box:
        """Return the box of what stands on a line, by its extent along the line and across it (see `Style.turn`)."""
        if turn == 0 == self.turn:  # as nearly all words stand
            x0, x1 = round(start - self.x0, 2), round(end - self.x0, 2)
            bottom, top = rounded(self.y1 - low), rounded(self.y1 - high)
            if x0 < x1 and top < bottom:
                return Box(x0, top, x1, bottom)
        elif turn == 0:
            (x0, bottom), (x1, top) = self.point(start, low), self.point(end, high)
        elif turn == 1:
            (x0, bottom), (x1, top) = self.point(-high, start), self.point(-low, end)
        elif turn == 2:
            (x0, bottom), (x1, top) = self.point(-end, -high), self.point(-start, -low)
        else:
            (x0, bottom), (x1, top) = self.point(low, -end), self.point(high, -start)
        return Box(min(x0, x1), min(top, bottom), max(x0, x1), max(top, bottom))

    def shows(self, box: Box) -> bool:
        """Tell whether the middle of a box is on the page."""
        return 0 <= (box.x0 + box.x1) / 2 <= self.width and 0 <= (box.top + box.bottom) / 2 <= self.height

    def on_page(self, words: Iterable[Word]) -> tuple[Word, ...]:
        """Return the words whose middle is on the page."""
        right, low = 2 * self.width, 2 * self.height  # worked out once for all words
        return tuple(
            [word for word in words if 0 <= word.box.x0 + word.box.x1 <= right and 0 <= word.box.top + word.box.bottom <= low]
        )

    def covers(self, box: Box) -> float:
        """Return the part of the page that a box covers, from 0 to 1."""
        across = min(box.x1, self.width) - max(box.x0, 0.0)
        down = min(box.bottom, self.height) - max(box.top, 0.0)
        return max(0.0, across) * max(0.0, down) / (self.width * self.height)


@functools.lru_cache(maxsize=4096)
def rounded(length: float) -> float:
    """Round to a hundredth of a point, for lengths that come again and again: sizes, and lines by their height on the page."""
    return round(length, 2)


def box_round(points: Sequence[Point]) -> Box:
    """Return the box round points of the page."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))


def frame_of(visible: ClipBox, runs: Iterable[Run]) -> Frame:
    """Return the frame of what is visible of a page, turned as most of its letters stand."""
    turns: dict[int, int] = {}
    for run in runs:
        turn = run.style.turn
        turns[turn] = turns.get(turn, 0) + len(run.letters)
    turn, count = max(turns.items(), key=lambda item: (item[1], -item[0]), default=(0, 0))
    return Frame(*visible, turn=turn if count >= ENOUGH and count > MOST * sum(turns.values()) else 0)
