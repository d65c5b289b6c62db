"""Rows of tables as the reading view lays them: those that follow each other under the same headings are one table."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.browse.rows import Row
from pipeline.browse.wording.cells import colour_name, telling

BESIDE = 6
"""Columns of a table that can be read in half of a wide screen."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under the same headings, each with `laid`, its cells from the left and how many columns each is wide, null for none.

    `headers` are the rows of headings that are printed here, laid alike; where none is, `headings` are the words above each
    column. A column in which no row has words or a fill that tells something (`fill` of a laid cell; null for others), and
    nothing is found in its heading, is left out: charts of bars have dozens.
    """

    headings: tuple[str, ...]
    headers: tuple[Row, ...]
    rows: tuple[Row, ...]

    @property
    def broad(self) -> bool:
        """Say whether it has more columns than can be read beside the printed page."""
        return any(len(row["laid"]) > BESIDE for row in (*self.headers, *self.rows))


def in_tables(blocks: Sequence[Row]) -> Iterator[Row | Table]:
    """Yield the blocks in their order, rows that follow each other under the same headings together."""
    for is_table, group in itertools.groupby(blocks, key=lambda block: bool(block["cells"])):
        if not is_table:
            yield from group
            continue
        for rows in _under_same_headings(list(group)):
            yield _laid(rows)


def _under_same_headings(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Yield the rows in lots that have no column headed in two ways; rows of headings, several above each other, open a lot."""
    lot: list[Row] = []
    known: dict[int, str] = {}
    for row in rows:
        labels = {cell["column_number"]: cell["label"] for cell in row["cells"] if cell["label"]}
        opens = row["kind"] == "table_header" and any(other["kind"] != "table_header" for other in lot)
        if lot and (opens or any(known.get(n, label) != label for n, label in labels.items())):
            yield lot
            lot, known = [], {}
        lot.append(row)
        known |= labels
    if lot:
        yield lot


def _laid(lot: Sequence[Row]) -> Table:
    headers = [row for row in lot if row["kind"] == "table_header"]
    rows = _with_telling_fills([row for row in lot if row not in headers])
    told = [cell for row in rows or headers for cell in row["cells"] if cell["char_end"] > cell["char_start"] or cell["fill"]]
    told += [cell for row in headers for cell in row["cells"] if any(stretch.findings for stretch in cell.get("stretches", ()))]
    columns = sorted({cell["column_number"] for cell in told})
    words = {cell["column_number"]: cell["label"] for row in lot for cell in row["cells"] if cell["label"]}
    headings = () if headers else tuple(words.get(n) or "" for n in columns)
    headers = [{**row, "cells": [{**cell, "fill": None} for cell in row["cells"]]} for row in headers]
    return Table(headings, tuple(_in(columns, row) for row in headers), tuple(_in(columns, row) for row in rows))


def _in(columns: Sequence[int], row: Row) -> Row:
    """Return a row with its cells laid in these columns."""
    cells: list[tuple[Row | None, int]] = []
    for n in columns:
        cell = next((cell for cell in row["cells"] if _holds(cell, n)), None)
        if cell is None or not any(cell is other for other, _ in cells):
            cells.append((cell, 1))
        else:
            cells[-1] = (cell, cells[-1][1] + 1)
    return {**row, "laid": cells}


def _with_telling_fills(rows: Sequence[Row]) -> list[Row]:
    """Return rows whose cells have lost the fills that tell nothing: of whole rows, and of columns shaded all the way down.

    A cell whose fill is what the row's action was rated by has that rating as `rag`.
    """
    shaded: dict[int, set[str | None]] = {}
    for row in rows:
        for cell in row["cells"]:
            shaded.setdefault(cell["column_number"], set()).add(cell["fill"])
    found = []
    for row in rows:
        fills = [cell["fill"] for cell in row["cells"]]
        kept = []
        for cell in row["cells"]:
            column = shaded[cell["column_number"]] if len(rows) > 2 else set()
            empty = cell["char_end"] == cell["char_start"] and len(column) != 1
            kept.append(cell["fill"] if telling(cell["fill"], fills, empty=empty) else None)
        alone = len({fill for fill in kept if fill}) == 1
        cells = [
            {**cell, "fill": fill, "rag": row.get("rag") if fill and (alone or colour_name(fill) == row.get("rag")) else None}
            for cell, fill in zip(row["cells"], kept, strict=True)
        ]
        found.append({**row, "cells": cells})
    return found


def _holds(cell: Row, column: int) -> bool:
    return bool(cell["column_number"] <= column < cell["column_number"] + max(cell["column_span"], 1))
