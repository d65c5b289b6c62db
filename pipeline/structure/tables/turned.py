"""Plans set as cards: one grid for each action, its headings down the side with their answers beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Cell, Grid
from pipeline.rules import Rules

# Rows of such a grid, and words of a heading in it.
FEWEST, MOST, WORDS = 2, 14, 6
# Kinds of headings that it names at least, and the share of its headings that must be known.
KINDS, KNOWN = 3, 0.75


def turned(grid: Grid, rules: Rules) -> Grid:
    """Return a grid of headings with their answers as a row of headings over a row of answers; any other as it is."""
    pairs = _pairs(grid)
    if not pairs or heads_plan(grid, rules) or not _is_plan([label for label, _ in pairs], rules):
        return grid
    heads = [replace(label, row=0, column=n, row_span=1, column_span=1, header=True) for n, (label, _) in enumerate(pairs)]
    answers = [replace(value, row=1, column=n, row_span=1, column_span=1) for n, (_, value) in enumerate(pairs)]
    cells = (*heads, *answers)
    return replace(grid, n_rows=2, n_columns=len(pairs), cells=cells, column_edges=(), row_edges=())


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
    roles = []
    for label in labels:
        hit = rules["structure/columns"].first(label.text.strip().rstrip(" :"))
        roles.append(str(hit.sets["column"]) if hit is not None and hit.sets.get("column") else None)
    known = {role for role in roles if role}
    share = sum(role is not None for role in roles)
    return "action" in known and bool(known & {"lead", "due"}) and len(known) >= KINDS and share >= KNOWN * len(labels)
