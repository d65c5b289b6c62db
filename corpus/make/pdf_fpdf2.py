"""Draw pages with fpdf2: justified lines word by word, borders as thin filled rectangles, as Word's own export does."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from fpdf import FPDF

from corpus.make.canvas import VERA, Box, Glyphs, Page, Shape, Stroke

STAMP = datetime(2024, 1, 1, tzinfo=UTC)


def rgb(colour: str) -> tuple[int, int, int]:
    """Three numbers from "#RRGGBB"."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def new() -> FPDF:
    """An empty document that knows the fonts; WinAnsi for the built-in ones, so that dashes and quotes can be drawn."""
    pdf = FPDF(unit="pt")
    pdf.core_fonts_encoding = "windows-1252"
    pdf.set_auto_page_break(False)
    pdf.set_creation_date(STAMP)
    pdf.c_margin = 0
    for look, path in VERA.items():
        pdf.add_font("vera", look.upper(), str(path))
    return pdf


class Fpdf2:
    """The fpdf2 engine."""

    def __init__(self) -> None:
        self.ruler = new()

    def width(self, words: str, font: str, look: str, size: float) -> float:
        """Width of the words in points."""
        self.ruler.set_font(font, look.upper(), size)
        return float(self.ruler.get_string_width(words))

    def draw(self, pages: list[Page], path: Path, title: str) -> None:
        """Write the pages with a fixed creation date."""
        pdf = new()
        pdf.set_title(title)
        pdf.set_producer("fpdf2")
        for page in pages:
            pdf.add_page(format=(page.width, page.height))
            for mark in page.marks:
                self.mark(pdf, mark)
        pdf.output(str(path))

    def mark(self, pdf: FPDF, mark: Glyphs | Box | Stroke | Shape) -> None:
        """Draw one mark."""
        if isinstance(mark, Glyphs):
            pdf.set_font(mark.font, mark.look.upper(), mark.size)
            pdf.set_text_color(*rgb(mark.colour))
            if not mark.extra:
                pdf.text(mark.x, mark.y, mark.words)
                return
            x, space = mark.x, self.width(" ", mark.font, mark.look, mark.size) + mark.extra
            for word in mark.words.split(" "):
                if word:
                    pdf.text(x, mark.y, word)
                x += self.width(word, mark.font, mark.look, mark.size) + space if word else space
        elif isinstance(mark, Box):
            if mark.fill:
                pdf.set_fill_color(*rgb(mark.fill))
                pdf.rect(mark.x, mark.y, mark.width, mark.height, style="F")
            if mark.stroke:
                pdf.set_fill_color(*rgb(mark.stroke))
                for x, y, width, height in (
                    (mark.x, mark.y, mark.width, mark.pen),
                    (mark.x, mark.y + mark.height, mark.width + mark.pen, mark.pen),
                    (mark.x, mark.y, mark.pen, mark.height),
                    (mark.x + mark.width, mark.y, mark.pen, mark.height),
                ):
                    pdf.rect(x, y, width, height, style="F")
        elif isinstance(mark, Stroke):
            pdf.set_draw_color(*rgb(mark.colour))
            pdf.set_line_width(mark.pen)
            pdf.line(mark.x0, mark.y0, mark.x1, mark.y1)
        else:
            pdf.set_fill_color(*rgb(mark.fill))
            pdf.polygon(mark.points, style="F")
