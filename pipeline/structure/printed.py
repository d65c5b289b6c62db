"""Read the pieces of a source with geometry (PDF): rows, furniture, columns, paragraphs, notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.model import BlockKind, Document, Grid, Page
from pipeline.rules import Rules
from pipeline.structure.aside import aside_of
from pipeline.structure.contents import contents_rows
from pipeline.structure.furniture import furniture_rows, outside_tables
from pipeline.structure.joining import Words, piece_of_rows, words_of_rows
from pipeline.structure.notes import footnote_rows
from pipeline.structure.page_parts import PageParts, part_page
from pipeline.structure.paragraphs import Paragraph, goes_on_overleaf, measure, paragraphs_of, right_edge
from pipeline.structure.pieces import Item
from pipeline.structure.reading_order import Column, columns_of
from pipeline.structure.references import take_reference
from pipeline.structure.rows import Row, rows_of, underlined_rows

# Rows from which a column's own lines tell how far they reach.
ENOUGH_ROWS = 8

Stream = list[Paragraph | Grid]


def read_printed(document: Document, rules: Rules) -> list[Item]:
    """Return paragraphs and grids in reading order; lines that stand turned, footnotes and furniture come after a page's text."""
    numbered = {page.number: page for page in document.pages}
    every_row = {number: rows_of([word for word in page.words if not word.turn], number) for number, page in numbered.items()}
    feet = outside_tables(every_row, numbered, rules)
    pages: list[PageParts] = []
    for number, page in numbered.items():
        above = pages[-1].grids[-1] if pages and pages[-1].grids else None
        pages.append(part_page(page, every_row[number], feet, rules, above))
    rows = {parts.page.number: parts.rows for parts in pages}
    furniture = furniture_rows(rows, numbered, rules)
    contents = contents_rows(rows, furniture, rules)
    notes = footnote_rows(rows, furniture | contents, _body_size(rows, furniture | contents))
    columns = [_columns(parts, furniture | contents | notes) for parts in pages]
    lines = [item for found in columns for column in found for item in column.items if isinstance(item, Row)]
    words = words_of_rows(lines, rules)
    joined = _join_streams(_streams(columns, pages, rules), rules)
    aside = aside_of(pages, words, rules)
    items: list[Item] = []
    for parts, streams in zip(pages, joined, strict=True):
        underlined = underlined_rows(parts.rows, parts.page)
        items.extend(_rows_of_kind(parts.rows, contents, "contents", words, rules))
        items.extend(_item(found, words, rules, underlined) for stream in streams for found in stream)
        items.extend(aside.get(parts.page.number, ()))
        items.extend(_notes(parts.rows, notes, words, rules))
        items.extend(_rows_of_kind(parts.rows, furniture, "furniture", words, rules))
    return items


def _columns(parts: PageParts, apart: set[int]) -> list[Column]:
    """Return a page's columns of text, without the rows that are known as something else."""
    free = [row for row in parts.rows if id(row) not in apart]
    return columns_of(_stacked(free, parts.grids), parts.page.number, parts.page.width or 0.0)


def _streams(columns: Sequence[Sequence[Column]], pages: Sequence[PageParts], rules: Rules) -> list[list[Stream]]:
    """Return the paragraphs and grids of each page's columns."""
    metrics = measure(column for found in columns for column in found)
    edges = _usual_edges(columns, pages)
    streams = []
    for found, parts in zip(columns, pages, strict=True):
        usual = edges.get(_width(parts.page))
        streams.append([paragraphs_of(column, metrics, rules, _edge_of(column, usual)) for column in found])
    return streams


def _rows_of_kind(rows: Sequence[Row], chosen: set[int], kind: BlockKind, words: Words, rules: Rules) -> list[Item]:
    return [replace(piece_of_rows([row], words, rules), kind=kind) for row in rows if id(row) in chosen]


def _body_size(rows: Mapping[int, Sequence[Row]], apart: set[int]) -> float:
    """Return the size of most letters."""
    sizes: Counter[float] = Counter()
    for found in rows.values():
        for row in found:
            if id(row) not in apart:
                sizes[row.size] += len(row.text)
    return max(sizes, key=lambda size: sizes[size]) if sizes else 0.0


def _stacked(rows: Sequence[Row], grids: Sequence[Grid]) -> list[Row | Grid]:
    """Return rows and grids from top to bottom."""
    keyed: list[tuple[float, int, Row | Grid]] = [(row.box.bottom, n, row) for n, row in enumerate(rows)]
    keyed += [(grid.box.top if grid.box else 0.0, -1, grid) for grid in grids]
    return [item for *_, item in sorted(keyed, key=lambda entry: (entry[0], entry[1]))]


def _width(page: Page) -> int:
    return round(page.width or 0.0)


def _usual_edges(columns: Sequence[Sequence[Column]], pages: Sequence[PageParts]) -> dict[int, float]:
    """Return, by page width, the right edge that text of a single column usually reaches."""
    counted: dict[int, Counter[float]] = {}
    for found, parts in zip(columns, pages, strict=True):
        if len(found) == 1:
            edge = right_edge(found[0].items, 0.0)
            counted.setdefault(_width(parts.page), Counter())[round(edge / 4) * 4] += 1
    return {width: max(edges, key=lambda edge: (edges[edge], edge)) for width, edges in counted.items()}


def _edge_of(column: Column, usual: float | None) -> float:
    """Return the right edge of a column: its own lines', or the document's where it has only short ones."""
    own = right_edge(column.items, column.x1)
    n_rows = sum(isinstance(item, Row) for item in column.items)
    if usual is None or n_rows >= ENOUGH_ROWS or column.x0 >= usual / 2:
        return own
    return max(own, usual)


def _join_streams(pages: Sequence[Sequence[Stream]], rules: Rules) -> list[list[Stream]]:
    """Join paragraphs that go on in the next column or on the next page."""
    joined: list[list[Stream]] = []
    last: Paragraph | None = None
    for streams in pages:
        joined.append([])
        for stream in streams:
            rest = list(stream)
            if last is not None and rest and isinstance(rest[0], Paragraph) and goes_on_overleaf(last, rest[0], rules):
                last.rows.extend(rest[0].rows)
                rest = rest[1:]
            joined[-1].append(rest)
            if rest:
                last = rest[-1] if isinstance(rest[-1], Paragraph) else None
    return joined


def _item(found: Paragraph | Grid, words: Words, rules: Rules, underlined: set[int]) -> Item:
    if isinstance(found, Grid):
        return found
    return take_reference(piece_of_rows(found.rows, words, rules, underlined), rules)


def _notes(rows: Sequence[Row], notes: set[int], words: Words, rules: Rules) -> list[Item]:
    """Return a page's footnotes, each a piece: a note begins with its mark."""
    groups: list[list[Row]] = []
    for row in rows:
        if id(row) not in notes:
            continue
        first = row.words[0]
        if not groups or first.superscript or first.text.isdigit():
            groups.append([])
        groups[-1].append(row)
    return [replace(piece_of_rows(group, words, rules), kind="footnote") for group in groups]
