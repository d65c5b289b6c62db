"""The automaton of a regular expression: its states are the letters and classes it is written with, one leads to those that may
come next (Glushkov's construction).

Python's own reading of the expression is used, as in `pipeline.rules.literals`. What may not be parted again (`(?>...)`, `a++`)
is one state; a group that is repeated as found (`(?P=name)`) is taken for the group itself.
"""

from __future__ import annotations

import contextlib
import functools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from re import _constants  # type: ignore[attr-defined]
from typing import Any

MANY = 12
"""Repeats up to this many times are tried out in no time; one of more is taken for one without end."""
MOST_STATES = 4_000
"""What is larger is not looked through to its end: where it is used, time bounds it."""

ALPHABET = "".join(map(chr, range(32, 127))) + "\t\n\xa0£§éÉ’“”–•½ſK²\u0661\u2003"
_COMMON = "ae1 ,."
_CATEGORIES = {
    "CATEGORY_DIGIT": r"\d",
    "CATEGORY_NOT_DIGIT": r"\D",
    "CATEGORY_SPACE": r"\s",
    "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"\w",
    "CATEGORY_NOT_WORD": r"\W",
}
REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT)
AROUND = (_constants.ASSERT, _constants.ASSERT_NOT)
_POSSESSIVE, _ATOMIC = _constants.POSSESSIVE_REPEAT, _constants.ATOMIC_GROUP
UNDIVIDED = (_POSSESSIVE, _ATOMIC)


def has_no_end(most: Any) -> bool:
    """Tell whether a repeat up to so many times is taken for one without end."""
    return most is _constants.MAXREPEAT or most > MANY


def inner_of(op: Any, value: Any) -> Iterable[Any]:
    """Yield the sequences within a part of an expression."""
    if op in REPEATS or op is _POSSESSIVE:
        yield value[2]
    elif op is _constants.SUBPATTERN:
        yield value[3]
    elif op is _ATOMIC:
        yield value
    elif op is _constants.BRANCH:
        yield from value[1]
    elif op in AROUND:
        yield value[1]
    elif op is _constants.GROUPREF_EXISTS:
        yield from (branch for branch in value[1:] if branch)


def _varies(op: Any, value: Any) -> bool:
    """Tell whether a part holds a repeat of no fixed number: rounds of it multiply its ways, few as they may be."""
    return (op in REPEATS and value[1] > max(2, value[0])) or any(
        _varies(*part) for inner in inner_of(op, value) for part in inner
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of an expression: the states it may begin and end with, and in how many ways it may be empty (2: in several)."""

    first: tuple[int, ...] = ()
    last: tuple[int, ...] = ()
    empty: int = 1

    def or_nothing(self) -> _Piece:
        return _Piece(self.first, self.last, min(2, self.empty + 1))


class _TooMany(Exception):
    """An expression has more states than are looked through."""


class Automaton:
    """The automaton of an expression (Glushkov's).

    `letters` are the sets that its states take, as bits over `alphabet`, which has the letters that it names too; `next` counts
    the ways by which one state leads to another; it begins with one of `first`. Where it is `loose`, whatever may be repeated or
    left out is taken for a repeat without end: its rounds are what parts that follow each other can share out.
    """

    def __init__(
        self, items: Sequence[tuple[Any, Any]], folds: bool, alphabet: str | None = None, *, loose: bool = False
    ) -> None:
        self._folds, self._loose = folds, loose
        self.alphabet = alphabet or ALPHABET + "".join(sorted(set(_named(items)).difference(ALPHABET)))
        self.letters: list[int] = []
        self.next: list[Counter[int]] = []
        self.first: tuple[int, ...] = ()
        self._groups: dict[int | None, Sequence[tuple[Any, Any]]] = {}
        with contextlib.suppress(_TooMany):
            self.first = self._sequence(items).first

    # ---------------------------------------------------------------- building

    def _state(self, letters: int) -> _Piece:
        if len(self.letters) >= MOST_STATES:
            raise _TooMany
        self.letters.append(letters)
        self.next.append(Counter())
        here = (len(self.letters) - 1,)
        return _Piece(here, here, empty=0)

    def _lead(self, last: Iterable[int], first: Iterable[int]) -> None:
        first = tuple(first)
        for state in last:
            self.next[state].update(first)

    def _sequence(self, items: Iterable[tuple[Any, Any]]) -> _Piece:
        made = _Piece()
        for op, value in items:
            made = self._joined(made, self._part(op, value))
        return made

    def _joined(self, one: _Piece, other: _Piece) -> _Piece:
        self._lead(one.last, other.first)
        return _Piece(
            one.first + other.first * one.empty,
            other.last + one.last * other.empty,
            min(2, one.empty * other.empty),
        )

    def _part(self, op: Any, value: Any) -> _Piece:
        if op in REPEATS:
            return self._repeat(*value)
        if op is _constants.SUBPATTERN:
            self._groups[value[0]] = value[3]
            return self._sequence(value[3])
        if op is _constants.GROUPREF:
            return self._sequence(self._groups.get(value, ()))
        if op is _constants.BRANCH:
            return self._either([self._sequence(branch) for branch in value[1]])
        if op in UNDIVIDED:
            (body,) = inner_of(op, value)
            return self._undivided(list(body), 0 if op is _POSSESSIVE and value[0] == 0 else 1)
        if op is _constants.GROUPREF_EXISTS:
            return self._either([self._sequence(branch) if branch else _Piece() for branch in value[1:]])
        value = tuple(value) if op is _constants.IN else value
        letters = _letters_of(op, value, self._folds, ALPHABET)
        if letters is None:
            return _Piece()
        others = _letters_of(op, value, self._folds, self.alphabet[len(ALPHABET) :]) or 0
        return self._state(letters | others << len(ALPHABET))

    def _either(self, pieces: Sequence[_Piece]) -> _Piece:
        return _Piece(
            tuple(state for piece in pieces for state in piece.first),
            tuple(state for piece in pieces for state in piece.last),
            min(2, sum(piece.empty for piece in pieces)),
        )

    def _repeat(self, least: int, most: Any, body: Sequence[tuple[Any, Any]]) -> _Piece:
        if self._loose or has_no_end(most) or (most > 2 and any(_varies(*part) for part in body)):
            piece = self._sequence(body)
            self._lead(piece.last, piece.first)
            return _Piece(piece.first, piece.last, 1 if piece.empty or least == 0 else 0)
        made = _Piece()
        for n in range(most, 0, -1):
            made = self._joined(self._sequence(body), made)
            if n > least:
                made = made.or_nothing()
        return made

    def _undivided(self, body: list[tuple[Any, Any]], least: int) -> _Piece:
        """Return one state for what is matched in one way only: that of the letters with which it may begin."""
        inner = Automaton((), self._folds, self.alphabet)
        piece = inner._sequence(body)
        letters = 0
        for state in piece.first:
            letters |= inner.letters[state]
        made = self._state(letters)
        return _Piece(made.first, made.last, 1 if piece.empty or least == 0 else 0)


def _named(items: Sequence[tuple[Any, Any]]) -> Iterator[str]:
    """Yield the letters that an expression names, and the ends of its ranges."""
    for op, value in items:
        if op is _constants.LITERAL or op is _constants.NOT_LITERAL:
            yield chr(value)
        elif op is _constants.RANGE:
            yield from map(chr, value)
        elif op is _constants.IN:
            yield from _named(value)
        for inner in inner_of(op, value):
            yield from _named(inner)


@functools.lru_cache(maxsize=4096)
def _letters_of(op: Any, value: Any, folds: bool, alphabet: str) -> int | None:
    """Return which letters a part matches, as bits over the alphabet; null where it matches none, but a place."""
    every = (1 << len(alphabet)) - 1
    if op is _constants.LITERAL:
        return _bits(lambda char: ord(char) == value, folds, alphabet)
    if op is _constants.NOT_LITERAL:
        return every & ~_bits(lambda char: ord(char) == value, folds, alphabet)
    if op is _constants.ANY:
        return every & ~_bits(lambda char: char == "\n", folds, alphabet)
    return _class(value, folds, alphabet, every) if op is _constants.IN else None


def _class(parts: Sequence[tuple[Any, Any]], folds: bool, alphabet: str, every: int) -> int:
    bits, negated = 0, False
    for op, value in parts:
        if op is _constants.NEGATE:
            negated = True
        elif op is _constants.RANGE:
            bits |= _bits(functools.partial(_is_between, *value), folds, alphabet)
        elif op is _constants.CATEGORY:
            letter = re.compile(_CATEGORIES[str(value)])
            bits |= _bits(letter.match, folds, alphabet)
        else:
            bits |= _letters_of(op, value, folds, alphabet) or 0
    return every & ~bits if negated else bits


def _is_between(low: int, high: int, char: str) -> bool:
    return low <= ord(char) <= high


def _bits(is_in: Callable[[str], Any], folds: bool, alphabet: str) -> int:
    return sum(
        1 << n
        for n, char in enumerate(alphabet)
        if is_in(char) or (folds and (is_in(char.lower()[:1]) or is_in(char.upper()[:1])))
    )


@functools.lru_cache(maxsize=4096)
def letters_in(bits: int, alphabet: str) -> str:
    """Return the letters of a set, common ones first."""
    return "".join(sorted((char for n, char in enumerate(alphabet) if bits >> n & 1), key=_how_rare))


def _how_rare(char: str) -> int:
    return _COMMON.index(char) if char in _COMMON else len(_COMMON) + (not char.islower())
