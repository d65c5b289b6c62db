"""The same plan, ruled in every way in which councils rule their plans."""

from __future__ import annotations

import pytest

from tests.structure.tables.table_drawing import HEADINGS, ROWS, by_fpdf2, by_reportlab, grids_of, rows_of, tables_of

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
