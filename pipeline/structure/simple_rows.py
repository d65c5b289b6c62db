"""Rows of a single grid, for as long as nothing better assembles tables."""

from __future__ import annotations

from pipeline.model import Block, Column, Grid, Part, RowCell, Table
from pipeline.structure.pieces import moved, piece_of_lines


def simple_table(grid: Grid, index: int, title: str | None) -> tuple[Table, tuple[Block, ...]]:
    """Return a grid as a table whose first row is its heading."""
    blocks = []
    labels: dict[int, str] = {}
    for row in range(grid.n_rows):
        text = ""
        parts: list[Part] = []
        cells: list[RowCell] = []
        for cell in [c for c in grid.cells if c.row == row]:
            piece = piece_of_lines(cell.lines, page=grid.page)
            text += "\t" if cells else ""
            cells.append(
                RowCell(cell.column, cell.column_span, len(text), len(text) + len(piece.text), cell.fill, cell.box, grid.page)
            )
            parts.extend(moved(part, len(text)) for part in piece.parts)
            text += piece.text
            if row == 0:
                labels[cell.column] = piece.text
        if text.strip():
            kind = "table_row" if row else "table_header"
            blocks.append(Block(0, kind, text, page=grid.page, parts=tuple(parts), table=index, cells=tuple(cells)))  # type: ignore[arg-type]
    columns = tuple(Column(n, (labels.get(n, ""),)) for n in range(grid.n_columns))
    return Table(index, columns, title, (grid.page,) if grid.page else (), (grid,)), tuple(blocks)
