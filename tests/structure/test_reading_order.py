"""Columns of text are read one after the other; numbers, labels and cells beside a text are not."""

from __future__ import annotations

from pipeline.structure.reading_order import columns_of
from pipeline.structure.rows import rows_of
from tests.structure.printing import columns, line, lines, page, printed, texts

LEFT = ["The first column of this page", "tells how the service began and", "how it grew in its first years."]
RIGHT = ["The second column goes on with", "what inspectors wrote about it", "and with what was done since."]


def order(*placed: list) -> list[list[str]]:
    rows = rows_of([word for words in placed for word in words], 1)
    return [[row.text for row in column.items] for column in columns_of(rows, 1, 595)]  # type: ignore[union-attr]


def test_two_columns_are_read_one_after_the_other() -> None:
    assert order(lines(LEFT, 60, 100), lines(RIGHT, 310, 100)) == [LEFT, RIGHT]


def test_columns_need_not_share_base_lines() -> None:
    assert order(lines(LEFT, 60, 100), lines(RIGHT, 310, 106)) == [LEFT, RIGHT]


def test_lines_over_both_columns_stand_before_and_after() -> None:
    title = "A title that runs over both of the columns of this page from left to right"
    after = "A line below that runs over both of the columns of this page from left to right"
    found = order(line(title, 60, 60), lines(LEFT, 60, 100), lines(RIGHT, 310, 100), line(after, 60, 180))
    assert found == [[title], LEFT, RIGHT, [after]]


def test_a_heading_below_the_columns_is_not_the_left_ones() -> None:
    wide = "A line below that runs over both of the columns of this page from left to right"
    found = order(lines(LEFT, 60, 100), lines(RIGHT, 310, 100), line("Figures", 60, 160, bold=True), line(wide, 60, 180))
    assert found == [LEFT, RIGHT, ["Figures", wide]]


def test_three_columns() -> None:
    third = ["And a third one holds", "the last of the words", "that are to be read."]
    left = ["The first column here", "tells how the service", "grew in early years."]
    middle = ["The second goes on to", "what inspectors wrote", "about it in the year."]
    assert order(lines(left, 50, 100), lines(middle, 220, 100), lines(third, 390, 100)) == [left, middle, third]


def test_a_column_of_numbers_is_read_row_by_row() -> None:
    placed = [
        columns(100 + 13 * n, {60: f"{n}.", 100: "A paragraph that runs on to the right of the page here"}) for n in range(1, 6)
    ]
    assert len(order(*placed)) == 1


def test_labels_and_values_are_read_row_by_row() -> None:
    placed = [columns(100 + 13 * n, {60: "Lead officer:", 200: "Sam Example, Head of Learning and Skills"}) for n in range(5)]
    assert len(order(*placed)) == 1


def test_cells_of_a_table_are_no_columns() -> None:
    row = {60: "Visits made in time", 200: "88 per cent", 330: "92 per cent", 460: "all of them"}
    assert len(order(*(columns(100 + 13 * n, row) for n in range(6)))) == 1


def test_a_paragraph_goes_on_in_the_next_column() -> None:
    left = [*LEFT[:2], "how it grew in its first years and"]
    right = ["was then inspected by a team that", *RIGHT[1:]]
    document = printed(page(1, line("Background", 60, 60, bold=True, size=14), lines(left, 60, 100), lines(right, 310, 100)))
    assert texts(document, "paragraph") == [" ".join([*left, *right])]
