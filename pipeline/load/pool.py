"""Run one function over many tasks in several processes; a task that kills its process costs only itself."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


class TaskKilled(Exception):
    """A task ended the process that ran it, or ran into the time limit."""


def run_tasks(
    tasks: Sequence[T], work: Callable[[T], R], *, workers: int, time_limit: float
) -> Generator[tuple[T, R | BaseException]]:
    """Yield each task with its result, or with what it raised, as they are done.

    `time_limit` is in seconds for each task, and counts only where there are processes to end. With one worker or one task all
    runs in this process. Close the generator where it is not run to its end: that ends the processes.
    """
    if workers == 1 or len(tasks) < 2:
        for task in tasks:
            yield task, work(task)
        return
    waiting, suspects = deque(tasks), deque[T]()
    while waiting or suspects:
        # When a process dies, the pool does not say over which task: those that ran then go on one at a time.
        queue, size = (suspects, 1) if suspects else (waiting, min(workers, len(waiting)))
        running: dict[Future[R], tuple[T, float]] = {}
        broken = False
        with _Pool(size) as pool:
            while (queue or running) and not broken:
                try:
                    while queue and len(running) < size:
                        running[pool.submit(work, queue[0])] = queue[0], time.monotonic()
                        queue.popleft()
                except BrokenProcessPool:
                    broken = True
                first_end = min((began for _, began in running.values()), default=0.0) + time_limit
                done, _ = wait(running, timeout=max(0.0, first_end - time.monotonic()), return_when=FIRST_COMPLETED)
                for future in done:
                    error = future.exception()
                    if isinstance(error, BrokenProcessPool):
                        broken = True
                    else:
                        yield running.pop(future)[0], error or future.result()
                overdue = [future for future, (_, began) in running.items() if time.monotonic() - began > time_limit]
                if overdue and not broken:
                    pool.end_processes()
                    yield from (
                        (running.pop(future)[0], TaskKilled(f"reading it took over {time_limit:.0f} seconds"))
                        for future in overdue
                    )
                    break
        lost = [task for task, _ in running.values()]
        if broken and size == 1 and lost:
            yield lost.pop(), TaskKilled("reading it ended the process that read it (memory ran out, or a fault in a library)")
        (suspects if broken and size > 1 else queue).extendleft(reversed(lost))


class _Pool:
    """Processes started afresh (`spawn`: alike on all systems, and no lock of this process is copied); none is left behind."""

    def __init__(self, size: int) -> None:
        self._not_ours = {process.pid for process in multiprocessing.active_children()}
        self._executor = ProcessPoolExecutor(size, multiprocessing.get_context("spawn"), _follow_the_parent)
        self.submit = self._executor.submit

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind:  # an interruption: do not wait for what is being read
            self.end_processes()
        self._executor.shutdown(wait=True, cancel_futures=True)

    def end_processes(self) -> None:
        for process in multiprocessing.active_children():
            if process.pid not in self._not_ours:
                process.kill()


def _follow_the_parent() -> None:
    """Leave Ctrl-C to the parent, and end with it: one that is killed cannot end its processes, which would wait for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
    os._exit(1)
