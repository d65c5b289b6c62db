"""Charts show what the database says: every step a mark with its words and its link, and the table beneath the same."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

from datasette.utils import tilde_encode

from pipeline.browse.charts import with_room
from pipeline.browse.pages import journey
from pipeline.browse.pages.journey import in_lanes, lane
from pipeline.browse.rows import Row
from pipeline.browse.wording.words import short_names
from pipeline.compare import compare
from pipeline.compare.timeline import Step, steps
from pipeline.follow import follow
from pipeline.load.request import Request
from pipeline.load.run import load
from pipeline.model import KINDS
from pipeline.review.writing import Judgement, judge
from tests.browse.conftest import Visit
from tests.browse.loops import run
from tests.load.readings import council_named, read_lines
from tests.measuring import load_into

COUNCIL = "northmoor-metropolitan-borough-council"
OTHER = "elmshire-county-council"


def step(
    what: str, start: str, end: str, *, grade: str | None = None, words: str = "x", table: str = "events", row: str = "1"
) -> Step:
    return Step(what, date.fromisoformat(start), date.fromisoformat(end), grade, words, table, row, 0.9, None)


def graded(day: str, grade: str | None, lane: str = "Judgements") -> Row:
    return {"at": day, "grade": grade, "lane": lane}


def test_a_graded_step_is_a_judgement_and_the_overall_grade_stands_for_all() -> None:
    told = [
        step("judgement", "2019-03-04", "2019-03-15", grade="good", words="Leaders", table="judgements", row="1"),
        step(
            "judgement",
            "2019-03-04",
            "2019-03-15",
            grade="inadequate",
            words="Overall effectiveness",
            table="judgements",
            row="2",
        ),
        step("monitoring_visit", "2019-10-01", "2019-10-02", row="3"),
        step("committee_report", "2019-06-12", "2019-06-12", table="reports", row="4"),
        step("action_plan", "2019-06-12", "2019-06-12", table="reports", row="5"),
    ]
    assert [(lane(one), one.grade) for one in in_lanes(told)] == [
        ("Judgements", "inadequate"),
        ("Monitoring visits", None),
        ("Reports and letters", None),
        ("Plans", None),
    ]


def test_the_timeline_shows_what_the_database_says(look: Visit, database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        told = steps(connection, COUNCIL)
    tree = look(f"/findings/councils/{COUNCIL}").tree
    drawn = tree.xpath("//div[@aria-label='Timeline']/div[@class='drawn wide']//a/@href")
    assert sorted(drawn) == sorted(f"/findings/{one.table}/{tilde_encode(one.row)}" for one in in_lanes(told))
    assert tree.xpath("//div[@aria-label='Timeline']/div[@class='drawn narrow']//a/@href") == drawn
    listed = tree.xpath("//div[@aria-label='Timeline']/following-sibling::details[1]//tbody/tr/td[3]/a/@href")
    assert listed == [f"/findings/{one.table}/{tilde_encode(one.row)}" for one in told]
    said = f"{len(drawn)} marks for {len(told)} steps" if len(drawn) < len(told) else f"All {len(told)} steps are drawn"
    assert said in " ".join(str(tree.text_content()).split())
    named = tree.xpath("//div[@class='chart']//a")
    assert all(a.get("aria-label") and a.find("title") is not None for a in named)


def test_compare_shows_what_the_comparison_counts(look: Visit, database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        compared = compare(connection, [COUNCIL, OTHER])
    tree = look(f"/-/compare?council={COUNCIL}&council={OTHER}&align=inspection").tree
    known = {
        row.xpath("string(td[1])"): row.xpath("string(td[last()])")
        for row in tree.xpath("//h2[starts-with(., 'What is known')]/following-sibling::table[1]/tbody/tr")
    }
    for covered in compared.coverage:
        assert known[covered.name] == (
            f"{origin.day}, {origin.what}" if (origin := compared.origins[covered.council]) else "not known"
        )
    aligned = [covered.council for covered in compared.coverage if compared.origins[covered.council]]
    days = [fact.days_since for fact in compared.facts if fact.part == "timeline" and fact.council in aligned]
    shown = tree.xpath("//h2[text()='Steps']/following-sibling::details[1]//tbody/tr/td[2]/text()")
    assert [one.split(" ")[0] for one in shown] == [f"{day:+,d}" for day in days]
    assert len(shown) > 3
    waits = {
        (fact.council, fact.what): f"{fact.value:,.0f}" + (f" to {fact.value + fact.span:,.0f}" if fact.span else "") + " days"
        for fact in compared.facts
        if fact.part == "waits" and fact.value is not None
    }
    assert any(" to " in told for told in waits.values())
    told = tree.xpath("//h2[@id='waits']/following-sibling::table[1]/tbody/tr/td/a/text()")
    assert sorted(told) == sorted(waits.values())


def test_what_is_told_by_its_year_is_drawn_over_all_of_it_and_what_was_ahead_is_hollow(look: Visit, database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        told = [one for council in (COUNCIL, OTHER) for one in steps(connection, council)]
    ahead = {f"/findings/{one.table}/{tilde_encode(one.row)}" for one in told if one.ahead}
    assert ahead
    bars = 0
    for page in (f"/-/compare?council={COUNCIL}&council={OTHER}", f"/findings/councils/{COUNCIL}", f"/findings/councils/{OTHER}"):
        tree = look(page).tree
        marks = tree.xpath("//div[@aria-label='Timeline' or @aria-label='Steps']/div[@class='drawn wide']//a[path]")
        hollow = {mark.get("href") for mark in marks if mark.find("path").get("fill") == "var(--page)"}
        assert hollow == ahead & {mark.get("href") for mark in marks}
        assert all("still ahead when it was told" in mark.get("aria-label") for mark in marks if mark.get("href") in hollow)
        assert ("A hollow mark was still ahead" in tree.text_content()) == bool(hollow)
        bars += len(tree.xpath("//div[contains(@class, 'drawn')]//*[@stroke-width='7']"))
    assert bars


def test_a_grade_is_drawn_on_the_last_day_of_the_fieldwork() -> None:
    told = [
        step("judgement", "2016-05-23", "2016-06-15", grade="inadequate", table="judgements", row="graded"),
        step("review", "2016-06-15", "2016-06-15", row="that day"),
        step("review", "2014-01-01", "2014-01-01", row="long ago"),
    ]
    svg = str(run(journey._timeline(told, lambda table, row: row, "Northmoor")))
    at = dict(re.findall(r'<a href="([^"]+)".*?<path[^>]*translate\(([^,]+),', svg))
    assert at["graded"] == at["that day"] != at["long ago"]
    assert 'stroke-width="7"' not in svg


def test_steps_are_as_reviewers_left_them(northmoor: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(northmoor, tmp_path / "findings.db"))
    (tmp_path / "more.md").write_text(TOLD)
    load_into(copy, [tmp_path / "more.md"])
    with closing(sqlite3.connect(copy)) as db:
        told = steps(db, COUNCIL)
        rejected, corrected = (
            next(one for one in told if one.table == "events" and word in one.words) for word in ("Ofsted", "LGA")
        )
        keys = dict(db.execute("SELECT id, key FROM events"))
        with db:
            judge(db, [Judgement(keys[rejected.row], "rejected")], reviewer="amy")
            values = {"start": "2018-05-01", "end": "2018-05-31"}
            judge(db, [Judgement(keys[corrected.row], "corrected", values, "misread")], reviewer="amy")
        left = {one.row: one for one in steps(db, COUNCIL)}
    assert rejected.row not in left
    assert (left[corrected.row].start, left[corrected.row].end) == (date(2018, 5, 1), date(2018, 5, 31))
    assert len(left) == len(told) - 1
    with closing(Visit(copy)) as visit:
        for page in (f"/findings/councils/{COUNCIL}", f"/-/compare?council={COUNCIL}"):
            seen = visit(page)
            assert rejected.row not in seen.html
            assert "Reviewers rejected 1, corrected 1 and added 0 findings" in seen.text


TOLD = """Northmoor Metropolitan Borough Council

Report to: Cabinet
Date: 3 July 2018
Title: What others found

1. Inspections

1.1 Ofsted carried out a focused visit in March 2018. An LGA peer review took place in April 2018.
"""


def test_a_report_published_with_the_grade_of_its_inspection_is_no_second_judgement() -> None:
    inspected = step("inspection", "2015-06-01", "2015-06-23", grade="inadequate", row="1")
    published = step("inspection_report", "2015-09-01", "2015-09-01", grade="inadequate", row="2")
    later = step("inspection_report", "2018-09-01", "2018-09-01", grade="inadequate", row="3")
    assert [(lane(one), one.row) for one in in_lanes([inspected, published, later])] == [
        ("Judgements", "1"),
        ("Judgements", "3"),
        ("Inspections", "2"),
    ]


def test_the_grade_of_one_service_beside_the_overall_one_has_no_mark_of_its_own() -> None:
    days = ("2031-05-23", "2031-06-15")
    whole = step("judgement", *days, grade="inadequate", words="Overall effectiveness", table="judgements", row="a")
    board = replace(step("judgement", *days, grade="good", words="The board", table="judgements", row="b"), scope="board")
    assert [one.row for one in in_lanes([board, whole])] == ["a"]


def test_no_grade_runs_into_the_lane_below() -> None:
    days = ("2015-01-05", "2015-02-20", "2025-01-10")
    judged = [graded(day, "adequate") for day in days]
    free = with_room(judged, "at")
    assert [row["label"]["wide"]["dy"] for row in free[:2]] == [15, 0]
    crossed = with_room([*judged, graded("2015-02-01", None, "Inspections")], "at")
    assert crossed[0]["label"]["wide"]["dy"] == -15  # the mark below is in the way
    assert with_room(judged, "at")[0]["label"]["narrow"]["dy"] == 15
    named = with_room([*judged, graded("2020-01-10", None, "Inspections")], "at")
    assert "narrow" not in named[0]["label"]  # the name of the lane below is in the way


def test_names_are_as_short_as_can_be_told_apart() -> None:
    assert short_names(["Elmshire County Council", "Ashby and Oldtown Borough Council", "City of Norwick Council"]) == {
        "Elmshire County Council": "Elmshire",
        "Ashby and Oldtown Borough Council": "Ashby and Oldtown",
        "City of Norwick Council": "Norwick",
    }
    alike = ["Norwick City Council", "Norwick County Council"]
    assert short_names(alike) == {name: name for name in alike}


def test_no_grade_runs_into_the_name_of_its_row() -> None:
    days = ("2015-01-05", "2015-04-10", "2015-06-20", "2016-01-10", "2025-01-10")
    labels = [row["label"] for row in with_room([graded(day, "adequate") for day in days], "at")]
    assert labels[1]["wide"]["dy"] == -15  # beside its line, the row's name is not in the way
    assert all(label.get("narrow", {"dy": 0})["dy"] >= 0 for label in labels[:3])


def test_a_council_without_reports_or_a_wrong_name_is_no_fault(look: Visit) -> None:
    for query in (
        "",
        "?council=",
        "?council=nobody&council=",
        f"?council={COUNCIL}&align=inspection",
        "?council=" + "x&council=" * 30,
    ):
        assert look(f"/-/compare{query}").status == 200


def test_compare_says_of_whom_and_of_what_it_is_silent(look: Visit) -> None:
    seen = look(f"/-/compare?council=nobody&council={COUNCIL}&council={OTHER}")
    assert "no council of this name has reports here: “nobody”" in seen.text
    alone = look(f"/-/compare?council={COUNCIL}")
    assert "alone: choose another" in alone.text


def test_every_chart_of_compare_says_how_much_of_its_table_it_shows(look: Visit) -> None:
    seen = look(f"/-/compare?council={COUNCIL}&council={OTHER}&align=inspection")
    marks = seen.tree.xpath("//div[@aria-label='Steps']/div[@class='drawn wide']//a")
    rows = seen.tree.xpath("//h2[text()='Steps']/following-sibling::details[1]//tbody/tr")
    assert f"{len(marks)} marks for {len(rows)} steps" in seen.text or f"All {len(rows)} steps are drawn" in seen.text
    for heading in seen.tree.xpath("//h2[position() > 1]"):
        [counted] = heading.xpath("(following-sibling::*[self::ul[@class='basis'] or self::h2])[1]")
        assert counted.tag == "ul", heading.text
        assert {item.text.split(":")[0] for item in counted} <= {"Northmoor", "Elmshire"}


def test_a_report_without_a_date_is_told_beside_the_gaps(tmp_path: Path) -> None:
    pile = tmp_path / "pile"
    pile.mkdir()
    for name, day in (("a", "Date: 2015-06-12\n"), ("b", ""), ("c", "Date: 2018-06-12\n")):
        (pile / f"{name}.txt").write_text(
            f"Council: Westerlea Council\nTitle: Plan {name}\n{day}[2015-03-04]\n", encoding="utf-8"
        )
    load(Request((pile,), tmp_path / "x.db"), read=read_lines, council_named=council_named, follow=follow())
    with closing(Visit(tmp_path / "x.db")) as visit:
        key = visit.raw("/x/councils.json?_shape=array").json()[0]["id"]
        seen = visit(f"/-/compare?council={key}")
        assert "2016, 2017 ( 1 report without a date , which may be of one of them)" in seen.text
        [link] = {link for link in seen.links if "__isnull" in link}
        assert "1 report" in visit(link).text


def test_no_grade_is_dropped_and_none_runs_into_another() -> None:
    days = ("2015-01-05", "2015-06-10", "2015-10-10", "2016-03-20", "2019-06-03", "2021-01-10")
    rows = [graded(day, "requires improvement") for day in days]
    for row in with_room(rows, "at"):
        assert set(row["label"]) == {"wide", "narrow"}, row


def test_the_first_page_tells_how_accurate_each_class_is(look: Visit) -> None:
    told = look("/").tree.xpath("//section[@aria-labelledby='accuracy']//tbody/tr")
    assert len(told) == len(KINDS)
    [grades] = [row for row in told if "grades" in str(row.text_content())]
    assert "%" in str(grades.text_content())
    assert "on real inspection reports" in " ".join(str(grades.text_content()).split())


def test_the_page_of_a_measure_counts_and_draws_the_council_that_only_has_a_target(tmp_path: Path) -> None:
    said = {
        "Northmoor Metropolitan Borough Council": "Agency staff made up 14% of the social workers in May 2019.",
        "Elmshire County Council": "No more than 10% of social workers should be agency staff by May 2020.",
    }
    for n, (council, words) in enumerate(said.items()):
        (tmp_path / f"{n}.txt").write_text(
            f"{council}\n\nReport to: Cabinet\nDate: 12 June 2019\nTitle: Staff\n\n1. Now\n\n1.1 {words}\n"
        )
    database = load_into(tmp_path / "x.db", [tmp_path / f"{n}.txt" for n in range(len(said))])
    with closing(sqlite3.connect(database)) as db:
        told = db.execute("select measure_id, kind, finding_id, role from indicators order by role").fetchall()
    assert [row[3] for row in told] == ["level", "target"]
    with closing(Visit(database)) as visit:
        seen = visit(f"/x/measures/{told[0][0]}")
    assert "2 figures of 2 councils" in seen.text
    drawn = seen.tree.xpath("//div[@class='drawn wide']//a[path]/@href")
    assert sorted(drawn) == sorted(f"/x/{kind}/{tilde_encode(finding)}" for _, kind, finding, _ in told)
