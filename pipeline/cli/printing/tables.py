"""The tables of one file: drawn as text, and as CSV and JSON with a record for each cell.

A cell's record: `table` (from 0, a table over several pages is one), `page` (null where the source has none), `row` and `column`
(from 0, of the grid on that page), `row_span`, `column_span`, `header` (the source marks it as a heading), `fill` (#rrggbb,
null for none or white), `x0`, `top`, `x1`, `bottom` (points from the page's top left, null without geometry), `text`.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from pipeline.model import Cell, Grid, Structured, Table

_COLUMNS = (
    "table", "page", "row", "column", "row_span", "column_span", "header", "fill", "x0", "top", "x1", "bottom", "text",
)  # fmt: skip
_WIDTH = 120  # columns of the drawing where there is no terminal to ask


def as_csv(structured: Structured, page: int | None = None) -> str:
    """Return a line for each cell."""
    written = io.StringIO()
    writer = csv.DictWriter(written, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    for table, grid in _grids(structured, page):
        writer.writerows({**_record(table, grid, cell), "header": int(cell.header)} for cell in grid.cells)
    return written.getvalue()


def as_json(structured: Structured, page: int | None = None) -> str:
    """Return a list of tables: index, title, pages, column headings, cells."""
    found: dict[int, dict[str, Any]] = {}
    for table, grid in _grids(structured, page):
        shown = found.setdefault(
            table.index,
            {
                "table": table.index,
                "title": table.title,
                "pages": list(table.pages),
                "columns": [list(column.labels) for column in table.columns],
                "cells": [],
            },
        )
        shown["cells"] += [_record(table, grid, cell) for cell in grid.cells]
    return json.dumps(list(found.values()), ensure_ascii=False, indent=1) + "\n"


def as_text(structured: Structured, page: int | None = None) -> str:
    """Draw the tables: a span's further cells hold `<` (from the left) or `^` (from above), a fill stands in braces."""
    from rich.box import ASCII2
    from rich.console import Console
    from rich.table import Table as Drawn
    from rich.text import Text

    written = io.StringIO()
    console = Console(file=written, width=_WIDTH, highlight=False, markup=False, color_system=None)
    for table, grid in _grids(structured, page):
        place = f", page {grid.page}" if grid.page else ""
        console.print(
            Text(f"Table {table.index}{place}: {table.title or 'no title'} ({grid.n_rows} rows, {grid.n_columns} columns)")
        )
        drawn = Drawn(box=ASCII2, show_header=False, show_lines=True)
        lines = _drawn(grid)
        for width in _widths(lines):
            drawn.add_column(width=width, overflow="fold")
        for line in lines:
            drawn.add_row(*map(Text, line))
        console.print(drawn)
    return written.getvalue() or ("There are no tables" + (f" on page {page}.\n" if page else ".\n"))


def _grids(structured: Structured, page: int | None) -> Iterator[tuple[Table, Grid]]:
    for table in (table for one in structured.all for table in one.tables):
        for grid in table.grids:
            if page is None or grid.page == page:
                yield table, grid


def _record(table: Table, grid: Grid, cell: Cell) -> dict[str, Any]:
    box = cell.box
    return {
        "table": table.index,
        "page": grid.page,
        "row": cell.row,
        "column": cell.column,
        "row_span": cell.row_span,
        "column_span": cell.column_span,
        "header": cell.header,
        "fill": cell.fill,
        "x0": round(box.x0, 2) if box else None,
        "top": round(box.top, 2) if box else None,
        "x1": round(box.x1, 2) if box else None,
        "bottom": round(box.bottom, 2) if box else None,
        "text": cell.text,
    }


def _drawn(grid: Grid) -> list[list[str]]:
    lines = [[""] * grid.n_columns for _ in range(grid.n_rows)]
    for cell in grid.cells:
        for row in range(cell.row, min(cell.row + cell.row_span, grid.n_rows)):
            for column in range(cell.column, min(cell.column + cell.column_span, grid.n_columns)):
                lines[row][column] = "<" if column > cell.column else "^"
        fill = f" {{{cell.fill}}}" if cell.fill else ""
        lines[cell.row][cell.column] = f"{cell.text}{fill}".strip()
    return lines


def _widths(lines: list[list[str]]) -> list[int]:
    """Share the width out: to each column its longest word, and what is left where there is most text."""
    columns = list(zip(*lines, strict=True))
    natural = [max(1, *(len(text) for text in column)) for column in columns]
    widths = [max(1, *(len(word) for text in column for word in text.split() or [""])) for column in columns]
    widths = [min(width, max(4, _WIDTH // len(columns) - 3)) for width in widths]
    left = _WIDTH - 1 - sum(width + 3 for width in widths)
    wanted = [max(0, n - w) for n, w in zip(natural, widths, strict=True)]
    if left > 0 and any(wanted):
        share = min(1.0, left / sum(wanted))
        widths = [width + int(share * more) for width, more in zip(widths, wanted, strict=True)]
    return widths
