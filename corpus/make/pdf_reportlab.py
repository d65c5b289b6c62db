# mypy: disable-error-code="import-untyped"
"""Draw pages with reportlab: one text object for each run, justified by word space, borders as stroked rectangles."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from corpus.make.canvas import VERA, Box, Glyphs, Page, Shape, Stroke

BUILT_IN = {
    ("helvetica", ""): "Helvetica",
    ("helvetica", "b"): "Helvetica-Bold",
    ("helvetica", "i"): "Helvetica-Oblique",
    ("times", ""): "Times-Roman",
    ("times", "b"): "Times-Bold",
    ("times", "i"): "Times-Italic",
}


class ReportLab:
    """The reportlab engine."""

    def __init__(self) -> None:
        for look, path in VERA.items():
            pdfmetrics.registerFont(TTFont(f"Vera{look}", str(path)))

    def name(self, font: str, look: str) -> str:
        """The engine's own name of a font."""
        return f"Vera{look}" if font == "vera" else BUILT_IN[font, look]

    def width(self, words: str, font: str, look: str, size: float) -> float:
        """Width of the words in points."""
        return float(pdfmetrics.stringWidth(words, self.name(font, look), size))

    def draw(self, pages: list[Page], path: Path, title: str) -> None:
        """Write the pages; `invariant` leaves out the clock."""
        canvas = Canvas(str(path), invariant=True, pageCompression=1)
        canvas.setTitle(title)
        canvas.setProducer("ReportLab PDF Library")
        for page in pages:
            canvas.setPageSize((page.width, page.height))
            for mark in page.marks:
                self.mark(canvas, page, mark)
            canvas.showPage()
        canvas.save()

    def mark(self, canvas: Canvas, page: Page, mark: Glyphs | Box | Stroke | Shape) -> None:
        """Draw one mark; reportlab counts from the bottom."""
        if isinstance(mark, Glyphs):
            text = canvas.beginText(mark.x, page.height - mark.y)
            text.setFont(self.name(mark.font, mark.look), mark.size)
            text.setFillColor(HexColor(mark.colour))
            text.setWordSpace(mark.extra)
            text.textOut(mark.words)
            canvas.drawText(text)
        elif isinstance(mark, Box):
            if mark.fill:
                canvas.setFillColor(HexColor(mark.fill))
            if mark.stroke:
                canvas.setStrokeColor(HexColor(mark.stroke))
                canvas.setLineWidth(mark.pen)
            bottom = page.height - mark.y - mark.height
            canvas.rect(mark.x, bottom, mark.width, mark.height, stroke=int(bool(mark.stroke)), fill=int(bool(mark.fill)))
        elif isinstance(mark, Stroke):
            canvas.setStrokeColor(HexColor(mark.colour))
            canvas.setLineWidth(mark.pen)
            canvas.line(mark.x0, page.height - mark.y0, mark.x1, page.height - mark.y1)
        else:
            shape = canvas.beginPath()
            for n, (x, y) in enumerate(mark.points):
                (shape.lineTo if n else shape.moveTo)(x, page.height - y)
            shape.close()
            canvas.setFillColor(HexColor(mark.fill))
            canvas.drawPath(shape, stroke=0, fill=1)
