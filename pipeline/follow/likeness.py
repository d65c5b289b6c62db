"""How alike two wordings are, by the rare parts of words that they share.

Words are compared by their four-letter pieces, each weighted by how few of the texts at hand hold it (tf-idf): "supervision" and
"supervise" share most pieces, and "review the" weighs little where every action reviews something. No stemmer is needed, and a
misprinted letter costs little. What this field says in several ways ("elected members", "councillors") can be put as one first.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from pipeline.named_numbers import NAMED_NUMBERS
from pipeline.rules import Rules

PIECE = 4
"""Letters in a piece of a word: long enough to tell words apart, short enough to pass over their endings."""


class Wordings:
    """The wordings of a set of texts, ready to be compared in pairs; `said` puts what is compared for a text."""

    def __init__(self, texts: Iterable[str], said: Callable[[str], str] | None = None) -> None:
        self._pieces = {text: _pieces(said(text) if said else text) for text in texts}
        held = Counter(piece for pieces in self._pieces.values() for piece in pieces)
        count = len(self._pieces)
        self._weight = {piece: math.log((count + 1) / n) for piece, n in held.items()}
        self._size = {text: math.sqrt(self._square(pieces)) for text, pieces in self._pieces.items()}

    def likeness(self, one: str, other: str) -> float:
        """Return the cosine of two texts' weighted pieces: 0 for nothing in common, 1 for the same words."""
        a, b = self._pieces[one], self._pieces[other]
        across = sum(a[piece] * b[piece] * self._weight[piece] ** 2 for piece in sorted(a.keys() & b.keys()))
        size = self._size[one] * self._size[other]
        return min(1.0, across / size) if size else 0.0

    def held_in(self, part: str, whole: str, beside: str | None = None) -> float:
        """Return which share of a text's weighted pieces another holds: 1 where it says all of it.

        With `beside` only what that third text does not hold as well counts: 0 where nothing is left.
        """
        a, b = self._pieces[part], self._pieces[whole]
        if beside is not None:
            a = a - self._pieces[beside]
        all_of_it = sum(n * self._weight[piece] for piece, n in a.items())
        shared = sum(min(n, b[piece]) * self._weight[piece] for piece, n in a.items() if piece in b)
        return shared / all_of_it if all_of_it else 0.0

    def _square(self, pieces: Mapping[str, int]) -> float:
        return sum((n * self._weight[piece]) ** 2 for piece, n in pieces.items())


def plainly(text: str, rules: Rules) -> str:
    """Put what this field says in several ways as one word, and numbers in figures."""
    said, at = "", 0
    for hit in sorted(rules["follow/wordings"].scan(text), key=lambda hit: hit.start):
        said, at = f"{said}{text[at : hit.start]} {hit.sets['word']} ", hit.end
    return _NUMBER.sub(lambda match: str(NAMED_NUMBERS[match[0].lower()]), said + text[at:])


_NUMBER = re.compile(rf"\b(?:{'|'.join(word for word, n in NAMED_NUMBERS.items() if n > 1)})\b", re.IGNORECASE)


def _pieces(text: str) -> Counter[str]:
    words = re.findall(r"[^\W_]+", text.lower())
    return Counter(word[n : n + PIECE] for word in words for n in range(max(1, len(word) - PIECE + 1)))
