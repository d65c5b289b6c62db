"""Load thousands of files, some of them bad, while many read the pages: memory stays under a cap, and every reader is answered.

`python -m tests.soak.pile --files 2000 --readers 50 --memory 2000` does it. The files are small reports, each with its own words;
three in a hundred are spoilt. Memory is that of the load with all its processes, what they share counted once (Linux).
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from pipeline.load.verify import verify
from tests.parse.parse_samples import make_docx, make_pdf, p, show

ROOT = Path(__file__).resolve().parents[2]
BAD = 0.03
PAGES = (
    "/",
    "/findings",
    "/findings/reports",
    "/findings/actions",
    "/findings/dates.json",
    "/-/search?words=staff",
    "/-/accuracy",
    "/findings/events.csv",
)
LINES = (
    "Northmoor Council",
    "Report to: Cabinet",
    "Date: {day} June 20{year}",
    "1. Visits to child {n} rose from {low}% to {high}% in May.",
    "2. The Head of Safeguarding will train {n} managers by {day} March 20{year}.",
    "3. Cabinet is recommended to note plan {n}.",
    "4. Ofsted inspected services in March 20{year} and found them to be inadequate.",
)


def write_pile(folder: Path, files: int, seed: int) -> int:
    """Write so many reports as text, PDF and Word files by turns; returns how many of them are bad."""
    chance, bad = random.Random(seed), 0
    for n in range(files):
        values = {"n": n, "day": n % 28 + 1, "year": 10 + n % 15, "low": n % 50, "high": n % 50 + 40}
        lines = [line.format(**values) for line in LINES]
        kind = ("txt", "pdf", "docx")[n % 3]
        text = "\n\n".join(lines).encode()
        pdf = make_pdf(*("".join(show(50, 740 - 20 * k, line) for k, line in enumerate(lines)) for _ in range(3)))
        data = {"txt": text, "pdf": pdf, "docx": make_docx("".join(map(p, lines)))}[kind]
        if chance.random() < BAD:
            bad += 1
            data = chance.choice(
                (
                    b"",
                    data[: len(data) // 9],
                    b"<html><title>Page not found</title><h1>404 Page not found",
                    bytes(n % 251 for _ in range(3000)) + b"%d" % n,
                )
            )
        (folder / f"{n:05}.{kind}").write_bytes(data)
    return bad


def tree(root: int) -> list[tuple[int, int]]:
    """Return a process and all that it started, each with how many starts it is away from the first (Linux)."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except (OSError, IndexError):
                continue
            children.setdefault(int(fields[1]), []).append(int(entry.name))
    found = [(root, 0)]
    for process, depth in found:
        found += [(child, depth + 1) for child in children.get(process, [])]
    return found


def tree_memory(root: int) -> int:
    """Return the bytes that a process and its children hold, what several share counted once (their proportional sets)."""
    held = 0
    for process, _ in tree(root):
        try:
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        held += sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    return held


def free_port() -> int:
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def journeys(*arguments: object, log: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as out:
        return subprocess.Popen([sys.executable, "-m", "pipeline", *map(str, arguments)], cwd=ROOT, stdout=out, stderr=out)


def answered(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=300) as answer:
            answer.read()
            return str(answer.status)
    except urllib.error.HTTPError as error:
        said = " ".join(re.sub("<[^>]+>", " ", error.read().decode(errors="replace").partition("<main")[2]).split())
        return f"{error.code} {address.split('/', 3)[3]} {said[:300]}".strip()
    except OSError as error:
        return f"{type(error).__name__} {address.split('/', 3)[3]}"


def read_on(address: str, number: int, goes_on: Callable[[], bool], answers: Counter[str]) -> None:
    """Be one reader: ask for one page after the other, until the load is done."""
    n = number
    while goes_on():
        answers[answered(address + PAGES[n % len(PAGES)])] += 1
        n += 1
        time.sleep(random.random())


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if server.poll() is not None:
            raise SystemExit("the server ended")
        try:
            urllib.request.urlopen(address, timeout=60).close()
            return
        except OSError:
            time.sleep(0.5)


def soak(folder: Path, files: int, readers: int, workers: int) -> tuple[Counter[str], Counter[str], int, list[str]]:
    """Load the pile while it is read; returns reports by status, answers by kind, the most memory, and what is wrong."""
    pile, database = folder / "pile", folder / "findings.db"
    pile.mkdir()
    bad = write_pile(pile, files, seed=1)
    first = folder / "first"
    first.mkdir()
    for path in sorted(pile.iterdir())[:3]:
        shutil.copy(path, first)
    journeys("load", first, "--db", database, "--workers", 0, log=folder / "first.log").wait()
    port = free_port()
    server = journeys("browse", "--db", database, "--port", port, log=folder / "server.log")
    answers: Counter[str] = Counter()
    most = 0
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(address, server)
        loading = journeys("load", pile, "--db", database, "--workers", workers, "--log", "json", log=folder / "load.log")
        crowd = [
            threading.Thread(target=read_on, args=(address, n, lambda: loading.poll() is None, answers), daemon=True)
            for n in range(readers)
        ]
        for reader in crowd:
            reader.start()
        while loading.poll() is None:
            most = max(most, tree_memory(loading.pid))
            time.sleep(0.5)
        for reader in crowd:
            reader.join(300)
    finally:
        server.terminate()
        server.wait(60)
    wrong = list(verify(database).problems)
    wrong += [f"answer: {kind}" for kind in answers if kind != "200"]
    if loading.returncode not in (0, 1):
        wrong.append(f"the load ended with {loading.returncode}: {(folder / 'load.log').read_text(errors='replace')[-500:]}")
    with closing(sqlite3.connect(database)) as connection:
        statuses = Counter(dict(connection.execute("SELECT status, count(*) FROM reports GROUP BY status").fetchall()))
        (silent,) = connection.execute("SELECT count(*) FROM reports WHERE status <> 'ok' AND problem IS NULL").fetchone()
        (whole,) = connection.execute("SELECT count(*) FROM reports WHERE status = 'ok'").fetchone()
    if silent:
        wrong.append(f"{silent} reports say nothing of why they are not whole")
    if whole < files - bad:
        wrong.append(f"{whole} reports are whole, of {files} files {bad} were bad")
    return statuses, answers, most, wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    parser.add_argument("--memory", type=int, default=2000, help="Megabytes.")
    given = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as made:
        statuses, answers, most, wrong = soak(Path(made), given.files, given.readers, given.workers)
    if most > given.memory * 1_000_000:
        wrong.append(f"the load took {most / 1e6:.0f} MB")
    print(*wrong, sep="\n")
    print(
        f"{given.files} files in {time.monotonic() - began:.0f} s: {dict(statuses)}; at most {most / 1e6:.0f} MB; "
        f"{answers.total()} answers to {given.readers} readers: {dict(answers)}; {len(wrong)} faults"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
