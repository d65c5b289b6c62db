"""`journeys gold`: what was found and reviewed comes back as gold, and agrees with its own database."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pipeline.evaluate import Count, evaluate, read_gold_folder
from pipeline.evaluate.make_gold import make_gold
from tests.commands import Run
from tests.evaluate.conftest import REPORT
from tests.measuring import load_into


def counted(database: Path, gold: Path, suffix: str = "") -> dict[str, Count]:
    with closing(sqlite3.connect(database)) as db:
        return evaluate(db, read_gold_folder(gold), suffix=suffix).total


def faults(total: dict[str, Count]) -> dict[str, tuple[int, int, list[str]]]:
    """What does not agree: per class spurious and missed units, and values that are wrong."""
    return {
        name: (count.fp, count.fn, wrong)
        for name, count in total.items()
        if (wrong := [key for key, share in count.shares.items() if share < 1]) or count.fp or count.fn
    }


@pytest.mark.parametrize("form", [".pdf", ".docx"])
def test_findings_written_as_gold_agree_with_the_database(sample: Path, tmp_path: Path, form: str) -> None:
    with closing(sqlite3.connect(sample)) as db:
        for report, path in db.execute("select id, source_path from reports").fetchall():
            if path.endswith(form):
                made = make_gold(db, report)
                (tmp_path / f"{made.stem}.json").write_text(made.text, encoding="utf-8")
    papers = sorted(path.stem for path in tmp_path.glob("*@*.json"))
    assert papers == ["harrowgate-park-2021-01@letter-2021-01-07", "northmoor-2020-09@letter-2020-03-10"]
    total = counted(sample, tmp_path, form)
    assert faults(total) == {}
    assert all(count.tp >= 10 for count in total.values())


def test_a_paper_inside_a_file_has_gold_by_its_id_and_is_not_removed_alone(run: Run, sample: Path) -> None:
    with closing(sqlite3.connect(sample)) as db:
        paper, carrier = db.execute(
            "select id, carrier_id from reports where carrier_id is not null and first_page = 4"
        ).fetchone()
    printed = json.loads(run("gold", paper[:9], "--db", sample).stdout)
    assert printed["report"]["kind"] == "letter"
    assert printed["dates"]
    refused = run("remove", paper, "--db", sample)
    assert refused.exit_code == 2
    assert f"lies inside another report's file and goes with it; remove {carrier}" in refused.stderr


def test_contexts_are_short_whole_words_around_the_mention(sample: Path) -> None:
    with closing(sqlite3.connect(sample)) as db:
        (report,) = db.execute("select id from reports where source_path like '%northmoor-2019-06.pdf'").fetchone()
        gold = make_gold(db, report).content
        texts = [" ".join(text.split()) for (text,) in db.execute("select text from blocks where report_id = ?", (report,))]
    for unit in (*gold["dates"], *gold["percentages"]):
        assert " ".join(unit["text"].split()) in unit["context"]
        assert len(unit["context"].split()) <= 10 + len(unit["text"].split())
        assert any(f" {unit['context']} " in f" {text} " for text in texts), unit["context"]


def test_the_command_writes_a_file_that_evaluate_takes(run: Run, database: Path) -> None:
    result = run("gold", "northmoor.txt", "--db", database, "--output", "gold/")
    assert result.exit_code == 0
    assert "units, 0 of them reviewed, are in gold/northmoor.json." in result.stdout
    figures = json.loads(run("evaluate", "gold", "--db", database, "--format", "json").stdout)["total"]
    assert {name: f["f1"] for name, f in figures.items() if f["f1"] not in (None, 1.0)} == {}
    assert figures["percentages"]["tp"] == 2
    again = run("gold", "northmoor.txt", "--db", database, "--output", "gold")
    assert again.exit_code == 2
    assert "gold/northmoor.json is there already; it may have been corrected by hand" in again.stderr


def test_without_output_it_is_printed_and_an_id_may_be_cut_short(run: Run, database: Path) -> None:
    with closing(sqlite3.connect(database)) as db:
        (report,) = db.execute("select id from reports").fetchone()
    printed = json.loads(run("gold", report[:6], "--db", database).stdout)
    assert printed["report"]["meeting_date"] == "2019-06-12"
    assert [unit["text"] for unit in printed["percentages"]] == ["84%", "7%"]
    assert printed["percentages"][1]["context"] == "social workers. Absence fell to 7%."


def review(database: Path, reviewer: str, verdict: str, quote: str, correction: dict[str, Any] | None = None) -> None:
    """Say something of the percentage that reads `quote`."""
    with closing(sqlite3.connect(database)) as db, db:
        (key,) = db.execute("select key from percentages where quote = ?", (quote,)).fetchone()
        add(db, key, reviewer, verdict, correction)


def add(db: sqlite3.Connection, key: str, reviewer: str, verdict: str, correction: dict[str, Any] | None) -> None:
    db.execute(
        "insert into reviews (key, verdict, correction, reviewer, at) values (?, ?, ?, ?, '2024-01-01')",
        (key, verdict, json.dumps(correction) if correction else None, reviewer),
    )


def percentages(run: Run, database: Path) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = json.loads(run("gold", "northmoor.txt", "--db", database).stdout)["percentages"]
    return listed


def test_what_reviewers_say_counts(run: Run, database: Path) -> None:
    review(database, "ann", "corrected", "84%", {"low": 83, "high": 83})
    review(database, "ann", "rejected", "7%")
    [corrected] = percentages(run, database)
    assert (corrected["low"], corrected["high"], corrected["review"], corrected["certain"]) == (83, 83, "corrected", True)


def test_the_latest_word_of_a_reviewer_counts(run: Run, database: Path) -> None:
    review(database, "ann", "rejected", "7%")
    review(database, "ann", "accepted", "7%")
    assert [(unit["text"], unit.get("review")) for unit in percentages(run, database)] == [("84%", None), ("7%", "accepted")]


def test_what_reviewers_dispute_is_not_certain(run: Run, database: Path) -> None:
    review(database, "ann", "accepted", "7%")
    review(database, "ben", "rejected", "7%")
    assert [unit["certain"] for unit in percentages(run, database)] == [True, False]


def test_an_added_unit_is_there_unless_its_words_are_gone(run: Run, database: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(database)) as db, db:
        block, text = db.execute("select id, text from blocks where text like '%six social workers%'").fetchone()
        start = text.index("six")
        unit = {"class": "dates", "block_id": block, "char_start": start, "char_end": start + 3, "quote": "six"}
        add(db, "k1", "ann", "added", {**unit, "start": "2019-06-06", "end": "2019-06-06", "precision": "day"})
        add(db, "k2", "ann", "added", {**unit, "quote": "seven"})
    result = run("gold", "northmoor.txt", "--db", database, "--output", tmp_path / "northmoor.json")
    assert "left out, for its words no longer stand in its block: “seven”" in result.stderr
    assert counted(database, tmp_path / "northmoor.json")["dates"].fn == 1
    [added] = [u for u in json.loads((tmp_path / "northmoor.json").read_text())["dates"] if u.get("review") == "added"]
    assert (added["text"], added["start"], added["certain"]) == ("six", "2019-06-06", True)


def test_wrong_usage_is_told_and_gives_2(run: Run, database: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "northmoor.txt").write_text(REPORT.replace("84%", "85%"))
    load_into(database, [tmp_path / "empty.txt", tmp_path / "other"])
    for arguments, says in (
        (["elmshire.pdf"], "there is no report elmshire.pdf; name it by its id, its path or its file name"),
        (["northmoor.txt"], "several reports are called northmoor.txt; name one by its id:"),
        (["empty.txt"], "could not be read (the file is empty); there is nothing to annotate"),
        (["empty.txt", "--db", "none.db"], "there is no such database"),
        (["other/northmoor.txt", "--output", "empty.txt"], "empty.txt/northmoor.json cannot be written: "),
    ):
        result = run("gold", "--db", database, *arguments)
        assert result.exit_code == 2, arguments
        assert says in result.stderr, arguments
