"""Lines drawn over a table rather than being of it: the shafts of arrows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from pipeline.model import DrawnPath, Word
from pipeline.structure.tables.edges import TOUCH, Edge, Edges

# Share of a table's width along which a height must be drawn for it to part rows whatever stands there.
WHOLE = 0.9
# Points from a line's end within which an arrow's head is drawn, and the height of a head at most.
HEAD, HIGHEST = 6.0, 24.0


def without_shafts(edges: Edges, words: Sequence[Word], paths: Sequence[DrawnPath]) -> Edges:
    """Leave out lines that are drawn over a table: the shafts of arrows.

    A line of a table ends at a line that crosses it, or where the table's other lines end. A line
    that hangs free at both ends, or at one end and in another colour than the rest, is a figure's. So is
    one across that reaches from wall to wall but parts nothing: it has a head, or no words stand above and below it.
    """
    horizontal = _without_free(edges.horizontal, edges.vertical)
    return Edges(_without_shafts(horizontal, words, paths), _without_free(edges.vertical, edges.horizontal))


def _without_free(edges: Sequence[Edge], crossing: Sequence[Edge]) -> tuple[Edge, ...]:
    if not edges:
        return ()
    longest = max(e.length for e in edges)
    long = [e for e in edges if e.length >= longest / 2]
    low, high = min(e.start for e in long), max(e.end for e in long)
    colour = Counter(e.colour for e in long).most_common(1)[0][0]

    def is_free(edge: Edge, end: float) -> bool:
        if min(abs(end - low), abs(end - high)) <= TOUCH:
            return False
        return not any(abs(c.at - end) <= TOUCH and c.start - TOUCH <= edge.at <= c.end + TOUCH for c in crossing)

    kept = []
    for edge in edges:
        free = is_free(edge, edge.start) + is_free(edge, edge.end)
        if free == 2 or (free == 1 and edge.colour != colour):
            continue
        kept.append(edge)
    return tuple(kept)


def _without_shafts(edges: Sequence[Edge], words: Sequence[Word], paths: Sequence[DrawnPath]) -> tuple[Edge, ...]:
    if not edges:
        return ()
    width = max(e.end for e in edges) - min(e.start for e in edges)
    drawn: dict[float, float] = {}
    for edge in edges:
        drawn[edge.at] = drawn.get(edge.at, 0.0) + edge.length
    rows = sorted(at for at, length in drawn.items() if length >= WHOLE * width)
    bands = list(pairwise(rows))

    def is_shaft(edge: Edge) -> bool:
        band = next(((top, bottom) for top, bottom in bands if top < edge.at < bottom), None)
        if band is None:
            return False
        return _has_head(edge, paths) or not _parts(edge, band, words)

    return tuple(edge for edge in edges if not is_shaft(edge))


def _has_head(edge: Edge, paths: Sequence[DrawnPath]) -> bool:
    """Say whether a figure is drawn over one of a line's ends."""
    return any(
        path.box.height <= HIGHEST
        and path.box.width < edge.length
        and path.box.top < edge.at < path.box.bottom
        and path.box.x0 - HEAD <= end <= path.box.x1 + HEAD
        for path in paths
        for end in (edge.start, edge.end)
    )


def _parts(edge: Edge, band: tuple[float, float], words: Sequence[Word]) -> bool:
    """Say whether words stand above or below a line within its row."""
    return any(
        edge.start < (word.box.x0 + word.box.x1) / 2 < edge.end and band[0] < (word.box.top + word.box.bottom) / 2 < band[1]
        for word in words
    )
