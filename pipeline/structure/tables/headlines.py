"""Lines of headings: where they stand, and where the rows below them begin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.model import Line
from pipeline.structure.tables.rivers import River, crossed, gaps_of, n_runs
from pipeline.structure.tables.textrows import columns_filled, space_between, texts_by_column
from pipeline.structure.tables.vocabulary import Vocabulary

# Lines that headings take up at most.
HEADING_LINES = 3
# Headings that a table has at least where nothing is drawn.
FEWEST = 3
# Share of the headings that must be known.
KNOWN = 0.6


def bold_lines(lines: Sequence[Line]) -> int:
    """Return how many lines at the top are bold, none where all or none of them are.

    Where a row cut by a page follows the headings printed again, engines leave out the line between.
    """
    n = next((i for i, line in enumerate(lines) if not line.bold), len(lines))
    return n if n < len(lines) and not any(line.bold for line in lines[n:]) else 0


def split_heading(lines: Sequence[Line], rivers: Sequence[River]) -> list[tuple[Line, ...]]:
    """Part heading lines below each line that holds a heading over several columns, and from a row below them."""
    bold = bold_lines(lines)
    if bold:
        return [*split_heading(lines[:bold], rivers), tuple(lines[bold:])]
    rows: list[tuple[Line, ...]] = []
    held: list[Line] = []
    for n, line in enumerate(lines):
        held.append(line)
        if n + 1 < len(lines) and _heads_several(held, lines[n + 1], rivers):
            rows.append(tuple(held))
            held = []
    if held:
        rows.append(tuple(held))
    return rows


def _heads_several(above: Sequence[Line], below: Line, rivers: Sequence[River]) -> bool:
    """Say whether headings over several columns end with a line, and the headings of each column follow.

    Such a heading runs across columns, or the line below names columns that the lines above leave open
    and leaves open some that they name; a heading wrapped over lines does neither.
    """
    if crossed(below, rivers):
        return False
    if crossed(above[-1], rivers):
        return True
    named = frozenset[int]().union(*(columns_filled(line, rivers) for line in above))
    further = columns_filled(below, rivers)
    return bool(further - named) and bool(named - further) and bool(further & named) and len(further) > 1


@dataclass(frozen=True, slots=True)
class Heading:
    """Lines that hold a table's headings: how many, and the rivers between them."""

    count: int
    rivers: tuple[River, ...]
    known: float


def heading_at(lines: Sequence[Line], start: int, vocabulary: Vocabulary) -> Heading | None:
    """Return the headings that begin at a line, null where there are none that the vocabulary knows."""
    best: Heading | None = None
    if max(map(n_runs, lines[start : start + 2])) < FEWEST:
        return None
    for count in range(1, HEADING_LINES + 1):
        group = lines[start : start + count]
        if len(group) < count or (count > 1 and space_between(group[-2], group[-1]) > 1.0):
            break
        rivers = gaps_of(group)
        texts: dict[int, list[str]] = {}
        for line in group:
            for column, text in texts_by_column(line, rivers).items():
                texts.setdefault(column, []).append(text)
        known = _known_roles(list(texts.values()), vocabulary) if len(texts) >= FEWEST else []
        if len(set(known)) < 2:
            continue
        if best is None or len(known) / len(texts) >= best.known:
            best = Heading(count, tuple(rivers), len(known) / len(texts))
    if best is not None and best.count > 1 and n_runs(lines[start]) == 1:
        below = heading_at(lines, start + 1, vocabulary)
        return None if below is not None and below.known > best.known else best  # a title stands over the headings
    return best


def _known_roles(headings: Sequence[Sequence[str]], vocabulary: Vocabulary) -> list[str]:
    """Return the roles of columns by their headings' lines, none where too few are known (no more are asked then)."""
    known: list[str] = []
    for n, lines in enumerate(headings):
        role = vocabulary.role(vocabulary.heading(lines))
        known += [role] if role else []
        if len(known) + len(headings) - n - 1 < KNOWN * len(headings):
            return []
    return known
