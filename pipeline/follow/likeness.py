"""How alike two wordings are, by the rare parts of words that they share.

Words are compared by their four-letter pieces, each weighted by how few of the texts at hand hold it (tf-idf): "supervision" and
"supervise" share most pieces, and "review the" weighs little where every action reviews something. No stemmer and no word list is
needed, and a misprinted letter costs little.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping

PIECE = 4
"""Letters in a piece of a word: long enough to tell words apart, short enough to pass over their endings."""


class Wordings:
    """The wordings of a set of texts, ready to be compared in pairs."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._pieces = {text: _pieces(text) for text in texts}
        held = Counter(piece for pieces in self._pieces.values() for piece in pieces)
        count = len(self._pieces)
        self._weight = {piece: math.log((count + 1) / n) for piece, n in held.items()}

    def likeness(self, one: str, other: str) -> float:
        """Return the cosine of two texts' weighted pieces: 0 for nothing in common, 1 for the same words."""
        a, b = self._pieces[one], self._pieces[other]
        across = sum(a[piece] * b[piece] * self._weight[piece] ** 2 for piece in a.keys() & b.keys())
        size = math.sqrt(self._square(a) * self._square(b))
        return min(1.0, across / size) if size else 0.0

    def held_in(self, part: str, whole: str) -> float:
        """Return which share of a text's weighted pieces another holds: 1 where it says all of it."""
        a, b = self._pieces[part], self._pieces[whole]
        all_of_it = sum(n * self._weight[piece] for piece, n in a.items())
        shared = sum(min(n, b[piece]) * self._weight[piece] for piece, n in a.items() if piece in b)
        return shared / all_of_it if all_of_it else 0.0

    def _square(self, pieces: Mapping[str, int]) -> float:
        return sum((n * self._weight[piece]) ** 2 for piece, n in pieces.items())


def _pieces(text: str) -> Counter[str]:
    words = re.findall(r"[^\W_]+", text.lower())
    return Counter(word[n : n + PIECE] for word in words for n in range(max(1, len(word) - PIECE + 1)))
