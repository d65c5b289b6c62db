"""Tables are counted as the ICDAR 2013 competition counts them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from benchmarks.icdar import Tally, counted, paired, table_cells, tallied, true_tables
from benchmarks.readers.with_tables import with_this_project

# Plan | 2015 2016 (each its own column) under a heading over both; one empty cell.
CELLS = [
    (0, 0, 2, 1, "Plan"),
    (0, 1, 1, 2, "Visits"),
    (1, 1, 1, 1, "2015"),
    (1, 2, 1, 1, "2016"),
    (2, 0, 1, 1, "Leeds way"),
    (2, 1, 1, 1, " "),
    (2, 2, 1, 1, "7%"),
]


def test_relations_pass_over_empty_cells_and_span_headings() -> None:
    assert table_cells(1, CELLS).relations == Counter(
        [
            ("PLAN", "VISITS", "right"),
            ("PLAN", "2015", "right"),
            ("2015", "2016", "right"),
            ("LEEDSWAY", "7_", "right"),
            ("PLAN", "LEEDSWAY", "below"),
            ("VISITS", "2015", "below"),
            ("VISITS", "2016", "below"),
            ("2016", "7_", "below"),
        ]
    )


def test_rows_and_columns_without_words_are_left_out() -> None:
    table = table_cells(1, [*CELLS, (3, 0, 1, 1, ""), (2, 5, 1, 1, "")])
    assert (table.rows, table.columns) == (3, 3)


def test_tables_found_elsewhere_and_tables_missed_count_against_the_reader() -> None:
    here, there = table_cells(1, CELLS), table_cells(2, CELLS)
    assert tallied([here], [there]) == Tally(0, 8, 8, 1, 0, 0)
    assert tallied([here, there], [there]) == Tally(8, 8, 16, 2, 1, 1)


def test_a_true_table_is_paired_with_the_one_that_shares_most() -> None:
    part = table_cells(1, CELLS[:3])
    assert paired([table_cells(1, CELLS)], [part, table_cells(1, CELLS)]) == {0: 1}


def test_published_cells_are_read_with_the_ends_that_are_given(tmp_path: Path) -> None:
    cell = "<cell start-row='{}' start-col='{}' {}><content>{}</content></cell>"
    cells = [
        cell.format(1, 0, "end-col='1'", "Visits"),
        cell.format(2, 0, "", "2015"),
        cell.format(2, 1, "end-row='2' end-col='1'", "2016"),
    ]
    path = tmp_path / "a-str.xml"
    path.write_text(f"<document><table><region page='3'>{''.join(cells)}</region></table></document>")
    (table,) = true_tables(path)
    assert (table.page, table.rows, table.columns) == (3, 2, 2)
    assert table.relations[("VISITS", "2016", "below")] == 1


def test_of_two_published_readings_the_nearer_holds() -> None:
    whole, part = table_cells(1, CELLS), table_cells(1, CELLS[:3])
    assert counted({"a": [[part], [whole]]}, {"a": [(1, CELLS)]})["a"].f1 == 1


def test_this_project_takes_part_with_the_tables_of_a_file() -> None:
    tables = with_this_project("corpus/reports/elmshire-2016-02.pdf")
    assert tables
    assert all(page > 0 and cells for page, cells in tables)
