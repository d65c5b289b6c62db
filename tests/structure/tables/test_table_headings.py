"""Which rows are headings, what the columns are called, and the roles that gives them."""

from __future__ import annotations

import pytest

from tests.structure.tables.table_drawing import assembled, marked_up, rules


def columns(*rows: tuple[str, ...], body: int = 1) -> list[tuple[tuple[str, ...], str | None]]:
    filler = tuple(f"text {i}" for i in range(len(rows[0])))
    (table,) = assembled(marked_up([*rows, *[filler] * body]))
    assert sum(block.kind == "table_row" for block in table.blocks) == body
    return [(column.labels, column.role) for column in table.table.columns]


def test_one_row() -> None:
    assert columns(("No.", "Key actions", "Owner", "Deadline", "BRAG")) == [
        (("No.",), "ref"),
        (("Key actions",), "action"),
        (("Owner",), "lead"),
        (("Deadline",), "due"),
        (("BRAG",), "rag"),
    ]


@pytest.mark.parametrize(
    "upper",
    [
        ("Ref", "Action", "Lead", "Timescale", "", ""),
        ("Ref", "Action", "Lead", "", "Timescale", ""),
        ("Ref", "Action", "Lead", "Timesc", "ale", ""),
        ("Ref", "Action", "Lead", "Time", "escale", ""),
        ("Ref", "Action", "Lead", "", "Timescale", "Timescale"),
    ],
)
def test_a_heading_over_several_columns_however_it_is_printed(upper: tuple[str, ...]) -> None:
    found = columns(upper, ("", "", "", "Q1", "Q2", "Q3"))
    assert found[3:] == [(("Timescale", quarter), "period") for quarter in ("Q1", "Q2", "Q3")]


def test_two_headings_over_two_columns_each() -> None:
    found = columns(("Action", "Lead", "2019/20", "", "2020/21", ""), ("", "", "H1", "H2", "H1", "H2"))
    assert [labels for labels, _ in found[2:]] == [("2019/20", "H1"), ("2019/20", "H2"), ("2020/21", "H1"), ("2020/21", "H2")]


def test_months_by_their_first_letters() -> None:
    found = columns(("Action", "Lead", *"AMJJASONDJFM"))
    assert [role for _, role in found] == ["action", "lead", *["period"] * 12]


def test_a_title_row_above_the_headings_is_no_heading() -> None:
    (table,) = assembled(
        marked_up([("Priority 1: Leadership", "", ""), ("Ref", "Action", "Lead"), ("1", "Meet weekly", "Chair")])
    )
    assert [(block.kind, block.text.strip()) for block in table.blocks] == [
        ("heading", "Priority 1: Leadership"),
        ("table_header", "Ref\tAction\tLead"),
        ("table_row", "1\tMeet weekly\tChair"),
    ]


def test_rows_that_the_source_marks_as_headings_need_no_vocabulary() -> None:
    (table,) = assembled(marked_up([("Wibble", "Wobble"), ("a", "b")], headers=1))
    assert [column.labels for column in table.table.columns] == [("Wibble",), ("Wobble",)]


def test_cells_that_could_be_headings_elsewhere_make_no_heading_row() -> None:
    (table,) = assembled(marked_up([("Action", "Status", "When"), ("Visit", "Complete", "March 2016"), ("Call", "Done", "June")]))
    assert sum(block.kind == "table_row" for block in table.blocks) == 2


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("What have we committed to", "action"),
        ("Responsible officer(s)", "lead"),
        ("Accountable lead", "lead"),
        ("Officer responsible for delivery", "lead"),
        ("Action owner", "lead"),
        ("To be completed by", "due"),
        ("Target date for completion", "due"),
        ("Original timescale", "due"),
        ("Progress update (October 2017)", "progress"),
        ("What has been done so far", "progress"),
        ("Status (RAG)", "rag"),
        ("How will we know it has worked?", "measure"),
        ("What difference will it make?", "outcome"),
        ("Mitigating actions", "risk"),
        ("Report author", "business"),
        ("Comments received", "comment"),
        ("Proposed change", "change"),
        ("Number of children", "indicator"),
        ("Leadership", None),
        ("Looked after children", None),
    ],
)
def test_roles_by_wording(heading: str, role: str | None) -> None:
    hit = rules()["structure/columns"].first(heading)
    assert (hit.sets["column"] if hit else None) == role


def test_every_list_of_headings_is_known_word_by_word() -> None:
    file = rules()["structure/columns"]
    for rule in file.rules:
        for word in rule.words:
            hit = file.first(word)
            assert hit is not None
            assert hit.sets["column"] == rule.sets["column"], word


def test_cells_of_heading_rows_are_marked_in_the_table() -> None:
    (table,) = assembled(marked_up([("Ref", "Action", "Lead"), ("1", "Meet weekly", "Chair")]))
    assert [cell.text for cell in table.table.grids[0].cells if cell.header] == ["Ref", "Action", "Lead"]


@pytest.mark.parametrize(
    ("cells", "role"), [(("High", "M", "Low"), "priority"), (("Leading well", "2. Growing people", ""), "theme")]
)
def test_the_cells_tell_what_a_column_of_priorities_is(cells: tuple[str, ...], role: str) -> None:
    rows = [(cell, "Meet weekly", "Chair") for cell in cells]
    (table,) = assembled(marked_up([("Priority", "Action", "Lead"), *rows]))
    assert table.table.columns[0].role == role


def test_numbers_in_a_column_without_a_heading_are_the_rows() -> None:
    rows = [(number, "Leading well", "Meet weekly", "Chair") for number in ("1", "2", "3")]
    (table,) = assembled(marked_up([("", "Objective", "Action", "Lead"), *rows]))
    assert [column.role for column in table.table.columns] == ["ref", "theme", "action", "lead"]
