"""Tables without walls that go on at the top of the next page, their headings not printed again."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Box, Grid, Line, Page
from pipeline.structure.tables.aligned import FreeLines, body_below
from pipeline.structure.tables.banded import separators_of
from pipeline.structure.tables.edges import edges_of
from pipeline.structure.tables.growing import joined_bands, row_of
from pipeline.structure.tables.headlines import heading_at
from pipeline.structure.tables.laid import Layout, grid_of_rows
from pipeline.structure.tables.lettering import box_round
from pipeline.structure.tables.partial import FLUSH
from pipeline.structure.tables.rivers import River
from pipeline.structure.tables.textrows import apart, by_edges, columns_filled, sure_rows, text_rows
from pipeline.structure.tables.vocabulary import Vocabulary

# Lines at a page's top among which its running head may stand.
HEAD_LINES = 4
# Of a page's height: how far from its foot and its head a table may end and go on.
FOOT, HEAD = 0.25, 0.25
# Share of the columns that a row fills, which what goes on must fill.
LIKE = 0.6


def carried_grids(page: Page, taken: Sequence[Box], above: Grid, vocabulary: Vocabulary, free: FreeLines) -> list[Grid]:
    """Find what goes on of a table that ended at the foot of the page before: text in the same columns.

    Headings that are printed again say themselves what stands below them.
    """
    if above.kind == "ruled" or above.box is None or page.height is None or above.box.bottom < page.height * (1 - FOOT):
        return []
    rivers = _rivers(above)
    lines = free.outside(taken)
    if not rivers or any(heading_at(lines, n, vocabulary) for n in range(min(HEAD_LINES, len(lines)))):
        return []
    for start, line in enumerate(lines[:HEAD_LINES]):
        if line.box is None or line.box.top > page.height * HEAD:
            break
        body, themes, kept = body_below(lines[start:], [line], rivers, taken, left=above.box.x0)
        if body and _is_like(body, kept, above):
            return [_grid(page, body, themes, kept, above)]
    return []


def _is_like(body: Sequence[Line], rivers: Sequence[River], above: Grid) -> bool:
    """Say whether lines are printed as a grid's rows are: as large, in most of the columns that a row fills."""
    rows: dict[int, int] = {}
    for cell in above.cells:
        rows[cell.row] = rows.get(cell.row, 0) + bool(cell.lines)
    usual = sorted(rows.values())[len(rows) // 2]
    sizes = [line.size or 0.0 for cell in above.cells for line in cell.lines]
    size = sorted(sizes)[len(sizes) // 2]
    filled = frozenset[int]().union(*(columns_filled(line, rivers) for line in body))
    enough = usual if len(body) == 1 else LIKE * usual  # a single line may be a numbered heading
    return len(filled) >= enough and all(abs((line.size or 0.0) - size) < 0.6 for line in body)


def _rivers(above: Grid) -> list[River]:
    """Return the white space round the edges of a grid's columns, as wide as its text leaves it."""
    boxes = [
        (cell.column, word.box) for cell in above.cells if cell.column_span == 1 for line in cell.lines for word in line.words
    ]
    rivers = []
    for i, at in enumerate(above.column_edges[1:-1]):
        left = max((box.x1 for column, box in boxes if column == i), default=at)
        right = min((box.x0 for column, box in boxes if column == i + 1), default=at)
        rivers.append(River(min(left, at), max(right, at), at))
    return rivers


def _grid(page: Page, lines: Sequence[Line], themes: Sequence[int], rivers: Sequence[River], above: Grid) -> Grid:
    x0, x1 = above.column_edges[0], above.column_edges[-1]
    box = box_round(line.box for line in lines if line.box)
    seen = [s for s in separators_of(page, (), edges_of(page).horizontal) if abs(s.x0 - x0) <= FLUSH and abs(s.x1 - x1) <= FLUSH]
    inside = [s for s in seen if box.top < s.y < box.bottom]
    groups = by_edges(lines, [s.y for s in inside])
    if not any(s.drawn for s in inside):
        groups = [row for group in groups for row in (sure_rows if inside else text_rows)(group, rivers)]
    rows = joined_bands([row_of(group) for group in apart(groups, themes)], box.top - 2.0)
    kind = "borderless" if above.kind == "marked_up" else above.kind
    return grid_of_rows(page, Layout(x0, x1, tuple(rows), tuple(rivers), kind))
