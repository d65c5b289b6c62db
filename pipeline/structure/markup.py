"""Read the pieces of a source that marks up its own text: Word, HTML, Markdown, plain text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import BlockKind, Document, Grid, Paragraph
from pipeline.rules import Rules
from pipeline.structure.boxes import is_box
from pipeline.structure.numbered import is_numbered_text, numbered_pieces
from pipeline.structure.pieces import Item, Look, Piece, join, piece_of_lines, without_geometry
from pipeline.structure.references import take_reference
from pipeline.structure.sentences import ends_open, is_unfinished
from pipeline.structure.tables import turned

_KINDS: dict[str, BlockKind | None] = {
    "title": None,
    "heading": "heading",
    "body": None,
    "list_item": "list_item",
    "quote": "quote",
    "caption": "caption",
    "footnote": "footnote",
    "contents": "contents",
    "furniture": "furniture",
}


def read_markup(document: Document, rules: Rules) -> list[Item]:
    """Return paragraphs and grids in order; boxes round text and grids of numbered text are taken apart."""
    items: list[Item] = []
    for page in document.pages:
        for element in page.elements:
            if isinstance(element, Grid):
                items.extend(_grid_items(element, rules))
            elif element.text.strip() or element.number:
                items.append(_piece(element, rules))
    return join_broken(items, rules) if is_text(document) else items


def is_text(document: Document) -> bool:
    """Say whether a source is text, with or without Markdown: often the words of a PDF, its pages lost."""
    return document.media_type in ("text/plain", "text/markdown")


def _grid_items(grid: Grid, rules: Rules) -> list[Item]:
    if is_box(grid):
        return _box_text(grid, rules)
    return [*numbered_pieces(grid, rules)] if is_numbered_text(grid, rules) else [turned(grid, rules)]


def _box_text(grid: Grid, rules: Rules) -> list[Item]:
    pieces = []
    for cell in grid.cells:
        pieces += [piece_of_lines((line,), page=None) for line in cell.lines if line.text.strip()]
    return [take_reference(piece, rules) for piece in pieces]


def _piece(paragraph: Paragraph, rules: Rules) -> Piece:
    piece = replace(
        without_geometry(paragraph.text, kind=_KINDS[paragraph.style]),
        level=paragraph.level,
        number=paragraph.number,
        look=Look(bold=paragraph.bold),
    )
    if piece.kind in ("furniture", "contents", "footnote"):
        return piece
    return take_reference(piece, rules)


def join_broken(items: Sequence[Item], rules: Rules) -> list[Item]:
    """Join paragraphs that a page's end broke in two in the text that was taken from a PDF."""
    joined: list[Item] = []
    for item in items:
        last = joined[-1] if joined else None
        if isinstance(last, Piece) and isinstance(item, Piece) and _goes_on(last, item, rules):
            joined[-1] = join((last, item))
        else:
            joined.append(item)
    return joined


def _goes_on(last: Piece, item: Piece, rules: Rules) -> bool:
    if item.ref or item.marker or item.kind is not None or last.kind in ("heading", "furniture", "contents"):
        return False
    if not last.text or not item.text or last.n_words < 6:
        return False
    return is_unfinished(last.text, rules, before_list=True) or (ends_open(last.text) and item.text[0].islower())
