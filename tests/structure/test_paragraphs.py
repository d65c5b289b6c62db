"""Rows joined into paragraphs, over page breaks too."""

from __future__ import annotations

from pipeline.model import Word
from pipeline.rules import read_rules
from pipeline.structure import structure
from tests.structure.printing import centred, columns, line, lines, page, printed, texts

FULL = "The board met in the spring and looked at what had been done since the last one"
MORE = "and asked for more to be done about the visits that were made late in the year,"
HEAD = line("Background", 60, 60, bold=True, size=14)


def paragraphs(*placed: list[Word]) -> list[str]:
    return texts(printed(page(1, HEAD, *placed)), "paragraph", "list_item")


def test_lines_of_one_leading_are_one_paragraph() -> None:
    assert paragraphs(lines([FULL, MORE, "as was said."], 60, 100)) == [f"{FULL} {MORE} as was said."]


def test_more_room_between_lines_parts_paragraphs() -> None:
    placed = [lines([FULL, f"{MORE} he"], 60, 100), lines([f"He {FULL.lower()}", MORE], 60, 135)]
    assert len(paragraphs(*placed)) == 2


def test_a_short_last_line_parts_paragraphs_without_room_between_them() -> None:
    assert paragraphs(lines([FULL, "It was so.", FULL, "and more."], 60, 100)) == [f"{FULL} It was so.", f"{FULL} and more."]


def test_a_hanging_number_opens_a_paragraph_and_is_its_reference() -> None:
    placed = [
        columns(100, {60: "1.1", 100: FULL[:66]}),
        line(MORE[:69], 100, 113),
        columns(126, {60: "1.2", 100: FULL[:66]}),
        line("and so on.", 100, 139),
    ]
    blocks = structure(printed(page(1, HEAD, *placed)), read_rules()).blocks
    assert [(b.ref, b.text) for b in blocks if b.kind == "paragraph"] == [
        ("1.1", f"{FULL[:66]} {MORE[:69]}"),
        ("1.2", f"{FULL[:66]} and so on."),
    ]


def test_a_number_that_wraps_to_the_next_line_is_no_reference() -> None:
    placed = [
        columns(100, {60: "1.1", 100: "It was reported that the number of visits to children at home was"}),
        line("12. That was too few for a city of this size.", 100, 113),
    ]
    assert len(paragraphs(*placed)) == 1


def test_a_paragraph_goes_on_overleaf() -> None:
    document = printed(page(1, HEAD, lines([FULL, MORE], 60, 780)), page(2, lines(["which it did.", "Then it closed."], 60, 60)))
    blocks = [b for b in structure(document, read_rules()).blocks if b.kind == "paragraph"]
    assert blocks[0].text.endswith("which it did.")
    assert (blocks[0].page, [part.page for part in blocks[0].parts]) == (1, [1, 1, 2])


def test_a_paragraph_goes_on_overleaf_behind_foot_and_head() -> None:
    heads = [line("Exampleshire Council", 60, 40, size=9), line("Exampleshire Council", 60, 40, size=9)]
    feet = [line("Page 1", 280, 815, size=9), line("Page 2", 280, 815, size=9)]
    document = printed(
        page(1, HEAD, heads[0], lines([FULL, MORE], 60, 780), feet[0]), page(2, heads[1], line("which it did.", 60, 70), feet[1])
    )
    assert texts(document, "paragraph") == [f"{FULL} {MORE} which it did."]


def test_a_finished_sentence_does_not_go_on_overleaf() -> None:
    document = printed(page(1, HEAD, lines([FULL, "It was so."], 60, 780)), page(2, line("Then it closed.", 60, 60)))
    assert len(texts(document, "paragraph")) == 2


def test_bold_ends_a_paragraph() -> None:
    document = printed(page(1, HEAD, line("Visits made", 60, 100, bold=True), lines([FULL, "and more."], 60, 113)))
    assert texts(document, "heading") == ["Background", "Visits made"]


def test_lines_set_in_the_middle_stay_together() -> None:
    placed = [
        centred("Responsible Cabinet Member - Councillor Ann Example, Learning and", 100),
        centred("Family Life Portfolio", 113),
    ]
    assert texts(printed(page(1, *placed, line("1. Purpose", 60, 300, bold=True))), "header_field") == [
        "Responsible Cabinet Member - Councillor Ann Example, Learning and Family Life Portfolio"
    ]
