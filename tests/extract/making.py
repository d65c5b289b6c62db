"""Small documents for the tests of actions and events."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Block, BlockKind, Column, Document, Mark, RowCell, Structured, Table


def text_of(*blocks: tuple[BlockKind, str], section: tuple[str, ...] = ()) -> Structured:
    """Return a document of plain blocks; a list item's lead-in is the last block before it that is none."""
    made: list[Block] = []
    for n, (kind, text) in enumerate(blocks):
        before = next((b.seq for b in reversed(made) if b.kind != "list_item"), None)
        made.append(Block(n, kind, text, section=section, lead_in=before if kind == "list_item" else None))
    return Structured(Document("report.txt", "0" * 64, "text/plain", ()), tuple(made))


def table_of(
    headings: Sequence[str | tuple[str, ...]],
    *rows: Sequence[str],
    title: str | None = None,
    band: str | None = None,
    fills: Sequence[Sequence[str | None]] = (),
    marks: Sequence[tuple[int, int, str] | None] = (),
    breaks: Sequence[int] = (),
) -> Structured:
    """Return a document of one table: its rows, with fills by cell, bars by row, breaks in the first row's text."""
    columns = tuple(Column(n, (h,) if isinstance(h, str) else h) for n, h in enumerate(headings))
    blocks = []
    for n, row in enumerate(rows):
        cells, at = [], 0
        for column, text in enumerate(row):
            fill = fills[n][column] if n < len(fills) else None
            inside = tuple(b for b in breaks if at < b < at + len(text)) if n == 0 else ()
            cells.append(RowCell(column, 1, at, at + len(text), fill=fill, breaks=inside))
            at += len(text) + 1
        bar = marks[n] if n < len(marks) else None
        drawn = (Mark(bar[0], bar[1], bar[2], "fill", 1, None),) if bar else ()
        blocks.append(Block(n, "table_row", "\t".join(row), table=0, cells=tuple(cells), marks=drawn, band=band))
    table = Table(0, columns, title, (1,))
    return Structured(Document("plan.docx", "0" * 64, "application/vnd", ()), tuple(blocks), (table,))
