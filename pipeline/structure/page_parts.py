"""A page parted into its tables and the rows of words that stand in none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.model import Grid, Page
from pipeline.rules import Rules
from pipeline.structure.boxes import is_box, is_heading, without_text
from pipeline.structure.label_columns import label_grid
from pipeline.structure.rows import Row, rows_of
from pipeline.structure.tables import find_grids, words_of


@dataclass(frozen=True, slots=True)
class PageParts:
    """A page with its tables and its rows outside them, top to bottom."""

    page: Page
    grids: tuple[Grid, ...]
    rows: tuple[Row, ...]


def part_page(page: Page, rows: Sequence[Row], apart: set[int], rules: Rules, above: Grid | None) -> PageParts:
    """Find a page's tables, without those that only frame text; `above` is the last one of the page before.

    `rows` are all of the page's rows; those whose identities are in `apart` are kept out of tables. A
    header block of labels and values is one grid even where columns within it look like tables.
    """
    outside = {id(word) for row in rows if id(row) in apart for word in row.words}
    inner = replace(page, words=tuple(word for word in page.words if id(word) not in outside))
    trimmed = [without_text(grid) for grid in find_grids(inner, rules, above=above) if not is_box(grid)]
    grids = [grid for grid in trimmed if grid is not None and not is_box(grid) and not is_heading(grid, above)]
    drawn = [grid for grid in grids if grid.kind != "borderless"]
    header = label_grid(_outside(rows, page, drawn), rules)
    if header is not None:
        grids = [header, *(grid for grid in grids if not _overlap(grid, header))]
    return PageParts(page, tuple(grids), tuple(_outside(rows, page, grids)))


def _outside(rows: Sequence[Row], page: Page, grids: Sequence[Grid]) -> Sequence[Row]:
    """Return a page's rows made of the words that stand in no grid."""
    if not grids:
        return rows
    taken = {id(word) for grid in grids for word in words_of(grid)}
    return rows_of([word for word in page.words if id(word) not in taken], page.number)


def _overlap(grid: Grid, other: Grid) -> bool:
    if grid.box is None or other.box is None:
        return False
    return grid.box.top < other.box.bottom and other.box.top < grid.box.bottom
