"""Lines across that part only some columns of a table: the other columns have a cell over several rows."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Box, Line, Word
from pipeline.structure.tables.edges import Edge
from pipeline.structure.tables.rivers import River

# Points by which the ends of lines and fills of one table differ.
FLUSH = 6.0
# Points: separators nearer than this are one; rows are higher.
SAME = 3.5
Stretch = tuple[float, float]


def partial_rules(
    across: Sequence[Edge], lines: Sequence[Line], box: Box, rivers: Sequence[River]
) -> dict[float, tuple[Stretch, ...]]:
    """Return the drawn lines `across` inside a table that part only some of its columns, by their height.

    They begin and end between columns and part words: what stops in the middle of a column is the underline of a
    text, what has no words above or below it an arrow or a bar.
    """
    gaps = [(box.x0 - FLUSH, box.x0 + 1.0), *((r.left - 1.0, r.right + 1.0) for r in rivers), (box.x1 - 1.0, box.x1 + FLUSH)]
    found: dict[float, list[Stretch]] = {}
    for edge in across:
        if not box.top + SAME < edge.at < box.bottom - SAME or edge.end - edge.start > box.width - FLUSH:
            continue
        if all(any(left <= x <= right for left, right in gaps) for x in (edge.start, edge.end)):
            found.setdefault(edge.at, []).append((edge.start, edge.end))
    if not found:
        return {}
    words = [word for line in lines for word in line.words]
    bounds = [box.top, *sorted(found), box.bottom]
    return {
        at: tuple(found[at])
        for above, at, below in zip(bounds[:-2], bounds[1:-1], bounds[2:], strict=True)
        if any(_has_words(words, ends, above, at) and _has_words(words, ends, at, below) for ends in found[at])
    }


def _has_words(words: Sequence[Word], ends: Stretch, top: float, bottom: float) -> bool:
    return any(
        ends[0] <= (word.box.x0 + word.box.x1) / 2 <= ends[1] and top < (word.box.top + word.box.bottom) / 2 < bottom
        for word in words
    )
