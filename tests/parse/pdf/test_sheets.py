"""Pages of a PDF whose boxes, turns or tree are not as they should be, and letters on them that nobody sees."""

from __future__ import annotations

import zlib

import pytest

from pipeline.model import Page
from pipeline.parse.pdf import read_pdf
from tests.parse.bombs import one_page
from tests.parse.parse_samples import make_pdf, pdf_of, show, stream
from tests.soak.odd_pdfs import objects, with_object_stream

PLAN = show(50, 700, "Improvement plan")


def only(data: bytes) -> tuple[Page, str | None]:
    (page,), problem = read_pdf(data)
    return page, problem


def words(page: Page) -> list[str]:
    return [word.text for word in page.words]


@pytest.mark.parametrize("box", ["[600 800 0 0]", "[0 800 600 0]", "[600 0 0 800]"])
def test_a_box_may_begin_at_any_of_its_corners(box: str) -> None:
    assert only(make_pdf(PLAN, page=f"/MediaBox{box}")) == only(make_pdf(PLAN))
    assert only(make_pdf(PLAN, page=f"/CropBox{box}")) == only(make_pdf(PLAN))


@pytest.mark.parametrize(
    "box", ["null", "(a)", "[0 0 600]", "[0 0 0 0]", "[nan 0 /a (b)]", "[0 0 600 0]", "600", "[0 0 0.01 0.01]"]
)
def test_a_page_without_a_box_is_as_large_as_a_letter(box: str) -> None:
    page, problem = only(make_pdf(PLAN, page=f"/MediaBox {box}"))
    assert (words(page), page.width, page.height, problem) == (["Improvement", "plan"], 612, 792, None)


def test_a_turn_that_is_none_turns_nothing() -> None:
    for turn in ("45", "(a)", "null", "[90]", "/Rotate"):
        assert only(make_pdf(PLAN, page=f"/Rotate {turn}")) == only(make_pdf(PLAN)), turn


def test_a_unit_enlarges_the_page() -> None:
    small = show(5, 70, "Improvement plan", size=0.9)
    page, _ = only(make_pdf(small, page="/UserUnit 10/MediaBox[0 0 60 80]"))
    assert page.words == only(make_pdf(show(50, 700, "Improvement plan", size=9)))[0].words
    assert (page.width, page.height) == (600, 800)


def test_text_off_the_page_hides_nothing_of_what_is_on_it() -> None:
    said = ["Improvement", "plan", "for", "all", "services"]
    scan = "q 600 0 0 800 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q "
    scan += "BT 3 Tr /F1 10 Tf 50 700 Td (Improvement plan for all services) Tj ET "
    off = "".join(f"BT 0 Tr /F1 10 Tf 0 1 -1 0 {-50 - n} 700 Tm (words that stand far outside of it) Tj ET " for n in range(9))
    page, problem = only(make_pdf(scan + off))
    assert (words(page), page.text_source, page.turned, problem) == (said, "ocr", 0, None)
    assert page.note == "page 1 has letters that nobody sees, which were left out: 252 outside the page"


# --------------------------------------------------------------------------- the tree of pages


TREES = {
    "lost": ({2: b"<</Type/Pages/Kids[]/Count 1>>"}, "it has no list of its pages"),
    "a kid that is not there": ({2: b"<</Type/Pages/Kids[3 0 R 99 0 R]/Count 2>>"}, "pages are missing"),
    "a kid that is a font": ({2: b"<</Type/Pages/Kids[3 0 R 5 0 R]/Count 2>>"}, "pages are missing"),
    "a count that lies": ({2: b"<</Type/Pages/Kids[3 0 R]/Count 7>>"}, "tells of 7 pages, of which 1 were found"),
    "untyped": ({1: b"<</Pages 2 0 R>>", 2: b"<</Kids[3 0 R]>>"}, None),
    "a circle": ({2: b"<</Type/Pages/Kids[3 0 R 2 0 R]/Count 1/Parent 2 0 R>>"}, None),
}


@pytest.mark.parametrize(("changed", "says"), TREES.values(), ids=TREES)
def test_a_damaged_tree_gives_its_pages_and_says_what_may_be_missing(changed: dict[int, bytes], says: str | None) -> None:
    page, problem = only(pdf_of(objects() | changed))
    assert words(page)[:2] == ["Northmoor", "Council"]
    assert problem is None if says is None else says in str(problem)


def test_contents_and_forms_that_are_not_there_are_told() -> None:
    for data in (
        pdf_of(objects(_4=b"[6 0 R 99 0 R]", _6=objects()[4])),
        pdf_of(objects(_3=b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources 77 0 R/Contents 4 0 R>>")),
        one_page(stream("/X Do " + PLAN), b"<</XObject<</X 8 0 R>>>>"),
    ):
        assert read_pdf(data)[1] == "page 1 is damaged and only partly read; 0 of 1 pages read"


@pytest.mark.parametrize("change", ["cut", "flipped", "head"])
def test_a_stream_of_which_something_is_lost_is_no_whole_page(change: str) -> None:
    packed = zlib.compress("".join(show(50, 800 - n, f"line {n} {n * n}") for n in range(300)).encode(), 9)
    spoilt = {"cut": packed[:900], "flipped": packed[:900] + b"\xff\0\xff" + packed[903:], "head": b"\0\0" + packed[2:]}[change]
    contents = b"<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(spoilt), spoilt)
    page, problem = only(pdf_of(objects(_4=contents)))
    assert problem == "page 1 is damaged and only partly read; 0 of 1 pages read"
    assert len(page.words) > 20 or change == "head"


def test_an_empty_stream_is_a_blank_page() -> None:
    page, problem = only(pdf_of(objects(_4=b"<</Filter/FlateDecode/Length 0>>\nstream\n\nendstream")))
    assert (words(page), page.problem, problem) == ([], None, None)


def test_a_stream_that_only_lacks_its_check_sum_is_whole() -> None:
    packed = zlib.compress(PLAN.encode())[:-3]
    assert (
        only(pdf_of(objects(_4=b"<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(packed), packed))))[1] is None
    )


# --------------------------------------------------------------------------- letters that nobody sees


UNSEEN = {
    "invisible": ("BT 3 Tr /F1 10 Tf 50 600 Td (hidden) Tj ET", "6 invisible"),
    "white on white": ("1 g BT /F1 10 Tf 50 600 Td (hidden) Tj ET", "6 in the colour of the paper"),
    "clipped": ("q 0 0 10 10 re W n BT /F1 10 Tf 50 600 Td (hidden) Tj ET Q", "6 hidden by a clip"),
    "cut": ("BT /F1 10 Tf 50 20 Td (hidden) Tj ET", "6 outside the page"),
    "tiny": ("BT /F1 0.2 Tf 50 600 Td (hidden) Tj ET", "6 too small to be read"),
    "aslant": ("BT /F1 40 Tf 0.7 0.7 -0.7 0.7 50 300 Tm (hidden) Tj ET", "6 of a watermark"),
}


@pytest.mark.parametrize(("drawn", "says"), UNSEEN.values(), ids=UNSEEN)
def test_what_nobody_sees_is_left_out_and_stands_in_the_ledger(drawn: str, says: str) -> None:
    page, problem = only(make_pdf(PLAN + drawn, page="/CropBox[0 100 600 800]"))
    assert (words(page), problem) == (["Improvement", "plan"], None)
    assert page.note == f"page 1 has letters that nobody sees, which were left out: {says}"


@pytest.mark.parametrize(
    "ground",
    [
        "0 0 1 rg 40 590 200 20 re f",
        "20 w 40 603 m 200 603 l S",
        "q 200 0 0 20 40 590 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q",
    ],
)
def test_white_letters_on_a_dark_ground_are_read(ground: str) -> None:
    page, _ = only(make_pdf(f"{ground} 1 g BT /F1 10 Tf 50 600 Td (Lead) Tj ET"))
    assert (words(page), page.note) == (["Lead"], None)


def test_words_printed_over_words_stand_in_the_ledger() -> None:
    over = "".join(show(50 + 70 * n, 600, "Director") + show(52 + 70 * n, 601, "Hindmost") for n in range(6))
    assert only(make_pdf(over))[0].note == "page 1 has 6 words printed over other words, which may not be as they are meant"
    assert only(make_pdf("".join(show(50, 700 - 12 * n, "one line below another") for n in range(30))))[0].note is None


def test_a_table_that_tells_of_a_thousand_million_objects_is_taken_for_what_it_holds() -> None:
    page, _ = only(with_object_stream(index="0 999999999"))
    assert "Northmoor" in words(page)
