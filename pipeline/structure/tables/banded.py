"""Tables whose rows are parted by lines across or by fills, with nothing drawn between the columns."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.model import Box, Grid, Line, Page, Word
from pipeline.structure.tables.colours import fill_rows
from pipeline.structure.tables.edges import Edge, edges_of
from pipeline.structure.tables.growing import grown, headed, joined_bands, row_of
from pipeline.structure.tables.headlines import heading_at, split_heading
from pipeline.structure.tables.laid import Layout, RowBand, grid_of_rows, is_running_text
from pipeline.structure.tables.lettering import lines_of
from pipeline.structure.tables.partial import FLUSH, SAME, Stretch, partial_rules
from pipeline.structure.tables.rivers import SPACE, River, drawn_ends, find_columns, runs_of, snapped
from pipeline.structure.tables.textrows import apart, are_figures, is_alone, sure_rows, text_rows, theme_lines
from pipeline.structure.tables.vocabulary import Vocabulary

# Bands, with that of the headings, up to which lines are taken to frame the table and not to part its rows.
FEW = 2
# Lines that headings take up at most.
HEADING_LINES = 4
# Points by which the letters of a heading over a table are larger than those in the table above it.
LARGER = 0.7
# Points: a region narrower than this is no table of a report.
NARROW = 120.0


@dataclass(frozen=True, slots=True)
class Separator:
    """A y at which a row may end: a drawn line or the edge of a fill."""

    y: float
    x0: float
    x1: float
    drawn: bool


def separators_of(page: Page, taken: Sequence[Box], across: Sequence[Edge]) -> list[Separator]:
    """Return a page's lines `across` and the edges of its fills, but for those inside found tables."""
    found = [Separator(e.at, e.start, e.end, True) for e in across if not _inside(e, taken)]
    for row in fill_rows(page.fills):
        if not any(t.contains((row.x0 + row.x1) / 2, (row.top + row.bottom) / 2) for t in taken):
            found += [Separator(row.top, row.x0, row.x1, False), Separator(row.bottom, row.x0, row.x1, False)]
    return [s for s in found if s.x1 - s.x0 >= NARROW]


def _inside(edge: Edge, taken: Sequence[Box]) -> bool:
    middle = (edge.start + edge.end) / 2
    return any(t.x0 - 1 <= middle <= t.x1 + 1 and t.top - 4 <= edge.at <= t.bottom + 4 for t in taken)


def stacks_of(separators: Sequence[Separator]) -> list[list[Separator]]:
    """Group separators that begin and end at the same places, from the top down."""
    stacks: list[list[Separator]] = []
    for separator in sorted(separators, key=lambda s: s.y):
        for stack in stacks:
            if abs(stack[0].x0 - separator.x0) <= FLUSH and abs(stack[0].x1 - separator.x1) <= FLUSH:
                if separator.y - stack[-1].y > SAME:
                    stack.append(separator)
                break
        else:
            stacks.append([separator])
    return [stack for stack in stacks if len(stack) > 1]


def banded_layouts(page: Page, taken: Sequence[Box], vocabulary: Vocabulary, *, framed: bool) -> list[Layout]:
    """Find tables between lines across (or fills) that begin and end at the same places."""
    layouts: list[Layout] = []
    across = edges_of(page).horizontal
    for stack in stacks_of(separators_of(page, taken, across)):
        start = 0
        for bands in _tables(_bands(page, stack, taken), vocabulary):
            while start < len(bands):
                layout, end = _best(page, across, stack, bands, start, framed=framed)
                if layout is not None and _is_table(layout, vocabulary, framed=framed):
                    layouts.append(layout)
                    start = end
                else:
                    start += 1
    return layouts


@dataclass(frozen=True, slots=True)
class _Band:
    top: float
    bottom: float
    lines: tuple[Line, ...]
    blocked: bool


def _bands(page: Page, stack: Sequence[Separator], taken: Sequence[Box]) -> list[_Band]:
    x0, x1 = min(s.x0 for s in stack) - 2, max(s.x1 for s in stack) + 2
    bands = []
    for a, b in pairwise(stack):
        inside = _not_from_outside([w for w in page.words if _within(w, 0.0, x1, a.y, b.y)], x0)
        blocked = any(t.top < b.y - 2 and t.bottom > a.y + 2 and t.x0 < x1 and t.x1 > x0 for t in taken)
        bands.append(_Band(a.y, b.y, lines_of(inside, page.number), blocked))
    return bands


def _not_from_outside(words: Sequence[Word], x0: float) -> list[Word]:
    """Return the words right of an edge, without those of a text that begins left of it (a title over the table)."""
    reached: dict[int, Word] = {}
    inside = []
    for word in sorted(words, key=lambda w: w.box.x0):
        before = reached.get(round(word.box.bottom))
        if (word.box.x0 + word.box.x1) / 2 < x0 or (before and word.box.x0 - before.box.x1 < SPACE * word.size):
            reached[round(word.box.bottom)] = word
        else:
            inside.append(word)
    return inside


def _within(word: Word, x0: float, x1: float, top: float, bottom: float) -> bool:
    return x0 <= (word.box.x0 + word.box.x1) / 2 <= x1 and top < (word.box.top + word.box.bottom) / 2 < bottom


def _tables(bands: Sequence[_Band], vocabulary: Vocabulary) -> Iterator[Sequence[_Band]]:
    """Yield the bands down to the end of each table, where tables of the same width stand under each other.

    The headings of the next table, the same or others, end the one above; a text over them is in neither.
    """
    first: _Band | None = None
    rows = 0
    for n, band in enumerate(bands):
        if first is None or (rows and _are_headings(band, first, vocabulary)):
            if first is not None:
                yield [*bands[: n - 1], _without_theme(bands[n - 1])]
            first, rows = (band, 0) if band.lines else (None, 0)
        elif band.lines:
            rows += 1
    yield bands


def _are_headings(band: _Band, first: _Band, vocabulary: Vocabulary) -> bool:
    """Say whether a band holds nothing but headings: the first ones printed again, or those of another table."""
    if not band.lines or len(band.lines) > HEADING_LINES:
        return False
    if [line.text for line in band.lines] == [line.text for line in first.lines]:
        return len(runs_of(band.lines[0])) > 1
    heading = heading_at(band.lines, 0, vocabulary) if all(line.bold for line in band.lines) else None
    return heading is not None and heading.count == len(band.lines)


def _without_theme(band: _Band) -> _Band:
    """Take single texts, set off by their weight or size, from the end of a band."""
    lines = list(band.lines)
    while (
        lines and len(runs_of(lines[-1])) == 1 and (lines[-1].bold or (lines[-1].size or 0.0) > (lines[0].size or 0.0) + LARGER)
    ):
        lines.pop()
    return replace(band, lines=tuple(lines))


def _best(
    page: Page, across: Sequence[Edge], stack: Sequence[Separator], bands: Sequence[_Band], start: int, *, framed: bool
) -> tuple[Layout | None, int]:
    """Return the layout of the run of bands from `start` that gives most rows and columns, and where it ends."""
    best: Layout | None = None
    most, end = 0, start + 1
    for stop in range(start + 1, len(bands) + 1):
        run = bands[start:stop]
        if run[-1].blocked:
            break
        layout = _layout(page, across, stack[start : stop + 1], run, framed=framed)
        score = 0 if layout is None else len(layout.rivers) * sum(bool(row.lines) for row in layout.rows)
        if layout is not None and score > most:
            best, most, end = layout, score, stop
    return best, end


def _layout(
    page: Page, across: Sequence[Edge], stack: Sequence[Separator], run: Sequence[_Band], *, framed: bool
) -> Layout | None:
    written = [band for band in run if band.lines]
    lines = [line for band in written for line in band.lines]
    if not written:
        return None
    head = len(written[0].lines)
    themes = {i for i in theme_lines(lines, stack[0].x0) if i >= head or not 1 < head <= HEADING_LINES}
    n = 0
    for band in written:
        if len(band.lines) == 1 and len(written) > 2 and is_alone(band.lines[0], stack[0].x0):
            themes.add(n)
        n += len(band.lines)
    rivers, _ = find_columns(lines, themes)
    if not rivers:
        return None
    x0, x1 = stack[0].x0, stack[0].x1
    rivers = snapped(rivers, drawn_ends(page, Box(x0, run[0].top, x1, run[-1].bottom)))
    own = [lines[i] for i in themes]
    drawn = sum(s.drawn for s in stack) > len(stack) / 2
    partial = partial_rules(across, lines, Box(x0, run[0].top, x1, run[-1].bottom), rivers) if drawn else {}
    few = len(partial) + sum(any(line not in own for line in band.lines) for band in written) <= FEW
    rows = _rows(run, rivers, own, partial, framed=framed and few, drawn=drawn and not few)
    return Layout(x0, x1, tuple(rows), tuple(rivers), "horizontal" if drawn else "zebra", few)


def _rows(
    run: Sequence[_Band],
    rivers: Sequence[River],
    themes: Collection[Line],
    partial: Mapping[float, tuple[Stretch, ...]],
    *,
    framed: bool,
    drawn: bool,
) -> list[RowBand]:
    """Make rows of bands; a band that surely holds several rows is parted, and any where lines only frame the table.

    `partial` are lines that part some columns of a band: the others have one cell over the rows so parted.
    """
    written = [band for band in run if band.lines]
    rows: list[RowBand] = []
    for band in run:
        inner = sorted(at for at in partial if band.top + SAME < at < band.bottom - SAME)
        if inner:
            bounds = [band.top, *inner, band.bottom]
            for top, bottom in pairwise(bounds):
                inside = tuple(line for line in band.lines if line.box and top < (line.box.top + line.box.bottom) / 2 <= bottom)
                rows.append(RowBand(top, bottom, inside, partial.get(bottom)))
            continue
        own = [i for i, line in enumerate(band.lines) if line in themes]
        groups: list[Sequence[Line]] = [band.lines]
        if len(band.lines) > 1 and band is written[0] and not own:
            groups = list(split_heading(band.lines, rivers))
        elif len(band.lines) > 1 and (framed or not drawn or are_figures(band.lines, rivers)):
            groups = list(apart((text_rows if framed else sure_rows)(band.lines, rivers), own))
        elif own:
            groups = list(apart([band.lines], own))
        if len(groups) == 1:
            rows.append(RowBand(band.top, band.bottom, band.lines))
            continue
        parts = joined_bands([row_of(group) for group in groups], band.top)
        rows += [*parts[:-1], replace(parts[-1], bottom=band.bottom)]
    return rows


def _is_table(layout: Layout, vocabulary: Vocabulary, *, framed: bool) -> bool:
    """Say whether what stands between lines is a table: rows and columns enough, or known headings."""
    rows = [row for row in layout.rows if row.lines]
    if len(rows) < 2:
        return False
    if layout.is_framed and not framed:
        return False
    if layout.heads_columns(vocabulary):
        return True
    return len(rows) >= 3 and layout.fills_columns() and not is_running_text(layout)


def banded_grids(page: Page, taken: Sequence[Box], vocabulary: Vocabulary) -> list[Grid]:
    """Find tables whose rows are parted by lines across or fills; what stands inside `taken` is left alone."""
    return _grids(page, taken, vocabulary, framed=False)


def framed_grids(page: Page, taken: Sequence[Box], vocabulary: Vocabulary) -> list[Grid]:
    """Find tables that lines only frame: above and below the headings, and at the end."""
    return _grids(page, taken, vocabulary, framed=True)


def _grids(page: Page, taken_before: Sequence[Box], vocabulary: Vocabulary, *, framed: bool) -> list[Grid]:
    grids = []
    layouts = banded_layouts(page, taken_before, vocabulary, framed=framed)
    for layout in layouts:
        taken = [*taken_before, *(_box(other) for other in layouts if other is not layout)]
        if not layout.heads_columns(vocabulary):
            ends = drawn_ends(page, _box(layout))
            layout = headed(page, layout, taken, vocabulary, ends)
        grids.append(grid_of_rows(page, grown(page, layout, taken)))
    return [grid for grid in grids if grid.n_columns > 1]


def _box(layout: Layout) -> Box:
    return Box(layout.x0, layout.rows[0].top, layout.x1, layout.rows[-1].bottom)
