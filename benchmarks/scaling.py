"""Measure what a load costs as it grows: time, memory, size of the database, and how fast its pages answer.

    python -m benchmarks.scaling 100 500                       # the sample's reports under other names, 1 and 2 workers
    python -m benchmarks.scaling 1000 2500 5000 --workers 2
    python -m benchmarks.scaling --files ../shared/reports/inspections --name "real inspection reports"

Each load is a process of its own into a new database; of the same files all databases must be equal, row by row. Processor time
is that of the load with all its processes, memory the most that any of them held (Linux only). A second load finds all unchanged.
The figures are kept in benchmarks/scaling.json with machine, versions and day, by pile, size and workers; those not measured now
stay. The README's tables are written from it.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.pile import make_pile
from pipeline import __version__
from tests.load.dumping import dump

RESULTS = Path(__file__).with_name("scaling.json")
PILE = "the sample under other names"
ROOT = Path(__file__).resolve().parents[1]
_LOOK_EVERY = 0.2  # seconds; what a process held at most, and took, is kept by the system until it ends


def load(files: Sequence[Path], database: Path, workers: int) -> dict[str, float]:
    """Load files and return seconds by the clock and of the processors, and the most megabytes of the loader and of a worker."""
    command = [sys.executable, "-m", "pipeline", "load", *map(str, files), "--db", str(database), "--quiet"]
    began = time.monotonic()
    process = subprocess.Popen([*command, "--workers", str(workers)], cwd=ROOT, stdout=subprocess.DEVNULL)
    held: dict[int, float] = {}
    spent: dict[int, float] = {}
    while process.poll() is None:
        for pid in (process.pid, *_children(process.pid)):
            held[pid] = max(held.get(pid, 0.0), _most_held(pid))
            spent[pid] = max(spent.get(pid, 0.0), _spent(pid))
        time.sleep(_LOOK_EVERY)
    return {
        "seconds": round(time.monotonic() - began, 1),
        "cpu_seconds": round(sum(spent.values()), 1),
        "loader_mb": round(held.pop(process.pid, 0.0)),
        "worker_mb": round(max(held.values(), default=0.0)),
    }


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += map(int, children.read_text().split())
        except OSError:  # it ended just now
            continue
    return [*found, *(below for child in found for below in _children(child))]


def _spent(pid: int) -> float:
    """Return the seconds of the processors that a process took so far, those of its children not counted.

    The processes that read are children of one that the load started, and are waited for by nobody: the system adds them up
    nowhere.
    """
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")  # 14 and 15 of proc(5)


def _most_held(pid: int) -> float:
    """Return the most megabytes that a process held so far, in memory."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), 0.0)


def answers(database: Path) -> dict[str, float]:
    """Return milliseconds of processor time of the main pages, each asked for three times: the middle one."""
    from pipeline.browse import charts, make_datasette

    async def ask() -> dict[str, float]:
        datasette = make_datasette(database)
        await datasette.invoke_startup()
        await asyncio.to_thread(charts.warmed.wait)
        await datasette.client.get("/-/accuracy")  # templates are compiled
        taken: dict[str, list[float]] = {}
        for _ in range(3):
            for name, path in _pages(database).items():
                began = time.process_time()
                answer = await datasette.client.get(path, follow_redirects=True)
                taken.setdefault(name, []).append(1000 * (time.process_time() - began))
                assert answer.status_code == 200, path
        return {name: round(median(times), 1) for name, times in taken.items()}

    return asyncio.run(ask())


def _pages(database: Path) -> dict[str, str]:
    with closing(sqlite3.connect(database)) as connection:
        councils = [row[0] for row in connection.execute("SELECT id FROM councils ORDER BY id LIMIT 3")]
        [action] = connection.execute("SELECT id FROM actions ORDER BY id LIMIT 1").fetchone() or [None]
    pages = {
        "home": "/",
        "council": f"/{database.stem}/councils/{councils[0]}",
        "compare": "/-/compare?" + "&".join(f"council={council}" for council in councils),
        "search": "/-/search?words=social+workers",
        "actions": f"/{database.stem}/actions",
    }
    return {**pages, "action": f"/{database.stem}/actions/{action}"} if action else pages


def measured(files: Sequence[Path], workers: int, folder: Path) -> tuple[dict[str, Any], str]:
    """Load files into a new database and return its figures, with a digest of all its rows."""
    database = folder / f"findings-{len(files)}-{workers}.db"
    first = load(files, database, workers)
    again = load(files, database, workers)
    with closing(sqlite3.connect(database)) as connection:
        (pages,) = connection.execute("SELECT count(*) FROM pages").fetchone()
        (reports,) = connection.execute("SELECT count(*) FROM reports WHERE carrier_id IS NULL").fetchone()
        (findings,) = connection.execute("SELECT count(*) FROM finding_index").fetchone()
    figures = {
        "reports": reports,
        "pages": pages,
        "findings": findings,
        "workers": workers,
        **first,
        "database_mb": round(database.stat().st_size / 1e6, 1),
        "second_load_seconds": again["seconds"],
        "page_ms": answers(database),
        "measured": datetime.now(UTC).date().isoformat(),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "python": platform.python_version(),
        "version": __version__,
    }
    digest = hashlib.sha256(repr(dump(database)).encode()).hexdigest()
    database.unlink()
    return figures, digest


def keep(pile: str, figures: dict[str, Any]) -> None:
    """Put figures among those kept, in the place of older ones of the same pile, size and workers."""
    kept = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    runs = [run for run in kept.get(pile, []) if (run["reports"], run["workers"]) != (figures["reports"], figures["workers"])]
    kept[pile] = sorted([*runs, figures], key=lambda run: (run["reports"], run["workers"]))
    RESULTS.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, help="reports")
    parser.add_argument("--workers", nargs="+", type=int, default=[1, 2])
    parser.add_argument("--files", nargs="+", type=Path, help="load these PDFs, or those in these folders, in place of a pile")
    parser.add_argument("--name", default="other files", help="what these files are, for the table")
    parser.add_argument("--pile", type=Path, help="a folder in which the reports that are printed stay for the next time")
    parser.add_argument("--show", action="store_true", help="print the figures only, keep none")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        piles: list[Sequence[Path]] = []
        if arguments.files:
            piles.append(
                [file for path in arguments.files for file in (sorted(path.rglob("*.pdf")) if path.is_dir() else [path])]
            )
        piles += [make_pile(arguments.pile or folder / "pile", size) for size in arguments.sizes]
        for files in piles:
            digests = set()
            for workers in arguments.workers:
                figures, digest = measured([file.resolve() for file in files], workers, folder)
                digests.add(digest)
                print(json.dumps(figures), flush=True)
                if not arguments.show:
                    keep(arguments.name if arguments.files and files is piles[0] else PILE, figures)
            if len(digests) > 1:
                sys.exit(f"the databases of {len(files)} files by {arguments.workers} workers are not equal")


if __name__ == "__main__":
    main()
