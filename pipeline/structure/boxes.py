"""Grids that are no tables: boxes round paragraphs, and the parts of a grid that are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipeline.model import Box, Cell, Grid

# Words from which a row over the whole width is text in a box and no heading of a table.
TEXT = 30
# Points by which the letters of a heading are larger than those of the table above it.
LARGER = 0.9


def is_box(grid: Grid) -> bool:
    """Say whether a grid is a box or a frame round paragraphs: a single column."""
    return grid.n_columns == 1 or len({cell.column for cell in grid.cells if cell.text.strip()}) <= 1


def is_heading(grid: Grid, above: Grid | None) -> bool:
    """Say whether what looks like the rest of the table above is a heading below it, in larger letters."""
    if above is None or grid.kind != "borderless":
        return False
    usual = max((line.size for cell in above.cells for line in cell.lines if line.size is not None), default=None)
    sizes = [line.size for cell in grid.cells for line in cell.lines if line.size is not None]
    return usual is not None and bool(sizes) and min(sizes) >= usual + LARGER


def without_text(grid: Grid) -> Grid | None:
    """Return a grid without the text that is drawn onto its top or its foot, null if nothing is left.

    Reports frame a table of grades and the text under it in one, or lay their headings on coloured bars.
    """
    rows = {n: [cell for cell in grid.cells if cell.row == n] for n in range(grid.n_rows)}
    first, last = 0, grid.n_rows
    body = _body_size(rows)
    while first < last and (_is_text(rows[first], grid) or _is_apart(rows[first], grid, body)):
        first += 1
    while last > first and (_is_text(rows[last - 1], grid) or _is_apart(rows[last - 1], grid, body)):
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


def _body_size(rows: Mapping[int, list[Cell]]) -> float | None:
    """Return the largest letters in rows of several cells."""
    full = [cells for cells in rows.values() if sum(bool(cell.text.strip()) for cell in cells) > 1]
    return max((line.size for cells in full for cell in cells for line in cell.lines if line.size is not None), default=None)


def _is_apart(cells: list[Cell], grid: Grid, body: float | None) -> bool:
    """Say whether a row at the edge of a table without side lines is a section's heading in larger letters, or empty."""
    filled = [cell for cell in cells if cell.text.strip()]
    if grid.kind == "ruled" or body is None or len(filled) > 1:
        return False
    return all(line.size is not None and line.size >= body + LARGER for cell in filled for line in cell.lines)


def _is_text(cells: list[Cell], grid: Grid) -> bool:
    if len(cells) != 1 or cells[0].column_span < grid.n_columns:
        return False
    return len(cells[0].text.split()) >= TEXT
