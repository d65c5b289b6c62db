"""Pages read in ranges are those that are read at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.parse import parse
from pipeline.parse.ranges import count_pages, join_ranges, parse_range
from tests.conftest import ROOT

REPORTS = sorted((ROOT / "corpus" / "reports").glob("*.pdf"))[::5]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_ranges_joined_are_the_whole(path: Path) -> None:
    document = parse(path)
    n = count_pages(path)
    assert n == len(document.pages) > 2
    digest, begin = parse_range(path, 1, 2)
    _, end = parse_range(path, 3, n)
    assert join_ranges(path, digest, [*begin, *end]) == document


def test_real_pdfs_in_ranges_are_the_whole(shared: Path) -> None:
    path = shared / "renditions" / "reading-2016.pdf"
    n = count_pages(path)
    parts = [parse_range(path, first, min(n, first + 2)) for first in range(1, n + 1, 3)]
    assert join_ranges(path, parts[0][0], [page for _, pages in parts for page in pages]) == parse(path)


def test_what_is_no_sound_pdf_or_short_is_not_counted(tmp_path: Path) -> None:
    data = REPORTS[0].read_bytes()
    (tmp_path / "cut.pdf").write_bytes(data[: len(data) * 2 // 3])
    (tmp_path / "a.txt").write_text("words")
    (tmp_path / "empty.pdf").write_bytes(b"")
    assert [count_pages(path) for path in sorted(tmp_path.iterdir())] == [0, 0, 0]
    assert count_pages(REPORTS[0], least=1000) == 0
