"""Headings told from other short lines, their levels, and the path they give to what stands below."""

from __future__ import annotations

import pytest

from pipeline.model import Document, Page, Paragraph
from pipeline.rules import read_rules
from pipeline.structure import structure
from tests.structure.printing import columns, line, lines, page, printed, texts

TEXT = "The board met in the spring and looked at what had been done since its last meeting in the town hall."
ANCHOR = Paragraph("Summary", "heading", level=1)


def text_file(*paragraphs: str) -> Document:
    elements = (ANCHOR, Paragraph(TEXT), *(Paragraph(text) for text in paragraphs))
    return Document("report.txt", "0" * 64, "text/plain", (Page(1, elements=elements),))


@pytest.mark.parametrize(
    "heading",
    [
        "Background",
        "PRIDE IN PRACTICE",
        "What will it cost?",
        "Early help",
        "Children's Services Workforce Strategy",
        "A. National context",
    ],
)
def test_a_short_line_over_a_text_is_a_heading(heading: str) -> None:
    assert texts(text_file(heading, TEXT), "heading")[1:] == [heading.removeprefix("A. ")]


@pytest.mark.parametrize(
    "line_",
    [
        "N/A",
        "(Please leave out what does not apply)",
        "Ann Example, Head of Learning",
        "26 May 2021",
        "Equality implications: there are none",
        "There are no background papers",
        "Ann Example: extension 1234",
        "Staff were trained.",
    ],
)
def test_other_short_lines_are_none(line_: str) -> None:
    assert texts(text_file(line_, TEXT), "heading") == ["Summary"]


def test_a_name_over_its_post_is_a_signature() -> None:
    assert texts(text_file("Ann Example", "Director of Learning", "Background", TEXT), "heading") == ["Summary", "Background"]


def test_short_lines_that_count_on_with_nothing_below_them_are_a_list() -> None:
    steps = ["1. Carry out the audit (by May)", "2. Develop, with the trust, a protocol", "3. Recruit Two Members"]
    assert texts(text_file("6.1 The board set tasks for the year.", *steps), "heading") == ["Summary"]
    assert texts(text_file("1. Plans for Homes", TEXT, "2. Plans for Schools", TEXT), "heading")[1:] == [
        "Plans for Homes", "Plans for Schools",
    ]  # fmt: skip


def test_a_bare_number_counts_where_it_is_the_next() -> None:
    blocks = structure(
        text_file("1. Background", TEXT, "2 Progress and Plans", TEXT, "7 Board Meetings Held", TEXT), read_rules()
    ).blocks
    assert [(b.ref, b.text) for b in blocks if b.kind == "heading"][1:] == [
        ("1.", "Background"),
        ("2", "Progress and Plans"),
        (None, "7 Board Meetings Held"),
    ]


def body(y: float) -> list:
    return lines([TEXT[:80], TEXT[80:]], 60, y)


def test_bold_lines_are_headings_and_bold_sentences_are_not() -> None:
    document = printed(
        page(
            1,
            line("Background", 60, 60, bold=True),
            body(80),
            line("What we heard", 60, 130, bold=True),
            body(150),
            line("The board thanks all staff for their work.", 60, 200, bold=True),
            body(220),
        )
    )
    assert texts(document, "heading") == ["Background", "What we heard"]


def test_a_numbered_bold_line_over_text_is_a_heading_but_a_bold_recommendation_is_not() -> None:
    document = printed(
        page(
            1,
            line("1. Recommendations", 60, 60, bold=True),
            line("1.1|That the Cabinet notes the report.", 60, 80, bold=True),
            line("1.2|That the Cabinet agrees the plan.", 60, 100, bold=True),
            line("2. Progress", 60, 130, bold=True),
            line("2.1|Visits are made in time and written up", 60, 150, bold=True),
            body(170),
        )
    )
    assert texts(document, "heading") == ["Recommendations", "Progress", "Visits are made in time and written up"]


def test_larger_letters_stand_above_bold_ones() -> None:
    document = printed(
        page(1, line("Background", 60, 60, bold=True, size=16), body(90), line("Visits made", 60, 140, bold=True), body(160)),
        page(2, line("Findings", 60, 60, bold=True, size=16), body(300)),
    )
    blocks = structure(document, read_rules()).blocks
    assert [(b.text, b.level, b.section) for b in blocks if b.kind == "heading"] == [
        ("Background", 1, ()),
        ("Visits made", 2, ("Background",)),
        ("Findings", 1, ()),
    ]
    assert [b.section for b in blocks if b.kind == "paragraph"] == [("Background",), ("Background", "Visits made"), ("Findings",)]


def test_headings_without_a_letter_stand_below_lettered_ones_of_the_same_look() -> None:
    titles = [
        "A. National picture",
        "New laws",
        "Care review",
        "B. Local picture",
        "Visits made",
        "C. Legal advice",
        "Appendices",
    ]
    placed = [[*line(title, 60, 60 + 60 * n, bold=True, size=14), *body(80 + 60 * n)] for n, title in enumerate(titles)]
    blocks = structure(printed(page(1, *placed), page(2, body(300))), read_rules()).blocks
    assert [(b.text, b.section) for b in blocks if b.kind == "heading"] == [
        ("National picture", ()),
        ("New laws", ("National picture",)),
        ("Care review", ("National picture",)),
        ("Local picture", ()),
        ("Visits made", ("Local picture",)),
        ("Legal advice", ()),
        ("Appendices", ()),
    ]


def test_a_part_of_a_plan_keeps_its_number_and_heads_what_follows() -> None:
    document = printed(
        page(
            1, line("1. Background", 60, 40, bold=True), body(60), line("Priority 1: Leading well", 60, 110, bold=True, size=14)
        ),
        page(2, line("Priority 2 – Growing people", 60, 60, bold=True, size=14), body(90)),
    )
    blocks = structure(document, read_rules()).blocks
    assert [(b.ref, b.text) for b in blocks if b.kind == "heading"] == [
        ("1.", "Background"),
        ("Priority 1", "Leading well"),
        ("Priority 2", "Growing people"),
    ]


def test_titles_of_slides_are_headings_though_most_text_stands_in_tables() -> None:
    rows = ({60: "Action", 300: "Lead", 420: "By when"}, {60: "Open a duty desk", 300: "Team manager", 420: "May 2020"})
    table = [word for n, row in enumerate(rows * 2) for word in columns(120 + 20 * n, row, size=9, bold=n % 2 == 0)]
    slides = (page(n, line(title, 60, 60, size=20), table) for n, title in ((2, "Leading well"), (3, "Growing people")))
    document = printed(page(1, line("Improvement plan", 60, 60, size=20)), *slides)
    assert texts(document, "heading") == ["Leading well", "Growing people"]


def test_an_appendix_ends_the_sections_of_a_source_with_levels() -> None:
    elements = (
        Paragraph("1. Origin of report", "heading", level=1),
        Paragraph(TEXT),
        Paragraph("Appendix", "heading", level=2),
        Paragraph("What we did", "heading", level=2),
        Paragraph(TEXT),
    )
    document = Document("r.docx", "0" * 64, "application/msword", (Page(1, elements=elements),))
    assert structure(document, read_rules()).blocks[-1].section == ("Appendix", "What we did")


def test_an_appendix_ends_the_sections_before_before_it() -> None:
    blocks = structure(text_file("1. Background", TEXT, "Appendix 1: the plan", TEXT), read_rules()).blocks
    assert blocks[-1].section == ("Appendix 1: the plan",)


def test_levels_of_a_source_that_contradicts_itself_are_not_believed() -> None:
    elements = (
        Paragraph("1. Origin of report", "heading", level=3),
        Paragraph(TEXT),
        Paragraph("2. Timescale", "heading", level=2),
        Paragraph(TEXT),
    )
    blocks = structure(Document("r.txt", "0" * 64, "text/markdown", (Page(1, elements=elements),)), read_rules()).blocks
    assert [b.level for b in blocks if b.kind == "heading"] == [1, 1]


def test_captions_and_quotations_have_their_kinds() -> None:
    quotation = "“I have been heard by my worker and by the court, and I live where I wanted to.” (Young person)"
    document = text_file("Figure 2: visits by month", TEXT, quotation, TEXT)
    assert texts(document, "caption") == ["Figure 2: visits by month"]
    assert texts(document, "quote") == [quotation]


def test_a_number_over_the_first_below_it_heads_a_section() -> None:
    document = text_file(
        "3.0\tThe board: who sits on it", f"3.1\t{TEXT}", "4.0\tVisits made to homes", f"4.1\t{TEXT}", f"4.2\t{TEXT}"
    )
    blocks = structure(document, read_rules()).blocks
    assert [(b.ref, b.section) for b in blocks if b.ref] == [
        ("3.0", ()),
        ("3.1", ("The board: who sits on it",)),
        ("4.0", ()),
        ("4.1", ("Visits made to homes",)),
        ("4.2", ("Visits made to homes",)),
    ]
