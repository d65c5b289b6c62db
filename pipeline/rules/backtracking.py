"""Tell expressions that may take for ever: a text that they can go through in two ways, again and again, as in `(a+)+b`.

Each further round then doubles the ways, and all are tried where the rest does not match. An expression is exponentially
ambiguous just if some state of its automaton comes back to itself over the same letters by two ways (Weber and Seidl, On the
degree of ambiguity of finite automata, Theoretical Computer Science 88, 1991, criterion EDA). Told are those that come back
over a few letters; a text that repeats certain words twenty times can be made for many an expression, and
`pipeline.rules.timing` bounds what it costs. Expressions of many ways that do not double, such as `\\w*\\w*\\w*\\w*!`, are told
by trying them on texts that go round in each of their repeats. What looks ahead or behind, and what may not be parted again, is
judged by itself.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from re import _parser  # type: ignore[attr-defined]
from typing import Any

from pipeline.rules.automata import AROUND, FEW, REPEATS, UNDIVIDED, Automaton, has_no_end, inner_of

TRIED, SLOW, MOST_TRIED = 600, 0.25, 200
"""Letters that a paragraph may well have, and seconds that no expression should take on them; so many texts are tried."""

_ENDS = ("!", "", "\n~")  # what may keep an expression from fitting in the end
_NOTICED = 0.003  # seconds


def hangs_on(pattern: re.Pattern[str]) -> str | None:
    """Return a text on which the time that an expression takes doubles with every further round; null where none was found."""
    parsed = list(_parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE))
    folds = bool(pattern.flags & re.IGNORECASE)
    for part in (parsed, *_apart(parsed)):
        if not any(any(Automaton([loop], folds).ambiguous()) for loop in _loops(part)):
            continue  # most are done with here: a loop is less to look through than all
        for start, again in Automaton(part, folds).ambiguous():
            for end in _ENDS:
                if _doubles(pattern, start, again, end):
                    return start + again * 3 + "..." + end
    return None


def drags_on(pattern: re.Pattern[str]) -> str | None:
    """Return how a text begins, of under `TRIED` letters, on which an expression takes over `SLOW` seconds; null for none."""
    parsed = list(_parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE))
    folds = bool(pattern.flags & re.IGNORECASE)
    tried: set[tuple[str, str]] = set()
    for part in (parsed, *_apart(parsed)):
        for start, again in sorted(Automaton(part, folds).rounds(), key=lambda way: len(way[0] + way[1])):
            if (start[-FEW:], again) in tried or len(tried) > MOST_TRIED:
                continue
            tried.add((start[-FEW:], again))
            if any(_is_slow(pattern, start, again, end) for end in _ENDS):
                return start + again * 3 + "..."
    return None


def _is_slow(pattern: re.Pattern[str], start: str, again: str, end: str) -> bool:
    rounds = 1
    while rounds * len(again) < TRIED:
        if _seconds(pattern, start + again * rounds + end) > SLOW:
            return True
        rounds += max(1, rounds // 8)
    return False


def _doubles(pattern: re.Pattern[str], start: str, again: str, end: str) -> bool:
    """Try it: a search is exponential that takes several times as long after few more rounds."""
    for rounds in range(1, 60):
        took = _seconds(pattern, start + again * rounds + end)
        if took > _NOTICED:
            return any(_seconds(pattern, start + again * (rounds + more) + end) > 8 * took for more in range(1, 5))
    return False


def _seconds(pattern: re.Pattern[str], text: str) -> float:
    began = time.process_time()
    pattern.search(text)
    return time.process_time() - began


def _loops(items: Sequence[tuple[Any, Any]]) -> Iterator[tuple[Any, Any]]:
    """Yield the outermost repeats without end: all rounds are in them."""
    for op, value in items:
        if op in REPEATS and has_no_end(value[1]):
            yield op, value
        elif op not in UNDIVIDED and op not in AROUND:
            for inner in inner_of(op, value):
                yield from _loops(list(inner))


def _apart(items: Sequence[tuple[Any, Any]]) -> Iterator[list[tuple[Any, Any]]]:
    """Yield the sequences in an expression that are matched by themselves."""
    for op, value in items:
        for inner in inner_of(op, value):
            if op in UNDIVIDED or op in AROUND:
                yield list(inner)
            yield from _apart(list(inner))
