"""What stands sideways or upside down on a page beside its text: a note up the margin, a sheet pasted in askew."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.rules import Rules
from pipeline.structure.joining import Words, piece_of_rows
from pipeline.structure.page_parts import PageParts
from pipeline.structure.paragraphs import Paragraph, measure, paragraphs_of, right_edge
from pipeline.structure.pieces import Piece
from pipeline.structure.reading_order import columns_of
from pipeline.structure.rows import rows_of
from pipeline.structure.sideways import by_turn, laid_back, stood_up


def aside_of(pages: Sequence[PageParts], words: Words, rules: Rules) -> Mapping[int, Sequence[Piece]]:
    """Return, by page, the paragraphs that stand turned; those that stand so on several pages are furniture."""
    found = {parts.page.number: list(_paragraphs(parts, words, rules)) for parts in pages if parts.aside}
    on_pages = Counter(text for pieces in found.values() for text in {_masked(piece) for piece in pieces})
    return {
        number: [replace(piece, kind="furniture") if _is_furniture(piece, on_pages, rules) else piece for piece in pieces]
        for number, pieces in found.items()
    }


def _paragraphs(parts: PageParts, words: Words, rules: Rules) -> Iterator[Piece]:
    for turn, own in by_turn(parts.aside):
        rows = rows_of([stood_up(word) for word in own], parts.page.number)
        width = max(row.box.x1 for row in rows) - min(row.box.x0 for row in rows)
        columns = columns_of(rows, parts.page.number, width)
        metrics = measure(columns)
        for column in columns:
            for paragraph in paragraphs_of(column, metrics, rules, right_edge(column.items, column.x1)):
                if isinstance(paragraph, Paragraph):
                    piece = piece_of_rows(paragraph.rows, words, rules)
                    yield replace(piece, kind="paragraph", parts=tuple([laid_back(part, turn) for part in piece.parts]))


def _masked(piece: Piece) -> str:
    return re.sub(r"\d+", "#", piece.text)


def _is_furniture(piece: Piece, on_pages: Mapping[str, int], rules: Rules) -> bool:
    hit = rules["structure/furniture"].first(piece.text)
    return on_pages[_masked(piece)] > 1 or (hit is not None and bool(hit.sets.get("alone")))
