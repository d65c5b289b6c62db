"""Words that a line's end cuts inside a cell: which hyphens go, which stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipeline.model import Line, Word
from pipeline.rules import Rules
from pipeline.structure.joining import HYPHENS, Words, keeps_hyphen
from pipeline.structure.pieces import SOFT_HYPHEN, plain
from pipeline.structure.tables.records import PlacedGrid

# Cells in which nothing explains a hyphen at a line's end, from which a table is one that hyphenates its words.
FEWEST_CUTS = 2


class Joints:
    """Says what comes between two lines of a cell, judged by the other words of the pages with tables."""

    def __init__(self, placed: Iterable[PlacedGrid], rules: Rules) -> None:
        self._rules = rules
        placed = list(placed)
        pages = {item.page.number: item.page for item in placed if item.page is not None}
        seen = Counter(_bare(word.text) for page in pages.values() for word in page.words if not _is_cut(word))
        self._words = Words(seen, hyphenates=True)
        cuts = [
            (above.words[-1], below.words[0])
            for item in placed
            for cell in item.grid.cells
            for above, below in _pairs(cell.lines)
            if _is_cut(above.words[-1]) and below.words[0].text[:1].islower()
        ]
        kept = sum(keeps_hyphen(a.text, b.text, self._words, rules) for a, b in cuts)
        self._words = Words(seen, hyphenates=len(cuts) - kept >= max(FEWEST_CUTS, kept))

    def between(self, above: Line, below: Line) -> str:
        """Return ` `, an empty text (the word goes on), or `-` where the hyphen itself goes too."""
        if not above.words or not below.words or not _is_cut(above.words[-1]):
            return " "
        last, first = above.words[-1], below.words[0]
        if last.text.endswith(SOFT_HYPHEN):
            return ""
        if not first.text[0].islower():
            return "" if first.text[0].isalnum() else " "
        return "" if keeps_hyphen(last.text, first.text, self._words, self._rules) else "-"


def _pairs(lines: Sequence[Line]) -> list[tuple[Line, Line]]:
    return [(a, b) for a, b in pairwise(lines) if a.words and b.words]


def _is_cut(word: Word) -> bool:
    return len(word.text) > 1 and word.text.endswith(HYPHENS) and word.text[-2].isalpha()


def _bare(text: str) -> str:
    return plain(text).strip("()[]‘’“”'\".,:;!?").lower()
