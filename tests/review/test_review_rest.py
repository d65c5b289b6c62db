"""Agreement, reviews that travel, audits, copies to give away."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UsageError
from pipeline.load.database import open_database
from pipeline.load.verify import verify
from pipeline.publish import publish
from pipeline.publish.masking import BAR, masker
from pipeline.review import audit as audits
from pipeline.review.agreement import agreement, by_reviewer, elsewhere, kappa, progress
from pipeline.review.travel import Imported, export_reviews, import_reviews
from pipeline.review.writing import Judgement, judge
from tests.commands import Run
from tests.measuring import load_into
from tests.northmoor import REPORT


def keys(db: sqlite3.Connection, kind: str) -> list[str]:
    return [key for (key,) in db.execute(f"SELECT key FROM {kind} ORDER BY id")]


def test_kappa_of_a_published_table() -> None:
    """Two readers, 50 proposals: both yes 20, both no 15, apart 5 and 10: kappa 0.40."""
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert kappa(pairs) == pytest.approx(0.4)


def test_kappa_is_not_defined_without_pairs_or_where_all_is_the_same() -> None:
    assert kappa([]) is None
    assert kappa([("y", "y")] * 3) is None


def test_progress_and_agreement(db: sqlite3.Connection) -> None:
    first, second = keys(db, "actions")[:2]
    judge(db, [Judgement(first, "accepted"), Judgement(second, "rejected")], reviewer="amy")
    judge(db, [Judgement(first, "accepted"), Judgement(second, "accepted")], reviewer="ben")
    of = {p.kind: p for p in progress(db)}
    assert (of["actions"].accepted, of["actions"].rejected, of["actions"].disputed, of["dates"].judged) == (1, 0, 1, 0)
    assert {name: sorted(said) for name, said in by_reviewer(db).items()} == {
        "amy": [("actions", "accepted"), ("actions", "rejected")],
        "ben": [("actions", "accepted"), ("actions", "accepted")],
    }
    [pair] = agreement(db)
    assert (pair.both, pair.same, pair.kappa) == (2, 1, 0)


def test_what_was_said_of_reports_that_are_not_here_is_counted_apart(db: sqlite3.Connection, tmp_path: Path) -> None:
    judge(db, [Judgement(key, "accepted") for key in keys(db, "actions")], reviewer="amy")
    audits.draw(db, ["actions"], size=2, seed=1)
    report = tmp_path / "another.md"
    report.write_text("# Report to Cabinet\n\nThe Head of Fostering will train all carers by March 2031.\n")
    with open_database(load_into(tmp_path / "other.db", [report])) as other:
        assert import_reviews(other, export_reviews(db)).audits == 1
        assert elsewhere(other) == len(keys(db, "actions"))
        assert all(p.judged == 0 for p in progress(other))
        assert {why for (why,) in other.execute("SELECT conflict FROM review_conflicts")} == {"elsewhere"}
        [drawn] = audits.listed(other)
        assert drawn.elsewhere == drawn.places > 0
        assert [(e.findings_judged, e.findings_drawn, e.precision) for e in audits.estimates(other, drawn.number)] == [
            (0, 0, None)
        ]


def test_reviews_travel_to_another_database_and_come_once(db: sqlite3.Connection, tmp_path: Path) -> None:
    judge(db, [Judgement(key, "accepted", note="sí — “so”") for key in keys(db, "actions")], reviewer="amy")
    lines = list(export_reviews(db))
    moved = tmp_path / "elsewhere" / "same words.md"
    moved.parent.mkdir()
    moved.write_text(REPORT)
    with open_database(load_into(tmp_path / "other.db", [moved])) as other:
        assert [
            (done.new, done.known, done.elsewhere) for done in (import_reviews(other, lines), import_reviews(other, lines))
        ] == [
            (len(lines), 0, 0),
            (0, len(lines), 0),
        ]
        assert list(export_reviews(other)) == lines
        assert other.execute("SELECT count(*) FROM review_conflicts").fetchone() == (0,)


def test_a_time_written_otherwise_is_the_same_time(db: sqlite3.Connection) -> None:
    db.execute("INSERT INTO reviews (key, verdict, reviewer, at) VALUES ('ab', 'accepted', 'amy', '2024-01-01T12:00:00Z')")
    lines = list(export_reviews(db))
    assert import_reviews(db, [lines[0].replace("12:00:00Z", "13:00:00+01:00"), *lines]).new == 0


def review(**said: object) -> str:
    """Return a line that corrects a unit, but for what is said."""
    told = {"key": "a", "verdict": "corrected", "correction": {"text": "x"}, "reviewer": "x", "at": "2024-01-01T12:00:00Z"}
    return json.dumps({**told, **said})


AUDIT = {
    "at": "2024-01-01T12:00:00Z",
    "seed": 1,
    "classes": ["dates"],
    "units": [{"n": 1, "class": "dates", "stratum": "block", "family_id": "f", "key": "k", "of": 3}],
    "said": [{"n": 1, "missed": 0, "reviewer": "amy", "at": "2024-01-02T12:00:00.000Z"}],
}


def test_an_audit_travels_with_what_was_said_of_its_paragraphs_and_comes_once(db: sqlite3.Connection, tmp_path: Path) -> None:
    number = audits.draw(db, ["percentages", "actions"], size=2, seed=9)
    drawn = list(export_reviews(db))
    assert len(drawn) == 1
    moved = tmp_path / "elsewhere" / "same words.md"
    moved.parent.mkdir()
    moved.write_text(REPORT)
    with open_database(load_into(tmp_path / "other.db", [moved])) as other:
        audits.draw(other, ["dates"], size=1, seed=1)  # numbers of audits differ from database to database
        assert import_reviews(other, drawn) == Imported(audits=1)
        there = audits.latest(other)
        assert there == 2
        for unit in audits.units(other, there):
            assert unit.target
            if unit.stratum == "finding":
                judge(other, [Judgement(unit.key, "accepted")], reviewer="ben")
            else:
                audits.say_of_block(other, there, unit.n, 1, reviewer="ben")
        back = list(export_reviews(other))
        paragraphs = sum(unit.stratum == "block" for unit in audits.units(db, number))
        assert import_reviews(db, back) == Imported(new=len(back) - 2, audits=1, paragraphs=paragraphs)
        assert import_reviews(db, back) == Imported(known=len(back) - 2)
        assert audits.estimates(db, number) == audits.estimates(other, there)
        assert all(estimate.recall for estimate in audits.estimates(db, number))


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "line 1 is no JSON"),
        ("[]", "line 1 is no review"),
        (json.dumps({"key": "a", "verdict": "fine", "reviewer": "x", "at": "y"}), "'fine' is no verdict"),
        (json.dumps({"key": "a", "verdict": "accepted", "reviewer": "x", "at": "y", "id": 3}), "a review has no id"),
        (json.dumps({"key": "a", "verdict": "accepted", "reviewer": "x", "at": "y"}), "'y' is no time"),
        (json.dumps({"key": "a", "verdict": "corrected", "correction": [1], "reviewer": "x", "at": "y"}), "are objects"),
        (json.dumps({"key": "a", "verdict": "added", "correction": {}, "reviewer": "x", "at": "y"}), "needs its class"),
        (json.dumps({"audit": {"at": "2024-01-01"}}), "line 1: an audit is an object with at, seed, classes, units, said"),
        (json.dumps({"audit": {**AUDIT, "seed": "1"}}), "line 1: an audit: seed is no whole number"),
        (json.dumps({"audit": {**AUDIT, "classes": ["cats"]}}), "an audit is of classes"),
        (json.dumps({"audit": {**AUDIT, "at": "now"}}), "line 1: 'now' is no time"),
        (json.dumps({"audit": {**AUDIT, "units": [AUDIT["units"][0]] * 2}}), "each with a number of its own"),
        (json.dumps({"audit": {**AUDIT, "said": [{**AUDIT["said"][0], "n": 2}]}}), "of a paragraph how many"),
        (json.dumps({"audit": {**AUDIT, "classes": [["dates"]]}}), "an audit is of classes"),
        (json.dumps({"audit": {**AUDIT, "seed": 10**40}}), "seed is no whole number"),
        (json.dumps({"audit": {**AUDIT, "units": [{**AUDIT["units"][0], "key": "k" * 300}]}}), "key has over 200"),
        ("[" * 100_000, "line 1 is no review: its parts are too deep"),
        ('{"a":' * 50_000 + "1" + "}" * 50_000, "line 1 is no review: its parts are too deep"),
        (review(reviewer="\ud800"), "half a character"),
        (review(correction={"text": "\udcff"}), "half a character"),
        (review(at="0001-01-01T00:00:00+14:00"), "is no time"),
        (review(at="9999-12-31T23:59:59-12:00"), "is no time"),
        (review(at="2999-01-01T00:00:00Z"), "is still to come"),
        (review(correction={"low": float("nan")}), "NaN is no number"),
        (review(correction={"low": 10**20}), "low cannot be 1000"),
        (review(correction={"from_value": 10**20}), "from_value cannot be 1000"),
        (review(correction={"from_value": True}), "from_value cannot be true"),
        (review(note={"a": 1}), "note is a text"),
        (review(note="x" * 10_001), "note is a text of 10,000 characters at most"),
        (review(reviewer=" "), "reviewer is empty"),
        (review(key=""), "key is empty"),
        (review(correction={}), "which columns, and what is right"),
        (review(correction={"nonsense": "x"}), "no column 'nonsense'"),
        (review(correction={"text": [{"x": 1}]}), "text cannot be"),
        (review(correction={"kind": {"x": 1}}), "kind cannot be"),
        (review(correction={"due": "2019-02-30"}), "due cannot be"),
        (review(correction={"leads": "Head of Service"}), "leads cannot be"),
        (review(verdict="accepted", correction={"leads": [["x"]]}), "leads cannot be"),
        (review(verdict="added", correction={"class": "dates", "quote": "May", "char_end": 10**30}), "char_end of a unit"),
        (review(verdict="added", correction={"class": "dates", "quote": "a" * 200_000}), "quote of a unit"),
        (review(seen={"kind": {"x": 1}}), "seen is a finding of one of"),
        (review(seen={"says": {"leads": [["x"]]}}), "too deep"),
    ],
)
def test_what_is_no_review_is_told_with_its_line(db: sqlite3.Connection, line: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        import_reviews(db, [line])


def test_an_audit_draws_the_same_again_and_estimates_only_from_words(db: sqlite3.Connection) -> None:
    first, second = (audits.draw(db, ["percentages", "actions"], size=2, seed=9) for _ in range(2))
    drawn = [[(u.n, u.kind, u.stratum, u.key, u.of) for u in audits.units(db, number)] for number in (first, second)]
    assert drawn[0] == drawn[1]
    assert {stratum for _, _, stratum, _, _ in drawn[0]} == {"finding", "block"}
    assert all(estimate.precision is None and estimate.recall is None for estimate in audits.estimates(db, first))
    for unit in audits.units(db, first):
        assert unit.target
        if unit.stratum == "finding":
            judge(db, [Judgement(unit.key, "accepted")], reviewer="amy")
        else:
            audits.say_of_block(db, first, unit.n, 0, reviewer="amy")
    for estimate in audits.estimates(db, first):
        assert estimate.precision
        assert estimate.recall
        assert (estimate.precision[0], estimate.recall[0]) == (1, 1)
        assert 0 < estimate.precision[1] < 1


NAMES = ("Anna Field", "Seán Ó Briain", "Jo Li")


@given(st.lists(st.sampled_from([*NAMES, "anna  field", "Ms Field", "A. Field", "the field", "jo.li@x.example", "plan", "\t"])))
def test_a_masked_text_keeps_its_length_and_no_name(parts: list[str]) -> None:
    text = " ".join(parts)
    masked = masker(NAMES)(text)
    assert len(masked) == len(text)
    assert not re.search(r"anna\s+field|briain|jo li|(?:ms|a\.) field|jo\.li", masked, re.IGNORECASE)
    assert masked.count("the field") == text.count("the field")


def test_a_copy_without_people_names_nobody_and_is_sound(db: sqlite3.Connection, tmp_path: Path) -> None:
    judge(db, [Judgement(key, "accepted", note="asked Anna Field") for key in keys(db, "actions")], reviewer="Anna Field")
    made = publish(db, tmp_path / "public.db", without_people=True)
    assert (made.people, made.reviewers) == (1, 1)
    assert not verify(made.path).problems
    with closing(sqlite3.connect(made.path)) as copy:
        dumped = "\n".join(copy.iterdump())
        assert copy.execute("SELECT name FROM people").fetchall() == [(f"{BAR * 4} {BAR * 4}1",)]
        assert copy.execute("SELECT count(*) FROM review_verdicts WHERE reviewer = 'reviewer 1'").fetchone()[0] >= 2
        assert copy.execute("SELECT count(*) FROM blocks_fts WHERE blocks_fts MATCH 'recruit'").fetchone() == (1,)
    raw = made.path.read_bytes().lower()
    assert "anna" not in dumped.lower()
    assert b"anna" not in raw
    assert str(tmp_path) not in dumped
    with pytest.raises(UsageError, match="is there already"):
        publish(db, tmp_path / "public.db")


def test_the_commands(run: Run, database: Path, tmp_path: Path) -> None:
    with open_database(database) as db:
        judge(db, [Judgement(keys(db, "actions")[0], "accepted")], reviewer="amy")
    assert re.search(r"actions +[1-9] +1 ", run("reviews", "--db", database).stdout)
    assert run("reviews", "export", "r.jsonl", "--db", database).exit_code == 0
    assert run("reviews", "import", "r.jsonl", "--db", database).stdout == "r.jsonl: 0 reviews taken over, 1 there already.\n"
    assert "no audit was drawn yet" in run("audit", "--db", database).stderr
    assert run("audit", "draw", "--class", "actions", "--size", "1", "--db", database).stdout.startswith(
        "Audit 1 asks about 2 places"
    )
    assert "actions" in run("audit", "--db", database).stdout
    done = run("publish", "out.db", "--without", "people", "--db", database)
    assert done.stdout == f"out.db is a copy of {database} without the names of 1 person.\n"


def test_an_audit_follows_a_report_whose_family_is_named_anew(db: sqlite3.Connection, database: Path, tmp_path: Path) -> None:
    number = audits.draw(db, ["percentages"], size=2, seed=9)
    [finding, *_] = [unit for unit in audits.units(db, number) if unit.stratum == "finding"]
    judge(db, [Judgement(finding.key, "accepted")], reviewer="amy")
    family = "SELECT DISTINCT family_id FROM reports"
    [(before,)] = db.execute(family)
    version = tmp_path / "version.md"
    version.write_text(REPORT.replace("Improving children", "Renewing children"))
    load_into(database, [version])
    [(anew,)] = db.execute(family)
    assert anew != before, "title it otherwise: of two names a family has the first"
    assert all(unit.target for unit in audits.units(db, number))
    assert audits.estimates(db, number)[0].findings_judged == 1


def test_what_an_audit_says_names_the_others(db: sqlite3.Connection, run: Run) -> None:
    with db:
        first, second = (audits.draw(db, [kind], size=1, seed=1) for kind in ("actions", "percentages"))
    [(_, _, path)] = db.execute("PRAGMA database_list")
    told = run("audit", "--db", Path(path)).stdout
    assert f"This is audit {second}. Show another with --number: {first} (actions)" in told
