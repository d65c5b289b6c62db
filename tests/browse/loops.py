"""Coroutines of tests, run where the browser's own loop is not in the way."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Answer = TypeVar("Answer")


def run(asked: Coroutine[Any, Any, Answer]) -> Answer:
    """Return what comes of a coroutine, in a thread of its own: the browser's loop may run in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, asked).result()
