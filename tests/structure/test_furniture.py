"""Running heads, feet, page numbers, stamps and contents pages are told apart."""

from __future__ import annotations

from pipeline.model import Box, Document, Page, Word
from pipeline.rules import read_rules
from pipeline.structure import structure
from pipeline.structure.furniture import outside_tables
from pipeline.structure.rows import rows_of
from tests.structure.printing import columns, line, lines, page, printed, texts

BODY = [
    "The board met in the spring and looked at what had been done since its last meeting,",
    "and asked for more to be done about the visits that were made too late in the year.",
]


def body(number: int, *edges: list) -> Page:
    words = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    return page(number, lines([f"Page {words[number]} says that {text.lower()}" for text in BODY], 60, 300), *edges)


def furniture(document: Document) -> list[tuple[int | None, str]]:
    return [(b.page, b.text) for b in structure(document, read_rules()).blocks if b.kind == "furniture"]


def test_heads_and_numbers_are_furniture_from_two_pages_on() -> None:
    pages = [body(n, line("Exampleshire Council", 60, 40), line(f"- {n} -", 290, 815)) for n in (1, 2)]
    assert furniture(printed(*pages)) == [(1, "Exampleshire Council"), (1, "- 1 -"), (2, "Exampleshire Council"), (2, "- 2 -")]


def test_a_page_number_is_furniture_on_a_single_page() -> None:
    assert furniture(printed(body(1, line("Page 1 of 1", 280, 815)))) == [(1, "Page 1 of 1")]


def test_a_stamp_that_counts_with_the_pages_is_furniture() -> None:
    pages = [body(n, line(f"Pack of the Cabinet {n + 40}", 400, 815)) for n in (1, 2, 3)]
    assert [text for _, text in furniture(printed(*pages))] == [f"Pack of the Cabinet {n}" for n in (41, 42, 43)]


def test_heads_that_change_with_the_section_are_furniture() -> None:
    heads = ["Part one", "Part one", "Part one", "Part one", "Part two"]
    pages = [body(n, line(head, 60, 40, size=9)) for n, head in enumerate(heads, 1)]
    assert [text for _, text in furniture(printed(*pages))] == heads


def test_titles_of_appendices_are_no_running_heads() -> None:
    pages = [body(n, line(f"Appendix {m}", 60, 60, bold=True, size=14)) for n, m in ((1, 1), (4, 2))]
    assert furniture(printed(*pages)) == []


def test_a_year_alone_at_the_foot_is_no_page_number() -> None:
    assert furniture(printed(body(1, line("2019", 60, 780)))) == []


def test_the_same_sentence_in_the_middle_of_pages_stays() -> None:
    pages = [page(n, lines(BODY, 60, 300)) for n in (1, 2)]
    assert furniture(printed(*pages)) == []


def test_a_contents_page_is_contents() -> None:
    entries = ["Contents", "Summary ................ 2", "Findings ................ 3", "What needs to improve ........ 12"]
    document = printed(page(1, lines(entries, 60, 100, leading=20)), body(2))
    assert texts(document, "contents") == entries


def test_a_list_without_dots_needs_the_title() -> None:
    entries = ["Summary of findings 2", "The experience of children 3", "The work of leaders 12"]
    titled = printed(page(1, lines(["Contents", *entries], 60, 100, leading=20)), body(2))
    untitled = printed(page(1, lines(["Homes", *entries], 60, 100, leading=20)), body(2))
    assert texts(titled, "contents") == ["Contents", *entries]
    assert texts(untitled, "contents") == []


def test_small_print_with_a_raised_mark_at_the_foot_is_a_footnote() -> None:
    note = line("1 This was said of the year before the visit.", 60, 760, size=8)
    address = line("12 Bridge Row", 60, 775, size=8)
    mark = Word("1", Box(500, 286, 504, 293), 6, superscript=True)
    assert texts(printed(body(1, note, [mark])), "footnote") == ["1 This was said of the year before the visit."]
    assert texts(printed(body(1, address, [mark])), "footnote") == []


def test_the_second_lines_of_headings_that_are_alike_are_no_running_heads() -> None:
    pages = [
        body(n, line(f"What leaders did, part {w}", 60, 60, bold=True), line("inadequate", 60, 73, bold=True))
        for n, w in ((1, "a"), (2, "b"))
    ]
    assert furniture(printed(*pages, *(body(n) for n in (3, 4, 5)))) == []


def test_a_theme_printed_again_on_each_page_is_a_heading_where_it_begins() -> None:
    pages = [body(n) for n in range(1, 7)]
    pages += [body(n, line("Priority: safe homes", 60, 60, bold=True, size=15)) for n in (7, 8)]
    document = printed(*pages)
    blocks = structure(document, read_rules()).blocks
    assert [(b.page, b.kind) for b in blocks if b.text == "Priority: safe homes"] == [(7, "heading"), (8, "furniture")]


def test_heads_over_a_table_are_not_taken_into_it_and_its_own_headings_are() -> None:
    pages = [
        body(n, line("Cabinet, 3 June", 60, 40), columns(70, {60: "Ref", 120: "Action", 300: "Lead"}, bold=True)) for n in (1, 2)
    ]
    rows = {p.number: rows_of(p.words, p.number) for p in pages}
    apart = outside_tables(rows, {p.number: p for p in pages}, read_rules())
    assert [row.text for found in rows.values() for row in found if id(row) in apart] == ["Cabinet, 3 June"] * 2
