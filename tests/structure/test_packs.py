"""Reports inside a file: where they begin, and that each is understood by itself."""

from __future__ import annotations

import pytest

from pipeline.model import Page, Word
from pipeline.rules import read_rules
from pipeline.structure import structure
from pipeline.structure.rows import make_row
from tests.structure.printing import columns, line, lines, page, printed

TEXT = [
    "The board met in the spring and looked at what had been done since its last meeting,",
    "and asked for more to be done about the visits that were made too late in the year.",
]


def report(number: int, *head: list[Word]) -> Page:
    return page(number, *head, line("Background", 60, 300, bold=True), lines(TEXT, 60, 320))


def test_a_pack_is_parted_at_its_stamps_and_at_header_blocks() -> None:
    stamped = [line("Agenda Item 7", 450, 40), line("Report of the Director of Families", 60, 100)]
    block = [
        line("Report to: Cabinet", 60, 100),
        line("Date: 3 March 2020", 60, 120),
        line("Wards affected: All", 60, 140),
    ]
    going_on = page(3, lines([f"Then {text.lower()}" for text in TEXT], 60, 100))
    document = printed(report(1, line("Cabinet", 60, 100)), report(2, *stamped), going_on, report(4, *block))
    found = structure(document, read_rules())
    assert [paper.blocks[0].text for paper in found.all] == ["Cabinet", "Agenda Item 7", "Report to: Cabinet"]
    assert [b.section for paper in found.all for b in paper.blocks if b.kind == "header_field"] == [()] * 6
    assert all([b.seq for b in paper.blocks] == list(range(len(paper.blocks))) for paper in found.all)


@pytest.mark.parametrize("stamp", ["Agenda Item 7.", "Item No. 7", "AGENDA ITEM NO: 7", "Agenda No. 7"])
def test_packs_stamp_their_items_in_several_ways(stamp: str) -> None:
    document = printed(report(1, line("Cabinet", 60, 100)), report(2, line(stamp, 450, 40)))
    assert [paper.blocks[0].page for paper in structure(document, read_rules()).all] == [1, 2]


def test_a_front_sheet_parts_a_pack_that_stamps_nothing_by_the_numbers_printed_on_its_pages() -> None:
    sheet = ["1. Apologies", "2. Roads (Pages 9 - 10)", "3. Libraries and their opening hours (Pages 11 - 12)"]
    front = page(1, lines(sheet, 60, 80), line("8", 300, 800))
    pages = [report(n, line("What is asked of members", 60, 100), line(str(n + 7), 300, 800)) for n in range(2, 6)]
    assert [paper.blocks[0].page for paper in structure(printed(front, *pages), read_rules()).all] == [1, 2, 4]


AGENDA = page(1, lines(["Northmoor Council", "AGENDA", "1. Roads", "2. Libraries", "3. Parks"], 60, 80))


@pytest.mark.parametrize("stamp", ["ITEM {}", "Enclosure {}", "Paper {}", "Item {} - report of the director", "Agenda Item {}"])
@pytest.mark.parametrize("length", [1, 2])
def test_stamps_that_rise_behind_an_agenda_part_a_pack(stamp: str, length: int) -> None:
    pages = []
    for n, title in enumerate(("Roads", "Libraries", "Parks")):
        first = 2 + n * length
        pages.append(report(first, line(stamp.format(n + 3), 450, 40), line(title, 60, 100, bold=True)))
        pages += [
            page(first + more, lines([f"Then {title} {text.lower()}" for text in TEXT], 60, 100)) for more in range(1, length)
        ]
    found = structure(printed(AGENDA, *pages), read_rules())
    assert [paper.blocks[0].page for paper in found.all] == [1, 2, 2 + length, 2 + 2 * length]


def test_enclosures_without_an_agenda_are_those_of_one_paper_and_stamps_that_fall_part_nothing() -> None:
    def pages(*numbers: int) -> list[Page]:
        return [report(n, line(f"Enclosure {number}", 450, 40)) for n, number in enumerate(numbers, 2)]

    assert len(structure(printed(report(1, line("Progress of the plan", 60, 100)), *pages(1, 2, 3)), read_rules()).all) == 1
    assert len(structure(printed(AGENDA, *pages(3, 1, 2)), read_rules()).all) == 1


def test_one_mention_of_pages_in_brackets_parts_nothing() -> None:
    pages = [report(1, line("The plan is in the appendix (pages 2 - 3)", 60, 100)), report(2), report(3)]
    assert len(structure(printed(*pages), read_rules()).all) == 1


def stacked(number: int, title: str, by: str) -> Page:
    head = ["NORTHMOOR COUNCIL", "FAMILIES COMMITTEE", "2 JULY 2019", f"REPORT OF THE {by}", title]
    return report(number, *(line(text, 60, 80 + 18 * n) for n, text in enumerate(head)))


def test_lines_without_labels_open_an_item_though_all_items_share_some() -> None:
    front = page(1, lines(["Northmoor Council", "AGENDA", "1. Roads", "2. Libraries", "3. Parks"], 60, 80))
    titles = {"ROADS": "HEAD OF ROADS", "LIBRARIES": "HEAD OF CULTURE", "PARKS": "HEAD OF PARKS"}
    found = structure(printed(front, *(stacked(n, *item) for n, item in enumerate(titles.items(), 2))), read_rules())
    assert [paper.blocks[0].page for paper in found.all] == [1, 2, 3, 4]
    assert all("2 JULY 2019" in " ".join(b.text for b in paper.blocks if b.kind != "furniture") for paper in found.papers)


def test_labels_that_all_items_share_are_no_running_head() -> None:
    def item(number: int, title: str) -> Page:
        head = [f"Agenda Item {number}", "Report to: Families Committee", "Date: 2 July 2019", f"Title: {title}"]
        return report(number, *(line(text, 60, 50 + 18 * n) for n, text in enumerate(head)))

    pages = [item(n, title) for n, title in enumerate(("Roads", "Libraries", "Parks", "Schools"), 2)]
    found = structure(printed(report(1, line("Cabinet", 60, 100)), *pages), read_rules())
    assert len(found.papers) == 4
    for paper in found.papers:
        kinds = {b.text: b.kind for b in paper.blocks}
        assert kinds["Report to: Families Committee"] == kinds["Date: 2 July 2019"] == "header_field"


def test_minutes_bound_in_are_a_paper_of_their_own() -> None:
    title = line("MINUTES OF THE MEETING OF THE FAMILIES COMMITTEE", 60, 80)
    found = structure(printed(report(1, line("Cabinet", 60, 100)), report(2, title)), read_rules())
    assert [paper.blocks[0].page for paper in found.all] == [1, 2]


def test_two_labels_do_not_make_a_report() -> None:
    lines_ = [line("Contact officer: Ann Example", 60, 100), line("Telephone: 01234 567890", 60, 120)]
    document = printed(report(1, line("Cabinet", 60, 100)), report(2, *lines_))
    assert structure(document, read_rules()).papers == ()


def test_headings_of_columns_are_parted_and_stretched_lines_are_not() -> None:
    assert len(make_row(columns(100, {60: "Ref", 120: "Action", 300: "Lead", 400: "Date"}), 1).segments) == 4
    stretched: list[Word] = []
    for text in ("visits", "were", "made", "to", "homes"):
        stretched += line(text, stretched[-1].box.x1 + 12 if stretched else 60, 100)
    assert len(make_row(stretched, 1).segments) == 1


def letter(number: int, *, greeting: str = "Dear Ms Example", closing: str = "Yours sincerely") -> Page:
    return page(
        number,
        line("Appendix 2", 60, 80),
        line("3 March 2020", 60, 100),
        line("Director of Children's Services", 60, 120),
        line(greeting, 60, 150),
        line("Monitoring visit", 60, 180, bold=True),
        lines(TEXT, 60, 200),
        line(closing, 60, 300),
        line("Ann Example", 60, 330),
    )


def test_a_letter_in_an_appendix_is_a_paper_and_its_carrier_goes_on_behind_it() -> None:
    document = printed(report(1, line("Cabinet", 60, 100)), letter(2), report(3, line("Further papers", 60, 140)))
    found = structure(document, read_rules())
    (paper,) = found.papers
    assert [paper.blocks[0].text, paper.blocks[-1].text] == ["Appendix 2", "Ann Example"]
    assert {block.page for block in paper.blocks} == {2}
    assert [block.page for block in found.blocks if block.text == "Background"] == [1, 3]
    assert [block.seq for block in found.blocks] == list(range(len(found.blocks)))


def test_a_greeting_without_leave_taking_is_no_letter() -> None:
    document = printed(report(1, line("Cabinet", 60, 100)), letter(2, closing="The end of the matter"))
    assert structure(document, read_rules()).papers == ()


def test_a_file_that_is_a_letter_carries_none() -> None:
    assert structure(printed(letter(1)), read_rules()).papers == ()


def test_a_blank_sheet_is_no_part_of_what_stands_before_it() -> None:
    blank = page(2, line("This page is intentionally left blank", 200, 420))
    document = printed(report(1, line("Cabinet", 60, 100)), blank, report(3, line("Agenda Item 2", 450, 40)))
    (sheet,) = [block for block in structure(document, read_rules()).blocks if block.page == 2]
    assert sheet.kind == "furniture"
