"""Expressions that may take for ever are told from those that only look so."""

from __future__ import annotations

import re

import pytest

from pipeline.rules import read_rules
from pipeline.rules.backtracking import may_hang


@pytest.mark.parametrize("source", [r"(a+)+$", r"(?:\w+\s*)+:", r"^(\s*,?\s*)*x", r"(?:(?:x|[a-z]+)*)*y", r"(?=(b*)*c)"])
def test_a_repeat_of_a_repeat_may_hang(source: str) -> None:
    assert may_hang(re.compile(source))


@pytest.mark.parametrize(
    "source", [r"(?:\w+\s+)+:", r"(?:\s+\w+){0,4}", r"a+b+c*", r"(?:, [a-z]+)*", r"(?:a{1,3})+", r"\w+(?!\w+)"]
)
def test_what_must_stand_between_keeps_it_quick(source: str) -> None:
    assert not may_hang(re.compile(source))


def test_no_shipped_rule_may_hang() -> None:
    rules = [rule for file in read_rules().files.values() for rule in file.rules]
    assert [rule.id for rule in rules if rule.pattern is not None and may_hang(rule.pattern)] == []
