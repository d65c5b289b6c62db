"""Measure how often units are right, by class, rule and the rule's own confidence, and make the table of confidence from it.

    python -m benchmarks.calibrate "the sample" corpus/gold corpus/reports --suffix .pdf --seen
    python -m benchmarks.calibrate "reports of 2026" GOLD REPORTS
    python -m benchmarks.calibrate

The first two read the reports with the rules' own confidence, hold them against gold, and write the counts under the name given
into benchmarks/measured_confidence.csv, in place of those of an earlier measurement of the same name. `--seen` says that the
rules were written on these reports. Each ends by making rules/resolve/confidence.csv from all measurements and printing how well
it holds for reports left out one by one; without a name it does that alone. The measurements hold numbers and the rules' names;
reports stand in them by a digest of their name.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import sqlite3
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path

from pipeline.evaluate import evaluate, read_gold_folder
from pipeline.evaluate.as_text import with_interval
from pipeline.evaluate.calibrate import Measured, left_out, measured_text, read_measured, table_text
from pipeline.evaluate.calibration import expected_calibration_error, reliability
from pipeline.evaluate.score import Given
from pipeline.flow import load_files
from pipeline.load.request import Request
from pipeline.shipped import OwnRules, data_folder

MEASURED = Path(__file__).with_name("measured_confidence.csv")
TABLE = data_folder("rules") / "resolve" / "confidence.csv"


def rules_own_confidence() -> OwnRules:
    """Return rules under which every unit keeps its rule's own confidence: the table with nothing shifted."""
    shipped = list(csv.DictReader(io.StringIO(TABLE.read_text(encoding="utf-8"))))
    written = io.StringIO()
    writer = csv.DictWriter(written, shipped[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows({**row, "shift": "0"} for row in shipped)
    return OwnRules("unshifted", (("resolve/confidence.csv", written.getvalue()),))


def measure(name: str, gold: Path, files: list[Path], suffix: str, *, seen: bool) -> list[Measured]:
    """Read reports and count their units."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "findings.db"
        paths = tuple(found for path in files for found in ([path] if path.is_file() else sorted(path.rglob(f"*{suffix}"))))
        load_files(Request(paths, database, own=rules_own_confidence()))
        return counted(name, gold, database, suffix, seen=seen)


def counted(name: str, gold: Path, database: Path, suffix: str, *, seen: bool) -> list[Measured]:
    """Count the units of a database in which every unit has its rule's own confidence."""
    with closing(sqlite3.connect(database)) as db:
        evaluation = evaluate(db, read_gold_folder(gold), suffix=suffix, present=True)
    units: Counter[tuple[str, str, str, float, bool]] = Counter()
    for stem, counts in evaluation.reports.items():
        report = hashlib.sha256(stem.encode()).hexdigest()[:8]
        units.update((report, kind, unit.rule, unit.confidence, unit.right) for kind, c in counts.items() for unit in c.given)
    return [
        Measured(name, *key, right=units[*key, True], wrong=units[*key, False], seen=seen)
        for key in sorted({key[:4] for key in units})
    ]


def told(given: dict[str, list[Given]]) -> str:
    """Say how confidence and share right agree, per class and band, for reports left out one by one."""
    lines = ["Reports left out one by one: of the units given a confidence in this band, the share that is right"]
    everything = [unit for of_kind in given.values() for unit in of_kind]
    for kind, units in [*sorted(given.items()), ("all", everything)]:
        bands = reliability(units)
        lines.append(f"  {kind}: expected calibration error {expected_calibration_error(bands) or 0:.3f}")
        for band in bands:
            share = with_interval(band.share, band.interval)
            lines.append(f"    {band.low:.2f}-{band.high:.2f} {band.of:>5} units, given {band.given:.3f}, right {share}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", nargs="?")
    parser.add_argument("gold", nargs="?", type=Path)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--suffix", default="")
    parser.add_argument("--seen", action="store_true", help="the rules were written on these reports")
    parser.add_argument("--db", type=Path, help="in place of files a database loaded with the rules' own confidence")
    arguments = parser.parse_args()
    measured = read_measured(MEASURED.read_text(encoding="utf-8")) if MEASURED.is_file() else []
    if arguments.name:
        if arguments.gold is None or bool(arguments.files) == bool(arguments.db):
            parser.error("a measurement needs a name, a folder of gold, and files or --db")
        if arguments.db:
            units = counted(arguments.name, arguments.gold, arguments.db, arguments.suffix, seen=arguments.seen)
        else:
            units = measure(arguments.name, arguments.gold, arguments.files, arguments.suffix, seen=arguments.seen)
        measured = [one for one in measured if one.measurement != arguments.name] + units
        MEASURED.write_text(measured_text(measured), encoding="utf-8")
    TABLE.write_text(table_text(measured), encoding="utf-8")
    print(told(left_out(measured)))


if __name__ == "__main__":
    main()
