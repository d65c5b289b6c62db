"""Kill real loads of real files with `kill -9`: a reading process alone, the loader alone, or all at once, at random moments.

`python -m tests.soak.real_kills 60` does it at length; the suite a few times. Unlike `tests.soak.kills`, which kills many forks
of a loader with a reader of lines, each load here is the program itself with its reading processes (Linux).
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from pipeline.flow import load_files
from pipeline.load.request import Request
from tests.load.dumping import dump
from tests.soak.kills import at_length, faults
from tests.soak.pile import ROOT, tree, write_pile

WAYS = ("reader", "loader", "all")
_READERS = 2  # starts away from the loader: it starts the process that starts them


def begin(pile: Path, database: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "pipeline", "load", str(pile), "--db", str(database), "--workers", "2"]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=ROOT, stdout=quiet, stderr=quiet, start_new_session=True)


def readers_of(loading: subprocess.Popen[bytes]) -> list[int]:
    return [process for process, depth in tree(loading.pid) if depth == _READERS]


def killed(way: str, seconds: float, pile: Path, database: Path, chance: random.Random) -> bool:
    """Begin a load, and so many seconds after it began to read, kill it; tells whether it was still at work."""
    loading = begin(pile, database)
    while loading.poll() is None and not readers_of(loading):
        time.sleep(0.02)
    time.sleep(seconds)
    readers = readers_of(loading)
    at_work = loading.poll() is None and bool(readers)
    if at_work:
        with contextlib.suppress(ProcessLookupError):  # it ended just now
            if way == "all":
                os.killpg(loading.pid, signal.SIGKILL)
            else:
                os.kill(chance.choice(readers) if way == "reader" else loading.pid, signal.SIGKILL)
    loading.wait()
    assert not (left := remain(readers)), f"reading processes {left} outlived a load that was killed ({way})"
    return at_work


def remain(readers: list[int]) -> list[int]:
    """Return which of these processes are still there after the time that they have to end."""
    for _ in range(100):
        readers = [process for process in readers if Path(f"/proc/{process}").exists()]
        if not readers:
            break
        time.sleep(0.1)
    return readers


def soak(kills: int, seed: int, folder: Path, files: int = 12, ways: tuple[str, ...] = WAYS) -> Counter[str]:
    """Kill so many loads at work, each way by turns; returns how many were killed in which way, and how many ended before.

    Raises where a database is not whole after a kill, or differs in the end from one that was loaded undisturbed.
    """
    chance, done, edition = random.Random(seed), Counter[str](), 0
    while sum(done[way] for way in ways) < kills:
        pile, calm, disturbed = (folder / f"{name}{edition}" for name in ("pile", "calm.db", "disturbed.db"))
        pile.mkdir()
        write_pile(pile, files, seed + edition)
        load_files(Request((pile,), calm))
        span = 1.0
        for _ in range(6):
            way = ways[sum(done[way] for way in ways) % len(ways)]
            if killed(way, chance.uniform(0, span), pile, disturbed, chance):
                done[way] += 1
            else:
                done["ended before"] += 1
                span *= 0.7
            assert not (wrong := faults(disturbed)), f"seed {seed}, edition {edition}, {way}: {wrong}"
            if sum(done[way] for way in ways) == kills:
                break
        assert begin(pile, disturbed).wait() in (0, 1)
        assert dump(disturbed) == dump(calm), f"seed {seed}, edition {edition}: the database differs from an undisturbed one"
        edition += 1
    return done


def main() -> None:
    """Kill as many loads as the command line asks for."""
    at_length(__doc__, 60, lambda kills, seed, folder: str(dict(soak(kills, seed, folder))))


if __name__ == "__main__":
    main()
