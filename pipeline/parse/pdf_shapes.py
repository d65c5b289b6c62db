"""Drawn outlines -> ruling lines, filled rectangles, and other figures."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.model import Box, DrawnPath, Fill, Ruling
from pipeline.parse.colours import hex_colour
from pipeline.parse.pdf_device import Outline
from pipeline.parse.pdf_frame import Frame, box_round

# Points. A filled rectangle thinner than this is a line; a stroke thicker than THICK is a bar.
THIN = 2.0
THICK = 4.0
# Corners this near each other stand in one line: coordinates are written with two or three decimals.
EVEN = 0.3


@dataclass(slots=True)
class Shapes:
    rulings: list[Ruling] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    paths: list[DrawnPath] = field(default_factory=list)


def sort_shapes(outlines: Iterable[Outline], frame: Frame) -> Shapes:
    """Tell rulings, fills and figures apart, in drawing order; what lies off the page is left out."""
    shapes = Shapes()
    for outline in outlines:
        points = tuple(frame.point(x, y) for x, y in outline.points)
        if not frame.shows(box_round(points)):
            continue
        stroke = None if outline.stroke is None else hex_colour(outline.stroke)
        fill = None if outline.fill is None else hex_colour(outline.fill)
        _sort(shapes, outline, points, stroke, fill)
    return shapes


def _sort(
    shapes: Shapes, outline: Outline, points: tuple[tuple[float, float], ...], stroke: str | None, fill: str | None
) -> None:
    box = box_round(points)
    if not outline.curved and _is_rectangle(points):
        if outline.fill is not None and fill:
            if min(box.width, box.height) < THIN:
                shapes.rulings.append(Ruling(box, box.width >= box.height, fill))
                return
            shapes.fills.append(Fill(box, fill))
        if outline.stroke is not None:
            for a, b in zip(points, (*points[1:], points[0]), strict=True):
                if a != b:
                    _line(shapes, a, b, outline.line_width, stroke)
        return
    pairs = list(itertools.pairwise(points))
    if outline.closed and points[0] != points[-1]:
        pairs.append((points[-1], points[0]))
    straight = not outline.curved and all(_is_even(a, b) for a, b in pairs)
    if straight and outline.fill is None:
        for a, b in pairs:
            _line(shapes, a, b, outline.line_width, stroke)
    elif stroke or (fill and len(points) > 2):
        shapes.paths.append(DrawnPath(box, points, stroke, fill))


def _line(shapes: Shapes, a: tuple[float, float], b: tuple[float, float], width: float, colour: str | None) -> None:
    half = width / 2
    across = abs(a[0] - b[0]) >= abs(a[1] - b[1])
    box = box_round((a, b))
    if across:
        box = Box(box.x0, round(box.top - half, 2), box.x1, round(box.bottom + half, 2))
    else:
        box = Box(round(box.x0 - half, 2), box.top, round(box.x1 + half, 2), box.bottom)
    if width > THICK and colour:
        shapes.fills.append(Fill(box, colour))
    else:
        shapes.rulings.append(Ruling(box, across, colour))


def _is_even(a: tuple[float, float], b: tuple[float, float]) -> bool:
    return abs(a[0] - b[0]) <= EVEN or abs(a[1] - b[1]) <= EVEN


def _is_rectangle(points: tuple[tuple[float, float], ...]) -> bool:
    corners = points[:-1] if len(points) == 5 and points[0] == points[-1] else points
    if len(corners) != 4:
        return False
    box = box_round(corners)
    sides = zip(corners, (*corners[1:], corners[0]), strict=True)
    return all(_is_even(a, b) for a, b in sides) and all(
        min(x - box.x0, box.x1 - x) <= EVEN and min(y - box.top, box.bottom - y) <= EVEN for x, y in corners
    )
