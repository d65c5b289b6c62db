"""Headings that stand right above the frame of their table, as web pages print them: a row with no lines about it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Box, Cell, Grid, Page, Word
from pipeline.structure.tables.headlines import FEWEST, HEADING_LINES, KNOWN
from pipeline.structure.tables.lettering import lines_of
from pipeline.structure.tables.vocabulary import Vocabulary

# Of the letter size: from the bottom of a heading to the frame, and between two lines of headings.
ROOM = 1.2
# Points by which a heading may reach over the edges of its column.
OVER = 3.0
# Share of the columns that have a heading.
HEADED = 0.6


def with_headings_above(page: Page, grids: Sequence[Grid], vocabulary: Vocabulary) -> list[Grid]:
    """Return grids with the row of headings above their frame, where their own first row is none that is known."""
    boxes = [grid.box for grid in grids if grid.box]
    return [_headed(page, grid, boxes, vocabulary) for grid in grids]


def _headed(page: Page, grid: Grid, boxes: Sequence[Box], vocabulary: Vocabulary) -> Grid:
    if grid.box is None or grid.n_columns < FEWEST or len(grid.column_edges) != grid.n_columns + 1:
        return grid
    if sum(vocabulary.role(cell.text) is not None for cell in grid.cells if cell.row == 0) > 1:
        return grid
    words = _above(page.words, grid.box, boxes)
    columns: dict[int, list[Word]] = {}
    for word in words:
        column = bisect_right(grid.column_edges, (word.box.x0 + word.box.x1) / 2) - 1
        if not 0 <= column < grid.n_columns:
            return grid
        left, right = grid.column_edges[column], grid.column_edges[column + 1]
        if word.box.x0 < left - OVER or word.box.x1 > right + OVER:
            return grid
        columns.setdefault(column, []).append(word)
    if len(columns) < max(FEWEST, HEADED * grid.n_columns):
        return grid
    lines = {column: lines_of(held, page.number) for column, held in columns.items()}
    roles = [vocabulary.role(vocabulary.heading([line.text for line in held])) for held in lines.values()]
    known = [role for role in roles if role]
    if len(set(known)) < 2 or len(known) < KNOWN * len(columns):
        return grid
    top = min(word.box.top for word in words)
    cells = tuple(
        Cell(0, column, 1, 1, lines.get(column, ()), Box(left, top, right, grid.box.top))
        for column, (left, right) in enumerate(zip(grid.column_edges, grid.column_edges[1:], strict=False))
    )
    below = tuple(replace(cell, row=cell.row + 1) for cell in grid.cells)
    return replace(
        grid,
        box=replace(grid.box, top=top),
        n_rows=grid.n_rows + 1,
        cells=(*cells, *below),
        row_edges=(top, *grid.row_edges) if grid.row_edges else (),
    )


def _above(words: Sequence[Word], box: Box, boxes: Sequence[Box]) -> list[Word]:
    """Return the words of the lines right above a frame, as many lines as headings may have."""
    over = [
        word
        for word in words
        if word.box.bottom <= box.top + OVER and word.box.x1 > box.x0 - OVER and word.box.x0 < box.x1 + OVER
    ]
    found: list[Word] = []
    bottom = box.top
    for _ in range(HEADING_LINES):
        near = [word for word in over if bottom - ROOM * word.size <= word.box.bottom <= bottom + OVER and word not in found]
        if not near or any(other.contains(near[0].box.x0, near[0].box.top) for other in boxes if other is not box):
            break
        found += near
        bottom = min(word.box.top for word in near)
    return found
