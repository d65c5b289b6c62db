"""Content streams cut into operators and operands: as pdfminer's own parser cuts them, or not at all."""

from __future__ import annotations

import contextlib
import gc
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfminer.pdfinterp import PDFContentParser
from pdfminer.pdftypes import PDFStream
from pdfminer.psexceptions import PSEOF
from pdfminer.psparser import PSKeyword

from pipeline.parse import pdf
from pipeline.parse.pdf import read_pdf
from pipeline.parse.pdf.content import UnfamiliarContent, operations
from pipeline.parse.pdf.interpreter import LeanInterpreter
from pipeline.parse.pdf.marks import Run
from pipeline.parse.pdf.typefaces import Strings
from tests.parse.parse_samples import make_pdf, show


def steps(content: bytes) -> list[tuple[bytes, list[Any]]]:
    """Cut with the project's pattern."""
    operands: list[Any] = []
    found = []
    for operator in operations(content, operands):
        if operator != b"BDC":  # those whose dictionary holds another are left for the interpreter to pass over
            found.append((operator, [_plain(operand) for operand in operands]))
        operands.clear()
    return found


def steps_by_pdfminer(content: bytes) -> list[tuple[bytes, list[Any]]]:
    """Cut with pdfminer, without the marks round content: they print nothing, and are passed over."""
    parser = PDFContentParser([PDFStream({}, content)])
    operands: list[Any] = []
    found = []
    while True:
        try:
            _, token = parser.nextobject()
        except PSEOF:
            return found
        if isinstance(token, PSKeyword):
            if token.name not in (b"BDC", b"EMC"):
                found.append((token.name, operands))
            operands = []
        else:
            operands.append(_plain(token))


def _plain(operand: Any) -> Any:
    """Dictionaries are null on one side; of an image in the stream the sides agree on its keys."""
    if isinstance(operand, PDFStream):
        return sorted(operand.attrs)
    return None if isinstance(operand, dict) else operand


@pytest.mark.parametrize(
    "content",
    [
        b"q 1 0 0 -1 .5 -12. cm /F1 12 Tf",
        b"1-2 3.5.25 m",  # numbers that a sign or a point parts
        b"BT[(A)-12.5(B )3<4142>]TJ(x)Tj ET",
        rb"(a \(b\) (c (d)) \\ \101\7x \n) Tj",
        rb"(a \q is none) Tj",
        b"(over\\\r\nthe line\\\nend) Tj",
        b"<4 1 4 2 4> Tj",  # an odd digit
        b"/P <</MCID 0 /E <</A (x>>) /B <41>>> >> BDC EMC",
        b"/P<</MCID 1>>BDC",
        b"[] 0 d [3 2.5] 1 d",
        b"5 5 (s) \" (t) ' T* f* 0 g% a comment (\n1 G",
        b"/Im0 Do /CS0 cs 0.1 0.2 scn /P1 scn",
        b"q BI /W 4 /H 2 /BPC 8 /CS /G ID abc\xff(EI\nQ",
        b"BI/W 4/H 2/F[/Fl]/DP[null]ID \x00\x01(( EI Q",
        b"",
        b"  \n ",
        b"nothing 1 2 known re",
    ],
)
def test_forms_that_are_known_are_cut_as_pdfminer_cuts_them(content: bytes) -> None:
    assert steps(content) == steps_by_pdfminer(content)


@pytest.mark.parametrize(
    "content",
    [
        b"1 2 -- 3 m",
        b"[(a) /Name] TJ",
        b"(never closed Tj",
        b"((((deep)))) Tj",
        b"true false null",
        rb"(\777) Tj",
        b"/A#20B gs",
        b"BI /W 4 /F /A85 ID abc~> EI",
        b"BI /W 4 ID never ended",
        b"{ 1 } exec",
        b"\x00 1 g",
    ],
)
def test_any_other_form_is_left_to_pdfminer(content: bytes) -> None:
    with pytest.raises(UnfamiliarContent):
        steps(content)


_numbers = st.one_of(
    st.integers(-9999, 9999).map(str),
    st.decimals(-999, 999, allow_nan=False, places=3).map(str),
    st.sampled_from([".5", "-.25", "+3", "7.", "0"]),
)
_strings = st.text("ab ()\\\n1é", max_size=8).map(
    lambda text: "(" + text.replace("\\", "\\\\").replace("(", r"\(").replace(")", r"\)") + ")"
)
_hexadecimals = st.binary(max_size=5).map(lambda data: f"<{data.hex()}>")
_arrays = st.lists(st.one_of(_numbers, _strings, _hexadecimals), max_size=6).map(lambda items: "[" + " ".join(items) + "]")
_names = st.text("ABCabc019._-+", min_size=1, max_size=6).map("/{}".format)
_operands = st.lists(st.one_of(_numbers, _strings, _hexadecimals, _arrays, _names), max_size=6).map(" ".join)
_operators = st.sampled_from(["Td", "TJ", "re", "f*", "T*", "'", '"', "W", "q", "BT", "d0", "odd"])
_streams = st.lists(st.tuples(_operands, _operators).map(" ".join), max_size=8)


@given(_streams, st.sampled_from([" ", "\n", "\r\n", " % remark\n"]))
@settings(deadline=None, max_examples=150)
def test_whatever_is_written_by_the_book_is_cut_as_pdfminer_cuts_it(parts: list[str], between: str) -> None:
    content = between.join(parts).encode("latin-1") + b"\n"
    assert steps(content) == steps_by_pdfminer(content)


@given(st.binary(max_size=60) | st.text("()<>[]/% 1.-+aTjB\\\n", max_size=60).map(str.encode))
@settings(deadline=None, max_examples=200)
def test_no_content_does_worse_than_being_left_to_pdfminer(content: bytes) -> None:
    with contextlib.suppress(UnfamiliarContent):
        steps(content)


def test_a_page_in_an_unusual_form_is_read_in_full_and_says_how() -> None:
    usual, unusual = "0 0 m\n" + show(50, 700, "Head"), "-- 0 0 m\n" + show(50, 700, "Head")
    pages, problem = read_pdf(make_pdf(usual, unusual))
    assert [[word.text for word in page.words] for page in pages] == [["Head"], ["Head"]]
    assert problem is None
    assert [page.note for page in pages] == [
        None,
        "page 2 is written in an unusual form; pdfminer's own parser read it, slowly and in full",
    ]


def test_nothing_of_a_page_that_is_given_up_halfway_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    content = show(50, 700, "Twice?") + "q 10 10 100 100 re f Q (\\777) Tj"
    with_notes, _ = read_pdf(make_pdf(content.replace("\\777", "\\77")))
    monkeypatch.setattr(LeanInterpreter, "_operators", {})  # those that are known stay so for the whole process
    monkeypatch.setattr(LeanInterpreter, "do_Q", _give_up)
    pages, _ = read_pdf(make_pdf(content.replace("\\777", "\\77")))
    assert (pages[0].words, pages[0].fills) == (with_notes[0].words, with_notes[0].fills)
    assert pages[0].note == f"page 1 {pdf.UNFAMILIAR}"


def _give_up(_: LeanInterpreter) -> None:
    raise UnfamiliarContent


def test_what_a_page_prints_is_freed_without_a_search_for_circles() -> None:
    data = make_pdf(show(100, 700, "Seven words of a page stand here"))
    gc.collect()
    gc.disable()
    try:
        read_pdf(data)
        kept = [one for one in gc.get_objects() if isinstance(one, Run | Strings | LeanInterpreter)]
    finally:
        gc.enable()
    assert kept == []
