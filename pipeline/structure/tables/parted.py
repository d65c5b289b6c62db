"""Grids parted where other headings begin inside them, below or beside the first: several tables taken for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Cell, Grid
from pipeline.structure.tables.bands import is_band, rows_of, written
from pipeline.structure.tables.headers import (
    Header,
    find_header,
    heading_text,
    is_known_heading,
    same_headings,
)
from pipeline.structure.tables.vocabulary import Vocabulary


def parts_of(grid: Grid, vocabulary: Vocabulary) -> list[Grid]:
    """Part a grid where other headings begin inside it: two tables drawn as one."""
    header = find_header(grid, vocabulary)
    rows = rows_of(grid)
    if header is None:
        return [grid]
    cuts = [0]
    for i in range(header.end + 1, len(rows)):
        if len(written(rows[i])) > 2 and is_known_heading(rows[i], vocabulary, inside=True):
            inner = find_header(_slice(grid, i, len(rows)), vocabulary)
            if inner and inner.first == 0 and same_headings(header, inner) is None and not _is_part(header, rows[i], vocabulary):
                cuts.append(i)
                header = inner
    return [_slice(grid, a, b) for a, b in zip(cuts, [*cuts[1:], len(rows)], strict=True)] if len(cuts) > 1 else [grid]


def without_headings_between(grid: Grid, vocabulary: Vocabulary) -> list[Grid]:
    """Part a grid without walls where its headings are printed again, and leave what stands over them to the page.

    Tables of the same columns look like one where nothing but a heading between them says otherwise; those that
    follow each other directly are joined again when tables are assembled.
    """
    header = None if grid.kind in ("ruled", "marked_up") else find_header(grid, vocabulary)
    if header is None:
        return [grid]
    rows = rows_of(grid)
    parts = []
    start = 0
    for i in range(header.end + 1, len(rows)):
        if not is_known_heading(rows[i], vocabulary, inside=True):
            continue
        end = i
        while end > start and (is_band(grid, rows[end - 1]) or not written(rows[end - 1])):
            end -= 1
        if end > start:
            parts.append(_slice(grid, start, end))
        start = i
    return [*parts, _slice(grid, start, len(rows))] if parts else [grid]


def without_headings_beside(grid: Grid) -> list[Grid]:
    """Part a grid without walls whose headings, from the first column on, are printed again beside each other.

    A list too long for its page goes on beside itself. Years that stand again under each of two headings are another thing: the
    headings of their rows stand once, at the left.
    """
    rows = rows_of(grid)
    if grid.kind in ("ruled", "marked_up") or len(rows) < 2:
        return [grid]
    headings = written(rows[0])
    texts = [cell.text.casefold() for cell in headings]
    size = next((n for n in range(2, len(texts) // 2 + 1) if texts == texts[:n] * (len(texts) // n)), 0)
    if not size or len(set(texts[:size])) < size or headings[0].column:
        return [grid]
    starts = [headings[i].column for i in range(0, len(headings), size)]
    if any(cell.column < start < cell.column + cell.column_span for cell in grid.cells for start in starts):
        return [grid]
    return [_columns(grid, a, b) for a, b in zip(starts, [*starts[1:], grid.n_columns], strict=True)]


def _columns(grid: Grid, start: int, end: int) -> Grid:
    cells = tuple(replace(cell, column=cell.column - start) for cell in grid.cells if start <= cell.column < end)
    edges = grid.column_edges[start : end + 1] if grid.column_edges else ()
    box = replace(grid.box, x0=edges[0], x1=edges[-1]) if grid.box and edges else grid.box
    return replace(grid, n_columns=end - start, cells=cells, column_edges=edges, box=box)


def _is_part(header: Header, row: Sequence[Cell], vocabulary: Vocabulary) -> bool:
    """Say whether a row repeats some heading of each column (the lower row of two)."""
    labels = {label for column in header.columns for label in column.labels}
    return all(heading_text(cell, vocabulary) in labels for cell in written(row))


def _slice(grid: Grid, start: int, end: int) -> Grid:
    cells = tuple(
        replace(cell, row=cell.row - start, row_span=min(cell.row_span, end - cell.row))
        for cell in grid.cells
        if start <= cell.row < end
    )
    edges = grid.row_edges[start : end + 1] if grid.row_edges else ()
    box = replace(grid.box, top=edges[0], bottom=edges[-1]) if grid.box and edges else grid.box
    return replace(grid, n_rows=end - start, cells=cells, row_edges=edges, box=box)
