"""Drawn lines -> the edges of possible tables, grouped by what touches.

The order of work is that of pdfplumber's and Tabula's finders (snap, join, intersect), written here
over this project's plain records, because pages come from the database as well as from a PDF.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipeline.model import Page, Ruling

# Points. Lines nearer than SNAP are one line drawn twice (double borders, borders of neighbouring cells).
SNAP = 3.0
# Pieces of one line with a smaller gap belong together (dashes, cell by cell borders).
JOIN = 3.0
# A line reaches another when it ends this near.
TOUCH = 3.0
# A line that comes this near to the paper's edge runs off it.
MARGIN = 2.0
# What is shorter after joining is a tick or a letter's stroke.
SHORT = 5.0


@dataclass(frozen=True, slots=True)
class Edge:
    """A straight line: `at` is the y of a horizontal or the x of a vertical one."""

    at: float
    start: float
    end: float
    colour: str | None = None

    @property
    def length(self) -> float:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Edges:
    """Horizontal and vertical edges, of a page or of one group whose lines touch each other."""

    horizontal: tuple[Edge, ...]
    vertical: tuple[Edge, ...]


def edges_of(page: Page) -> Edges:
    """Return a page's rulings, snapped and joined, without white lines on white paper and what runs off the page."""
    seen = [r for r in page.rulings if not _is_invisible(r, page) and not _runs_off(r, page)]
    horizontal = [Edge((r.box.top + r.box.bottom) / 2, r.box.x0, r.box.x1, r.colour) for r in seen if r.horizontal]
    vertical = [Edge((r.box.x0 + r.box.x1) / 2, r.box.top, r.box.bottom, r.colour) for r in seen if not r.horizontal]
    return Edges(join(snap(horizontal)), join(snap(vertical)))


def _is_invisible(ruling: Ruling, page: Page) -> bool:
    if ruling.colour is None or not is_white(ruling.colour):
        return False
    x, y = (ruling.box.x0 + ruling.box.x1) / 2, (ruling.box.top + ruling.box.bottom) / 2
    return not any(
        fill.box.x0 - SNAP <= x <= fill.box.x1 + SNAP
        and fill.box.top - SNAP <= y <= fill.box.bottom + SNAP
        and not is_white(fill.colour)
        for fill in page.fills
    )


def _runs_off(ruling: Ruling, page: Page) -> bool:
    """Say whether a line reaches the paper's edge: decoration, no part of a table."""
    box = ruling.box
    if ruling.horizontal:
        return box.x0 < MARGIN or (page.width is not None and box.x1 > page.width - MARGIN)
    return box.top < MARGIN or (page.height is not None and box.bottom > page.height - MARGIN)


def is_white(colour: str) -> bool:
    """Say whether a colour cannot be told from paper."""
    return all(int(colour[i : i + 2], 16) >= 0xFA for i in (1, 3, 5))


def snap(edges: Iterable[Edge], within: float = SNAP) -> list[Edge]:
    """Move edges that lie almost at the same place to their common middle."""
    groups: list[list[Edge]] = []
    for edge in sorted(edges, key=lambda e: e.at):
        if groups and edge.at - groups[-1][-1].at <= within and edge.at - groups[-1][0].at <= 2 * within:
            groups[-1].append(edge)
        else:
            groups.append([edge])
    snapped = []
    for group in groups:
        length = sum(e.length for e in group) or 1.0
        middle = sum(e.at * (e.length or 1.0 / len(group)) for e in group) / length
        snapped += [replace(e, at=middle) for e in group]
    return snapped


def join(edges: Iterable[Edge], gap: float = JOIN) -> tuple[Edge, ...]:
    """Join pieces in one line that touch or nearly touch, and leave out what stays short."""
    joined: list[Edge] = []
    for edge in sorted(edges, key=lambda e: (e.at, e.start)):
        last = joined[-1] if joined else None
        if last and last.at == edge.at and edge.start <= last.end + gap:
            colour = last.colour if last.length >= edge.length else edge.colour
            joined[-1] = Edge(last.at, last.start, max(last.end, edge.end), colour)
        else:
            joined.append(edge)
    return tuple(e for e in joined if e.length >= SHORT)


def touching_groups(edges: Edges) -> list[Edges]:
    """Part a page's edges into groups: within one, lines meet or cross; between them, none does."""
    h, v = edges.horizontal, edges.vertical
    group = list(range(len(h) + len(v)))

    def root(i: int) -> int:
        while group[i] != i:
            group[i] = group[group[i]]
            i = group[i]
        return i

    for i, across in enumerate(h):
        for j, down in enumerate(v, len(h)):
            if meet(across, down):
                group[root(i)] = root(j)
    members: dict[int, list[int]] = {}
    for i in range(len(group)):
        members.setdefault(root(i), []).append(i)
    return [
        Edges(tuple(h[i] for i in found if i < len(h)), tuple(v[i - len(h)] for i in found if i >= len(h)))
        for found in members.values()
    ]


def meet(across: Edge, down: Edge) -> bool:
    """Say whether a horizontal and a vertical edge touch or cross."""
    return across.start - TOUCH <= down.at <= across.end + TOUCH and down.start - TOUCH <= across.at <= down.end + TOUCH
