"""The reader of pages against plain pdfplumber, over some of the sample; `benchmarks.equal_pages` does it over any pile."""

from __future__ import annotations

from pathlib import Path

from benchmarks.equal_pages import compare

REPORTS = Path(__file__).resolve().parents[3] / "corpus" / "reports"


def test_pdfplumber_finds_the_same_words_and_tables_over_the_lean_interpreter() -> None:
    found = compare([REPORTS / "elmshire-2015-11-inspection.pdf", REPORTS / "stourdale-2024-02.pdf"])
    assert not found.unexplained
    assert (found.same_as_plumber, found.plain) == (found.pages, 0)
    assert found.pages >= 6
    assert found.reasons["symbols"]
    assert found.reasons["ligatures"]
