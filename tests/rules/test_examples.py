"""Every rule keeps its examples, both ways."""

from __future__ import annotations

import pytest
import yaml

from pipeline.errors import RuleError
from pipeline.rules import Rules, broken_examples, parse_rule_file, read_rules
from pipeline.shipped import data_folder


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


def test_ids_of_the_stage_that_follows_begin_with_their_file() -> None:
    """By them `rules_sha256` knows which rules of one's own a stage reads."""
    files = {name: file for name, file in read_rules().files.items() if name.startswith("follow/")}
    assert [rule.id for name, file in files.items() for rule in file.rules if not rule.id.startswith(f"{name[7:]}.")] == []
    assert len(files) > 1


def test_every_part_is_used() -> None:
    folder = data_folder("rules")
    unused = []
    for path in sorted(folder.rglob("*.yaml")):
        written = yaml.safe_load(path.read_text(encoding="utf-8"))
        used = str([rule.get("regex") for rule in written["rules"]]) + str(written.get("parts", {}))
        unused += [f"{path.name}: {part}" for part in written.get("parts", {}) if f"{{{part}}}" not in used]
    assert unused == []
