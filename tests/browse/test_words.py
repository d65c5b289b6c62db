"""Names, codes and numbers in words; passages cut into what is lit."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.browse.pages.passages import pieces
from pipeline.browse.settings import read_settings
from pipeline.browse.wording import words

SETTINGS = read_settings()


@pytest.mark.parametrize(
    ("column", "stored", "shown"),
    [
        ("low", 50.0, "50%"),
        ("low", 12.5, "12.5%"),
        ("word_count", 12345, "12,345"),
        ("from_value", 1234567.5, "1,234,567.5"),
        ("x0", 72.04, "72\N{NO-BREAK SPACE}pt"),
        ("seconds", 0.25, "0.25\N{NO-BREAK SPACE}s"),
        ("confidence", 0.9, "0.90"),
        ("rule", "dates.month_named", "Dates · month named"),
        ("status", "not_stated", "not stated"),
        ("status", "ok", "read in full"),
        ("kind", "actions", "action"),
        ("kind", "people", "person"),
        ("kind", "committee_report", "committee report"),
        ("text", "snake_case stays in a text", "snake_case stays in a text"),
        ("started", "2026-01-02T03:04:05+00:00", "2026-01-02 03:04 UTC"),
        ("due", None, ""),
    ],
)
def test_a_stored_value_in_words(column: str, stored: object, shown: str) -> None:
    assert words.value(SETTINGS, column, stored) == shown


@pytest.mark.parametrize(
    ("column", "code"),
    [("status", "in_progress"), ("status", "ok"), ("kind", "actions"), ("kind", "people"), ("kind", "committee_report"),
     ("origin", "table"), ("resolved_from", "report_date"), ("theme", "Quality of Practice"), ("text", "actions"),
     ("rule", "dates.month_named")],
)  # fmt: skip
def test_a_value_typed_as_it_is_shown_means_its_code(column: str, code: str) -> None:
    assert words.stored(SETTINGS, column, words.value(SETTINGS, column, code)) == code
    assert words.stored(SETTINGS, column, code) == code


@pytest.mark.parametrize(
    ("number", "unit", "shown"),
    [
        (56.0, None, "56"),
        (81.0, "social workers", "81\N{NO-BREAK SPACE}social workers"),
        (3.5, "£", "£3.5"),
        (7, "per cent", "7%"),
        (0.1 + 0.2, None, "0.3"),
        (-4.0, None, "-4"),
    ],
)
def test_a_number_with_its_unit(number: float, unit: str | None, shown: str) -> None:
    assert words.number(number, unit) == shown


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        ("2016-02-03", "2016-02-03", "2016-02-03"),
        ("2016-02-01", "2016-02-29", "2016-02"),
        ("2016-02-01", "2016-02-28", "2016-02-01 to 2016-02-28"),
        ("2016-01-01", "2016-12-31", "2016"),
        ("2016-04-01", "2017-03-31", "2016-04-01 to 2017-03-31"),
        ("2016-04-01", None, "2016-04-01"),
        (None, None, ""),
        ("9999-12-01", "9999-12-31", "9999-12"),
    ],
)
def test_an_interval_of_days(start: str | None, end: str | None, shown: str) -> None:
    assert words.days(start, end) == shown


def test_headings_and_filters() -> None:
    assert [words.heading(SETTINGS, column) for column in ("report_id", "gss_code", "rag", "meeting_date")] == [
        "report",
        "GSS code",
        "RAG",
        "meeting date",
    ]
    assert words.heading(SETTINGS, "label", "block_cells") == "heading of the column"
    assert words.comparison("due", "lte", "2016-03-31") == "due is at most 2016-03-31"
    assert words.comparison("due", "isblank", "1") == "due is empty"


def test_a_description_shows_codes_as_the_pages_do() -> None:
    assert words.description("`ok`: all; in_progress or not_stated.") == "ok: all; in progress or not stated."


TEXTS = st.text(alphabet="ab \tπ", max_size=30)


@given(TEXTS, st.integers(0, 30), st.integers(0, 30))
def test_a_paragraph_is_cut_without_loss(text: str, start: int, end: int) -> None:
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    (piece,) = pieces(text, [], start, end)
    assert piece.before + piece.lit + piece.after == text
    assert piece.lit == text[start:end]


@given(TEXTS, st.integers(0, 30), st.integers(0, 30))
def test_cells_are_cut_without_loss(text: str, start: int, end: int) -> None:
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    cells: list[dict[str, Any]] = []
    at = 0
    for cell in text.split("\t"):
        cells.append({"char_start": at, "char_end": at + len(cell), "label": "x", "fill": "#ffffff"})
        at += len(cell) + 1
    cut = pieces(text, cells, start, end)
    assert "\t".join(piece.before + piece.lit + piece.after for piece in cut) == text
    assert "".join(piece.lit for piece in cut) == text[start:end].replace("\t", "")


def test_an_empty_cell_without_colour_is_left_out() -> None:
    cells = [
        {"char_start": 0, "char_end": 1, "label": None, "fill": None},
        {"char_start": 2, "char_end": 2, "label": "Q", "fill": None},
    ]
    assert [piece.lit for piece in pieces("a\t", cells, 0, 1)] == ["a"]
