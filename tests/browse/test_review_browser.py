"""Review as people do it: in a real browser, two at once, by marking words; and it is there after another reading."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from pipeline.flow import reload_database
from pipeline.load.reload import ReloadRequest
from pipeline.shipped import OwnRules
from tests.browse import chromium

MARK = """words => {
  for (const block of document.querySelectorAll("[data-block]")) {
    const walk = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const at = node.data.indexOf(words);
      if (at < 0) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + words.length);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      return;
    }
  }
}"""
"""Marks words as a person does by dragging."""


@pytest.fixture(scope="module")
def database(northmoor: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(northmoor, tmp_path_factory.mktemp("reviewed") / "findings.db"))


@pytest.fixture(scope="module")
def people(database: Path, browser: Any) -> Iterator[tuple[str, list[Any]]]:
    """The address, and a page of two reviewers who are signed in, each for themselves."""
    with chromium.served_to_reviewers(database, "amy", "ben") as (address, doors), ExitStack() as stack:
        pages = [stack.enter_context(closing(browser.new_context())).new_page() for _ in doors]
        for page, door in zip(pages, doors, strict=True):
            page.goto(door)
        yield address, pages


def asked(database: Path, sql: str, *arguments: object) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(database)) as db:
        return db.execute(sql, arguments).fetchall()


def test_a_correction_is_there_after_reading_by_other_rules(database: Path, people: tuple[str, list[Any]]) -> None:
    address, (amy, _) = people
    [(key, finding)] = asked(database, "SELECT key, id FROM actions WHERE quote LIKE 'Train all%'")
    amy.goto(f"{address}/findings/actions/{finding}")
    amy.click("text=Correct it")
    amy.fill("input[name=value-due]", "2019-07-31")
    amy.fill("section.review input[name=note]", "the annex says July")
    amy.click("text=Save the correction")
    assert "you corrected it" in amy.inner_text("section.review")
    [(figure,)] = asked(database, "SELECT id FROM percentages WHERE quote = '84%'")
    amy.goto(f"{address}/findings/percentages/{figure}")
    amy.click("section.review >> text=Accept")
    own = OwnRules("my-rules", (("a.yaml", "without: ['percentages.level']"),))
    reload_database(ReloadRequest(database, own=own))
    assert asked(database, "SELECT due, machine_due, reviewer FROM reviewed_actions WHERE key = ?", key) == [
        ("2019-07-31", "2019-06-30", "amy")
    ]
    amy.goto(f"{address}/-/finding/{key}")
    assert "the annex says July" in amy.inner_text("section.review")
    amy.goto(f"{address}/-/review")
    gone = amy.locator("tr", has_text="The machine finds it no longer")
    assert "84%" in gone.inner_text()
    assert "amy accepted it" in gone.inner_text()


def test_two_at_once_lose_nothing(database: Path, people: tuple[str, list[Any]]) -> None:
    address, (amy, ben) = people
    findings = asked(database, "SELECT id FROM dates ORDER BY id LIMIT 3")
    for (finding,) in findings:
        for person in (amy, ben):
            person.goto(f"{address}/findings/dates/{finding}")
        amy.click("section.review >> text=Accept")
        ben.click("section.review >> text=Reject")
    kept = asked(database, "SELECT reviewer, verdict, count(*) FROM reviews WHERE seen LIKE '%\"dates\"%' GROUP BY 1, 2")
    assert kept == [("amy", "accepted", len(findings)), ("ben", "rejected", len(findings))]
    ben.goto(f"{address}/-/review")
    expect(ben.locator("td.reason", has_text="Reviewers disagree")).to_have_count(len(findings))


def test_marked_words_become_a_unit(database: Path, people: tuple[str, list[Any]]) -> None:
    address, (amy, _) = people
    [(report,)] = asked(database, "SELECT id FROM reports")
    amy.goto(f"{address}/-/read/{report}")
    amy.click("text=Add event")
    amy.evaluate(MARK, "wrote to all staff")
    form = amy.locator("form[data-marks]:visible")
    form.locator("[name=words]").evaluate("field => field.value === 'wrote to all staff' || Promise.reject(field.value)")
    for name, value in (("start", "2019-05-01"), ("end", "2019-05-31")):
        form.locator(f"[name=value-events-{name}]").fill(value)
    for name, value in (("kind", "system_change"), ("precision", "month")):
        form.locator(f"[name=value-events-{name}]").select_option(value)
    form.locator("text=Add it").click()
    assert "/-/finding/" in amy.url
    assert amy.inner_text(".passage mark") == "wrote to all staff"
    amy.click("text=read it in its place")
    assert amy.locator(".words .lit").inner_text().endswith("wrote to all staff")
    [(correction,)] = asked(database, "SELECT correction FROM reviews WHERE verdict = 'added'")
    unit = json.loads(correction)
    [(text,)] = asked(database, "SELECT text FROM blocks WHERE id = ?", unit["block_id"])
    assert text[unit["char_start"] : unit["char_end"]] == unit["quote"] == "wrote to all staff"
    assert asked(database, "SELECT kind, start FROM reviewed_events WHERE verdict = 'added'") == [("system_change", "2019-05-01")]
