"""Name what a percentage or a changing figure measures, in a few of the report's words."""

from __future__ import annotations

import re

from pipeline.model import Block
from pipeline.rules import Rules

_HAS_LETTERS = re.compile(r"[^\W\d]{3}")
_CLAUSE_END = re.compile(r"[.;?!]\s+(?=[A-Z“\"‘(])|\t")
# How far a subject may lie from its number, in characters.
_REACH = 160


def subject_of(block: Block, start: int, end: int, rules: Rules) -> str | None:
    """Return the words for what the number at `start` to `end` of a block measures, null where none are near.

    In a table row that is the row's label: its first cell with words. Elsewhere what the share is
    taken of, else the subject of its clause.
    """
    if block.kind == "table_row":
        return _row_label(block.text, start)
    before = _CLAUSE_END.split(block.text[max(0, start - _REACH) : start])[-1]
    behind = _CLAUSE_END.split(block.text[end : end + _REACH])[0]
    for rule in rules["extract/percentages_subjects"].rules:
        for hit in rule.find(behind if rule.sets["side"] == "behind" else before):
            return (behind if rule.sets["side"] == "behind" else before)[hit.start : hit.end]
    return None


def _row_label(text: str, start: int) -> str | None:
    for cell in text[:start].split("\t")[:-1]:
        if _HAS_LETTERS.search(cell):
            return cell.strip()
    return None
