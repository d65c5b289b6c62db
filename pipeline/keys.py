"""The keys of findings, to which reviews are attached: made of words, never of places, which move."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence

from pipeline.model import Block

_OUTSIDE_THE_TEXT = ("furniture", "contents")  # running heads are printed as often as there are pages


def normalised(text: str) -> list[str]:
    """Return a text's words as the key sees them: letters, figures, % and £, in small letters, ligatures undone."""
    return re.findall(r"[\w%£]+", unicodedata.normalize("NFKC", text.replace("\xad", "")).casefold())


class Keys:
    """Make the keys on which reviews hang: family, class, words, and which occurrence of these words in the text it is.

    Counted are occurrences in the text, not findings, so that a rule which finds less moves no key.
    """

    def __init__(self, family: str, blocks: Iterable[Block]) -> None:
        self._family = family
        self._before: dict[int, int] = {}
        pieces: list[str] = []
        length = 0
        for block in blocks:
            self._before[block.seq] = length
            if block.kind not in _OUTSIDE_THE_TEXT:
                pieces.append(_marked(normalised(block.text)) + "\n")
                length += len(pieces[-1])
        self._text = "".join(pieces)
        self._given: dict[str, int] = {}

    def next(self, kind: str, block: Block, start: int, end: int) -> str:
        """Return a finding's key; two findings of a class on the very same words are numbered."""
        words = normalised(block.text[start:end])
        pattern = _marked(words)
        before = self._text[: self._before[block.seq]].count(pattern) if pattern else 0
        within = _marked(normalised(block.text[:start])).count(pattern) if pattern else 0
        written = "\0".join((self._family, kind, " ".join(words), str(before + within)))
        self._given[written] = self._given.get(written, 0) + 1
        if self._given[written] > 1:
            written = f"{written}\0{self._given[written]}"
        return hashlib.sha256(written.encode()).hexdigest()[:20]


def _marked(words: Sequence[str]) -> str:
    """Join words so that a search finds whole words only, neighbours that repeat included."""
    return "".join(f"<{word}>" for word in words)
