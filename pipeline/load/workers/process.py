"""Processes of limited time and memory, kept beside the threads that wait for them; a task that breaks out costs only itself.

`concurrent.futures` says of a process that died neither which it was nor over which task, and gives up the others with it: so
each process here has a pipe of its own.
"""

from __future__ import annotations

import contextlib
import functools
import multiprocessing
import os
import pickle
import signal
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from pipeline.limits import MEGABYTE, Limits, limit_memory, most_memory

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext

IDLE = 120.0
"""Seconds after which a process without work ends itself: workers of a cluster outlive the load, their processes need not."""

READY = "pipeline.ready"
"""The module that brings in what reading needs; by its name, since a stage does not import the others."""

_PATIENCE = 5.0  # seconds for a process that was killed to be gone
_STARTING = 120.0  # seconds for a process to start, which are no task's


class TaskKilled(Exception):
    """A task ended the process that ran it, or went beyond a limit: the message says which, `seconds` after how long."""

    def __init__(self, reason: str, seconds: float = 0.0) -> None:
        super().__init__(reason, seconds)
        self.seconds = seconds

    def __str__(self) -> str:
        return str(self.args[0])


class Keeper:
    """Keeps a process beside each thread that hands it tasks, so that it is started once and not for every task."""

    def __init__(self) -> None:
        self._here = threading.local()
        self._kept: set[Process] = set()
        self._at_work: dict[Process, str] = {}
        self._ended: set[str] = set()
        self._lock = threading.Lock()

    def run(self, job: str, work: bytes, task: Any, limits: Limits) -> bytes:
        """Have a task done, and return what it gave, pickled, or what it raised; `work` is the pickled function.

        `job` names the whole that the task is a part of. Raises `TaskKilled`.
        """
        with self._lock:
            if job in self._ended:
                raise TaskKilled("it was broken off")
        process: Process | None = getattr(self._here, "process", None)
        if process is None or process.limits != limits or not process.is_fit():
            if process is not None:
                process.end()
                self._kept.discard(process)
            process = self._here.process = Process(limits)
        with self._lock:
            self._kept.add(process)
            self._at_work[process] = job
            if job in self._ended:  # while it was started
                process.kill()
        try:
            return process.run(work, task)
        finally:
            with self._lock:
                del self._at_work[process]

    def end(self, job: str) -> None:
        """End the processes that are at work for a job, and begin nothing more for it."""
        with self._lock:
            self._ended.add(job)
            for process, its_job in self._at_work.items():
                if its_job == job:
                    process.kill()

    def close(self) -> None:
        """End all processes; no thread hands out tasks any more."""
        for process in self._kept:
            process.end()


def _starting() -> ForkServerContext | SpawnContext:
    """Return the way to start processes: as copies of one that has `READY` (`forkserver`), where the system can.

    That one is started afresh, as all are elsewhere (`spawn`): no lock of this process is copied.
    """
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([READY])
    return context


class Process:
    """One process, and the pipe to it."""

    def __init__(self, limits: Limits) -> None:
        context = _starting()
        self.limits = limits
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, limits), daemon=True)
        _allow_children()
        self._process.start()
        theirs.close()  # the other end is the process's alone: when it is gone, reading ends
        self._fit, self._ready = True, False

    def is_fit(self) -> bool:
        """Tell whether it can take a further task."""
        return self._fit and self._process.is_alive()

    def run(self, work: bytes, task: Any) -> bytes:
        """Have a task done; a process that is gone gave nothing."""
        with contextlib.suppress(OSError):  # it died just now: reading finds out
            self._connection.send((work, task))
        began = time.perf_counter()
        try:
            if not self._ready and self._connection.poll(_STARTING):
                self._ready = self._connection.recv()
                began = time.perf_counter()
            if not self._connection.poll(self.limits.seconds):
                self.end()
                raise TaskKilled(
                    f"reading it took over {self.limits.seconds:.0f} seconds (--time-limit)", time.perf_counter() - began
                )
            packed: bytes
            self._fit, packed = self._connection.recv()
        except (EOFError, OSError) as error:
            self.end()
            reason = "reading it ended the process that read it (memory ran out, or a fault in a library)"
            raise TaskKilled(reason, time.perf_counter() - began) from error
        return packed

    def kill(self) -> None:
        """Kill it at once; who waits for it finds that it is gone."""
        self._fit = False
        self._process.kill()

    def end(self) -> None:
        """Kill it, and give back what it took."""
        self.kill()
        self._process.join(_PATIENCE)
        self._connection.close()


def _allow_children() -> None:
    """Let this process start others where it is a daemon, as a cluster's worker under its nanny is.

    Python forbids that to a daemon lest its children outlive it; these end with their parent (`_follow_the_parent`). It has no
    public way to say so.
    """
    settings: dict[str, Any] = vars(multiprocessing.current_process())["_config"]
    settings.pop("daemon", None)


def _serve(connection: Connection, limits: Limits) -> None:
    """Do one task after the other; say after each whether this process is fit for more."""
    _follow_the_parent()
    limit_memory(limits)
    with contextlib.suppress(EOFError, OSError):  # the parent has no more, or is gone
        connection.send(True)
        while connection.poll(IDLE):
            work, task = connection.recv()
            fit, began = True, time.perf_counter()
            try:
                packed = pickle.dumps(_unpacked(work)(task), pickle.HIGHEST_PROTOCOL)
                if len(packed) > limits.output * MEGABYTE:
                    packed = _refusal(f"what was read of it is over {limits.output} megabytes (--output-limit)", began)
            except MemoryError:
                fit, packed = False, _refusal(f"reading it took over {limits.memory} megabytes of memory (--memory-limit)", began)
            except Exception as error:  # handed over to the parent, whatever it is
                packed = pickle.dumps(error)
            connection.send((fit and most_memory() < limits.memory * MEGABYTE / 2, packed))


@functools.lru_cache(maxsize=2)
def _unpacked(work: bytes) -> Callable[[Any], Any]:
    function: Callable[[Any], Any] = pickle.loads(work)
    return function


def _refusal(reason: str, began: float) -> bytes:
    return pickle.dumps(TaskKilled(reason, time.perf_counter() - began))


def _follow_the_parent() -> None:
    """Leave Ctrl-C to the parent, and end with it: one that is killed cannot end its processes, which would work on.

    So with SIGTERM, which queues and services send to all processes at once: a file at work must not count as one that ended its
    process, before the parent has said that all is to stop.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: threading.Timer(_PATIENCE, os._exit, (1,)).start())
    threading.Thread(target=_end_with_the_parent, daemon=True).start()


def _end_with_the_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
    os._exit(1)
