"""Spans of a lattice and the page's words -> a grid with its cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pipeline.model import Box, Cell, Grid, Page, Word
from pipeline.structure.tables.colours import seen_colour
from pipeline.structure.tables.lattice import Lattice
from pipeline.structure.tables.lettering import lines_of

Kind = Literal["ruled", "horizontal", "borderless", "zebra"]


def grid_of(page: Page, lattice: Lattice, kind: Kind) -> Grid:
    """Fill the cells of a lattice with the words whose middles lie in them, and with their colour."""
    boxes = [lattice.box(span) for span in lattice.spans]
    inside: list[list[Word]] = [[] for _ in boxes]
    rows = _by_extent(boxes)
    for word in page.words:
        x, y = (word.box.x0 + word.box.x1) / 2, (word.box.top + word.box.bottom) / 2
        found = [n for (top, bottom), row in rows if top <= y <= bottom for n in row if boxes[n].x0 <= x <= boxes[n].x1]
        if found:
            inside[min(found)].append(word)
    return made_of(page, lattice, inside, kind)


def _by_extent(boxes: Sequence[Box]) -> list[tuple[tuple[float, float], list[int]]]:
    """Return the places of boxes by how far up and down they reach: most words stand beside nearly all of a table's rows."""
    rows: dict[tuple[float, float], list[int]] = {}
    for n, box in enumerate(boxes):
        rows.setdefault((box.top, box.bottom), []).append(n)
    return list(rows.items())


def made_of(page: Page, lattice: Lattice, words: Sequence[Sequence[Word]], kind: Kind) -> Grid:
    """Make a grid of a lattice whose spans' words are known."""
    cells = []
    for span, within in zip(lattice.spans, words, strict=True):
        box = lattice.box(span)
        cells.append(
            Cell(
                row=span.row,
                column=span.column,
                row_span=span.rows,
                column_span=span.columns,
                lines=lines_of(within, page.number),
                box=box,
                fill=seen_colour(box, page.fills),
            )
        )
    return Grid(
        page=page.number,
        box=Box(lattice.xs[0], lattice.ys[0], lattice.xs[-1], lattice.ys[-1]),
        n_rows=len(lattice.ys) - 1,
        n_columns=len(lattice.xs) - 1,
        cells=tuple(cells),
        column_edges=lattice.xs,
        row_edges=lattice.ys,
        kind=kind,
    )
