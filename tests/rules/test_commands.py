"""`journeys rules`, `try`, `diff` and `reload` as a person meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands import Run
from tests.eastmere import LANDED
from tests.load.test_reload import HEADING, PLAN


@pytest.fixture
def run(run: Run) -> Run:
    """A plan and a folder of own rules in the folder where commands run."""
    Path("plan.md").write_text(PLAN)
    Path("my-rules").mkdir()
    Path("my-rules/a.yaml").write_text(HEADING)
    return run


def test_rules_are_listed_with_reason_and_example(run: Run) -> None:
    listed = json.loads(run("rules", "--rules", "my-rules", "--stage", "structure", "--format", "json").stdout)
    first = next(rule for rule in listed if rule["id"] == "eastmere.pledge")
    assert (first["how"], first["file"], first["sets"]) == ("new", "structure/columns", {"column": "lead"})
    assert {rule["file"].split("/")[0] for rule in listed} == {"structure"}
    assert "eastmere.pledge (new)" in run("rules", "--rules", "my-rules", "--id", "eastmere").stdout
    assert run("rules", "--id", "no.such").stdout == "There are no such rules.\n"


def test_rules_are_listed_with_how_they_fared(run: Run) -> None:
    assert run("load", "plan.md", "--rules", "my-rules", "--quiet").exit_code == 0
    told = ("rules", "--rules", "my-rules", "--db", "findings.db", "--format")
    fared = {rule["id"]: rule for rule in json.loads(run(*told, "json").stdout)}
    pledge = fared["eastmere.pledge"]
    assert (pledge["fired"], pledge["alone"], pledge["reports"], pledge["won"], pledge["lost"]) == (1, 1, 1, {}, {})
    assert fared["percentages.level"]["findings"] == 2
    assert fared["percentages.level"]["fired"] >= 2
    never = {rule["id"] for rule in json.loads(run(*told, "json", "--never").stdout)}
    assert "percentages.points" in never
    assert "eastmere.pledge" not in never
    kind = {rule["file"] for rule in json.loads(run(*told, "json", "--kind", "percentages").stdout)}
    assert "extract/percentages" in kind
    assert "structure/columns" not in kind
    assert "### `eastmere.pledge` (new)" in run(*told, "markdown").stdout
    assert "Never fired." in run(*told, "markdown").stdout


def test_never_needs_a_database(run: Run) -> None:
    result = run("rules", "--never")
    assert (result.exit_code, "needs a database" in result.stderr) == (2, True)


def test_check_runs_every_example_and_names_what_is_wrong(run: Run) -> None:
    assert run("rules", "check").stdout.endswith(": all is as it should be.\n")
    Path("my-rules/a.yaml").write_text(HEADING.replace("'Custodianship'", "'custodian'").replace("'lead'", "'leed'"))
    result = run("rules", "check", "my-rules")
    assert result.exit_code == 1
    assert "my-rules/a.yaml: rule eastmere.pledge does not keep its example 2" in result.stdout
    assert "Note: my-rules/a.yaml: rule eastmere.pledge sets column: 'leed'" in result.stdout
    Path("my-rules/a.yaml").write_text(f"{HEADING}---\nwithout: ['dates.day']\n")
    assert "(1 of your own, 1 switched off): all is" in run("rules", "check", "my-rules").stdout
    Path("my-rules/a.yaml").write_text(HEADING.replace("words:", "word:"))
    result = run("rules", "check", "my-rules")
    assert (result.exit_code, "there is no such key; write words" in result.stderr) == (2, True)


def test_try_tells_what_changes_in_a_file_and_by_which_rule(run: Run) -> None:
    told = json.loads(run("try", "plan.md", "--rules", "my-rules", "--format", "json").stdout)
    assert told["counts"] == {"actions": {"added": 0, "removed": 0, "changed": 2}}
    assert told["rules"] == [
        {
            "id": "eastmere.pledge",
            "how": "new",
            "file": "structure/columns",
            "place": "my-rules/a.yaml",
            "reports": 1,
            "places": 1,
        }
    ]
    first = told["differences"][0]
    assert (first["how"], first["needs"], first["quote"]) == ("changed", ["eastmere.pledge"], "Train all managers in supervision")
    assert (first["before"]["leads"], first["after"]["leads"]) == ([], ["Head of Safeguarding"])
    assert "leads: none -> Head of Safeguarding" in run("try", "plan.md", "--rules", "my-rules").stdout
    assert "No finding changes in 1 report" in run("try", "plan.md", "--rules", "my-rules", "--kind", "people").stdout
    assert "name the folder of your rules" in run("try", "plan.md").stderr


def test_diff_then_reload_then_nothing(run: Run) -> None:
    run("load", "plan.md", "--quiet")
    told = json.loads(run("diff", "--rules", "my-rules", "--format", "json").stdout)
    assert told["counts"] == {"actions": {"added": 0, "removed": 0, "changed": 2}}
    assert run("reload", "--rules", "my-rules").stdout == (
        "1 report read again of 1; 1 report changed: 0 added, 0 removed, 2 changed.\n"
    )
    assert run("reload", "--rules", "my-rules").stdout == "Nothing changed: 1 report read by these very rules.\n"
    after = run("diff", "--rules", "my-rules").stdout
    assert "No finding changes in 1 report." in after
    assert "eastmere.pledge: new in structure/columns; marks 1 place in 1 report" in after
    assert "removed" not in run("reload", "--quiet").stdout


@pytest.mark.parametrize("command", ["diff", "reload"])
def test_without_a_database_the_remedy_is_told(run: Run, command: str) -> None:
    result = run(command, "--db", "none.db")
    assert (result.exit_code, "there is no such database; make one with" in result.stderr) == (2, True)
    assert not Path("none.db").exists()


def test_a_rule_is_listed_under_its_file_with_what_it_sets(run: Run) -> None:
    listed = run("rules", "--id", "column.lead").stdout.splitlines()
    assert "structure/columns" in listed
    assert any("  column.lead  " in line and "column: 'lead'" in line for line in listed)
    assert "Sets column: 'lead'." in run("rules", "--id", "column.lead", "--format", "markdown").stdout


def test_rules_that_code_reads_as_a_vocabulary_are_counted_and_others_are_not_said_never_to_have_fired(run: Run) -> None:
    Path("told.txt").write_text(
        "Eastmere Council\n\n1.1 The Head of Fostering launched a new panel in May 2019. We will train staff.\n"
    )
    assert run("load", "told.txt", "--quiet").exit_code == 0
    never = {rule["id"] for rule in json.loads(run("rules", "--db", "findings.db", "--never", "--format", "json").stdout)}
    assert not never & {"verbs.activity", "frames.act.launch", "doers.phrase.determiner", "matters.staff", "error_page.status"}
    assert "verbs.arrive" in never
    assert "Not counted." in run("rules", "--db", "findings.db", "--id", "matters.staff", "--format", "markdown").stdout
    assert " -  " in run("rules", "--db", "findings.db", "--id", "matters.staff").stdout


def test_rules_that_act_elsewhere_are_said_to(run: Run) -> None:
    run("load", "plan.md", "--quiet")
    Path("my-rules/a.yaml").write_text("without: ['matters.staff', 'error_page.status']\n")
    tried, told = run("try", "plan.md", "--rules", "my-rules").stdout, run("diff", "--rules", "my-rules").stdout
    assert "Note: rules of follow/ look over several reports" in tried
    for said in (tried, told):
        assert "Note: rules of parse/ act while a file is opened" in said
    assert "follow/ look" not in told


def test_what_changes_from_report_to_report_is_printed(run: Run) -> None:
    Path("later.md").write_text(PLAN.replace("12 June", "12 September"))
    run("load", "plan.md", "later.md", "--quiet")
    Path("my-rules/a.yaml").write_text(LANDED)
    told = run("diff", "--rules", "my-rules").stdout
    assert "  threads                  0        0        1" in told
    assert "  ~ thread “Train all managers in supervision”  (Eastmere Council)" in told
    assert "      status: not_stated -> complete" in told
    assert "From report to report: threads: 0 added, 0 removed, 1 changed." in run("reload", "--rules", "my-rules").stdout


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("words: ['Custodian']", "words: 'Custodian'"), "words: must be a list"),
        (("'[Custodian]'", "[Custodian]"), "examples.0: must be text in quotes"),
        (("words: ['Custodian']\n    match: whole", "tokens: [[{LOWR: 'custodian'}]]"), "rule eastmere.pledge has tokens that"),
        (("words: ['Custodian']", "regex: 'Custodian'"), "match is for words"),
        (("'structure/columns'", "'columns'"), "did you mean structure/columns?"),
        (("'eastmere.pledge'", "‘eastmere.pledge’ x: 1"), "not curly"),
    ],
)
def test_what_is_wrong_is_told_in_plain_words(change: tuple[str, str], says: str, run: Run) -> None:
    Path("my-rules/a.yaml").write_text(HEADING.replace(*change))
    result = run("rules", "check", "my-rules")
    assert (result.exit_code, says in result.stderr) == (2, True), result.stderr
