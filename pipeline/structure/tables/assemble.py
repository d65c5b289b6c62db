"""Grids -> tables with their blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Block, Cell, Column, Grid, Table
from pipeline.rules import Rules
from pipeline.structure.tables.fragments import Fragment
from pipeline.structure.tables.hyphens import Joints
from pipeline.structure.tables.joining import Draft, join_grids
from pipeline.structure.tables.marks import mark_rows
from pipeline.structure.tables.records import AssembledTable, PlacedGrid
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
    draft.columns = tuple(_told_by_cells(column, draft, vocabulary) for column in draft.columns)
    mark_rows(draft.rows, draft.columns)
    pages = tuple(dict.fromkeys(grid.page for grid in draft.grids if grid.page is not None))
    table = Table(index, draft.columns, draft.title, pages, _with_headings_marked(draft))
    return AssembledTable(table, tuple(_blocks(draft, index, vocabulary, joints)), tuple(draft.placed))


def _told_by_cells(column: Column, draft: Draft, vocabulary: Vocabulary) -> Column:
    """Make a column of priorities one of themes, where its cells name parts of the plan and not how urgent rows are."""
    if column.role != "priority" or any(other.role == "theme" for other in draft.columns):
        return column
    texts = [text for row in draft.body if (text := row.text(column.index))]
    rated = sum(vocabulary.says("cell.rating", text) for text in texts)
    return replace(column, role="theme") if texts and 2 * rated < len(texts) else column


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
    ordinal = 0
    for seq, row in enumerate(draft.rows):
        rows_above = _rows_above(row.fragments[0], begun, ordinal) if row.kind == "row" else {}
        blocks.append(block_of(row, seq, index, rows_above, Writer(vocabulary, joints)))
        if row.kind == "row":
            begun |= {cell: ordinal for f in row.fragments for cell in f.cells.values() if cell.row_span > 1}
            ordinal += 1
    return blocks


def _rows_above(fragment: Fragment, begun: dict[Cell, int], ordinal: int) -> dict[int, int]:
    return {column: ordinal - begun[cell] for column, cell in fragment.from_above.items() if cell in begun}
