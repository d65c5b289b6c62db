"""Lists that go on beside themselves on one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from pipeline.model import Box, Grid
from pipeline.structure.tables.parted import without_headings_beside
from tests.structure.tables.table_drawing import assembled, marked_up


def borderless(rows: Sequence[Sequence[str]]) -> Grid:
    grid = marked_up(rows)
    edges = tuple(float(100 * n) for n in range(grid.n_columns + 1))
    return replace(grid, kind="borderless", box=Box(0, 0, edges[-1], 50), column_edges=edges)


def texts(grid: Grid) -> list[tuple[int, int, str]]:
    return [(cell.row, cell.column, cell.text) for cell in grid.cells if cell.lines]


def test_headings_printed_again_beside_each_other_begin_tables_of_their_own() -> None:
    left, right = without_headings_beside(borderless([("Team", "Visits", "Team", "visits"), ("North", "12", "South", "9")]))
    assert texts(left) == [(0, 0, "Team"), (0, 1, "Visits"), (1, 0, "North"), (1, 1, "12")]
    assert texts(right) == [(0, 0, "Team"), (0, 1, "visits"), (1, 0, "South"), (1, 1, "9")]
    assert left.box
    assert right.box
    assert (left.box.x1, right.box.x0) == (200, 200)


@pytest.mark.parametrize(
    "headings",
    [("Team", "2015", "2016", "2015", "2016"), ("Team", "Visits", "Lead", "Visits"), ("No.", "No.", "No.", "No.")],
    ids=" ".join,
)
def test_headings_that_stand_again_behind_one_label_part_nothing(headings: tuple[str, ...]) -> None:
    grid = borderless([headings, [str(n) for n in range(len(headings))]])
    assert without_headings_beside(grid) == [grid]


def test_a_drawn_table_is_never_parted_sideways() -> None:
    grid = replace(borderless([("Team", "Visits", "Team", "Visits"), ("North", "12", "South", "9")]), kind="ruled")
    assert without_headings_beside(grid) == [grid]


PLAN = marked_up([("Action", "Lead", "By when", "Status"), ("Train panels", "Clerk", "May 2031", "Done")], headers=1)
MORE = marked_up([("Open a home", "Clerk", "June 2031", "Late")])


def test_a_table_below_a_short_heading_has_the_headings_of_the_one_above() -> None:
    first, second = assembled(PLAN, MORE, between=["Homes for children"])
    assert [column.labels for column in second.table.columns] == [column.labels for column in first.table.columns]
    assert second.table.title == "Homes for children"


@pytest.mark.parametrize(
    ("grid", "between"),
    [
        (MORE, ["The panel met in May and was told of the homes."]),
        (MORE, ["Homes", "Schools"]),
        (marked_up([("Open a home", "Clerk", "June 2031")]), ["Homes for children"]),
    ],
)
def test_other_tables_have_none_but_their_own_headings(grid: Grid, between: list[str]) -> None:
    _, second = assembled(PLAN, grid, between=between)
    assert not any(column.labels for column in second.table.columns)
