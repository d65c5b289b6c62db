"""What a regular expression cannot do without: letters whose absence from a text rules every match out.

Looking for a few letters costs a tenth of running an expression that ignores case over a text, and
most rules have nothing to find in most blocks. Python's own reading of the expression is used
(`re._parser`, private to the standard library; a test holds what is used of it).
"""

from __future__ import annotations

from collections.abc import Iterable
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_FEW = 10
MOST = 40
"""More alternatives than this are dearer to look for one by one than the expression itself."""


def needed_literals(source: str, flags: int) -> tuple[str, ...]:
    """Return strings in small letters, at least one of which is in every text that the expression matches.

    Empty where no such strings are known. Raises `re.error` where the source is no expression.
    """
    found = _of_sequence(_parser.parse(source, flags))
    shortest = [one for one in sorted(found) if not any(other in one for other in found - {one})]
    return tuple(shortest) if len(shortest) <= MOST else ()


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """The best of what any single part of a sequence needs; letters in a row count as one part."""
    candidates: list[frozenset[str]] = []
    run = ""
    for kind, value in items:
        if str(kind) == "LITERAL" and chr(value).lower().isascii():
            run += chr(value).lower()
            continue
        if run:
            candidates.append(frozenset({run}))
            if few := _few_letters(str(kind), value):
                candidates.append(frozenset(run + letter for letter in few))
            if str(kind) == "BRANCH":  # Python takes a common beginning out of alternatives: ma(?:y|rch)
                candidates.append(frozenset(run + _beginning(branch) for branch in value[1]))
            run = ""
        candidates.append(_of_part(str(kind), value))
    if run:
        candidates.append(frozenset({run}))
    return max(candidates, key=_worth, default=frozenset())


def _few_letters(kind: str, value: Any) -> frozenset[str]:
    """The letters of a class of few, in a group of its own or not: Q[1-4]."""
    if kind == "SUBPATTERN" and len(value[-1]) == 1:
        [(inner, value)] = value[-1]
        kind = str(inner)
    if kind != "IN":
        return frozenset()
    letters: set[str] = set()
    for part, what in value:
        if str(part) == "RANGE":
            letters |= {chr(code).lower() for code in range(what[0], min(what[1], what[0] + _FEW) + 1)}
        elif str(part) == "LITERAL":
            letters.add(chr(what).lower())
        else:
            return frozenset()
    return frozenset(letters) if len(letters) <= _FEW and all(letter.isascii() for letter in letters) else frozenset()


def _beginning(items: Iterable[tuple[Any, Any]]) -> str:
    """The plain letters that a sequence begins with."""
    letters = ""
    for kind, value in items:
        if str(kind) != "LITERAL" or not chr(value).lower().isascii():
            break
        letters += chr(value).lower()
    return letters


def _of_part(kind: str, value: Any) -> frozenset[str]:
    match kind:
        case "SUBPATTERN":
            return _of_sequence(value[-1])
        case "ATOMIC_GROUP":
            return _of_sequence(value)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT" if value[0] >= 1:
            return _of_sequence(value[2])
        case "BRANCH":
            branches = [_of_sequence(branch) for branch in value[1]]
            return frozenset().union(*branches) if all(branches) else frozenset()
    return frozenset()


def _worth(literals: frozenset[str]) -> tuple[int, int]:
    """Long strings are rarer than short ones; of the same length few are better than many."""
    if not literals:
        return (0, 0)
    return (min(map(len, literals)), -len(literals))
