"""The rows of a table on a web page, wherever in it they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Row:
    """Cells that stand beside each other, with the `tr` that holds them, null where none does."""

    element: Any
    cells: list[Any] = field(default_factory=list)
    of_head: bool = False


@dataclass(slots=True)
class Rows:
    """A table's rows and captions; `strays` are elements and texts that stand in no cell, each with its parent."""

    rows: list[Row] = field(default_factory=list)
    captions: list[Any] = field(default_factory=list)
    strays: list[tuple[Any, Any]] = field(default_factory=list)


def gather_rows(table: Any, leaves_out: Callable[[Any], bool]) -> Rows:
    """Return a table's rows in the order of the file: through forms and other parts that the standard does not have there."""
    found = Rows()
    _gather(table, table, None, found, leaves_out)
    return found


def _gather(table: Any, part: Any, row: Row | None, found: Rows, leaves_out: Callable[[Any], bool]) -> None:
    """Put what is in a part of a table where it belongs; cells without a row of their own make one together."""
    _stray(part.text, part, found)
    for inner in part:
        if not leaves_out(inner):
            if inner.tag in ("td", "th"):
                if row is None:
                    row = Row(None)
                    found.rows.append(row)
                row.cells.append(inner)
            elif inner.tag == "tr":
                own = Row(inner, of_head=part.tag == "thead")
                found.rows.append(own)
                _gather(table, inner, own, found, leaves_out)
                row = row if part.tag == "tr" else None
            elif inner.tag == "caption":
                found.captions.append(inner)
            elif any(next(cell.iterancestors("table")) is table for cell in inner.iter("tr", "td", "th")):
                _gather(table, inner, row, found, leaves_out)
            elif inner.tag not in ("colgroup", "col"):
                found.strays.append((inner, part))
        _stray(inner.tail, part, found)


def _stray(text: str | None, owner: Any, found: Rows) -> None:
    if text and text.strip():
        found.strays.append((text, owner))
