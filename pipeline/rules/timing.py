"""Give up a rule whose search takes for ever: its expression, on a text that nobody thought of, has ever more ways to be tried.

Python's `re` knows no limit of time, but it looks for signals while it searches. A timer that counts the process's own seconds
sends one now and then, and the frame that it meets tells which rule is at work: that costs the search itself nothing, and a
machine that sleeps or is busy with something else gives up no rule.
"""

from __future__ import annotations

import signal
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from pipeline.errors import RuleHangsError
from pipeline.rules.apply import Rule
from pipeline.rules.expressions import Expression, Stretch, find_expression
from pipeline.rules.tokens import find_tokens

SECONDS = 10.0
"""What one rule may take on one text, of the processor's time: all rules together take less on most reports."""
LONG, SHARE = 60.0, 0.8
"""What one rule may take on many texts: so many seconds, and this part of all the time that passed. One that only works on a
long report takes the one, but not the other."""
REMEDY = "Put something between its repeats that must be there, or take one of them out."
_EVERY = 0.2
_DEEP = 4  # frames from a search to what it calls while it makes a hit of a match


@contextmanager
def timed(seconds: float | None = None) -> Iterator[None]:
    """Raise `RuleHangsError` where a rule takes over so many seconds on one text (`SECONDS` unless told), or too many on all.

    Nothing is timed off the main thread and on Windows, where no signal comes: there the limit of time of the process that
    reads is the only one.
    """
    on_the_way = not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread()
    if on_the_way or signal.getsignal(signal.SIGVTALRM) is not signal.SIG_DFL:  # within another
        yield
        return
    signal.signal(signal.SIGVTALRM, _Watch(SECONDS if seconds is None else seconds))
    signal.setitimer(signal.ITIMER_VIRTUAL, _EVERY, _EVERY)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0.0)
        signal.signal(signal.SIGVTALRM, signal.SIG_DFL)


class _Watch:
    """Asked at every signal: adds up what each rule took."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._began = self._last = time.process_time()
        self._rule: Rule | None = None
        self._here: Stretch | None = None
        self._took_here = 0.0
        self._took: defaultdict[str, float] = defaultdict(float)

    def __call__(self, _signal: int, frame: FrameType | None) -> None:
        now = time.process_time()
        passed, self._last = now - self._last, now
        at_work = _search_in(frame)
        if at_work is None:
            return
        rule, stretch = at_work
        self._took_here = self._took_here + passed if stretch is self._here and rule is self._rule else passed
        self._rule, self._here = rule, stretch
        self._took[rule.id] += passed
        took = self._took[rule.id]
        if frame is None or frame.f_code not in _PASS_ON:
            return  # a destructor, say, in which Python swallows what is raised: the next signal meets the search again
        if self._took_here > self._seconds or (took > LONG and took > SHARE * (now - self._began)):
            raise RuleHangsError(
                f"{rule.place} was given up, as it took too long: there are too many ways to fit its expression\n  {REMEDY}",
                rule.id,
            )


_SEARCHES = {Rule.is_in.__code__: "self", find_expression.__code__: "rule", find_tokens.__code__: "rule"}

_PASS_ON = {*_SEARCHES, Expression.is_in.__code__}
"""What a search may be met in: what is raised there comes through."""


def _search_in(frame: FrameType | None) -> tuple[Rule, Stretch] | None:
    """Return the rule in whose search a frame is, and the text that it looks through."""
    for _ in range(_DEEP):
        if frame is None:
            return None
        if frame.f_code in _SEARCHES:
            return frame.f_locals[_SEARCHES[frame.f_code]], frame.f_locals["stretch"]
        frame = frame.f_back
    return None
