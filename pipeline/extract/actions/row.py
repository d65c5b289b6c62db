"""A row of a plan with what stands in it: its own cells, merged ones of the rows above, and "ditto"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Block, Passage, RowCell
from pipeline.rules import Rule


class PlanRow:
    """A row's cells by column. `above` are the rows of the table before it; `ditto` are rules for cells that say "as above"."""

    def __init__(self, block: Block, above: Sequence[PlanRow], ditto: Sequence[Rule]) -> None:
        self.block = block
        self.cells = {cell.column: cell for cell in block.cells}
        self._over = {column: self._row_over(cell, above, ditto) for column, cell in self.cells.items()}

    def cell(self, column: int) -> RowCell | None:
        """Return the cell that covers a column in this row, one that begins further left included."""
        return next((c for c in self.block.cells if c.column <= column < c.column + c.column_span), None)

    def own(self, column: int) -> str:
        """Return what the row itself has in a column."""
        cell = self.cells.get(column)
        return self.block.cell_text(cell).strip() if cell else ""

    def holder(self, column: int) -> tuple[Block, RowCell] | None:
        """Return the cell that speaks for a column and the block it stands in, null where nothing is written."""
        over = self._over.get(column)
        if over is not None:
            cell = over.cell(column)
            return over.holder(cell.column) if cell else None
        cell = self.cells.get(column)
        return (self.block, cell) if cell and self.block.cell_text(cell).strip() else None

    def words(self, column: int) -> Passage | None:
        """Return the words that hold for a column in this row, null for none."""
        held = self.holder(column)
        return Passage(held[0], held[1].start, held[1].end) if held else None

    def is_covered(self, column: int) -> bool:
        """Say whether a merged cell of a row above covers a column."""
        return self.cells[column].rows_above > 0 if column in self.cells else False

    @property
    def written(self) -> list[RowCell]:
        return [cell for cell in self.block.cells if self.block.cell_text(cell).strip()]

    def _row_over(self, cell: RowCell, above: Sequence[PlanRow], ditto: Sequence[Rule]) -> PlanRow | None:
        """Return the row above that speaks for a cell: the merged cell's own, for "ditto" the row before."""
        text = self.block.cell_text(cell)
        if not text.strip():
            return above[-cell.rows_above] if 0 < cell.rows_above <= len(above) else None
        return above[-1] if above and any(True for rule in ditto for _ in rule.find(text)) else None
