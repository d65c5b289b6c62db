"""Rows and columns found without walls -> grids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.model import Box, Grid, Line, Page, Word
from pipeline.structure.tables.cells import Kind, made_of
from pipeline.structure.tables.colours import seen_colour
from pipeline.structure.tables.lattice import Lattice, Span
from pipeline.structure.tables.rivers import River, crossed, runs_of
from pipeline.structure.tables.textrows import column_of
from pipeline.structure.tables.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class RowBand:
    """A row: from `top` to `bottom`, with its printed lines.

    `ruled` are the stretches along which it is parted from the row below; null for its whole width. Where it is not
    parted a cell goes over both.
    """

    top: float
    bottom: float
    lines: tuple[Line, ...]
    ruled: tuple[tuple[float, float], ...] | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """A table found by rows and rivers, before its cells are made."""

    x0: float
    x1: float
    rows: tuple[RowBand, ...]
    rivers: tuple[River, ...]
    kind: Kind
    is_framed: bool = False  # lines stand round the table and below its headings, not between its rows

    def texts(self, row: RowBand) -> list[str]:
        """Return a row's text by column."""
        texts: list[list[str]] = [[] for _ in range(len(self.rivers) + 1)]
        for column, word in self.placed(row):
            texts[column].append(word.text)
        return [" ".join(words) for words in texts]

    def placed(self, row: RowBand) -> list[tuple[int, Word]]:
        """Return a row's words, each with its column."""
        return [(column_of(word, self.rivers), word) for line in row.lines for word in line.words]

    def heads_columns(self, vocabulary: Vocabulary, within: int = 2) -> bool:
        """Say whether one of the first `within` rows holds headings that the vocabulary knows."""
        for row in [row for row in self.rows if row.lines][:within]:
            roles = [vocabulary.role(text) for text in self.texts(row) if text]
            known = [role for role in roles if role]
            if len(known) >= 2 and len(set(known)) > 1 and len(known) >= 0.6 * len(roles):
                return True
        return False

    def fills_columns(self) -> bool:
        """Say whether columns are plain to see: wide rivers, and every column written in two rows at least."""
        sizes = sorted(line.size or 10.0 for row in self.rows for line in row.lines)
        if any(river.width < PLAIN * sizes[len(sizes) // 2] for river in self.rivers):
            return False
        texts = [self.texts(row) for row in self.rows if row.lines]
        return all(sum(bool(row[i]) for row in texts) > 1 for i in range(len(self.rivers) + 1))


# Of the letter size: the least width of rivers that alone show columns, no headings saying so.
PLAIN = 0.6
# Of the letter size: a river this narrow beside a column without a heading is a gap between justified words.
STRAY = 1.2


def without_stray_columns(layout: Layout) -> Layout:
    """Give back to their neighbours the columns that no heading names and that only a narrow gap parts from them."""
    written = [row for row in layout.rows if any(len(runs_of(line)) > 1 for line in row.lines)]
    if not written or not all(line.bold for line in written[0].lines):
        return layout
    head = [line for row in written if all(line.bold for line in row.lines) for line in row.lines]
    size = sorted(line.size or 10.0 for row in written for line in row.lines)[sum(len(row.lines) for row in written) // 2]
    rivers = list(layout.rivers)
    for column in range(len(rivers), -1, -1):
        beside = rivers[max(column - 1, 0) : column + 1]
        if not beside or any(_heads(line, rivers, column) for line in head):
            continue
        narrowest = min(beside, key=lambda river: river.width)
        if narrowest.width < STRAY * size:
            rivers.remove(narrowest)
    return replace(layout, rivers=tuple(rivers))


def _heads(line: Line, rivers: Sequence[River], column: int) -> bool:
    """Say whether a heading line has words over a column."""
    left = rivers[column - 1].left if column else float("-inf")
    right = rivers[column].right if column < len(rivers) else float("inf")
    return any(box.x0 < right - 1.0 and box.x1 > left + 1.0 for box in runs_of(line))


def grid_of_rows(page: Page, layout: Layout) -> Grid:
    """Make a grid: a text that runs across a river spans its columns, a lone heading spans all."""
    layout = without_stray_columns(layout)
    xs = (layout.x0, *(river.at for river in layout.rivers), layout.x1)
    ys = [layout.rows[0].top, *(row.bottom for row in layout.rows)]
    cells: dict[Span, list[Word]] = {}
    above: dict[tuple[int, int], Span] = {}  # the cells of the row above that no line ends, by their columns
    for i, row in enumerate(layout.rows):
        unended: dict[tuple[int, int], Span] = {}
        placed = layout.placed(row)
        for first, last in _joined_columns(page, layout, row):
            words = [word for column, word in placed if first <= column <= last]
            span = Span(i, first, 1, last - first + 1)
            if (upper := above.get((first, last))) is not None:
                words, span = [*cells.pop(upper), *words], replace(upper, rows=upper.rows + 1)
            cells[span] = words
            if row.ruled is not None and not _is_drawn(row.ruled, xs[first], xs[last + 1]):
                unended[first, last] = span
        above = unended
    spans = sorted(cells, key=lambda s: (s.row, s.column))
    return made_of(page, Lattice(xs, tuple(ys), tuple(spans)), [cells[span] for span in spans], layout.kind)


def _is_drawn(stretches: Sequence[tuple[float, float]], x0: float, x1: float) -> bool:
    """Say whether stretches cover most of the width from `x0` to `x1`."""
    return sum(max(0.0, min(b, x1) - max(a, x0)) for a, b in stretches) > (x1 - x0) / 2


def _joined_columns(page: Page, layout: Layout, row: RowBand) -> list[tuple[int, int]]:
    """Return the first and last column of each cell of a row."""
    n = len(layout.rivers) + 1
    if _is_theme(page, layout, row):
        return [(0, n - 1)]
    joined = {river for line in row.lines for river in crossed(line, layout.rivers)}
    cells: list[tuple[int, int]] = []
    first = 0
    for column in range(n):
        if column == n - 1 or column not in joined:
            cells.append((first, column))
            first = column + 1
    return cells


def _is_theme(page: Page, layout: Layout, row: RowBand) -> bool:
    """Say whether a row holds one short text at its left that is set off as a heading: bold, or on its own shading."""
    if len(layout.rivers) < 2 or not 1 <= len(row.lines) <= 2 or any(len(runs_of(line)) > 1 for line in row.lines):
        return False
    if any(column_of(word, layout.rivers) > 1 for line in row.lines for word in line.words[:1]):
        return False
    if crossed(row.lines[0], layout.rivers):
        return True
    if all(line.bold for line in row.lines):
        return True
    fill = seen_colour(Box(layout.x0, row.top, layout.x1, row.bottom), page.fills)
    others = [
        seen_colour(Box(layout.x0, other.top, layout.x1, other.bottom), page.fills)
        for other in layout.rows
        if other is not row and other.lines
    ]
    return fill is not None and others.count(fill) < len(others) / 3


# Words that a cell holds on average in running text that merely has its numbers in a column of their own.
PROSE = 9.0
# Share of a table's width that such numbers or bullets take up.
NUMBERS = 0.16


def is_running_text(layout: Layout) -> bool:
    """Say whether two columns are numbers (or bullets, or labels) beside paragraphs, or two columns of prose."""
    if len(layout.rivers) != 1:
        return False
    texts = [layout.texts(row) for row in layout.rows if row.lines]
    words = [len(right.split()) for _, right in texts if right]
    if not words or sum(words) < PROSE * len(words):
        return bool(words) and _is_numbered([left for left, _ in texts])
    narrow = layout.rivers[0].at - layout.x0 < NUMBERS * (layout.x1 - layout.x0)
    lefts = [len(left.split()) for left, _ in texts if left]
    return narrow or not lefts or sum(lefts) >= PROSE * len(lefts)


def _is_numbered(texts: Sequence[str]) -> bool:
    """Say whether all texts are numbers of paragraphs, sections or list items, or signs."""
    return all(len(text.split()) <= 1 and (not text or not text[0].isalpha() or len(text) <= 2) for text in texts)
