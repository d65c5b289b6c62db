"""Pages of a PDF whose letters stand only in pictures or under false names, and files whose words stand on no page."""

from __future__ import annotations

import pytest

from pipeline.model import Box, Page, Word
from pipeline.parse import ocr
from pipeline.parse.pdf import read_pdf
from tests.parse.parse_samples import make_pdf, show, stream

DOT = "BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI"
FULL = f"q 600 0 0 800 0 0 cm {DOT} Q "
STRIPS = "".join(f"q 600 0 0 100 0 {100 * n} cm {DOT} Q " for n in range(8))
STAMP = show(40, 20, "Agenda item 7 Page 1 of 3 Public document pack")
TITLE = show(100, 400, "Improving children's services in Northmoor", size=24)


@pytest.fixture
def blind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)


def only(data: bytes) -> Page:
    (page,), _ = read_pdf(data)
    return page


def said(page: Page) -> str:
    return " ".join(word.text for word in page.words)


@pytest.mark.usefixtures("blind")
def test_a_scan_with_a_stamp_is_not_called_read() -> None:
    for picture in (FULL, STRIPS):
        page = only(make_pdf(picture + STAMP))
        assert (page.illegible, page.problem) == (True, "page 1 is an image with no more text than a stamp at its edge")
        assert only(make_pdf(picture)).problem == "page 1 is an image without text"


@pytest.mark.usefixtures("blind")
def test_a_title_page_with_a_picture_behind_it_is_read_and_the_ledger_tells_of_the_picture() -> None:
    page = only(make_pdf(FULL + TITLE))
    assert (page.illegible, page.problem) == (False, None)
    assert page.note == "page 1 has pictures over 100% of it, whose words, if any, were not read"
    half = only(make_pdf(f"q 600 0 0 400 0 0 cm {DOT} Q " + show(50, 700, "Attendance rose, as the picture shows")))
    assert half.note == "page 1 has pictures over 50% of it, whose words, if any, were not read"
    assert only(make_pdf(f"q 60 0 0 80 0 0 cm {DOT} Q " + TITLE)).note is None


def test_a_heading_on_a_scan_is_told_from_a_title_on_a_photograph(monkeypatch: pytest.MonkeyPatch) -> None:
    """What tells them apart is how much the picture says."""
    line = tuple(Word(f"word{n}", Box(50.0, 100.0, 90.0, 110.0), 10.0, sure=0.9) for n in range(60))
    for count, source in ((60, "ocr"), (12, "text_layer")):
        monkeypatch.setattr(ocr, "is_installed", lambda: True)
        monkeypatch.setattr(ocr.Eye, "inked", lambda *_: 0.5)
        monkeypatch.setattr(ocr.Eye, "read", lambda *_, n=count: ocr.Seen(line[:n], 90.0))
        page = only(make_pdf(FULL + TITLE))
        assert (page.text_source, page.problem, len(page.words)) == (source, None, 60 if count == 60 else 5)


SQUARES = "".join(f"{60 + 12 * (n % 40)} {300 + 12 * (n // 40)} 5 7 re f " for n in range(600))
DOTS = "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 12 12]/XStep 12/YStep 12/Resources 3 0 R"
IN_SOME_WAY = {
    "figures": SQUARES,
    "a picture for each line": "".join(f"q 400 0 0 9 60 {300 + 14 * n} cm {DOT} Q " for n in range(20)),
    "a pattern": "/Pattern cs /P scn 60 300 400 300 re f ",
}


@pytest.mark.usefixtures("blind")
@pytest.mark.parametrize("way", IN_SOME_WAY)
def test_a_page_that_shows_more_than_a_stamp_in_whatever_way_is_not_called_read(way: str) -> None:
    tile = stream("0 g 2 2 6 6 re f", DOTS)
    for words, problem in ((STAMP, "with no more text than a stamp at its edge"), (" ", "without text")):
        page = only(make_pdf(IN_SOME_WAY[way] + words, resources="/Pattern<</P 10 0 R>>", objects=(tile,)))
        assert (page.illegible, page.problem) == (True, f"page 1 is an image {problem}")
    few = only(make_pdf(show(50, 400, "This page is left blank") + "50 50 20 20 re f " + STAMP))
    assert (few.illegible, few.problem) == (False, None)


@pytest.mark.parametrize(
    ("words", "sure", "source"), [(30, 90.0, "ocr"), (60, 60.0, "ocr"), (12, 90.0, "text_layer"), (30, 60.0, "text_layer")]
)
def test_a_stamp_on_a_scan_is_told_from_one_on_a_photograph(
    monkeypatch: pytest.MonkeyPatch, words: int, sure: float, source: str
) -> None:
    line = tuple(Word(f"word{n}", Box(50.0, 100.0, 90.0, 110.0), 10.0, sure=sure / 100) for n in range(words))
    monkeypatch.setattr(ocr, "is_installed", lambda: True)
    monkeypatch.setattr(ocr.Eye, "read", lambda *_: ocr.Seen(line, sure))
    page = only(make_pdf(SQUARES + STAMP))
    assert (page.text_source, page.problem is None) == (source, source == "text_layer" or sure > 75)


def names(**codes: int) -> bytes:
    """Return a table that says which letters a font prints: each letter stands for another."""
    pairs = " ".join(f"<{ord(letter):02x}> <{code:04x}>" for letter, code in codes.items())
    return stream(
        f"begincmap 1 begincodespacerange <00> <ff> endcodespacerange {len(codes)} beginbfchar {pairs} endbfchar endcmap"
    )


WIDTHS = f"/FirstChar 32/LastChar 126/Widths[{' 500' * 95}]/FontDescriptor<</Type/FontDescriptor/FontName/Northmoor/Flags 32>>"
FONT = f"/F9 <</Type/Font/Subtype/TrueType/BaseFont/Northmoor/Encoding/WinAnsiEncoding/ToUnicode 10 0 R{WIDTHS}>>"


@pytest.mark.usefixtures("blind")
@pytest.mark.parametrize("first", [0xE000, 0xE800])
def test_letters_that_only_their_font_knows_are_unknown(first: int) -> None:
    private = names(**{letter: first + n for n, letter in enumerate("abcdefghijklmnop")})
    page = only(make_pdf(show(50, 700, "abcde fghij", font="F9"), fonts=FONT, objects=(private,)))
    assert page.illegible
    assert "does not say which letters it prints; 0 of 10 letters read" in str(page.problem)


@pytest.mark.usefixtures("blind")
def test_a_font_that_calls_its_letters_blanks_is_not_believed() -> None:
    blanks = names(**dict.fromkeys("abcdefghijklmnop", 0x20))
    page = only(make_pdf(show(50, 700, "abcde XYZ", font="F9"), fonts=FONT, objects=(blanks,)))
    assert page.illegible
    assert "3 of 8 letters read" in str(page.problem)
    few = names(a=0x20, b=0xA0)
    assert said(only(make_pdf(show(50, 700, "XaYbZ", font="F9"), fonts=FONT, objects=(few,)))) == "X Y Z"


@pytest.mark.usefixtures("blind")
@pytest.mark.parametrize("code", [0x200B, 0xFEFF, 0x01, 0xFFFF, 0xE0031, 0xE123])
def test_figures_that_a_font_does_not_name_make_a_page_partial(code: int) -> None:
    prose = "".join(show(50, 700 - 20 * n, "The board heard that all visits are made on time", font="F9") for n in range(9))
    data = make_pdf(prose + show(50, 400, "It fell from 55% to 22%", font="F9"), fonts=FONT, objects=(names(**{"5": code}),))
    assert "does not say which letters it prints" in str(only(data).problem)
    bullet = make_pdf(prose + show(50, 400, "^ It fell", font="F9"), fonts=FONT, objects=(names(**{"^": code}),))
    assert (only(bullet).problem, only(bullet).note) == (None, "page 1 has 1 signs that their font does not name")


@pytest.mark.usefixtures("blind")
def test_a_map_that_gives_figures_other_values_than_the_font_prints_is_not_believed() -> None:
    swapped = names(**{"5": ord("3"), "2": ord("1")})
    page = only(make_pdf(show(50, 700, "It fell from 55% to 22%", font="F9"), fonts=FONT, objects=(swapped,)))
    assert page.illegible
    embedded = FONT.replace("/Flags 32", "/Flags 4")  # whose codes are places in a font, and may be any letters
    page = only(make_pdf(show(50, 700, "It fell from 55% to 22%", font="F9"), fonts=embedded, objects=(swapped,)))
    assert said(page) == "It fell from 33% to 11%"
    capitals = names(**{letter: ord(letter.upper()) for letter in "abcdefgh"})
    assert not only(make_pdf(show(50, 700, "abcdefgh", font="F9"), fonts=FONT, objects=(capitals,))).illegible


@pytest.mark.usefixtures("blind")
def test_a_sign_that_stands_for_many_letters_stands_for_none() -> None:
    data = make_pdf(
        show(50, 700, "It fell from 15% to 23%", font="F9"), fonts=FONT, objects=(names(**dict.fromkeys("12345", 0xAD)),)
    )
    assert only(data).illegible


@pytest.mark.usefixtures("blind")
@pytest.mark.parametrize(
    ("name", "text"), [("G21", None), ("fiveoldstyle", "5"), ("uniF735", "5"), ("a53", "5"), ("five.lnum", "5")]
)
def test_names_of_glyphs_tell_a_letter_or_nothing(name: str, text: str | None) -> None:
    encoding = f"<</Type/Encoding/Differences[53/{name}]>>"
    font = FONT.replace("/WinAnsiEncoding/ToUnicode 10 0 R", encoding).replace("TrueType", "Type1")
    page = only(make_pdf(show(50, 700, "It fell to 5%", font="F9"), fonts=font))
    assert (page.illegible, said(page)) == ((True, said(page)) if text is None else (False, f"It fell to {text}%"))


def test_a_soft_hyphen_is_the_hyphen_that_it_prints() -> None:
    assert said(only(make_pdf(show(50, 700, "Im\xadproved")))) == "Im-proved"


def test_a_portfolio_and_a_form_that_only_one_program_draws_are_partly_read() -> None:
    _, problem = read_pdf(make_pdf(TITLE, catalog="/Collection<</View/D>>"))
    assert "portfolio, and the papers that it holds were not read" in str(problem)
    _, problem = read_pdf(make_pdf(TITLE, catalog="/AcroForm<</Fields[]/XFA(x)>>/NeedsRendering true"))
    assert "form (XFA) that only Adobe's programs can show" in str(problem)
    assert read_pdf(make_pdf(TITLE, catalog="/AcroForm<</Fields[]/XFA(x)>>"))[1] is None
