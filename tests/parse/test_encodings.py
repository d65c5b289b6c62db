"""Texts in wide codes are read, those in EBCDIC refused in true words; neither is taken for something else."""

from __future__ import annotations

import pytest

from pipeline.errors import DocumentError
from pipeline.parse.encodings import decode
from pipeline.parse.html import read_html
from pipeline.parse.kinds import HTML, MOST_TEXT, PDF, TEXT, tell_kind
from pipeline.rules import read_rules

REPORT = "Northmoor Council\n\nReport to: Cabinet\n\nVisits – of all kinds – rose from 60% to 84% in May.\n"
PAGE = "<html><body><h1>Improvement plan</h1><p>Visits rose from 60% to 84%.</p></body></html>"


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_texts_and_pages_of_any_width_are_read(code: str) -> None:
    assert (tell_kind(REPORT.encode(code)), decode(REPORT.encode(code))) == (TEXT, REPORT)
    data = PAGE.encode(code)
    assert tell_kind(data) == HTML
    assert [element.text for element in read_html(data, read_rules())[0].elements] == [
        "Improvement plan",
        "Visits rose from 60% to 84%.",
    ]


def test_a_big_endian_mark_counts() -> None:
    assert decode("\ufeffplan".encode("utf-32-be")) == "plan"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (REPORT.replace("–", "-").encode("cp037"), "EBCDIC"),
        (bytes(range(256)) * 40, "binary file"),
        (b"ab\0\0" * 900, "binary file"),
        (b"Visits rose. " * (MOST_TEXT // 13 + 1), "over 5 megabytes"),
        (b"\xff\xfe", "empty"),
    ],
)
def test_what_is_no_text_is_called_what_it_is(data: bytes, says: str) -> None:
    with pytest.raises(DocumentError, match=says):
        tell_kind(data)


@pytest.mark.parametrize(
    "data",
    [
        b"\n\n%PDF-1.4\n",
        b"\xef\xbb\xbf%PDF-1.4 cut",
        b"HTTP/1.1 200 OK\nServer: x\n\n%PDF-1.7\n%\xe2\xe3\n1 0 obj\n<<>>",
        b"\x80" * 3000 + b"%PDF-1.5\r1 0 obj\r<<>>",
    ],
)
def test_a_pdf_may_begin_late(data: bytes) -> None:
    assert tell_kind(data) == PDF


@pytest.mark.parametrize(
    "text",
    [
        'START = b"%PDF-1.4\\n"\nbody = "1 0 obj"\n',
        "A PDF begins with %PDF-1.7\nand its end is %%EOF, says the guide.\n",
        "The council's website sent %PDF- in place of the plan.",
    ],
)
def test_a_text_about_pdfs_is_a_text(text: str) -> None:
    assert tell_kind(text.encode()) == TEXT


def test_a_text_in_two_codes_is_read_in_both() -> None:
    assert decode("The child’s plan £4m. ".encode("cp1252") + "café – £5m".encode()) == "The child’s plan £4m. café – £5m"


def test_a_web_page_in_ebcdic_is_refused_in_words() -> None:
    page = '<!doctype html><html><head><meta charset="ibm037"></head><body><h1>Northmoor Council</h1><p>Date: 12 June 2019</p>'
    with pytest.raises(DocumentError, match="EBCDIC"):
        tell_kind(page.encode("cp037"))
