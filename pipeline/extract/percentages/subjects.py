"""Name what the percentages of a block measure, in a few of the report's words."""

from __future__ import annotations

import re

from pipeline.extract.sentences import Sentence, sentences
from pipeline.extract.subjects import measured, tree_of
from pipeline.model import Block
from pipeline.rules import Rules

_HAS_LETTERS = re.compile(r"[^\W\d]{3}")
# How far a subject may lie from its number, in characters.
_REACH = 260
_LEAD_IN = re.compile(
    r"(?:.*[.;]\s)?(?:The\s)?(?:(?:proportion|share|percentage|number|rate)\s(?:of\s)?)?(?P<subject>[^.;:]{4,120}):",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"(?P<rest>(?:in|at|for|from|with|who|aged|under|over|within|by)\s[^.;:,(]{2,60}?)\s"
    r"(?:is|was|are|were|stands at|stood at|had|have|has)\b"
)
_LEADING = re.compile(
    r"^(?:(?:in|at|with|for|of|to|by|from|on|the|an?|our|their|its|all|both|some|only|just|although|though|however)\s)+",
    re.IGNORECASE,
)
_SPACES = re.compile(r"\s+")


class Subjects:
    """What the percentages of one block measure, asked for from left to right.

    In a table row that is the row's label: its first cell with words. Elsewhere it is what the share
    is taken of, its clause's subject, the label that opens the sentence, what the percentage before it in
    the sentence measures, what syntax tells, or what stands straight beside it: the first of these that names something.
    """

    def __init__(self, block: Block, rules: Rules, english: str | None = None, *, lead_in: Block | None = None) -> None:
        """Prepare for a block; `lead_in` is what introduces it where it is a list's item."""
        self.block, self.rules, self.english = block, rules, english
        self._sentences = sentences(block.text, rules) if block.kind != "table_row" else ()
        self._before: tuple[Sentence, str] | None = None
        self._begins = _LEAD_IN.fullmatch(lead_in.text) if lead_in else None

    def of(self, start: int, end: int) -> str | None:
        """Return the words for what the number at `start` to `end` of the block measures, null where none are near."""
        if self.block.kind == "table_row":
            return _row_label(self.block.text, start)
        sentence = next((one for one in self._sentences if one.start <= start < one.end), None)
        if sentence is None:
            return None
        inherited = self._before[1] if self._before and self._before[0] == sentence else None
        before, behind = (
            self.block.text[max(sentence.start, start - _REACH) : start],
            self.block.text[end : min(sentence.end, end + _REACH)],
        )
        subject = (
            self._as_item(sentence, start)
            or self._said("of", before, behind)
            or self._said("clause", before, behind)
            or self._said("label", before, behind)
            or inherited
            or self._by_syntax(sentence, start, end)
            or self._said("near", before, behind)
        )
        if subject is not None:
            self._before = (sentence, subject)
        return subject

    def of_clause(self, start: int) -> str | None:
        """Return the subject of the clause in which a number stands, or the label that opens its sentence, else null."""
        sentence = next((one for one in self._sentences if one.start <= start < one.end), None)
        if sentence is None:
            return None
        before = self.block.text[max(sentence.start, start - _REACH) : start]
        return self._said("clause", before, "") or self._said("label", before, "")

    def _as_item(self, sentence: Sentence, start: int) -> str | None:
        """Return what an item measures whose lead-in begins its sentence ("The share of ...:", "in primary schools is 9%")."""
        item = _ITEM.match(self.block.text, sentence.start, start) if self._begins and sentence.start == 0 else None
        return f"{self._begins['subject']} {item['rest']}" if self._begins and item else None

    def _by_syntax(self, sentence: Sentence, start: int, end: int) -> str | None:
        tree = tree_of(sentence.text, self.rules, self.english)
        span = measured(tree, start - sentence.start, end - sentence.start, self.rules) if tree else None
        return self._told(sentence.text[slice(*span)]) if span else None

    def _said(self, where: str, before: str, behind: str) -> str | None:
        """Return what the best rule of a sort marks before or behind the number."""
        for rule in self.rules["extract/percentages_subjects"].rules:
            text = behind if rule.sets.get("side") == "behind" else before
            for hit in rule.find(text) if rule.sets.get("where") == where else ():
                told = self._told(text[hit.start : hit.end])
                if told is not None:
                    return told
        return None

    def _told(self, words: str) -> str | None:
        """Return the words of a subject, null where they name no more than whose figure it is, or when."""
        hollow = (rule for rule in self.rules["extract/percentages_subjects"].rules if rule.sets.get("hollow") is True)
        words = _LEADING.sub("", _SPACES.sub(" ", words).strip())
        return None if not _HAS_LETTERS.search(words) or any(next(rule.find(words), None) for rule in hollow) else words


def _row_label(text: str, start: int) -> str | None:
    for cell in text[:start].split("\t")[:-1]:
        if _HAS_LETTERS.search(cell):
            return cell.strip()
    return None
