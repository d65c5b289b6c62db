"""Reading order: columns told apart, rows of each column from top to bottom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.model import Grid
from pipeline.structure.pieces import box_round
from pipeline.structure.rows import Row, Segment, make_row

# Points: a white strip at least this wide between two columns of text.
GUTTER = 9.0
# Rows that a column has at least, and words of its rows on average: fewer are labels, numbers, bullets.
FEWEST_ROWS, FEWEST_WORDS = 3, 2.8
# A column of running text fills this part of its width in this share of its rows.
FILLED_ROWS, FILLED_WIDTH = 0.45, 0.72
# Share of a side's rows with wide gaps of their own from which it is a table's cells.
GAPPED_ROWS = 0.4
# Part of the letter size by which a heading keeps its distance from the text above.
APART = 0.5
# A column of text fills this part of its height with lines that are no farther apart than this part of the letter size.
COVERED, CLOSE = 0.7, 2.8
# Part of their length that two strips share where they run beside one another.
ALIKE = 0.8
# Part of the letter size between a line and the next of its paragraph.
NEXT_LINE = 1.7
# Parts of the page's width: a narrower column is none.
NARROWEST = 0.14
# Gutters inside the side of a gutter: four columns have two. Each step more multiplies the time for letters thrown about.
DEEPEST = 2

Item = Row | Grid
Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Column:
    """Rows and grids that are read one after the other, with the edges of their column."""

    page: int
    items: tuple[Item, ...]
    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class _Gutter:
    """A strip between columns: white from `x0` to `x1`, over the items `first` to `last`."""

    x0: float
    x1: float
    first: int
    last: int


def columns_of(items: Sequence[Item], page: int, width: float) -> list[Column]:
    """Return a page's columns in reading order; text over the whole width is a column of its own.

    `items` are the page's rows and grids from top to bottom. A strip that parts columns must be wide
    and long enough, and both sides must be running text: a column of paragraph numbers, of labels,
    or of a table's cells is read row by row.
    """
    columns: list[Column] = []
    for found in _split(list(items), width):
        box = box_round(item.box for item in found if item.box is not None)
        if box is not None:
            columns.append(Column(page, tuple(found), box.x0, box.x1))
    return columns


def _split(items: list[Item], width: float) -> list[list[Item]]:
    gutter = _topmost_gutter(items, width)
    if gutter is None:
        return [items] if items else []
    above, below = items[: gutter.first], items[gutter.last + 1 :]
    left: list[Item] = []
    right: list[Item] = []
    middle = (gutter.x0 + gutter.x1) / 2
    for item in items[gutter.first : gutter.last + 1]:
        if isinstance(item, Grid):
            (left if item.box is not None and item.box.x1 <= middle else right).append(item)
            continue
        for side, segments in zip((left, right), _sides(item, middle), strict=True):
            if segments:
                side.append(make_row([word for segment in segments for word in segment.words], item.page))
    return [*([above] if above else []), *_split(left, width), *_split(right, width), *_split(below, width)]


def _sides(row: Row, middle: float) -> tuple[list[Segment], list[Segment]]:
    return [s for s in row.segments if s.box.x0 < middle], [s for s in row.segments if s.box.x0 >= middle]


def _topmost_gutter(items: Sequence[Item], width: float, deep: int = 0) -> _Gutter | None:
    """Return the gutter that begins first, the leftmost where several run beside one another.

    `deep` is how many gutters are being looked at, of whose sides this is one.
    """
    found: set[_Gutter] = set()
    tried: set[tuple[int, int, int]] = set()
    spans = [_spans(item) for item in items]
    for n, item in enumerate(items):
        if not isinstance(item, Row):
            continue
        for seed in _gaps(items, n):
            strip, first, last = _extended(spans, n, seed)
            key = (first, last, round(strip[0]))
            if key not in tried:
                tried.add(key)
                gutter = _as_gutter(items, strip, first, last, width, deep)
                if gutter:
                    found.add(gutter)
    if not found:
        return None
    topmost = min(found, key=lambda g: (g.first, -g.last))
    # Of strips beside one another the left one: the next may be that between a column's numbers and its text.
    rivals = [
        g for g in found if min(g.last, topmost.last) - max(g.first, topmost.first) >= ALIKE * (topmost.last - topmost.first)
    ]
    return min(rivals, key=lambda g: g.x0)


def _gaps(items: Sequence[Item], n: int) -> list[Interval]:
    """Return the wide gaps in row `n`, and those between it and a row on slightly lower base line beside it."""
    row = items[n]
    following = items[n + 1] if n + 1 < len(items) else None
    if not isinstance(row, Row):
        return []
    boxes = [segment.box for segment in row.segments]
    if isinstance(following, Row) and _beside(row, following):
        boxes = sorted([*boxes, *(segment.box for segment in following.segments)], key=lambda box: box.x0)
    return [(left.x1, right.x0) for left, right in pairwise(boxes) if right.x0 - left.x1 >= GUTTER]


def _beside(row: Row, other: Row) -> bool:
    """Say whether two rows share some height."""
    return min(row.box.bottom, other.box.bottom) > max(row.box.top, other.box.top)


def _spans(item: Item) -> list[Interval]:
    """Return what an item covers from left to right; one without a place covers everything."""
    if item.box is None:
        return [(float("-inf"), float("inf"))]
    boxes = [item.box] if isinstance(item, Grid) else [segment.box for segment in item.segments]
    return [(box.x0, box.x1) for box in boxes]


def _extended(spans: Sequence[Sequence[Interval]], n: int, strip: Interval) -> tuple[Interval, int, int]:
    """Follow a white strip up and down from item `n` as far as it stays white and wide enough."""
    first = last = n
    while first > 0 and (narrowed := _white(spans[first - 1], strip)):
        strip, first = narrowed, first - 1
    while last + 1 < len(spans) and (narrowed := _white(spans[last + 1], strip)):
        strip, last = narrowed, last + 1
    return strip, first, last


def _white(spans: Sequence[Interval], strip: Interval) -> Interval | None:
    """Return what an item leaves white of a strip, null where that is too narrow for a gutter."""
    low, high = strip
    best: Interval | None = None
    widest = 0.0
    begin = low
    for left, right in spans:
        end = left if left < high else high
        white = end - begin
        if white >= GUTTER and white > widest:
            best, widest = (begin, end), white
        begin = right if right > low else low
    return (begin, high) if high - begin >= GUTTER and high - begin > widest else best


def _as_gutter(items: Sequence[Item], strip: Interval, first: int, last: int, width: float, deep: int) -> _Gutter | None:
    """Return a strip as a gutter where running text stands on both sides of it."""
    middle = (strip[0] + strip[1]) / 2
    sides = {n: _sides(item, middle) for n in range(first, last + 1) if isinstance(item := items[n], Row)}
    # Rows at either end that stand on one side only belong to what is above the columns; below, a column may run on.
    both = [n for n, (left, right) in sides.items() if (left and right) or _faces(items, n, sides)]
    if not both:
        return None
    first = _with_first_lines(items, sides, first, both[0])
    if last + 1 < len(items):
        last = _before_heading(items, both[-1], last)
    rows = [sides[n] for n in range(first, last + 1) if n in sides]
    left, right = [side for side, _ in rows if side], [side for _, side in rows if side]
    if min(len(left), len(right)) < FEWEST_ROWS or min(_covered(left), _covered(right)) < COVERED:
        return None
    if not (_is_text(left, width, deep) and _is_text(right, width, deep)):  # last, as it may look for gutters on each side again
        return None
    return _Gutter(strip[0], strip[1], first, last)


def _with_first_lines(
    items: Sequence[Item], sides: Mapping[int, tuple[list[Segment], list[Segment]]], first: int, both: int
) -> int:
    """Return where columns begin whose first row of both sides is `both`: lines above it that go on below are theirs.

    One column may begin higher than the other by a line or more.
    """
    begin = both
    for n in range(both - 1, first - 1, -1):
        if n not in sides:
            break
        side = 0 if sides[n][0] else 1
        below = next((k for k in range(n + 1, len(items)) if k in sides and sides[k][side]), None)
        if below is None:
            break
        line, following = sides[n][side][0], sides[below][side][0]
        near = following.box.bottom - line.box.bottom <= NEXT_LINE * line.size
        if not near or line.bold != following.bold or abs(line.size - following.size) > 0.5:
            break
        begin = n
    return begin


def _faces(items: Sequence[Item], n: int, sides: Mapping[int, tuple[list[Segment], list[Segment]]]) -> bool:
    """Say whether the row next to a row on one side stands beside it, on the other side."""
    row = items[n]
    for k in (n - 1, n + 1):
        other = items[k] if k in sides else None
        if isinstance(row, Row) and isinstance(other, Row) and bool(sides[k][0]) != bool(sides[n][0]) and _beside(row, other):
            return True
    return False


def _before_heading(items: Sequence[Item], last_both: int, last: int) -> int:
    """Return the last item of columns that stand over something as wide as both: a heading below them is not theirs."""
    for n in range(last_both + 1, last + 1):
        row, above = items[n], items[n - 1]
        if not isinstance(row, Row) or not isinstance(above, Row):
            continue
        apart = row.box.top - above.box.bottom > APART * row.size
        if apart and (row.bold > above.bold or row.size > above.size + 0.5):
            return n - 1
    return last


def _covered(rows: Sequence[Sequence[Segment]]) -> float:
    """Return the part of a side's height that its lines fill; a table's cells of unequal length leave more white."""
    lines = [(row[0].box.bottom, row[0].size) for row in rows]
    height = lines[-1][0] - lines[0][0]
    if height <= 0:
        return 1.0
    return sum(below - above for (above, size), (below, _) in pairwise(lines) if below - above <= CLOSE * size) / height


def _is_text(rows: Sequence[Sequence[Segment]], width: float, deep: int) -> bool:
    """Say whether rows on one side of a gutter are a column of running text."""
    x0, x1 = min(row[0].box.x0 for row in rows), max(row[-1].box.x1 for row in rows)
    if x1 - x0 < NARROWEST * width:
        return False
    if sum(len(segment.words) for row in rows for segment in row) < FEWEST_WORDS * len(rows):
        return False
    # One gap is that behind a number or bullet.
    gapped = sum(len(row) > 2 or (len(row) == 2 and len(row[0].words) > 1) for row in rows)
    if gapped >= GAPPED_ROWS * len(rows):
        if deep == DEEPEST:
            return False
        # A table's cells, unless these are columns again.
        parts = [make_row([word for segment in row for word in segment.words], row[0].page) for row in rows]
        return _topmost_gutter(parts, width, deep + 1) is not None
    filled = sum(row[-1].box.x1 - x0 >= FILLED_WIDTH * (x1 - x0) for row in rows)
    return filled >= FILLED_ROWS * len(rows)
