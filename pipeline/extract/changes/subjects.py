"""Name the figure that moved, in a few of the report's words."""

from __future__ import annotations

import re

from pipeline.model import Block
from pipeline.rules import Hit, Rules

_WORD = re.compile(r"[^\W\d]{2,}")
_SHORTEST = 5  # letters of a word that says what is measured
_STEM = 6  # letters by which words are the same: assessment, assessed


def subject_of_movement(
    block: Block, sentence_start: int, blanked: str, free: tuple[int, int], movements: list[Hit], rules: Rules
) -> str | None:
    """Return what the sentence says moved: the words between the word of movement and the numbers, else those before it.

    `blanked` is the sentence as looked at, `sentence_start` its place in the block, `free` the part of
    it from the end of the change before to where the numbers begin.
    """
    before = [m for m in movements if m.end <= free[1]]
    if not before:
        return None
    movement = before[-1]
    for side, first, last in (
        ("between", max(movement.end, free[0]), free[1]),
        ("before", free[0] if movement.start > free[0] else 0, movement.start),
    ):
        for hit in _hits(blanked[first:last], side, rules):
            start = sentence_start + first + hit.start
            return block.text[start : start + hit.end - hit.start]
    return None


def subject_behind(block: Block, end: int, rules: Rules) -> str | None:
    """Return what is counted by the number that ends at `end` of a block."""
    for hit in _hits(block.text[end : end + 160], "behind", rules):
        return block.text[end + hit.start : end + hit.end]
    return None


def _hits(text: str, side: str, rules: Rules) -> list[Hit]:
    return list(rules["extract/changes_subjects"].that_set("side", side).find(text))


def nothing_counted(text: str, end: int, rules: Rules) -> bool:
    """Say whether nothing is counted straight behind the number that ends at `end` of a text."""
    return not text[end:].strip(" %") or bool(_hits(text[end:], "nothing", rules))


def counts_same(text: str, first_end: int, second_end: int, rules: Rules) -> bool:
    """Say whether two numbers count the same: nothing stands behind the second, or a word that stands behind the first too."""
    if nothing_counted(text, second_end, rules):
        return True
    second = _WORD.search(text, second_end)
    behind = (match[0] for match in _WORD.finditer(text, first_end, first_end + 60))
    return second is not None and any(_stem(word) == _stem(second[0]) for word in behind)


def speak_of_same(one: str, other: str, rules: Rules) -> bool:
    """Say whether two sentences share a word that says what is measured."""
    return bool(_telling(one, rules) & _telling(other, rules))


def _telling(text: str, rules: Rules) -> set[str]:
    hollow = {(hit.start, hit.end) for hit in _hits(text, "hollow", rules)}
    words = (match for match in _WORD.finditer(text) if match.end() - match.start() >= _SHORTEST)
    return {_stem(match[0]) for match in words if match.span() not in hollow}


def _stem(word: str) -> str:
    return word.lower()[:_STEM].rstrip("s")
