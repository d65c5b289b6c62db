"""The same plan, ruled in every way in which councils rule their plans."""

from __future__ import annotations

from io import BytesIO

import pytest

from pipeline.structure.tables import PlacedGrid, assemble_tables, find_grids
from tests.structure.tables.table_drawing import (
    HEADINGS,
    ROWS,
    by_fpdf2,
    by_reportlab,
    grids_of,
    read,
    rows_of,
    rules,
    tables_of,
)

BLACK = "#000000"
STYLES = {
    "ruled": [("GRID", (0, 0), (-1, -1), 0.5, BLACK)],
    "ruled inside only": [("INNERGRID", (0, 0), (-1, -1), 0.5, BLACK)],
    "ruled across": [("LINEBELOW", (0, 0), (-1, -1), 0.5, BLACK), ("LINEABOVE", (0, 0), (-1, 0), 0.5, BLACK)],
    "framed": [("BOX", (0, 0), (-1, -1), 0.5, BLACK), ("LINEBELOW", (0, 0), (-1, 0), 0.5, BLACK)],
    "a line below the headings": [("LINEBELOW", (0, 0), (-1, 0), 0.8, BLACK)],
    "no lines": [],
    "zebra": [("ROWBACKGROUNDS", (0, 1), (-1, -1), ["#eef2f8", "#ffffff"]), ("BACKGROUND", (0, 0), (-1, 0), "#1f4e79")],
    "headings filled": [("BACKGROUND", (0, 0), (-1, 0), "#bdd7ee")],
    "centred in their rows": [("VALIGN", (0, 0), (-1, -1), "MIDDLE")],
}


@pytest.mark.parametrize("style", STYLES)
def test_rows_come_back_whole_from_reportlab(style: str) -> None:
    tables = tables_of(by_reportlab([HEADINGS, *ROWS], STYLES[style], intro="What the council will do is set out below."))
    assert rows_of(tables) == list(ROWS)
    assert [column.label for column in tables[0].table.columns] == list(HEADINGS)
    assert [column.role for column in tables[0].table.columns] == ["ref", "action", "lead", "due", "progress"]


@pytest.mark.parametrize("zebra", [False, True])
@pytest.mark.parametrize(
    "borders", ["ALL", "INTERNAL", "HORIZONTAL_LINES", "MINIMAL", "SINGLE_TOP_LINE", "NONE", "NO_HORIZONTAL_LINES"]
)
def test_rows_come_back_whole_from_fpdf2(borders: str, zebra: bool) -> None:
    assert rows_of(tables_of(by_fpdf2([HEADINGS, *ROWS], borders=borders, zebra=zebra))) == list(ROWS)


@pytest.mark.parametrize(
    ("style", "kind"), [("ruled", "ruled"), ("ruled across", "horizontal"), ("zebra", "zebra"), ("no lines", "borderless")]
)
def test_a_grid_says_what_shows_its_cells(style: str, kind: str) -> None:
    assert [grid.kind for grid in grids_of(by_reportlab([HEADINGS, *ROWS], STYLES[style]))] == [kind]


def test_a_cell_knows_its_colour_and_white_is_none() -> None:
    style = [
        ("GRID", (0, 0), (-1, -1), 0.5, BLACK),
        ("BACKGROUND", (0, 1), (-1, 1), "#ff0000"),
        ("BACKGROUND", (4, 1), (4, 1), "#92d050"),
        ("BACKGROUND", (1, 1), (1, 1), "#ffffff"),
    ]
    (grid,) = grids_of(by_reportlab([HEADINGS, *ROWS], style))
    assert [cell.fill for cell in grid.cells if cell.row == 1] == ["#ff0000", None, "#ff0000", "#ff0000", "#92d050"]


def test_cells_over_several_columns_and_rows() -> None:
    rows = [
        ("Ref", "Action", "Lead", "Timescale", ""),
        ("", "", "", "Start", "End"),
        ("1", "Open a second office.", "Head of Property", "May 2016", "June 2017"),
        ("2", "Close the first.", "", "June 2017", "July 2017"),
    ]
    spans = [("SPAN", (i, 0), (i, 1)) for i in range(3)] + [("SPAN", (3, 0), (4, 0)), ("SPAN", (2, 2), (2, 3))]
    (table,) = tables_of(by_reportlab(rows, [("GRID", (0, 0), (-1, -1), 0.5, BLACK), *spans], header_rows=2))
    assert [column.labels for column in table.table.columns] == [
        ("Ref",), ("Action",), ("Lead",), ("Timescale", "Start"), ("Timescale", "End"),
    ]  # fmt: skip
    assert [column.role for column in table.table.columns] == ["ref", "action", "lead", "start", "due"]
    first, second = (block for block in table.blocks if block.kind == "table_row")
    assert [cell.rows_above for cell in first.cells] == [0, 0, 0, 0, 0]
    assert [cell.rows_above for cell in second.cells] == [0, 0, 1, 0, 0]
    assert second.text == "2\tClose the first.\t\tJune 2017\tJuly 2017"


QUARTERS = ("Q1 2020", "Q2 2020", "Q3 2020", "Q4 2020")


@pytest.mark.parametrize("aligned", ["LEFT", "CENTER"])
@pytest.mark.parametrize(
    "style",
    [
        [("LINEBELOW", (0, 0), (-1, -1), 0.5, BLACK), ("LINEABOVE", (0, 0), (-1, 0), 0.5, BLACK)],
        [("LINEBELOW", (0, 1), (-1, 1), 0.5, BLACK), ("LINEABOVE", (0, 0), (-1, 0), 1, BLACK)],
        [("ROWBACKGROUNDS", (0, 2), (-1, -1), ["#eef2f8", "#ffffff"]), ("BACKGROUND", (0, 0), (-1, 1), "#bdd7ee")],
    ],
    ids=["ruled across", "lines round the headings", "zebra"],
)
def test_two_tables_on_a_page_each_with_a_heading_over_its_quarters(style: list[tuple[object, ...]], aligned: str) -> None:
    pages = read(plans_on_a_page(style, aligned))
    grids = find_grids(pages[0], rules())
    tables = assemble_tables([PlacedGrid(grid, None, ("Theme",), pages[0]) for grid in grids], rules())
    assert [[column.labels for column in table.table.columns] for table in tables] == [
        [("Ref",), ("Action",), ("Lead",), *[("Timeframe", quarter) for quarter in QUARTERS]]
    ] * 2
    assert [tuple(filter(None, row)) for row in rows_of(tables)] == [row[:3] for row in ROWS]
    assert "Growing" not in " ".join(cell.text for grid in grids for cell in grid.cells)


def plans_on_a_page(style: list[tuple[object, ...]], aligned: str) -> bytes:
    """Print a plan's rows in two tables, a heading of its own over each, one heading over their quarters."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

    plain = ParagraphStyle("plain", fontName="Helvetica", fontSize=8, leading=10)
    bold = ParagraphStyle("bold", parent=plain, fontName="Helvetica-Bold")
    over = ParagraphStyle("over", parent=bold, alignment=1 if aligned == "CENTER" else 0)
    title = ParagraphStyle("title", parent=bold, fontSize=11, leading=14)
    story: list[object] = []
    for theme, rows in (("Leading well", ROWS[:2]), ("Growing people", ROWS[2:])):
        head = [[Paragraph(text, bold) for text in HEADINGS[:3]] + [Paragraph("Timeframe", over)] + [""] * 3]
        head.append(["", "", "", *(Paragraph(text, bold) for text in QUARTERS)])
        body = [[*(Paragraph(text, plain) for text in row[:3]), "", "", "", ""] for row in rows]
        table = Table(head + body, colWidths=[40, 260, 120, 55, 55, 55, 55])
        table.setStyle(TableStyle([("SPAN", (3, 0), (6, 0)), ("VALIGN", (0, 0), (-1, -1), "TOP"), *style]))
        story += [Paragraph(theme, title), Spacer(1, 4), table, Spacer(1, 8)]
    buffer = BytesIO()
    SimpleDocTemplate(buffer, pagesize=(842, 595), leftMargin=50, rightMargin=50).build(story)
    return buffer.getvalue()


def test_a_theme_in_the_middle_of_its_rows_goes_over_them_as_far_as_the_lines_say() -> None:
    plan = [
        (theme if n == 0 else "", action, lead, due)
        for theme in ("Front door", "Care planning")
        for n, (_, action, lead, due, _) in enumerate((*ROWS, *ROWS)[:4])
    ]
    style: list[tuple[object, ...]] = [("LINEBELOW", (0, row), (-1, row), 0.5, BLACK) for row in (0, 4)]
    style += [("SPAN", (0, top), (0, top + 3)) for top in (1, 5)]
    style += [("VALIGN", (0, 1), (0, -1), "MIDDLE")]
    bold = [(f"<b>{row[0]}</b>", *row[1:]) for row in plan]
    printed = by_reportlab([("Theme", "Action", "Lead", "By when"), *bold], style, widths=(80, 190, 110, 80))
    tables = tables_of(printed)
    assert rows_of(tables) == plan
    assert not [block for table in tables for block in table.blocks if block.kind in ("heading", "paragraph")]
