"""Word's tables: cells with the rows and columns they span, their shading, repeated heading rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pipeline.model import Cell, Grid, Line
from pipeline.parse.docx_text import fill_colour
from pipeline.parse.docx_xml import Element, attribute, child, is_on, whole_number


class WordCell(NamedTuple):
    """A `w:tc` with its lines, and the one colour behind all of its text."""

    element: Element
    lines: tuple[Line, ...]
    colour: str | None


@dataclass(slots=True)
class _Open:
    """A cell while the rows below may still belong to it."""

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
    cell itself counts, else the colour behind all of its text; that of a table style does not, which
    is decoration.
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
                opened = _Open(r, column, span, cell.lines, fill, header)
                found.append(opened)
                if merge is not None:
                    still[column] = opened
            column += span
        merged = still
    if not found:
        return None
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


def _val(element: Element, *path: str) -> str | None:
    found = child(element, *path)
    return None if found is None else attribute(found, "val")
