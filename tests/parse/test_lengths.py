"""Paragraphs longer than any are cut, and nothing of their letters is lost."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from pipeline.model import Page, Paragraph
from pipeline.parse import parse
from pipeline.parse.lengths import LONGEST, in_measure, pieces


@pytest.mark.parametrize("unit", ["Visits rose from 60% to 84% in May 2019. ", "words without an end ", "a", "9"])
def test_pieces_are_short_and_together_the_text(unit: str) -> None:
    text = unit * (50_000 // len(unit))
    made = pieces(text)
    assert "".join(made) == text
    assert max(map(len, made)) <= LONGEST
    if "." in unit:
        assert all(piece.endswith(". ") for piece in made)


def test_what_is_no_longer_stays_as_it_is() -> None:
    page = Page(1, elements=(Paragraph("Plan " * 100, "list_item", 2, "•"),))
    assert in_measure(page) is page


@pytest.mark.parametrize(
    "text", [b"*_" * 50_000 + b"x", b">" * 50_000 + b" Plan", b"Visits rose. " * 40_000, b"visits rose\n" * 40_000]
)
def test_long_lines_are_read_in_time(text: bytes, tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(text)
    began = time.process_time()
    (page,) = parse(path).pages
    assert time.process_time() - began < 10
    assert max(len(element.text) for element in page.elements if isinstance(element, Paragraph)) <= LONGEST
