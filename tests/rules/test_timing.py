"""A rule that hangs on some text, although the check let it pass, is given up by name; everything else goes on."""

from __future__ import annotations

import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.errors import RuleHangsError
from pipeline.flow import read_file
from pipeline.rules import Rules, broken_examples, hanging, read_rules, timed, timing
from pipeline.shipped import read_own_rules
from tests.commands import invoke

SLOW = r"""
extends: 'extract/percentages'
rules:
  - id: 'eastmere.slow'
    about: 'Slow on more words than the check tries.'
    {finds}
    sets: {{role: 'level'}}
    examples: ['[Zebra]', 'visits']
"""
REGEX = f"regex: '(?P<mention>Zebra)(?:{'(?: zigzagging)*' * 4} stop)?'"
TOKENS = "tokens: [[{LOWER: 'zebra', OP: '?'}, {OP: '*'}, {OP: '*'}, {LOWER: 'zebra'}]]"
REPORT = "Northmoor Council\n\nReport to: Cabinet\n\nDate: 12 June 2019\n\nVisits rose to 84% in May, and Zebra{words} on.\n"
MANY = " zigzagging" * 400

pytestmark = pytest.mark.skipif(not hasattr(timing.signal, "setitimer"), reason="NOT RUN: this system has no timer of its own")


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timing, "SECONDS", 0.5)


def written(folder: Path, finds: str = REGEX, words: str = MANY) -> Path:
    (folder / "slow.yaml").write_text(SLOW.format(finds=finds), encoding="utf-8")
    report = folder / "report.txt"
    report.write_text(REPORT.format(words=words), encoding="utf-8")
    return report


def test_a_report_is_read_without_the_rule_and_says_so(tmp_path: Path) -> None:
    report = written(tmp_path)
    rules = read_rules(read_own_rules(tmp_path))
    assert hanging(rules) == []  # it slips through the check
    began = time.process_time()
    reading = read_file(report, rules=rules)
    assert time.process_time() - began < 30
    (problem,) = reading.findings.problems
    assert problem.startswith(f"{tmp_path}/slow.yaml: rule eastmere.slow was given up")
    assert [percentage.low for percentage in reading.findings.percentages] == [84.0]


def test_token_patterns_with_too_many_ways_are_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.rules.tokens.MOST_WAYS", 1000)
    report = written(tmp_path, TOKENS, " zigzagging" * 40)
    (problem,) = read_file(report, rules=read_rules(read_own_rules(tmp_path))).findings.problems
    assert "rule eastmere.slow was given up on a text of 52 words" in problem


def test_load_reload_diff_and_try_go_on_without_it(tmp_path: Path) -> None:
    report, database = written(tmp_path), tmp_path / "x.db"
    rules = ("--rules", tmp_path)
    tried = invoke("try", report, *rules)
    assert "rule eastmere.slow was given up" in tried.output
    assert invoke("load", report, "--db", database, "--workers", "0").exit_code == 0
    compared = invoke("diff", *rules, "--db", database, "--workers", "0")
    assert "rule eastmere.slow was given up" in compared.output
    reloaded = invoke("reload", *rules, "--db", database, "--workers", "0")
    assert "rule eastmere.slow was given up" in reloaded.output
    assert state(database)[0] == "partial"
    assert "rule eastmere.slow was given up" in str(state(database)[1])
    written(tmp_path, "words: ['Zebra']")
    assert invoke("reload", *rules, "--db", database, "--workers", "0").exit_code == 0
    assert state(database) == ("ok", None)


def state(database: Path) -> tuple[str, str | None]:
    with closing(sqlite3.connect(database)) as connection:
        status, problem = connection.execute("SELECT status, problem FROM reports").fetchone()
    return status, problem


def test_the_check_of_examples_does_not_hang(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.rules.examples.EXAMPLE_SECONDS", 0.3)
    written(tmp_path)
    text = (tmp_path / "slow.yaml").read_text().replace("'[Zebra]'", f"'[Zebra]{MANY} on'")
    (tmp_path / "slow.yaml").write_text(text)
    name = "extract/percentages"
    (message,) = broken_examples(Rules({name: read_rules(read_own_rules(tmp_path))[name]}))
    assert message.startswith(f"{tmp_path}/slow.yaml: rule eastmere.slow was given up")


def test_what_only_works_long_is_not_given_up() -> None:
    """Many texts: each rule takes its share, none most of the time."""
    file = read_rules()["extract/percentages"]
    with timed(0.3):
        began = time.process_time()
        n = 0
        while time.process_time() - began < 1.0:
            n += 1
            file.scan(f"Visits rose from {n}% to 84% in May, and 12% of {n} cases were closed by the team.")


def test_outside_rules_nothing_is_given_up() -> None:
    with timed(0.2):
        began = time.process_time()
        while time.process_time() - began < 0.8:
            pass


def test_within_another_the_outer_counts(tmp_path: Path) -> None:
    written(tmp_path)
    rule = read_rules(read_own_rules(tmp_path))["extract/percentages"].rule("eastmere.slow")
    with pytest.raises(RuleHangsError, match=r"rule eastmere\.slow was given up"), timed(0.3), timed(100):
        list(rule.find(f"It was Zebra{MANY} on"))


def test_nothing_is_raised_where_python_swallows_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A signal that comes while a destructor runs inside a search waits for the next."""
    rule = read_rules()["extract/events_clauses"].rule("clauses.inspectors_did")
    watch = timing._Watch(-1.0)

    def search(rule: object, stretch: object, *, inside: bool) -> None:
        def destroyed() -> None:
            watch(0, sys._getframe())

        destroyed() if inside else watch(0, sys._getframe())

    monkeypatch.setattr(timing, "_SEARCHES", {search.__code__: "rule"})
    monkeypatch.setattr(timing, "_PASS_ON", {search.__code__})
    search(rule, "It was Ofsted", inside=True)
    with pytest.raises(RuleHangsError):
        search(rule, "It was Ofsted", inside=False)
