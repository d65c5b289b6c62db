"""`journeys compare` over the sample: what is told of two councils, in every form."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from lxml import html

from pipeline.cli import cli


def run(*arguments: str) -> str:
    result = CliRunner().invoke(cli, ["compare", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(scope="module")
def compared(sample: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(run("northmoor", "elmshire", "--db", str(sample), "--format", "json"))
    return told


def test_councils_are_counted_from_their_inspections_publication(compared: dict[str, Any]) -> None:
    assert {one["council"]: one["counted_from"] for one in compared["councils"]} == {
        "northmoor-metropolitan-borough-council": "2019-05-02",
        "elmshire-county-council": "2015-11-27",
    }


def test_what_was_on_the_day_that_is_counted_from_is_said(sample: Path, compared: dict[str, Any]) -> None:
    assert {one["counted_from_what"] for one in compared["councils"]} == {"publication"}
    text = run("northmoor", "elmshire", "--db", str(sample))
    assert text.count("Elmshire County Council 2015-11-27, publication") == 2  # of the waits and of the timeline
    facts = csv.DictReader(io.StringIO(run("northmoor", "--db", str(sample), "--format", "csv")))
    assert {(fact["counted_from"], fact["counted_from_what"]) for fact in facts} == {("2019-05-02", "publication")}


def test_waits_are_those_that_the_reports_tell(compared: dict[str, Any]) -> None:
    northmoor, elmshire = ({fact["what"]: fact["value"] for fact in one["waits"]} for one in compared["councils"])
    assert northmoor["first plan"] == 41
    assert northmoor["monitoring visit 1"] == 166  # 15 October, told as autumn before
    assert northmoor["next judgement"] is None
    assert elmshire["publication of the inspection's report"] == 64
    untold = {fact["what"]: fact["words"] for one in compared["councils"] for fact in one["waits"] if fact["value"] is None}
    assert untold["next judgement"] == "no later grade is told"


def test_shares_add_up_and_know_what_was_dropped(compared: dict[str, Any]) -> None:
    for one in compared["councils"]:
        share = {fact["what"]: fact for fact in one["shares"]}
        assert share["complete"]["value"] + share["open"]["value"] + share["dropped"]["value"] == share["open"]["of"]
        assert share["dropped"]["value"] == 1


def test_versions_are_counted_once_and_coverage_stands_beside(compared: dict[str, Any]) -> None:
    northmoor = compared["councils"][0]
    assert (northmoor["committee_reports"], northmoor["inspection_reports"], northmoor["pages_unread"]) == (3, 1, 0)
    assert all(0 < fact["confidence"] <= 1 for fact in northmoor["topics"])


def test_actions_are_overdue_as_of_the_day_asked_for(sample: Path) -> None:
    def overdue(day: str) -> float:
        told = json.loads(run("elmshire", "--db", str(sample), "--as-of", day, "--format", "json"))
        return float(next(fact["value"] for fact in told["councils"][0]["shares"] if fact["what"] == "overdue"))

    assert overdue("2016-03-01") == 0 < overdue("2020-01-01")


def test_csv_holds_every_fact_since_a_year(sample: Path) -> None:
    facts = list(csv.DictReader(io.StringIO(run("northmoor", "--db", str(sample), "--since", "2020", "--format", "csv"))))
    assert {fact["part"] for fact in facts} == {"timeline", "waits", "topics", "shares", "leads", "measures"}
    assert all(fact["day"] >= "2020" or fact["day"] == "" for fact in facts if fact["part"] in ("topics", "measures"))
    assert {fact["reports"] for fact in facts} == {"5"}
    assert {fact["years_without"] for fact in facts} == {""}
    assert {fact["measured_right"] + "/" + fact["measured_of"] for fact in facts if fact["part"] == "shares"} == {"14/17"}


def test_nothing_before_a_day_is_told(sample: Path) -> None:
    facts = list(csv.DictReader(io.StringIO(run("elmshire", "--db", str(sample), "--since", "2018", "--format", "csv"))))
    assert all(max(fact["day"], fact["until"]) >= "2018" for fact in facts if fact["day"])
    assert not [fact for fact in facts if fact["part"] == "topics" and not fact["day"]]


def test_text_and_html_show_the_same_sheets(sample: Path) -> None:
    page = html.document_fromstring(run("northmoor", "elmshire", "--db", str(sample), "--format", "html"))
    text = run("northmoor", "elmshire", "--db", str(sample))
    assert len(page.xpath("//h2")) == 7
    assert all(heading.text in text for heading in page.xpath("//h2"))


@pytest.mark.parametrize(("name", "said"), [("nowhere", "there are: elmshire"), ("council", "could be")])
def test_a_council_that_is_not_there_or_not_clear_is_told(sample: Path, name: str, said: str) -> None:
    result = CliRunner().invoke(cli, ["compare", name, "--db", str(sample)])
    assert result.exit_code == 2
    assert said in result.output
