"""What a researcher does in Chromium: read by keys and by class, follow words to the page, cite; without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browse.conftest import Rows

pytestmark = pytest.mark.browser
PAGED = "select id from reports where source_path like '%northmoor-2020-09.pdf' and carrier_id is null"


@pytest.fixture
def report(rows: Rows) -> str:
    return str(rows(PAGED)[0]["id"])


def lit(page: Any) -> str:
    """Return the finding that is lit, which is one in words and on the page."""
    [key] = {part.get_attribute("data-finding") for part in page.locator(".words .lit, .sheet rect.lit").all()}
    expect(page.locator(".words .lit")).not_to_have_count(0)
    expect(page.locator(".sheet rect.lit")).not_to_have_count(0)
    return str(key)


def test_keys_lead_from_finding_to_finding(page: Any, report: str) -> None:
    page.goto(f"/-/read/{report}?page=1")
    seen = []
    for key in ("n", "n", "n", "p"):
        before = page.url
        page.keyboard.press(key)
        page.wait_for_url(lambda url, before=before: url != before)
        page.wait_for_load_state("networkidle")
        seen.append(lit(page))
    assert len(set(seen)) == 3
    assert seen[3] == seen[1]
    page.get_by_role("searchbox").first.press("n")  # typed, no command
    page.get_by_label("keys n and p").uncheck()
    page.locator("h1").click()
    page.keyboard.press("n")
    assert lit(page) == seen[1]


def test_one_class_alone_is_lit_in_words_and_on_the_page(page: Any, report: str, rows: Rows) -> None:
    page.goto(f"/-/read/{report}?page=1")
    page.locator(".key a.k-dates").click()
    page.wait_for_url(re.compile("only=dates"))
    page.wait_for_load_state("networkidle")
    for parts in (".words a.found", ".sheet rect"):
        assert {re.search(r"k-\w+", part.get_attribute("class"))[0] for part in page.locator(parts).all()} == {"k-dates"}  # type: ignore[index]
    [counted] = rows("select count(*) as n from dates where report_id = ?", report)
    assert page.locator(".key [aria-current] b").inner_text() == str(counted["n"])


def test_words_lead_to_their_box_and_a_box_to_its_words_by_mouse_and_by_keyboard(page: Any, report: str) -> None:
    page.goto(f"/-/read/{report}?page=1")
    words = page.locator(".words a.found.k-percentages").first
    chosen = words.get_attribute("data-finding")
    words.focus()
    assert {box.get_attribute("data-finding") for box in page.locator("rect.near").all()} == {chosen}
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("at="))
    page.wait_for_load_state("networkidle")
    assert lit(page) == chosen
    box = page.locator(".sheet rect.k-dates").first
    chosen = box.get_attribute("data-finding")
    box.click()
    page.wait_for_url(re.compile(re.escape(str(chosen))))
    page.wait_for_load_state("networkidle")
    assert lit(page) == chosen


def test_words_cut_by_two_pages_are_shown_on_both(page: Any, rows: Rows) -> None:
    [cut] = rows(
        "select a.id, a.report_id from events a join block_parts p on p.block_id = a.block_id "
        "and p.char_start < a.char_end and p.char_end > a.char_start "
        f"where a.report_id = ({PAGED}) group by a.id having count(distinct p.page) = 2 order by a.id limit 1"
    )
    page.goto(f"/-/read/{cut['report_id']}?at={cut['id']}")
    expect(page.locator(".sheet rect.lit")).not_to_have_count(0)
    expect(page.locator(".elsewhere svg").first).to_be_visible()
    boxes = page.locator(".elsewhere svg.over rect[data-finding]")
    expect(boxes).not_to_have_count(0)
    outer = page.locator(".elsewhere .sheet").first.bounding_box()
    inner = boxes.first.bounding_box()
    assert outer["x"] <= inner["x"]
    assert outer["y"] - 1 <= inner["y"] <= inner["y"] + inner["height"] <= outer["y"] + outer["height"] + 1
    page.locator(".lit-one a:has-text('all about it')").click()
    sheets = page.locator(".printed-page > .sheet")
    expect(sheets).to_have_count(2)
    assert [sheet.locator("rect.lit").count() > 0 for sheet in sheets.all()] == [True, True]
    page.wait_for_load_state("networkidle")


def test_a_citation_is_copied_and_its_link_leads_back(page: Any, rows: Rows) -> None:
    [found] = rows("select id, quote from percentages order by id limit 1")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/findings/percentages/{found['id']}")
    page.get_by_role("button", name="Copy the citation").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert found["quote"] in copied
    assert copied == " ".join(page.locator("#citation").inner_text().split())
    page.wait_for_load_state("networkidle")
    page.get_by_role("link", name="Link that stays").click()
    page.wait_for_url(re.compile(re.escape(found["id"])))
    page.wait_for_load_state("networkidle")


@pytest.fixture
def plain(browser: Any, address: str) -> Iterator[Any]:
    """A page of a browser that runs no scripts."""
    with closing(browser.new_context(java_script_enabled=False, base_url=address)) as context:
        yield context.new_page()


def test_every_step_can_be_made_without_scripts(plain: Any) -> None:
    plain.goto("/")
    plain.get_by_role("main").get_by_label("Words to find in everything").fill("supervision")
    plain.get_by_role("main").get_by_role("button", name="Find").click()
    plain.locator(".hits .inside a").first.click()
    plain.get_by_role("link", name="read it in its place").click()
    plain.get_by_role("link", name="next finding").click()
    expect(plain.locator(".words .lit")).not_to_have_count(0)
    plain.locator(".key a.k-actions").click()
    expect(plain.locator(".words a.found.k-dates")).to_have_count(0)
    plain.locator(".trail a").first.click()
    expect(plain.locator(".chart svg a").nth(5)).to_be_attached()
    plain.get_by_text("The same as a table: ").first.click()
    expect(plain.locator("details[open] tbody tr").nth(5)).to_be_attached()
    plain.get_by_role("link", name="Compare with other councils").click()
    plain.locator("select[name=council]").nth(1).select_option(index=1)
    plain.get_by_role("button", name="Lay side by side").click()
    expect(plain.get_by_role("heading", name="What is known of each")).to_have_count(1)
    plain.goto("/findings/actions")
    plain.locator("[data-column=status].facet-info a").first.click()
    expect(plain.locator(".chip")).to_have_count(1)


def test_the_marks_of_a_chart_are_reached_by_the_keyboard_and_lead_to_their_words(page: Any, rows: Rows) -> None:
    [council] = rows(
        "select r.council_id as id from events join reports r on r.id = report_id group by 1 order by count(*) desc limit 1"
    )
    page.goto(f"/findings/councils/{council['id']}")
    mark = page.locator(".drawn.wide a").first
    mark.focus()
    assert mark.locator("path").evaluate("path => getComputedStyle(path).strokeWidth") == "2.5px"
    told = str(mark.get_attribute("aria-label")).split(": ")[-1].split(" (")[0]
    leads_to = str(mark.get_attribute("href"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(re.escape(leads_to)))
    expect(page.get_by_role("main")).to_contain_text(told)
    page.wait_for_load_state("networkidle")
