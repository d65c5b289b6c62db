"""Heading lines of a table without walls -> rows with merged cells."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Line, Word
from pipeline.structure.tables.lattice import Span
from pipeline.structure.tables.rivers import River, crossed
from pipeline.structure.tables.textrows import column_of


def split_heading(lines: Sequence[Line], rivers: Sequence[River]) -> list[tuple[Line, ...]]:
    """Part heading lines below each line that holds a heading over several columns."""
    rows: list[tuple[Line, ...]] = []
    held: list[Line] = []
    for n, line in enumerate(lines):
        held.append(line)
        if crossed(line, rivers) and n + 1 < len(lines) and not crossed(lines[n + 1], rivers):
            rows.append(tuple(held))
            held = []
    if held:
        rows.append(tuple(held))
    return rows


def merged_down(rows: Sequence[Sequence[tuple[Span, list[Word]]]], rivers: Sequence[River]) -> list[tuple[Span, list[Word]]]:
    """Join, down the heading rows, the cells of columns that no heading over several columns covers."""
    if len(rows) < 2:
        return [cell for row in rows for cell in row]
    n = len(rivers) + 1
    covered = {
        c
        for row in rows
        for span, words in row
        if words and span.columns > 1
        for c in range(span.column, span.column + span.columns)
    }
    cells: list[tuple[Span, list[Word]]] = []
    for column in range(n):
        if column not in covered:
            words = [w for row in rows for _, found in row for w in found if column_of(w, rivers) == column]
            cells.append((Span(rows[0][0][0].row, column, len(rows), 1), words))
    for row in rows:
        cells += [(span, words) for span, words in row if span.column in covered]
    return sorted(cells, key=lambda cell: (cell[0].row, cell[0].column))
