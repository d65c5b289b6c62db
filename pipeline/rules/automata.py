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

FEW = 4
"""Letters of a round: any text may repeat so few of them thirty times, a blank or any letter, but hardly whole words."""
MANY = 12
"""Repeats up to this many times are tried out in no time; one of more is taken for one without end."""
MOST_STATES, MOST_PAIRS = 4_000, 20_000
"""What is larger is not looked through to its end: where it is used, time bounds it."""

_ALPHABET = "".join(map(chr, range(32, 127))) + "\t\n\xa0£§éÉ’“”–•½ſK²\u0661\u2003"
_ALL = (1 << len(_ALPHABET)) - 1
_COMMON = sum(1 << n for n, char in enumerate(_ALPHABET) if char in "ae1 ")
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
    """The automaton of an expression (Glushkov's); `_next` counts the ways by which one state leads to another."""

    def __init__(self, items: Sequence[tuple[Any, Any]], folds: bool) -> None:
        self._folds = folds
        self._letters: list[int] = []
        self._next: list[Counter[int]] = []
        self._first: tuple[int, ...] = ()
        self._groups: dict[int | None, Sequence[tuple[Any, Any]]] = {}
        with contextlib.suppress(_TooMany):
            self._first = self._sequence(items).first

    def ambiguous(self) -> Iterator[tuple[str, str]]:
        """Yield letters that lead to a state, and few over which it comes back to itself in two ways."""
        before: list[list[int]] = [[] for _ in self._next]
        for state, after in enumerate(self._next):
            for to in after:
                before[to].append(state)
        ways_to: dict[int, str] | None = None
        for home in range(len(self._next)):
            again = self._round(home, _near(home, before))
            if again is not None:
                ways_to = ways_to or self._ways_to()
                if home in ways_to:
                    yield ways_to[home], again

    def rounds(self) -> Iterator[tuple[str, str]]:
        """Yield letters that lead to each state that comes back to itself over few letters, and those letters."""
        ways_to = self._ways_to()
        for home in range(len(self._next)):
            again = self._way_round(home) if home in ways_to else None
            if again is not None:
                yield ways_to[home], again

    def _way_round(self, home: int) -> str | None:
        reached = {home: ""}
        for _ in range(FEW):
            reached = {to: text + _letter(self._letters[to]) for state, text in reached.items() for to in self._next[state]}
            if home in reached:
                return reached[home]
        return None

    def _round(self, home: int, near: set[int]) -> str | None:
        """Follow two ways from a state over the same letters, by states `near` to it; return the letters where both come back."""
        if home not in near:
            return None
        leads = {state: [(to, ways) for to, ways in self._next[state].items() if to in near] for state in near}
        reached = {(home, home, False): ""}
        for _ in range(FEW):
            reached = {
                (min(a, b), max(a, b), apart or a != b or ways > 1): text + _letter(self._letters[a] & self._letters[b])
                for (one, other, apart), text in reached.items()
                for a, ways in leads[one]
                for b, _ in leads[other]
                if self._letters[a] & self._letters[b]
            }
            if (home, home, True) in reached:
                return reached[home, home, True]
            if len(reached) > MOST_PAIRS:
                return None
        return None

    def _ways_to(self) -> dict[int, str]:
        """Return letters that lead to each state from the beginning, as few as may be."""
        ways = {state: _letter(self._letters[state]) for state in self._first}
        edge = list(ways)
        while edge:
            found = {to: ways[state] + _letter(self._letters[to]) for state in edge for to in self._next[state]}
            edge = [to for to in found if to not in ways]
            ways.update({to: found[to] for to in edge})
        return ways

    # ---------------------------------------------------------------- building

    def _state(self, letters: int) -> _Piece:
        if len(self._letters) >= MOST_STATES:
            raise _TooMany
        self._letters.append(letters)
        self._next.append(Counter())
        here = (len(self._letters) - 1,)
        return _Piece(here, here, empty=0)

    def _lead(self, last: Iterable[int], first: Iterable[int]) -> None:
        first = tuple(first)
        for state in last:
            self._next[state].update(first)

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
        letters = _letters_of(op, tuple(value) if op is _constants.IN else value, self._folds)
        return _Piece() if letters is None else self._state(letters)

    def _either(self, pieces: Sequence[_Piece]) -> _Piece:
        return _Piece(
            tuple(state for piece in pieces for state in piece.first),
            tuple(state for piece in pieces for state in piece.last),
            min(2, sum(piece.empty for piece in pieces)),
        )

    def _repeat(self, least: int, most: Any, body: Sequence[tuple[Any, Any]]) -> _Piece:
        if has_no_end(most) or (most > 2 and any(_varies(*part) for part in body)):
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
        inner = Automaton((), self._folds)
        piece = inner._sequence(body)
        letters = 0
        for state in piece.first:
            letters |= inner._letters[state]
        made = self._state(letters)
        return _Piece(made.first, made.last, 1 if piece.empty or least == 0 else 0)


@functools.lru_cache(maxsize=4096)
def _letters_of(op: Any, value: Any, folds: bool) -> int | None:
    """Return which letters a part matches, as bits over the alphabet; null where it matches none, but a place."""
    if op is _constants.LITERAL:
        return _bits(lambda char: ord(char) == value, folds) or 1 << (len(_ALPHABET) + value)
    if op is _constants.NOT_LITERAL:
        return _ALL & ~_bits(lambda char: ord(char) == value, folds)
    if op is _constants.ANY:
        return _ALL & ~_bits(lambda char: char == "\n", folds)
    return _class(value, folds) if op is _constants.IN else None


def _class(parts: Sequence[tuple[Any, Any]], folds: bool) -> int:
    bits, negated = 0, False
    for op, value in parts:
        if op is _constants.NEGATE:
            negated = True
        elif op is _constants.RANGE:
            bits |= _bits(functools.partial(_is_between, *value), folds)
        elif op is _constants.CATEGORY:
            letter = re.compile(_CATEGORIES[str(value)])
            bits |= _bits(letter.match, folds)
        else:
            bits |= _letters_of(op, value, folds) or 0
    return _ALL & ~bits if negated else bits


def _is_between(low: int, high: int, char: str) -> bool:
    return low <= ord(char) <= high


def _bits(is_in: Callable[[str], Any], folds: bool) -> int:
    return sum(
        1 << n for n, char in enumerate(_ALPHABET) if is_in(char) or (folds and (is_in(char.lower()) or is_in(char.upper()[:1])))
    )


def _letter(bits: int) -> str:
    """Return a letter of a set, a common one first."""
    lowest = bits & _COMMON or bits
    place = (lowest & -lowest).bit_length() - 1
    return _ALPHABET[place] if place < len(_ALPHABET) else chr(place - len(_ALPHABET))


def _near(home: int, before: Sequence[Sequence[int]]) -> set[int]:
    """Return the states from which one comes to a state over a few letters; itself, if it can be come back to."""
    near: set[int] = set()
    edge = {home}
    for _ in range(FEW):
        edge = {state for to in edge for state in before[to]} - near
        near |= edge
    return near
