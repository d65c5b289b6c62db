"""Lay a table out on pages: rows are cut where a page ends, where the table allows it, and its header rows printed again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from corpus.make.canvas import Box, Shape, Stroke
from corpus.make.lines import Line
from corpus.make.looks import BOTTOM, HEAD_FILL, NEUTRAL_BAR, PALETTES, SIDE, TOP, ZEBRA_FILL, is_dark
from corpus.make.model import Cell, Row, Table

if TYPE_CHECKING:
    from corpus.make.layout import Layout

PAD = 4.0


@dataclass
class Fragment:
    """The part of a row that stands on one page: the lines of each cell."""

    lines: list[list[Line]]
    height: float
    first: bool
    last: bool


class TableLayout:
    """Draws one table."""

    def __init__(self, layout: Layout, table: Table) -> None:
        self.layout = layout
        self.table = table
        self.size = table.size
        self.leading = table.size * 1.2
        scale = layout.width / sum(table.widths)
        self.edges = [SIDE]
        for width in table.widths:
            self.edges.append(self.edges[-1] + width * scale)
        self.palette = PALETTES[layout.style.rag]

    def run(self) -> None:
        """Place all rows, cutting a row at the page's end where the table allows it."""
        layout, table = self.layout, self.table
        first = [self.lines(row) for row in table.rows[:2]]
        need = sum(self.height(self.lines(row)) for row in table.head) + sum(self.height(one) for one in first)
        if need > layout.room() and layout.sheet.y > layout.sheet.top and need < layout.size[1] - TOP - BOTTOM:
            layout.new_page()
        self.heads()
        for number, row in enumerate(table.rows):
            self.row(row, number)
        layout.sheet.y += layout.style.size * 0.9

    def heads(self) -> None:
        """The header rows, here or again on a new page."""
        if not self.table.head:
            return
        self.table.head_printed.append(self.layout.sheet.number)
        if self.table.rule in ("horizontal",):
            self.layout.sheet.page.marks.append(
                Stroke(self.edges[0], self.layout.sheet.y, self.edges[-1], self.layout.sheet.y, 1.2)
            )
        for row in self.table.head:
            lines = self.lines(row)
            self.draw(row, Fragment(lines, self.height(lines), True, True), -1)

    def lines(self, row: Row) -> list[list[Line]]:
        """The printed lines of each cell."""
        out, column = [], 0
        for cell in row.cells:
            width = self.edges[column + cell.span] - self.edges[column] - 2 * PAD
            bold = row.kind in ("head", "band") or cell.bold
            out.append(self.layout.plain_breaker.lines(cell.text, width, self.size, "b" if bold else ""))
            column += cell.span
        return out

    def height(self, lines: list[list[Line]]) -> float:
        """Height of a row with these lines."""
        return max([1, *(len(one) for one in lines)]) * self.leading + 2 * PAD

    def row(self, row: Row, number: int) -> None:
        """Place one row, whole or in fragments."""
        layout, lines = self.layout, self.lines(row)
        first = True
        follower = 0.0
        if row.kind == "band" and number + 1 < len(self.table.rows):
            follower = min(self.height(self.lines(self.table.rows[number + 1])), self.leading * 4)
        while True:
            height, room = self.height(lines), layout.room()
            if height + follower <= room:
                self.draw(row, Fragment(lines, height, first, True), number)
                return
            fitting = int((room - 2 * PAD) // self.leading)
            deepest = max(len(one) for one in lines)
            if self.table.split and row.kind == "body" and fitting >= 2 and deepest - fitting >= 1:
                here = [one[:fitting] for one in lines]
                self.draw(row, Fragment(here, self.height(here), first, False), number)
                lines = [one[fitting:] for one in lines]
                first = False
            layout.new_page()
            if self.table.repeat:
                self.heads()

    def colour(self, row: Row, cell: Cell, column: int, number: int) -> str | None:
        """What a cell is filled with."""
        style = self.layout.style
        if cell.fill == "label":
            return "#F2F2F2"
        if cell.fill:
            return self.palette[cell.fill]
        periods = len(self.table.periods)
        if row.bar and self.table.draw == "cells":
            at = column - (len(self.table.widths) - periods)
            if row.bar[0] <= at <= row.bar[1]:
                return self.palette[row.colour] if row.colour else NEUTRAL_BAR
        if row.kind == "head":
            return {"bordered": HEAD_FILL, "zebra": style.accent}.get(self.table.rule)
        if row.kind == "band":
            return "#E7E6E6" if self.table.rule != "none" else None
        return ZEBRA_FILL if self.table.rule == "zebra" and number % 2 else None

    def draw(self, row: Row, part: Fragment, number: int) -> None:
        """Draw a row's fragment at the current place."""
        sheet, table = self.layout.sheet, self.table
        marks, y = sheet.page.marks, sheet.y
        column = 0
        for cell, lines in zip(row.cells, part.lines, strict=True):
            x0, x1 = self.edges[column], self.edges[column + cell.span]
            fill = self.colour(row, cell, column, number)
            if fill:
                marks.append(Box(x0, y, x1 - x0, part.height, fill=fill))
            if table.rule == "bordered" and not (cell.joined or self.joined_below(row, column, number)):
                marks.append(Box(x0, y, x1 - x0, part.height, stroke="#000000", pen=0.5))
            elif table.rule == "bordered":
                for x in (x0, x1):
                    marks.append(Stroke(x, y, x, y + part.height, 0.5))
                if not cell.joined:
                    marks.append(Stroke(x0, y, x1, y, 0.5))
                if not self.joined_below(row, column, number):
                    marks.append(Stroke(x0, y + part.height, x1, y + part.height, 0.5))
            white = (row.kind == "head" and table.rule == "zebra") or is_dark(fill)
            for i, line in enumerate(lines):
                baseline = y + PAD + i * self.leading + self.size * 0.92
                marks += self.layout.plain_breaker.glyphs(
                    line, x0 + PAD, baseline, self.size, colour="#FFFFFF" if white else "#000000"
                )
                if row.kind != "head" or len(table.head_printed) == 1:
                    line.text.pages.append((line.start, line.end, sheet.number))
            column += cell.span
        if table.rule == "horizontal":
            pen = 1.0 if row.kind == "head" and row is table.head[-1] else 0.4
            if row.kind != "head" or row is table.head[-1]:
                marks.append(Stroke(self.edges[0], y + part.height, self.edges[-1], y + part.height, pen))
        if row.bar and table.draw == "arrows" and part.first:
            self.arrow(row, y + min(part.height, 40) / 2)
        sheet.y += part.height

    def joined_below(self, row: Row, column: int, number: int) -> bool:
        """Whether the cell of the next row continues this one."""
        rows = self.table.head if row.kind == "head" else self.table.rows
        at = next(i for i, one in enumerate(rows) if one is row) + 1
        if at >= len(rows):
            return False
        passed = 0
        for cell in rows[at].cells:
            if passed == column:
                return cell.joined
            passed += cell.span
        return False

    def arrow(self, row: Row, y: float) -> None:
        """An arrow over the cells of the row's periods."""
        assert row.bar
        base = len(self.table.widths) - len(self.table.periods)
        x0, x1 = self.edges[base + row.bar[0]] + 2, self.edges[base + row.bar[1] + 1] - 2
        colour = self.palette[row.colour] if row.colour else self.layout.style.accent
        marks = self.layout.sheet.page.marks
        marks.append(Stroke(x0, y, x1 - 6, y, 2.2, colour))
        marks.append(Shape(((x1 - 8, y - 4.5), (x1, y), (x1 - 8, y + 4.5)), colour))
