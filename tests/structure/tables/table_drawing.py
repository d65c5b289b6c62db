"""Small plans printed as PDF by two engines, and read back as tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from pipeline.model import Block, Cell, Grid, Line, Page
from pipeline.parse.pdf import pdf_pages
from pipeline.rules import Rules, read_rules
from pipeline.structure.tables import AssembledTable, PlacedGrid, assemble_tables, find_grids

HEADINGS = ("Ref", "Action", "Lead", "By when", "Progress")
ROWS = (
    ("1.1", "Write a guide to thresholds with the police and health visitors and send it to every school in the district.",
     "Head of Early Help", "June 2016", "Draft out for comment"),
    ("1.2", "Sit with each team manager once a month to look at how decisions were written down.",
     "Principal Social Worker", "Ongoing", "Not begun"),
    ("1.3", "Fill the four vacant posts in the north team.", "Head of Workforce; HR Partner", "30 September 2016", "Two filled"),
    ("2.1", "Read ten closed cases a week and tell the board what they show about visits, plans and the child's own words.",
     "Quality Manager", "December 2016", "Thirty read so far, with a paper due in March"),
)  # fmt: skip

GRID_STYLE = [("GRID", (0, 0), (-1, -1), 0.5, "#000000")]


def rules() -> Rules:
    return read_rules()


def read(data: bytes) -> list[Page]:
    return list(pdf_pages(data))


def grids_of(data: bytes) -> list[Grid]:
    return [grid for page in read(data) for grid in find_grids(page, rules())]


def drawn(draw: Callable[[Canvas], None], *, size: int) -> list[Grid]:
    """Return the grids of one page that a test draws by hand, in letters of a size."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842))
    canvas.setFont("Helvetica", size)
    draw(canvas)
    canvas.save()
    return grids_of(buffer.getvalue())


def tables_of(data: bytes) -> tuple[AssembledTable, ...]:
    """Read a PDF's tables as if nothing stood between them."""
    placed: list[PlacedGrid] = []
    for page in read(data):
        above = placed[-1].grid if placed else None
        placed += [PlacedGrid(grid, None, (), page) for grid in find_grids(page, rules(), above=above)]
    return assemble_tables(placed, rules())


def rows_of(tables: Sequence[AssembledTable]) -> list[tuple[str, ...]]:
    return [cells_of(block) for table in tables for block in table.blocks if block.kind == "table_row"]


def cells_of(block: Block) -> tuple[str, ...]:
    return tuple(block.cell_text(cell) for cell in block.cells)


def marked_up(rows: Sequence[Sequence[str]], *, headers: int = 0) -> Grid:
    """Make a grid as a source without geometry gives it, `headers` rows marked as headings."""
    cells = tuple(
        Cell(i, j, 1, 1, (Line(text),) if text else (), header=i < headers)
        for i, row in enumerate(rows)
        for j, text in enumerate(row)
    )
    return Grid(None, None, len(rows), max(len(row) for row in rows), cells, kind="marked_up")


def assembled(*grids: Grid, between: Sequence[str] = ()) -> tuple[AssembledTable, ...]:
    placed = [PlacedGrid(grid, None, tuple(between) if n else ()) for n, grid in enumerate(grids)]
    return assemble_tables(placed, rules())


def by_reportlab(
    rows: Sequence[Sequence[str]],
    styles: Sequence[tuple[object, ...]] = (),
    *,
    widths: Sequence[float] = (34, 190, 95, 75, 100),
    repeat: int = 1,
    split: int = 0,
    height: float = 842,
    intro: str = "",
    header_rows: int = 1,
) -> bytes:
    """Print a table by reportlab: `rows` with the headings first, `styles` as its TableStyle takes them."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, Spacer, TableStyle

    plain = ParagraphStyle("plain", fontName="Helvetica", fontSize=9, leading=11)
    bold = ParagraphStyle("bold", parent=plain, fontName="Helvetica-Bold")
    cells = [[Paragraph(text, bold if i < header_rows else plain) for text in row] for i, row in enumerate(rows)]
    table = LongTable(cells, colWidths=list(widths), repeatRows=repeat, splitInRow=split)
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *styles]))
    buffer = BytesIO()
    story = [Paragraph(intro, plain), Spacer(1, 8)] if intro else []
    SimpleDocTemplate(buffer, pagesize=(595, height), leftMargin=50, rightMargin=50, topMargin=50, bottomMargin=50).build(
        [*story, table]
    )
    return buffer.getvalue()


def by_fpdf2(rows: Sequence[Sequence[str]], *, borders: str = "ALL", zebra: bool = False) -> bytes:
    """Print a table by fpdf2; `borders` is one of its layouts."""
    from fpdf import FPDF
    from fpdf.enums import TableBordersLayout, TableCellFillMode
    from fpdf.fonts import FontFace

    pdf = FPDF(format="A4")
    pdf.add_page()
    pdf.set_font("Helvetica", size=9)
    fill = {"cell_fill_color": (226, 236, 246), "cell_fill_mode": TableCellFillMode.ROWS} if zebra else {}
    with pdf.table(
        borders_layout=getattr(TableBordersLayout, borders),
        col_widths=(8, 40, 22, 16, 22),
        line_height=5,
        padding=1.2,
        headings_style=FontFace(emphasis="BOLD"),
        **fill,
    ) as table:
        for row in rows:
            table.row(row)
    return bytes(pdf.output())
