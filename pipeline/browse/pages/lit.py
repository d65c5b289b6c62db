"""Where the words of a finding stand on the printed page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.browse.rows import Row

PADDING = 1.5
"""Points round the words that are lit with them: a box that touches its letters is hard to read."""


@dataclass(frozen=True, slots=True)
class LitBox:
    """A stretch of words on a page, in points from its top left."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return round(self.x1 - self.x0, 2)

    @property
    def height(self) -> float:
        return round(self.bottom - self.top, 2)

    def padded(self) -> LitBox:
        return LitBox(
            self.page,
            round(self.x0 - PADDING, 2),
            round(self.top - PADDING, 2),
            round(self.x1 + PADDING, 2),
            round(self.bottom + PADDING, 2),
        )


def boxes(found: Row, parts: Sequence[Row]) -> list[LitBox]:
    """Return a box for each printed line, or fragment of a cell, that holds words of `found`, padded.

    `found` has `char_start`, `char_end` and its own box; `parts` are the rows of `block_parts` of its block. Of a line that holds
    other words too, the share is taken that the words have of its letters, unless the finding's own box says it exactly.
    """
    touched = [
        part
        for part in parts
        if part["x0"] is not None
        and part["page"]
        and min(part["char_end"], found["char_end"]) > max(part["char_start"], found["char_start"])
    ]
    if len(touched) == 1 and found["x0"] is not None:
        return [LitBox(touched[0]["page"], found["x0"], found["top"], found["x1"], found["bottom"]).padded()]
    return [_share(part, found["char_start"], found["char_end"]).padded() for part in touched]


def _share(part: Row, start: int, end: int) -> LitBox:
    letters = part["char_end"] - part["char_start"]
    width = part["x1"] - part["x0"]
    first = max(start - part["char_start"], 0) / letters
    last = min(end - part["char_start"], letters) / letters
    return LitBox(part["page"], part["x0"] + first * width, part["top"], part["x0"] + last * width, part["bottom"])
