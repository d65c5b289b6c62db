"""Tell expressions that may take for ever: a repeat of a repeat with nothing between that must be there, as in `(a+)+`.

Each further letter then doubles the ways to part a text, and all are tried where the rest does not match. Python's own reading of
the expression is used, as `pipeline.literals` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

MANY = 12
"""Repeats up to this many times are tried out in no time."""


def may_hang(pattern: re.Pattern[str]) -> bool:
    """Say whether a repeat without bound repeats a sequence that is one such repeat and otherwise may be empty."""
    return _hangs(list(_parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)))


def _hangs(items: Sequence[tuple[Any, Any]]) -> bool:
    for op, value in items:
        if op in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
            _, most, body = value
            if most > MANY and any(_is_bare_repeat(branch) for branch in _branches(list(body))):
                return True
        if any(_hangs(list(inner)) for inner in _inner(op, value)):
            return True
    return False


def _is_bare_repeat(items: Sequence[tuple[Any, Any]]) -> bool:
    """Whether a sequence holds a repeat of many, and nothing beside it that must be there."""
    repeats = [n for n, (op, value) in enumerate(items) if _is_repeat(op) and value[1] > MANY]
    return any(all(_may_be_empty(other) for m, other in enumerate(items) if m != n) for n in repeats)


def _is_repeat(op: Any) -> bool:
    return op in (_constants.MAX_REPEAT, _constants.MIN_REPEAT)


def _may_be_empty(item: tuple[Any, Any]) -> bool:
    op, value = item
    if _is_repeat(op):
        return value[0] == 0 or all(map(_may_be_empty, value[2]))
    if op is _constants.SUBPATTERN:
        return all(map(_may_be_empty, value[3]))
    if op is _constants.BRANCH:
        return any(all(map(_may_be_empty, branch)) for branch in value[1])
    return op in (_constants.AT, _constants.ASSERT, _constants.ASSERT_NOT)


def _branches(items: list[tuple[Any, Any]]) -> Iterable[list[tuple[Any, Any]]]:
    """Yield what a repeat may repeat: its alternatives, out of the group that holds them."""
    if len(items) == 1 and items[0][0] is _constants.SUBPATTERN:
        yield from _branches(list(items[0][1][3]))
    elif len(items) == 1 and items[0][0] is _constants.BRANCH:
        for branch in items[0][1][1]:
            yield from _branches(list(branch))
    else:
        yield items


def _inner(op: Any, value: Any) -> Iterable[Any]:
    if _is_repeat(op) or op is _constants.POSSESSIVE_REPEAT:
        yield value[2]
    elif op is _constants.SUBPATTERN:
        yield value[3]
    elif op is _constants.BRANCH:
        yield from value[1]
    elif op in (_constants.ASSERT, _constants.ASSERT_NOT):
        yield value[1]
