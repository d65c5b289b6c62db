"""Header blocks in the layouts that councils use, as one block per field."""

from __future__ import annotations

import pytest

from pipeline.model import Cell, Document, Grid, Line, Page, Paragraph
from pipeline.rules import read_rules
from pipeline.structure.label_columns import label_grid
from pipeline.structure.labels import labels_in
from tests.structure.printing import columns, line, lines, page, printed, texts

RULES = read_rules()
TEXT = [
    "1.1|This report tells the committee how the service has changed since the last",
    "|meeting and what the board will do about it in the months to come.",
]


def fields(*placed: list) -> list[str]:
    body = [line("1.|Purpose of the report", 60, 500, bold=True), lines(TEXT, 60, 520)]
    return texts(printed(page(1, *placed, *body)), "header_field")


def grid(rows: list[list[str]]) -> Grid:
    cells = [Cell(r, c, 1, 1, (Line(text),)) for r, row in enumerate(rows) for c, text in enumerate(row)]
    return Grid(None, None, len(rows), max(map(len, rows)), tuple(cells), kind="marked_up")


def written_fields(*elements: Paragraph | Grid) -> list[str]:
    after = Paragraph("Purpose of the report", "heading", level=1)
    document = Document("r.docx", "0" * 64, "application/msword", (Page(1, elements=(*elements, after)),))
    return texts(document, "header_field")


def test_label_and_value_on_one_line() -> None:
    assert fields(lines(["Report to: Cabinet", "Date: 3 March 2020"], 60, 100, leading=20)) == [
        "Report to: Cabinet",
        "Date: 3 March 2020",
    ]


def test_label_and_value_on_two_lines() -> None:
    found = fields(lines(["Decision maker", "Cabinet", "Date of meeting", "3 March 2020"], 60, 100, leading=20))
    assert found == ["Decision maker\tCabinet", "Date of meeting\t3 March 2020"]


def test_several_labels_on_one_line() -> None:
    assert fields(line("DATE: 3 MARCH 2020 AGENDA ITEM: 5", 60, 100)) == ["DATE: 3 MARCH 2020", "AGENDA ITEM: 5"]


def test_the_whole_block_run_together_with_empty_fields() -> None:
    block = [
        "Report to: Cabinet Date: 3 March 2020 Report of: Director of Families Wards affected:",
        "Key decision: N/A Portfolio holder: Cllr A Example",
    ]
    assert fields(lines(block, 60, 100)) == [
        "Report to: Cabinet",
        "Date: 3 March 2020",
        "Report of: Director of Families",
        "Wards affected:",
        "Key decision: N/A",
        "Portfolio holder: Cllr A Example",
    ]


def test_wide_columns_without_lines() -> None:
    first = columns(100, {60: "Meeting", 200: "Corporate Parenting Board"})
    assert fields(first, columns(120, {60: "Meeting date", 200: "22 March 2022"})) == [
        "Meeting\tCorporate Parenting Board",
        "Meeting date\t22 March 2022",
    ]


def test_four_columns_whose_labels_and_values_wrap() -> None:
    found = fields(
        columns(100, {60: "Report to:", 150: "Overview and", 300: "Date of", 380: "9 May"}),
        columns(113, {150: "Scrutiny", 300: "meeting:", 380: "2019"}),
        columns(135, {60: "Subject:", 150: "Improvement"}),
        columns(148, {150: "update of the plan"}),
        columns(170, {60: "Report of:", 150: "Director of", 300: "Wards", 380: "All wards"}),
        columns(183, {150: "Families", 300: "affected:"}),
    )
    assert found == [
        "Report to: Overview and Scrutiny",
        "Date of meeting: 9 May 2019",
        "Subject: Improvement update of the plan",
        "Report of: Director of Families",
        "Wards affected: All wards",
    ]


def test_labels_of_two_lines_each_in_four_columns() -> None:
    found = fields(
        columns(100, {60: "Responsible", 170: "Councillor A Example, Young", 350: "Responsible", 440: "B Sample, Head of"}),
        columns(113, {60: "Cabinet Member", 170: "People", 350: "Director", 440: "Families"}),
        line("Update on the plan", 60, 140, bold=True),
    )
    assert found == [
        "Responsible Cabinet Member\tCouncillor A Example, Young People",
        "Responsible Director\tB Sample, Head of Families",
        "Update on the plan",
    ]


def test_a_page_without_rows_has_no_block_of_labels() -> None:
    assert label_grid([], RULES) is None


def test_labels_over_their_values() -> None:
    head = columns(100, {60: "Meeting", 250: "Date", 400: "Author"}, bold=True)
    found = fields(head, columns(114, {60: "Cabinet", 250: "3 May 2020", 400: "Jo Doe"}))
    assert found == ["Meeting\tCabinet", "Date\t3 May 2020", "Author\tJo Doe"]


def test_a_bold_label_needs_no_colon() -> None:
    label = line("Portfolio Holder", 60, 100, bold=True)
    assert fields(label, line("Cllr B Example", label[-1].box.x1 + 3.3, 100)) == ["Portfolio Holder\tCllr B Example"]


def test_a_stack_without_labels() -> None:
    stack = ["Exampleshire County Council", "Cabinet", "29March 2022", "Report of the Director of Families", "Improvement plan"]
    assert fields(*(line(text, 200, 100 + 20 * n) for n, text in enumerate(stack))) == stack


def test_two_labels_below_each_other_are_two_fields_though_the_upper_value_fills_its_line() -> None:
    first = columns(100, {60: "Cabinet Member", 200: "Councillor Ann Example, Cabinet Member for Learning and Skills"})
    assert fields(first, columns(112, {60: "Lead Officer", 200: "Sam Example"})) == [
        "Cabinet Member\tCouncillor Ann Example, Cabinet Member for Learning and Skills",
        "Lead Officer\tSam Example",
    ]


def test_the_number_of_an_appendix_may_stand_over_the_header() -> None:
    assert fields(lines(["Appendix 3", "Report to: Cabinet", "Date: 3 March 2020"], 60, 100, leading=20))[-2:] == [
        "Report to: Cabinet",
        "Date: 3 March 2020",
    ]


def test_the_value_goes_on_under_itself() -> None:
    first = columns(100, {60: "Lead inspector:", 160: "Ann Example"})
    assert fields(first, columns(113, {160: "His Majesty's Inspector"})) == [
        "Lead inspector: Ann Example His Majesty's Inspector"
    ]


def test_a_grid_of_two_pairs_in_a_row() -> None:
    rows = [["Report to:", "Cabinet", "Date of meeting:", "3 March 2020"], ["Subject:", "Plan", "Wards", "All"]]
    assert written_fields(grid(rows)) == ["Report to: Cabinet", "Date of meeting: 3 March 2020", "Subject: Plan", "Wards\tAll"]


def test_a_grid_without_labels() -> None:
    assert written_fields(grid([["EXECUTIVE", "AGENDA ITEM No. 4"], ["9 MAY 2013", "OPEN REPORT"]])) == [
        "EXECUTIVE",
        "AGENDA ITEM No. 4",
        "9 MAY 2013",
        "OPEN REPORT",
    ]


def test_a_box_with_the_recommendations_is_heading_and_text() -> None:
    box = grid(
        [
            ["RECOMMENDATIONS", ""],
            ["FROM: Director of Families", "Deadline date: none"],
            ["That the Executive agrees the plan", ""],
        ]
    )
    document = Document(
        "r.docx", "0" * 64, "application/msword", (Page(1, elements=(box, Paragraph("Background", "heading", 1))),)
    )
    assert texts(document, "heading") == ["RECOMMENDATIONS", "Background"]
    assert texts(document, "header_field") == ["FROM: Director of Families", "Deadline date: none"]
    assert texts(document, "paragraph") == ["That the Executive agrees the plan"]


def test_a_contact_box_at_the_end_is_fields() -> None:
    heading = Paragraph("Conclusion", "heading", level=1)
    text = Paragraph("The board will come back to the plan when the year is over and look at what was done.")
    box = grid([["Contact Officer:", "Ann Example"], ["Telephone Number:", "01234 567890"]])
    document = Document("r.docx", "0" * 64, "application/msword", (Page(1, elements=(heading, text, box)),))
    assert texts(document, "header_field") == ["Contact Officer: Ann Example", "Telephone Number: 01234 567890"]


def test_a_table_of_grades_at_the_top_stays_a_table() -> None:
    grades = grid([["Judgement", "Grade"], ["The impact of leaders", "Good"], ["Children in care", "Good"], ["Overall", "Good"]])
    assert written_fields(Paragraph("Inspection of Exampleshire", "title"), grades) == ["Inspection of Exampleshire"]


def test_a_plan_whose_columns_are_called_like_labels_stays_a_table() -> None:
    plan = grid(
        [["Ref", "Action", "Lead", "Date"], ["1", "Train staff", "Head of Learning", "May 2020"], ["2", "Visit", "Head", "June"]]
    )
    heading = Paragraph("Action plan", "heading", level=1)
    document = Document("r.docx", "0" * 64, "application/msword", (Page(1, elements=(heading, plan)),))
    assert texts(document, "header_field") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Date: 3 March 2020", ["date"]),
        ("Report to: Cabinet Date: 3 March 2020", ["to_committee", "date"]),
        ("Is this a Key Decision? No", ["key_decision"]),
        ("LEAD CLLR ANN EXAMPLE PORTFOLIO: LEARNING", ["lead_member", "portfolio"]),
        ("The date of the visit: unknown", []),
        ("To note the report", []),
        ("Report title: Safeguarding Improvement Board: first report", ["title"]),
        ("DIRECTOR OF CHILDREN'S SERVICES: ANN EXAMPLE", []),
        ("Deputy lead inspector: Ann Example", []),
        ("Report to: Corporate Parenting Board Date: 3 March 2020", ["to_committee", "date"]),
    ],
)
def test_labels_of_a_line(text: str, found: list[str]) -> None:
    assert [label.field for label in labels_in(text, RULES)] == found


def test_a_short_sentence_opens_the_text_where_no_label_follows() -> None:
    head = (Paragraph("Eastmere Council: homes", "heading", 1), Paragraph("Cabinet, 12 June 2019"))
    said = "The council trained all managers in May 2019."
    assert written_fields(*head, Paragraph("Work", "heading", 2), Paragraph(said), Paragraph(said)) == [p.text for p in head]
    assert written_fields(*head, Paragraph(said)) == [p.text for p in head]
    assert said in written_fields(*head, Paragraph(said), Paragraph("Report to: Cabinet"), Paragraph("Date: 12 June 2019"))


@pytest.mark.parametrize(
    "between", [Paragraph("The tasks that the board agreed are in the table."), Paragraph("What comes next")]
)
def test_what_stands_between_the_block_and_a_table_is_no_field(between: Paragraph) -> None:
    block = grid([["Report to:", "Cabinet"], ["Date:", "3 March 2020"], ["Subject:", "Improvement plan"]])
    plan = grid([["Action", "Lead", "By when"], ["Fill the vacant posts", "HR Manager", "June 2020"]])
    assert written_fields(block, between, plan) == ["Report to: Cabinet", "Date: 3 March 2020", "Subject: Improvement plan"]


def test_posts_and_numbers_below_names_belong_to_the_labels_that_stand_side_by_side() -> None:
    box = grid(
        [
            ["Author:", "Chief officer responsible for the report:"],
            ["Jo Ample", "Sam Sample"],
            ["Assistant Director", "Director of Families"],
            ["Tel: 01234 567890", ""],
        ]
    )
    found = written_fields(Paragraph("Report to: Cabinet"), box)
    assert found[1:] == [
        "Author: Jo Ample Assistant Director",
        "Chief officer responsible for the report: Sam Sample Director of Families",
        "Tel: 01234 567890",
    ]
