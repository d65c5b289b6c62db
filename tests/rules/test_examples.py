"""Every rule keeps its examples, both ways."""

from __future__ import annotations

import pytest

from pipeline.errors import RuleError
from pipeline.rules import Rules, broken_examples, parse_rule_file, read_rules


def test_every_rule_keeps_its_examples() -> None:
    assert broken_examples(read_rules()) == []


def test_a_rule_that_marks_too_much_is_named_with_the_remedy() -> None:
    text = """
about: 'A file for this test.'
rules:
  - id: 'test.percent'
    about: 'Numbers with a percent sign.'
    regex: '\\d+%?'
    examples: ['about [40%] of them', 'all 12 teams']
"""
    file = parse_rule_file("extract/test", text)
    messages = broken_examples(Rules({"extract/test": file}))
    assert len(messages) == 1
    assert "rule test.percent does not keep its example 2" in messages[0]
    assert "got     all [12] teams" in messages[0]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("about: 'A file for this test.'\nrules: []\n", "rules"),
        (
            "about: 'A file for this test.'\nrules:\n  - {id: 'a.b', about: 'No way to find.', examples: ['[x]', 'y']}\n",
            "exactly one of",
        ),
        ("a: [", "no valid YAML"),
    ],
)
def test_a_wrong_file_is_refused_in_words(text: str, says: str) -> None:
    with pytest.raises(RuleError, match=says):
        parse_rule_file("extract/test", text)
