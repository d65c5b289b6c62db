"""Rows of a table that nothing drawn parts: told by the space between lines and by what each line fills."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from pipeline.model import Line, Word
from pipeline.structure.tables.rivers import River, runs_of

# Of the letter size: by how much the space between rows exceeds that between lines of one row.
STEP = 0.15
# Points by which the boxes of lines below each other may overlap.
TOUCHING = 0.25
# Share of rows found by their spacing that must fill two columns or more.
FULL = 0.7
# Points from a table's left edge within which its texts begin.
MARGIN = 15.0
# Share of the columns that the first line of each row fills where nothing else tells rows from wrapped lines.
SURE = 0.75
# Share of a table's cells beside the first column that must be figures for each line to be a row.
FIGURES = 0.6
_NUMBER = re.compile(r"\(?[A-Z]{0,3}\d{1,3}(?:\.\d{1,3})*[a-z]?[.):]?")
_FIGURE = re.compile(r"[^A-Za-z]*\d[^A-Za-z]*[A-Za-z]{0,3}[^A-Za-z]*|[-–—*.…]+|\(?[XxNn]/?[AaKk]?\)?|[#†‡]+")


def column_of(word: Word, rivers: Sequence[River]) -> int:
    """Return the column in which a word's middle lies."""
    middle = (word.box.x0 + word.box.x1) / 2
    return len([1 for river in rivers if middle > river.at])


def columns_filled(line: Line, rivers: Sequence[River]) -> frozenset[int]:
    """Return the columns in which a line has words."""
    edges = sorted([river.at for river in rivers])
    return frozenset([bisect_left(edges, (word.box.x0 + word.box.x1) / 2) for word in line.words])


def texts_by_column(line: Line, rivers: Sequence[River]) -> dict[int, str]:
    """Return what a line says in each column in which it has words."""
    edges = sorted([river.at for river in rivers])
    words: dict[int, list[str]] = {}
    for word in line.words:
        words.setdefault(bisect_left(edges, (word.box.x0 + word.box.x1) / 2), []).append(word.text)
    return {column: " ".join(words[column]) for column in sorted(words)}


def are_figures(lines: Sequence[Line], rivers: Sequence[River]) -> bool:
    """Say whether most cells beside the first column hold figures, on most lines: figures are not wrapped."""
    cells: dict[tuple[int, int], list[str]] = {}
    for n, line in enumerate(lines):
        for word in line.words:
            cells.setdefault((n, column_of(word, rivers)), []).append(word.text)
    values = {place: words for place, words in cells.items() if place[1] > 0}
    figures = sum(all(_FIGURE.fullmatch(word) for word in words) for words in values.values())
    rows = len({n for n, _ in values})
    return bool(values) and figures >= FIGURES * len(values) and rows >= len(lines) / 2


def theme_lines(lines: Sequence[Line], left: float) -> list[int]:
    """Return which lines are bold texts at a table's left edge, alone on their line, where others are not bold."""
    if sum(line.bold for line in lines) > len(lines) / 2:
        return []
    between = set_between(lines)
    return [i for i, line in enumerate(lines) if line.bold and is_alone(line, left) and i not in between]


def set_between(lines: Sequence[Line]) -> set[int]:
    """Return which lines stand at the height of others: words of a tall cell, set in its middle beside its rows."""
    found: set[int] = set()
    for i, (above, below) in enumerate(pairwise(lines)):
        if above.box is not None and below.box is not None and below.box.top < above.box.bottom - TOUCHING:
            found |= {i, i + 1}
    return found


def is_alone(line: Line, left: float) -> bool:
    """Say whether a line is one text that begins at a table's left edge."""
    return len(runs_of(line)) == 1 and line.box is not None and line.box.x0 - left < MARGIN


def apart(rows: Sequence[Sequence[Line]], themes: Collection[int]) -> list[list[Line]]:
    """Make themes, told by their places among all the lines, rows of their own."""
    parted: list[list[Line]] = []
    n = 0
    for row in rows:
        for k, line in enumerate(row):
            if k == 0 or n in themes or (n - 1) in themes:
                parted.append([line])
            else:
                parted[-1].append(line)
            n += 1
    return parted


def by_edges(lines: Sequence[Line], edges: Sequence[float]) -> list[list[Line]]:
    """Group lines by the heights of what is drawn between them."""
    groups: dict[int, list[Line]] = {}
    for line in lines:
        if line.box is not None:
            groups.setdefault(sum(edge < (line.box.top + line.box.bottom) / 2 for edge in edges), []).append(line)
    return [groups[i] for i in sorted(groups)]


def text_rows(lines: Sequence[Line], rivers: Sequence[River]) -> list[list[Line]]:
    """Group a table's lines (from the top down) into rows."""
    if len(lines) < 2:
        return [list(lines)] if lines else []
    filled = [columns_filled(line, rivers) for line in lines]
    if are_figures(lines, rivers):
        return _cut(lines, [i for i in range(1, len(lines)) if not _wraps(i, lines, filled)])
    by_space = _by_space(lines, rivers)
    if by_space is not None:
        return by_space
    if _is_key(lines, filled, rivers):
        return _cut(lines, [i for i, columns in enumerate(filled) if 0 in columns])
    return _cut(lines, [i for i in range(1, len(lines)) if not _continues(i, lines, filled, rivers)])


def sure_rows(lines: Sequence[Line], rivers: Sequence[River]) -> list[list[Line]]:
    """Group lines into rows only where they cannot be one row: figures, numbers down the first column, or
    lines far apart that fill most columns."""
    if are_figures(lines, rivers):
        return text_rows(lines, rivers)
    rows = _by_space(lines, rivers) or []
    most = SURE * (len(rivers) + 1)
    if rows and all(len(_filled(row, rivers)) >= most for row in rows):
        return rows
    filled = [columns_filled(line, rivers) for line in lines]
    if _is_key(lines, filled, rivers):
        return _cut(lines, [i for i, columns in enumerate(filled) if 0 in columns])
    return [list(lines)]


def _filled(row: Sequence[Line], rivers: Sequence[River]) -> frozenset[int]:
    return frozenset[int]().union(*(columns_filled(line, rivers) for line in row))


def _cut(lines: Sequence[Line], starts: Sequence[int]) -> list[list[Line]]:
    bounds = sorted({0, *starts, len(lines)})
    return [list(lines[a:b]) for a, b in pairwise(bounds)]


def space_between(a: Line, b: Line) -> float:
    """Return the white space between two lines, of the letter size."""
    if a.box is None or b.box is None:
        return 0.0
    return (b.box.top - a.box.bottom) / (a.size or 10.0)


def cut_wider(lines: Sequence[Line], leading: float) -> list[list[Line]]:
    """Cut where the space is wider than the lines of one row are known to have."""
    return _cut(lines, [i + 1 for i, space in enumerate(_spaces(lines)) if space > leading + STEP])


def _spaces(lines: Sequence[Line]) -> list[float]:
    """Return the white space above each line but the first, over the table's whole width, of the letter size.

    Where cells are centred in their rows, the lines of one cell stand beside the spaces of another.
    """
    spaces = []
    reach = lines[0].box.bottom if lines[0].box else 0.0
    for line in lines[1:]:
        if line.box is None:
            spaces.append(0.0)
            continue
        spaces.append((line.box.top - reach) / (line.size or 10.0))
        reach = max(reach, line.box.bottom)
    return spaces


def _by_space(lines: Sequence[Line], rivers: Sequence[River]) -> list[list[Line]] | None:
    """Cut where the space is wider than between the lines of one cell, if rows so found look like rows."""
    leading = leading_of([lines], rivers)
    if leading is None:
        return None
    rows = cut_wider(lines, leading)
    full = sum(len(row) == 1 or len(_filled(row, rivers)) > 1 for row in rows)
    return rows if len(rows) > 1 and full >= FULL * len(rows) else None


def leading_of(groups: Iterable[Sequence[Line]], rivers: Sequence[River]) -> float | None:
    """Return the least white space that lines of one cell keep, of the letter size; a single odd one does not count.

    `groups` are lines that may stand in one row: rows, where they are known.
    """
    spaces: list[float] = []
    for lines in groups:
        below: dict[int, float] = {}
        for line in lines:
            if line.box is None:
                continue
            for column in columns_filled(line, rivers):
                if column in below:
                    spaces.append((line.box.top - below[column]) / (line.size or 10.0))
                below[column] = line.box.bottom
    spaces.sort()
    return max(spaces[1], 0.0) if len(spaces) > 1 else None


def _is_key(lines: Sequence[Line], filled: Sequence[frozenset[int]], rivers: Sequence[River]) -> bool:
    """Say whether the first column is short and written once for each row, as a number is."""
    starts = [i for i, columns in enumerate(filled) if 0 in columns]
    if not rivers or len(starts) < 2 or len(starts) == len(lines) or starts[0] != 0:
        return False
    first = [word for line in lines for word in line.words if column_of(word, rivers) == 0]
    width = max(word.box.x1 for word in first) - min(word.box.x0 for word in first)
    whole = max(line.box.x1 for line in lines if line.box) - min(line.box.x0 for line in lines if line.box)
    return width < whole / 8 and all(len(filled[i]) > 1 and not _goes_on(lines[i], rivers) for i in starts[1:])


def _goes_on(line: Line, rivers: Sequence[River]) -> bool:
    """Say whether some cell beside the first goes on in the middle of a sentence on this line."""
    first: dict[int, str] = {}
    for word in line.words:
        first.setdefault(column_of(word, rivers), word.text)
    return any(text[:1].islower() for column, text in first.items() if column > 0)


def _wraps(i: int, lines: Sequence[Line], filled: Sequence[frozenset[int]]) -> bool:
    """Say whether a line of figures belongs to the row above or goes on with its name: a name too long for one line."""
    if space_between(lines[i - 1], lines[i]) > 0.6:
        return False
    before, here = filled[i - 1], filled[i]
    if here == {0} and len(before) > 1 and _is_indented(lines[i - 1], lines[i]):
        return True
    return before == {0} and len(here) > 1 and _is_indented(lines[i - 1], lines[i]) and _opens_small(lines[i])


def _is_indented(above: Line, line: Line) -> bool:
    return above.box is not None and line.box is not None and line.box.x0 > above.box.x0 + 1.5


def _opens_small(line: Line) -> bool:
    return line.text[:1].islower() or line.text[:1] in "(/&"


def _continues(i: int, lines: Sequence[Line], filled: Sequence[frozenset[int]], rivers: Sequence[River]) -> bool:
    """Say whether a line only goes on with cells of the line before: fewer columns, or in the middle of sentences.

    A number alone in the first column numbers a row.
    """
    if space_between(lines[i - 1], lines[i]) > 1.0 or _numbers(lines[i], rivers):
        return False
    if len(filled[i]) < len(filled[i - 1]) and filled[i] <= filled[i - 1]:
        return True
    first: dict[int, str] = {}
    for word in lines[i].words:
        first.setdefault(column_of(word, rivers), word.text)
    return all(word[:1].islower() for word in first.values())


def _numbers(line: Line, rivers: Sequence[River]) -> bool:
    """Say whether a line has a number and nothing else in its first column, and words in another."""
    first = [word.text for word in line.words if column_of(word, rivers) == 0]
    return len(first) == 1 and len(line.words) > 1 and _NUMBER.fullmatch(first[0]) is not None
