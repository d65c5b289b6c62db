"""How much time and memory one file may take, and how the system enforces it."""

from __future__ import annotations

import gc
import sys
from dataclasses import dataclass

MEGABYTE = 1 << 20
MEMORY_IS_LIMITED = sys.platform == "linux"
"""Whether the system keeps a process to a limit of memory: macOS takes one and forgets it, Windows knows none."""

LEAST_MEMORY = 400
"""Megabytes that reading takes for itself, with the language model, whatever the file."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds by the clock, megabytes of memory, and megabytes of what is handed back.

    A pack of 250 pages takes a minute or two, and 250 megabytes of memory, most of which any file takes; a scan takes a second
    or two a page.
    """

    seconds: float = 1800.0
    memory: int = 1000
    output: int = 300


def limit_memory(limits: Limits) -> None:
    """Have the system refuse this process memory over the limit, libraries that it shares with others not counted."""
    if MEMORY_IS_LIMITED:
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = limits.memory * MEGABYTE
        resource.setrlimit(resource.RLIMIT_DATA, (wanted if most == resource.RLIM_INFINITY else min(wanted, most), most))


def most_memory() -> int:
    """Return the most bytes that this process ever held; 0 where the system does not say."""
    if not MEMORY_IS_LIMITED:
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


_RARELY = (2_000_000, 10, 50)  # what a pack of a thousand pages makes, at most some 200 MB


def collect_rarely() -> None:
    """Have this process look for circles of objects before each report, and else seldom: to look as often as Python does takes a
    tenth of the time.

    Records have none, but an open PDF is one, which keeps its file in memory until it is found. It stays so: to go back would
    have Python look at once through all that was read.
    """
    gc.set_threshold(*_RARELY)
    gc.collect(1)
