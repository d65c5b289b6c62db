"""Number pieces and tables as blocks, with the section each stands in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.model import Block, Document, Grid, Page, Structured, Table
from pipeline.rules import Rules
from pipeline.structure.header_fields import mark_header_fields
from pipeline.structure.headings import mark_headings
from pipeline.structure.levels import rank_headings
from pipeline.structure.lists import drop_stray_bullets, lead_ins, mark_lists
from pipeline.structure.markup import is_text, read_markup
from pipeline.structure.papers import stretches
from pipeline.structure.pieces import Item, Piece
from pipeline.structure.printed import read_printed
from pipeline.structure.references import take_in_series
from pipeline.structure.tables import AssembledTable, PlacedGrid, assemble_tables


def structure(document: Document, rules: Rules) -> Structured:
    """Turn a document's pages into blocks in reading order, with sections, lists and tables; papers bound in stand apart."""
    if document.has_geometry:
        items = read_printed(document, rules)
    else:
        pictures = tuple([page for page in document.pages if page.words])
        items = [*read_markup(document, rules), *(read_printed(replace(document, pages=pictures), rules) if pictures else ())]
    found = stretches(items, rules)
    ends = [*(stretch.start for stretch in found[1:]), len(items)]
    understood = [
        _understood(items[stretch.start : end], rules, plain_text=is_text(document))
        for stretch, end in zip(found, ends, strict=True)
    ]
    tables = _tables([item for stretch in understood for item in stretch], document, rules)
    papers: dict[int, _Paper] = {}
    position = 0
    for stretch, own in zip(found, understood, strict=True):
        papers.setdefault(stretch.paper, _Paper()).add(own, position, tables)
        position += len(own)
    first, *others = (papers[n].structured(document) for n in sorted(papers))
    return replace(first, papers=tuple(others))


def _understood(items: Sequence[Item], rules: Rules, *, plain_text: bool) -> list[Item]:
    """Tell the pieces of one report apart: header fields, headings, items of lists."""
    items = mark_header_fields(items, rules)
    if plain_text:
        items = drop_stray_bullets(items)
    items = mark_headings(take_in_series(items, rules), rules, plain_text=plain_text)
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
                heading = _as_title(item)
    tables: dict[int, list[AssembledTable]] = {}
    for found in assemble_tables(placed, rules):
        tables.setdefault(positions[found.placed[0]], []).append(found)
    return tables


class _Paper:
    """One document of the file, its blocks and tables numbered from 0; its sections end with each of its stretches."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._tables: list[Table] = []

    def add(self, items: Sequence[Item], position: int, tables: Mapping[int, Sequence[AssembledTable]]) -> None:
        """Add a stretch of items; `position` is that of its first item in the document."""
        introduced = lead_ins(items)
        seq_of: dict[int, int] = {}
        path: list[tuple[int, str]] = []
        for n, item in enumerate(items):
            section = tuple(title for _, title in path)
            if isinstance(item, Grid):
                for table in tables.get(position + n, ()):
                    rows = [replace(block, table=None if block.table is None else len(self._tables)) for block in table.blocks]
                    self._blocks.extend(_in_section(rows, len(self._blocks), section))
                    self._tables.append(replace(table.table, index=len(self._tables)))
                continue
            if item.kind == "heading":
                level = item.level or 1
                path = [(other, title) for other, title in path if other < level]
                section = tuple(title for _, title in path)
                path.append((level, item.text.rstrip(" :")))
            seq_of[n] = len(self._blocks)
            lead_in = seq_of.get(introduced[n]) if n in introduced else None
            self._blocks.append(_block(item, len(self._blocks), section, lead_in))

    def structured(self, document: Document) -> Structured:
        return Structured(document, tuple(self._blocks), tuple(self._tables))


def _as_title(heading: Piece) -> str:
    """Return a heading as the title of the table below it, with the part of a plan that its reference names ("Theme 2: ...")."""
    named = heading.ref is not None and any(word.isalpha() and len(word) > 3 for word in heading.ref.split())
    return f"{heading.ref}: {heading.text}" if named else heading.text


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
