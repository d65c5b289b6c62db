"""Word's tables: cells with the rows and columns they span, their shading, repeated heading rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pipeline.model import Cell, Grid, Line
from pipeline.parse.docx.bars import CELL_MARGIN, TWIP, column_edges, drawn_bars
from pipeline.parse.docx.text import fill_colour
from pipeline.parse.docx.xml import Element, attribute, child, is_on, whole_number


class WordCell(NamedTuple):
    """A `w:tc` with its lines, and the one colour behind all of its text."""

    element: Element
    lines: tuple[Line, ...]
    colour: str | None


# A cell has the colour of a bar that covers more than this part of its width.
COVERED = 0.5


@dataclass(slots=True)
class _Open:
    """A cell while the rows below may still belong to it."""

    element: Element
    row: int
    column: int
    column_span: int
    lines: tuple[Line, ...]
    fill: str | None
    header: bool
    row_span: int = 1


def make_grid(table: Element, rows: list[Element], cells: list[list[WordCell]]) -> Grid | None:
    """Place a table's cells; null for a table without a cell.

    A cell merged downwards is one cell; a row may leave columns out at its start. The shading of the
    cell itself counts, else the colour behind all of its text, else that of a bar drawn over it; that
    of a table style does not, which is decoration.
    """
    found: list[_Open] = []
    merged: dict[int, _Open] = {}
    for r, (row, row_cells) in enumerate(zip(rows, cells, strict=True)):
        column = whole_number(_val(row, "trPr", "gridBefore")) or 0
        header = bool(is_on(row, "trPr", "tblHeader"))
        still: dict[int, _Open] = {}
        for cell in row_cells:
            span = max(1, whole_number(_val(cell.element, "tcPr", "gridSpan")) or 1)
            merge = child(cell.element, "tcPr", "vMerge")
            goes_on = merge is not None and (attribute(merge, "val") or "continue") == "continue"
            across = child(cell.element, "tcPr", "hMerge")
            above = merged.get(column)
            if across is not None and attribute(across, "val") != "restart" and found and found[-1].row == r:
                found[-1].column_span += span
                found[-1].lines += cell.lines
            elif goes_on and above is not None and above.column_span == span:
                above.row_span += 1
                above.lines += cell.lines
                still[column] = above
            else:
                fill = fill_colour(child(cell.element, "tcPr", "shd")) or cell.colour
                opened = _Open(cell.element, r, column, span, cell.lines, fill, header)
                found.append(opened)
                if merge is not None:
                    still[column] = opened
            column += span
        merged = still
    if not found:
        return None
    _lay_bars(table, cells, found)
    n_columns = max(cell.column + cell.column_span for cell in found)
    return Grid(
        page=None,
        box=None,
        n_rows=len(rows),
        n_columns=n_columns,
        cells=tuple(
            Cell(c.row, c.column, c.row_span, c.column_span, c.lines, fill=c.fill, header=c.header)
            for c in sorted(found, key=lambda c: (c.row, c.column))
        ),
        kind="marked_up",
    )


def _lay_bars(table: Element, cells: list[list[WordCell]], found: list[_Open]) -> None:
    """Give the cells of a row the colour of the bar that is drawn over them."""
    edges = column_edges(table)
    at = {id(cell.element): cell for cell in found}
    indent = child(table, "tblPr", "tblInd")
    left = 0.0 if indent is None else (whole_number(attribute(indent, "w")) or 0) / TWIP
    for word_cell in (c for row in cells for c in row):
        home = at.get(id(word_cell.element))
        if home is None or home.column + home.column_span >= len(edges):
            continue
        for bar in drawn_bars(word_cell.element):
            start = bar.start - left if bar.of_page else edges[home.column] + CELL_MARGIN + bar.start
            for cell in (c for c in found if c.row == home.row and c.column + c.column_span < len(edges)):
                x0, x1 = edges[cell.column], edges[cell.column + cell.column_span]
                if min(x1, start + bar.width) - max(x0, start) > COVERED * (x1 - x0):
                    cell.fill = cell.fill or bar.colour


def _val(element: Element, *path: str) -> str | None:
    found = child(element, *path)
    return None if found is None else attribute(found, "val")
