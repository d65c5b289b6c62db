"""Grids that are one table, parted by a row over its whole width that has no walls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Box, Cell, Grid, Page
from pipeline.structure.tables.colours import seen_colour
from pipeline.structure.tables.lettering import lines_of

# Points by which the columns of two parts of one table differ.
SHIFT = 3.0
# Of the letter size: a line of text with its leading, and the padding above and below that a row has at most.
LINE, PADDING = 1.3, 1.8


def stitched(page: Page, grids: Sequence[Grid]) -> list[Grid]:
    """Join grids that stand under each other with the same columns and one text between them.

    Without lines at its sides a heading row inside a table is drawn as a gap between two tables.
    """
    joined: list[Grid] = []
    for grid in sorted(grids, key=lambda g: g.box.top if g.box else 0.0):
        for i, above in enumerate(joined):
            whole = _joined(page, above, grid)
            if whole is not None:
                joined[i] = whole
                break
        else:
            joined.append(grid)
    return joined


def _joined(page: Page, above: Grid, below: Grid) -> Grid | None:
    if above.box is None or below.box is None or above.n_columns != below.n_columns:
        return None
    if any(abs(a - b) > SHIFT for a, b in zip(above.column_edges, below.column_edges, strict=True)):
        return None
    gap = Box(above.box.x0, above.box.bottom, above.box.x1, below.box.top)
    words = [w for w in page.words if gap.contains((w.box.x0 + w.box.x1) / 2, (w.box.top + w.box.bottom) / 2)]
    lines = lines_of(words, page.number)
    if not words or gap.height > (LINE * len(lines) + PADDING) * words[0].size or _first_row(above) == _first_row(below):
        return None
    cell = Cell(above.n_rows, 0, 1, above.n_columns, lines, gap, seen_colour(gap, page.fills))
    shift = above.n_rows + 1
    moved = tuple(replace(c, row=c.row + shift) for c in below.cells)
    return replace(
        above,
        box=above.box.union(below.box),
        n_rows=shift + below.n_rows,
        cells=(*above.cells, cell, *moved),
        row_edges=(*above.row_edges, *below.row_edges),
    )


def _first_row(grid: Grid) -> list[str]:
    """Return the texts of a grid's first row: two tables that begin alike have their headings each."""
    return [cell.text for cell in grid.cells if cell.row == 0]
