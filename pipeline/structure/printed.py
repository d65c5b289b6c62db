"""Read the pieces of a source with geometry (PDF): rows, furniture, columns, paragraphs, notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.model import Document, Grid, Page, Word
from pipeline.rules import Rules
from pipeline.structure.boxes import is_box, without_text
from pipeline.structure.contents import contents_rows
from pipeline.structure.furniture import furniture_rows, numbered_rows
from pipeline.structure.joining import Words, piece_of_rows, words_of_rows
from pipeline.structure.label_columns import label_grid
from pipeline.structure.notes import footnote_rows
from pipeline.structure.paragraphs import Paragraph, goes_on_overleaf, measure, paragraphs_of, right_edge
from pipeline.structure.pieces import Item
from pipeline.structure.reading_order import Column, columns_of
from pipeline.structure.references import take_reference
from pipeline.structure.rows import Row, rows_of, underlined_rows
from pipeline.structure.tables import find_grids, words_of


def read_printed(document: Document, rules: Rules) -> list[Item]:
    """Return paragraphs and grids in reading order, each page's furniture and footnotes after its text."""
    pages = {page.number: page for page in document.pages}
    grids: dict[int, list[Grid]] = {}
    for number, page in pages.items():
        before = grids.get(number - 1)
        grids[number] = _tables(page, rules, before[-1] if before else None)
    rows = {number: rows_of(_free_words(page, grids[number]), number) for number, page in pages.items()}
    furniture = furniture_rows(rows, pages, rules)
    contents = contents_rows(rows, furniture, rules)
    body = _body_size(rows, furniture | contents)
    notes = footnote_rows(rows, furniture | contents, body)
    apart = furniture | contents | notes
    columns: dict[int, list[Column]] = {}
    for number, page in pages.items():
        free = [row for row in rows[number] if id(row) not in apart]
        columns[number] = columns_of(_stacked(free, grids[number]), number, page.width or 0.0)
    lines = [item for found in columns.values() for column in found for item in column.items if isinstance(item, Row)]
    words = words_of_rows(lines, rules)
    metrics = measure(column for found in columns.values() for column in found)
    edges = _usual_edges(columns, pages)
    streams: list[tuple[int, list[Paragraph | Grid]]] = []
    for number, found in columns.items():
        for column in found:
            right = _edge_of(column, edges.get(_width(pages[number]), column.x1))
            streams.append((number, paragraphs_of(column, metrics, rules, right)))
    joined = _join_streams(streams, rules)
    underlined = {n for number, page in pages.items() for n in underlined_rows(rows[number], page)}
    items: list[Item] = []
    for number in pages:
        for row in rows[number]:
            if id(row) in contents:
                items.append(replace(piece_of_rows([row], words, rules), kind="contents"))
        items.extend(_item(found, words, rules, underlined) for at, stream in joined if at == number for found in stream)
        items.extend(_notes(rows[number], notes, words, rules))
        for row in rows[number]:
            if id(row) in furniture:
                items.append(replace(piece_of_rows([row], words, rules), kind="furniture"))
    return items


def _tables(page: Page, rules: Rules, above: Grid | None) -> list[Grid]:
    """Return a page's grids without those that only frame text; a page number is in none of them."""
    rows = rows_of(page.words, page.number)
    numbered = numbered_rows(rows, page, rules)
    outside = {id(word) for row in rows if id(row) in numbered for word in row.words}
    page = replace(page, words=tuple(word for word in page.words if id(word) not in outside))
    trimmed = [without_text(grid) for grid in find_grids(page, rules, above=above) if not is_box(grid)]
    grids = [grid for grid in trimmed if grid is not None and not is_box(grid)]
    drawn = [grid for grid in grids if grid.kind != "borderless"]
    header = label_grid(rows_of(_free_words(page, drawn), page.number), rules)
    if header is None:
        return grids
    return [header, *(grid for grid in grids if not _overlap(grid, header))]


def _overlap(grid: Grid, other: Grid) -> bool:
    if grid.box is None or other.box is None:
        return False
    return grid.box.top < other.box.bottom and other.box.top < grid.box.bottom


def _free_words(page: Page, grids: Sequence[Grid]) -> list[Word]:
    """Return a page's words that stand in no grid."""
    taken = {id(word) for grid in grids for word in words_of(grid)}
    return [word for word in page.words if id(word) not in taken]


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


def _usual_edges(columns: Mapping[int, Sequence[Column]], pages: Mapping[int, Page]) -> dict[int, float]:
    """Return, by page width, the right edge that text of a single column usually reaches."""
    counted: dict[int, Counter[float]] = {}
    for number, found in columns.items():
        if len(found) == 1:
            edge = right_edge(found[0].items, 0.0)
            counted.setdefault(_width(pages[number]), Counter())[round(edge / 4) * 4] += 1
    return {width: max(edges, key=lambda edge: (edges[edge], edge)) for width, edges in counted.items()}


def _edge_of(column: Column, usual: float) -> float:
    """Return the right edge of a column: its own lines', or the document's where it has only short ones."""
    own = right_edge(column.items, column.x1)
    n_rows = sum(isinstance(item, Row) for item in column.items)
    return max(own, usual) if n_rows < 8 and column.x0 < usual / 2 else own


Stream = tuple[int, list[Paragraph | Grid]]


def _join_streams(streams: Sequence[Stream], rules: Rules) -> list[Stream]:
    """Join paragraphs that go on in the next column or on the next page."""
    joined: list[Stream] = []
    last: Paragraph | None = None
    for number, stream in streams:
        rest = list(stream)
        if last is not None and rest and isinstance(rest[0], Paragraph) and goes_on_overleaf(last, rest[0], rules):
            moved = rest.pop(0)
            assert isinstance(moved, Paragraph)
            last.rows.extend(moved.rows)
        joined.append((number, rest))
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
