"""Bars over the columns of a timeline: filled cells, and figures drawn over the cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import Box, Column, Mark, Page
from pipeline.structure.tables.edges import is_white
from pipeline.structure.tables.fragments import Fragment, Row

# Share of a column's width that a figure must cover for its bar to reach into that column: the tip of
# an arrow or a bar's rounded end sticks out a little, a bar that ends in the middle of a month counts.
COVERED = 0.3
# Points by which figures of one bar (shaft, head) may stand apart.
APART = 4.0
# Points by which a line must keep clear of a row's top and bottom to be a bar over its cells, and a cell's fill may.
CLEAR = 1.5
# A figure higher than the row (by this factor) runs over several rows and says nothing about one.
TALL = 1.25


@dataclass(frozen=True, slots=True)
class _Figure:
    box: Box
    colour: str | None
    is_line: bool


def mark_rows(rows: Sequence[Row], columns: Sequence[Column]) -> None:
    """Give every row of a table the bars that stand in it on any of its pages."""
    periods = [column.index for column in columns if column.role == "period"]
    if not periods:
        return
    body = [row for row in rows if row.kind == "row"]
    shaded = _shaded_columns(body, periods)
    for row in body:
        found: list[Mark] = []
        for fragment in row.fragments:
            drawn = _drawn_marks(fragment, periods)
            found += drawn
            found += [m for m in _filled_marks(fragment, periods, shaded) if not _told(m, drawn)]
        row.marks = _joined(found)


def _shaded_columns(body: Sequence[Row], periods: Sequence[int]) -> Mapping[int, str]:
    """Return columns that have one colour all the way down (three rows at least): no bars, a shading."""
    shaded = {}
    for column in periods:
        fills = {f.cells[column].fill for row in body for f in row.fragments if column in f.cells}
        fill = next(iter(fills)) if len(fills) == 1 else None
        if fill and len(body) >= 3:
            shaded[column] = fill
    return shaded if len(shaded) < len(periods) or len(set(shaded.values())) == 1 else {}


def _filled_marks(fragment: Fragment, periods: Sequence[int], shaded: Mapping[int, str]) -> list[Mark]:
    """Return runs of neighbouring period cells of one colour that is not the row's own."""
    own = {cell.fill for column, cell in fragment.cells.items() if column not in periods and cell.text.strip()}
    marks: list[Mark] = []
    for column in periods:
        cell = fragment.cells.get(column)
        if cell is None or cell.fill is None or cell.fill in own or shaded.get(column) == cell.fill:
            continue
        end = column + cell.column_span - 1
        last = marks[-1] if marks else None
        if last and last.colour == cell.fill and last.last == column - 1:
            box = last.box.union(cell.box) if last.box and cell.box else last.box or cell.box
            marks[-1] = Mark(last.first, end, last.colour, "fill", fragment.number, box)
        else:
            marks.append(Mark(column, end, cell.fill, "fill", fragment.number, cell.box))
    return marks


def _told(mark: Mark, drawn: Sequence[Mark]) -> bool:
    """Say whether a drawn bar already tells what a filled run shows: its own fill, seen in the cells."""
    return any(d.first <= mark.last and mark.first <= d.last and d.colour == mark.colour for d in drawn)


def _drawn_marks(fragment: Fragment, periods: Sequence[int]) -> list[Mark]:
    if fragment.page is None or fragment.box is None or not fragment.edges:
        return []
    spans = {column: fragment.edges[column] for column in periods if column in fragment.edges}
    if not spans:
        return []
    left, right = min(a for a, _ in spans.values()), max(b for _, b in spans.values())
    figures = [
        figure
        for figure in _figures(fragment.page, fragment.box, [x for ends in fragment.edges.values() for x in ends])
        if figure.box.x1 > left + CLEAR and figure.box.x0 < right - CLEAR and figure.box.x0 > left - fragment.box.width / 20
    ]
    return [mark for group in _groups(figures) if (mark := _mark(group, spans, fragment))]


def _figures(page: Page, row: Box, columns: Sequence[float]) -> list[_Figure]:
    """Return what is drawn over a row's cells: figures, lines that touch neither edge, rectangles that are no cell's ground."""
    found = [
        _Figure(path.box, _visible(path.fill) or _visible(path.stroke), False)
        for path in page.paths
        if _visible(path.fill) or _visible(path.stroke)
    ]
    found += [
        _Figure(fill.box, fill.colour, False)
        for fill in page.fills
        if not is_white(fill.colour) and not _is_ground(fill.box, row, columns)
    ]
    found += [
        _Figure(ruling.box, ruling.colour, True) for ruling in page.rulings if ruling.horizontal and _is_inset(ruling.box, row)
    ]
    return [figure for figure in found if _is_in(figure.box, row)]


def _visible(colour: str | None) -> str | None:
    return None if colour is None or is_white(colour) else colour


def _is_ground(box: Box, row: Box, columns: Sequence[float]) -> bool:
    """Say whether a rectangle fills cells: as high as the row, from one edge of a column to another."""
    if box.height < row.height - 2 * CLEAR:
        return False
    return all(min(abs(x - edge) for edge in columns) <= APART for x in (box.x0, box.x1))


def _is_inset(box: Box, row: Box) -> bool:
    return box.top > row.top + CLEAR and box.bottom < row.bottom - CLEAR


def _is_in(box: Box, row: Box) -> bool:
    middle = (box.top + box.bottom) / 2
    return row.top < middle < row.bottom and box.height <= TALL * row.height


def _groups(figures: Sequence[_Figure]) -> list[list[_Figure]]:
    """Put together figures of one colour that touch: an arrow is a shaft and a head."""
    groups: list[list[_Figure]] = []
    for figure in sorted(figures, key=lambda f: f.box.x0):
        near = [g for g in groups if any(_touch(figure.box, other.box) and figure.colour == other.colour for other in g)]
        groups = [g for g in groups if g not in near]
        groups.append([*(f for g in near for f in g), figure])
    return groups


def _touch(a: Box, b: Box) -> bool:
    return min(a.x1, b.x1) - max(a.x0, b.x0) > -APART and min(a.bottom, b.bottom) - max(a.top, b.top) > -APART


def _mark(group: Sequence[_Figure], spans: Mapping[int, tuple[float, float]], fragment: Fragment) -> Mark | None:
    box = group[0].box
    for figure in group[1:]:
        box = box.union(figure.box)
    shares = {column: (min(box.x1, b) - max(box.x0, a)) / (b - a) for column, (a, b) in spans.items() if b > a}
    covered = [column for column, share in shares.items() if share >= COVERED]
    if not covered:  # a milestone: a sign narrower than its column
        covered = [max(shares, key=lambda column: shares[column])]
        if shares[covered[0]] <= 0:
            return None
    if all(figure.is_line for figure in group) and len(covered) < 1:
        return None
    biggest = max(group, key=lambda f: f.box.width * max(f.box.height, 0.5))
    return Mark(min(covered), max(covered), biggest.colour, "path", fragment.number, box)


def _joined(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Join the marks of a row's fragments: the bar of a cut row is drawn on both pages."""
    joined: list[Mark] = []
    for mark in marks:
        for i, other in enumerate(joined):
            same = other.colour == mark.colour and other.basis == mark.basis
            if same and other.page != mark.page and mark.first <= other.last + 1 and other.first <= mark.last + 1:
                joined[i] = Mark(
                    min(other.first, mark.first), max(other.last, mark.last), other.colour, other.basis, other.page, other.box
                )
                break
        else:
            joined.append(mark)
    return tuple(sorted(joined, key=lambda m: (m.first, m.last)))
