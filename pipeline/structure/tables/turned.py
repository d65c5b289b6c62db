"""Plans set as cards: one grid for each action, its headings down the side with their answers beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.model import Box, Cell, Grid, Line
from pipeline.rules import Rules

# Rows of such a grid, and words of a heading in it.
FEWEST, MOST, WORDS = 2, 14, 6
# Kinds of headings that it names at least, and the share of its headings that must be known.
KINDS, KNOWN = 3, 0.75


def turned(grid: Grid, rules: Rules) -> Grid:
    """Return a grid of headings with their answers as a row of headings over a row of answers; any other as it is.

    A heading with the action's number in it ("Action 1.2") makes a heading and, in a column without one, the number.
    """
    pairs = [part for pair in _pairs(grid) for part in _numbered(*pair, rules)]
    if not pairs or heads_plan(grid, rules) or not _is_plan([label for label, _ in pairs if label.lines], rules):
        return grid
    heads = [replace(label, row=0, column=n, row_span=1, column_span=1, header=True) for n, (label, _) in enumerate(pairs)]
    answers = [replace(value, row=1, column=n, row_span=1, column_span=1) for n, (_, value) in enumerate(pairs)]
    cells = (*heads, *answers)
    return replace(grid, n_rows=2, n_columns=len(pairs), cells=cells, column_edges=(), row_edges=())


def _numbered(label: Cell, value: Cell, rules: Rules) -> Iterator[tuple[Cell, Cell]]:
    """Yield a heading with its answer, before them the number that stands behind the heading's own words, if any."""
    words = label.text.split()
    numbered = len(label.lines) == 1 and len(words) > 1 and _role(label.text, rules) is None
    if numbered and any(char.isdigit() for char in words[-1]) and _role(" ".join(words[:-1]), rules) == "action":
        line = label.lines[0]
        yield replace(label, lines=()), replace(label, lines=(_cut(line, slice(-1, None)),))
        label = replace(label, lines=(_cut(line, slice(-1)),))
    yield label, value


def _cut(line: Line, part: slice) -> Line:
    words = line.words[part]
    box = Box(words[0].box.x0, line.box.top, words[-1].box.x1, line.box.bottom) if words and line.box else line.box
    return replace(line, text=" ".join(line.text.split()[part]), words=words, box=box)


def heads_plan(grid: Grid, rules: Rules) -> bool:
    """Say whether a grid's first row is that of a plan: an action and who answers for it or by when."""
    first = [cell for cell in grid.cells if cell.row == 0]
    return grid.n_rows > 1 and len(first) >= KINDS and _is_plan(first, rules)


def _pairs(grid: Grid) -> list[tuple[Cell, Cell]]:
    """Return each heading with the cell behind it, none where some row has another form."""
    if not FEWEST <= grid.n_rows <= MOST or grid.n_columns not in (2, 4):
        return []
    pairs: list[tuple[Cell, Cell]] = []
    for n in range(grid.n_rows):
        row = sorted((cell for cell in grid.cells if cell.row == n), key=lambda cell: cell.column)
        if len(row) % 2 or any(cell.row_span > 1 for cell in row):
            return []
        labels, values = row[::2], row[1::2]
        if any(not 0 < len(label.text.split()) <= WORDS for label in labels):
            return []
        pairs += zip(labels, values, strict=True)
    return pairs


def _is_plan(labels: Sequence[Cell], rules: Rules) -> bool:
    roles = [_role(label.text, rules) for label in labels]
    known = {role for role in roles if role}
    share = sum(role is not None for role in roles)
    return "action" in known and bool(known & {"lead", "due"}) and len(known) >= KINDS and share >= KNOWN * len(labels)


def _role(label: str, rules: Rules) -> str | None:
    hit = rules["structure/columns"].first(label.strip().rstrip(" :"))
    return str(hit.sets["column"]) if hit is not None and hit.sets.get("column") else None
