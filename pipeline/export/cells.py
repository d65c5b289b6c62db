"""Values as a CSV file may hold them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from pipeline.plain import without_controls

FORMULA = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
"""What begins a formula where it stands first in a cell: spreadsheets take the full-width signs for the others."""


def harmless(value: object) -> object:
    """Return a value that no spreadsheet takes for a formula: words that begin like one get an apostrophe before them.

    Follows OWASP's advice on CSV injection; a number stays one, whatever its sign. Control characters go, which a terminal obeys.
    """
    if not isinstance(value, str):
        return value
    words = without_controls(value)
    return f"'{words}" if words.startswith(tuple(FORMULA)) else words


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return rows as CSV with a line of headings."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([harmless(value) for value in row] for row in rows)
    return written.getvalue()
