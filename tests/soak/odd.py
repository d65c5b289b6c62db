"""Load several hundred odd files at once: what publishing systems get wrong, and what nobody would write but to do harm.

`python -m tests.soak.odd` does it: each must come out read, in part or failed, with a reason in words; sound files between them
are read as if they were alone; the database gets no characters that do something to a terminal.
"""

from __future__ import annotations

import argparse
import re
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from pipeline.flow import load_files
from pipeline.limits import Limits
from pipeline.load.request import FileResult, Request
from pipeline.load.verify import verify
from pipeline.model import KINDS
from tests.load.dumping import dump
from tests.soak.odd_others import others
from tests.soak.odd_pdfs import pdfs

HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that do something to a terminal or turn the order of what is read; a tab and a line feed are none."""
SOUND = (
    "Elmshire Council\n\nReport to: Scrutiny Board\n\nDate: 3 May 2017\n\nChecks fell from 91% to 77% in April 2017.\n",
    "Elmshire\n\n12 May 2020",
)


def write_odd(folder: Path) -> int:
    """Write all of them; returns how many there are."""
    made = {**pdfs(), **others()}
    for name, make in made.items():
        path = folder.joinpath(name)
        path.write_bytes(make())
    return len(made)


def harmful_in(database: Path) -> list[str]:
    """Return where the database holds characters that harm, with a little of what stands there."""
    found = []
    with closing(sqlite3.connect(database)) as connection:
        connection.text_factory = lambda data: data.decode("utf-8", "surrogatepass")
        tables = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%USING fts%'"
            )
        ]
        for table in tables:
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info([{table}])")]
            for row in connection.execute(f"SELECT * FROM [{table}]"):
                for column, value in zip(columns, row, strict=True):
                    if isinstance(value, str) and HARMFUL.search(value):
                        found.append(f"{table}.{column}: {value[:80]!r}")
    return found


def soak(folder: Path, workers: int, limits: Limits) -> tuple[Counter[str], list[str], list[FileResult]]:
    """Load the folder's files and sound ones; returns how many came to what, what is wrong in words, and all results."""
    sound = folder / "sound"
    sound.mkdir()
    for n, text in enumerate(SOUND):
        (sound / f"{n}.txt").write_text(text, encoding="utf-8")
    alone, together = folder.parent / "alone.db", folder.parent / "together.db"
    load_files(Request((sound,), alone, workers=workers, limits=limits))
    summary = load_files(Request((folder,), together, workers=workers, limits=limits))
    wrong = [f"{result.path}: {result.problem}" for result in summary.results if _is_wrong(result)]
    wrong += verify(together).problems
    wrong += harmful_in(together)
    found, wanted = dump(together), dump(alone)
    for table in (*KINDS, "blocks", "pages"):
        wrong += [
            f"{table}: a row of a sound file is not as it is alone: {row}" for row in wanted[table] if row not in found[table]
        ]
    return Counter(result.status for result in summary.results), wrong, list(summary.results)


def _is_wrong(result: FileResult) -> bool:
    if result.status == "ok":
        return False
    problem = result.problem or ""
    return not problem or "fault in this program" in problem or "ended the process" in problem or "(--time-limit)" in problem


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--time-limit", type=float, default=120.0)
    parser.add_argument("--tell", action="store_true", help="Say what became of each.")
    given = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "odd"
        folder.mkdir()
        number = write_odd(folder)
        statuses, wrong, results = soak(folder, given.workers, Limits(seconds=given.time_limit))
        if given.tell:
            for result in results:
                print(f"{result.seconds:6.1f} {result.status:8}{Path(result.path).name!r}: {result.problem}")
    print(*wrong, sep="\n")
    print(f"{number} odd files in {time.monotonic() - began:.0f} s: {dict(statuses)}, {len(wrong)} of them wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
