"""The workers of a Dask cluster, through the `concurrent.futures` interface of its client.

A worker must have this very program: other code, rules or libraries would read otherwise, and a database would say that they did
not. A worker that dies costs the tasks it was at, which the scheduler hands to another.
"""

from __future__ import annotations

import contextlib
import functools
import logging
import re
import socket
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from importlib.util import find_spec
from typing import Any

from pipeline.errors import ClusterError, UsageError
from pipeline.limits import Limits
from pipeline.load.provenance import code_version, libraries
from pipeline.load.workers.process import Keeper, TaskKilled
from pipeline.shipped import rules_sha256

CONNECTING = 20.0
"""Seconds to wait for a scheduler, and then for a first worker."""

_COUNTED = 5.0  # seconds for which a number of threads is believed
_KEEPER = Keeper()
"""The processes of this process where it is a worker of a cluster."""


@functools.cache
def _made_of() -> dict[str, str]:
    return {"code": code_version(), "rules": rules_sha256()[:12], "libraries": libraries()}


def at_a_worker(made_of: dict[str, str], job: str, work: bytes, task: Any, limits: Limits) -> bytes:
    """Do a task where this runs: in a worker of a cluster. Raises `ClusterError` where the worker is not as the loader is."""
    other = [f"{name} {own} (the loader: {made_of[name]})" for name, own in _made_of().items() if own != made_of[name]]
    if other:
        raise ClusterError(
            f"the worker on {socket.gethostname()} has another {'; another '.join(other)}; install the same version from the "
            "same lock file on all machines"
        )
    return _KEEPER.run(job, work, task, limits)


def end_at_a_worker(job: str) -> None:
    """End what is at work for a job where this runs."""
    _KEEPER.end(job)


@contextlib.contextmanager
def cluster(address: str) -> Iterator[ClusterHands]:
    """Connect to a scheduler; raises `UsageError` where there is none, or it has no workers."""
    if find_spec("distributed") is None:
        raise UsageError(
            "--scheduler needs the package distributed on this machine too: "
            "pip install --require-hashes -r requirements-cluster.lock, or pip install 'council-journeys[cluster]'"
        )
    if not re.fullmatch(r"\w+://[^/\s]+:\d+", address):
        raise UsageError(f"{address} is no scheduler's address, which is like tcp://10.0.0.5:8786")
    from distributed import Client

    for name in ("client", "core", "utils"):  # what they have to say of a lost scheduler is said in words below
        logging.getLogger(f"distributed.{name}").setLevel(logging.CRITICAL)
    connect: Callable[..., Any] = Client
    try:
        client = connect(address, timeout=CONNECTING, set_as_default=False, name="journeys")
    except (OSError, ValueError) as error:  # TimeoutError is one too
        raise UsageError(
            f"there is no Dask scheduler at {address} ({error}); start one with: dask scheduler, and name the address it prints"
        ) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=CONNECTING)
        except TimeoutError as error:
            raise UsageError(f"the scheduler at {address} has no workers; start some with: dask worker {address}") from error
        yield ClusterHands(client)


class ClusterHands:
    """Threads of a cluster's workers, as many as there are at a time."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._executor = client.get_executor(pure=False)
        self._threads, self._counted = 1, 0.0

    def submit(self, job: str, work: bytes, task: Any, limits: Limits) -> Future[bytes]:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="Sending large graph")  # the pages of a long file, once
            future: Future[bytes] = self._executor.submit(at_a_worker, _made_of(), job, work, task, limits)
        return future

    def count(self) -> int:
        now = time.monotonic()
        if now - self._counted > _COUNTED:
            self._threads, self._counted = sum(self._client.nthreads().values()), now
        return max(1, self._threads)

    def outcome(self, future: Future[bytes]) -> bytes:
        from distributed.scheduler import KilledWorker

        try:
            return future.result()
        except KilledWorker as error:
            raise TaskKilled("the workers that read it were ended, one after the other") from error
        except CancelledError as error:
            raise ClusterError("the scheduler is gone; what was loaded before stands, run this again") from error
        except (ImportError, RuntimeError) as error:
            raise ClusterError(
                f"the cluster cannot run this program ({error}); install it on the scheduler's and all workers' machines"
            ) from error

    def end(self, job: str) -> None:
        with contextlib.suppress(OSError, RuntimeError):  # a worker that is gone has nothing at work
            self._client.run(end_at_a_worker, job, on_error="ignore")
