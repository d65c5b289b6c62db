"""Plans set as cards, one grid for each action."""

from __future__ import annotations

import pytest

from pipeline.model import Document, Grid, Page, Paragraph
from pipeline.structure import structure
from tests.structure.tables.table_drawing import GRID_STYLE, by_reportlab, cells_of, marked_up, read, rules

CARDS = (
    (
        ("Action", "Read ten closed cases a week"),
        ("Lead officer", "Quality Manager"),
        ("Timescale", "May 2020"),
        ("Progress", ""),
    ),
    (("Action", "Fill the vacant posts"), ("Lead officer", "HR Manager"), ("Timescale", "June 2020"), ("Progress", "Two filled")),
)


def rows(*elements: Paragraph | Grid) -> list[tuple[str, ...]]:
    document = Document(
        "r.docx", "0" * 64, "application/msword", (Page(1, elements=(Paragraph("Report to: Cabinet"), *elements)),)
    )
    return [cells_of(block) for block in structure(document, rules()).blocks if block.kind == "table_row"]


def test_cards_that_follow_each_other_are_rows_of_one_table() -> None:
    assert rows(*(marked_up(card) for card in CARDS)) == [tuple(value for _, value in card) for card in CARDS]


def test_two_headings_with_their_answers_may_share_a_row() -> None:
    card = marked_up([("Action", "Fill the vacant posts", "Ref", "4"), ("Lead", "HR Manager", "Deadline", "June 2020")])
    assert rows(card) == [("Fill the vacant posts", "4", "HR Manager", "June 2020")]


def test_a_printed_card_keeps_its_places() -> None:
    (page,) = read(by_reportlab(CARDS[0], GRID_STYLE, widths=(110, 300), header_rows=0, repeat=0, intro="Report to: Cabinet"))
    document = Document("r.pdf", "0" * 64, "application/pdf", (page,))
    (row,) = [block for block in structure(document, rules()).blocks if block.kind == "table_row"]
    assert cells_of(row) == tuple(value for _, value in CARDS[0])
    assert all(cell.box is not None for cell in row.cells if cell.start < cell.end)


@pytest.mark.parametrize(
    "grid",
    [
        [("Action", "Who", "When", "Progress"), ("Read cases", "Quality Manager", "May 2020", "Begun")],
        [("Lead officer", "Jo Doe"), ("Telephone", "01234 567890"), ("Ward", "All")],
    ],
    ids=["headings across", "a contact box"],
)
def test_other_grids_are_left_as_they_are(grid: list[tuple[str, ...]]) -> None:
    assert all(len(row) == len(grid[0]) for row in rows(Paragraph("Purpose", "heading", level=1), marked_up(grid)))


def test_the_number_in_a_cards_heading_is_the_rows() -> None:
    card = (("Action 1.2", "Fill the vacant posts"), ("Lead officer", "HR Manager"), ("By when", "June 2020"))
    (page,) = read(by_reportlab(card, GRID_STYLE, widths=(110, 300), header_rows=0, repeat=0, intro="Report to: Cabinet"))
    printed = Document("r.pdf", "0" * 64, "application/pdf", (page,))
    (row,) = [block for block in structure(printed, rules()).blocks if block.kind == "table_row"]
    assert cells_of(row) == ("1.2", *(value for _, value in card))
    assert rows(marked_up(card)) == [cells_of(row)]
