"""Run one function over many tasks in processes of limited time and memory; a task that breaks out costs only itself.

`concurrent.futures` says of a process that died neither which it was nor over which task, and gives up the others with it: so
each process here has a pipe of its own.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import pickle
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from pipeline.limits import MEGABYTE, Limits, limit_memory, most_memory

T = TypeVar("T")
R = TypeVar("R")

RARELY = (50_000, 20, 50)
"""When to look for circles of objects: records have none, and to look as often as Python does takes a tenth of the time."""

_PATIENCE = 5.0  # seconds for a process that was killed to be gone


class TaskKilled(Exception):
    """A task ended the process that ran it, or went beyond a limit; the message says which."""


def run_tasks(
    tasks: Sequence[T], work: Callable[[T], R], *, workers: int, limits: Limits | None = None
) -> Generator[tuple[T, R | BaseException]]:
    """Yield each task with its result, or with what it raised, as they are done.

    With `workers` 0 all runs in this process, and nothing is limited. Close the generator where it is not run to its end: that
    ends the processes.
    """
    if workers == 0:
        for task in tasks:
            yield task, work(task)
        return
    limits = limits or Limits()
    waiting = deque(tasks)
    crew: list[_Process[T, R]] = []
    try:
        while waiting or any(process.is_busy for process in crew):
            crew = [process for process in crew if process.is_busy or process.is_fit()]
            while waiting and sum(process.is_busy for process in crew) < workers:
                idle = next((process for process in crew if not process.is_busy), None)
                if idle is None:
                    idle = _Process(work, limits)
                    crew.append(idle)
                idle.begin(waiting.popleft())
            busy = [process for process in crew if process.is_busy]
            first_end = min(process.ends_at for process in busy)
            ready = wait([process.connection for process in busy], timeout=max(0.0, first_end - time.monotonic()))
            for process in busy:
                if process.connection in ready:
                    yield process.finish()
                elif time.monotonic() > process.ends_at:
                    yield process.give_up(f"reading it took over {limits.seconds:.0f} seconds (--time-limit)")
    finally:
        for process in crew:
            process.end()


class _Process(Generic[T, R]):
    """One process, started afresh (`spawn`: alike on all systems, and no lock of this process is copied)."""

    def __init__(self, work: Callable[[T], R], limits: Limits) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self._limits = limits
        self._process = context.Process(target=_serve, args=(theirs, work, limits), daemon=True)
        self._process.start()
        theirs.close()  # the other end is the process's alone: when it is gone, reading ends
        self._task: list[T] = []
        self._fit = True
        self.ends_at = 0.0

    @property
    def is_busy(self) -> bool:
        return bool(self._task)

    def is_fit(self) -> bool:
        """Tell whether it can take a further task; it is ended where not."""
        if self._fit and self._process.is_alive():
            return True
        self.end()
        return False

    def begin(self, task: T) -> None:
        self._task = [task]
        self.ends_at = time.monotonic() + self._limits.seconds
        with contextlib.suppress(OSError):  # it died just now: `finish` finds out
            self.connection.send(task)

    def finish(self) -> tuple[T, R | BaseException]:
        """Return the task with what it gave; a process that is gone gave nothing."""
        try:
            self._fit, packed = self.connection.recv()
        except (EOFError, OSError):
            return self.give_up("reading it ended the process that read it (memory ran out, or a fault in a library)")
        return self._task.pop(), pickle.loads(packed)

    def give_up(self, reason: str) -> tuple[T, TaskKilled]:
        self.end()
        return self._task.pop(), TaskKilled(reason)

    def end(self) -> None:
        self._fit = False
        self._process.kill()
        self._process.join(_PATIENCE)
        self.connection.close()


def _serve(connection: Connection, work: Callable[[Any], Any], limits: Limits) -> None:
    """Do one task after the other; say after each whether this process is fit for more."""
    _follow_the_parent()
    limit_memory(limits)
    gc.set_threshold(*RARELY)
    with contextlib.suppress(EOFError, OSError):  # the parent has no more, or is gone
        while True:
            task = connection.recv()
            fit = True
            try:
                packed = pickle.dumps(work(task), pickle.HIGHEST_PROTOCOL)
                if len(packed) > limits.output * MEGABYTE:
                    packed = _refusal(f"what was read of it is over {limits.output} megabytes (--output-limit)")
            except MemoryError:
                fit, packed = False, _refusal(f"reading it took over {limits.memory} megabytes of memory (--memory-limit)")
            except Exception as error:  # handed over to the parent, whatever it is
                packed = pickle.dumps(error)
            connection.send((fit and most_memory() < limits.memory * MEGABYTE / 2, packed))


def _refusal(reason: str) -> bytes:
    return pickle.dumps(TaskKilled(reason))


def _follow_the_parent() -> None:
    """Leave Ctrl-C to the parent, and end with it: one that is killed cannot end its processes, which would work on."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
    os._exit(1)
