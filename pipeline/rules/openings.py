"""With which letters a text begins that an anchored expression (`^...`) matches.

A third of all rules read how a line, a cell or a phrase begins, and hardly any line begins as one of them has it: to look at its
first letter costs a hundredth of trying them all. As with the letters that an expression needs (`literals`), Python's own reading
of it is used, and what it comes to stands in `rules/needs.json`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from re import _parser  # type: ignore[attr-defined]
from typing import Any

from pipeline.rules.literals import digest, worked_out

Opening = tuple[frozenset[str] | None, bool]
"""The letters with which something may begin, null for any, and whether it may be nothing but white space."""

_ASCII = frozenset(map(chr, range(128)))
_LIKE_ASCII = frozenset("\u0130\u0131\u017f\u212a")
"""Letters that are i, s and k where case is ignored."""
_CATEGORIES: dict[str, Callable[[str], bool]] = {
    "DIGIT": str.isdigit,
    "SPACE": str.isspace,
    "WORD": lambda one: one.isalnum() or one == "_",
}
_ANYTHING: Opening = (None, False)


def opens_of(source: str, flags: int) -> frozenset[str] | None:
    """Return `opening_letters` of an expression, from `rules/needs.json` where it stands there."""
    known = worked_out().get(digest(source, flags))
    return opening_letters(source, flags) if known is None else known.opens


def opening_letters(source: str, flags: int) -> frozenset[str] | None:
    """Return the ASCII letters, small, one of which is the first of every text in ASCII that an expression matches.

    White space before it does not count. Null where that may be any, as with one that is not anchored.
    """
    read = _parser.parse(source, flags)
    if read.state.flags & re.MULTILINE or not len(read) or str(read[0][0]) != "AT" or "BEGINNING" not in str(read[0][1]):
        return None
    letters, may_be_blank = _of_sequence(read)
    return None if may_be_blank else letters


def opening(text: str) -> str:
    """Return the letter, small, with which a text begins behind white space; none where that is no ASCII."""
    first = text.lstrip()[:1]
    return first.lower() if first.isascii() else ""


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> Opening:
    letters: frozenset[str] = frozenset()
    for kind, value in items:
        own, may_be_blank = _of_part(str(kind), value)
        if own is None:
            return _ANYTHING
        letters |= own
        if not may_be_blank:
            return letters, False
    return letters, True


def _of_part(kind: str, value: Any) -> Opening:
    match kind:
        case "AT" | "ASSERT" | "ASSERT_NOT":  # no letter of its own
            return frozenset(), True
        case "LITERAL":
            return _of_letters({chr(value)})
        case "IN":
            return _of_letters(_class(value))
        case "SUBPATTERN":
            return _of_sequence(value[-1])
        case "ATOMIC_GROUP":
            return _of_sequence(value)
        case "BRANCH":
            return _of_branches([_of_sequence(branch) for branch in value[1]])
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            letters, may_be_blank = _of_sequence(value[2])
            return letters, may_be_blank or value[0] == 0
    return _ANYTHING


def _of_branches(branches: list[Opening]) -> Opening:
    letters: frozenset[str] = frozenset()
    for own, _ in branches:
        if own is None:
            return _ANYTHING
        letters |= own
    return letters, any(may_be_blank for _, may_be_blank in branches)


def _of_letters(letters: Iterable[str]) -> Opening:
    """What one of some letters comes to: white space leaves it to what follows."""
    small = frozenset(
        form.lower() for letter in letters for form in (letter, letter.upper(), letter.lower()[:1]) if form.isascii()
    )
    blank = frozenset(letter for letter in small if letter.isspace())
    return small - blank, bool(blank)


def _class(parts: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """The ASCII letters of a class: [-a-z\\d]."""
    letters: set[str] = set()
    negated = False
    for kind, value in parts:
        match str(kind):
            case "NEGATE":
                negated = True
            case "LITERAL":
                letters.add(chr(value))
            case "RANGE":
                letters |= {one for one in _ASCII | _LIKE_ASCII if value[0] <= ord(one) <= value[1]}
            case "CATEGORY":
                name = str(value).removeprefix("CATEGORY_")
                is_of = _CATEGORIES[name.removeprefix("NOT_")]
                letters |= {one for one in _ASCII if is_of(one) is not name.startswith("NOT_")}
    if not negated:
        return frozenset(letters)
    # With case ignored, a negated class leaves out both forms of a letter; to keep one of them too many does no harm.
    return _ASCII - letters
