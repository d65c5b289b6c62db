"""Tables: found on a page, read as rows, joined over pages.

`find_grids` finds the grids that a page draws or lays out; sources that mark up their tables (Word,
HTML, text) bring grids of their own. `assemble_tables` makes tables of either kind of grid: header
rows told from body rows, pages joined, rows cut by a page made whole, bars read as marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import Block, Grid, Page, Table, Word
from pipeline.rules import Rules

__all__ = ["AssembledTable", "PlacedGrid", "assemble_tables", "find_grids", "is_layout", "words_of"]


@dataclass(frozen=True, slots=True)
class PlacedGrid:
    """A grid where it stands in the document.

    `heading` is the heading or caption above it, null for none. `between` are the texts that stand
    between it and the grid before it, in order, with headings, without running heads, feet, page
    numbers and footnotes: an empty tuple says that the two follow each other directly. `page` is the
    page it was found on, for figures drawn over the cells; null where the source has no geometry.
    """

    grid: Grid
    heading: str | None
    between: tuple[str, ...]
    page: Page | None = None


@dataclass(frozen=True, slots=True)
class AssembledTable:
    """A table with its blocks, in order, and which of the placed grids it took in.

    `blocks` are `table_header` and `table_row` blocks, and for rows that run over the whole width
    `heading` (a theme; the rows below carry it as `band` too) or `paragraph` (introductory text).
    Their `seq` counts from 0 in this table and `section` is empty: both are the caller's to set. All
    blocks belong where the first of `placed` stands; the others leave nothing of their own.
    """

    table: Table
    blocks: tuple[Block, ...]
    placed: tuple[int, ...]


def find_grids(page: Page, rules: Rules) -> tuple[Grid, ...]:
    """Find the tables of a page with geometry: ruled, ruled horizontally only, zebra, borderless.

    In reading order, never overlapping. Boxes round one text, underlines, charts and the lines of a
    letterhead are no tables. A grid's words are those of `words_of`.
    """
    return ()


def assemble_tables(placed: Sequence[PlacedGrid], rules: Rules, *, first_index: int = 0) -> tuple[AssembledTable, ...]:
    """Make tables of grids given in document order, those that go on over a page break as one.

    Every grid given becomes part of a table; leave out what `is_layout` (or the caller) takes for
    layout. `Table.index` counts from `first_index`.
    """
    return ()


def is_layout(grid: Grid) -> bool:
    """Say whether a grid only lays out text: one cell, one column of text, or label and value pairs."""
    return False


def words_of(grid: Grid) -> Iterator[Word]:
    """Yield the page's words (the same objects) that stand in a grid's cells."""
    for cell in grid.cells:
        for line in cell.lines:
            yield from line.words
