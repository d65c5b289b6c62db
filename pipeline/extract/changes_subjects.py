"""Name the figure that moved, in a few of the report's words."""

from __future__ import annotations

from pipeline.model import Block
from pipeline.rules import Hit, Rules


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
    return [hit for rule in rules["extract/changes_subjects"].rules if rule.sets["side"] == side for hit in rule.find(text)]
