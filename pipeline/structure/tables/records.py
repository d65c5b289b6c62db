"""What goes into assembling tables and what comes out."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import Block, Grid, Page, Table


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
