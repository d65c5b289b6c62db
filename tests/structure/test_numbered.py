"""Numbered paragraphs laid out in the cells of a grid."""

from __future__ import annotations

import pytest

from pipeline.model import Cell, Document, Grid, Line, Page, Paragraph
from pipeline.rules import read_rules
from pipeline.structure import structure
from tests.structure.printing import written

RULES = read_rules()
TEXT = "The board met in March and agreed what each partner will do next."


def grid(*rows: tuple[str, ...], header: bool = False) -> Grid:
    cells = [
        Cell(r, c, 1, 1, tuple(Line(line) for line in text.split("\n")), header=header and r == 0)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]
    return Grid(None, None, len(rows), max(map(len, rows)), tuple(cells), kind="marked_up")


def document(*grids: Grid) -> Document:
    return Document("r.docx", "0" * 64, "application/msword", (Page(1, elements=grids),))


def blocks(*rows: tuple[str, ...]) -> list[tuple[str, str | None, str]]:
    found = structure(document(grid(("Report to:", "Cabinet")), grid(*rows)), RULES).blocks
    return [(b.kind, b.ref, b.text) for b in found if b.kind != "header_field"]


def test_numbers_in_a_column_of_their_own_number_paragraphs() -> None:
    assert blocks(("1.1", TEXT), ("1.2", TEXT)) == [("paragraph", "1.1", TEXT), ("paragraph", "1.2", TEXT)]


def test_limbs_may_have_a_column_of_their_own_too() -> None:
    assert [(ref, text) for _, ref, text in blocks(("2.1", "That Cabinet:", ""), ("", "(a)", TEXT), ("2.2", "(a)", TEXT))] == [
        ("2.1", "That Cabinet:"),
        ("(a)", TEXT),
        ("2.2 (a)", TEXT),
    ]


def test_further_paragraphs_of_a_cell_have_no_number_but_their_own() -> None:
    found = blocks(("3.1", f"{TEXT}\n• A first point\n{TEXT}"), ("3.2", TEXT))
    assert found == [
        ("paragraph", "3.1", TEXT),
        ("list_item", None, "A first point"),
        ("paragraph", None, TEXT),
        ("paragraph", "3.2", TEXT),
    ]


def test_as_many_numbers_as_paragraphs_belong_together() -> None:
    assert [ref for _, ref, _ in blocks(("5.1\n5.2", f"{TEXT}\n{TEXT}"))] == ["5.1", "5.2"]


@pytest.mark.parametrize(
    "rows",
    [
        (("Ref", "Action"), ("1.1", TEXT), ("1.2", TEXT)),
        (("1", "Good"), ("2", "Adequate"), ("3", "Poor")),
        (("L1", TEXT), ("L2", TEXT)),
        (("2.4", "3.5"), ("2.6", "3.9")),
        (("3.1", TEXT), ("1.2", TEXT)),
    ],
    ids=["headings", "short texts", "codes", "figures", "numbers that fall"],
)
def test_other_grids_with_numbers_at_the_left_stay_tables(rows: tuple[tuple[str, ...], ...]) -> None:
    assert {kind for kind, _, _ in blocks(*rows)} <= {"table_row", "table_header"}


def test_a_row_marked_as_headings_makes_a_table() -> None:
    found = structure(document(grid(("1", TEXT), ("2", TEXT), ("3", TEXT), header=True)), RULES).tables
    assert len(found) == 1


def test_a_number_behind_the_sources_own_bullet_is_the_reference() -> None:
    steps = [Paragraph(f"{n}) Read the closed cases", "list_item", level=1, number="•") for n in (1, 2)]
    found = structure(written(Paragraph("We will:"), *steps), RULES).blocks
    assert [b.ref for b in found if b.kind == "list_item"] == ["1)", "2)"]
