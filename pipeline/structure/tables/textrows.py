"""Rows of a table that nothing drawn parts: told by the space between lines and by what each line fills."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.model import Line
from pipeline.structure.tables.rivers import River

# Of the letter size: by how much the space between rows exceeds that between lines of one row.
STEP = 0.22
# Share of rows found by their spacing that must begin with a line over two columns or more.
FULL = 0.7


def columns_filled(line: Line, rivers: Sequence[River]) -> frozenset[int]:
    """Return the columns in which a line has words."""
    return frozenset(sum((word.box.x0 + word.box.x1) / 2 > r.at for r in rivers) for word in line.words)


def text_rows(lines: Sequence[Line], rivers: Sequence[River]) -> list[list[Line]]:
    """Group a table's lines (from the top down) into rows."""
    if len(lines) < 2:
        return [list(lines)] if lines else []
    by_space = _by_space(lines, rivers)
    if by_space is not None:
        return by_space
    filled = [columns_filled(line, rivers) for line in lines]
    if _is_key(lines, filled, rivers):
        return _cut(lines, [i for i, columns in enumerate(filled) if 0 in columns])
    return _cut(lines, [i for i in range(len(lines)) if i == 0 or not _continues(i, lines, filled)])


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
    return _cut(lines, [i + 1 for i, (a, b) in enumerate(pairwise(lines)) if space_between(a, b) > leading + STEP])


def _by_space(lines: Sequence[Line], rivers: Sequence[River]) -> list[list[Line]] | None:
    """Cut at wide spaces, where spaces are of two kinds and rows so found look like rows."""
    spaces = [space_between(a, b) for a, b in pairwise(lines)]
    ordered = sorted(max(space, -0.5) for space in spaces)
    steps = [(b - a, (a + b) / 2) for a, b in pairwise(ordered)]
    if not steps:
        return None
    step, limit = max(steps)
    if step < STEP:
        return None
    first = next((at for width, at in steps if width >= STEP), limit)
    rows = _cut(lines, [i + 1 for i, space in enumerate(spaces) if space > first])
    if len(rows) == len(lines):
        return None
    full = sum(len(columns_filled(row[0], rivers)) > 1 or len(row) == 1 for row in rows)
    return rows if full >= FULL * len(rows) else None


def _is_key(lines: Sequence[Line], filled: Sequence[frozenset[int]], rivers: Sequence[River]) -> bool:
    """Say whether the first column is short and written once for each row, as a number is."""
    starts = [i for i, columns in enumerate(filled) if 0 in columns]
    if not rivers or len(starts) < 2 or len(starts) == len(lines) or starts[0] != 0:
        return False
    first = [word for line in lines for word in line.words if (word.box.x0 + word.box.x1) / 2 <= rivers[0].at]
    width = max(word.box.x1 for word in first) - min(word.box.x0 for word in first)
    whole = max(line.box.x1 for line in lines if line.box) - min(line.box.x0 for line in lines if line.box)
    return width < whole / 8 and all(len(filled[i]) > 1 for i in starts[1:])


def _continues(i: int, lines: Sequence[Line], filled: Sequence[frozenset[int]]) -> bool:
    """Say whether a line only goes on with cells of the line before: fewer columns, all of them filled there."""
    if space_between(lines[i - 1], lines[i]) > 1.0:
        return False
    return len(filled[i]) < len(filled[i - 1]) and filled[i] <= filled[i - 1] and len(filled[i]) == 1 and len(filled[i - 1]) > 2
