"""A researcher's way through the pages, clicked in Chromium."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_from_the_first_page_by_a_question_to_the_words(page: Any) -> None:
    page.goto("/")
    page.get_by_role("link", name="Open actions of a role, due before a date").click()
    page.get_by_label("Role, person or body").fill("Quality Assurance")
    page.get_by_label("Due before").fill("2021-01-01")
    page.get_by_role("button", name="Ask").click()
    page.wait_for_url(re.compile(r"lead=Quality\+Assurance"))
    first = page.locator("tbody tr").first
    words = first.locator("td.col-action a").inner_text()
    first.locator("td.col-action a").click()
    expect(page.locator("h1")).to_have_text(re.compile("^Action "))
    lit = page.locator("mark")
    expect(lit.first).to_be_visible()
    assert words in " ".join(lit.all_inner_texts())
    expect(lit.first).to_have_css("background-color", "rgb(255, 233, 168)")
    page.locator(".trail a").last.click()
    expect(page.locator("h2", has_text="Actions")).to_be_visible()
    page.locator(".trail a").first.click()
    expect(page.locator("h1")).to_have_text("Northmoor Metropolitan Borough Council")


def test_a_facet_narrows_and_its_chip_widens_again(page: Any) -> None:
    page.goto("/findings/actions")
    everything = page.locator(".count strong").inner_text()
    page.locator("[data-column=rag].facet-info a", has_text="red").click()
    expect(page.locator(".count strong")).not_to_have_text(everything)
    assert set(page.locator("td.col-rag").all_inner_texts()) == {"red"}
    page.locator(".chip", has_text="RAG is red").click()
    expect(page.locator(".count strong")).to_have_text(everything)


def test_searching_and_filtering_go_together(page: Any) -> None:
    page.goto("/findings/finding_index")
    page.get_by_label("Words to search for").fill("supervision")
    page.get_by_label("Column to filter by").select_option(label="kind")
    page.get_by_label("Value to compare with").fill("action")
    page.get_by_role("button", name="Apply").click()
    page.wait_for_url(re.compile("kind__exact=actions"))
    assert "supervision" in page.get_by_label("Words to search for").input_value()
    assert set(page.locator("td.col-kind").all_inner_texts()) == {"action"}
    page.get_by_label("Words to search for").fill("")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator(".chip")).to_have_text(["kind is action ✖"])


def test_from_a_search_to_the_finding_and_its_box_on_the_page(page: Any) -> None:
    page.goto("/")
    page.get_by_role("main").get_by_label("Words to find in everything").fill('"supervision in each team')
    page.get_by_role("main").get_by_role("button", name="Find").click()
    assert page.locator(".hits mark").first.inner_text().lower() == "supervision in each team"
    page.locator(".hits .inside a", has_text="Observe supervision").first.click()
    expect(page.locator("mark").first).to_be_visible()
    page.wait_for_load_state("networkidle")  # a picture still on its way when the page is left counts as failed
    page.get_by_role("link", name="read it in its place").click()
    lit = page.locator(".sheet rect.lit")
    expect(lit).not_to_have_count(0)
    assert page.locator(".words .lit").first.inner_text().startswith("Observe supervision")
    page.wait_for_load_state("networkidle")


def test_folded_columns_come_and_go(page: Any) -> None:
    page.goto("/findings/dates")
    key = page.locator("th[data-column=key]")
    assert not key.is_visible()
    page.get_by_label("show all columns").check()
    assert key.is_visible()
    page.get_by_label("show all columns").uncheck()
    assert not key.is_visible()


def test_a_heading_sorts_and_its_menu_explains(page: Any) -> None:
    page.goto("/findings/dates?_sort_desc=end")
    shown = page.locator("td.col-end").all_inner_texts()
    assert shown == sorted(shown, reverse=True)
    page.locator("th[data-column=precision] svg").click()
    assert "How exactly it is stated" in page.locator(".dropdown-menu").inner_text()
    assert "TEXT" not in page.locator(".dropdown-menu").inner_text()
    assert not page.locator(".dropdown-menu").get_by_text("Facet by this").is_visible()  # it is one already
    page.locator("th[data-column=end] a").click()
    page.wait_for_url(re.compile("_sort=end"))


def test_folds_open(page: Any) -> None:
    page.goto("/findings")
    runs = page.get_by_role("link", name="Runs of the loader")
    assert not runs.is_visible()
    page.get_by_text("How it came about").click()
    runs.click()
    page.locator("td.col-started a").first.click()
    page.get_by_text("For machines").click()
    expect(page.get_by_text("rules (SHA-256)")).to_be_visible()


def test_rows_are_taken_away_as_csv(page: Any, tmp_path: Path) -> None:
    page.goto("/findings/recommendations")
    page.get_by_text("More ways to take them away").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Export CSV").click()
    download.value.save_as(tmp_path / "recommendations.csv")
    lines = (tmp_path / "recommendations.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("id,report_id,report_id_label,kind,ref,text")
    assert len(lines) > 5


def test_a_question_of_ones_own_in_sql(page: Any) -> None:
    page.goto("/findings")
    page.get_by_role("button", name="Run SQL").click()
    expect(page.locator("tbody tr")).to_have_count(6)
    page.wait_for_load_state("networkidle")  # a script still on its way when the page is left counts as failed
    page.goto("/findings?sql=select+1+as+one")
    expect(page.locator("td")).to_have_text("1")


PATHS: dict[str, Callable[[Any], str]] = {
    "first page": lambda page: "/",
    "tables": lambda page: "/findings",
    "list": lambda page: "/findings/actions?status=complete",
    "answer": lambda page: "/findings/what_was_decided_and_recommended",
    "report": lambda page: linked(page, "/findings/reports", "td.col-title a"),
    "finding": lambda page: linked(page, "/findings/actions?rag__notblank=1", "td.col-text a"),
    "council": lambda page: linked(page, "/findings/councils", "td.col-name a"),
}


def linked(page: Any, path: str, link: str) -> str:
    page.goto(path)
    return str(page.locator(link).first.get_attribute("href"))


@pytest.mark.parametrize("kind", PATHS)
def test_nothing_is_wider_than_a_telephone(kind: str, page: Any) -> None:
    path = PATHS[kind](page)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    cells = page.locator(".rows-and-columns td:visible")
    if cells.count():
        label = cells.first.evaluate("cell => getComputedStyle(cell, '::before').content")
        assert re.fullmatch(r'"[A-Za-z ]+"', label), label
        assert min(cells.evaluate_all("cells => cells.map(cell => cell.offsetHeight)")) < 36  # a short value beside its name
