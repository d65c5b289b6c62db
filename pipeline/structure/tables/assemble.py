"""Grids -> tables with their blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Block, Cell, Grid, Table
from pipeline.rules import Rules
from pipeline.structure.tables.hyphens import Joints
from pipeline.structure.tables.joining import Draft, join_grids
from pipeline.structure.tables.marks import mark_rows
from pipeline.structure.tables.records import AssembledTable, PlacedGrid
from pipeline.structure.tables.telling import told_by_cells
from pipeline.structure.tables.vocabulary import Vocabulary
from pipeline.structure.tables.writing import Writer, block_of


def assemble_tables(placed: Sequence[PlacedGrid], rules: Rules, *, first_index: int = 0) -> tuple[AssembledTable, ...]:
    """Make tables of grids given in document order, those that go on over a page break as one.

    Every grid given becomes part of a table; leave out what `is_layout` (or the caller) takes for
    layout. A grid whose headings change inside it gives several tables; the first of them names its
    place. `Table.index` counts from `first_index`.
    """
    vocabulary = Vocabulary(rules)
    joints = Joints(placed, rules)
    drafts = join_grids(placed, vocabulary)
    return tuple(_assembled(draft, first_index + n, vocabulary, joints) for n, draft in enumerate(drafts))


def _assembled(draft: Draft, index: int, vocabulary: Vocabulary, joints: Joints) -> AssembledTable:
    draft.columns = told_by_cells(draft.columns, draft.body, vocabulary)
    mark_rows(draft.rows, draft.columns)
    pages = tuple(dict.fromkeys(grid.page for grid in draft.grids if grid.page is not None))
    table = Table(index, draft.columns, draft.title, pages, _with_headings_marked(draft))
    return AssembledTable(table, tuple(_blocks(draft, index, vocabulary, joints)), tuple(draft.placed))


def _with_headings_marked(draft: Draft) -> tuple[Grid, ...]:
    """Return a table's grids, the cells of all heading rows marked as the source marks its own."""
    heads = {id(cell) for row in draft.rows if row.kind == "header" for f in row.fragments for cell in f.cells.values()}
    return tuple(
        replace(grid, cells=tuple(replace(cell, header=cell.header or id(cell) in heads) for cell in grid.cells))
        for grid in draft.grids
    )


def _blocks(draft: Draft, index: int, vocabulary: Vocabulary, joints: Joints) -> list[Block]:
    blocks: list[Block] = []
    begun: dict[Cell, int] = {}  # the body row in which a merged cell begins
    held: dict[int, int] = {}  # by column the body row whose words hold for the last one
    ordinal = 0
    for seq, row in enumerate(draft.rows):
        first = row.fragments[0]
        over = {column: held[column] for column in first.over_page if column in held}
        above = {column: begun[cell] for column, cell in first.from_above.items() if cell in begun}
        rows_above = {column: ordinal - begins for column, begins in (over | above).items()} if row.kind == "row" else {}
        blocks.append(block_of(row, seq, index, rows_above, Writer(vocabulary, joints)))
        if row.kind == "row":
            held = {column: ordinal - up for column, up in rows_above.items()}
            for fragment in row.fragments:
                begun |= {cell: over.get(column, ordinal) for column, cell in fragment.cells.items() if cell.row_span > 1}
                held |= {column: ordinal for column, cell in fragment.cells.items() if cell.text.strip()}
            ordinal += 1
    return blocks
