"""Which rows of a grid are its headings, and what each column is called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.model import Cell, Column, Grid
from pipeline.structure.tables.bands import is_band, rows_of, written
from pipeline.structure.tables.vocabulary import Vocabulary

# Rows above the headings that may be a title or an explanation inside the table.
MOST_ABOVE = 4
# Rows that headings may take up.
MOST_ROWS = 4
# Share of a row's written cells that must be known headings.
KNOWN = 0.6
# Words that a heading has on average at most, where only its look tells it.
SHORT = 6.0
# Roles whose headings also stand in ordinary cells (`Complete`, `March 2016`): they make no heading row alone.
ALSO_VALUES = frozenset({"period", "status", "completed"})
MONTHS = "JFMAMJJASOND"


@dataclass(frozen=True, slots=True)
class Header:
    """The heading rows of a grid (`first` up to `end`, excluded) and its columns.

    `sure` is false where only the look of the row tells it.
    """

    first: int
    end: int
    columns: tuple[Column, ...]
    sure: bool = True

    @property
    def labels(self) -> tuple[str, ...]:
        """The top headings, each once, in order: what a repeated heading repeats."""
        tops = [column.labels[0] for column in self.columns if column.labels]
        return tuple(top for i, top in enumerate(tops) if i == 0 or tops[i - 1] != top)


def heading_text(cell: Cell, vocabulary: Vocabulary) -> str:
    return vocabulary.heading([line.text for line in cell.lines])


def find_header(grid: Grid, vocabulary: Vocabulary) -> Header | None:
    """Find a grid's heading rows: marked in the source, known by their words, or by their look."""
    rows = rows_of(grid)
    marked = [i for i, row in enumerate(rows) if any(cell.header for cell in row) and len(written(row)) > 1]
    if marked and marked[0] <= MOST_ABOVE:
        return _header(grid, rows, marked[0], vocabulary, sure=True)
    for i, row in enumerate(rows[: MOST_ABOVE + 1]):
        if is_known_heading(row, vocabulary):
            return _header(grid, rows, i, vocabulary, sure=True)
    top = next((i for i, row in enumerate(rows) if written(row) and not is_band(grid, row)), None)
    if top is not None and top <= MOST_ABOVE and _looks_like_heading(rows, top):
        return _header(grid, rows, top, vocabulary, sure=False)
    return None


def is_known_heading(row: Sequence[Cell], vocabulary: Vocabulary, *, inside: bool = False) -> bool:
    """Say whether most cells of a row are headings that the vocabulary knows, and not mere values.

    `inside` a table, below its headings, more is asked: two kinds of headings that are never values.
    """
    texts = [heading_text(cell, vocabulary) for cell in written(row)]
    months = _initials(texts)
    roles = ["period" if i in months else vocabulary.role(text) for i, text in enumerate(texts)]
    known = [role for role in roles if role]
    telling = [role for role in known if role not in ALSO_VALUES]
    if len(known) < 2 or len(known) < KNOWN * len(texts):
        return False
    if inside:
        return len(set(telling)) > 1 or len(telling) > 2
    return len(set(telling)) > 1 or len(telling) > 2 or (len(telling) == 1 and len(set(known)) > 1)


def _looks_like_heading(rows: Sequence[Sequence[Cell]], top: int) -> bool:
    cells = written(rows[top])
    below = [cell for row in rows[top + 1 :] for cell in written(row)]
    if len(cells) < 2 or not below:
        return False
    if sum(len(cell.text.split()) for cell in cells) > SHORT * len(cells):
        return False
    if all(_is_bold(cell) for cell in cells):
        return not all(_is_bold(cell) for cell in below)
    fills = {cell.fill for cell in rows[top]}
    if len(fills) != 1 or None in fills:
        return False
    return sum(cell.fill in fills for cell in below) < len(below) / 4


def _is_bold(cell: Cell) -> bool:
    return all(line.bold for line in cell.lines if line.text.strip())


def _header(grid: Grid, rows: Sequence[Sequence[Cell]], first: int, vocabulary: Vocabulary, *, sure: bool) -> Header:
    end = first + 1
    while end - first < MOST_ROWS and end < len(rows) and _goes_on(rows, first, end, vocabulary):
        end += 1
    return Header(first, end, _columns(grid, rows[first:end], vocabulary), sure)


def _goes_on(rows: Sequence[Sequence[Cell]], first: int, end: int, vocabulary: Vocabulary) -> bool:
    """Say whether row `end` still belongs to the headings that begin in row `first`."""
    above = [cell for row in rows[first:end] for cell in row]
    cells = written(rows[end])
    if any(cell.row + cell.row_span > end for cell in above if cell.text.strip()):
        return len(cells) < sum(cell.column_span for cell in rows[first])
    if any(cell.header for cell in rows[end]):
        return True
    if len(cells) < 2:
        return False
    roles = [vocabulary.role(heading_text(cell, vocabulary)) for cell in cells]
    open_above = any(cell.column_span > 1 or not cell.text.strip() for cell in rows[end - 1])
    if not open_above or sum(len(cell.text.split()) for cell in cells) > SHORT * len(cells):
        return False
    if all(role == "period" for role in roles) or sum(role is not None for role in roles) >= 0.8 * len(cells):
        return True
    same_fill = {cell.fill for cell in rows[first]} == {cell.fill for cell in rows[end]} != {None}
    spans = [cell for cell in rows[end - 1] if cell.column_span > 1]
    under = all(any(s.column <= c.column < s.column + s.column_span for s in spans) for c in cells)
    return bool(spans) and (same_fill or (under and all(_is_bold(c) for c in cells)))


def _columns(grid: Grid, rows: Sequence[Sequence[Cell]], vocabulary: Vocabulary) -> tuple[Column, ...]:
    table = [_row_labels(grid.n_columns, row, vocabulary) for row in rows]
    for upper, lower in pairwise(table):
        _spread(upper, lower, vocabulary)
    paths = []
    for column in range(grid.n_columns):
        path = [row[column] for row in table if row[column]]
        paths.append(tuple(label for i, label in enumerate(path) if i == 0 or path[i - 1] != label))
    initials = _initials([path[-1] if path else "" for path in paths])
    return tuple(_column(i, path, paths, initials, vocabulary) for i, path in enumerate(paths))


def _row_labels(n_columns: int, row: Sequence[Cell], vocabulary: Vocabulary) -> list[str]:
    labels = [""] * n_columns
    for cell in row:
        for column in range(cell.column, min(cell.column + cell.column_span, n_columns)):
            labels[column] = heading_text(cell, vocabulary)
    return labels


def _spread(upper: list[str], lower: Sequence[str], vocabulary: Vocabulary) -> None:
    """Spread headings over the columns that have headings of their own below but none above.

    Sources without merged cells print the upper heading once, at the left, in the middle, or even in
    pieces (`Timefra`, `me`) over the columns to which it belongs.
    """
    column = 0
    while column < len(lower):
        end = column
        while end < len(lower) and lower[end]:
            end += 1
        run = upper[column:end]
        texts = list(dict.fromkeys(text for text in run if text))
        if texts and len(texts) < len(run) and "" in run:
            upper[column:end] = _spread_run(run, texts, vocabulary)
        column = end + 1


def _spread_run(run: Sequence[str], texts: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    if not all(vocabulary.role(text) for text in texts):
        return [vocabulary.fragments(texts)] * len(run)
    if not run[0] and len(run) % len(texts) == 0:
        share = len(run) // len(texts)
        return [text for text in texts for _ in range(share)]
    spread, last = [], texts[0]
    for text in run:
        last = text or last
        spread.append(last)
    return spread


def _initials(headings: Sequence[str]) -> frozenset[int]:
    """Return which of a row's headings are the first letters of at least six months in their order."""
    letters = "".join(heading if len(heading) == 1 else " " for heading in headings).upper()
    found: set[int] = set()
    year = MONTHS * 3
    for start in range(len(letters)):
        length = next((n for n in range(len(letters) - start, 5, -1) if letters[start : start + n] in year), 0)
        found.update(range(start, start + length))
    return frozenset(found)


def _column(
    index: int,
    path: tuple[str, ...],
    paths: Sequence[tuple[str, ...]],
    initials: frozenset[int],
    vocabulary: Vocabulary,
) -> Column:
    """Give a column the role of its own heading, else of the heading that it shares with others."""
    role = also = None
    for label in reversed(path):
        role, also = vocabulary.roles(label)
        if role:
            break
    shared = len(path) > 1 and sum(other[:1] == path[:1] for other in paths) > 2
    if index in initials or (shared and role in ("due", "period") and vocabulary.role(path[0]) in ("due", "period")):
        role, also = "period", None
    return Column(index, path, role, also)


def same_headings(one: Header, other: Header) -> Mapping[int, int] | None:
    """Return which column of `one` each column of `other` continues, null where the headings differ."""
    if len(one.columns) == len(other.columns) and all(
        _same(a.labels[:1], b.labels[:1]) for a, b in zip(one.columns, other.columns, strict=True)
    ):
        return {i: i for i in range(len(one.columns))}
    if tuple(map(_key, one.labels)) != tuple(map(_key, other.labels)) or not one.labels:
        return None
    first = {}
    for column in reversed(one.columns):
        if column.labels:
            first[_key(column.labels[0])] = column.index
    return {c.index: first[_key(c.labels[0])] for c in other.columns if c.labels}


def _same(a: Sequence[str], b: Sequence[str]) -> bool:
    return [_key(text) for text in a] == [_key(text) for text in b]


def _key(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())
