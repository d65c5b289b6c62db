"""Read, check and apply the rules: knowledge as data, proved by its own examples.

A rule file is YAML: `about` says what the file teaches, `parts` names sub-patterns that a regex uses
as `{name}`, and `rules` lists the rules. A rule finds words in one of three ways:

- `regex`: a regular expression, ignoring case unless `case: exact`; the group `mention` is what it
  marks (the whole match where there is no such group); its other named groups are values read.
- `words`: phrases, each for itself; `match` says whether they must be the `whole` text, stand at its
  `start`, or may stand `anywhere` between word boundaries.
- `tokens`: a list of spaCy Matcher patterns over a blank English tokenizer.

`sets` are the values that a hit gives; `excludes: true` marks look-alikes, whose words no other rule
of the file may use. Where hits overlap, higher `priority` wins, then the longer, then the earlier in
the file. Every rule has examples: `[brackets]` show exactly what it must mark, a line without brackets must come
back unmarked, `\\[` is a printed bracket.

The shipped rules stand in `rules/`; a folder of a user's own adds to them, takes the place of some by id,
or switches some off (`pipeline.rules.own`).
"""

from __future__ import annotations

from pipeline.rules.apply import Group, Rule, RuleFile, Rules, used
from pipeline.rules.compiling import parse_rule_file
from pipeline.rules.examples import broken_examples, doubts, hanging
from pipeline.rules.expressions import Hit, Stretch
from pipeline.rules.own import Edit, edits
from pipeline.rules.reading import read_rules
from pipeline.rules.timing import timed
from pipeline.rules.watch import Watch
from pipeline.rules.written import json_schema
from pipeline.shipped import data_folder

__all__ = [
    "Edit",
    "Group",
    "Hit",
    "Rule",
    "RuleFile",
    "Rules",
    "Stretch",
    "Watch",
    "broken_examples",
    "data_folder",
    "doubts",
    "edits",
    "hanging",
    "json_schema",
    "parse_rule_file",
    "read_rules",
    "timed",
    "used",
]
