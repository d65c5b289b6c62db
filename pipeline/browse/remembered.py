"""Answers about the whole database that are kept until it changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

from pipeline.browse.permitted import hidden_in

KEPT = 200
"""How many answers are kept: the pages that people go back and forth between."""

_Answer = TypeVar("_Answer")
_State = tuple[tuple[int, int], ...]
_kept: OrderedDict[tuple[str, frozenset[str], str], tuple[_State, Any]] = OrderedDict()


async def remembered(db: Any, name: str, answer: Callable[[], Awaitable[_Answer]]) -> _Answer:
    """Return what `answer` gave last under this name, asked again once the database's files are not as they were."""
    state = _state(Path(str(db.path)))
    key = (str(db.path), hidden_in(db), name)
    if key not in _kept or _kept[key][0] != state:
        _kept[key] = (state, await answer())
    _kept.move_to_end(key)
    while len(_kept) > KEPT:
        _kept.popitem(last=False)
    found: _Answer = _kept[key][1]
    return found


def _state(path: Path) -> _State:
    """Return time and size of the database and of its log, which alone grows while somebody writes."""
    found = []
    for file in (path, path.with_name(path.name + "-wal")):
        try:
            status = file.stat()
            found.append((status.st_mtime_ns, status.st_size))
        except OSError:
            found.append((0, 0))
    return tuple(found)
