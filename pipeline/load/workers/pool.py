"""Run one function over many tasks, by processes of this machine or of a cluster's: the same code, another executor.

An executor's thread, here or on the machine of a Dask worker, hands its tasks to a process of its own that keeps to the limits.
"""

from __future__ import annotations

import contextlib
import pickle
import secrets
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import closing
from typing import Any, Protocol, TypeVar

from pipeline.limits import Limits
from pipeline.load.workers.process import Keeper, TaskKilled

T = TypeVar("T")
R = TypeVar("R")

AHEAD = 2
"""Tasks handed out for each thread: one at work and one in hand. More would only be results that wait for the writer."""

_LOOK_UP = 1.0  # seconds until it is asked again how many threads there are


class Hands(Protocol):
    """An executor's threads, as a pool uses them."""

    def submit(self, job: str, work: bytes, task: Any, limits: Limits) -> Future[bytes]:
        """Hand out a task; what comes back is pickled."""

    def count(self) -> int:
        """Return how many tasks can be done at a time, now."""

    def outcome(self, future: Future[bytes]) -> bytes:
        """Return what a task gave; raises `TaskKilled`, and `JourneysError` where there is no use in going on."""

    def end(self, job: str) -> None:
        """End what is still at work for a job."""


def run_tasks(
    tasks: Sequence[T] | deque[T],
    work: Callable[[T], R],
    *,
    workers: int = 0,
    scheduler: str | None = None,
    limits: Limits | None = None,
) -> Generator[tuple[T, R | BaseException]]:
    """Yield each task with its result, or with what it raised, as they are done.

    So many `workers` do them as processes of this machine, or those of a Dask `scheduler` (`tcp://host:port`), each task within
    the `limits`; with neither all runs in this process, and nothing is limited. Tasks may be added to a deque while it is worked
    off. Close the generator where it is not run to its end: that ends the processes. Raises `UsageError` where there is no such
    cluster, `ClusterError` where it is lost.
    """
    waiting = tasks if isinstance(tasks, deque) else deque(tasks)
    if not (workers or scheduler):
        while waiting:
            task = waiting.popleft()
            yield task, work(task)
        return
    limits, job, packed = limits or Limits(), secrets.token_hex(8), pickle.dumps(work)
    under_way: dict[Future[bytes], T] = {}
    with _hands(workers, scheduler) as hands:
        try:
            while waiting or under_way:
                room = AHEAD * hands.count()
                while waiting and len(under_way) < room:
                    task = waiting.popleft()
                    under_way[hands.submit(job, packed, task, limits)] = task
                done, _ = wait(under_way, timeout=_LOOK_UP, return_when=FIRST_COMPLETED)
                for future in done:
                    task = under_way.pop(future)
                    yield task, _result(hands, future)
        finally:
            for future in under_way:
                future.cancel()
            hands.end(job)


def _result(hands: Hands, future: Future[bytes]) -> Any:
    try:
        return pickle.loads(hands.outcome(future))
    except TaskKilled as error:
        return error


@contextlib.contextmanager
def _hands(workers: int, scheduler: str | None) -> Iterator[Hands]:
    if scheduler:
        from pipeline.load.workers.cluster import cluster

        with cluster(scheduler) as hands:
            yield hands
    else:
        with closing(Keeper()) as keeper, ThreadPoolExecutor(workers) as executor:
            yield _Local(executor, keeper, workers)


class _Local:
    """Threads of this process."""

    def __init__(self, executor: Executor, keeper: Keeper, workers: int) -> None:
        self._executor, self._keeper, self._workers = executor, keeper, workers

    def submit(self, job: str, work: bytes, task: Any, limits: Limits) -> Future[bytes]:
        return self._executor.submit(self._keeper.run, job, work, task, limits)

    def count(self) -> int:
        return self._workers

    def outcome(self, future: Future[bytes]) -> bytes:
        return future.result()

    def end(self, job: str) -> None:
        self._keeper.end(job)
