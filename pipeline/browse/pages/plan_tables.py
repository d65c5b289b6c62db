"""Rows of tables as the reading view lays them: those that follow each other under the same headings are one table."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.browse.rows import Row
from pipeline.browse.wording.cells import is_colour


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under the same headings, each with `laid`, its cells from the left, null where it has none.

    `headings` are the words above each column; where the row of headings is printed here (`header`) its cells, with what was
    found in them. A column in which no row has words or a colour is left out: charts of bars have dozens.
    """

    headings: tuple[Row | str, ...]
    header: Row | None
    rows: tuple[Row, ...]


def in_tables(blocks: Sequence[Row]) -> Iterator[Row | Table]:
    """Yield the blocks in their order, rows that follow each other under the same headings together."""
    for is_table, group in itertools.groupby(blocks, key=lambda block: bool(block["cells"])):
        if not is_table:
            yield from group
            continue
        for rows in _under_same_headings(list(group)):
            yield _laid(rows)


def _under_same_headings(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Yield the rows in lots that have no column headed in two ways; a row of headings opens a lot."""
    lot: list[Row] = []
    known: dict[int, str] = {}
    for row in rows:
        labels = {cell["column_number"]: cell["label"] for cell in row["cells"] if cell["label"]}
        if lot and (row["kind"] == "table_header" or any(known.get(n, label) != label for n, label in labels.items())):
            yield lot
            lot, known = [], {}
        lot.append(row)
        known |= labels
    if lot:
        yield lot


def _laid(lot: Sequence[Row]) -> Table:
    header = lot[0] if lot[0]["kind"] == "table_header" else None
    rows = lot[1:] if header else lot
    told = [cell for row in rows or lot for cell in row["cells"] if _says_something(cell)]
    columns = sorted({cell["column_number"] for cell in told})
    words = {cell["column_number"]: cell["label"] for row in lot for cell in row["cells"] if cell["label"]}
    named = {cell["column_number"]: cell for cell in header["cells"]} if header else {}
    laid = []
    for row in rows:
        cells: list[tuple[Row | None, int]] = []
        for n in columns:
            cell = next((cell for cell in row["cells"] if _holds(cell, n)), None)
            if cell is None or not any(cell is other for other, _ in cells):
                cells.append((cell, 1))
            else:
                cells[-1] = (cell, cells[-1][1] + 1)
        laid.append({**row, "laid": cells})
    return Table(tuple(named.get(n) or words.get(n) or "" for n in columns), header, tuple(laid))


def _holds(cell: Row, column: int) -> bool:
    return bool(cell["column_number"] <= column < cell["column_number"] + max(cell["column_span"], 1))


def _says_something(cell: Row) -> bool:
    return cell["char_end"] > cell["char_start"] or is_colour(cell["fill"])
