"""Tables: found on a page, read as rows, joined over pages.

`find_grids` finds the grids that a page draws or lays out; sources that mark up their tables (Word, HTML, text) bring grids of
their own. By what parts the cells:

- lines all round: `ruled`, from `edges` and `lattice`; without the shafts of arrows (`shafts`), put together by `stitching`,
  with headings above the frame by `unframed`
- lines or fills across: `banded`, with `partial`; filled cells: `tiled`
- nothing drawn: `aligned` (below known headings), `lined_up` (short texts and figures), `carried` (goes on from the page before),
  with `rivers` for columns, `textrows` for rows, `growing`, `headlines` and `laid`

`assemble_tables` makes tables of either kind of grid: `headers`, `bands` and `telling` say what rows and columns are, `joining`,
`cuts` and `fragments` join them over pages, `marks` reads bars, `hyphens` and `writing` make text of cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.model import Box, Grid, Page, Word
from pipeline.rules import Rules
from pipeline.structure.tables.aligned import FreeLines, headed_grids
from pipeline.structure.tables.assemble import assemble_tables
from pipeline.structure.tables.banded import banded_grids, framed_grids
from pipeline.structure.tables.carried import carried_grids
from pipeline.structure.tables.layouts import is_layout
from pipeline.structure.tables.lined_up import lined_up_grids
from pipeline.structure.tables.parted import without_headings_beside, without_headings_between
from pipeline.structure.tables.records import AssembledTable, PlacedGrid
from pipeline.structure.tables.ruled import ruled_grids
from pipeline.structure.tables.tiled import with_tiled
from pipeline.structure.tables.turned import heads_plan, turned
from pipeline.structure.tables.unframed import with_headings_above
from pipeline.structure.tables.vocabulary import Vocabulary

__all__ = ["AssembledTable", "PlacedGrid", "assemble_tables", "find_grids", "heads_plan", "is_layout", "turned", "words_of"]


def find_grids(page: Page, rules: Rules, *, above: Grid | None = None) -> tuple[Grid, ...]:
    """Find the tables of a page with geometry: ruled, ruled horizontally only, zebra, borderless.

    In reading order; no word stands in two of them. Boxes round one text, underlines, charts and the lines of a
    letterhead are no tables. `above` is the last grid of the page before: a table without walls that goes on
    with no headings is known by its columns alone. A grid's words are those of `words_of`.
    """
    vocabulary, free = Vocabulary(rules), FreeLines(page)
    grids = ruled_grids(page)
    if above is not None:
        grids = _apart(grids, carried_grids(page, _boxes(grids), above, vocabulary, free))
    grids = _apart(grids, banded_grids(page, _boxes(grids), vocabulary))
    grids = _apart(grids, headed_grids(page, _boxes(grids), vocabulary, free))
    grids = with_headings_above(page, with_tiled(page, grids), vocabulary)
    grids = _apart(grids, framed_grids(page, _boxes(grids), vocabulary))
    grids = _apart(grids, lined_up_grids(page, _boxes(grids), vocabulary, free))
    grids = [part for grid in grids for part in without_headings_between(grid, vocabulary)]
    grids = [part for grid in grids for part in without_headings_beside(grid)]
    return tuple(sorted(grids, key=lambda g: (g.box.top, g.box.x0) if g.box else (0.0, 0.0)))


def _boxes(grids: Sequence[Grid]) -> list[Box]:
    return [grid.box for grid in grids if grid.box]


def _apart(grids: Sequence[Grid], more: Sequence[Grid]) -> list[Grid]:
    """Add grids that take no word of those before them: what was found by plainer signs stands."""
    kept = list(grids)
    for grid in more:
        words = {id(word) for word in words_of(grid)}
        if not any(id(word) in words for other in kept for word in words_of(other)):
            kept.append(grid)
    return kept


def words_of(grid: Grid) -> Iterator[Word]:
    """Yield the page's words (the same objects) that stand in a grid's cells."""
    for cell in grid.cells:
        for line in cell.lines:
            yield from line.words
