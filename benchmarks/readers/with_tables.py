"""Readers of tables: each gives the tables of PDFs as cells, with the processor seconds that it took.

    python benchmarks/readers/with_tables.py "pdfplumber" report.pdf ...

prints them as JSON. It runs as a script, in whatever environment holds the reader, and needs nothing of the project but where the
reader is the project itself. A cell is [row, column, rows spanned, columns spanned, words], rows and columns counted from 0.
"""

from __future__ import annotations

import json
import sys
import time
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

Cells = list[tuple[int, int, int, int, str]]
Tables = list[tuple[int, Cells]]  # each with the number of its page, from 1


def with_this_project(path: str) -> Tables:
    from pipeline.flow import read_tables

    grids = (grid for paper in read_tables(Path(path)).all for table in paper.tables for grid in table.grids)
    return [(grid.page or 0, [(c.row, c.column, c.row_span, c.column_span, c.text) for c in grid.cells]) for grid in grids]


def with_pdfplumber(path: str, **settings: str) -> Tables:
    import pdfplumber

    found: Tables = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            found += [(page.page_number, list(_plumbed(table))) for table in page.find_tables(settings)]
            page.close()
    return found


def _plumbed(table: Any) -> Iterator[tuple[int, int, int, int, str]]:
    """Cells with their spans, which pdfplumber leaves to the edges of other cells."""
    lefts, tops = (sorted({cell[side] for cell in table.cells}) for side in (0, 1))
    for row, texts in zip(table.rows, table.extract(), strict=True):
        for box, text in zip(row.cells, texts, strict=True):
            if box is not None:
                x0, top, x1, bottom = box
                column, line = bisect_left(lefts, x0), bisect_left(tops, top)
                yield line, column, bisect_left(tops, bottom) - line, bisect_left(lefts, x1) - column, text or ""


def with_camelot(path: str, **settings: str) -> Tables:
    import camelot

    return [(table.page, list(_of_camelot(table.cells))) for table in camelot.read_pdf(path, pages="all", **settings)]


def _of_camelot(cells: Sequence[Sequence[Any]]) -> Iterator[tuple[int, int, int, int, str]]:
    """Cells with their spans, which Camelot shows as edges that are not drawn; words stand in the first cell of a span."""
    for row, across in enumerate(cells):
        for column, cell in enumerate(across):
            if cell.text.strip():
                end, bottom = column + 1, row + 1
                while end < len(across) and not across[end].left and not across[end].text.strip():
                    end += 1
                while bottom < len(cells) and not any(c.top or c.text.strip() for c in cells[bottom][column:end]):
                    bottom += 1
                yield row, column, bottom - row, end - column, cell.text


# By name: the package, what reads with it, with which settings.
READERS: dict[str, tuple[str, Callable[..., Tables], dict[str, str]]] = {
    "this project": ("council-journeys", with_this_project, {}),
    "pdfplumber": ("pdfplumber", with_pdfplumber, {}),
    "Camelot lattice, vector engine": ("camelot-py", with_camelot, {"flavor": "lattice", "engine": "vector"}),
    "Camelot network": ("camelot-py", with_camelot, {"flavor": "network"}),
}


def main() -> None:
    name, *paths = sys.argv[1:]
    package, read, settings = READERS[name]
    read(paths[0], **settings)  # what is made once is made before the clock runs
    began = time.process_time()
    found = {Path(path).stem: read(path, **settings) for path in paths}
    seconds = time.process_time() - began
    print(json.dumps({"version": version(package), "seconds": round(seconds, 2), "found": found}))


if __name__ == "__main__":
    main()
