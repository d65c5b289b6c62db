"""Expressions that may take for ever are told from those that only look so."""

from __future__ import annotations

import re
import time

import pytest

from pipeline.rules import hanging, read_rules
from pipeline.rules.backtracking import MOST_SECONDS, drags_on, hangs_on
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


HOSTILE = (
    r"(?:a?){40}a{40}",
    r"(?:a?){12}(?:a?){12}(?:a?){12}a{36};",
    "a?" * 30 + "a{30}",
    "(?:the )?" * 24 + "(?:the ){24}",
    r"(?:a{1,12}){1,12};",
    r"(?:(?:\w{1,12}){1,12}){1,12};",
    r"(?:\d{1,13},?){1,13}x",
    r"(?:(\w)(?!\1)|\w)+;",
    r"(?:(?<=a)a|a)+;",
    r"(?:(a)|b|\1)+;",
    r"(?:(?(1)a|a)(a)?)+;",
    r"(?P<x>a+)(?P=x)*(?P=x)*(?P=x)*;",
    r"(?:children|child|ren|dren|chil)+;",
    r"(?:improvement|improve|ment|im|provement)+!",
    r"(?:the council|the|council| )+:",
    r"(?:supervision|super|vision)+\.",
    r"(?:Mr|Mrs|s|M|r)+;",
    r"(?:(?:January|Jan|uary| )+);",
    r"(?i:(?:ss|ß|s)+);",
    r"(?:\ufb01|\w|fi)+;",
    r"(?<!x)(?:.*,.*,.*,.*,.*;)",
    r"(?=.*.*.*.*.*;)x?",
    r"(?:.|\n|\r\n?)+;",
    r"(?:x*(?:y|yx*))+;",
    r"(?:(?:ab){2,3}(?:ab)?)+;",
    r"(?:\w{3,}\s*){3,}\.",
    r"(?:\w+(?:\b|x)\W*)+;",
    r"(?:[^,;]+,?)*(?:[^,;]+,?)*;",
    r"(?:\S+\s*)+(?<=council)!",
    r"^[^:]{0,80}: (?:[^,;]+[,;] ?)*and [^,;]+$",
    r"(?:\u0416|[\u0410-\u0420]|\u0416\u0416)+;",
)
HONEST = (
    r"(?:[A-Z][a-z]+ ?)+;",
    r"^(?:(?:the|a|an|of|council|report|plan|and) )+\.$",
    r"(?:\w+\s+){0,6}:",
    r"(?:January|February|March) \d{4}(?: (?:and|to|or) (?:January|February|March) \d{4})*",
    r"\b(?:Head|Director|Chair) of (?:[A-Z][\w&’'-]*,? (?:and |of |the )?){1,6}",
    r"(?P<low>\d+(?:\.\d+)?)(?:%| per cent) (?:to|and) (?P<high>\d+(?:\.\d+)?)(?:%| per cent)",
    r"(?:£\d+(?:,\d{3})*(?:\.\d+)?(?:k|m| million)?(?:, | and )?)+",
    r"\b(\w+) \1\b",
    r"(?:(?=(\w+))\1\s)+;",
    r"(?>(?:\w+ )+)by (?:the )?council",
    r"(?m)^(?:.*\n)*?Actions$",
    r"(?:[^,]*,){1,12}[^,]*;",
    r"(?:(?:not |yet |still )?(?:started|complete|under way)(?:, )?)+\.",
    r"Ofsted(?:[’']s)? (?:\w+ ){0,8}?(?:report|letter|visit)s?",
    r"(?<!not )(?<!never )agreed (?:that|to) (?!be )\w+(?: \w+){0,12}",
    r"(?:\d{1,2}(?:st|nd|rd|th)? )?(?:Jan|Feb|Mar)[a-z]*\.? (?:19|20)\d\d",
    r"(?:[\u0300-\u036f]|\u0301)+x",
    r"(?i)\b(?:red|amber|green)(?:[ /-]+(?:red|amber|green))*\b",
    r"(?:, [a-z]+(?: [a-z]+)*)*;",
)


@pytest.mark.parametrize("source", HOSTILE)
def test_an_expression_that_takes_for_ever_is_told_within_seconds(source: str) -> None:
    began = time.process_time()
    assert hangs_on(re.compile(source)) or drags_on(re.compile(source))
    assert time.process_time() - began < 3 * MOST_SECONDS


@pytest.mark.parametrize("source", HONEST)
def test_an_expression_that_people_write_is_not_refused(source: str) -> None:
    assert (hangs_on(re.compile(source)), drags_on(re.compile(source))) == (None, None)


def test_a_check_that_is_not_done_in_its_time_leaves_off() -> None:
    words = "|".join(f"{one}{other}" for one in "abcdefgh" for other in "abcdefgh")
    source = re.compile(f"(?:(?:{words}),? ){{0,12}}" * 6 + "x")
    assert (drags_on(source) is None, drags_on(source, seconds=0.0)) == (False, None)


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
