"""Answers about the whole database that are kept until it changes."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pipeline.browse.guard.permitted import hidden_in

KEPT = 200
"""How many answers are kept: the pages that people go back and forth between."""

QUICK = 0.1
"""Seconds; an answer that takes no longer is always made anew when the database has changed."""

RESTING = 10
"""Times as long as it took to make (beyond `QUICK`), an answer is given although the database has changed since.

While a load writes, the database changes with every report: many readers would have everything counted again at each request.
"""

_Answer = TypeVar("_Answer")
_State = tuple[tuple[int, int], ...]
_Key = tuple[str, frozenset[str], str]
_UnderWay = tuple[asyncio.AbstractEventLoop, _Key]


@dataclass(frozen=True, slots=True)
class _Kept:
    state: _State
    good_until: float
    answer: Any


_kept: OrderedDict[_Key, _Kept] = OrderedDict()
_made: dict[_UnderWay, asyncio.Task[_Kept]] = {}


async def remembered(db: Any, name: str, answer: Callable[[], Awaitable[_Answer]]) -> _Answer:
    """Return what `answer` gave last under this name, asked again once the database's files are not as they were.

    Who asks while it is being made waits for that one.
    """
    key = (str(db.path), hidden_in(db), name)
    kept = _kept.get(key)
    if kept is not None and (kept.state == _state(Path(str(db.path))) or time.monotonic() <= kept.good_until):
        _kept.move_to_end(key)
        made = kept
    else:
        under_way = (asyncio.get_running_loop(), key)
        if under_way not in _made:
            _made[under_way] = asyncio.ensure_future(_make(db, key, under_way, answer))
        made = await asyncio.shield(_made[under_way])  # a reader who leaves takes nothing from those who wait
    found: _Answer = made.answer
    return found


def forget() -> None:
    """Have everything made anew: what a reviewer wrote shows at once."""
    _kept.clear()
    _made.clear()


async def _make(db: Any, key: _Key, under_way: _UnderWay, answer: Callable[[], Awaitable[Any]]) -> _Kept:
    began, state = time.monotonic(), _state(Path(str(db.path)))
    try:
        found = await answer()
    finally:
        was_forgotten = _made.get(under_way) is not asyncio.current_task()
        if not was_forgotten:
            del _made[under_way]
    ended = time.monotonic()
    made = _Kept(state, ended + RESTING * max(0.0, ended - began - QUICK), found)
    if was_forgotten:
        return made
    _kept[key] = made
    _kept.move_to_end(key)
    while len(_kept) > KEPT:
        _kept.popitem(last=False)
    return made


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
