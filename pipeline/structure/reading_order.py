"""Reading order: columns told apart, rows of each column from top to bottom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Box, Grid
from pipeline.structure.rows import Row, Segment, make_row

# Points: a white strip at least this wide between two columns of text.
GUTTER = 9.0
# Points: left edges nearer than this are the same.
ALIGNED = 4.0
# Rows that a column has at least, and words of its rows on average: fewer are labels, numbers, bullets.
FEWEST_ROWS, FEWEST_WORDS = 3, 2.8
# A column of running text fills its width in this share of its rows.
FILLED_ROWS, FILLED_WIDTH = 0.45, 0.72
# Parts of the page's width: a narrower column is none.
NARROWEST = 0.14


@dataclass(frozen=True, slots=True)
class Column:
    """Rows and grids that are read one after the other, with the edges of their column."""

    page: int
    items: tuple[Row | Grid, ...]
    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class _Gutter:
    """A strip between columns: white from `x0` to `x1`, over the rows `first` to `last`."""

    x0: float
    x1: float
    first: int
    last: int


def columns_of(items: Sequence[Row | Grid], page: int, width: float) -> list[Column]:
    """Return a page's columns in reading order; text over the whole width is a column of its own.

    `items` are the page's rows and grids from top to bottom. A strip that parts columns must be wide
    and long enough, and both sides must be running text: a column of paragraph numbers, of labels,
    or of a table's cells is read row by row.
    """
    columns: list[Column] = []
    for found in _split(list(items), width):
        boxes = [box for item in found if (box := _box(item)) is not None]
        if boxes:
            columns.append(Column(page, tuple(found), min(b.x0 for b in boxes), max(b.x1 for b in boxes)))
    return columns


def _box(item: Row | Grid) -> Box | None:
    return item.box


def _split(items: list[Row | Grid], width: float) -> list[list[Row | Grid]]:
    gutter = _best_gutter(items, width)
    if gutter is None:
        return [items] if items else []
    above, below = items[: gutter.first], items[gutter.last + 1 :]
    left: list[Row | Grid] = []
    right: list[Row | Grid] = []
    middle = (gutter.x0 + gutter.x1) / 2
    for item in items[gutter.first : gutter.last + 1]:
        if isinstance(item, Grid):
            (left if item.box is not None and item.box.x1 <= middle else right).append(item)
            continue
        for side, part in ((left, True), (right, False)):
            words = [w for s in item.segments for w in s.words if (s.box.x0 < middle) == part]
            if words:
                side.append(make_row(words, item.page))
    return [*([above] if above else []), *_split(left, width), *_split(right, width), *_split(below, width)]


def _best_gutter(items: Sequence[Row | Grid], width: float) -> _Gutter | None:
    """Return the topmost gutter, the longest where several begin there."""
    found: list[_Gutter] = []
    for x1 in _candidates(items):
        found.extend(_gutters_at(items, x1, width))
    return min(found, key=lambda g: (g.first, -g.last, g.x0), default=None)


def _candidates(items: Sequence[Row | Grid]) -> list[float]:
    """Return left edges behind a gap that several rows share."""
    edges = sorted(
        right.box.x0
        for item in items
        if isinstance(item, Row)
        for left, right in zip(item.segments, item.segments[1:], strict=False)
        if right.box.x0 - left.box.x1 >= GUTTER
    )
    starts = sorted(item.segments[0].box.x0 for item in items if isinstance(item, Row))
    found: list[float] = []
    for edge in edges:
        if found and edge - found[-1] <= ALIGNED:
            continue
        shared = sum(abs(other - edge) <= ALIGNED for other in edges) + sum(abs(other - edge) <= ALIGNED for other in starts)
        if shared >= FEWEST_ROWS:
            found.append(edge)
    return found


def _gutters_at(items: Sequence[Row | Grid], x1: float, width: float) -> list[_Gutter]:
    """Return the runs of rows that leave a strip left of `x1` white and are running text on both sides."""
    found = []
    first: int | None = None
    for n in range(len(items) + 1):
        crosses = n == len(items) or _crosses(items[n], x1 - GUTTER, x1 - 0.5)
        if not crosses:
            first = n if first is None else first
        elif first is not None:
            gutter = _as_gutter(items, first, n - 1, x1, width)
            if gutter:
                found.append(gutter)
            first = None
    return found


def _crosses(item: Row | Grid, x0: float, x1: float) -> bool:
    if isinstance(item, Grid):
        return item.box is None or (item.box.x0 < x1 and item.box.x1 > x0)
    return any(segment.box.x0 < x1 and segment.box.x1 > x0 for segment in item.segments)


def _as_gutter(items: Sequence[Row | Grid], first: int, last: int, x1: float, width: float) -> _Gutter | None:
    def sides(n: int) -> tuple[list[Segment], list[Segment]]:
        item = items[n]
        if isinstance(item, Grid):
            return [], []
        left = [s for s in item.segments if s.box.x0 < x1 - 1]
        return left, [s for s in item.segments if s.box.x0 >= x1 - 1]

    # Rows at either end that stand on one side only belong to what is above or below the columns.
    while first < last and not all(sides(first)):
        first += 1
    while last > first and not any(sides(last)):
        last -= 1
    left = [s for n in range(first, last + 1) for s in [_row_side(sides(n)[0])] if s]
    right = [s for n in range(first, last + 1) for s in [_row_side(sides(n)[1])] if s]
    if min(len(left), len(right)) < FEWEST_ROWS:
        return None
    if not (_is_text(left, width) and _is_text(right, width)):
        return None
    return _Gutter(max(s[1] for s in left), min(s[0] for s in right), first, last)


def _row_side(segments: Sequence[Segment]) -> tuple[float, float, int] | None:
    """Return left edge, right edge and words of a row's part on one side."""
    if not segments:
        return None
    return segments[0].box.x0, segments[-1].box.x1, sum(len(segment.words) for segment in segments)


def _is_text(rows: Sequence[tuple[float, float, int]], width: float) -> bool:
    """Say whether rows on one side of a gutter are a column of running text."""
    x0, x1 = min(row[0] for row in rows), max(row[1] for row in rows)
    if x1 - x0 < NARROWEST * width:
        return False
    if sum(row[2] for row in rows) < FEWEST_WORDS * len(rows):
        return False
    filled = sum(row[1] - x0 >= FILLED_WIDTH * (x1 - x0) for row in rows)
    return filled >= FILLED_ROWS * len(rows)
