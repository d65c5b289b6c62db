"""Lay a report out on pages: which line of which text stands on which page is known by construction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from corpus.make.canvas import Box, Engine, Page, Shape, Stroke
from corpus.make.lines import Breaker, Line
from corpus.make.looks import A4, BOTTOM, HEAD_FILL, SIDE, TOP
from corpus.make.model import (
    Block,
    Cell,
    HeaderBlock,
    Heading,
    LetterStart,
    ListBlock,
    Paragraph,
    Report,
    Row,
    SourceError,
    Table,
    Text,
    Turn,
)
from corpus.make.table_layout import TableLayout

MOST_PAGES = 30  # no report is longer; a layout that does not come to an end stops here


@dataclass
class Slice:
    """Something of a certain height that is placed whole: a line, or a gap."""

    height: float
    draw: Callable[[float, float], None] | None = None
    line: Line | None = None
    keep: bool = False  # stays with what follows
    gap: bool = False  # left out at the top of a page or column


@dataclass
class Sheet:
    """The page being filled."""

    page: Page
    number: int
    top: float
    bottom: float
    y: float
    feet: list[str] = field(default_factory=list)


class Layout:
    """Fills pages with one report's blocks."""

    def __init__(self, report: Report, engine: Engine) -> None:
        self.report = report
        self.style = report.style
        self.engine = engine
        style = report.style
        self.breaker = Breaker(engine, style.font, hyphenate=style.hyphenate, ligatures=style.ligatures)
        self.plain_breaker = Breaker(engine, style.font, hyphenate=False, ligatures=style.ligatures)
        self.leading = style.size * 1.22
        self.sheets: list[Sheet] = []
        self.size = A4
        self.columns = 1
        self.letter_page: int | None = None
        self.new_page()

    # pages

    def new_page(self) -> Sheet:
        """Begin a page of the current size."""
        if len(self.sheets) >= MOST_PAGES:
            raise SourceError(f"more than {MOST_PAGES} pages: something does not fit on a page")
        page = Page(*self.size)
        sheet = Sheet(page, len(self.sheets) + 1, TOP, self.size[1] - BOTTOM, TOP)
        self.sheets.append(sheet)
        return sheet

    @property
    def sheet(self) -> Sheet:
        """The page being filled."""
        return self.sheets[-1]

    @property
    def width(self) -> float:
        """Width of the text area."""
        return self.size[0] - 2 * SIDE

    def foot_height(self, notes: Sequence[str]) -> float:
        """Height that footnotes take."""
        height = 6.0 if notes else 0.0
        for n in notes:
            height += len(self.note_lines(n)) * (self.style.size - 2.5) * 1.2
        return height

    def note_lines(self, n: str) -> list[Line]:
        """The lines of one footnote."""
        return self.plain_breaker.lines(self.report.footnotes[n], self.width - 12, self.style.size - 2.5)

    def room(self, notes: Sequence[str] = ()) -> float:
        """Height left on the page, with these footnotes added."""
        return (
            self.sheet.bottom
            - self.sheet.y
            - self.foot_height([*self.sheet.feet, *(n for n in notes if n not in self.sheet.feet)])
        )

    # flows

    def place(self, slices: list[Slice], x: float) -> None:
        """Place slices one under the other, turning the page where they do not fit."""
        at = 0
        while at < len(slices):
            group = [slices[at]]
            while group[-1].keep and at + len(group) < len(slices):
                group.append(slices[at + len(group)])
            notes = [n for one in group if one.line for n in one.line.notes]
            if sum(one.height for one in group) > self.room(notes) and self.sheet.y > self.sheet.top:
                self.new_page()
            for one in group:
                if one.gap and self.sheet.y <= self.sheet.top:
                    continue
                self.put(one, x)
            at += len(group)

    def put(self, one: Slice, x: float) -> None:
        """Draw one slice here and note where its characters stand."""
        sheet = self.sheet
        if one.draw:
            one.draw(x, sheet.y)
        if one.line:
            one.line.text.pages.append((one.line.start, one.line.end, sheet.number))
            sheet.feet += [n for n in one.line.notes if n not in sheet.feet]
        sheet.y += one.height

    def place_in_columns(self, slices: list[Slice]) -> None:
        """Fill two balanced columns, page after page."""
        gutter = 22.0
        width = (self.width - gutter) / 2
        at = 0
        while at < len(slices):
            sheet = self.sheet
            notes = [n for one in slices[at:] if one.line for n in one.line.notes]
            top, height = sheet.y, self.room(notes)
            rest = sum(one.height for one in slices[at:])
            if height < 60:
                self.new_page()
                continue
            limit = min(height, rest / 2 + 48)
            lowest, before = top, at
            for column in (0, 1):
                sheet.y = top
                while at < len(slices) and sheet.y + slices[at].height + (slices[at].keep and 30) <= top + limit:
                    if not (slices[at].gap and sheet.y == top):
                        self.put(slices[at], SIDE + column * (width + gutter))
                    at += 1
                lowest = max(lowest, sheet.y)
            sheet.y = lowest
            if at == before and top <= sheet.top:
                raise SourceError("a line is higher than the page")
            if at < len(slices):
                self.new_page()

    def text_slices(
        self,
        text: Text,
        width: float,
        *,
        size: float,
        look: str = "",
        indent: float = 0,
        justify: bool = False,
        align: str = "left",
        colour: str = "#000000",
        mark: str = "",
        mark_at: float = 0,
    ) -> list[Slice]:
        """Slices of a text, the first with its number or bullet."""
        slices = []
        leading = size * 1.22
        hyphenating = self.breaker if justify or self.columns == 2 else self.plain_breaker
        for number, line in enumerate(hyphenating.lines(text, width - indent, size, look)):

            def draw(x: float, y: float, line: Line = line, number: int = number) -> None:
                marks = self.sheet.page.marks
                baseline = y + size * 0.95
                if mark and number == 0:
                    marks += self.plain_breaker.glyphs(
                        self.plain_breaker.line(Text(mark), 0, len(mark), look, size, last=True),
                        x + mark_at,
                        baseline,
                        size,
                        colour=colour,
                    )
                at = (
                    x
                    + indent
                    + {"left": 0, "centre": (width - indent - line.width) / 2, "right": width - indent - line.width}[align]
                )
                marks += hyphenating.glyphs(line, at, baseline, size, width=width - indent, justify=justify, colour=colour)

            slices.append(Slice(leading, draw, line))
        if len(slices) > 1:
            slices[0].keep = True
        if len(slices) > 3:
            slices[-2].keep = True
        return slices

    def gap(self, height: float) -> Slice:
        """White space that vanishes at the top of a page."""
        return Slice(height, gap=True)

    # blocks

    def run(self) -> list[Page]:
        """Lay out all blocks, then what depends on the number of pages."""
        if self.style.crest:
            self.crest()
        held: list[Slice] = []
        for block in self.report.blocks:
            if held and self.columns == 1 and isinstance(block, Turn | LetterStart):
                self.place(held, SIDE)
                held = []
            if self.columns == 2 and isinstance(block, Turn | Table | LetterStart | HeaderBlock):
                self.place_in_columns(held)
                held = []
            if held and self.columns == 1 and isinstance(block, Table | HeaderBlock):
                if sum(one.height for one in held) + 90 > self.room():
                    self.new_page()
                self.place(held, SIDE)
                held = []
            slices = self.block(block)
            if self.columns == 2:
                held += slices
            else:
                held += slices
                if not (held and held[-1].keep):  # a heading waits for what follows it
                    self.place(held, SIDE)
                    held = []
        (self.place_in_columns(held) if self.columns == 2 else self.place(held, SIDE))
        self.furniture()
        return [sheet.page for sheet in self.sheets]

    def block(self, block: Block) -> list[Slice]:
        """Slices of one block; tables and header blocks are drawn at once."""
        if isinstance(block, Heading):
            return self.heading(block)
        if isinstance(block, Paragraph):
            return self.paragraph(block)
        if isinstance(block, ListBlock):
            return self.list_block(block)
        if isinstance(block, HeaderBlock):
            self.header(block)
        elif isinstance(block, Table):
            TableLayout(self, block).run()
        elif isinstance(block, LetterStart):
            self.letter_page = self.sheet.number
        elif block.kind == "columns":
            self.columns = block.columns
        else:
            self.size = A4 if block.kind == "portrait" else (A4[1], A4[0])
            if self.sheet.page.marks or (self.sheet.page.width, self.sheet.page.height) != self.size:
                self.new_page()
        return []

    @property
    def text_width(self) -> float:
        """Width of the current column."""
        return self.width if self.columns == 1 else (self.width - 22) / 2

    def heading(self, block: Heading) -> list[Slice]:
        """A heading, kept with two lines of what follows."""
        style = self.style
        size = style.size + {1: 1.5, 2: 0.5, 3: 0.0}[block.level]
        colour = "#000000" if style.heading in ("bold", "caps") else style.accent
        indent = (30.0 if style.numbers == "hanging" else 46.0 if style.numbers == "column" else 22.0) if block.n else 0.0
        look = "i" if block.level == 3 else "b"
        slices = self.text_slices(
            block.text, self.text_width, size=size, look=look, indent=indent, colour=colour, mark=block.n or ""
        )
        if style.heading == "shade" and block.level == 1 and self.columns == 1:
            first = slices[0]
            inner = first.draw

            def shaded(x: float, y: float) -> None:
                self.sheet.page.marks.append(Box(x - 3, y - 2, self.width + 6, size * 1.22 + 3, fill=HEAD_FILL))
                assert inner
                inner(x, y)

            first.draw = shaded
        if style.heading == "rule" and block.level == 1:
            width = self.text_width

            def rule(x: float, y: float) -> None:
                self.sheet.page.marks.append(Stroke(x, y + 1.5, x + width, y + 1.5, 0.8, style.accent))

            slices.append(Slice(4, rule))
        slices.append(Slice(style.size * 0.35))
        for one in slices:
            one.keep = True
        return [self.gap(style.size * 0.9), *slices]

    def paragraph(self, block: Paragraph) -> list[Slice]:
        """A paragraph in its look."""
        style = self.style
        size, look, align, colour = style.size, "", "left", "#000000"
        if block.look == "title":
            size, look, colour = style.size + 4, "b", style.accent if style.heading != "bold" else "#000000"
        elif block.look in ("small", "caption"):
            size, look = style.size - 1.5, "i" if block.look == "caption" else ""
        elif block.look in ("centre", "right"):
            align = block.look
        indent = mark_at = 0.0
        if block.n:
            indent = {"hanging": 30.0, "column": 46.0, "inline": 0.0}[style.numbers]
        text, mark = block.text, block.n or ""
        if block.n and style.numbers == "inline":
            mark, indent = block.n, self.breaker.measure(block.n + "  ", "", size)
        slices = self.text_slices(
            text,
            self.text_width,
            size=size,
            look=look,
            indent=indent,
            align=align,
            colour=colour,
            mark=mark,
            mark_at=mark_at,
            justify=style.justify and block.look == "plain",
        )
        after = 0.15 if align != "left" else 0.55
        return [*slices, self.gap(size * after)]

    def list_block(self, block: ListBlock) -> list[Slice]:
        """List items with hanging marks."""
        style = self.style
        base = (
            ({"hanging": 30.0, "column": 46.0, "inline": 14.0}[style.numbers] if block.ref else 10.0)
            if self.columns == 1
            else 4.0
        )
        out: list[Slice] = []
        for item, mark in zip(block.items, block.marks, strict=True):
            hang = 16.0 if mark == "•" else 24.0 if mark else 0.0
            out += self.text_slices(
                item,
                self.text_width,
                size=style.size,
                indent=base + hang,
                mark=mark,
                mark_at=base,
                justify=style.justify and self.columns == 2,
            )
            out.append(self.gap(style.size * 0.3))
        out[-1] = self.gap(style.size * 0.6)
        return out

    def header(self, block: HeaderBlock) -> None:
        """The block on top of the report, in one of its forms."""
        size = self.style.size
        if block.form == "stack":
            for one in block.fields:
                label = f"{one.label} " if one.label else ""
                words = Text(label + one.text.plain, bold=[(0, len(label) + len(one.text.plain))] if not one.label else [])
                slices = self.text_slices(words, self.width, size=size + (0 if one.label else 1), align="centre")
                self.place([*slices, self.gap(3)], SIDE)
                one.text.pages = [(0, len(one.text.plain) + 1, self.sheet.number)]
        elif block.form == "lines":
            for one in block.fields:
                label = f"{one.label} " if one.label else ""
                words = Text(label + one.text.plain, bold=[(0, len(label))] if label else [(0, len(one.text.plain))])
                self.place([*self.text_slices(words, self.width, size=size), self.gap(3)], SIDE)
                one.text.pages = [(0, len(one.text.plain) + 1, self.sheet.number)]
        else:
            wide = block.form == "grid4"
            cells = []
            for one in block.fields:
                name = Text(one.label, bold=[(0, len(one.label))])
                cells.append([Cell(name, "label" if block.form != "columns" else None), Cell(one.text)])
            rows = [Row(pair) for pair in cells]
            widths = [30.0, 70.0]
            if wide:
                widths = [17.0, 38.0, 17.0, 28.0]
                rows = [
                    Row(cells[i] + (cells[i + 1] if i + 1 < len(cells) else [Cell(Text("")), Cell(Text(""))]))
                    for i in range(0, len(cells), 2)
                ]
            rule = "none" if block.form == "columns" else "bordered"
            table = Table(
                rule,
                ["label", "value"] * (2 if wide else 1),
                widths,
                [],
                rows,
                False,
                False,
                False,
                None,
                [],
                "cells",
                size - 0.5 * wide,
            )
            TableLayout(self, table).run()
        self.sheet.y += 6

    # furniture

    def crest(self) -> None:
        """A drawn crest with the council's name, on the first page only."""
        page, accent = self.sheet.page, self.style.accent
        x, y = SIDE, 34.0
        page.marks.append(Shape(((x, y), (x + 26, y), (x + 26, y + 18), (x + 13, y + 32), (x, y + 18)), accent))
        page.marks.append(Stroke(x + 4, y + 10, x + 22, y + 10, 2, "#FFFFFF"))
        page.marks.append(Stroke(x + 13, y + 3, x + 13, y + 26, 2, "#FFFFFF"))
        line = self.plain_breaker.line(Text(self.report.council), 0, len(self.report.council), "b", 15, last=True)
        page.marks += self.plain_breaker.glyphs(line, x + 36, y + 21, 15, colour=accent)
        self.sheet.top = self.sheet.y = 84

    def furniture(self) -> None:
        """Running heads, feet with page numbers, footnotes."""
        style = self.style
        for sheet in self.sheets:
            page = sheet.page
            if sheet.feet:
                size = style.size - 2.5
                y = sheet.bottom - self.foot_height(sheet.feet) + 4
                page.marks.append(Stroke(SIDE, y, SIDE + 140, y, 0.5))
                y += 2
                for n in sheet.feet:
                    note = self.report.footnotes[n]
                    for i, line in enumerate(self.note_lines(n)):
                        y += size * 1.2
                        if i == 0:
                            mark = self.plain_breaker.line(Text(n), 0, len(n), "", size, last=True)
                            page.marks += self.plain_breaker.glyphs(mark, SIDE, y - size * 0.55, size * 0.65)
                        page.marks += self.plain_breaker.glyphs(line, SIDE + 8, y - size * 0.25, size)
                        note.pages.append((line.start, line.end, sheet.number))
            for words, y, shown in (
                (style.head, 36.0, bool(style.head) and (sheet.number > 1 or style.head_first)),
                (style.foot, page.height - 34.0, bool(style.foot)),
            ):
                if not shown:
                    continue
                parts = words.replace("{page}", str(sheet.number)).replace("{pages}", str(len(self.sheets))).split("|")
                size = style.size - 2.5
                for i, part in enumerate(parts):
                    if not part:
                        continue
                    line = self.plain_breaker.line(Text(part), 0, len(part), "", size, last=True)
                    free = page.width - 2 * SIDE - line.width
                    x = SIDE + (free / 2 if len(parts) == 1 else free * i / (len(parts) - 1))
                    page.marks += self.plain_breaker.glyphs(line, x, y, size, colour="#404040")
