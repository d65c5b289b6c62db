"""Tell expressions that may take for ever: a text that they can go through in ever more ways, as `(a+)+b` does.

Each further round of such a text multiplies the ways, and all are tried where the rest does not match. What has many ways is
found in the automaton of the expression (`pipeline.rules.ambiguity`). That knows nothing of what looks ahead and behind, and
takes a group that comes again for any of its kind: so each text found is tried, and cut off where it takes too long. What looks
ahead or behind, and what may not be parted again, is judged by itself too.
"""

from __future__ import annotations

import re
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from re import _parser  # type: ignore[attr-defined]
from types import FrameType
from typing import Any

from pipeline.rules.ambiguity import Round, doubling, growing
from pipeline.rules.automata import AROUND, REPEATS, UNDIVIDED, Automaton, has_no_end, inner_of

TRIED, SLOW = 600, 0.25
"""Letters that a paragraph may well have, and seconds that no expression should take on them."""
MOST_SECONDS = 4.0
"""What it may take to judge one expression, of the processor's time; what is found later, `pipeline.rules.timing` bounds."""

_ENDS = ("!", "", "\n~")  # what may keep an expression from fitting in the end
_NOTICED = 0.003  # seconds
_MOST_ROUNDS = 60
_SHORT = 100  # rounds; what counts its repeats is slow on texts of just that many, and quick on all others


def hangs_on(pattern: re.Pattern[str], seconds: float = MOST_SECONDS) -> str | None:
    """Return a text on which the time that an expression takes doubles with every further round; null where none was found."""
    is_over, folds = _clock(seconds), bool(pattern.flags & re.IGNORECASE)
    for part in _parts_of(pattern):
        if not any(any(doubling(Automaton([loop], folds))) for loop in _loops(part)):
            continue  # most are done with here: a loop is less to look through than all
        for found in doubling(Automaton(part, folds)):
            if _doubles(pattern, found, is_over):
                return _shown(found)
            if is_over():
                return None
    return None


def drags_on(pattern: re.Pattern[str], seconds: float = MOST_SECONDS) -> str | None:
    """Return how a text begins, of under `TRIED` letters, on which an expression takes over `SLOW` seconds; null for none."""
    is_over, folds = _clock(seconds), bool(pattern.flags & re.IGNORECASE)
    tried: set[tuple[tuple[int, ...], tuple[int, ...]]] = set()
    for part in _parts_of(pattern):
        for loose in (False, True):
            automaton = Automaton(part, folds, loose=loose)
            for found in growing(automaton, is_over):
                beginning = (found.start[-4:], found.again)
                if beginning not in tried and _is_slow(pattern, found, is_over):
                    return _shown(found)
                tried.add(beginning)
                if is_over():
                    return None
    return None


def _parts_of(pattern: re.Pattern[str]) -> Iterator[list[tuple[Any, Any]]]:
    parsed = list(_parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE))
    yield parsed
    yield from _apart(parsed)


def _shown(found: Round) -> str:
    return found.text(3, 0) + "..."


def _clock(seconds: float) -> Callable[[], bool]:
    end = time.process_time() + seconds
    return lambda: time.process_time() > end


def _is_slow(pattern: re.Pattern[str], found: Round, is_over: Callable[[], bool]) -> bool:
    """Try it, with ever longer texts of each kind and end."""
    most = max(1, (TRIED - len(found.start)) // len(found.again))
    for choice in found.choices:
        for end in _ENDS:
            rounds = 0
            while rounds < most and not is_over():
                rounds = min(most, rounds + 1 + rounds // (8 if rounds < _SHORT else 2))
                if _seconds(pattern, found.text(rounds, choice) + end) > SLOW:
                    return True
    return False


def _doubles(pattern: re.Pattern[str], found: Round, is_over: Callable[[], bool]) -> bool:
    """Try it: what doubles with each round takes too long after few, for which a line has room."""
    for choice in found.choices:
        for end in _ENDS:
            for rounds in range(1, min(_MOST_ROUNDS, max(2, (TRIED - len(found.start)) // len(found.again)))):
                if _seconds(pattern, found.text(rounds, choice) + end) > SLOW:
                    return True
                if is_over():
                    return False
    return False


def _seconds(pattern: re.Pattern[str], text: str) -> float:
    """Return how long a search takes, of two trials the shorter, as the program may do other things meanwhile."""
    took = _seconds_once(pattern, text)
    return min(took, _seconds_once(pattern, text)) if took > _NOTICED else took


def _seconds_once(pattern: re.Pattern[str], text: str) -> float:
    """It is cut off at twice what none should take."""
    began = time.process_time()
    with suppress(_TooLongError), _cut_off_after(2 * SLOW):
        pattern.search(text)
    return time.process_time() - began


class _TooLongError(Exception):
    """A search took longer than it was given."""


@contextmanager
def _cut_off_after(seconds: float) -> Iterator[None]:
    """Raise `_TooLongError` after so many of the process's own seconds; nothing is, off the main thread and on Windows."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def cut_off(_signal: int, _frame: FrameType | None) -> None:
        raise _TooLongError

    before = signal.signal(signal.SIGVTALRM, cut_off)
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
        yield
        signal.setitimer(signal.ITIMER_VIRTUAL, 0.0)
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0.0)
        signal.signal(signal.SIGVTALRM, before)


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
