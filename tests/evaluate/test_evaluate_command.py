"""`journeys evaluate`: what is printed, in three forms, and what stands in the way, in words."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands import Run
from tests.evaluate.conftest import REPORT, percentage

RIGHT = percentage("84%", "Visits on time rose to 84% in May", 84)
WRONG_VALUE = percentage("7%", "Absence fell to 7%.", 70)
MISSED = percentage("9%", "rose to 9% in the new front door", 9)
NOT_THERE = percentage("12%", "a quarter of all foster carers, 12%, left", 12)

Gold = Callable[..., Path]


def test_a_table_per_report_and_over_all(run: Run, database: Path, write_gold: Gold) -> None:
    folder = write_gold(percentages=[RIGHT, WRONG_VALUE])
    result = run("evaluate", folder, "--db", database)
    assert result.exit_code == 0
    assert result.stdout.startswith("northmoor\n")
    assert "  percentages *         2      0       0  1.000 (0.34-1.00)   1.000 (0.34-1.00)   1.000 (0.51-1.00)" in result.stdout
    assert "number 50% of 2" in result.stdout
    assert "* fewer than 10 units" in result.stdout
    assert "Expected calibration error: percentages 0." in result.stdout
    assert "ALL REPORTS" not in result.stdout, "one report is all reports"
    assert max(map(len, result.stdout.splitlines())) <= 100


def test_classes_that_gold_lacks_are_not_counted_and_one_may_be_chosen(run: Run, database: Path, write_gold: Gold) -> None:
    folder = write_gold(percentages=[RIGHT], dates=[])
    counted = json.loads(run("evaluate", folder, "--db", database, "--format", "json").stdout)["total"]
    assert {name for name, figures in counted.items() if figures["tp"] + figures["fp"] + figures["fn"]} == {
        "report",
        "percentages",
        "dates",
    }
    assert list(
        json.loads(run("evaluate", folder, "--db", database, "--class", "dates", "--format", "json").stdout)["total"]
    ) == ["dates"]


def test_differences_stand_in_their_sentence_with_page_rule_and_confidence(run: Run, database: Path, write_gold: Gold) -> None:
    folder = write_gold(percentages=[WRONG_VALUE, MISSED, NOT_THERE])
    told = json.loads(run("evaluate", folder, "--db", database, "--misses", "--format", "json").stdout)["differences"]
    by_words = {(difference["what"], difference["words"].split(" ")[0]): difference for difference in told}
    spurious = by_words["spurious", "84%"]
    assert spurious["sentence"] == "Visits on time rose to 84% in May 2019."
    assert spurious["rule"].startswith("percent")
    assert 0 < spurious["confidence"] < 1
    assert by_words["missed", "12%"]["sentence"] is None
    assert by_words["missed", "9%"]["sentence"].startswith("Visits on time")
    [wrong] = [difference for difference in told if difference["what"] == "wrong number"]
    assert (wrong["gold"], wrong["found"], wrong["sentence"]) == ("70", "7.0", "Absence fell to 7%.")
    text = run("evaluate", folder, "--db", database, "--misses").stdout
    assert "- percentages missed: “12%” (its words do not stand in the report as it was read)" in text
    assert "- percentages wrong number: gold 70, found 7.0 (rule " in text
    assert "        Absence fell to 7%." in text


def test_nothing_in_gold_moves_the_terminal(run: Run, database: Path, write_gold: Gold) -> None:
    folder = write_gold(percentages=[{**MISSED, "text": "9%\x1b]0;pwn\x07", "context": "\ud800fell\x1b[2J to 9%"}])
    text = run("evaluate", folder, "--db", database, "--misses").stdout
    assert "9%]0;pwn" in text
    assert "\x1b" not in text


def test_without_misses_no_difference_is_listed(run: Run, database: Path, write_gold: Gold) -> None:
    folder = write_gold(percentages=[MISSED])
    assert "9%" not in run("evaluate", folder, "--db", database).stdout
    assert "differences" not in json.loads(run("evaluate", folder, "--db", database, "--format", "json").stdout)


def test_markdown(run: Run, database: Path, write_gold: Gold) -> None:
    printed = run("evaluate", write_gold(percentages=[RIGHT]), "--db", database, "--format", "markdown", "--misses").stdout
    assert "| percentages \\* | 1 | 0.500 (0.09-0.91) | 1.000 (0.21-1.00) | 0.667 (0.17-0.95) |" in printed
    assert "- percentages spurious: “7%”" in printed
    assert "  > Absence fell to 7%." in printed
    rows = [line for line in printed.splitlines() if line.startswith("|")]
    assert {line.count("|") for line in rows} == {7}


def test_files_are_read_for_the_purpose(run: Run, tmp_path: Path, write_gold: Gold) -> None:
    (tmp_path / "northmoor.txt").write_text(REPORT)
    result = run("evaluate", write_gold(percentages=[RIGHT, WRONG_VALUE]), "northmoor.txt", "--format", "json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["total"]["percentages"]["tp"] == 2
    assert not (tmp_path / "findings.db").exists()


def test_gold_without_a_report_counts_as_missed_or_is_left_out(run: Run, database: Path, write_gold: Gold) -> None:
    write_gold(percentages=[RIGHT])
    folder = write_gold("elmshire", percentages=[MISSED])
    result = run("evaluate", folder, "--db", database, "--format", "json")
    assert result.exit_code == 0
    assert "No report for the gold of elmshire: its units count as missed; --present leaves them out." in result.stderr
    assert json.loads(result.stdout)["total"]["percentages"]["fn"] == 1
    left_out = run("evaluate", folder, "--db", database, "--format", "json", "--present")
    assert json.loads(left_out.stdout)["total"]["percentages"]["fn"] == 0


@pytest.mark.parametrize(
    ("gold", "says"),
    [
        ("{", "this is no gold file: Expecting property name"),
        ("[" * 100_000, "this is no gold file: its parts are too deep inside one another"),
        ("[]", 'a gold file is a JSON object with "report"'),
        ('{"report": {}, "dates": {}}', "dates must be a list of units"),
        ('{"report": {}, "dates": ["June"]}', "dates number 1 is no JSON object: 'June'"),
        ('{"report": {}, "people": [{"name": "A"}]}', "people number 1 lacks relation"),
        ('{"report": {}, "people": [{"relation": null}]}', "people number 1: relation must be words in quotes, not null"),
        (
            '{"report": {}, "actions": [{"origin": "list", "text": "x", "status": "planned", "leads": "Board"}]}',
            "actions number 1: leads must be a list of names",
        ),
        ('{"report": {}, "pages": 9}', '"pages" must be the first and the last page annotated'),
    ],
)
def test_a_faulty_gold_file_is_told_and_gives_2(run: Run, tmp_path: Path, gold: str, says: str) -> None:
    (tmp_path / "northmoor.json").write_text(gold)
    result = run("evaluate", "northmoor.json")
    assert result.exit_code == 2
    assert f"northmoor.json: {says}" in result.stderr


def test_other_wrong_usage_is_told_and_gives_2(run: Run, database: Path, write_gold: Gold, tmp_path: Path) -> None:
    folder = write_gold("elmshire", percentages=[])
    (tmp_path / "empty").mkdir()
    for arguments, says in (
        (["nowhere"], "'nowhere' does not exist"),
        (["empty"], "there is no gold file (*.json) in this folder"),
        ([folder, "--db", "none.db"], "there is no such database; make one with: journeys load"),
        ([folder, "--db", database], "none of the 1 gold files in"),
        ([folder, "northmoor.txt", "--db", database], "Name either FILES or --db, not both."),
        ([folder, "--class", "verbs"], "'verbs' is not one of"),
    ):
        result = run("evaluate", *arguments)
        assert result.exit_code == 2, arguments
        assert says in " ".join(result.stderr.split()), arguments
