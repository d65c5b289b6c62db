"""Tables that nothing shows but short texts and figures lined up under each other."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Box, Grid, Line, Page
from pipeline.structure.tables.aligned import FreeLines
from pipeline.structure.tables.growing import joined_bands, row_of
from pipeline.structure.tables.headlines import split_heading
from pipeline.structure.tables.laid import Layout, grid_of_rows
from pipeline.structure.tables.lettering import box_round
from pipeline.structure.tables.rivers import River, find_columns, runs_of
from pipeline.structure.tables.textrows import apart, are_figures, space_between, text_rows, theme_lines
from pipeline.structure.tables.vocabulary import Vocabulary

# Of the letter size: a gap that parts columns rather than words, and the space between lines that ends a table.
WIDE, END = 1.0, 1.4
# Lines with such gaps that make a table, and lines without between two of them.
FEWEST, MOST_BETWEEN = 3, 2
# Words that a text of such a table has on average at most.
SHORT = 4.0
# Share of lines whose texts end in a colon from which they are labels with values.
LABELS = 0.3
# Columns from which short texts need no figures to be a table.
ENOUGH = 3
# Share of the table's width beyond which a single text is prose.
PROSE = 0.6


def lined_up_grids(page: Page, taken: Sequence[Box], vocabulary: Vocabulary, free: FreeLines) -> list[Grid]:
    """Find tables of short texts and figures; prose in columns, contents pages and labelled values are none."""
    lines = free.outside(taken)
    grids = []
    start = 0
    while start < len(lines):
        end = _end(lines, start, taken)
        layout = _layout(lines[start:end]) if end - start >= FEWEST else None
        if layout is not None:
            grids.append(grid_of_rows(page, layout))
        start = max(end, start + 1)
    return [grid for grid in grids if grid.n_columns > 1]


def _end(lines: Sequence[Line], start: int, taken: Sequence[Box]) -> int:
    """Return where the lines end that may be one table beginning at a line with gaps."""
    if not _has_gaps(lines[start]):
        return start
    last = start
    width = _width(lines[start])
    for n in range(start + 1, len(lines)):
        before, line = lines[n - 1], lines[n]
        if space_between(before, line) > END or n - last > MOST_BETWEEN + 1 or _is_between(before, line, taken):
            break
        if _has_gaps(line):
            last, width = n, max(width, _width(line))
        elif _width(line) > PROSE * width:
            break
    return last + 1


def _is_between(above: Line, below: Line, taken: Sequence[Box]) -> bool:
    return any(above.box and below.box and t.top > above.box.top and t.bottom < below.box.bottom for t in taken)


def _has_gaps(line: Line) -> bool:
    return len(runs_of(line, WIDE)) > 1


def _width(line: Line) -> float:
    return line.box.width if line.box else 0.0


def _layout(lines: Sequence[Line]) -> Layout | None:
    box = box_round(line.box for line in lines if line.box)
    themes = theme_lines(lines, box.x0)
    rivers, _ = find_columns(lines, themes)
    size = sorted(line.size or 10.0 for line in lines)[len(lines) // 2]
    if not rivers or any(river.width < WIDE / 2 * size for river in rivers) or not _is_table(lines, rivers):
        return None
    first = next((n for n, line in enumerate(lines) if are_figures([line], rivers)), 1)
    head = lines[:first] if first <= 4 else lines[:1]
    body = lines[len(head) :]
    groups = [*split_heading(head, rivers), *apart(text_rows(body, rivers), [n - len(head) for n in themes])]
    rows = joined_bands([row_of(group) for group in groups if group], box.top - 2.0)
    return Layout(box.x0 - 3.0, box.x1 + 3.0, tuple(rows), tuple(rivers), "borderless")


def _is_table(lines: Sequence[Line], rivers: Sequence[River]) -> bool:
    gapped = [line for line in lines if _has_gaps(line)]
    texts = [
        " ".join(word.text for word in line.words if run.contains((word.box.x0 + word.box.x1) / 2, run.top + run.height / 2))
        for line in gapped
        for run in runs_of(line, WIDE)
    ]
    if len(gapped) < FEWEST or sum(len(text.split()) for text in texts) > SHORT * len(texts):
        return False
    if sum(text.endswith(":") for text in texts) >= LABELS * len(gapped):
        return False
    if are_figures(gapped, rivers):
        return len(rivers) > 1 or not _are_page_numbers(gapped)
    return len(rivers) + 1 >= ENOUGH and all(len(runs_of(line, WIDE)) >= ENOUGH - 1 for line in gapped)


def _are_page_numbers(lines: Sequence[Line]) -> bool:
    """Say whether lines lead to page numbers: by rows of dots, or whole numbers at their ends that never fall."""
    if any("....." in line.text.replace(" ", "") for line in lines):
        return True
    last = [line.words[-1].text for line in lines]
    return all(text.isdigit() for text in last) and [int(text) for text in last] == sorted(int(text) for text in last)
