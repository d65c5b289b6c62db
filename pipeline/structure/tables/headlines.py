"""Lines of headings, and where the rows below them begin."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Line
from pipeline.structure.tables.rivers import River, crossed


def bold_lines(lines: Sequence[Line]) -> int:
    """Return how many lines at the top are bold, none where all or none of them are.

    Where a row cut by a page follows the headings printed again, engines leave out the line between.
    """
    n = next((i for i, line in enumerate(lines) if not line.bold), len(lines))
    return n if n < len(lines) and not any(line.bold for line in lines[n:]) else 0


def split_heading(lines: Sequence[Line], rivers: Sequence[River]) -> list[tuple[Line, ...]]:
    """Part heading lines below each line that holds a heading over several columns, and from a row below them."""
    bold = bold_lines(lines)
    if bold:
        return [*split_heading(lines[:bold], rivers), tuple(lines[bold:])]
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
