"""Tables of figures: framed, ruled down only, filled all over as on slides, or with nothing drawn at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from tests.structure.tables.table_drawing import drawn

ROWS = (
    ("Measure", "2016", "2017", "2018"),
    ("Children in need", "1,204", "1,190", "1,251"),
    ("Children with a plan", "212", "198", "240"),
    ("Children in care", "405", "411", "409"),
    ("Seen within ten days", "71.5%", "80.2%", "84%"),
)
XS, TOP, STEP = (60, 250, 330, 410, 490), 700, 16


def text(canvas: Canvas, rows: Sequence[Sequence[str]] = ROWS) -> None:
    canvas.setFillColor(HexColor("#000000"))
    for n, row in enumerate(rows):
        canvas.drawString(XS[0] + 4, TOP - STEP * n - 12, row[0])
        for x, value in zip(XS[2:], row[1:], strict=True):
            canvas.drawRightString(x - 4, TOP - STEP * n - 12, value)


def nothing(canvas: Canvas) -> None:
    text(canvas)


def frame(canvas: Canvas) -> None:
    for y in (TOP, TOP - STEP, TOP - STEP * len(ROWS)):
        canvas.line(XS[0], y, XS[-1], y)
    text(canvas)


def lines_down(canvas: Canvas) -> None:
    frame(canvas)
    for x in XS:
        canvas.line(x, TOP, x, TOP - STEP * len(ROWS))


def fills(canvas: Canvas) -> None:
    for n in range(len(ROWS)):
        for i, (a, b) in enumerate(pairwise(XS)):
            canvas.setFillColor(HexColor(("#1f4e79", "#9dc3e6", "#bdd7ee", "#deebf7")[i]))
            canvas.rect(a, TOP - STEP * (n + 1), b - a - 1, STEP - 1, stroke=0, fill=1)
    text(canvas)


@pytest.mark.parametrize("draw", [nothing, frame, lines_down, fills])
def test_each_line_of_figures_is_a_row(draw: Callable[[Canvas], None]) -> None:
    (grid,) = drawn(draw, size=9)
    found = [tuple(cell.text for cell in grid.cells if cell.row == row) for row in range(grid.n_rows)]
    assert found == list(ROWS)


def test_a_contents_page_is_no_table_of_figures() -> None:
    def contents(canvas: Canvas) -> None:
        for n, title in enumerate(("Summary", "What inspectors found", "The plan", "Money", "Risks")):
            canvas.drawString(60, 700 - 18 * n, f"{n + 1}. {title}")
            canvas.drawRightString(500, 700 - 18 * n, f"{3 + 2 * n}")

    assert drawn(contents, size=9) == []


def test_labels_with_their_values_are_no_table_of_short_texts() -> None:
    rows = (("Report to:", "Cabinet", "Item:", "7"), ("Date:", "3 May", "Ward:", "All"), ("From:", "Clerk", "Key:", "No"))

    def header(canvas: Canvas) -> None:
        for n, row in enumerate(rows):
            for x, value in zip((60, 150, 320, 420), row, strict=True):
                canvas.drawString(x, 700 - 18 * n, value)

    assert drawn(header, size=9) == []
