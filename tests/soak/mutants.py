"""Spoil documents in many ways and read them: each is read or refused in words, in time, and costs nobody else anything.

`python -m tests.soak.mutants ../reports --each 20` does it at length over PDF and Word files; the suite a little.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

from pipeline.errors import DocumentError
from pipeline.flow import read_file
from pipeline.limits import Limits
from pipeline.load.workers.pool import run_tasks
from pipeline.load.workers.process import TaskKilled

Mutation = Callable[[bytes, random.Random], bytes]

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
NUMBER = re.compile(rb"(?<![\w.])\d{1,10}(?![\w.])")
NUMBERS = (b"0", b"-1", b"1", b"65536", b"2147483647", b"-2147483648", b"99999999999999999999", b"1e309", b"0.0000001")
NAMES = re.compile(rb"/[A-Z][A-Za-z0-9]+")


def truncated(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def flipped(data: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(chance.choice((1, 10, 200))):
        spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
    return bytes(spoilt)


def hollowed(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + b"\0" * min(4096, len(data) - start) + data[start + 4096 :]


def cut_out(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.choice((1, 100, 10_000)) :]


def swapped(data: bytes, chance: random.Random) -> bytes:
    """Put one stream in another's place: a font where a page's operators should be, a picture for a table of objects."""
    streams = list(STREAM.finditer(data))
    if len(streams) < 2:
        return flipped(data, chance)
    one, other = sorted(chance.sample(streams, 2), key=lambda found: found.start())
    return data[: one.start(1)] + other[1] + data[one.end(1) : other.start(1)] + one[1] + data[other.end(1) :]


def renumbered(data: bytes, chance: random.Random) -> bytes:
    """Write other numbers into the open parts: references that lead in circles, sizes and counts beyond sense."""
    places = list(NUMBER.finditer(data))
    for found in sorted(chance.sample(places, min(len(places), chance.choice((1, 5, 50)))), key=lambda f: -f.start()):
        number = chance.choice((*NUMBERS, chance.choice(places)[0]))
        data = data[: found.start()] + number + data[found.end() :]
    return data


def renamed(data: bytes, chance: random.Random) -> bytes:
    """Exchange names: a page that is a font, a filter that is another."""
    places = list(NAMES.finditer(data))
    if not places:
        return flipped(data, chance)
    for found in sorted(chance.sample(places, min(len(places), chance.choice((1, 5, 30)))), key=lambda f: -f.start()):
        data = data[: found.start()] + chance.choice(places)[0] + data[found.end() :]
    return data


def repacked(data: bytes, chance: random.Random) -> bytes:
    """Spoil one part inside a Word file, so that the archive stays whole."""
    spoilt, out = chance.choice((truncated, flipped, cut_out, retagged)), BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        victim = chance.choice([name for name in package.namelist() if name.endswith((".xml", ".rels"))])
        for name in package.namelist():
            part = package.read(name)
            made.writestr(name, spoilt(part, chance) if name == victim and part else part)
    return out.getvalue()


def retagged(data: bytes, chance: random.Random) -> bytes:
    """Exchange the names and values of elements."""
    places = list(re.finditer(rb"w:\w+|\"[^\"]{0,40}\"", data))
    for found in sorted(chance.sample(places, min(len(places), chance.choice((1, 5, 30)))), key=lambda f: -f.start()):
        data = data[: found.start()] + chance.choice([f for f in places if f[0][:1] == found[0][:1]])[0] + data[found.end() :]
    return data


OF_PDF: tuple[Mutation, ...] = (truncated, flipped, hollowed, cut_out, swapped, renumbered, renamed)
OF_WORD: tuple[Mutation, ...] = (truncated, flipped, repacked, repacked, repacked)


def mutants(path: Path, each: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield names and spoilt contents; the same for the same seed, whatever other files there are."""
    data = path.read_bytes()
    ways = OF_WORD if path.suffix == ".docx" else OF_PDF
    for n in range(each):
        chance = random.Random(f"{seed} {path.name} {n}")
        way = ways[n % len(ways)]
        yield f"{path.stem}-{n:03}-{way.__name__}{path.suffix}", way(data, chance)


def read_one(path: Path) -> str:
    """Read a file as a load would; says what became of it. Faults of the program are raised."""
    try:
        reading = read_file(path)
    except DocumentError:
        return "refused"
    return "partial" if reading.document.problem else "read"


def soak(folder: Path, workers: int, limits: Limits) -> tuple[Counter[str], list[str]]:
    """Read all files of a folder; returns how many came to what, and in words what should not have happened."""
    outcomes: Counter[str] = Counter()
    wrong = []
    for path, result in run_tasks(sorted(folder.iterdir()), read_one, workers=workers, limits=limits):
        if isinstance(result, TaskKilled):
            outcomes["given up"] += 1
            wrong.append(f"{path.name}: {result}")
        elif isinstance(result, BaseException):
            outcomes["fault"] += 1
            wrong.append(f"{path.name}: {type(result).__name__}: {result}")
        else:
            outcomes[result] += 1
            path.unlink()
    return outcomes, wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--each", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--time-limit", type=float, default=120.0)
    parser.add_argument("--keep", type=Path, help="Where spoilt files that were not dealt with stay.")
    given = parser.parse_args()
    files = sorted(file for path in given.paths for file in (path.glob("*") if path.is_dir() else [path]))
    wrong: list[str] = []
    outcomes: Counter[str] = Counter()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as made:
        folder = given.keep or Path(made)
        folder.mkdir(exist_ok=True)
        for file in (file for file in files if file.suffix in (".pdf", ".docx")):
            for name, data in mutants(file, given.each, given.seed):
                (folder / name).write_bytes(data)
            came, more = soak(folder, given.workers, Limits(seconds=given.time_limit))
            outcomes, wrong = outcomes + came, wrong + more
            print(f"{file.name}: {dict(came)}", *more, sep="\n  ", flush=True)
            if given.keep is None:
                for path in folder.iterdir():
                    path.unlink()
    print(f"{outcomes.total()} spoilt files in {time.monotonic() - began:.0f} s: {dict(outcomes)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
