"""Kill a load at random moments, many times: what is in the database is whole, and the next loads complete it.

`python -m tests.soak.kills 200` does it at length; the suite a few times. Loads run in forks of this process, so that a kill
costs milliseconds and not the start of a program.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from pipeline.follow import follow
from pipeline.load.migrations import SCHEMA_VERSION
from pipeline.load.request import Request
from pipeline.load.run import load
from pipeline.load.verify import verify
from tests.load.dumping import dump
from tests.load.readings import EVERYTHING, council_named, read_lines

COUNCILS = ("Northmoor Borough Council", "Elmshire", "Southmoor")


def write_pile(folder: Path, edition: int) -> None:
    """Write a pile of reports that differs from edition to edition: some files changed, one came, one went."""
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for n in range(18):
        if n % 6 == edition % 6:
            continue
        changed = f"edition {edition}, " if n % 5 == edition % 5 else ""
        lines = "\n".join(f"{EVERYTHING.replace('staff', f'{changed}team {n} {k}')}" for k in range(6))
        text = f"Council: {COUNCILS[n % 3]}\nTitle: Plan {n}\nDate: 20{10 + n}-06-12\n{lines}\n[2019-01-01]\n"
        (folder / f"{n:02}.txt").write_text("broken\n" if n == 7 else text)


def load_pile(folder: Path, database: Path, workers: int = 0) -> None:
    load(Request((folder,), database, None, workers), read=read_lines, council_named=council_named, follow=follow())


def killed_after(seconds: float, folder: Path, database: Path) -> bool:
    """Load in another process and kill it after a time; tells whether it was still at work."""
    child = os.fork()
    if child == 0:
        try:
            load_pile(folder, database)
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def faults(database: Path) -> list[str]:
    """Return what is wrong with a database that a killed load left: nothing, if all in it is whole."""
    if not database.exists():
        return []
    with closing(sqlite3.connect(database)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version < SCHEMA_VERSION:  # killed while the tables were made: the next load goes on
            return []
        half = connection.execute("SELECT id FROM reports WHERE problem = 'loading was broken off'").fetchall()
    return [f"{report} is half loaded" for (report,) in half] + list(verify(database).problems)


def soak(kills: int, seed: int, folder: Path) -> int:
    """Kill loads until so many were killed at work; returns how many loads ended before. Raises where anything was lost.

    The pile changes from edition to edition, and a second database sees each edition once, undisturbed.
    """
    chance, done, escaped, edition = random.Random(seed), 0, 0, 0
    killed, calm, pile = folder / "killed.db", folder / "calm.db", folder / "pile"
    while done < kills:
        write_pile(pile, edition)
        began = time.perf_counter()
        load_pile(pile, calm)
        span = time.perf_counter() - began
        for _ in range(12):
            if killed_after(chance.uniform(0, span), pile, killed):
                done, span = done + 1, span * 1.1
            else:
                escaped, span = escaped + 1, span * 0.7
            assert not (wrong := faults(killed)), f"seed {seed}, kill {done}: {wrong}"
            if done == kills:
                break
        load_pile(pile, killed)
        assert dump(killed) == dump(calm), f"seed {seed}, kill {done}: the database differs from an undisturbed one"
        edition += 1
        if edition % 4 == 0:
            killed.unlink()
            calm.unlink()
    return escaped


def at_length(about: str | None, kills: int, soaked: Callable[[int, int, Path], str]) -> None:
    """Run a soak with the number of kills and the seed that the command line gives, and print what was done."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("kills", type=int, nargs="?", default=kills)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    given = parser.parse_args()
    print(f"{given.kills} kills, seed {given.seed}", flush=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        done = soaked(given.kills, given.seed, Path(folder))
    print(f"{done}: nothing lost, {time.monotonic() - began:.0f} s")


def main() -> None:
    """Kill as many loads as the command line asks for."""

    def killed_at_length(kills: int, seed: int, folder: Path) -> str:
        return f"{kills} loads killed at work ({soak(kills, seed, folder)} ended before)"

    at_length(__doc__, 200, killed_at_length)


if __name__ == "__main__":
    main()
