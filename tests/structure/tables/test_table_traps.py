"""What looks like a table and is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.model import Box, Cell, Grid, Line, Word
from pipeline.structure.tables import find_grids, is_layout
from pipeline.structure.tables.rivers import gaps_of
from pipeline.structure.tables.ruled import is_table
from tests.structure.tables.table_drawing import ROWS, drawn, marked_up, read, rules

SENTENCE = "The board heard that visits were made on time in most teams and asked for the reasons where they were not. "


def write(canvas: Canvas, text: str, x: float, y: float, width: float, *, step: float = 13) -> float:
    """Write words from `y` down, wrapped at `width`; returns where the next line would stand."""
    line = ""
    for word in text.split():
        if canvas.stringWidth(f"{line} {word}", "Helvetica", 10) > width:
            canvas.drawString(x, y, line)
            line, y = "", y - step
        line = f"{line} {word}".strip()
    canvas.drawString(x, y, line)
    return y - step


def prose(canvas: Canvas) -> None:
    write(canvas, SENTENCE * 12, 60, 760, 470)


def two_columns(canvas: Canvas) -> None:
    write(canvas, SENTENCE * 10, 60, 760, 225)
    write(canvas, SENTENCE * 10, 310, 760, 225)


def two_columns_under_heading_words(canvas: Canvas) -> None:
    canvas.drawString(60, 775, "Action")
    canvas.drawString(310, 775, "Progress")
    two_columns(canvas)


def numbers_in_a_column_of_their_own(canvas: Canvas) -> None:
    y = 760.0
    for number in range(1, 9):
        canvas.drawString(60, y, f"2.{number}")
        y = write(canvas, SENTENCE * 2, 100, y, 430) - 6


def numbers_between_rules(canvas: Canvas) -> None:
    y = 760.0
    for number in range(1, 7):
        canvas.line(60, y + 14, 535, y + 14)
        canvas.drawString(60, y, f"{number}.")
        canvas.drawString(100, y, "A heading of this report")
        y = write(canvas, SENTENCE * 2, 100, y - 16, 430) - 20


def box_round_text(canvas: Canvas) -> None:
    write(canvas, SENTENCE * 3, 70, 740, 440)
    canvas.rect(60, 690, 475, 65)


def underlines(canvas: Canvas) -> None:
    for n in range(8):
        canvas.drawString(60, 760 - 20 * n, "A point of the report that is underlined")
        canvas.line(60, 758 - 20 * n, 245, 758 - 20 * n)


def letterhead(canvas: Canvas) -> None:
    canvas.drawString(60, 790, "Children's Services")
    canvas.drawString(430, 790, "Date: 3 May 2018")
    canvas.line(60, 780, 535, 780)
    write(canvas, SENTENCE * 6, 60, 760, 470)
    canvas.line(60, 60, 535, 60)
    canvas.drawString(280, 45, "Page 3")


def chart(canvas: Canvas) -> None:
    canvas.line(100, 500, 100, 700)
    canvas.line(100, 500, 500, 500)
    for n in range(6):
        canvas.setStrokeGray(0.8)
        canvas.line(100, 500 + 40 * n, 500, 500 + 40 * n)
        canvas.drawString(75, 497 + 40 * n, f"{20 * n}")
    for n, height in enumerate((60, 120, 90, 150)):
        canvas.setFillGray(0.4)
        canvas.rect(130 + 90 * n, 500, 50, height, stroke=0, fill=1)
        canvas.setFillGray(0)
        canvas.drawString(140 + 90 * n, 485, f"201{n + 4}")


def lines_through_text(canvas: Canvas) -> None:
    """Lines that a word processor leaves in body text: boxes of tracked changes, tab stops, borders of nothing."""
    prose(canvas)
    for n in range(50):
        canvas.line(62 + 9.5 * n, 600, 62 + 9.5 * n, 770)
    for y in (770, 715, 660, 600):
        canvas.line(62, y, 62 + 9.5 * 49, y)


@pytest.mark.parametrize(
    "draw",
    [
        prose, two_columns, two_columns_under_heading_words, numbers_in_a_column_of_their_own, numbers_between_rules,
        box_round_text, underlines, letterhead, chart, lines_through_text,
    ],
)  # fmt: skip
def test_no_table(draw: Callable[[Canvas], None]) -> None:
    assert drawn(draw, size=10) == []


@pytest.mark.parametrize(("font", "size"), [("Helvetica-Bold", 12), ("Helvetica", 10)])
def test_the_heading_on_the_next_page_is_no_row_of_a_table_without_lines(font: str, size: int) -> None:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 400))
    canvas.setFont("Helvetica", 10)
    for n, row in enumerate([("Ref", "Action", "Lead"), *[(f"{i}", "Visit each school", "Head") for i in range(1, 12)]]):
        for x, text in zip((60, 110, 300), row, strict=True):
            canvas.drawString(x, 340 - 24 * n, text)
    canvas.showPage()
    canvas.setFont(font, size)
    canvas.drawString(60, 340, "7.")
    canvas.drawString(110, 340, "Implications")
    canvas.setFont("Helvetica", 10)
    write(canvas, SENTENCE * 3, 60, 320, 470)
    canvas.save()
    first, second = read(buffer.getvalue())
    (grid,) = find_grids(first, rules())
    assert grid.n_rows == 12
    assert find_grids(second, rules(), above=grid) == ()


def test_a_frame_round_the_page_does_not_hide_the_table_in_it() -> None:
    def framed(canvas: Canvas) -> None:
        canvas.rect(30, 30, 535, 782)
        for y in (700, 660, 620):
            canvas.line(60, y, 520, y)
        for x in (60, 120, 520):
            canvas.line(x, 620, x, 700)
        for n, text in enumerate(("1", "2")):
            canvas.drawString(70, 685 - 40 * n, text)
            canvas.drawString(130, 685 - 40 * n, "A row of the table")

    (grid,) = drawn(framed, size=10)
    assert (grid.n_rows, grid.n_columns) == (2, 2)


def test_what_lays_out_text_is_told_from_tables() -> None:
    assert is_layout(marked_up([("Only one cell with a text in it",)]))
    assert is_layout(marked_up([("Report to:", "Cabinet"), ("Date:", "3 May 2018"), ("From:", "Director")]))
    assert not is_layout(marked_up([("Ref", "Action"), *[row[:2] for row in ROWS]]))


def cut_at(edges: Sequence[int], columns: int) -> Grid:
    """A drawn grid whose every row is two cells, parted at an edge of its own."""
    line = (Line("12.4"),)
    cells = [c for row, at in enumerate(edges) for c in (Cell(row, 0, 1, at, line), Cell(row, at, 1, columns - at, line))]
    return Grid(1, None, len(edges), columns, tuple(cells))


def test_rows_each_cut_at_an_edge_of_its_own_are_the_bars_of_a_chart() -> None:
    assert not is_table(cut_at((1, 3, 2, 5, 4, 6), 7))
    assert is_table(cut_at((1, 1, 2, 1, 1, 3), 7))


def test_a_form_whose_rows_hold_few_cells_is_a_table() -> None:
    def draw(canvas: Canvas) -> None:
        for n in range(6):
            canvas.rect(100, 700 - 24 * n, 80, 24)
            canvas.rect(180, 700 - 24 * n, 220, 24)
            canvas.drawString(104, 708 - 24 * n, f"Field {n}")
            canvas.drawString(184, 708 - 24 * n, "North")
        for x in (240, 290, 340):
            canvas.line(x, 700, x, 724)

    (grid,) = drawn(draw, size=10)
    assert (grid.n_rows, grid.n_columns) == (6, 5)


def test_words_without_width_as_of_a_font_that_is_lost_make_columns_too() -> None:
    lines = [
        Line(
            "a b c", box=Box(10, y, 300, y + 10), words=tuple(Word(text, Box(x, y, x, y + 10), 10) for text, x in PLACES), size=10
        )
        for y in (10.0, 30.0, 50.0)
    ]
    assert [(river.left, river.right) for river in gaps_of(lines)] == [(10, 100), (100, 300)]


PLACES = (("a", 10.0), ("b", 100.0), ("c", 300.0))
