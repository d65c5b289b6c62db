"""Grids that are no tables: boxes round paragraphs, and the parts of a grid that are."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import Box, Cell, Grid

# Words from which a row over the whole width is text in a box and no heading of a table.
TEXT = 30


def is_box(grid: Grid) -> bool:
    """Say whether a grid is a box or a frame round paragraphs: a single column."""
    return grid.n_columns == 1 or len({cell.column for cell in grid.cells if cell.text.strip()}) <= 1


def without_text(grid: Grid) -> Grid | None:
    """Return a grid without the boxes of text that are drawn onto its top or its foot, null if nothing is left.

    Reports frame a table of grades and the text under it in one.
    """
    rows = {n: [cell for cell in grid.cells if cell.row == n] for n in range(grid.n_rows)}
    first, last = 0, grid.n_rows
    while first < last and _is_text(rows[first], grid):
        first += 1
    while last > first and _is_text(rows[last - 1], grid):
        last -= 1
    if (first, last) == (0, grid.n_rows):
        return grid
    if first == last:
        return None
    cells = tuple(replace(cell, row=cell.row - first) for n in range(first, last) for cell in rows[n])
    edges = grid.row_edges[first : last + 1]
    box = grid.box
    if box is not None and edges:
        box = Box(box.x0, edges[0], box.x1, edges[-1])
    return replace(grid, n_rows=last - first, cells=cells, row_edges=edges, box=box)


def _is_text(cells: list[Cell], grid: Grid) -> bool:
    if len(cells) != 1 or cells[0].column_span < grid.n_columns:
        return False
    return len(cells[0].text.split()) >= TEXT
