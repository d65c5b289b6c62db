"""What a page draws -> ruling lines, filled rectangles, and other figures."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.model import Box, DrawnPath, Fill, Ruling
from pipeline.parse.pdf.frame import Frame, box_round
from pipeline.parse.pdf.marks import Drawing, Outline, Point

# Points. A filled rectangle thinner than this is a line; a stroke thicker than THICK is a bar.
THIN = 2.0
THICK = 4.0
# Corners this near each other stand in one line: coordinates are written with two or three decimals.
EVEN = 0.3
# A curved figure that fills more than this part of its box is a rectangle with rounded corners (a
# bar with half-round ends fills 0.9 of a box three times as long as high; a circle fills 0.79).
ROUNDED = 0.88


@dataclass(slots=True)
class Shapes:
    """A page's rulings, fills and figures, each in drawing order."""

    rulings: list[Ruling] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    paths: list[DrawnPath] = field(default_factory=list)


def sort_shapes(drawings: Iterable[Drawing], frame: Frame) -> Shapes:
    """Tell rulings, fills and figures apart; what lies off the page or under a clip is left out.

    A stroked rectangle gives four rulings, and so does the thin ring between two filled ones. Fills
    without one colour (patterns) are left out.
    """
    shapes = Shapes()
    for drawing in drawings:
        clip = None
        if drawing.clip:
            x0, y0, x1, y1 = drawing.clip
            if x0 > x1 or y0 > y1:
                continue
            clip = frame.box(((x0, y0), (x1, y1)))
        outlines = [(outline, tuple(frame.point(x, y) for x, y in outline.points)) for outline in drawing.outlines]
        if _is_ring(drawing, [points for _, points in outlines]):
            _draw_ring(shapes, drawing, box_round(outlines[0][1]), box_round(outlines[1][1]))
            continue
        for outline, points in outlines:
            if frame.shows(box_round(points)) and (clip is None or _cut(box_round(points), clip)):
                _sort(shapes, drawing, outline, points, clip)
    return shapes


def _sort(shapes: Shapes, drawing: Drawing, outline: Outline, points: tuple[Point, ...], clip: Box | None) -> None:
    box = box_round(points)
    if _is_rectangle(points) if not outline.curved else drawing.filled and _is_rounded(points, box):
        seen = _cut(box, clip) if clip else box
        if drawing.filled and seen:
            if min(seen.width, seen.height) < THIN:
                shapes.rulings.append(Ruling(seen, seen.width >= seen.height, drawing.fill))
                return
            if drawing.fill:
                shapes.fills.append(Fill(seen, drawing.fill))
        if drawing.stroked and not outline.curved:
            for a, b in zip(points, (*points[1:], points[0]), strict=True):
                if a != b:
                    _draw_line(shapes, drawing, a, b, clip)
        return
    pairs = list(itertools.pairwise(points))
    if outline.closed and points[0] != points[-1]:
        pairs.append((points[-1], points[0]))
    if not drawing.filled and not outline.curved and all(_is_even(a, b) for a, b in pairs):
        for a, b in pairs:
            _draw_line(shapes, drawing, a, b, clip)
    elif drawing.stroke or (drawing.fill and len(points) > 2):
        shapes.paths.append(DrawnPath(box, points, drawing.stroke, drawing.fill))


def _draw_line(shapes: Shapes, drawing: Drawing, a: Point, b: Point, clip: Box | None) -> None:
    half = drawing.line_width / 2
    across = abs(a[0] - b[0]) >= abs(a[1] - b[1])
    box = box_round((a, b))
    if across:
        box = Box(box.x0, round(box.top - half, 2), box.x1, round(box.bottom + half, 2))
    else:
        box = Box(round(box.x0 - half, 2), box.top, round(box.x1 + half, 2), box.bottom)
    seen = _cut(box, clip) if clip else box
    if seen is None:
        return
    if drawing.line_width > THICK and drawing.stroke:
        shapes.fills.append(Fill(seen, drawing.stroke))
    else:
        shapes.rulings.append(Ruling(seen, across, drawing.stroke))


def _is_ring(drawing: Drawing, outlines: list[tuple[Point, ...]]) -> bool:
    """Tell whether a fill is the frame between a rectangle and a slightly smaller one, as browsers draw borders."""
    if not drawing.filled or len(outlines) != 2 or not all(map(_is_rectangle, outlines)):
        return False
    outer, inner = map(box_round, outlines)
    gaps = (inner.x0 - outer.x0, inner.top - outer.top, outer.x1 - inner.x1, outer.bottom - inner.bottom)
    return all(0 <= gap < THICK for gap in gaps) and any(gaps)


def _draw_ring(shapes: Shapes, drawing: Drawing, outer: Box, inner: Box) -> None:
    for box, across in (
        (Box(outer.x0, outer.top, outer.x1, inner.top), True),
        (Box(outer.x0, inner.bottom, outer.x1, outer.bottom), True),
        (Box(outer.x0, outer.top, inner.x0, outer.bottom), False),
        (Box(inner.x1, outer.top, outer.x1, outer.bottom), False),
    ):
        if box.width > 0 and box.height > 0:
            shapes.rulings.append(Ruling(box, across, drawing.fill))


def _cut(box: Box, clip: Box) -> Box | None:
    """Return the part of a box inside a clip, null where there is none."""
    x0, top, x1, bottom = max(box.x0, clip.x0), max(box.top, clip.top), min(box.x1, clip.x1), min(box.bottom, clip.bottom)
    return None if x0 > x1 or top > bottom else Box(x0, top, x1, bottom)


def _is_rounded(points: tuple[Point, ...], box: Box) -> bool:
    doubled = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, (*points[1:], points[0]), strict=True))
    return abs(doubled) / 2 > ROUNDED * box.width * box.height > 0


def _is_even(a: Point, b: Point) -> bool:
    return abs(a[0] - b[0]) <= EVEN or abs(a[1] - b[1]) <= EVEN


def _is_rectangle(points: tuple[Point, ...]) -> bool:
    corners = points[:-1] if len(points) == 5 and points[0] == points[-1] else points
    if len(corners) != 4:
        return False
    box = box_round(corners)
    sides = zip(corners, (*corners[1:], corners[0]), strict=True)
    return all(_is_even(a, b) for a, b in sides) and all(
        min(x - box.x0, box.x1 - x) <= EVEN and min(y - box.top, box.bottom - y) <= EVEN for x, y in corners
    )
