"""Expressions that may take for ever are told from those that only look so."""

from __future__ import annotations

import re
import time

import pytest

from pipeline.rules import hanging, read_rules
from pipeline.rules.backtracking import drags_on, hangs_on
from pipeline.shipped import OwnRules


@pytest.mark.parametrize(
    "source",
    [
        r"(a+)+$",
        r"(a|a)+b",
        r"(?:\w+\s*)+:",
        r"^(\s*,?\s*)*x",
        r"(?:(?:x|[a-z]+)*)*y",
        r"(?=(b*)*c)",
        r"(?:a{1,3})+;",
        r"(?:a{0,40}){0,40}b",
        r"((?:ab|a|b)+)c",
        r"(?:[A-Z][a-z]+|\w+\s?)+;",
        r"^x(?:.*,)*y",
        r"(?>(a+)+b)c",
    ],
)
def test_a_repeat_that_parts_its_letters_in_two_ways_may_hang(source: str) -> None:
    text = hangs_on(re.compile(source))
    assert text is not None
    assert text.count("...") == 1  # the text begins so, and goes on as it began


@pytest.mark.parametrize(
    "source",
    [
        r"(?:\w+\s+)+:",
        r"(?:\s+\w+){0,4}",
        r"a+b+c*",
        r"(?:, [a-z]+)*;",
        r"\w+(?!\w+)",
        r"(?:\w|\d)+:",
        r"(?:[^,]*,)*x",
        r"(?:(?:and|or) \w+ )*x",
        r"(?>a+)*b",
        r"(?:a++)*b",
        r"(?:a{0,3},)*b",
        r"(?:a+)+",  # nothing stands behind that could fail
    ],
)
def test_letters_that_can_be_parted_in_one_way_only_keep_it_quick(source: str) -> None:
    assert hangs_on(re.compile(source)) is None


@pytest.mark.parametrize(
    "source", [r"\w*" * 8 + "!", r"(?:a{1,10}){1,10}b", r"(?:a{1,20}){1,20}b", r"(a*)\1*\1*\1*b", r"(?:.*x)?.*.*.*.*y"]
)
def test_many_ways_that_do_not_double_are_told_by_trying(source: str) -> None:
    assert drags_on(re.compile(source)) is not None


@pytest.mark.parametrize("source", [r"(?:\w+\s+){0,6}:", r"\w+ \w+ \w+ \w+!", r"(?:a{1,3},){1,20}b", r"(\w+) \1", r".*visits.*"])
def test_few_ways_are_quick(source: str) -> None:
    assert drags_on(re.compile(source)) is None


@pytest.mark.parametrize("stage", ["structure", "extract", "resolve", "parse", "follow"])
def test_no_shipped_rule_may_hang(stage: str) -> None:
    rules = [rule for name, file in read_rules().files.items() if name.startswith(stage) for rule in file.rules]
    assert [rule.id for rule in rules if rule.pattern is not None and hangs_on(rule.pattern)] == []


@pytest.mark.parametrize(
    "rule",
    [
        "actions.list.steps",
        "changes.movement_from",
        "statuses.cell.not_started",
        "column.plan_ref",
        "column.progress",
    ],
)
def test_shipped_rules_that_took_long_are_quick(rule: str) -> None:
    """Those that the trial of all found (`make soak`), on the texts on which they took long."""
    found = next(one for file in read_rules().files.values() for one in file.rules if one.id == rule)
    assert found.pattern is not None
    for text in ("1 tasks of " + "1" * 80, "up on" + " " * 300, "New " * 40, "link" + " " * 200, "Update" + "1911" * 20):
        for end in ("!", "", "\n~"):
            began = time.process_time()
            found.pattern.search(text + end)
            assert time.process_time() - began < 0.25


OWN = """
extends: 'structure/columns'
parts: {{word: '[a-z]+', words: '(?:{{word}} ?)'}}
rules:
  - id: 'eastmere.slow'
    about: 'A rule of which the repeat hides in its parts.'
    {finds}
    sets: {{column: 'lead'}}
    examples: ['[custodian]', '12']
"""


@pytest.mark.parametrize(
    ("finds", "says"),
    [
        ("regex: '^{words}+;|(?P<mention>custodian)'", "each further round of a text such as"),
        ("tokens: [[{OP: '*'}, {OP: '+'}, {OP: '{2,}'}, {LOWER: 'custodian'}]]", "3 of its tokens have no end"),
    ],
)
def test_ones_own_rule_that_may_hang_is_a_fault_with_its_id_and_a_remedy(finds: str, says: str) -> None:
    (message,) = hanging(read_rules(OwnRules("my-rules", (("a.yaml", OWN.format(finds=finds)),))))
    assert message.startswith("my-rules/a.yaml: rule eastmere.slow may take for ever")
    assert says in message
    assert "\n  " in message


def test_ones_own_rule_that_keeps_its_repeats_apart_is_none() -> None:
    own = OWN.format(finds="regex: '(?P<mention>custodian)(?: {word})*;?'")
    assert hanging(read_rules(OwnRules("my-rules", (("a.yaml", own),)))) == []
