"""Bars over the columns of a timeline: filled cells, arrows, inset rectangles; and shading that is no bar."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from pipeline.structure.tables import PlacedGrid, assemble_tables, find_grids
from tests.structure.tables.table_drawing import read, rules, tables_of

LEFT, TOP, ROW, HEIGHT = 40.0, 780.0, 30.0, 842.0
TEXTS = (30.0, 150.0)  # widths of the columns of reference and action
QUARTER, QUARTERS = 50.0, ("Q1 2020/21", "Q2 2020/21", "Q3 2020/21", "Q4 2020/21", "Q1 2021/22")
BLUE, GREY = "#1f3864", "#d9d9d9"


class Gantt:
    """A plan drawn by hand: a heading row, then rows from the top down; `walls` draws every line, else lines across."""

    def __init__(self, actions: int, *, walls: bool = True) -> None:
        self.buffer = BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=(595, HEIGHT))
        self.actions = actions
        self.walls = walls
        self.blank = False  # whether the first row is the rest of a row of the page before, its bar alone

    def edge(self, column: int) -> float:
        """The left edge of a column; the quarters are columns 2 to 6."""
        return LEFT + sum(TEXTS[:column]) + max(0, column - 2) * QUARTER

    def top(self, row: int) -> float:
        return TOP - row * ROW

    def fill(self, row: int, first: int, last: int, colour: str, *, inset: float = 0.0) -> None:
        self.canvas.setFillColor(HexColor(colour))
        x0, x1 = self.edge(first), self.edge(last + 1)
        self.canvas.rect(x0 + inset, self.top(row + 1) + inset, x1 - x0 - 2 * inset, ROW - 2 * inset, stroke=0, fill=1)

    def arrow(self, row: int, start: float, end: float, kind: str) -> None:
        """Draw an arrow from `start` to `end`, counted in quarters."""
        canvas, y = self.canvas, self.top(row) - ROW / 2
        x0, x1 = self.edge(2) + start * QUARTER, self.edge(2) + end * QUARTER
        canvas.setFillColor(HexColor(BLUE))
        canvas.setStrokeColor(HexColor(BLUE))
        if kind == "polygon":
            path = canvas.beginPath()
            path.moveTo(x0, y + 3)
            for x, dy in ((x1 - 8, 3), (x1 - 8, 6), (x1, 0), (x1 - 8, -6), (x1 - 8, -3), (x0, -3)):
                path.lineTo(x, y + dy)
            path.close()
            canvas.drawPath(path, stroke=0, fill=1)
            return
        canvas.setLineWidth(6 if kind == "thick" else 1.5)
        canvas.line(x0, y, x1 - 5, y)
        head = canvas.beginPath()
        head.moveTo(x1 - 7, y + 5)
        head.lineTo(x1, y)
        head.lineTo(x1 - 7, y - 5)
        if kind == "open head":
            canvas.setLineWidth(1.2)
            canvas.drawPath(head, stroke=1, fill=0)
        else:
            head.close()
            canvas.drawPath(head, stroke=0, fill=1)

    def finished(self) -> bytes:
        canvas = self.canvas
        canvas.setFillColor(HexColor("#000000"))
        canvas.setStrokeColor(HexColor("#000000"))
        canvas.setLineWidth(0.5)
        rows = self.actions + 1
        for row in range(rows + 1):
            canvas.line(self.edge(0), self.top(row), self.edge(7), self.top(row))
        for column in range(8 if self.walls else 0):
            canvas.line(self.edge(column), self.top(0), self.edge(column), self.top(rows))
        for column, text in enumerate(("Ref", "Action", *QUARTERS)):
            canvas.setFont("Helvetica-Bold", 8)
            canvas.drawString(self.edge(column) + 3, self.top(0) - 12, text)
        canvas.setFont("Helvetica", 8)
        for row in range(2 if self.blank else 1, rows):
            canvas.drawString(self.edge(0) + 3, self.top(row) - 12, f"A{row}")
            canvas.drawString(self.edge(1) + 3, self.top(row) - 12, f"Carry out piece of work {row}")
            canvas.drawString(self.edge(1) + 3, self.top(row) - 22, "as the board agreed")
        canvas.save()
        return self.buffer.getvalue()


def marks(gantt: Gantt) -> list[list[tuple[int, int, str | None, str]]]:
    (table,) = tables_of(gantt.finished())
    assert [column.role for column in table.table.columns] == ["ref", "action", *["period"] * 5]
    rows = [block for block in table.blocks if block.kind == "table_row"]
    assert len(rows) == gantt.actions
    return [[(mark.first, mark.last, mark.colour, mark.basis) for mark in row.marks] for row in rows]


@pytest.mark.parametrize("walls", [True, False])
@pytest.mark.parametrize("kind", ["line", "open head", "thick", "polygon"])
def test_arrows_from_edge_to_edge_and_a_little_inside(kind: str, walls: bool) -> None:
    gantt = Gantt(4, walls=walls)
    gantt.arrow(1, 0.0, 2.0, kind)
    gantt.arrow(2, 1.06, 3.94, kind)
    gantt.arrow(3, 2.5, 4.5, kind)
    wanted = [(2, 3), (3, 5), (4, 6)]
    assert marks(gantt) == [[(first, last, BLUE, "path")] for first, last in wanted] + [[]]


@pytest.mark.parametrize("walls", [True, False])
@pytest.mark.parametrize("head", [True, False])
@pytest.mark.parametrize("short", [0.0, 1.5, 3.0])
def test_a_shaft_that_reaches_the_lines_of_the_grid_is_none_of_them(short: float, head: bool, walls: bool) -> None:
    gantt = Gantt(3, walls=walls)
    for row, (first, last) in enumerate([(2, 3), (4, 6), (3, 3)], 1):
        y, x0, x1 = gantt.top(row) - ROW / 2, gantt.edge(first) + short, gantt.edge(last + 1) - short
        gantt.canvas.setLineWidth(0.75)
        gantt.canvas.line(x0, y, x1, y)
        if head:
            gantt.canvas.lines([(x1 - 6, y + 4, x1, y), (x1, y, x1 - 6, y - 4)])
    assert [[mark[:2] for mark in row] for row in marks(gantt)] == [[(2, 3)], [(4, 6)], [(3, 3)]]


@pytest.mark.parametrize("above", [0.0, 1.0])
@pytest.mark.parametrize("high", [6.0, ROW - 1.0])
def test_a_bar_that_touches_the_lines_of_the_grid_and_ends_within_columns(high: float, above: float) -> None:
    gantt = Gantt(2)
    gantt.canvas.setFillColor(HexColor("#00b050"))
    gantt.canvas.rect(gantt.edge(2) + 20, gantt.top(2) + above, 110, min(high, ROW - above), stroke=0, fill=1)
    assert [[mark[:3] for mark in row] for row in marks(gantt)] == [[(2, 4, "#00b050")], []]


def test_bars_of_two_colours_that_touch_are_two() -> None:
    gantt = Gantt(1)
    gantt.fill(1, 2, 3, "#00b050", inset=4.0)
    gantt.canvas.setFillColor(HexColor("#ff0000"))
    gantt.canvas.rect(gantt.edge(4) - 4, gantt.top(2) + 4, 60, ROW - 8, stroke=0, fill=1)
    assert [mark[:3] for mark in marks(gantt)[0]] == [(2, 3, "#00b050"), (4, 4, "#ff0000")]


def test_an_arrow_that_sticks_out_a_little_ends_where_it_belongs() -> None:
    gantt = Gantt(2)
    gantt.arrow(1, 0.9, 3.12, "polygon")
    assert marks(gantt) == [[(3, 4, BLUE, "path")], []]


def test_the_bar_of_a_row_cut_by_a_page_is_one_even_where_only_the_bar_goes_on() -> None:
    first, second = Gantt(3), Gantt(2)
    first.fill(3, 2, 3, "#92d050")
    second.blank = True
    second.fill(1, 2, 4, "#92d050")
    second.fill(2, 5, 5, "#ff0000")
    pages = [*read(first.finished()), replace(read(second.finished())[0], number=2)]
    placed = [PlacedGrid(grid, None, (), page) for page in pages for grid in find_grids(page, rules())]
    (table,) = assemble_tables(placed, rules())
    rows = [block for block in table.blocks if block.kind == "table_row"]
    assert [row.cell_text(row.cells[0]) for row in rows] == ["A1", "A2", "A3", "A2"]
    assert [[(mark.first, mark.last) for mark in row.marks] for row in rows] == [[], [], [(2, 4)], [(5, 5)]]


def test_filled_cells_of_one_colour_are_one_bar() -> None:
    gantt = Gantt(3)
    gantt.fill(1, 2, 4, "#92d050")
    gantt.fill(2, 3, 3, "#ff0000")
    gantt.fill(2, 4, 4, "#ffc000")
    assert marks(gantt) == [[(2, 4, "#92d050", "fill")], [(3, 3, "#ff0000", "fill"), (4, 4, "#ffc000", "fill")], []]


@pytest.mark.parametrize("inset", [3.0, 9.0])
def test_rectangles_laid_over_cells(inset: float) -> None:
    gantt = Gantt(2)
    gantt.fill(1, 3, 5, "#ffc000", inset=inset)
    assert marks(gantt) == [[(3, 5, "#ffc000", "path")], []]


def test_bars_on_a_zebra() -> None:
    gantt = Gantt(3)
    for row in (1, 3):
        gantt.fill(row, 0, 6, GREY)
    gantt.arrow(1, 1.0, 3.0, "polygon")
    gantt.fill(3, 2, 3, "#00b050")
    assert marks(gantt) == [[(3, 4, BLUE, "path")], [], [(2, 3, "#00b050", "fill")]]


def test_a_column_shaded_all_the_way_down_is_no_bar() -> None:
    gantt = Gantt(3)
    for row in range(4):
        gantt.fill(row, 4, 4, GREY)
    gantt.fill(2, 2, 3, "#00b050")
    assert marks(gantt) == [[], [(2, 3, "#00b050", "fill")], []]
