"""Number pieces and tables as blocks, with the section each stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.model import Block, Document, Grid, Page, Structured
from pipeline.rules import Rules
from pipeline.structure.header_fields import mark_header_fields
from pipeline.structure.headings import mark_headings
from pipeline.structure.levels import rank_headings
from pipeline.structure.lists import drop_stray_bullets, lead_ins, mark_lists
from pipeline.structure.markup import is_text, read_markup
from pipeline.structure.pieces import Item, Piece
from pipeline.structure.printed import read_printed
from pipeline.structure.reports import report_starts
from pipeline.structure.tables import AssembledTable, PlacedGrid, assemble_tables


def structure(document: Document, rules: Rules) -> Structured:
    """Turn a document's pages into blocks in reading order, with sections, lists and tables."""
    items = read_printed(document, rules) if document.has_geometry else read_markup(document, rules)
    starts = report_starts(items, rules)
    reports = [_understood(items[a:b], rules, plain_text=is_text(document)) for a, b in pairwise([*starts, len(items)])]
    items = [item for report in reports for item in report]
    tables = _tables(items, document, rules)
    blocks, begins = _number(reports, tables)
    return Structured(document, blocks, tuple(found.table for here in tables.values() for found in here), report_starts=begins)


def _understood(items: Sequence[Item], rules: Rules, *, plain_text: bool) -> list[Item]:
    """Tell the pieces of one report apart: header fields, headings, items of lists."""
    items = mark_header_fields(items, rules)
    if plain_text:
        items = drop_stray_bullets(items)
    items = mark_headings(items, rules, plain_text=plain_text)
    return mark_lists(rank_headings(items, rules))


def _tables(items: Sequence[Item], document: Document, rules: Rules) -> dict[int, list[AssembledTable]]:
    """Return the tables by the position of their first grid; a grid whose headings change inside it gives several."""
    pages: dict[int | None, Page] = {page.number: page for page in document.pages if page.width is not None}
    placed: list[PlacedGrid] = []
    positions: list[int] = []
    heading: str | None = None
    between: list[str] = []
    for n, item in enumerate(items):
        if isinstance(item, Grid):
            placed.append(PlacedGrid(item, heading, tuple(between), pages.get(item.page)))
            positions.append(n)
            between = []
        elif item.kind not in ("furniture", "footnote", "contents"):
            between.append(item.text)
            if item.kind in ("heading", "caption"):
                heading = item.text
    tables: dict[int, list[AssembledTable]] = {}
    for found in assemble_tables(placed, rules):
        tables.setdefault(positions[found.placed[0]], []).append(found)
    return tables


def _number(
    reports: Sequence[Sequence[Item]], tables: dict[int, list[AssembledTable]]
) -> tuple[tuple[Block, ...], tuple[int, ...]]:
    """Give every piece its number and its section, which ends with its report; returns where the reports begin too."""
    blocks: list[Block] = []
    begins = []
    position = 0
    for report in reports:
        begins.append(len(blocks))
        _number_report(report, position, tables, blocks)
        position += len(report)
    return tuple(blocks), tuple(begins)


def _number_report(items: Sequence[Item], position: int, tables: dict[int, list[AssembledTable]], blocks: list[Block]) -> None:
    """Add one report's blocks; `position` is that of its first item in the document."""
    introduced = lead_ins(items)
    seq_of: dict[int, int] = {}
    path: list[tuple[int, str]] = []
    for n, item in enumerate(items):
        section = tuple(title for _, title in path)
        if isinstance(item, Grid):
            for table in tables.get(position + n, ()):
                blocks.extend(_in_section(table.blocks, len(blocks), section))
            continue
        if item.kind == "heading":
            level = item.level or 1
            path = [(other, title) for other, title in path if other < level]
            section = tuple(title for _, title in path)
            path.append((level, item.text.rstrip(" :")))
        seq_of[n] = len(blocks)
        lead_in = seq_of.get(introduced[n]) if n in introduced else None
        blocks.append(_block(item, len(blocks), section, lead_in))


def _in_section(rows: Sequence[Block], first: int, section: tuple[str, ...]) -> list[Block]:
    """Number a table's blocks from `first`; a band in the table is a heading to the rows below it."""
    numbered = []
    for n, block in enumerate(rows):
        if block.kind == "heading":
            block = replace(block, section=section, level=len(section) + 1)
        else:
            block = replace(block, section=(*section, block.band) if block.band else section)
        numbered.append(replace(block, seq=first + n))
    return numbered


def _field_text(piece: Piece) -> str:
    """Return a header field's text: a tab parts label and value where they stand in columns and no colon says so."""
    return re.sub(r"(?<=[:?])\t", " ", piece.raw.replace("\n", " "))


def _block(piece: Piece, seq: int, section: tuple[str, ...], lead_in: int | None) -> Block:
    return Block(
        seq=seq,
        kind=piece.kind or "paragraph",
        text=piece.text if piece.kind != "header_field" else _field_text(piece),
        ref=piece.ref,
        section=section,
        level=piece.level if piece.kind in ("heading", "list_item") else None,
        page=piece.page,
        parts=piece.parts,
        lead_in=lead_in,
    )
