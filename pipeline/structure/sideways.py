"""Words that stand sideways or upside down on a page: seen as somebody sees them who turns the sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.model import Box, Part, Word

TURNS = (1, 2, 3)
"""Quarters by which words stand turned, against the clock (see `Word.turn`)."""


def are_level(words: Iterable[Word]) -> bool:
    """Say whether all words stand as their page does, as on nearly all pages."""
    return all(not word.turn for word in words)


def by_turn(words: Iterable[Word]) -> Iterator[tuple[int, list[Word]]]:
    """Yield the words of each turn, those of turned words alone."""
    found = [word for word in words if word.turn]
    for turn in TURNS:
        own = [word for word in found if word.turn == turn]
        if own:
            yield turn, own


def stood_up(word: Word) -> Word:
    """Return a word where it stands on the sheet that is turned to bring it level; its places are relative to nothing."""
    box = word.box
    if word.turn == 1:
        upright = Box(-box.bottom, box.x0, -box.top, box.x1)
    elif word.turn == 2:
        upright = Box(-box.x1, -box.bottom, -box.x0, -box.top)
    else:
        upright = Box(box.top, -box.x1, box.bottom, -box.x0)
    return replace(word, box=upright, turn=0)


def laid_back(part: Part, turn: int) -> Part:
    """Return a part made of words that were stood up with its boxes where they are on the page."""
    words = tuple([replace(word, box=_box(word.box, turn)) for word in part.words])
    return replace(part, box=None if part.box is None else _box(part.box, turn), words=words)


def _box(box: Box, turn: int) -> Box:
    x0, top, x1, bottom = box.x0, box.top, box.x1, box.bottom
    if turn == 1:
        return Box(top, 0.0 - x1, bottom, 0.0 - x0)
    if turn == 2:
        return Box(0.0 - x1, 0.0 - bottom, 0.0 - x0, 0.0 - top)
    return Box(0.0 - bottom, x0, 0.0 - top, x1)
