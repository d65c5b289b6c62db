"""Pages as Chromium prints them."""

from __future__ import annotations

from typing import Any

import pypdfium2
import pytest

from tests.browse.conftest import Rows, page_paths

pytestmark = pytest.mark.browser


def sheets(page: Any, path: str) -> list[Any]:
    """Return the printed sheets of a page."""
    page.goto(path)
    page.wait_for_load_state("networkidle")
    return list(pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True)))


def text_of(sheet: Any) -> str:
    return " ".join(sheet.get_textpage().get_text_bounded().split())


def test_who_leads_is_not_torn_over_two_sheets(page: Any, rows: Rows) -> None:
    printed = [text_of(sheet) for sheet in sheets(page, page_paths(rows)["council"])]
    [whole] = [text for text in printed if "Who leads" in text]
    names = page.locator("table.whole td:first-child").all_inner_texts()
    assert len(names) > 5
    assert all(name in whole for name in names)


def test_steps_of_several_councils_have_a_sheet_on_end_on_which_their_letters_can_be_read(page: Any, rows: Rows) -> None:
    printed = sheets(page, page_paths(rows)["compare"])
    on_end = [sheet.get_height() > sheet.get_width() for sheet in printed]
    assert on_end == ["Judgements" in text_of(sheet) for sheet in printed]
    assert not all(on_end)


def test_a_printed_list_lies_across_the_sheet_and_its_words_have_the_widest_column(page: Any) -> None:
    printed = sheets(page, "/findings/actions?_size=10")
    assert all(sheet.get_width() > sheet.get_height() for sheet in printed)
    assert len(printed) == 1
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1017, "height": 700})
    widths = page.locator("thead th").evaluate_all("all => all.map(th => [th.offsetWidth, th.dataset.column])")
    assert max(widths)[1] == "text"
    assert not page.locator("svg.dropdown-menu-icon").first.is_visible()
