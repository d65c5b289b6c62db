"""Rows that a page break cut in two."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Column
from pipeline.structure.tables.fragments import Fragment, Row
from pipeline.structure.tables.vocabulary import Vocabulary

# Share of a table's rows in which a column is written for its emptiness to tell something.
ALWAYS = 0.85
# Roles of columns that a row of a plan has of its own; others (theme, lead ...) may be printed once for several rows.
OWN = ("ref", "action")


def carries_on(row: Fragment, above: Sequence[Row], columns: Sequence[Column], vocabulary: Vocabulary) -> bool:
    """Say whether the row that opens a page is the rest of the last row of the page before.

    It is where a cell is empty that every row fills (a plan prints a reference once), or where its
    text goes on in the middle of a sentence.
    """
    if not above:
        return False
    if row.is_blank:
        return True
    keys = _keys(columns, above)
    if any(not row.text(column) and column not in row.from_above for column in keys):
        return True
    telling = [column.index for column in columns if column.role == "action"] or keys
    return any(_goes_on(column, row, above, vocabulary) for column in telling)


def merged_over_page(row: Fragment, above: Sequence[Row]) -> frozenset[int]:
    """Return the columns in which a row that opens a page stands under a merged cell of the page before.

    It is so where the cell is empty and goes over several rows, here or there: a cell of one row is empty for itself.
    """
    last = above[-1].fragments[-1]
    merged = {column for column, cell in (*last.cells.items(), *last.from_above.items()) if cell.row_span > 1}
    return frozenset(
        column for column, cell in row.cells.items() if not cell.text.strip() and (cell.row_span > 1 or column in merged)
    )


def _keys(columns: Sequence[Column], above: Sequence[Row]) -> list[int]:
    """Return the columns that each row fills: reference and action, else the first that is always written."""
    always = [
        column
        for column in columns
        if sum(bool(row.text(column.index)) or column.index in row.fragments[0].from_above for row in above)
        >= ALWAYS * len(above)
    ]
    own = [column.index for column in always if column.role in OWN]
    return own or [column.index for column in always if column.role not in ("theme", "recommendation", "priority")][:1]


def _goes_on(column: int, row: Fragment, above: Sequence[Row], vocabulary: Vocabulary) -> bool:
    """Say whether a cell goes on with the sentence that the cell above left open."""
    text, before = row.text(column), above[-1].text(column)
    if not text or not before or vocabulary.says("line.finished", before):
        return False
    if not vocabulary.says("line.carries_on", text):
        return vocabulary.says("line.goes_on", before)
    small = [r for r in above if vocabulary.says("line.carries_on", r.text(column))]
    return len(small) <= len(above) / 4  # a council that begins its cells with small letters tells nothing by one
