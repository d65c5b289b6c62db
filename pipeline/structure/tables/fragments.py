"""Rows as they stand on one page, and rows joined of such fragments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pipeline.model import Box, Cell, Grid, Line, Mark, Page
from pipeline.structure.tables.lettering import box_round


@dataclass(frozen=True, slots=True)
class Fragment:
    """What one page prints of a row: cells that begin in it and merged ones from above, by table column.

    `over_page` are the columns whose empty cell is the rest of a merged one of the page before.
    """

    number: int | None
    page: Page | None
    box: Box | None
    cells: Mapping[int, Cell]
    from_above: Mapping[int, Cell] = field(default_factory=dict)
    edges: Mapping[int, tuple[float, float]] = field(default_factory=dict)
    over_page: frozenset[int] = frozenset()

    def text(self, column: int) -> str:
        cell = self.cells.get(column)
        return cell.text.strip() if cell else ""

    @property
    def is_blank(self) -> bool:
        return not any(cell.text.strip() for cell in self.cells.values())


RowKind = Literal["header", "row", "band_heading", "band_text"]


@dataclass(slots=True)
class Row:
    """A row of a table: its fragments in order, and the band under which it stands."""

    kind: RowKind
    fragments: list[Fragment]
    band: str | None = None
    marks: tuple[Mark, ...] = ()

    def text(self, column: int) -> str:
        return " ".join(text for fragment in self.fragments if (text := fragment.text(column)))

    def lines(self, column: int) -> list[Line]:
        return [line for fragment in self.fragments if column in fragment.cells for line in fragment.cells[column].lines]


def merged_into(grid: Grid) -> Mapping[int, Sequence[Cell]]:
    """Return for each row the cells that began above and reach into it: looked for once, a grid may have thousands of rows."""
    reaching: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        for index in range(cell.row + 1, cell.row + cell.row_span):
            reaching.setdefault(index, []).append(cell)
    return reaching


def fragment_of(
    grid: Grid, index: int, row: Sequence[Cell], from_above: Sequence[Cell], mapping: Mapping[int, int], page: Page | None
) -> Fragment:
    """Return row `index` of a grid, its columns numbered as the table's by `mapping`; `from_above`: see `merged_into`."""
    cells: dict[int, Cell] = {}
    for cell in row:
        column = mapping.get(cell.column)
        if column is not None and (column not in cells or not cells[column].text.strip()):
            cells[column] = cell
    above = {
        mapping[column]: cell
        for cell in from_above
        for column in range(cell.column, cell.column + cell.column_span)
        if column in mapping
    }
    boxes = [cell.box for cell in row if cell.box]
    box = None
    if len(grid.row_edges) > index + 1 and grid.box:
        box = Box(grid.box.x0, grid.row_edges[index], grid.box.x1, grid.row_edges[index + 1])
    elif boxes:
        box = box_round(boxes)
    edges = {}
    if len(grid.column_edges) > grid.n_columns:
        for theirs, ours in mapping.items():
            edges[ours] = (grid.column_edges[theirs], grid.column_edges[theirs + 1])
    return Fragment(grid.page, page, box, cells, above, edges)
