"""Any grid of any text, with empty and merged cells: every cell stands where it says, and no word is lost or added."""

from __future__ import annotations

import html
from collections import Counter
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.flow import read_tables
from pipeline.model import Structured
from pipeline.structure.pieces import LIGATURES
from tests.parse.parse_samples import make_docx, p

WORD = st.one_of(
    st.sampled_from(
        ["Ref", "Action", "Lead", "By when", "Status", "1.1", "(a)", "•", "84%", "12/05/2019", "-", "=", "|", "\u202e"]
    ),
    st.text(st.characters(exclude_categories=("C", "Z", "M")), min_size=1, max_size=6),
)
CELL = st.tuples(st.lists(WORD, max_size=4).map(" ".join), st.integers(1, 3), st.integers(1, 3))
ABOVE = "What is done stands below."
GRID = st.lists(st.lists(CELL, min_size=1, max_size=5), min_size=1, max_size=6)


def as_web_page(grid: list[list[tuple[str, int, int]]]) -> bytes:
    rows = "".join(
        "<tr>" + "".join(f"<td colspan={wide} rowspan={high}>{html.escape(text)}</td>" for text, wide, high in row) + "</tr>"
        for row in grid
    )
    return f"<!doctype html><html><meta charset=utf-8><body><p>{ABOVE}</p><table>{rows}</table></body></html>".encode()


def as_word_file(grid: list[list[tuple[str, int, int]]]) -> bytes:
    def cell(text: str, wide: int, high: int) -> str:
        merge = "<w:vMerge/>" if high == 3 else '<w:vMerge w:val="restart"/>' if high == 2 else ""
        return f'<w:tc><w:tcPr><w:gridSpan w:val="{wide}"/>{merge}</w:tcPr>{p(escape(text))}</w:tc>'

    rows = "".join("<w:tr>" + "".join(cell(*one) for one in row) + "</w:tr>" for row in grid)
    return make_docx(p(ABOVE) + f"<w:tbl>{rows}</w:tbl>")


@pytest.mark.parametrize("make", [as_web_page, as_word_file])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(grid=GRID)
def test_any_grid_is_read_and_every_cell_is_true(make: object, tmp_path: Path, grid: list[list[tuple[str, int, int]]]) -> None:
    assert callable(make)
    path = tmp_path / "any"
    path.write_bytes(make(grid))
    structured = read_tables(path)
    check(structured)
    given_letters = Counter(letter for row in grid for text, *_ in row for letter in printed(text) if letter.isalnum())
    read = Counter(letter for block in structured.blocks for letter in f"{block.ref or ''}{block.text}" if letter.isalnum())
    read.subtract(letter for letter in ABOVE if letter.isalnum())
    assert {letter: n for letter, n in read.items() if n} == given_letters


def printed(text: str) -> str:
    """Return a text with its ligatures as the letters that are read of them."""
    return "".join(LIGATURES.get(letter, letter) for letter in text)


def check(structured: Structured) -> None:
    for block in structured.blocks:
        assert all(0 <= part.start <= part.end <= len(block.text) for part in block.parts)
        if not block.cells:
            continue
        assert [block.text[cell.start : cell.end] for cell in block.cells] == block.text.split("\t")
        columns = [cell.column for cell in block.cells]
        assert columns == sorted(columns)
        assert all(cell.column_span >= 1 for cell in block.cells)
        for cell in block.cells:
            assert all(cell.start <= at <= cell.end for at in cell.breaks)
