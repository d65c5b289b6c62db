"""Grids -> tables: which grid goes on with the table before it, and which rows it brings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pipeline.model import Cell, Column, Grid, Page
from pipeline.structure.tables.bands import (
    FEWEST_COLUMNS,
    LONG_HEADING,
    band_text,
    heads,
    is_band,
    is_loose_band,
    rows_of,
    written,
)
from pipeline.structure.tables.cuts import carries_on, merged_over_page
from pipeline.structure.tables.fragments import Fragment, Row, fragment_of, merged_into
from pipeline.structure.tables.headers import (
    Header,
    find_header,
    heading_text,
    same_headings,
)
from pipeline.structure.tables.parted import parts_of
from pipeline.structure.tables.records import PlacedGrid
from pipeline.structure.tables.vocabulary import Vocabulary

# Points by which the columns of one table differ between pages.
SHIFT = 4.0


@dataclass(slots=True)
class Draft:
    """A table being put together."""

    title: str | None
    header: Header | None
    columns: tuple[Column, ...]
    mapping: Mapping[int, int] = field(default_factory=dict)  # of the last grid's columns to the table's
    grids: list[Grid] = field(default_factory=list)
    placed: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    band: str | None = None

    @property
    def body(self) -> list[Row]:
        return [row for row in self.rows if row.kind == "row"]


def join_grids(placed: Sequence[PlacedGrid], vocabulary: Vocabulary) -> list[Draft]:
    """Make tables of grids in document order; a grid that goes on with the table before joins it."""
    drafts: list[Draft] = []
    for n, item in enumerate(placed):
        for k, grid in enumerate(parts_of(item.grid, vocabulary)):
            header = find_header(grid, vocabulary)
            last = drafts[-1] if drafts and k == 0 else None
            mapping = _continued(last, item, grid, header, vocabulary) if last else None
            if last is not None and mapping is None and header is None and _is_next_part(last, item, grid, vocabulary):
                last = Draft(item.between[0], None, last.columns)
                drafts.append(last)
                mapping = {i: i for i in range(grid.n_columns)}
            elif last is None or mapping is None:
                last = Draft(item.heading, header, header.columns if header else _bare(grid))
                drafts.append(last)
                mapping = {i: i for i in range(grid.n_columns)}
            elif header and (last.header is None or same_headings(last.header, header) is None):
                header = None  # its first row only looks like headings: the table has others
            _take(last, grid, header, mapping, item.page, vocabulary)
            last.grids.append(grid)
            last.mapping = mapping
            if n not in last.placed:
                last.placed.append(n)
    return drafts


def _bare(grid: Grid) -> tuple[Column, ...]:
    return tuple(Column(i, ()) for i in range(grid.n_columns))


def _continued(
    draft: Draft, item: PlacedGrid, grid: Grid, header: Header | None, vocabulary: Vocabulary
) -> Mapping[int, int] | None:
    """Return which column of the table each column of a grid continues, null where it is another table."""
    if not _follows(draft, item, vocabulary):
        return None
    last = draft.grids[-1]
    if grid.page is not None and last.page is not None and not 0 <= grid.page - last.page <= 1:
        return None
    if header and draft.header:
        mapping = same_headings(draft.header, header)
        if mapping is not None or header.sure:
            return mapping
    elif header and header.sure:
        return None
    same = _same_columns(last, grid)
    return None if same is None else {theirs: draft.mapping[ours] for theirs, ours in same.items() if ours in draft.mapping}


def _follows(draft: Draft, item: PlacedGrid, vocabulary: Vocabulary) -> bool:
    """Say whether nothing stands between, or only the table's own title again."""
    title = _plain(draft.title or "", vocabulary)
    return all(vocabulary.says("table.continued", text) or (title and _plain(text, vocabulary) == title) for text in item.between)


def _is_next_part(draft: Draft, item: PlacedGrid, grid: Grid, vocabulary: Vocabulary) -> bool:
    """Say whether a grid without headings has those of the table before it: only a short heading of its own stands between."""
    if len(item.between) != 1 or not any(column.labels for column in draft.columns):
        return False
    text, n_columns = item.between[0], grid.n_columns
    short = len(text.split()) <= LONG_HEADING and not vocabulary.says("line.finished", text)
    named = vocabulary.says("band.heading", text)
    alike = n_columns == len(draft.columns) and _same_columns(draft.grids[-1], grid) is not None
    wide = n_columns >= (FEWEST_COLUMNS if named or grid.column_edges else FEWEST_COLUMNS + 1)
    near = grid.page is None or draft.grids[-1].page is None or 0 <= grid.page - draft.grids[-1].page <= 1
    return alike and wide and near and (short or named)


def _plain(text: str, vocabulary: Vocabulary) -> str:
    return "".join(char for char in vocabulary.without("table.continued", text).lower() if char.isalnum())


def _same_columns(last: Grid, grid: Grid) -> Mapping[int, int] | None:
    """Match a grid's columns with those of the grid before by their edges; where there are none, by their number."""
    same = {i: i for i in range(grid.n_columns)}
    if not last.column_edges or not grid.column_edges:
        return same if grid.n_columns == last.n_columns else None
    if last.n_columns == grid.n_columns:
        widths = [b - a for a, b in pairwise(last.column_edges)]
        others = [b - a for a, b in pairwise(grid.column_edges)]
        return same if all(abs(a - b) <= 2 * SHIFT for a, b in zip(widths, others, strict=True)) else None
    matched = {}
    for i, edge in enumerate(grid.column_edges):
        near = min(range(len(last.column_edges)), key=lambda k: abs(last.column_edges[k] - edge))
        if abs(last.column_edges[near] - edge) > SHIFT:
            return None
        matched[i] = near
    whole = matched[0] == 0 and matched[grid.n_columns] == last.n_columns
    return {i: matched[i] for i in range(grid.n_columns)} if whole else None


def _take(
    draft: Draft,
    grid: Grid,
    header: Header | None,
    mapping: Mapping[int, int],
    page: Page | None,
    vocabulary: Vocabulary,
) -> None:
    """Add a grid's rows to a table."""
    opens = bool(draft.body)  # the next row of the body may be the rest of the last row of the page before
    rows, above = rows_of(grid), merged_into(grid)
    for i, row in enumerate(rows):
        fragment = fragment_of(grid, i, row, above.get(i, ()), mapping, page)
        if _is_header(i, row, header) or (draft.header and _repeats(draft.header, row, vocabulary)):
            draft.rows.append(Row("header", [fragment]))
        elif header and i < header.first:
            if written(row):
                _add_band(draft, fragment, vocabulary)
        elif is_band(grid, row) or is_loose_band(draft.columns, grid, rows[i:], vocabulary):
            opens = False
            _add_band(draft, fragment, vocabulary)
        elif opens and carries_on(fragment, draft.body, draft.columns, vocabulary):
            draft.body[-1].fragments.append(fragment)
            opens = False
        elif written(row):
            if opens:
                fragment = replace(fragment, over_page=merged_over_page(fragment, draft.body))
            opens = False
            draft.rows.append(Row("row", [fragment], draft.band))


def _is_header(index: int, row: Sequence[Cell], header: Header | None) -> bool:
    if header is not None and header.first <= index < header.end:
        return True
    return any(cell.header for cell in row) and len(written(row)) > 1  # a single text marked so heads a part of the table


def _repeats(header: Header, row: Sequence[Cell], vocabulary: Vocabulary) -> bool:
    cells = written(row)
    if len(cells) < 2:
        return False
    return all(
        heading_text(cell, vocabulary) in header.columns[cell.column].labels
        for cell in cells
        if cell.column < len(header.columns)
    )


def _add_band(draft: Draft, fragment: Fragment, vocabulary: Vocabulary) -> None:
    text = band_text(fragment)
    if heads(text, fragment, vocabulary):
        draft.band = text
        draft.rows.append(Row("band_heading", [fragment]))
    else:
        draft.rows.append(Row("band_text", [fragment], draft.band))
