"""A lattice of edges -> the cells between them, merged where no edge parts them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Box, Word
from pipeline.structure.tables.edges import SNAP, Edge, Edges, snap

# Points. A column or row narrower than this that holds no word is the gap of a double border.
SLIVER = 7.0
# Share of a cell's side that must be drawn for it to be a wall.
WALL = 0.6


@dataclass(frozen=True, slots=True)
class Span:
    """A cell of a lattice: its first row and column and how many of each it covers."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class Lattice:
    """Edges of columns (x) and rows (y), and the cells between them in row order."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    spans: tuple[Span, ...]

    def box(self, span: Span) -> Box:
        return Box(self.xs[span.column], self.ys[span.row], self.xs[span.column + span.columns], self.ys[span.row + span.rows])


def lattice_of(edges: Edges, words: Sequence[Word]) -> Lattice | None:
    """Return the cells that a group of touching edges draws, null where it draws none.

    Sides that are left open (no outer verticals, no top or bottom line) are closed where the other
    lines end.
    """
    if not edges.horizontal or not edges.vertical:
        return None
    xs, vertical = _places(edges.vertical, edges.horizontal, words, along="x")
    ys, horizontal = _places(edges.horizontal, edges.vertical, words, along="y")
    if len(xs) < 2 or len(ys) < 2:
        return None
    right = [[_is_wall(vertical, xs[j + 1], ys[i], ys[i + 1]) for j in range(len(xs) - 1)] for i in range(len(ys) - 1)]
    below = [[_is_wall(horizontal, ys[i + 1], xs[j], xs[j + 1]) for j in range(len(xs) - 1)] for i in range(len(ys) - 1)]
    return Lattice(tuple(xs), tuple(ys), tuple(_merge(right, below)))


def _places(
    edges: Sequence[Edge], crossing: Sequence[Edge], words: Sequence[Word], *, along: str
) -> tuple[list[float], list[Edge]]:
    """Return where edges lie, slivers closed, with the edges moved there; the open ends are added."""
    longest = max(c.length for c in crossing)
    long = [c for c in crossing if c.length >= longest / 2]
    low, high = min(c.start for c in long), max(c.end for c in long)
    places = sorted({e.at for e in edges})
    if low < places[0] - SLIVER:
        places.insert(0, low)
    if high > places[-1] + SLIVER:
        places.append(high)
    middles = sorted((w.box.x0 + w.box.x1) / 2 if along == "x" else (w.box.top + w.box.bottom) / 2 for w in words)
    kept = [places[0]]
    for place in places[1:]:
        if place - kept[-1] < SLIVER and not any(kept[-1] < m < place for m in middles):
            continue
        kept.append(place)
    moved = []
    for edge in edges:
        near = min(kept, key=lambda k: abs(k - edge.at))
        moved.append(Edge(near, edge.start, edge.end, edge.colour))
    return kept, snap(moved, 0.0)


def _is_wall(edges: Sequence[Edge], at: float, start: float, end: float) -> bool:
    drawn = [(max(e.start, start), min(e.end, end)) for e in edges if abs(e.at - at) < 0.01 and e.start < end and e.end > start]
    covered, reach = 0.0, start
    for a, b in sorted(drawn):
        if b > reach:
            covered += b - max(a, reach)
            reach = b
    return covered >= min(WALL * (end - start), end - start - SNAP)


def _merge(right: list[list[bool]], below: list[list[bool]]) -> list[Span]:
    """Join lattice fields without a wall between them; what is no rectangle falls into runs of a row."""
    n_rows, n_columns = len(right), len(right[0])
    group = {(i, j): (i, j) for i in range(n_rows) for j in range(n_columns)}

    def root(field: tuple[int, int]) -> tuple[int, int]:
        while group[field] != field:
            field = group[field]
        return field

    for i in range(n_rows):
        for j in range(n_columns):
            if j + 1 < n_columns and not right[i][j]:
                group[root((i, j + 1))] = root((i, j))
            if i + 1 < n_rows and not below[i][j]:
                group[root((i + 1, j))] = root((i, j))
    members: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for field in group:
        members.setdefault(root(field), []).append(field)
    spans = []
    for fields in members.values():
        spans += _rectangles(fields)
    return sorted(spans, key=lambda s: (s.row, s.column))


def _rectangles(fields: list[tuple[int, int]]) -> list[Span]:
    rows = [i for i, _ in fields]
    columns = [j for _, j in fields]
    height, width = max(rows) - min(rows) + 1, max(columns) - min(columns) + 1
    if height * width == len(fields):
        return [Span(min(rows), min(columns), height, width)]
    runs = []
    for i in sorted(set(rows)):
        in_row = sorted(j for r, j in fields if r == i)
        start = previous = in_row[0]
        for j in [*in_row[1:], -1]:
            if j != previous + 1:
                runs.append(Span(i, start, 1, previous - start + 1))
                start = j
            previous = j
    return runs


def with_rows_cut(lattice: Lattice, row: int, at: Sequence[float]) -> Lattice:
    """Return a lattice with one of its rows cut at heights within it; cells that go over it go over all its parts."""
    more = len(at)
    spans: list[Span] = []
    for span in lattice.spans:
        if span.row == row and span.rows == 1:
            spans += [Span(row + k, span.column, 1, span.columns) for k in range(more + 1)]
        elif span.row <= row < span.row + span.rows:
            spans.append(Span(span.row, span.column, span.rows + more, span.columns))
        else:
            spans.append(Span(span.row + (more if span.row > row else 0), span.column, span.rows, span.columns))
    ys = (*lattice.ys[: row + 1], *at, *lattice.ys[row + 1 :])
    return Lattice(lattice.xs, ys, tuple(sorted(spans, key=lambda s: (s.row, s.column))))
