"""Tables without lines or fills: columns that line up below known headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Box, Grid, Line, Page
from pipeline.structure.tables.edges import edges_of
from pipeline.structure.tables.growing import joined_bands, row_of
from pipeline.structure.tables.headlines import Heading, heading_at, split_heading
from pipeline.structure.tables.laid import Layout, RowBand, grid_of_rows
from pipeline.structure.tables.lettering import box_round, lines_of
from pipeline.structure.tables.rivers import River, drawn_ends, find_columns, narrowed, snapped
from pipeline.structure.tables.textrows import apart, columns_filled, is_alone, set_between, space_between, text_rows
from pipeline.structure.tables.vocabulary import Vocabulary

# Of the letter size: white space that ends a table, and by what factor the widest within it may be exceeded.
END = 2.2
WIDER = 1.6
# Lines below such a heading in which rows must be seen to go on.
NEXT = 6
# Words of a heading that runs over the columns inside a table.
THEME = 14


class FreeLines:
    """The printed lines of a page outside the tables already found, put together once for each set of tables."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._kept: dict[tuple[Box, ...], tuple[Line, ...]] = {}

    def outside(self, taken: Sequence[Box]) -> tuple[Line, ...]:
        """Return the lines outside these tables."""
        key = tuple(taken)
        if key not in self._kept:
            words = [
                word
                for word in self._page.words
                if not any(t.contains((word.box.x0 + word.box.x1) / 2, (word.box.top + word.box.bottom) / 2) for t in taken)
            ]
            self._kept[key] = lines_of(words, self._page.number)
        return self._kept[key]


def headed_grids(page: Page, taken: Sequence[Box], vocabulary: Vocabulary, free: FreeLines) -> list[Grid]:
    """Find tables that only known headings above lined-up text show."""
    lines = free.outside(taken)
    grids = []
    n = 0
    while n < len(lines):
        heading = heading_at(lines, n, vocabulary)
        layout, end = _layout(page, lines, n, heading, taken) if heading else (None, n + 1)
        if layout is not None:
            grids.append(grid_of_rows(page, layout))
        n = end
    return grids


def _layout(page: Page, lines: Sequence[Line], start: int, heading: Heading, taken: Sequence[Box]) -> tuple[Layout | None, int]:
    head = list(lines[start : start + heading.count])
    left = min(line.box.x0 for line in head if line.box)
    body, themes, _ = body_below(lines[start + heading.count :], head, heading.rivers, taken, left)
    if not body:
        return None, start + 1
    table = [*head, *body]
    rivers, _ = find_columns(table, [len(head) + i for i in themes])
    if len(rivers) < len(heading.rivers):
        return None, start + 1
    box = box_round(line.box for line in table if line.box)
    rivers = snapped(rivers, drawn_ends(page, Box(box.x0 - 6, box.top - 6, box.x1 + 60, box.bottom + 12)))
    tall = _of_tall_cells(body, rivers)
    own = [body[i] for i in themes]
    rest = [line for line in body if line not in tall]
    groups = [*split_heading(head, rivers), *apart(text_rows(rest, rivers), [i for i, line in enumerate(rest) if line in own])]
    rows = joined_bands([row_of(group) for group in groups], box.top - 2.0)
    drawn = sorted(edge.at for edge in edges_of(page).horizontal if edge.end - edge.start > box.width / 2) if tall else []
    for line in tall:
        rows = _with_tall_cell(rows, line, rivers, drawn)
    return Layout(box.x0 - 4.0, box.x1 + 4.0, tuple(rows), tuple(rivers), "borderless"), start + len(table)


def _of_tall_cells(body: Sequence[Line], rivers: Sequence[River]) -> list[Line]:
    """Return the lines of the first column that stand between those of the others: in cells over several rows."""
    between = set_between(body)
    return [line for i, line in enumerate(body) if i in between and columns_filled(line, rivers) == {0}]


def _with_tall_cell(rows: Sequence[RowBand], line: Line, rivers: Sequence[River], drawn: Sequence[float]) -> list[RowBand]:
    """Put a line of the first column into one cell over the rows between the lines drawn above and below it."""
    height = (line.box.top + line.box.bottom) / 2 if line.box else 0.0
    above = max((at for at in drawn if at < height), default=None)
    below = min((at for at in drawn if at > height), default=rows[-1].bottom)
    middles = [sum(b.top + b.bottom for x in row.lines if (b := x.box)) / 2 / max(len(row.lines), 1) for row in rows]
    held = [n for n, middle in enumerate(middles) if above is not None and above < middle < below]
    held = held or [min(range(len(rows)), key=lambda n: abs(middles[n] - height))]
    beside = ((rivers[0].at, max(x.box.x1 for n in held for x in rows[n].lines if x.box)),)
    made = list(rows)
    made[held[0]] = replace(made[held[0]], lines=(line, *made[held[0]].lines))
    for n in held[:-1]:
        made[n] = replace(made[n], ruled=beside)
    return made


def body_below(
    lines: Sequence[Line], head: Sequence[Line], rivers: Sequence[River], taken: Sequence[Box], left: float
) -> tuple[list[Line], list[int], list[River]]:
    """Return the lines below headings that keep to their columns, which of them are themes over the columns,
    and the rivers as all of them leave them."""
    last, widest = head[-1], END / WIDER
    body: list[Line] = []
    themes: list[int] = []
    kept: list[River] = list(rivers)
    between = set_between(lines)
    for n, line in enumerate(lines):
        space = space_between(last, line)
        if line.box is None or last.box is None or space > WIDER * widest or line.box.x0 < left - 8.0:
            break
        if any(t.top < line.box.top and t.bottom > last.box.bottom and t.x0 < line.box.x1 and t.x1 > left for t in taken):
            break
        closer = narrowed(kept, line)
        if closer is None or (line.bold and is_alone(line, left) and n not in between):
            if not _is_theme(line, lines[n + 1 :], left, kept):
                if closer is None:
                    break
            else:
                themes.append(len(body))
                closer = kept
        body.append(line)
        kept, last = closer or kept, line
        widest = max(widest, space)
    while body and (len(body) - 1 in themes or _is_headline(body[-1], head)):
        themes = [t for t in themes if t != len(body) - 1]
        body.pop()
    filled = sum(len(columns_filled(line, kept)) > 1 for i, line in enumerate(body) if i not in themes)
    return (body, themes, kept) if filled else ([], [], kept)


def _is_theme(line: Line, below: Sequence[Line], left: float, rivers: Sequence[River]) -> bool:
    """Say whether a line heads the rows below it: one short text at the left, and rows go on after it."""
    if not is_alone(line, left) or len(line.words) > THEME:
        return False
    filled: set[int] = set()
    last = line
    for following in below[:NEXT]:
        closer = narrowed(rivers, following)
        if closer is None or space_between(last, following) > END:
            return False
        filled |= columns_filled(following, closer)
        if len(filled) > 1:
            return True
        last = following
    return False


def _is_headline(line: Line, head: Sequence[Line]) -> bool:
    """Say whether a table's last line is rather the heading of what follows: larger than its headings."""
    return (line.size or 0.0) > (head[0].size or 0.0) + 0.5
