"""Tables whose cells are all filled, as slides have them: the edges of the fills are the walls."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Box, Fill, Grid, Page
from pipeline.structure.tables.cells import grid_of
from pipeline.structure.tables.edges import Edge, Edges, is_white, join, snap
from pipeline.structure.tables.lattice import lattice_of
from pipeline.structure.tables.lettering import box_round, overlap

# Points by which fills of neighbouring cells lie apart.
APART = 3.0
# Points: what is smaller is no cell; share of the page from which a fill is its background.
SMALL, BACKGROUND = 8.0, 0.6
# Share of the whole that fills must cover for them to be its cells.
COVERED = 0.75


def tiled_grids(page: Page) -> list[Grid]:
    """Find tables made of fills side by side that cover them, two rows and two columns at least."""
    grids = []
    for tiles in _groups(_tiles(page)):
        whole = box_round(tile.box for tile in tiles)
        if len(tiles) < 4 or sum(t.box.width * t.box.height for t in tiles) < COVERED * whole.width * whole.height:
            continue
        words = [w for w in page.words if whole.contains((w.box.x0 + w.box.x1) / 2, (w.box.top + w.box.bottom) / 2)]
        lattice = lattice_of(_edges(tiles), words)
        if lattice is not None and len(lattice.xs) > 2 and len(lattice.ys) > 2 and len(words) > 3:
            grids.append(grid_of(page, lattice, "ruled"))
    return grids


def with_tiled(page: Page, grids: Sequence[Grid]) -> list[Grid]:
    """Add tables made of fills; where a table is found there already, the one with more written cells is it."""
    kept = list(grids)
    for grid in tiled_grids(page):
        others = [other for other in kept if other.box and grid.box and overlap(other.box, grid.box)]
        if all(_written(grid) > _written(other) for other in others):
            kept = [other for other in kept if other not in others] + [grid]
    return kept


def _written(grid: Grid) -> int:
    return sum(bool(cell.lines) for cell in grid.cells)


def _tiles(page: Page) -> list[Fill]:
    """Return the fills that may be cells; of those that one place has on top of each other only the topmost."""
    area = (page.width or 0.0) * (page.height or 0.0)
    kept: list[Fill] = []
    for fill in page.fills:
        box = fill.box
        if min(box.width, box.height) < SMALL or box.width * box.height > BACKGROUND * area:
            continue
        kept = [other for other in kept if not _covers(box, other.box)]
        if not is_white(fill.colour):
            kept.append(fill)
    return kept


def _covers(box: Box, other: Box) -> bool:
    return box.x0 <= other.x0 + 1 and box.x1 >= other.x1 - 1 and box.top <= other.top + 1 and box.bottom >= other.bottom - 1


def _groups(tiles: Sequence[Fill]) -> list[list[Fill]]:
    """Group fills that stand side by side, or one under the other, along a common side."""
    groups: list[list[Fill]] = []
    for tile in tiles:
        near = [group for group in groups if any(_neighbours(tile.box, other.box) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([tile, *(other for group in near for other in group)])
    return groups


def _neighbours(a: Box, b: Box) -> bool:
    across = min(a.x1, b.x1) - max(a.x0, b.x0)
    down = min(a.bottom, b.bottom) - max(a.top, b.top)
    return (across > SMALL / 2 and -APART <= down <= APART) or (down > SMALL / 2 and -APART <= across <= APART)


def _edges(tiles: Sequence[Fill]) -> Edges:
    across = [Edge(y, t.box.x0, t.box.x1) for t in tiles for y in (t.box.top, t.box.bottom)]
    down = [Edge(x, t.box.top, t.box.bottom) for t in tiles for x in (t.box.x0, t.box.x1)]
    return Edges(join(snap(across)), join(snap(down)))
