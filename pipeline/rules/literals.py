"""What a regular expression cannot do without: letters whose absence from a text rules every match out.

Looking for a few letters costs a tenth of running an expression that ignores case over a text, and most rules have nothing to
find in most blocks. Python's own reading of the expression is used (`re._parser`, private to the standard library; a test holds
what is used of it). That takes a second for all shipped expressions, so it was done beforehand, and stands in
`rules/needs.json`. An expression is known there by its digest: one that was changed since is read when it is met, so the file
can be late, but never wrong.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterable
from re import _parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from pipeline.shipped import data_folder

Needs = tuple[tuple[str, ...], ...]
"""Sets of strings in small letters: of each, at least one is in every text that an expression matches."""

_FEW = 10  # letters of a class that are looked for one by one: Q[1-4]
_MOST = 40
"""More alternatives than this are dearer to look for one by one than the expression itself."""
_COPIES = 3  # of a part that comes at least so many times: D{4,}
_SETS = 3
"""More sets than this rule out hardly any text that the best of them leave."""


def needs_of(source: str, flags: int) -> Needs:
    """Return what an expression needs, from `rules/needs.json` where it stands there; raises as `needed_literals` does."""
    known = worked_out().get(digest(source, flags))
    return needed_literals(source, flags) if known is None else known.needs


def digest(source: str, flags: int) -> str:
    """Return the name of an expression in `rules/needs.json`."""
    return hashlib.sha256(f"{flags} {source}".encode()).hexdigest()[:20]


class Known(NamedTuple):
    """What was worked out of an expression beforehand; `opens` is told of in `pipeline.rules.openings`."""

    needs: Needs
    opens: frozenset[str] | None


@functools.cache
def worked_out() -> dict[str, Known]:
    """Return what stands in `rules/needs.json`, by the digest of the expression."""
    path = data_folder("rules") / "needs.json"
    kept = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return {
        known: Known(tuple(map(tuple, one["needs"])), None if one["opens"] is None else frozenset(one["opens"]))
        for known, one in kept.items()
    }


def needed_literals(source: str, flags: int) -> Needs:
    """Return what an expression needs, the rarest first; nothing where no such strings are known.

    Raises `re.error` where the source is no expression.
    """
    found = {_without_longer(one) for one in _of_sequence(_parser.parse(source, flags))}
    best: list[frozenset[str]] = []
    for one in sorted(found, key=lambda one: (_worth(one), sorted(one)), reverse=True):
        if len(one) <= _MOST and " " not in one and not any(_implies(better, one) for better in best):
            best.append(one)
    return tuple(tuple(sorted(one)) for one in best[:_SETS])


def _without_longer(some: frozenset[str]) -> frozenset[str]:
    """Leave out the strings that hold another of the set, which is looked for anyway."""
    return frozenset(one for one in some if not any(other != one and other in one for other in some))


def _implies(strong: frozenset[str], weak: frozenset[str]) -> bool:
    """Say whether a text that holds one of the strong strings holds one of the weak ones too."""
    return all(any(one in other for one in weak) for other in strong)


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> list[frozenset[str]]:
    """What the parts of a sequence need, each; letters in a row count as one part."""
    found: list[frozenset[str]] = []
    run = ""
    for kind, value in items:
        if str(kind) == "LITERAL" and chr(value).lower().isascii():
            run += chr(value).lower()
            continue
        if run:
            found.append(frozenset({run}))
            if few := _few_letters(str(kind), value):
                found.append(frozenset(run + letter for letter in few))
            if str(kind) == "BRANCH":  # Python takes a common beginning out of alternatives: ma(?:y|rch)
                found.append(frozenset(run + _beginning(branch) for branch in value[1]))
            run = ""
        found += _of_part(str(kind), value)
    if run:
        found.append(frozenset({run}))
    return found


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


def _of_part(kind: str, value: Any) -> list[frozenset[str]]:
    match kind:
        case "SUBPATTERN":
            return _of_sequence(value[-1])
        case "ATOMIC_GROUP":
            return _of_sequence(value)
        case "ASSERT" if value[0] > 0:  # what it looks ahead at; what it looks back at may stand before the stretch
            return _of_sequence(value[1])
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT" if value[0] >= 1:
            return _of_sequence([*value[2]] * min(value[0], _COPIES))
        case "BRANCH":
            branches = [max(_of_sequence(branch), key=_worth, default=frozenset[str]()) for branch in value[1]]
            return [frozenset[str]().union(*branches)] if all(branches) else []
    return []


def _worth(literals: frozenset[str]) -> tuple[int, int]:
    """Long strings are rarer than short ones; of the same length few are better than many."""
    return (min(map(len, literals)), -len(literals))
