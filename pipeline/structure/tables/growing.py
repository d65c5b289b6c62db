"""Tables that begin above the first line drawn for them, or go on below the last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.model import Box, Line, Page, Word
from pipeline.structure.tables.headlines import heading_at, split_heading
from pipeline.structure.tables.laid import Layout, RowBand
from pipeline.structure.tables.lettering import box_round, lines_of
from pipeline.structure.tables.rivers import River, find_columns, narrowed, snapped
from pipeline.structure.tables.textrows import apart, columns_filled, cut_wider, leading_of, text_rows, theme_lines
from pipeline.structure.tables.vocabulary import Vocabulary

# Of the letter size: white space that ends a table; the widest that the table itself has between lines counts too.
END = 1.6
# Share of the columns that rows fill, which what follows must fill to be of the table.
LIKE = 0.6
# Lines above the first line drawn among which the headings are looked for: a row that is not shaded, or two.
MOST_ABOVE = 30


def grown(page: Page, layout: Layout, taken: Sequence[Box]) -> Layout:
    """Add the rows that follow below: lines that keep to the columns, without a wide space before them."""
    bottom = layout.rows[-1].bottom
    below = [word for word in free_words(page, layout, taken) if word.box.top >= bottom - 1]
    lines, rivers = following(lines_of(below, page.number), layout.rivers, bottom, END)
    usual = sorted(len(_filled(row.lines, rivers)) for row in layout.rows if row.lines)
    if len(_filled(lines, rivers)) < max(2, LIKE * usual[len(usual) // 2]):
        return layout
    leading = leading_of((row.lines for row in layout.rows), rivers)
    groups = text_rows(lines, rivers) if leading is None else cut_wider(lines, leading)
    rows = [row_of(group) for group in apart(groups, theme_lines(lines, layout.x0))]
    return replace(layout, rows=(*layout.rows, *joined_bands(rows, bottom)), rivers=tuple(rivers))


def headed(page: Page, layout: Layout, taken: Sequence[Box], vocabulary: Vocabulary, drawn: Sequence[float]) -> Layout:
    """Add the headings that stand right above the first line drawn, where the vocabulary knows them.

    They may name columns in which the rows below have no words. `drawn` are the places along the width where
    something drawn begins or ends.
    """
    top = layout.rows[0].top
    words = [word for word in free_words(page, layout, taken) if word.box.bottom <= top + 1]
    lines = lines_of(words, page.number)
    close = _close_above(lines, top)
    body = [line for row in layout.rows for line in row.lines]
    for start in reversed(range(len(close))):
        heading = heading_at(close, start, vocabulary)
        if heading is None:
            continue
        head, between = close[start : start + heading.count], close[start + heading.count :]
        table = [*head, *between, *body]
        rivers, _ = find_columns(table, [i for i in theme_lines(table, layout.x0) if i >= heading.count])
        if len(rivers) < len(layout.rivers):
            return layout
        groups = [*split_heading(head, rivers), *apart(text_rows(between, rivers), theme_lines(between, layout.x0))]
        rows = joined_bands([row_of(group) for group in groups], row_of(head).top - 2.0)
        rows[-1] = replace(rows[-1], bottom=top)
        return replace(layout, rows=(*rows, *layout.rows), rivers=tuple(snapped(rivers, drawn)))
    return layout


def _close_above(lines: Sequence[Line], top: float) -> list[Line]:
    """Return the last lines above a height that follow each other closely down to it."""
    close: list[Line] = []
    for line in reversed(lines[-MOST_ABOVE:]):
        if line.box is None or top - line.box.bottom > END * (line.size or 10.0):
            break
        close.insert(0, line)
        top = min(top, line.box.top)
    return close


def free_words(page: Page, layout: Layout, taken: Sequence[Box]) -> list[Word]:
    """Return the words above, in and below a table, over its width, that stand in no other table."""
    return [
        word
        for word in page.words
        if layout.x0 - 3 <= (word.box.x0 + word.box.x1) / 2 <= layout.x1 + 3
        and not any(t.contains((word.box.x0 + word.box.x1) / 2, (word.box.top + word.box.bottom) / 2) for t in taken)
    ]


def following(lines: Sequence[Line], rivers: Sequence[River], bottom: float, end: float) -> tuple[list[Line], list[River]]:
    """Return the lines from the top that keep to the columns and follow each other closely, and the rivers then."""
    kept: list[Line] = []
    rivers = list(rivers)
    for line in lines:
        closer = narrowed(rivers, line)
        if line.box is None or closer is None or line.box.top - bottom > end * (line.size or 10.0):
            break
        kept.append(line)
        rivers, bottom = closer, max(bottom, line.box.bottom)
    return kept, rivers


def _filled(lines: Sequence[Line], rivers: Sequence[River]) -> frozenset[int]:
    return frozenset[int]().union(*(columns_filled(line, rivers) for line in lines))


def row_of(lines: Sequence[Line]) -> RowBand:
    """Make a row of printed lines, as high as they are."""
    box = box_round(line.box for line in lines if line.box)
    return RowBand(box.top, box.bottom, tuple(lines))


def joined_bands(rows: Sequence[RowBand], top: float) -> list[RowBand]:
    """Stretch rows so that each begins where the one above it ends, half way between their lines."""
    bounds = [top, *((a.bottom + b.top) / 2 for a, b in pairwise(rows)), rows[-1].bottom + 2.0]
    return [RowBand(a, b, row.lines) for row, (a, b) in zip(rows, pairwise(bounds), strict=True)]
