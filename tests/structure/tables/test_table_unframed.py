"""Headings right above the frame of their table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.model import Box, Grid
from pipeline.structure.tables.unframed import with_headings_above
from pipeline.structure.tables.vocabulary import Vocabulary
from tests.structure.printing import columns, line, page
from tests.structure.tables.table_drawing import marked_up, rules

FRAME = Box(70, 200, 470, 260)


def framed(*rows: tuple[str, ...]) -> Grid:
    edges = (70.0, 120.0, 270.0, 370.0, 470.0)
    return replace(marked_up(rows), kind="ruled", page=1, box=FRAME, column_edges=edges, row_edges=(200.0, 230.0, 260.0))


PLAN = framed(("1", "Recruit ten workers", "Head of Homes", "May 2031"), ("2", "Audit every visit", "Clerk", "June 2031"))


def test_a_row_of_known_headings_above_the_frame_belongs_to_the_table() -> None:
    above = columns(196, {75: "Ref", 125: "Action", 275: "Lead", 375: "By when"}, bold=True)
    (grid,) = with_headings_above(page(1, line("The plan is this:", 70, 150), above), [PLAN], Vocabulary(rules()))
    assert [cell.text for cell in grid.cells if cell.row == 0] == ["Ref", "Action", "Lead", "By when"]
    assert grid.n_rows == 3
    assert [cell.text for cell in grid.cells if cell.row == 2] == ["2", "Audit every visit", "Clerk", "June 2031"]
    assert grid.box
    assert grid.box.top == grid.row_edges[0] < FRAME.top


@pytest.mark.parametrize(
    ("texts", "y"),
    [
        ({75: "Ref", 125: "Action", 275: "Lead", 375: "By when"}, 160),  # too far above
        ({75: "Ann", 125: "Example", 275: "of", 375: "Eastmere"}, 196),  # no headings that are known
        ({75: "Actions of the lead members by when they are due", 375: "Lead"}, 196),  # a text over the columns
        ({75: "Ref", 375: "Action"}, 196),  # too few
    ],
)
def test_other_words_above_a_frame_stay_where_they_are(texts: dict[float, str], y: float) -> None:
    assert with_headings_above(page(1, columns(y, texts)), [PLAN], Vocabulary(rules())) == [PLAN]


def test_a_table_with_headings_of_its_own_takes_no_others() -> None:
    headed = framed(("Ref", "Action", "Lead", "By when"), ("1", "Recruit ten workers", "Clerk", "May 2031"))
    above = columns(196, {75: "Ref", 125: "Action", 275: "Lead", 375: "By when"})
    assert with_headings_above(page(1, above), [headed], Vocabulary(rules())) == [headed]
