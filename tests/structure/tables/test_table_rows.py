"""Rows over page breaks, themes inside a table, merged cells, paragraphs within a cell, offsets."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Block
from tests.structure.tables.table_drawing import (
    HEADINGS,
    ROWS,
    assembled,
    by_reportlab,
    cells_of,
    marked_up,
    rows_of,
    tables_of,
)

RULED = [("GRID", (0, 0), (-1, -1), 0.5, "#000000")]


def body(tables: object) -> list[Block]:
    return [block for table in tables for block in table.blocks if block.kind == "table_row"]  # type: ignore[attr-defined]


def test_a_table_over_pages_is_one_and_its_headings_stand_once_a_page() -> None:
    rows = [ROWS[i % 4] for i in range(24)]
    (table,) = tables_of(by_reportlab([HEADINGS, *rows], RULED, height=500))
    assert len(table.table.pages) > 1
    assert rows_of([table]) == rows
    headers = [block for block in table.blocks if block.kind == "table_header"]
    assert [block.page for block in headers] == list(table.table.pages)
    assert table.placed == tuple(range(len(table.table.pages)))


@pytest.mark.parametrize("style", [RULED, [("LINEBELOW", (0, 0), (-1, -1), 0.5, "#000000")], []])
def test_a_table_over_pages_without_headings_printed_again(style: list[tuple[object, ...]]) -> None:
    rows = [ROWS[i % 4] for i in range(24)]
    (table,) = tables_of(by_reportlab([HEADINGS, *rows], style, height=500, repeat=0))
    assert rows_of([table]) == rows


def test_a_row_cut_by_a_page_is_one_row_with_the_boxes_of_both_pages() -> None:
    long = (
        "2.2",
        " ".join(["Look again at each plan and say what has changed for the child."] * 12),
        "Panel Chair",
        "May 2017",
        "",
    )
    rows = [*ROWS, long, ROWS[0]]
    (table,) = tables_of(by_reportlab([HEADINGS, *rows], RULED, height=400, split=1))
    assert rows_of([table]) == rows
    (cut,) = [block for block in body([table]) if len({part.page for part in block.parts}) > 1]
    assert cut.cell_text(cut.cells[0]) == "2.2"
    assert cut.page == 1
    for part in cut.parts:
        assert part.box is not None
        assert [cut.text[word.start : word.end] for word in part.words] == cut.text[part.start : part.end].split()


def test_a_cut_row_of_a_plan_without_references_goes_on_in_the_middle_of_its_sentence() -> None:
    first = marked_up(
        [
            ("Action", "Owner", "Deadline"),
            ("Set up a panel", "Head of Care", "May"),
            ("Agree with all of the", "Director", "June"),
        ]
    )
    second = marked_up(
        [("Action", "Owner", "Deadline"), ("partners how cases are passed on", "", ""), ("Write to schools", "Clerk", "July")]
    )
    (table,) = assembled(first, second)
    assert rows_of([table]) == [
        ("Set up a panel", "Head of Care", "May"),
        ("Agree with all of the partners how cases are passed on", "Director", "June"),
        ("Write to schools", "Clerk", "July"),
    ]


def test_a_new_row_at_the_top_of_a_page_stays_a_row() -> None:
    first = marked_up([("Ref", "Action", "Owner", "When"), ("1", "Set up a panel", "Head of Care", "November 2017")])
    second = marked_up([("Ref", "Action", "Owner", "When"), ("2", "Write to schools", "Clerk", "mid-June 2018")])
    assert [row[0] for row in rows_of(assembled(first, second))] == ["1", "2"]


def test_the_rest_of_a_reference_joins_it() -> None:
    first = marked_up(
        [("Ref", "Action", "Lead"), ("A1 2.1", "Map the offer", "Head of Youth"), ("A2", "Cut waiting times", "Head of")]
    )
    second = marked_up([("Ref", "Action", "Lead"), ("2.2", "", "Early Help"), ("A3 2.3", "Train staff", "Trainer")])
    assert rows_of(assembled(first, second))[1] == ("A2 2.2", "Cut waiting times", "Head of Early Help")


def test_other_headings_or_text_between_begin_another_table() -> None:
    first = marked_up([("Ref", "Action", "Lead"), ("1", "Map the offer", "Head of Youth")])
    other = marked_up([("Risk", "Likelihood", "Mitigation"), ("Staff leave", "High", "Pay more")])
    assert len(assembled(first, other)) == 2
    assert len(assembled(first, first)) == 1
    assert len(assembled(first, first, between=["Theme two"])) == 2
    assert len(assembled(first, first, between=["Action plan (continued)"])) == 1


def test_headings_that_change_inside_a_grid_begin_another_table() -> None:
    grid = marked_up(
        [
            ("Ref", "Action", "Lead"),
            ("1", "Map the offer", "Head of Youth"),
            ("Indicator", "Baseline", "Target"),
            ("Visits", "70%", "90%"),
        ]
    )
    plan, indicators = assembled(grid)
    assert [column.role for column in plan.table.columns] == ["ref", "action", "lead"]
    assert [column.role for column in indicators.table.columns] == ["indicator", "indicator", "measure"]
    assert plan.placed == indicators.placed == (0,)


def test_themes_head_the_rows_below_and_explanations_do_not() -> None:
    rows = [
        HEADINGS,
        ("Theme 1: A door that answers", "", "", "", ""),
        ("Outcome: families are called back on the same day, and know who will call them.", "", "", "", ""),
        *ROWS[:2],
        ("Theme 2: Steady workers", "", "", "", ""),
        *ROWS[2:],
    ]
    spans = [("SPAN", (0, i), (-1, i)) for i in (1, 2, 5)]
    (table,) = tables_of(by_reportlab(rows, [*RULED, *spans]))
    assert [(block.kind, block.text[:7]) for block in table.blocks if block.kind in ("heading", "paragraph")] == [
        ("heading", "Theme 1"),
        ("paragraph", "Outcome"),
        ("heading", "Theme 2"),
    ]
    assert [block.band for block in body([table])] == ["Theme 1: A door that answers"] * 2 + ["Theme 2: Steady workers"] * 2


def test_a_theme_between_tables_without_outer_lines_is_a_row_of_one_table() -> None:
    rows = [
        HEADINGS,
        ("Theme 1: A door that answers", "", "", "", ""),
        *ROWS[:2],
        ("Theme 2: Steady workers", "", "", "", ""),
        *ROWS[2:],
    ]
    style = [("INNERGRID", (0, 0), (-1, -1), 0.5, "#000000"), ("SPAN", (0, 1), (-1, 1)), ("SPAN", (0, 4), (-1, 4))]
    (table,) = tables_of(by_reportlab(rows, style))
    assert [block.band for block in body([table])] == ["Theme 1: A door that answers"] * 2 + ["Theme 2: Steady workers"] * 2


def test_paragraphs_within_a_cell_are_told_from_wrapped_lines() -> None:
    rows = [
        HEADINGS,
        ("1", "Agree the form of the plan with all the partners who are to use it.<br/>Send it out.", "Director", "May", "Done"),
    ]
    (row,) = body(tables_of(by_reportlab(rows, RULED)))
    action = row.cells[1]
    assert [row.text[at:].split("\t")[0] for at in action.breaks] == ["Send it out."]
    two = [
        HEADINGS,
        ("1", "Agree a form.", "Head of Care<br/>Clerk<br/>Chair of the Safeguarding Partnership Board", "May", ""),
    ]
    (row,) = body(tables_of(by_reportlab(two, RULED)))
    lead = row.cells[2]
    assert [row.text[at : at + 5] for at in lead.breaks] == ["Clerk", "Chair"]


def test_words_that_a_narrow_column_hyphenates_are_made_whole() -> None:
    rows = [
        HEADINGS,
        *ROWS,
        ("9", "Plan the assess-<br/>ment of need with multi-<br/>agency teams and safe-<br/>guarding leads.", "Head", "May", ""),
    ]
    (row,) = [row for row in body(tables_of(by_reportlab(rows, RULED))) if row.text.startswith("9")]
    assert row.cell_text(row.cells[1]) == "Plan the assessment of need with multi-agency teams and safeguarding leads."
    assert [part.printed for part in row.parts if part.printed] == ["Plan the assess-", "agency teams and safe-"]


words = st.text(alphabet="abcdefgh XYZ,.", max_size=20).map(lambda text: " ".join(text.split()))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(words, min_size=3, max_size=3), min_size=1, max_size=6))
def test_a_block_is_its_cells_with_tabs_between_and_nothing_is_lost(rows: list[list[str]]) -> None:
    (table,) = assembled(marked_up([("Ref", "Action", "Lead"), *rows]))
    for block in table.blocks:
        if block.cells:
            assert "\t".join(cells_of(block)) == block.text
        for part in block.parts:
            assert block.text[part.start : part.end].strip()
    printed = " ".join(text for row in rows for text in row if text).split()
    assert sorted(" ".join(block.text for block in table.blocks if block.kind != "table_header").split()) == sorted(printed)
