"""Grids that only lay out text."""

from __future__ import annotations

from pipeline.model import Cell, Grid

# Share of a grid's rows that must be a label with its value.
MOST = 0.5
# Words of a label at most.
LABEL = 8


def is_layout(grid: Grid) -> bool:
    """Say whether a grid only lays out text: one cell, one column of text, or labels with their values.

    Labels are told by their colon alone; who knows the labels of header blocks can tell more.
    """
    written = [cell for cell in grid.cells if cell.text.strip()]
    if len(written) < 2 or len({cell.column for cell in written}) == 1:
        return True
    rows: dict[int, list[Cell]] = {}
    for cell in written:
        rows.setdefault(cell.row, []).append(cell)
    labelled = sum(_is_label(min(cells, key=lambda c: c.column)) for cells in rows.values())
    return labelled >= MOST * len(rows)


def _is_label(cell: Cell) -> bool:
    head, colon, _ = cell.text.strip().partition(":")
    return bool(colon) and len(head.split()) <= LABEL
