"""Replace names in texts by bars of their own length, so that every offset stays."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Iterable, Iterator

from pipeline.publish.words import TITLES, WORD, words_of

BAR = "▇"
_GAP = re.compile(r"(?:[\s._+'’-]|%20){1,4}")
_MAIL = re.compile(r"(?<![\w.+'’-])[\w.+'’-]++(?=\s?@\s?[\w-]+\.)")
_MOST_WORDS = 12


def masker(names: Iterable[str], alone: Collection[str] = ()) -> Callable[[str], str]:
    """Return what replaces these names in a text, each letter by a bar, the last ones by the person's number.

    A name is known by its words, whatever stands between them: `Jo Li`, `JO  LI`, `jo.li@`, `jo-li.pdf`, `joli@`. Behind a form
    of address or an initial its last word is enough; the words in `alone`, in small letters, are enough wherever they begin with
    a capital.
    """
    return _Masker(names, alone).masked


class _Masker:
    """The words of names, each name with its person's number."""

    def __init__(self, names: Iterable[str], alone: Collection[str]) -> None:
        self._alone = alone
        self._names: dict[tuple[str, ...], int] = {}
        self._single: dict[str, int] = {}  # last words of names, and words that are names alone
        listed = sorted({words for name in names if (words := words_of(name))})
        for number, words in enumerate(listed, 1):
            if len(words[-1]) > 2:
                self._single.setdefault(words[-1], number)
            if len(words) > 1:
                for form in (words, ("".join(words),), (words[0], words[-1])):
                    self._names.setdefault(form, number)
        self._surnames = frozenset(self._single)
        for number, word in enumerate(sorted(set(alone) - self._surnames), len(listed) + 1):
            self._single[word] = number
        self._longest: dict[str, int] = {}  # words of the longest name that begins with a word
        for form in self._names:
            self._longest[form[0]] = max(self._longest.get(form[0], 0), min(len(form), _MOST_WORDS))

    def masked(self, text: str) -> str:
        """Return a text with bars for the names in it, and for what stands before the @ of an address."""
        parts: list[str] = []
        at = 0
        for start, end, number in self._spans(text):
            parts += (text[at:start], _bar(text[start:end], number))
            at = end
        return _MAIL.sub(lambda mail: _bar(mail[0]), "".join(parts) + text[at:])

    def _spans(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Yield from which character to which a name stands, and its number."""
        hits = list(WORD.finditer(text))
        words = [hit[0].casefold() for hit in hits]
        joined = [bool(_GAP.fullmatch(text, a.end(), b.start())) for a, b in itertools.pairwise(hits)]
        at = 0
        while at < len(hits):
            most = self._longest.get(words[at], 0)
            length = next((n for n in range(most, 0, -1) if _is_name(at, n, words, joined, self._names)), 0)
            before = hits[at - 1][0] if at and joined[at - 1] else ""
            opened = before.casefold() in TITLES or (len(before) == 1 and before.isupper())
            if length:
                yield hits[at].start(), hits[at + length - 1].end(), self._names[tuple(words[at : at + length])]
            elif hits[at][0][0].isupper() and (words[at] in self._alone or (opened and words[at] in self._surnames)):
                yield *hits[at].span(), self._single[words[at]]
            at += max(length, 1)


def _is_name(at: int, n: int, words: list[str], joined: list[bool], names: Collection[tuple[str, ...]]) -> bool:
    return at + n <= len(words) and all(joined[at : at + n - 1]) and tuple(words[at : at + n]) in names


def _bar(words: str, number: int | None = None) -> str:
    """Return words with every letter and figure replaced, the last ones by a number where it finds room."""
    bar = re.sub(r"\w", BAR, words)
    figures = "" if number is None else str(number)
    return bar[: len(bar) - len(figures)] + figures if len(figures) < len(bar) else bar
