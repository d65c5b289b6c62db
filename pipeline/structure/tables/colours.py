"""Which colour is seen in a cell, and which fills shade a row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.model import Box, Fill
from pipeline.structure.tables.edges import is_white

# Points of a cell that are looked at, across and down.
SAMPLES = 7
# Share of them that must show one colour for it to be the cell's.
MOST = 0.5


def seen_colour(box: Box, fills: Sequence[Fill]) -> str | None:
    """Return the colour that covers most of a box as `#rrggbb`, null for none or white.

    `fills` are in drawing order: what is drawn later hides what lies below.
    """
    near = [f for f in fills if f.box.x0 < box.x1 and f.box.x1 > box.x0 and f.box.top < box.bottom and f.box.bottom > box.top]
    if not near:
        return None
    seen: Counter[str | None] = Counter()
    for i in range(SAMPLES):
        x = box.x0 + box.width * (i + 0.5) / SAMPLES
        for j in range(SAMPLES):
            y = box.top + box.height * (j + 0.5) / SAMPLES
            top = next((f.colour for f in reversed(near) if f.box.contains(x, y)), None)
            seen[None if top is None or is_white(top) else top] += 1
    colour, count = seen.most_common(1)[0]
    return colour if count >= MOST * SAMPLES * SAMPLES else None


def fill_rows(fills: Sequence[Fill]) -> list[Box]:
    """Return fills that stand side by side at the same height as one: the shading of a row."""
    rows: list[Box] = []
    for box in sorted((f.box for f in fills if not is_white(f.colour)), key=lambda b: (round(b.top, 0), b.x0)):
        for i, row in enumerate(rows):
            level = abs(row.top - box.top) <= 1.5 and abs(row.bottom - box.bottom) <= 1.5
            if level and box.x0 <= row.x1 + 2.0 and box.x1 >= row.x0 - 2.0:
                rows[i] = row.union(box)
                break
        else:
            rows.append(box)
    return [row for row in rows if row.height >= 6.0]
