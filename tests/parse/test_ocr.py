"""Pages read from their pictures: words in place, levelled, with how sure tesseract is."""

from __future__ import annotations

import math
import re
from collections import Counter
from io import BytesIO
from pathlib import Path

import pytest

from pipeline.model import Document, Word
from pipeline.parse import ocr, parse
from pipeline.parse.docx import read_docx
from pipeline.parse.kinds import WORD
from pipeline.parse.ocr import words_of
from pipeline.parse.pdf import read_pdf
from pipeline.rules import read_rules
from pipeline.structure import structure
from tests.parse.parse_samples import make_docx, make_pdf, p, with_part

needs_tesseract = pytest.mark.skipif(not ocr.is_installed(), reason="NOT RUN: tesseract is not installed (make test installs it)")

LINES = (
    "Northmoor Council",
    "Report to Cabinet, 12 June 2019",
    "1. Recommendation",
    "Members are asked to note that 84% of visits",
    "were made in time since 3 April 2019.",
)


def scan(*, turned: float = 0.0, form: str = "PDF") -> bytes:
    """Return a PDF of one page, which is a picture of `LINES` that lies askew by so many degrees; or the picture itself."""
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("L", (1654, 2339), 255)
    draw = ImageDraw.Draw(picture)
    font = ImageFont.load_default(36)
    for n, line in enumerate(LINES):
        draw.text((200, 300 + 70 * n), line, fill=0, font=font)
    out = BytesIO()
    picture.rotate(turned, expand=abs(turned) >= 90, fillcolor=255).save(out, form, resolution=200)
    return out.getvalue()


def scan_in_word(*paragraphs: str) -> bytes:
    """Return a Word file with that picture behind some words."""
    drawing = (
        "<w:p><w:r><w:drawing xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'>"
        "<extent cx='5700000' cy='8000000'/><blip r:embed='k'/></w:drawing></w:r></w:p>"
    )
    body = "".join(map(p, paragraphs)) + drawing
    return with_part(make_docx(body), "k", "any", "scan.png", scan(form="PNG"), "image/png")


def table(*words: tuple[int, float, float, float, float, float, str]) -> dict[str, list[object]]:
    """Return tesseract's table of words: line, left, top, width, height, how sure, text."""
    columns: dict[str, list[object]] = {
        name: [] for name in ("level", "block_num", "par_num", "line_num", "left", "top", "width", "height", "conf", "text")
    }
    for line, left, top, width, height, sure, text in words:
        for name, value in zip(columns, (5, 1, 1, line, left, top, width, height, sure, text), strict=True):
            columns[name].append(value)
    return columns


def test_words_of_a_line_have_one_base_and_size_though_their_letters_differ_in_height() -> None:
    seen = words_of(
        table((1, 0, 100, 100, 36, 96, "Cabinet"), (1, 120, 110, 60, 26, 96, "are"), (1, 200, 110, 80, 36, 91, "paying")),
        0.36,
        (1000, 1400),
    )
    assert [word.text for word in seen.words] == ["Cabinet", "are", "paying"]
    assert len({(word.size, word.box.top, word.box.bottom) for word in seen.words}) == 1
    assert [word.sure for word in seen.words] == [0.96, 0.96, 0.91]


@pytest.mark.parametrize("degrees", [-1.5, 0.8])
def test_lines_that_lie_askew_are_brought_level(degrees: float) -> None:
    fall = math.tan(math.radians(degrees))
    words = [
        (n, 100 + 150 * k - fall * 40 * n, 100 + 40 * n + fall * 150 * k, 120, 36, 96, "Cabinet")
        for n in range(20)
        for k in range(5)
    ]
    seen = words_of(table(*words), 0.36, (1000, 1400))
    lines = [seen.words[5 * n : 5 * n + 5] for n in range(20)]
    assert all(len({word.box.bottom for word in line}) == 1 for line in lines)
    lefts = [line[0].box.x0 for line in lines]
    assert max(lefts) - min(lefts) < 1


def test_words_under_one_another_tell_no_slope() -> None:
    """What stands sideways is now and then read as a line whose words are all at the same distance from the left."""
    seen = words_of(table(*((1, 100, 100 + 60 * n, 36, 50, 96, "Cabinet") for n in range(5))), 0.36, (1000, 1400))
    assert [word.text for word in seen.words] == ["Cabinet"] * 5


def test_specks_and_ruling_lines_are_no_words() -> None:
    seen = words_of(
        table(
            (1, 0, 100, 100, 36, 96, "|Cabinet_"),
            (1, 120, 100, 5, 90, 70, "|"),
            (1, 200, 110, 80, 5, 30, "—"),
            (2, 0, 300, 90, 30, 4, "eee"),
        ),
        0.36,
        (1000, 1400),
    )
    assert [word.text for word in seen.words] == ["Cabinet"]


@needs_tesseract
@pytest.mark.parametrize("turned", [1.2, 90.0])
def test_a_scan_is_read_word_by_word(turned: float) -> None:
    (page,), problem = read_pdf(scan(turned=turned))
    assert (page.text_source, problem, page.illegible) == ("ocr", None, False)
    assert [word.text for word in page.words] == " ".join(LINES).split()
    assert all(word.sure is not None and word.sure > 0.5 for word in page.words)
    first: Word = page.words[0]
    if abs(turned) < 90:
        assert (first.box.x0, first.box.bottom) == pytest.approx((72, 120), abs=8)


@needs_tesseract
@pytest.mark.parametrize(
    "words", [(), ("Appendix 2",), ("Some words. " * 60,)], ids=["alone", "behind a heading", "behind a text"]
)
def test_a_scan_in_a_word_file_is_read_word_by_word(words: tuple[str, ...]) -> None:
    data = scan_in_word(*words)
    pages = read_docx(data)
    assert [(page.number, page.text_source, page.problem) for page in pages[-1:]] == [(len(words) + 1, "ocr", None)]
    assert [word.text for word in pages[-1].words] == " ".join(LINES).split()
    blocks = structure(Document("r.docx", "0" * 64, WORD, pages), read_rules()).blocks
    assert [block.text for block in blocks if block.page is None] == [text.strip() for text in words]
    assert "note that 84% of visits were made in time" in " ".join(block.text for block in blocks if block.page)


def test_a_scan_in_a_word_file_waits_for_tesseract(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    (tmp_path / "r.docx").write_bytes(scan_in_word("Appendix 2"))
    read = parse(tmp_path / "r.docx")
    assert [page.illegible for page in read.pages] == [False, True]
    assert read.lacks == "tesseract"
    assert "page 2 is an image in the text" in str(read.problem)


@needs_tesseract
def test_letters_drawn_as_figures_are_read_from_the_picture() -> None:
    """A page of outlines, as some programs print to be safe from fonts: here the letters I, L and T, out of bars."""
    bars = {"I": "0 0 2 14 re", "L": "0 0 2 14 re 0 0 9 2 re", "T": "4 0 2 14 re 0 12 10 2 re"}
    letters = "".join(
        f"q 1 0 0 1 {60 + 13 * n} {700 - 40 * row} cm {bars[c]} f Q " for row in range(9) for n, c in enumerate("TILLTILLTILL")
    )
    curves = "".join(f"q 1 0 0 1 {60 + n} 20 cm 0 0 m 1 2 3 4 5 6 c S Q " for n in range(120))
    (page,), _ = read_pdf(make_pdf(letters + curves))
    assert page.text_source == "ocr"
    assert len(page.words) >= 9


@needs_tesseract
def test_a_page_without_any_words_is_not_called_read() -> None:
    (page,), problem = read_pdf(make_pdf("q 500 0 0 700 50 50 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q "))
    assert problem == "page 1 is an image without text, nor does tesseract find any; 0 of 1 pages read"
    assert page.illegible


def words(document: Document) -> Counter[str]:
    return Counter(re.findall(r"[\w%]+", " ".join(word.text for page in document.pages[:3] for word in page.words)))


@needs_tesseract
def test_a_real_scan_gives_nearly_all_its_words(shared: Path) -> None:
    printed = words(parse(shared / "renditions" / "darlington-2016.pdf"))
    seen = words(parse(shared / "renditions" / "hostile" / "darlington-scan.pdf"))
    assert (printed & seen).total() >= 0.97 * printed.total()
    assert (seen - printed).total() <= 0.03 * printed.total()
