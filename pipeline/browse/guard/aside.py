"""A process at the server's side that does one thing at a time, and is ended where that takes too long: no thread can be."""

from __future__ import annotations

import atexit
import contextlib
import multiprocessing
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from pipeline.limits import Limits, limit_memory

_PATIENCE = 60.0  # seconds for the process to be there, on a machine that is busy

Begin = Callable[..., Callable[[Any], Any]]
"""Makes ready, in the process, and returns what answers there; a function of a module, as the process must find it by name."""


class Ended(Exception):
    """The process ended, or never began, instead of answering."""


class Aside:
    """A process that answers one question after the other; to be asked by one thread at a time."""

    def __init__(self, begin: Begin, *arguments: Any, memory: int | None = None) -> None:
        self._begin, self._arguments, self._memory = begin, arguments, memory
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        atexit.register(self.end)

    def ask(self, question: Any, seconds: float) -> Any:
        """Return the answer. Raises `TimeoutError` where it takes longer, `Ended`; the next question begins another process."""
        try:
            self.start()
            assert self._connection is not None  # it was started
            self._connection.send(question)
            if not self._connection.poll(seconds):
                self.end()
                raise TimeoutError
            return self._connection.recv()
        except (EOFError, ConnectionError, BrokenPipeError) as error:
            self.end()
            raise Ended from error

    def end(self) -> None:
        """End the process; the next question begins another."""
        if self._process is not None and self._connection is not None:
            self._process.kill()
            self._process.join(5.0)
            self._connection.close()
        self._process = self._connection = None

    def start(self) -> None:
        """Start the process, where it does not run: that takes longer than most questions. Raises `Ended`."""
        if self._process is not None and self._process.is_alive():
            return
        self.end()
        context = multiprocessing.get_context("spawn")  # no lock or thread of the server is copied
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self._begin, self._arguments, self._memory), daemon=True)
        self._process.start()
        theirs.close()
        if not self._connection.poll(_PATIENCE):
            raise Ended
        self._connection.recv()


def _serve(connection: Connection, begin: Begin, arguments: tuple[Any, ...], memory: int | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, with which this ends
    answer = begin(*arguments)
    if memory is not None:
        limit_memory(Limits(memory=memory))
    with contextlib.suppress(EOFError, OSError):
        connection.send(None)
        while True:
            connection.send(answer(connection.recv()))
