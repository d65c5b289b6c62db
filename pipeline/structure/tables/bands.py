"""Rows that head the rows below them or explain them, rather than being one of them."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Cell, Column, Grid
from pipeline.structure.tables.fragments import Fragment
from pipeline.structure.tables.vocabulary import Vocabulary

# Words of a full-width row beyond which it explains rather than heads.
LONG_HEADING = 14
LONG_BOLD_HEADING = 30
# Columns that a table must have for a row of one or two cells to tell something.
FEWEST_COLUMNS = 3


def rows_of(grid: Grid) -> list[list[Cell]]:
    """Return the cells that begin in each row of a grid, in column order."""
    rows: list[list[Cell]] = [[] for _ in range(grid.n_rows)]
    for cell in grid.cells:
        rows[cell.row].append(cell)
    return [sorted(row, key=lambda c: c.column) for row in rows]


def written(cells: Sequence[Cell]) -> list[Cell]:
    return [cell for cell in cells if cell.text.strip()]


def is_band(grid: Grid, row: Sequence[Cell]) -> bool:
    """Say whether a row is one text that runs over most of the table's width."""
    cells = written(row)
    if len(cells) != 1 or cells[0].column_span < 2:
        return False
    cell = cells[0]
    if cell.box is not None and grid.box is not None:
        return cell.box.width > grid.box.width / 2
    return cell.column_span > grid.n_columns / 2


def is_loose_band(columns: Sequence[Column], grid: Grid, rows: Sequence[Sequence[Cell]], vocabulary: Vocabulary) -> bool:
    """Say whether the first of `rows` is a heading printed into its first cell, or into that behind its number.

    `columns` are those of the table that the grid belongs to, `rows` the row and those below it.
    """
    cells = written(rows[0])
    if grid.n_columns < FEWEST_COLUMNS or not cells or cells[0].column != 0 or cells[0].column_span > 1:
        return False
    if len(cells) == 2:
        return _is_numbered(cells[0], cells[1], grid, rows, vocabulary)
    text = cells[0].text.strip()
    if len(cells) > 1:
        return False
    if vocabulary.says("band.heading", text):
        return True
    role = columns[0].role if columns else None
    if role == "ref":
        return not vocabulary.says("ref.form", text)
    return grid.page is None and all(line.bold for line in cells[0].lines)


def _is_numbered(number: Cell, title: Cell, grid: Grid, rows: Sequence[Sequence[Cell]], vocabulary: Vocabulary) -> bool:
    """Say whether a row is the number and the title of a part: the title runs on over the other columns, or the rows below
    count on from the number (`2` over `2.1`)."""
    if title.column != 1 or sum(cell.column_span for cell in rows[0]) < grid.n_columns:
        return False
    ref = number.text.strip().rstrip(".):")
    if not vocabulary.says("ref.form", ref) and not vocabulary.says("band.heading", ref):
        return False
    if title.column_span > 1 and title.column + title.column_span == grid.n_columns:
        return True
    below = next((cells[0] for row in rows[1:] if (cells := written(row))), None)
    return below is not None and below.column == 0 and below.text.strip().startswith(f"{ref}.")


def band_text(fragment: Fragment) -> str:
    """Return the words of a full-width row in the order of its cells."""
    return " ".join(cell.text.strip() for _, cell in sorted(fragment.cells.items()) if cell.text.strip())


def heads(text: str, fragment: Fragment, vocabulary: Vocabulary) -> bool:
    """Say whether a full-width row is a heading of what follows, or only explains."""
    if vocabulary.says("band.heading", text):
        return True
    if vocabulary.says("band.text", text):
        return False
    cells = [cell for cell in fragment.cells.values() if cell.text.strip()]
    marked = all(cell.fill or all(line.bold for line in cell.lines) for cell in cells)
    words = len(text.split())
    return words <= (LONG_BOLD_HEADING if marked else LONG_HEADING) and (marked or not vocabulary.says("line.finished", text))
