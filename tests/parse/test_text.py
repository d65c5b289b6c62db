"""Plain text and Markdown."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import DocumentError
from pipeline.model import Grid, Paragraph
from pipeline.parse import parse
from pipeline.parse.marks import take_mark
from pipeline.parse.text import read_text


def elements(text: str) -> tuple[Paragraph | Grid, ...]:
    return read_text(text.encode())[0].elements


def rows(grid: Paragraph | Grid) -> list[list[str]]:
    assert isinstance(grid, Grid)
    return [[cell.text for cell in grid.cells if cell.row == r] for r in range(grid.n_rows)]


def test_headings_paragraphs_and_emphasis() -> None:
    assert elements("## 2. Purpose\n\nThe **board** met *twice*.\n\n**Lead**\n\nUnderlined\n----------\n") == (
        Paragraph("2. Purpose", "heading", 2, bold=True),
        Paragraph("The board met twice."),
        Paragraph("Lead", bold=True),
        Paragraph("Underlined", "heading", 1, bold=True),
    )


def test_list_marks_go_to_the_number_and_indents_to_the_level() -> None:
    assert elements("- 3.1 First\n- (a) one\n  - 2. deeper\n  \u2022 bullet\n* star\n\n2.1 Typed number") == (
        Paragraph("First", "list_item", 1, "3.1"),
        Paragraph("one", "list_item", 1, "(a)"),
        Paragraph("deeper", "list_item", 2, "2."),
        Paragraph("bullet", "list_item", 2, "•"),
        Paragraph("star", "list_item", 1, "•"),
        Paragraph("2.1 Typed number"),
    )


def test_lines_of_a_file_that_is_not_wrapped_stand_for_themselves() -> None:
    long = "A sentence that goes on. " * 8
    assert elements(f"{long}\n4. The fourth point.\n5. The fifth point,\nwhich goes on.\nLegal: none") == (
        Paragraph(long.strip()),
        Paragraph("4. The fourth point."),
        Paragraph("5. The fifth point, which goes on."),
        Paragraph("Legal: none"),
    )


def test_wrapped_lines_are_joined_but_short_ones_are_not() -> None:
    text = (
        "The service was inspected twice in the year, and an improvement plan\n"
        "was agreed in 2018 by the board, which has met every month\nsince.\n"
        "Contact: the clerk\n"
        "3.2 The council had in that year, for all its schools, no more than\n"
        "5. It is fewer than before.\n"
        "3.3 Next"
    )
    assert [e.text for e in elements(text) if isinstance(e, Paragraph)] == [
        "The service was inspected twice in the year, and an improvement plan was agreed in 2018 by the board, which has met"
        " every month since.",
        "Contact: the clerk",
        "3.2 The council had in that year, for all its schools, no more than 5. It is fewer than before.",
        "3.3 Next",
    ]


def test_colours_of_a_terminal_are_no_part_of_the_text() -> None:
    assert elements("It fell to \x1b[1;31m55%\x1b[0m in May.") == (Paragraph("It fell to 55% in May."),)


def test_words_and_figures_that_a_line_cuts_at_their_hyphen_are_whole() -> None:
    text = (
        "The rate of absence among the social workers of the council fell from fifty-\n"
        "five per cent to 12-\n"
        "15% over the period of the plan that the council had made for the years 2017-\n"
        "18 and this was told to all its officers and to its partners, who are in short-\n"
        "and long-term posts.\n"
    )
    assert [element.text for element in elements(text) if isinstance(element, Paragraph)] == [
        "The rate of absence among the social workers of the council fell from fifty-five per cent to 12-15% over the period of "
        "the plan that the council had made for the years 2017-18 and this was told to all its officers and to its partners, "
        "who are in short- and long-term posts."
    ]


def test_lines_with_tabs_are_a_table_until_a_blank_line() -> None:
    first, text, second = elements(
        "Ref\tAction\tLead\nA1\tRecruit\t\n\t\tHead of Service\n\nBetween\n\nDate:\t3 March\nTo:\tCabinet"
    )
    assert rows(first) == [["Ref", "Action", "Lead"], ["A1", "Recruit", ""], ["", "", "Head of Service"]]
    assert text == Paragraph("Between")
    assert rows(second) == [["Date:", "3 March"], ["To:", "Cabinet"]]


def test_numbered_paragraphs_with_tabs_are_no_table() -> None:
    assert elements("2.1\tCabinet is asked to note.\n2.2\tAnd to agree.") == (
        Paragraph("2.1 Cabinet is asked to note."),
        Paragraph("2.2 And to agree."),
    )


def test_a_numbered_paragraph_with_bullets_behind_tabs_is_no_table() -> None:
    found = elements("1.1\tThey told us to mend:\n\t\u2022 plans;\n\t\u2022 visits.\n\n1.2\tWe did.")
    assert [(e.text, e.number) for e in found if isinstance(e, Paragraph)] == [
        ("1.1 They told us to mend:", None),
        ("plans;", "\u2022"),
        ("visits.", "\u2022"),
        ("1.2 We did.", None),
    ]
    assert isinstance(elements("1\tTrain staff\tHead\n\t\u2022 in May\t")[0], Grid)


def test_a_line_with_nothing_behind_its_tab_is_a_paragraph() -> None:
    assert elements("ITEM NO. 7\t\n\nText") == (Paragraph("ITEM NO. 7"), Paragraph("Text"))


def test_pipe_tables_mark_their_heading_row() -> None:
    (grid,) = elements("| Ref | **Lead** |\n|:---|---:|\n| A1 | Head of<br>Service |\n| A2 | x \\| y |")
    assert rows(grid) == [["Ref", "Lead"], ["A1", "Head of Service"], ["A2", "x | y"]]
    assert isinstance(grid, Grid)
    assert [cell.header for cell in grid.cells] == [True, True, False, False, False, False]
    assert [line.text for line in grid.cells[3].lines] == ["Head of", "Service"]


def test_links_escapes_quotes_and_rules() -> None:
    assert elements(
        "See [a plan](https://example.org/a b) and [notes](https://example.org/m).\n\n2\\. Not a mark\n\n---\n\n> Said\n> again\n"
    ) == (
        Paragraph("See [a plan](https://example.org/a b) and notes."),
        Paragraph("2. Not a mark"),
        Paragraph("Said again", "quote"),
    )


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("5 * 3 * 2 teams", "5 * 3 * 2 teams"),
        ("a_file_name", "a_file_name"),
        ("*Excludes agency staff", "*Excludes agency staff"),
        ("***Both***", "Both"),
    ],
)
def test_marks_that_are_no_emphasis_stay(text: str, kept: str) -> None:
    (paragraph,) = elements(text)
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == kept


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes("Children\u2019s Services \u2013 \u00a34m".encode(encoding))
    assert parse(path).pages[0].elements == (Paragraph("Children\u2019s Services \u2013 \u00a34m"),)


def test_a_file_of_rules_alone_has_no_text() -> None:
    with pytest.raises(DocumentError, match="no text"):
        read_text(b"---\n\n***\n")


@pytest.mark.parametrize(
    ("text", "mark", "rest"),
    [
        ("3.1 text", "3.1", "text"),
        ("6a. text", "6a.", "text"),
        ("4.7a text", "4.7a", "text"),
        ("\u2022text", "•", "text"),
        ("- 12(a) text", "12(a)", "text"),
        ("- (iv) text", "(iv)", "text"),
        ("-5% fell", None, "-5% fell"),
        ("2016 was a year", None, "2016 was a year"),
        ("o text", "•", "text"),
        ("offer", None, "offer"),
    ],
)
def test_marks(text: str, mark: str | None, rest: str) -> None:
    assert take_mark(text) == (mark, rest)


@given(st.lists(st.from_regex(r"[A-Z][a-z]{2,8}( [a-z]{2,8}){0,5}\.", fullmatch=True), min_size=1, max_size=6))
def test_no_word_is_lost_and_none_is_added(sentences: list[str]) -> None:
    found = elements("\n\n".join(sentences))
    assert [e.text for e in found if isinstance(e, Paragraph)] == sentences


def test_the_shared_reports_keep_all_their_words(shared: Path) -> None:
    for path in sorted((shared / "reports").glob("*.txt")):
        written = path.read_text(encoding="utf-8")
        found: list[str] = []
        for element in parse(path).pages[0].elements:
            if isinstance(element, Grid):
                found += [cell.text for cell in element.cells]
            else:
                found += [element.number or "", element.text]
        letters = "".join(c for c in "".join(found) if c.isalnum())
        assert letters == "".join(c for c in written if c.isalnum()), path.name


def test_a_line_between_rows_is_a_heading_across_the_table() -> None:
    text = "Ref\tTask\tOwner\nGOVERNANCE\n1\tTrain members\tClerk\nWORKFORCE\n2\tHire staff\tHead of HR\n\nWhat follows.\n"
    (grid,) = [element for element in read_text(text.encode())[0].elements if isinstance(element, Grid)]
    across = [(cell.row, cell.lines[0].text) for cell in grid.cells if cell.column_span == 3]
    assert (grid.n_rows, across) == (5, [(1, "GOVERNANCE"), (3, "WORKFORCE")])


def test_a_sentence_between_tables_parts_them() -> None:
    text = "Ref\tTask\tOwner\n1\tTrain members\tClerk\nThe second plan follows.\n2\tHire staff\tHead of HR\n"
    assert len([element for element in read_text(text.encode())[0].elements if isinstance(element, Grid)]) == 2


def test_lines_of_a_narrow_file_stand_for_themselves() -> None:
    assert elements("Accountable director: Sam Example\nVersion 3 of four") == (
        Paragraph("Accountable director: Sam Example"),
        Paragraph("Version 3 of four"),
    )


def test_columns_parted_by_wide_gaps_are_a_table() -> None:
    text = "Priority     By whom      By when\nTrain panels   Clerk    May\nOpen a home      Head of Homes   June 2031\n"
    (grid,) = elements(text)
    assert rows(grid)[1:] == [["Train panels", "Clerk", "May"], ["Open a home", "Head of Homes", "June 2031"]]


def test_headings_and_cells_that_go_on_stand_in_a_table_set_with_spaces() -> None:
    lines = ["Step            Who           When", "HOMES", "Open a home     Head of       May 2031", "                Homes"]
    (grid,) = elements(
        "\n".join([*lines, "Train panels    Clerk         June 2031", "VISITS", "See children    Team          July 2031"])
    )
    assert rows(grid)[2] == ["Open a home", "Head of Homes", "May 2031"]
    assert [row[0] for row in rows(grid)] == ["Step", "HOMES", "Open a home", "Train panels", "VISITS", "See children"]


COLUMNS_OF_SPACES = """
No.   Step                       Who            When
----------------------------------------------------
1     Train panels               Clerk          May 2031
2     Open a home by the river   Head of Homes  June 2031
3     See every child and        Team           July 2031
      write it down              managers
4     Write to schools                          July 2031
5     Mend the roof              Clerk
"""


def test_cells_that_are_long_empty_or_go_on_keep_to_the_columns_of_a_table_set_with_spaces() -> None:
    (grid,) = elements(COLUMNS_OF_SPACES.replace("Homes  June", "Homess June"))
    assert rows(grid)[1:] == [
        ["1", "Train panels", "Clerk", "May 2031"],
        ["2", "Open a home by the river", "Head of Homess", "June 2031"],
        ["3", "See every child and write it down", "Team managers", "July 2031"],
        ["4", "Write to schools", "", "July 2031"],
        ["5", "Mend the roof", "Clerk", ""],
    ]


def test_bars_between_cells_alone_are_a_table_and_one_line_of_them_is_none() -> None:
    (grid,) = elements("Step | Who | When\nTrain panels | Clerk | May\nOpen a home | |\n")
    assert rows(grid)[1:] == [["Train panels", "Clerk", "May"], ["Open a home", "", ""]]
    (foot,) = elements("Eastmere Council | Children | Page 3\n")
    assert isinstance(foot, Paragraph)


def test_headings_may_leave_out_the_one_over_the_numbers() -> None:
    (grid,) = elements("Step\tWho\tWhen\nHomes\n1.1\tTrain panels\tClerk\tMay\n1.2\tOpen a home\tClerk\tJune\n")
    assert rows(grid)[0] == ["", "Step", "Who", "When"]
    assert rows(grid)[2] == ["1.1", "Train panels", "Clerk", "May"]


def test_wide_gaps_in_a_line_or_two_are_no_table() -> None:
    assert len(elements("Name:   Sam   Post: Clerk\nTel:   12   Mail: none\n\nOne.  Two.  Three.")) == 3


def test_two_columns_set_with_spaces_are_rows_and_what_goes_on_joins_its_cell() -> None:
    text = "From:      Ann Example, Member\n           Sam Sample, Director\nTo:        Cabinet\nLead       Jo Ample\n"
    (grid,) = elements(text)
    assert rows(grid) == [["From:", "Ann Example, Member Sam Sample, Director"], ["To:", "Cabinet"], ["Lead", "Jo Ample"]]


def test_numbers_before_a_gap_open_no_table() -> None:
    text = "1.1    The plan goes on.\n1.2    The board met.\n1.3    It met again.\n"
    assert not any(isinstance(element, Grid) for element in elements(text))


def test_a_label_is_never_joined_to_the_field_above_it() -> None:
    text = f"Portfolio Holder: Councillor Ann Example, Children and Families of Exborough\nSenior Officer: Sam\n\n{'word ' * 16}"
    assert elements(text)[1] == Paragraph("Senior Officer: Sam")


@pytest.mark.parametrize("mark", "•■◼◾□◆►")
def test_filled_shapes_are_bullets(mark: str) -> None:
    lines = ["How soon children are seen and how well it is", "written down.", "What care leavers are told."]
    text = f"{mark}      {lines[0]}\n       {lines[1]}\n{mark}      {lines[2]}\n"
    (page,) = read_text(text.encode())
    assert [one.text for one in page.elements if isinstance(one, Paragraph)] == [" ".join(lines[:2]), lines[2]]


def test_numbers_and_bullets_alone_on_their_lines_lead_the_text_below() -> None:
    text = (
        "Recommendations\n1.\n\n4\n\nEnsure that visits are made.\n\n2.\nEnsure that plans are kept.\n\n"
        "\u25a0\n\nBullet\n\n10. Ensure more."
    )
    assert [(e.text, e.number) for e in elements(text) if isinstance(e, Paragraph)] == [
        ("Recommendations", None),
        ("4", None),
        ("1. Ensure that visits are made.", None),
        ("2. Ensure that plans are kept.", None),
        ("Bullet", "\u2022"),
        ("10. Ensure more.", None),
    ]


def test_the_last_word_of_a_sentence_is_no_number_of_the_next() -> None:
    text = "The council had in that year, for all of its schools, no more than\n5.\n\nIt is fewer than before."
    assert [e.text for e in elements(text) if isinstance(e, Paragraph)] == [
        "The council had in that year, for all of its schools, no more than 5.",
        "It is fewer than before.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Inspection dates: 18 October-11 November 2013 and 21 \u2013 24\nJanuary 2014",
        "Inspection dates: 17 October\n2013 to 11 November 2013",
        "Inspection dates: 17 October to\n11 November 2013",
        "Inspection date: 3 \u2013\n18 October 2013",
        "Inspection date: 3 October 2013\nto 18 October 2013",
    ],
)
def test_a_date_that_is_cut_goes_on_in_the_next_line(text: str) -> None:
    assert [e.text for e in elements(f"Exampleshire\n{text}") if isinstance(e, Paragraph)] == [
        "Exampleshire",
        text.replace("\n", " "),
    ]


def test_a_few_lines_longer_than_the_page_do_not_part_the_others() -> None:
    line = "The service was inspected twice in the year, and an improvement plan"
    text = (
        f"{line}\nwas agreed.\n\n" * 50
        + f"{line} that is much longer than any other line of it, since hyphens were joined, was made."
    )
    assert {e.text for e in elements(text)[:-1] if isinstance(e, Paragraph)} == {f"{line} was agreed."}


def test_a_short_line_between_two_items_is_a_heading() -> None:
    text = (
        "100. Say in the report of each year how well the board works with others in the county.\n"
        "101. Agree how it is linked to the other boards, with the Health and Well-Being Board.\n"
        "Key strengths and weaknesses of the board\n102. The board is strong."
    )
    assert [e.text for e in elements(text) if isinstance(e, Paragraph)] == text.split("\n")


def test_what_markdown_shows_to_nobody_is_left_out_and_counted() -> None:
    text = 'Seen.\n\n<!-- Fell from\n33% -->\n\n[a]: http://x.example "Fell to 11%"\n\n[^1]: A note.\n\n[b] and: http'
    (page,) = read_text(text.encode())
    assert [e.text for e in page.elements if isinstance(e, Paragraph)] == ["Seen.", "[^1]: A note.", "[b] and: http"]
    assert page.note == "page 1 has letters that nobody sees, which were left out: 11 in comments, 31 of where links lead"


def test_a_comment_that_does_not_end_is_read() -> None:
    assert elements("Seen <!-- and more") == (Paragraph("Seen <!-- and more"),)


def test_marks_without_room_and_hyphens_that_may_be_set_do_not_part_words() -> None:
    text = "The at\u00adten\u00ad\ndance fell from 5\u200b5% to 22%\U000e0020\U000e0033."
    assert elements(text) == (Paragraph("The attendance fell from 55% to 22%."),)


def test_letters_that_cannot_be_made_out_are_told() -> None:
    (page,) = read_text(b"Visits rose. " * 20 + b"\x81")
    assert (page.problem, page.note) == (None, "page 1 has letters that could not be made out: 1")
    (page,) = read_text(b"Visits \x81 rose \x81 to \x81")
    assert page.problem == "page 1 has letters that could not be made out: 3"
