"""Read the tables of the ICDAR 2013 competition by several readers: cells beside each other, rows and columns, seconds.

    python -m benchmarks.icdar
    python -m benchmarks.icdar --misses

gives every reader the same PDFs with published true cells (`shared/data/icdar-2013` beside the project), counts as the
competition does (Goebel, Hassan, Oro and Orsi, "ICDAR 2013 Table Competition"), and writes benchmarks/icdar.json, from which
the README's table is made. Each reader runs in a process of its own; Camelot in an environment of its own
(benchmarks/others.lock). Seconds are processor time of reading alone.

How it is counted. A table gives one relation for every cell with words and the nearest cell with words to its right and below
it, empty cells passed over; words are compared without white space, in capitals, with every character but letters and digits as
an underscore. A true table is paired with the table on its page that shares most relations, each with one at most. Precision
and recall are over the relations of all tables: a table found where none is, or a true one not found, counts with all its
relations. A table that goes on elsewhere counts there by itself, as its published truth has it. Rows and columns are those with
words. Of the two truths that the competition gives for three of the files, the one nearer to what the reader found holds.
"""

from __future__ import annotations

import argparse
import json
import platform
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from benchmarks.machine import machine
from benchmarks.others import python_of_others
from benchmarks.readers.with_tables import READERS

ROOT = Path(__file__).resolve().parents[1]
TABLES = ROOT.parent / "shared" / "data" / "icdar-2013"
RESULTS = Path(__file__).with_name("icdar.json")

Cell = tuple[int, int, int, int, str]  # row, column, rows spanned, columns spanned, words
Relation = tuple[str, str, str]


@dataclass(frozen=True)
class TableCells:
    """A table by its cells with words: where they stand, and which stand beside which."""

    page: int
    relations: Counter[Relation]
    rows: int
    columns: int


def table_cells(page: int, cells: Iterable[Cell]) -> TableCells:
    """Return a table of cells, rows and columns without words left out."""
    worded = [(*cell[:4], words) for cell in cells if (words := _normal(cell[4]))]
    rows = {row for row, *_ in worded}
    columns = {column for _, column, *_ in worded}
    return TableCells(page, Counter(_relations(worded)), len(rows), len(columns))


def _normal(words: str) -> str:
    """Words as the competition compares them; ligatures and accents one way, as the readers differ in how they write them."""
    bare = re.sub(r"\s+", "", unicodedata.normalize("NFKC", words))
    return re.sub(r"[\W_]", "_", bare).upper()


def _relations(cells: Sequence[Cell]) -> Iterator[Relation]:
    at = {
        (r, c): number
        for number, (row, column, rows, columns, _) in enumerate(cells)
        for r in range(row, row + rows)
        for c in range(column, column + columns)
    }
    bottom, right = max((r for r, _ in at), default=0), max((c for _, c in at), default=0)
    for number, (row, column, rows, columns, words) in enumerate(cells):
        beside = (
            next((n for c in range(column + columns, right + 1) if (n := at.get((r, c))) is not None), None)
            for r in range(row, row + rows)
        )
        below = (
            next((n for r in range(row + rows, bottom + 1) if (n := at.get((r, c))) is not None), None)
            for c in range(column, column + columns)
        )
        for way, others in (("right", beside), ("below", below)):
            yield from ((words, cells[n][4], way) for n in dict.fromkeys(others) if n is not None and n != number)


def true_tables(path: Path) -> list[TableCells]:
    """Read a file of the competition's true cells. Its ends are inclusive, and left out where a cell spans nothing."""
    tables = []
    for region in ElementTree.parse(path).iter("region"):
        cells = []
        for cell in region.iter("cell"):
            row, column = int(cell.attrib["start-row"]), int(cell.attrib["start-col"])
            end = int(cell.get("end-row", row)), int(cell.get("end-col", cell.get("col-end", column)))
            cells.append((row, column, end[0] - row + 1, end[1] - column + 1, cell.findtext("content") or ""))
        tables.append(table_cells(int(region.attrib["page"]), cells))
    return tables


def truths(folder: Path = TABLES) -> dict[str, list[list[TableCells]]]:
    """Return for each PDF its true tables, in one or two readings."""
    return {
        path.stem: [true_tables(truth) for truth in sorted(folder.glob(f"{path.stem.rstrip('ab')}*-str.xml"))]
        for path in sorted(folder.glob("*.pdf"))
    }


@dataclass(frozen=True)
class Tally:
    """What one reader got right in some files; `exact_*` are true tables whose rows or columns came out in their number."""

    right: int = 0
    found: int = 0
    wanted: int = 0
    tables: int = 0
    exact_rows: int = 0
    exact_columns: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(a + b for a, b in zip(self._numbers, other._numbers, strict=True)))

    @property
    def _numbers(self) -> tuple[int, ...]:
        return (self.right, self.found, self.wanted, self.tables, self.exact_rows, self.exact_columns)

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 0.0


def tallied(true: Sequence[TableCells], found: Sequence[TableCells]) -> Tally:
    """Pair the tables of one file and count."""
    pairs = paired(true, found)
    return Tally(
        sum((true[t].relations & found[f].relations).total() for t, f in pairs.items()),
        sum(table.relations.total() for table in found),
        sum(table.relations.total() for table in true),
        len(true),
        sum(true[t].rows == found[f].rows for t, f in pairs.items()),
        sum(true[t].columns == found[f].columns for t, f in pairs.items()),
    )


def paired(true: Sequence[TableCells], found: Sequence[TableCells]) -> dict[int, int]:
    """Pair true tables with those found on their pages, those first that share most relations."""
    shared = sorted(
        (-(a.relations & b.relations).total(), t, f) for t, a in enumerate(true) for f, b in enumerate(found) if a.page == b.page
    )
    pairs: dict[int, int] = {}
    for negative, t, f in shared:
        if negative and t not in pairs and f not in pairs.values():
            pairs[t] = f
    return pairs


def read_by(name: str, paths: Sequence[Path]) -> dict[str, Any]:
    """Run a reader in a process of its own and return its version, seconds and the tables of each file."""
    python = python_of_others() if READERS[name][0] == "camelot-py" else Path(sys.executable)
    worker = Path(__file__).parent / "readers" / "with_tables.py"
    done = subprocess.run([python, worker, name, *paths], stdout=subprocess.PIPE, text=True, check=True)
    read: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return read


def counted(true: dict[str, list[list[TableCells]]], found: dict[str, Any]) -> dict[str, Tally]:
    """Count each file of a reader, by the truth nearer to what it found."""
    tallies = {}
    for stem, readings in true.items():
        tables = [table_cells(page, map(tuple, cells)) for page, cells in found[stem]]
        tallies[stem] = max((tallied(reading, tables) for reading in readings), key=lambda tally: tally.f1)
    return tallies


def figures(tally: Tally) -> dict[str, Any]:
    return {
        "precision": round(tally.right / tally.found, 4) if tally.found else 0.0,
        "recall": round(tally.right / tally.wanted, 4),
        "f1": round(tally.f1, 4),
        "rows": tally.exact_rows,
        "columns": tally.exact_columns,
    }


def measured(names: Sequence[str], misses: bool = False) -> dict[str, Any]:
    """Run the readers over all files and return the figures with machine, versions and day."""
    true = truths()
    readers: dict[str, Any] = {}
    whole = Tally()
    for name in names:
        read = read_by(name, [TABLES / f"{stem}.pdf" for stem in true])
        tallies = counted(true, read["found"])
        whole = sum(tallies.values(), Tally())
        mean = sum(tally.f1 for tally in tallies.values()) / len(tallies)
        readers[name] = {"version": read["version"], **figures(whole), "f1_of_files": round(mean, 4), "seconds": read["seconds"]}
        print(name, readers[name], file=sys.stderr)
        for stem, tally in tallies.items() if misses else ():
            if tally.f1 < 1 or tally.exact_rows + tally.exact_columns < 2 * tally.tables:
                print(f"  {stem} {tally}", file=sys.stderr)
    return {
        "measured": datetime.now(UTC).date().isoformat(),
        "machine": machine(),
        "python": platform.python_version(),
        "files": len(true),
        "tables": whole.tables,
        "readers": readers,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="tell which files a reader got wrong")
    parser.add_argument("--reader", choices=tuple(READERS), help="run one reader alone, and keep nothing")
    arguments = parser.parse_args()
    result = measured([arguments.reader] if arguments.reader else list(READERS), arguments.misses)
    if arguments.reader is None:
        RESULTS.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
