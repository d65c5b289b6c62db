"""Tables whose cells are drawn with lines."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Box, Grid, Line, Page, Word
from pipeline.structure.tables.cells import grid_of
from pipeline.structure.tables.colours import fill_rows
from pipeline.structure.tables.edges import edges_of, touching_groups
from pipeline.structure.tables.growing import joined_bands, row_of
from pipeline.structure.tables.headlines import bold_lines
from pipeline.structure.tables.lattice import SLIVER, Lattice, lattice_of, with_rows_cut
from pipeline.structure.tables.lettering import lines_of, overlap
from pipeline.structure.tables.rivers import River
from pipeline.structure.tables.shafts import without_shafts
from pipeline.structure.tables.stitching import stitched
from pipeline.structure.tables.textrows import are_figures, by_edges, sure_rows

# Share of a table's words that may be cut by its walls: body text over which lines run is no table.
CUT = 0.06
# Points by which a word may stick out of its cell.
OUT = 2.5
# Rows up to which lines frame a table and its headings rather than part its rows.
FEW = 2
# Bars of a chart: steps of at least so many columns, inner edges of which none stands in half of the rows, nor all in so many.
STEPS = 4
STEP = 0.4
# Columns beyond which lines are a drawing; the widest plans (weeks of a year) stay below.
MOST_COLUMNS = 64


def ruled_grids(page: Page) -> list[Grid]:
    """Find tables whose cells are parted by lines across and down.

    One cell, one column or one line of boxes round a text is no table; neither are lines that cut
    through words, nor axes and gridlines with nothing between them.
    """
    grids = []
    for group in touching_groups(edges_of(page)):
        edges = without_shafts(group, page.words, page.paths)
        if not edges.horizontal or not edges.vertical:
            continue
        box = Box(
            min(e.start for e in edges.horizontal),
            min(e.start for e in edges.vertical),
            max(e.end for e in edges.horizontal),
            max(e.end for e in edges.vertical),
        )
        words = words_inside(page, box)
        lattice = lattice_of(edges, words)
        if lattice is None or len(lattice.spans) < 2 or not 2 <= len(lattice.xs) - 1 <= MOST_COLUMNS:
            continue
        if cut_share(lattice, words) > CUT:
            continue
        grid = grid_of(page, with_undrawn_rows(page, lattice, words), "ruled")
        if is_table(grid):
            grids.append(grid)
    return stitched(page, without_nested(grids))


def with_undrawn_rows(page: Page, lattice: Lattice, words: Sequence[Word]) -> Lattice:
    """Cut rows that hold several because only lines down, a frame or fills part the table.

    Where lines part the rows, a row of a few lines is one row however its paragraphs stand; figures are
    not written in paragraphs.
    """
    drawn = len(lattice.ys) - 1 > FEW
    top_lines = _lines_in(page, lattice, 0, words)
    bold = bold_lines(top_lines) if _is_parted(lattice, 0) else 0
    if bold:
        lattice = _cut(lattice, 0, [top_lines[:bold], top_lines[bold:]])
    rivers = [River(x, x, x) for x in lattice.xs[1:-1]]
    for row in range(len(lattice.ys) - 2, -1, -1):
        lines = _lines_in(page, lattice, row, words)
        if not _is_parted(lattice, row) or (drawn and not (len(lines) > 2 and are_figures(lines, rivers))):
            continue
        shades = [] if drawn else _shades(page, lattice, row)
        groups = by_edges(lines, shades) if shades else sure_rows(lines, rivers)
        if len(groups) > 1:
            lattice = _cut(lattice, row, groups)
    return lattice


def _is_parted(lattice: Lattice, row: int) -> bool:
    """Say whether lines down part a row into cells of its own."""
    return sum(span.row == row and span.rows == 1 for span in lattice.spans) > 1


def _lines_in(page: Page, lattice: Lattice, row: int, words: Sequence[Word]) -> tuple[Line, ...]:
    top, bottom = lattice.ys[row], lattice.ys[row + 1]
    return lines_of((w for w in words if top < (w.box.top + w.box.bottom) / 2 < bottom), page.number)


def _cut(lattice: Lattice, row: int, groups: Sequence[Sequence[Line]]) -> Lattice:
    bands = joined_bands([row_of(group) for group in groups], lattice.ys[row])
    return with_rows_cut(lattice, row, [band.bottom for band in bands[:-1]])


def _shades(page: Page, lattice: Lattice, row: int) -> list[float]:
    """Return the heights within a row at which shadings of most of its width begin or end."""
    top, bottom, width = lattice.ys[row] + SLIVER, lattice.ys[row + 1] - SLIVER, lattice.xs[-1] - lattice.xs[0]
    edges = {y for shade in fill_rows(page.fills) if shade.width > width / 2 for y in (shade.top, shade.bottom)}
    return sorted(edge for edge in edges if top < edge < bottom)


def words_inside(page: Page, box: Box) -> list[Word]:
    """Return the words whose middles lie in a box."""
    return [w for w in page.words if box.contains((w.box.x0 + w.box.x1) / 2, (w.box.top + w.box.bottom) / 2)]


def cut_share(lattice: Lattice, words: Sequence[Word]) -> float:
    """Return the share of words that stick out sideways of the cell in which their middle lies."""
    if not words:
        return 0.0
    boxes = [lattice.box(span) for span in lattice.spans]
    cut = 0
    for word in words:
        x, y = (word.box.x0 + word.box.x1) / 2, (word.box.top + word.box.bottom) / 2
        cell = next((b for b in boxes if b.contains(x, y)), None)
        cut += cell is not None and (word.box.x0 < cell.x0 - OUT or word.box.x1 > cell.x1 + OUT)
    return cut / len(words)


def is_table(grid: Grid) -> bool:
    """Say whether a grid holds a table rather than a box, a frame or a chart."""
    written = [cell for cell in grid.cells if cell.lines]
    if grid.n_columns < 2 or len(written) < 2:
        return False
    if is_staircase(grid):
        return False
    columns = {cell.column for cell in written}
    return len(columns) >= 2 or any(cell.column_span > 1 for cell in written)


def is_staircase(grid: Grid) -> bool:
    """Say whether each edge across a grid ends in few of its rows: the bars of a chart, each of its own length."""
    if grid.n_columns < STEPS:
        return False
    begun = [0] * grid.n_columns
    for cell in grid.cells:
        begun[cell.column] += cell.row_span
    inner = begun[1:]
    return max(inner) < grid.n_rows / 2 and sum(inner) < STEP * grid.n_rows * len(inner)


def without_nested(grids: Sequence[Grid]) -> list[Grid]:
    """Of grids one in another keep the inner where the outer is a mere frame, else the outer."""
    kept: list[Grid] = []
    for grid in sorted(grids, key=lambda g: -(g.box.width * g.box.height if g.box else 0.0)):
        outer = next((k for k in kept if k.box and grid.box and overlap(k.box, grid.box)), None)
        if outer is None:
            kept.append(grid)
        elif sum(1 for cell in outer.cells if cell.lines) <= 2:
            kept[kept.index(outer)] = grid
    return kept
