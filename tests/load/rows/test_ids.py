"""Identifiers: what they rest on."""

from __future__ import annotations

from pipeline.load.rows.ids import FindingIds, block_id, report_id, row_number
from pipeline.model import Block


def test_a_report_is_called_by_its_content_an_empty_or_unreadable_one_by_its_path_too() -> None:
    sha256 = "ab" * 32
    assert report_id(sha256, "x/a.pdf") == report_id(sha256, "y/b.pdf") == "ab" * 8
    assert len({report_id(sha256, path, empty=True) for path in ("a", "b")} | {report_id(None, path) for path in ("a", "b")}) == 4


def test_identifiers_sort_as_the_document() -> None:
    first, second = Block(9, "paragraph", "x"), Block(10, "paragraph", "y")
    ids = FindingIds("0123")
    given_out = [
        ids.next("dates", first, 5),
        ids.next("dates", first, 5),
        ids.next("dates", first, 12),
        ids.next("dates", second, 0),
    ]
    assert (
        given_out
        == sorted(given_out)
        == ["0123-00009-0005-date", "0123-00009-0005-date-2", "0123-00009-0012-date", "0123-00010-0000-date"]
    )
    assert block_id("0123", 9) < block_id("0123", 10)
    assert row_number("0123", 9) < row_number("0123", 10) < 2**62
