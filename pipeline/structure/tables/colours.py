"""Which colour is seen in a cell."""

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
