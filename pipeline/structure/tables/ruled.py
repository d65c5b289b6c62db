"""Tables whose cells are drawn with lines."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Box, Grid, Page, Word
from pipeline.structure.tables.cells import grid_of
from pipeline.structure.tables.edges import edges_of, touching_groups, without_shafts
from pipeline.structure.tables.lattice import Lattice, lattice_of
from pipeline.structure.tables.stitching import stitched

# Share of a table's words that may be cut by its walls: body text over which lines run is no table.
CUT = 0.06
# Points by which a word may stick out of its cell.
OUT = 2.5
# Columns beyond which lines are a drawing; the widest plans (weeks of a year) stay below.
MOST_COLUMNS = 64


def ruled_grids(page: Page) -> list[Grid]:
    """Find tables whose cells are parted by lines across and down.

    One cell, one column or one line of boxes round a text is no table; neither are lines that cut
    through words, nor axes and gridlines with nothing between them.
    """
    grids = []
    for group in touching_groups(edges_of(page)):
        edges = without_shafts(group)
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
        grid = grid_of(page, lattice, "ruled")
        if is_table(grid):
            grids.append(grid)
    return stitched(page, without_nested(grids))


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
    columns = {cell.column for cell in written}
    return len(columns) >= 2 or any(cell.column_span > 1 for cell in written)


def without_nested(grids: Sequence[Grid]) -> list[Grid]:
    """Of grids one in another keep the inner where the outer is a mere frame, else the outer."""
    kept: list[Grid] = []
    for grid in sorted(grids, key=lambda g: -(g.box.width * g.box.height if g.box else 0.0)):
        outer = next((k for k in kept if k.box and grid.box and _overlap(k.box, grid.box)), None)
        if outer is None:
            kept.append(grid)
        elif sum(1 for cell in outer.cells if cell.lines) <= 2:
            kept[kept.index(outer)] = grid
    return kept


def _overlap(a: Box, b: Box) -> bool:
    return min(a.x1, b.x1) - max(a.x0, b.x0) > 3 and min(a.bottom, b.bottom) - max(a.top, b.top) > 3
