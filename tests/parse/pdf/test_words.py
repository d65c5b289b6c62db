"""Words of PDFs: which letters make a word, where it stands, how it looks."""

from __future__ import annotations

import math
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Page
from pipeline.parse.pdf import read_pdf
from pipeline.parse.pdf.fonts import UNKNOWN, Face, read_letter
from tests.parse.parse_samples import HEIGHT, WIDTH, make_pdf, show


def page_of(content: str, **kwargs: str) -> Page:
    pages, problem = read_pdf(make_pdf(content, **kwargs))
    assert problem is None
    return pages[0]


def texts(page: Page) -> list[str]:
    return [word.text for word in page.words]


def test_a_word_has_its_box_from_the_top_left_its_size_and_its_look() -> None:
    page = page_of(show(100, 700, "Plain") + show(100, 650, "Heavy", font="F2", size=14) + show(100, 600, "Aslant", font="F3"))
    plain, heavy, aslant = page.words
    assert (plain.box.x0, plain.box.bottom - plain.box.top, plain.size) == (100, pytest.approx(10), 10)
    assert HEIGHT - 700 - 8 < plain.box.top < HEIGHT - 700 < plain.box.bottom < HEIGHT - 700 + 3
    assert plain.box.x1 == pytest.approx(100 + (667 + 222 + 556 + 222 + 556) / 100, abs=0.01)  # Adobe's widths of Helvetica
    assert [(w.bold, w.italic, w.size) for w in (plain, heavy, aslant)] == [
        (False, False, 10),
        (True, False, 14),
        (False, True, 10),
    ]


@pytest.mark.parametrize(
    ("operators", "words"),
    [
        ("(Head) Tj", ["Head"]),
        ("[(He) 40 (ad)] TJ", ["Head"]),  # kerning
        ("[(Head) -250 (of)] TJ", ["Head", "of"]),  # a gap in place of a space
        ("[(H) -60 (e) -60 (ad)] TJ", ["Head"]),  # letters set a little wide
        ("(Head of) Tj", ["Head", "of"]),
        ("3 Tc (fell to 22%) Tj", ["fell", "to", "22%"]),  # letters set wide on purpose
        ("3 Tc [(fell) -900 (to)] TJ", ["fell", "to"]),
        ("20 Tc (123) Tj", ["1", "2", "3"]),  # figures in columns
        ("(Head\xa0of) Tj", ["Head", "of"]),  # a no-break space
    ],
)
def test_letters_that_touch_make_a_word(operators: str, words: list[str]) -> None:
    assert texts(page_of(f"BT /F1 12 Tf 50 700 Td {operators} ET")) == words


def test_a_change_of_weight_inside_a_word_does_not_cut_it() -> None:
    bold = "BT /F2 10 Tf 50 700 Td (No) Tj /F1 10 Tf (te) Tj ET"
    assert texts(page_of(bold)) == ["Note"]


def test_parts_of_a_word_drawn_out_of_order_are_joined() -> None:
    # "ac" is 10.56 points wide at this size; what follows it is drawn first.
    assert texts(page_of(show(60.56, 700, "ting") + show(50, 700, "ac"))) == ["acting"]


def test_letters_printed_twice_are_one_bold_word() -> None:
    page = page_of(show(50, 700, "Lead officer") + show(50.4, 700, "Lead officer"))
    assert [(w.text, w.bold) for w in page.words] == [("Lead", True), ("officer", True)]


def test_words_with_a_shadow_or_printed_bold_by_moving_are_read_once() -> None:
    line = "fell from 55% to 22% in May"
    assert texts(page_of(show(50, 700, line) + show(51.2, 698.8, line))) == line.split()
    assert texts(page_of("".join(show(50 + 0.4 * n, 700, line) for n in range(4)))) == line.split()
    assert texts(page_of(show(50, 700, "had had"))) == ["had", "had"]


@pytest.mark.parametrize("degrees", [-3.5, 1, 2])
def test_lines_of_a_page_that_lies_askew_are_brought_level(degrees: float) -> None:
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    lines = ["Visits rose from 55% to 60% in May.", "Absence fell from 33% to 22% in June.", "All staff were trained by March."]
    page = page_of(
        f"q {cosine} {sine} {-sine} {cosine} 0 0 cm {''.join(show(60, 700 - 15 * n, t) for n, t in enumerate(lines))} Q"
    )
    assert texts(page) == " ".join(lines).split()
    assert len({word.box.bottom for word in page.words}) == len(lines)
    assert len({word.box.x0 for word in page.words if word.text in ("Visits", "Absence", "All")}) == 1
    stamped = page_of(show(60, 700, " ".join(lines)) + f"q {cosine} {sine} {-sine} {cosine} 0 0 cm {show(60, 500, 'Draft')} Q")
    assert len({word.box.bottom for word in stamped.words[:-1]}) == 1


def test_a_double_letter_is_not_taken_for_one_printed_twice() -> None:
    assert texts(page_of(show(50, 700, "all iii llama ..."))) == ["all", "iii", "llama", "..."]


def test_a_small_raised_number_is_a_superscript_of_its_own() -> None:
    page = page_of("BT /F1 12 Tf 50 700 Td (board) Tj 6 Tf /F1 6 Tf 5 Ts (2) Tj 0 Ts /F1 12 Tf ( met) Tj ET")
    assert [(w.text, w.superscript) for w in page.words] == [("board", False), ("2", True), ("met", False)]


def test_a_heading_set_wide_is_closed_up_but_a_list_of_letters_is_not() -> None:
    wide = "BT /F2 12 Tf 50 700 Td [(S) -400 (U) -400 (M) -400 (M) -400 (A) -400 (R) -400 (Y) -1100 (O) -400 (F)] TJ ET"
    assert texts(page_of(wide)) == ["SUMMARY", "OF"]
    kerned = "BT /F2 12 Tf 50 700 Td [(N) -300 (A) -300 (T) -150 (U) -300 (R) -300 (E)] TJ ET"
    assert texts(page_of(kerned)) == ["NATURE"]
    assert texts(page_of(show(50, 700, "grades A B C D and E"))) == ["grades", "A", "B", "C", "D", "and", "E"]


def test_a_page_turned_by_rotate_reads_as_one_that_is_not() -> None:
    upright = page_of(show(100, 700, "Date: 3 March") + "20 30 100 40 re f")
    # The same page, its content turned a quarter to the left and /Rotate turning it back.
    turned = page_of(
        f"0 1 -1 0 {HEIGHT} 0 cm " + show(100, 700, "Date: 3 March") + "20 30 100 40 re f",
        page=f"/Rotate 90/MediaBox[0 0 {HEIGHT} {WIDTH}]",
    )
    assert (turned.width, turned.height) == (upright.width, upright.height)
    assert turned.words == upright.words
    assert turned.fills == upright.fills


def test_a_page_whose_text_runs_up_the_sheet_is_brought_level() -> None:
    line = "Every action has a lead and a date by which it is done"
    page = page_of(f"0 1 -1 0 {WIDTH} 0 cm " + show(100, 500, line))
    assert (page.width, page.height, page.turned) == (HEIGHT, WIDTH, 90)
    assert texts(page) == line.split()
    assert page.words[0].box.x0 == 100


def test_a_stamp_up_the_margin_does_not_turn_the_page() -> None:
    page = page_of(show(50, 700, "A short page") + "q 0 1 -1 0 590 100 cm " + show(0, 0, "Agenda page 12") + "Q")
    assert (page.width, page.turned) == (WIDTH, 0)
    assert texts(page) == ["A", "short", "page", "Agenda", "page", "12"]
    stamp = page.words[3]
    assert stamp.box.height > stamp.box.width  # read upwards


def test_places_count_from_the_crop_box_and_what_lies_outside_it_is_left_out() -> None:
    page = page_of(show(100, 700, "Inside") + show(10, 10, "Outside"), page="/CropBox[50 50 550 750]")
    assert (page.width, page.height) == (500, 700)
    assert [(w.text, w.box.x0) for w in page.words] == [("Inside", 50)]


def test_letters_hidden_by_a_clip_are_not_read() -> None:
    overflow = "q 50 690 37 30 re W n " + show(50, 700, "Director of") + "Q " + show(100, 700, "Cabinet")
    assert texts(page_of(overflow)) == ["Director", "Cabinet"]


def test_invisible_letters_count_only_over_a_scan() -> None:
    hidden = "BT 3 Tr /F1 10 Tf 50 700 Td (read by a scanner) Tj ET "
    assert texts(page_of(hidden + "BT 0 Tr ET " + show(50, 500, "seen"))) == ["seen"]
    image = "q 600 0 0 800 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q "
    page = page_of(image + hidden)
    assert (texts(page), page.text_source) == (["read", "by", "a", "scanner"], "ocr")


def test_a_watermark_aslant_is_not_text() -> None:
    watermark = "BT /F1 80 Tf 0.7 0.7 -0.7 0.7 100 200 Tm (DRAFT) Tj ET "
    assert texts(page_of(watermark + show(50, 700, "Report"))) == ["Report"]


class Font:
    """As much of a pdfminer font as `read_letter` asks."""

    def __init__(self, text: str | None) -> None:
        self.text = text

    def to_unichr(self, cid: int) -> str:
        from pdfminer.pdffont import PDFUnicodeNotDefined

        if self.text is None:
            raise PDFUnicodeNotDefined("Identity", cid)
        return self.text

    def char_width(self, cid: int) -> float:
        return 0.5


@pytest.mark.parametrize(
    ("font", "text", "cid", "read"),
    [
        ("Symbol", "\uf0b7", 1, "•"),
        ("Wingdings", "\uf0fc", 1, "✓"),
        ("Unnamed", None, 127, "•"),
        ("Unnamed", None, 20, UNKNOWN),
        ("Body", "\xad", 1, "-"),
        ("Body", "\ufb01", 1, "\ufb01"),
        ("Body", "\uf041", 1, "A"),
    ],
)
def test_what_a_code_of_a_font_prints(font: str, text: str | None, cid: int, read: str) -> None:
    assert read_letter(Font(text), Face(font, False, False, -0.2), cid) == (read, 0.5)


line_of_words = st.lists(
    st.text(string.ascii_letters + string.digits + ".,;:%()/'-&", min_size=1, max_size=9), min_size=1, max_size=6
)


@settings(max_examples=40, deadline=None)
@given(st.lists(line_of_words, min_size=1, max_size=5), st.sampled_from([6.0, 9.5, 12.0, 20.0]))
def test_every_printed_word_comes_back_in_its_place(lines: list[list[str]], size: float) -> None:
    # Words of one capital letter might be read as a heading set wide; that has a test of its own.
    lines = [[word + "x" if word.isupper() and len(word) == 1 else word for word in line] for line in lines]
    content = "".join(show(20, 750 - 30 * n, " ".join(line), size=size) for n, line in enumerate(lines))
    page = page_of(content)
    assert texts(page) == [word for line in lines for word in line]
    for before, word in zip(page.words, page.words[1:], strict=False):
        assert word.box.top > before.box.top or word.box.x0 > before.box.x1
