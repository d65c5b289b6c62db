"""Review in the pages: only who signed in can write, by a form with its token; what is written shows at once."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from pipeline.browse.pages.conflicts import SHOWN
from pipeline.browse.review_routes import sign_in_path
from pipeline.load.database import open_database, transaction
from pipeline.review import audit as audits
from pipeline.review.travel import export_reviews
from tests.browse.conftest import Visit


class Reviewer:
    """Somebody at a browser: pages, and forms sent as their page has them; signed in where a name is given."""

    def __init__(self, visit: Visit, name: str | None) -> None:
        self._client, self._run = visit.datasette.client, visit.run
        self.cookies: dict[str, str] = {}
        if name:
            answer = self._run(self._client.get(sign_in_path(name)))
            self.cookies["ds_actor"] = answer.cookies["ds_actor"]

    def see(self, path: str) -> Any:
        answer = self._run(self._client.get(path, cookies=self.cookies))
        if "ds_csrftoken" in answer.cookies:
            self.cookies["ds_csrftoken"] = answer.cookies["ds_csrftoken"]
        return answer

    def send(self, path: str, form: dict[str, Any], *, page: str, token: bool = True) -> Any:
        found = re.search(r'name="csrftoken" value="([^"]+)"', self.see(page).text)
        given = {"csrftoken": found[1]} if found and token else {}
        return self._run(self._client.post(path, data={**given, **form}, cookies=self.cookies))


@pytest.fixture(scope="module")
def database(northmoor: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(northmoor, tmp_path_factory.mktemp("review") / "findings.db"))


@pytest.fixture
def db(database: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(database)) as connection:
        yield connection
        with connection:
            for table in ("reviews", "added_units", "audit_words", "audit_units", "audits"):
                connection.execute(f"DELETE FROM {table}")


@pytest.fixture(scope="module")
def server(database: Path) -> Iterator[Visit]:
    with closing(Visit(database)) as visit:
        yield visit


@pytest.fixture
def amy(server: Visit) -> Reviewer:
    return Reviewer(server, "amy")


@pytest.fixture
def anybody(server: Visit) -> Reviewer:
    return Reviewer(server, None)


def finding(db: sqlite3.Connection, kind: str, words: str) -> tuple[str, str]:
    [(key, path)] = db.execute(f"SELECT key, id FROM {kind} WHERE quote LIKE ?", (f"%{words}%",))
    return key, f"/findings/{kind}/{path}"


def said(db: sqlite3.Connection) -> list[tuple[Any, ...]]:
    return db.execute("SELECT verdict, note, reviewer FROM reviews ORDER BY id").fetchall()


def test_an_address_to_sign_in_works_once(server: Visit, anybody: Reviewer) -> None:
    path = sign_in_path("amy")
    first, second = anybody.see(path), anybody.see(path)
    assert (first.status_code, second.status_code) == (302, 403)
    assert "HttpOnly" in first.headers["set-cookie"]
    assert "used already" in second.text


def test_a_correction_from_the_page_of_a_finding(db: sqlite3.Connection, amy: Reviewer) -> None:
    key, path = finding(db, "actions", "Train all")
    form = {"key": key, "verdict": "corrected", "value-due": "2019-07-31", "note": "the annex says July", "back": path}
    answer = amy.send("/-/review/judge", form, page=path)
    assert (answer.status_code, answer.headers["location"]) == (302, path)
    page = amy.see(path).text
    assert "“2019-07-31”" in page
    assert "“the annex says July”" in page
    assert "you corrected it" in page
    assert said(db) == [("corrected", "the annex says July", "amy")]


def test_a_value_that_cannot_be_read_is_told_and_nothing_is_written(db: sqlite3.Connection, amy: Reviewer) -> None:
    key, path = finding(db, "actions", "Train all")
    answer = amy.send("/-/review/judge", {"key": key, "verdict": "corrected", "value-status": "done", "note": "x"}, page=path)
    assert answer.status_code == 400
    assert "choose one of complete" in answer.text
    assert said(db) == []


def test_what_is_too_long_or_changes_nothing_is_told(db: sqlite3.Connection, amy: Reviewer) -> None:
    key, path = finding(db, "actions", "Train all")
    for form, told in (
        ({"value-theme": "x" * 10_001, "note": "x"}, "10,000 are the most"),
        ({"value-theme": "x", "note": "x" * 10_001}, "10,000 are the most"),
        ({"note": "x"}, "nothing was changed"),
    ):
        answer = amy.send("/-/review/judge", {"key": key, "verdict": "corrected", **form}, page=path)
        assert (answer.status_code, told in answer.text) == (400, True)
    assert said(db) == []


def test_a_form_that_is_not_taken_comes_back_once_as_it_was_typed(db: sqlite3.Connection, amy: Reviewer) -> None:
    key, path = finding(db, "percentages", "84%")
    slips = {"value-low": ("1e400", "no number"), "value-high": ("3", "less than the low"), "note": ("", "needs a reason")}
    for field, (typed, told) in slips.items():
        form = {
            "key": key,
            "verdict": "corrected",
            "value-text": "84 & more",
            "note": "x",
            "back": f"{path}?a=1&b=2",
            field: typed,
        }
        answer = amy.send("/-/review/judge", form | {field: typed}, page=path)
        assert answer.headers["location"] == f"{path}?a=1&b=2#not-taken"
        page = lxml.html.fromstring(amy.see(f"{path}?a=1&b=2").text)
        [wrong] = page.xpath("//*[@aria-invalid]")
        assert (wrong.get("name"), wrong.get("value")) == (field, typed)
        assert told in page.get_element_by_id(wrong.get("aria-describedby")).text_content()
        assert page.xpath("//input[@name='value-text']/@value") == ["84 & more"]
        assert "aria-invalid" not in amy.see(f"{path}?a=1&b=2").text
    assert said(db) == []


def test_a_missed_unit_that_is_not_taken_comes_back_as_it_was_typed(db: sqlite3.Connection, amy: Reviewer) -> None:
    (block,) = db.execute("SELECT id FROM blocks WHERE text LIKE '%Questions go%'").fetchone()
    path = f"/findings/blocks/{block}"
    form = {"block": block, "class": "events", "words": "Questions", "value-events-kind": "bananas", "back": path}
    assert amy.send("/-/review/missed", form, page=path).headers["location"] == f"{path}#not-taken"
    page = lxml.html.fromstring(amy.see(path).text)
    [wrong] = page.xpath("//*[@aria-invalid]")
    assert wrong.get("name") == "value-events-kind"
    assert page.xpath("//details[@open]//textarea[@name='words']")[0].text == "Questions"


def test_what_was_done_from_a_table_is_told_and_marked(db: sqlite3.Connection, amy: Reviewer) -> None:
    key, _ = finding(db, "actions", "Train all")
    answer = amy.send(
        "/-/review/judge", {"key": key, "verdict": "rejected", "back": "/findings/actions"}, page="/findings/actions"
    )
    amy.cookies["ds_messages"] = answer.cookies["ds_messages"]
    page = lxml.html.fromstring(amy.see("/findings/actions").text)
    assert page.xpath("//p[@role='status']/text()") == ["1 rejected."]
    assert page.xpath(f"//td[input[@value='{key}']]/span/text()") == ["rejected"]
    del amy.cookies["ds_messages"]


def test_lists_of_findings_as_reviewed_lead_to_their_pages_and_say_what_the_machine_says(
    db: sqlite3.Connection, amy: Reviewer
) -> None:
    key, _ = finding(db, "actions", "Train all")
    amy.send(
        "/-/review/judge", {"key": key, "verdict": "corrected", "value-status": "planned", "note": "x"}, page="/findings/actions"
    )
    (block,) = db.execute("SELECT id FROM blocks WHERE text LIKE '%Questions go%'").fetchone()
    form = {"block": block, "class": "actions", "words": "Questions go", "value-actions-status": "planned"}
    assert (
        amy.send("/-/review/missed", form | {"value-actions-origin": "list"}, page=f"/findings/blocks/{block}").status_code == 302
    )
    page = lxml.html.fromstring(amy.see("/findings/reviewed_actions").text)
    assert page.xpath("//span[@class='machine']")[0].text_content() == "the machine says complete"
    for link in page.xpath("//td[contains(@class, 'col-text')]/a/@href"):
        assert amy.see(link).status_code in (200, 302)
    shown = [cell.get("data-label") for cell in page.xpath("//tbody/tr[1]/td[not(@data-folded)]")]
    assert shown[:6] == ["review", "text", "leads", "due", "status", "verdict"]
    assert "[]" not in page.text_content()


def test_several_at_once_from_a_table(db: sqlite3.Connection, amy: Reviewer) -> None:
    keys = [key for (key,) in db.execute("SELECT key FROM actions WHERE origin = 'table'")]
    page = amy.see("/findings/actions").text
    assert all(f'name="key" value="{key}"' in page for key in keys)
    form = {"key": keys, "verdict": "corrected", "column": "theme", "value": "Workforce", "note": "the heading above"}
    assert amy.send("/-/review/judge", form, page="/findings/actions").status_code == 302
    assert db.execute("SELECT DISTINCT theme FROM reviewed_actions WHERE verdict = 'corrected'").fetchall() == [("Workforce",)]
    assert len(said(db)) == 2


def test_nobody_else_can_write(db: sqlite3.Connection, amy: Reviewer, anybody: Reviewer) -> None:
    key, path = finding(db, "actions", "Train all")
    form = {"key": key, "verdict": "accepted"}
    assert anybody.send("/-/review/judge", form, page=path).status_code == 403
    assert amy.send("/-/review/judge", form, page=path, token=False).status_code == 403
    amy.cookies["ds_actor"] = amy.cookies["ds_actor"][:-2] + "xx"
    assert amy.send("/-/review/judge", form, page=path).status_code == 403
    assert said(db) == []
    assert "Accept" not in anybody.see(path).text
    assert "verdict" not in anybody.see("/findings/actions").text


def test_a_form_leads_back_to_this_server_only(db: sqlite3.Connection, amy: Reviewer) -> None:
    key, path = finding(db, "actions", "Train all")
    for back in ("https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example/", "/\r\nSet-Cookie: a=b", "/é"):
        answer = amy.send("/-/review/judge", {"key": key, "verdict": "accepted", "back": back}, page=path)
        assert answer.headers["location"] == "/-/review"


def test_a_missed_unit_is_added_by_its_words(db: sqlite3.Connection, amy: Reviewer) -> None:
    block, text = db.execute("SELECT id, text FROM blocks WHERE text LIKE '%Questions go%'").fetchone()
    form = {"block": block, "class": "people", "words": "anna", "occurrence": "0", "value-people-relation": "contact_officer"}
    assert amy.send("/-/review/missed", form, page=f"/findings/blocks/{block}").status_code == 302
    [(quote, start, verdict)] = db.execute("SELECT quote, char_start, verdict FROM reviewed_people WHERE verdict = 'added'")
    assert (quote, start, verdict) == ("anna", text.index("anna"), "added")
    answer = amy.send("/-/review/missed", form | {"words": "not there"}, page=f"/findings/blocks/{block}")
    assert "do not stand in the paragraph" in answer.text


def test_a_missed_unit_is_added_by_words_that_are_typed(db: sqlite3.Connection, amy: Reviewer) -> None:
    [(report,)] = db.execute("SELECT id FROM reports")
    page = f"/-/read/{report}"
    form = {"block": "", "report": report, "sheet": "1", "class": "people", "value-people-relation": "contact_officer"}
    assert {"report", "sheet", "block"} <= set(re.findall(r'type="hidden" name="(\w+)"', amy.see(page).text))
    told = {"Field": "these words stand here 3 times", "nowhere": "do not stand in this report"}
    for words, problem in told.items():
        assert problem in amy.send("/-/review/missed", form | {"words": words}, page=page).text
    answer = amy.send("/-/review/missed", form | {"words": "wrote  to all\r\nstaff"}, page=page)
    assert answer.headers["location"].startswith("/-/finding/")
    assert db.execute("SELECT quote FROM added_units").fetchall() == [("wrote to all staff",)]


def test_what_reviewers_made_of_a_finding_leads_its_page(db: sqlite3.Connection, amy: Reviewer) -> None:
    key, path = finding(db, "actions", "Train all")
    facts = "//dl[@class='facts'][1]"
    form = {"key": key, "verdict": "corrected", "value-due": "2019-07-31", "value-leads": "Jo Li", "note": "x", "back": path}
    amy.send("/-/review/judge", form, page=path)
    top = " ".join(lxml.html.fromstring(amy.see(path).text).xpath(facts)[0].text_content().split())
    assert "2019-07-31 as reviewed; the machine says 2019-06-30" in top
    assert "Jo Li as reviewed; the machine says Head of Safeguarding" in top
    amy.send("/-/review/judge", {"key": key, "verdict": "rejected", "back": path}, page=path)
    seen = lxml.html.fromstring(amy.see(path).text)
    assert "Rejected by amy" in " ".join(seen.xpath(f"{facts}/preceding-sibling::p[@class='problem']")[0].text_content().split())
    assert "2019-06-30" in seen.xpath(facts)[0].text_content()


def test_words_of_reviewers_are_only_words(db: sqlite3.Connection, amy: Reviewer) -> None:
    key, path = finding(db, "percentages", "84%")
    bad = "<script>alert(1)</script>"
    amy.send("/-/review/judge", {"key": key, "verdict": "rejected", "note": bad}, page=path)
    assert bad not in amy.see(path).text
    assert "&lt;script&gt;alert(1)" in amy.see(path).text


def test_words_of_reviewers_move_no_terminal(db: sqlite3.Connection, amy: Reviewer) -> None:
    key, path = finding(db, "percentages", "84%")
    amy.send("/-/review/judge", {"key": key, "verdict": "rejected", "note": "no\x1b[2J\x9b31m \u202eit is\x07"}, page=path)
    assert said(db) == [("rejected", "no[2J31m it is", "amy")]
    db.execute("UPDATE reviews SET note = ?", ("as an older version\x1b[2J\x9b took it\u202e",))
    written = list(export_reviews(db))
    assert "".join(written).replace("\n", "").isprintable()
    assert {json.loads(line)["note"] for line in written} == {"as an older version\x1b[2J\x9b took it\u202e"}


def test_progress_agreement_and_conflicts_are_told(db: sqlite3.Connection, server: Visit, amy: Reviewer) -> None:
    ben, (key, path) = Reviewer(server, "ben"), finding(db, "percentages", "84%")
    amy.send("/-/review/judge", {"key": key, "verdict": "rejected"}, page=path)
    ben.send("/-/review/judge", {"key": key, "verdict": "accepted"}, page=path)
    page = amy.see("/-/review").text
    assert "Reviewers disagree" in page
    assert "amy, ben" in page
    assert said(db) == [("rejected", None, "amy"), ("accepted", None, "ben")]


def test_conflicts_are_listed_page_by_page_and_by_their_reason(db: sqlite3.Connection, amy: Reviewer) -> None:
    gone = [f"{n:016x}" for n in range(SHOWN + 5)]
    seen = {"kind": "dates", "quote": "some words of old", "label": "A report of old", "says": {}}
    with db:
        db.executemany(
            "INSERT INTO reviews (key, verdict, reviewer, at, seen) VALUES (?, 'accepted', 'amy', '2024-01-01', ?)",
            [(key, json.dumps(seen)) for key in gone],
        )
    key, path = finding(db, "actions", "Train all")
    amy.send("/-/review/judge", {"key": key, "verdict": "accepted"}, page=path)
    with db:
        db.execute("UPDATE reviews SET seen = json_set(seen, '$.says.status', 'dropped') WHERE key = ?", (key,))
    first, second, changed = (amy.see(f"/-/review{asked}").text for asked in ("", "?page=2", "?why=changed"))
    assert (first.count("some words of old"), second.count("some words of old")) == (SHOWN - 1, 6)
    assert f"{SHOWN + 1} to {SHOWN + 6} of {SHOWN + 6}" in second
    assert "some words of old" not in changed
    assert "status: dropped → " in changed
    assert "amy accepted it" in changed


def test_an_audit_asks_and_is_answered(db: sqlite3.Connection, database: Path, amy: Reviewer) -> None:
    with open_database(database) as connection, transaction(connection):
        number = audits.draw(connection, ["percentages"], size=3, seed=5)
    for _ in range(6):
        page = amy.see(f"/-/audit/{number}").text
        if "All is judged" in page:
            break
        key = re.search(r'name="key" value="([^"]+)"', page)
        if key:
            form = {"key": key[1], "verdict": "accepted"}
            amy.send("/-/review/judge", form, page=f"/-/audit/{number}")
        else:
            n = re.search(r'name="n" value="([0-9]+)"', page)
            assert n
            form = {"audit": str(number), "n": n[1], "missed": "some", "missed-some": "1"}
            amy.send("/-/audit-words", form, page=f"/-/audit/{number}")
    assert "All is judged" in amy.see(f"/-/audit/{number}").text
    with open_database(database) as connection:
        [estimate] = audits.estimates(connection, number)
    assert estimate.precision
    assert estimate.precision[0] == 1
    assert estimate.recall
    assert estimate.recall[0] < 0.5


def form_of(page: str) -> dict[str, str]:
    """Return what the form to judge holds that is not typed."""
    return dict(re.findall(r'<input type="hidden" name="((?:saw-|key)[^"]*)" value="([^"]*)"', page))


def test_the_form_is_filled_with_the_reviewed_values_and_the_machines_stand_beside(
    db: sqlite3.Connection, server: Visit, amy: Reviewer
) -> None:
    (key, path), ben = finding(db, "actions", "Train all"), Reviewer(server, "ben")
    before = form_of(amy.see(path).text)
    amy.send(
        "/-/review/judge",
        {**before, "verdict": "corrected", "value-due": "2019-07-31", "value-status": "complete", "note": "annex"},
        page=path,
    )
    page = ben.see(path).text
    assert 'name="value-due" value="2019-07-31"' in page
    assert "the machine says “2019-06-30”" in page
    assert "Accept as reviewed" in page
    ben.send("/-/review/judge", {**before, "verdict": "corrected", "value-rag": "red", "note": "the bar"}, page=path)
    ben.send("/-/review/judge", {**form_of(ben.see(path).text), "verdict": "accepted"}, page=path)
    assert db.execute("SELECT due, rag, disputed FROM reviewed_actions WHERE key = ?", (key,)).fetchone() == (
        *("2019-07-31", "red"),
        0,
    )
    assert "ben</strong> accepted it as corrected: due is “2019-07-31”, RAG is “red”" in ben.see(path).text
    amy.send("/-/review/judge", {**form_of(amy.see(path).text), "verdict": "withdrawn"}, page=path)
    assert "took back what they had said otherwise" in amy.see(path).text
    amy.send("/-/review/judge", {"key": key, "verdict": "corrected", "value-due": "2019-08-31", "note": "x"}, page=path)
    for where in (path, "/-/review"):
        said = re.sub(r"<[^>]+>", "", amy.see(where).text)
        assert "ben “2019-07-31”, amy “2019-08-31”" in said or "ben gave “2019-07-31”; amy gave “2019-08-31”" in said


def test_an_added_unit_has_a_page_that_lasts_and_is_lit_and_reviewed(
    db: sqlite3.Connection, server: Visit, amy: Reviewer, anybody: Reviewer
) -> None:
    block, report = db.execute("SELECT id, report_id FROM blocks WHERE text LIKE '%wrote to all%'").fetchone()
    words = "wrote to all staff"
    form = {
        "block": block,
        "class": "actions",
        "words": words,
        "value-actions-status": "complete",
        "value-actions-origin": "narrative",
    }
    counted = int(re.findall(r"action[^<]*<b>(\d+)</b>", anybody.see(f"/-/read/{report}").text)[0])
    answer = amy.send("/-/review/missed", form, page=f"/findings/blocks/{block}")
    assert answer.status_code == 302
    [(key,)] = db.execute("SELECT key FROM added_units WHERE block_id IS NOT NULL")
    page = anybody.see(f"/-/finding/{key}")
    assert page.status_code == 200
    assert f"<mark>{words}</mark>" in page.text
    assert "Action added in review" in page.text
    read = anybody.see(f"/-/read/{report}?at=added-{key}").text
    assert f'data-finding="added-{key}"' in read
    assert f'href="/-/finding/{key}"' in read
    assert re.findall(r"actions <b>(\d+)</b>", read) == [str(counted + 1)]
    assert f"/-/finding/{key}" in anybody.see(f"/findings/blocks/{block}").text
    ben = Reviewer(server, "ben")
    back = ben.send("/-/review/missed", form | {"value-actions-status": "in_progress"}, page=f"/findings/blocks/{block}")
    assert (back.status_code, back.headers["location"]) == (302, f"/-/finding/{key}#review")
    assert "Reviewers disagree on status" in amy.see(f"/-/finding/{key}").text
    for person in (amy, ben):
        person.send("/-/review/judge", {"key": key, "verdict": "rejected"}, page=f"/-/finding/{key}")
    assert "it does not count" in anybody.see(f"/-/finding/{key}").text
    assert f"added-{key}" not in anybody.see(f"/-/read/{report}").text


def test_what_is_needed_is_asked_for_by_the_form(amy: Reviewer, db: sqlite3.Connection) -> None:
    (block,) = db.execute("SELECT id FROM blocks WHERE text LIKE '%wrote to all%'").fetchone()
    page = amy.see(f"/findings/blocks/{block}").text
    for name in ("actions-status", "actions-origin", "events-kind", "dates-precision", "percentages-low", "people-relation"):
        assert re.search(rf'name="value-{name}"[^>]* required', page), name
    assert not re.search(r'name="value-actions-text"[^>]* required', page)


def test_what_is_disputed_says_so_in_its_row_and_on_its_page(db: sqlite3.Connection, server: Visit, amy: Reviewer) -> None:
    ben, (key, path) = Reviewer(server, "ben"), finding(db, "actions", "Train all")
    amy.send("/-/review/judge", {"key": key, "verdict": "accepted"}, page=path)
    ben.send("/-/review/judge", {"key": key, "verdict": "rejected"}, page=path)
    [row] = lxml.html.fromstring(ben.see("/findings/actions").text).xpath(f"//tr[.//input[@name='key' and @value='{key}']]")
    assert row.xpath("td[@class='tick']/span/text()") == ["disputed"]
    assert "Disputed: amy accepted it, ben rejected it." in " ".join(
        lxml.html.fromstring(ben.see(path).text).text_content().split()
    )


def test_every_audit_is_listed_with_what_is_left_of_it(db: sqlite3.Connection, amy: Reviewer) -> None:
    with db:
        first, second = (audits.draw(db, [kind], size=1, seed=1) for kind in ("actions", "dates"))
    page = lxml.html.fromstring(amy.see("/-/review").text)
    assert {f"Go on with audit {number}" for number in (first, second)} <= set(page.xpath("//a/text()"))
    assert "2 of 2 places are still to be judged" in page.text_content()


def test_a_column_is_corrected_in_its_own_words_and_the_rows_then_hold_what_was_said(
    db: sqlite3.Connection, amy: Reviewer
) -> None:
    key, _ = finding(db, "actions", "Train all")
    for column, value in (("status", "In progress"), ("leads", "Head of Hills; Head of Dales")):
        form = {"key": key, "verdict": "corrected", "column": column, "value": value, "note": "so it says"}
        amy.send("/-/review/judge", form, page="/findings/actions")
    page = lxml.html.fromstring(amy.see("/findings/actions").text)
    assert {"in progress", "amber"} <= set(page.xpath("//datalist/option/@value"))
    [row] = page.xpath(f"//tr[.//input[@name='key' and @value='{key}']]")
    said = {name: " ".join(row.xpath(f"string(td[@data-label='{name}'])").split()) for name in ("status", "led by")}
    assert said["status"].startswith("in progress the machine says ")
    assert said["led by"].startswith("Head of Hills; Head of Dales the machine says ")


def test_a_list_without_facets_has_no_fold_for_them(amy: Reviewer) -> None:
    assert "Narrow by" not in amy.see("/findings/reviewed_dates").text
    assert "Narrow by" in amy.see("/findings/actions").text
