"""A page parted into its tables and the rows of words that stand in none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.model import Box, Grid, Page, Word
from pipeline.rules import Rules
from pipeline.structure.boxes import is_box, is_heading, without_text
from pipeline.structure.label_columns import label_grid
from pipeline.structure.pieces import Piece, box_round
from pipeline.structure.reading_order import Column, columns_of
from pipeline.structure.references import take_reference
from pipeline.structure.rows import Row, rows_of
from pipeline.structure.sideways import are_level
from pipeline.structure.tables import find_grids, turned, words_of

# Part of a cell's text that must be known words for it to be a column's heading.
MOST_OF_IT = 0.6


@dataclass(frozen=True, slots=True)
class PageParts:
    """A page with its tables and its rows outside them, top to bottom; `aside` are words outside that stand turned."""

    page: Page
    grids: tuple[Grid, ...]
    rows: tuple[Row, ...]
    aside: tuple[Word, ...] = ()


def part_page(page: Page, rows: Sequence[Row], apart: set[int], rules: Rules, above: Grid | None) -> PageParts:
    """Find a page's tables, without those that only frame text; `above` is the last one of the page before.

    `rows` are all of the page's rows of words that stand level; those whose identities are in `apart` are kept out of tables. A
    header block of labels and values is one grid even where columns within it look like tables.
    """
    outside = {id(word) for row in rows if id(row) in apart for word in row.words}
    inner = replace(page, words=tuple(word for word in page.words if id(word) not in outside))
    trimmed = [without_text(turned(grid, rules)) for grid in find_grids(inner, rules, above=above) if not is_box(grid)]
    grids = [grid for grid in trimmed if grid is not None and not is_box(grid) and not is_heading(grid, above)]
    drawn = [grid for grid in grids if grid.kind != "borderless"]
    free = _outside(rows, page, drawn)
    if len(drawn) < len(grids):
        body = _outside(rows, inner, drawn) if drawn else [row for row in rows if id(row) not in apart]
        columns = columns_of(body, page.number, page.width or 0.0)
        grids = [
            g for g in grids if g in drawn or _names_columns(g, rules) or not (_is_list(g, rules) or _lies_across(g, columns))
        ]
    header = label_grid(free, rules)
    if header is not None:
        grids = [header, *(grid for grid in grids if not _overlap(grid, header))]
    return PageParts(page, tuple(grids), tuple(_outside(rows, page, grids)), _aside(page, grids))


def _names_columns(grid: Grid, rules: Rules) -> bool:
    """Say whether a grid's first row has two headings or more that columns of tables are known to have."""
    first = [text for cell in grid.cells if cell.row == 0 and (text := cell.text.strip()) and not text[0].islower()]
    hits = [(rules["structure/columns"].first(text), len(text)) for text in first]
    return sum(hit is not None and hit.end - hit.start >= MOST_OF_IT * length for hit, length in hits) > 1


def _is_list(grid: Grid, rules: Rules) -> bool:
    """Say whether what looks like a table is a list or numbered paragraphs: a mark and one text in each row."""
    marked = 0
    for n in range(grid.n_rows):
        filled = [cell.text for cell in grid.cells if cell.row == n and cell.text.strip()]
        if len(filled) > 2:
            return False
        taken = take_reference(Piece(f"{filled[0]}\t"), rules) if filled else None
        marked += taken is not None and not taken.raw and bool(taken.ref or taken.marker)
    return marked > 0.5 * grid.n_rows


def _lies_across(grid: Grid, columns: Sequence[Column]) -> bool:
    """Say whether what looks like a table is text in columns beside one another."""
    if grid.box is None:
        return False
    touched = [c for c in columns if (box := _box_of(c)) is not None and _meet(box, grid.box)]
    return any(left.x1 <= right.x0 for left in touched for right in touched)


def _box_of(column: Column) -> Box | None:
    return box_round(item.box for item in column.items if item.box is not None)


def _meet(box: Box, other: Box) -> bool:
    return box.x0 < other.x1 and other.x0 < box.x1 and box.top < other.bottom and other.top < box.bottom


def _outside(rows: Sequence[Row], page: Page, grids: Sequence[Grid]) -> Sequence[Row]:
    """Return a page's rows made of the words that stand in no grid."""
    if not grids:
        return rows
    taken = {id(word) for grid in grids for word in words_of(grid)}
    return rows_of([word for word in page.words if id(word) not in taken and not word.turn], page.number)


def _aside(page: Page, grids: Sequence[Grid]) -> tuple[Word, ...]:
    if are_level(page.words):
        return ()
    taken = {id(word) for grid in grids for word in words_of(grid)}
    return tuple([word for word in page.words if word.turn and id(word) not in taken])


def _overlap(grid: Grid, other: Grid) -> bool:
    if grid.box is None or other.box is None:
        return False
    return grid.box.top < other.box.bottom and other.box.top < grid.box.bottom
