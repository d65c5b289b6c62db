"""References, lists with their lead-in and depth, numbered paragraphs."""

from __future__ import annotations

import pytest

from pipeline.model import Block, Document, Page, Paragraph
from pipeline.rules import read_rules
from pipeline.structure import structure
from pipeline.structure.pieces import Piece
from pipeline.structure.references import take_reference
from tests.structure.printing import columns, line, page, printed

RULES = read_rules()
TEXT = "The board met in the spring and looked at what had been done since its last meeting in the town hall."


def blocks_of(*texts: str, media_type: str = "application/msword") -> list[Block]:
    elements = (Paragraph("Summary", "heading", level=1), *(Paragraph(text) for text in texts))
    return list(structure(Document("r", "0" * 64, media_type, (Page(1, elements=elements),)), RULES).blocks)


@pytest.mark.parametrize(
    ("text", "ref", "rest"),
    [
        ("2.1\tThe service", "2.1", "The service"),
        ("2.1 The service", "2.1", "The service"),
        ("12(a) the plan be agreed", "12(a)", "the plan be agreed"),
        ("(iv) the board", "(iv)", "the board"),
        ("7.\tThe board", "7.", "The board"),
        ("7\tThe board", "7", "The board"),
        ("L1\tRe-launch", "L1", "Re-launch"),
        ("(A) Costs", "(A)", "Costs"),
        ("7 new posts were filled", None, "7 new posts were filled"),
        ("3.5 million was spent", None, "3.5 million was spent"),
        ("A. B. Example wrote", None, "A. B. Example wrote"),
    ],
)
def test_references_are_taken_as_printed(text: str, ref: str | None, rest: str) -> None:
    taken = take_reference(Piece(text), RULES)
    assert (taken.ref, taken.text) == (ref, rest)


@pytest.mark.parametrize("bullet", ["•", "◼", "\uf0b7", "–", "-", "➢", "(cid:127)", "o"])
def test_bullets_are_taken_off(bullet: str) -> None:
    taken = take_reference(Piece(f"{bullet}\ttimely visits"), RULES)
    assert (taken.text, bool(taken.marker)) == ("timely visits", True)


def test_items_know_what_introduces_them() -> None:
    blocks = blocks_of("1.1 We will:", "(a) visit in time;", "(b) write it up", "1.2 The rest follows in the next report.")
    items = [b for b in blocks if b.kind == "list_item"]
    assert [(b.ref, b.text, b.level) for b in items] == [("(a)", "visit in time;", 1), ("(b)", "write it up", 1)]
    assert [blocks[b.lead_in or 0].text for b in items] == ["We will:", "We will:"]


def test_a_deeper_list_is_introduced_by_the_item_above() -> None:
    blocks = blocks_of("1.1 We will:", "(a) visit:", "(i) in time", "(ii) at home", "(b) write it up")
    items = [b for b in blocks if b.kind == "list_item"]
    assert [b.level for b in items] == [1, 2, 2, 1]
    assert [blocks[b.lead_in or 0].text for b in items] == ["We will:", "visit:", "visit:", "We will:"]


def test_the_ninth_letter_is_no_roman_number() -> None:
    blocks = blocks_of("1.1 Inspectors found:", *(f"({letter}) point {letter} of theirs" for letter in "abcdefghij"))
    assert {b.level for b in blocks if b.kind == "list_item"} == {1}


def test_numbers_that_run_through_the_headings_number_paragraphs() -> None:
    elements = []
    for n in range(1, 7):
        if n % 2:
            elements.append(Paragraph(f"Part {n} of the Report", "heading", level=1))
        elements.append(Paragraph(f"{n}. {TEXT}"))
    blocks = structure(Document("r", "0" * 64, "application/msword", (Page(1, elements=tuple(elements)),)), RULES).blocks
    assert [(b.kind, b.ref) for b in blocks if b.kind != "heading"] == [("paragraph", f"{n}.") for n in range(1, 7)]


def test_numbers_within_a_numbered_paragraph_are_a_list() -> None:
    blocks = blocks_of("4.1 There are two priorities:", "1. Safe children;", "2. Good schools.", f"4.2 {TEXT}")
    assert [(b.kind, b.ref) for b in blocks[1:]] == [
        ("paragraph", "4.1"),
        ("list_item", "1."),
        ("list_item", "2."),
        ("paragraph", "4.2"),
    ]


def test_an_empty_item_keeps_its_number() -> None:
    assert [(b.ref, b.text) for b in blocks_of("(1)\tReports come twice a year", "(2)\t")[1:]] == [
        ("(1)", "Reports come twice a year"),
        ("(2)", ""),
    ]


def test_a_bullet_alone_that_nothing_introduces_is_a_paragraph_of_a_text_file() -> None:
    blocks = blocks_of(TEXT, f"- {TEXT}", f"- 3. {TEXT}", media_type="text/plain")
    assert [(b.kind, b.ref) for b in blocks[1:]] == [("paragraph", None), ("paragraph", None), ("paragraph", "3.")]


def test_a_paragraph_broken_by_a_page_of_a_text_file_is_whole() -> None:
    blocks = blocks_of(
        "3.1 The plan was agreed by the board and the number of visits was",
        "raised from two to three.",
        "3.2 Posts were offered to the Head of Learning and",
        "Family Help as well as to others.",
        media_type="text/plain",
    )
    assert [b.text for b in blocks[1:]] == [
        "The plan was agreed by the board and the number of visits was raised from two to three.",
        "Posts were offered to the Head of Learning and Family Help as well as to others.",
    ]


def test_depth_follows_the_indent_on_a_page() -> None:
    placed = [
        line("Our priorities for the year are these:", 60, 100),
        columns(120, {70: "•", 90: "timely visits"}),
        columns(135, {90: "–", 110: "in the first week"}),
        columns(150, {90: "–", 110: "in the second"}),
        columns(165, {70: "•", 90: "better records"}),
    ]
    blocks = structure(printed(page(1, line("Summary", 60, 60, bold=True, size=14), *placed)), RULES).blocks
    assert [(b.text, b.level) for b in blocks if b.kind == "list_item"] == [
        ("timely visits", 1),
        ("in the first week", 2),
        ("in the second", 2),
        ("better records", 1),
    ]


@pytest.mark.parametrize(
    ("before", "text", "ref"),
    [
        ("1.2 The board met.", "1.3 12 June 2018 was the day of the visit.", "1.3"),
        ("2. Recommendations", "2.1 agree that the plan goes on.", "2.1"),
        ("1.9 The board met.", "2.1 note the plan.", "2.1"),
        ("1.2 The board met.", "2.5 million pounds were spent.", None),
        ("The board met.", "1.3 million pounds were spent.", None),
    ],
)
def test_a_number_before_a_figure_or_small_letter_counts_where_it_is_the_next(before: str, text: str, ref: str | None) -> None:
    assert blocks_of(before, text)[-1].ref == ref
