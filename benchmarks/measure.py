"""Measure accuracy and speed, and keep the figures that the README prints.

    python -m benchmarks.measure sample corpus/reports corpus/gold
    python -m benchmarks.measure "real reports, PDF" REPORTS GOLD --suffix .pdf

loads the reports into a database of its own, one process, times it, evaluates it against the gold,
and writes the figures under the name given into benchmarks/results.json.
"""

from __future__ import annotations

import argparse
import json
import platform
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pipeline import __version__
from pipeline.evaluate.calibration import expected_calibration_error, reliability
from tests.measuring import evaluated

RESULTS = Path(__file__).with_name("results.json")


def measure(reports: list[Path], gold: Path, suffix: str) -> dict[str, object]:
    """Load, time and evaluate; speed is pages (where the form has pages) and words a second of wall time."""
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "findings.db"
        began = time.perf_counter()
        files = [str(p) for r in reports for p in ([r] if r.is_file() else sorted(r.rglob(f"*{suffix}"))) if p.is_file()]
        subprocess.run(
            [sys.executable, "-m", "pipeline", "load", *files, "--db", str(db), "--workers", "1", "--quiet"],
            check=False,
            stdout=subprocess.DEVNULL,
        )
        seconds = time.perf_counter() - began
        with sqlite3.connect(db) as connection:
            pages, words, loaded = connection.execute("select sum(page_count), sum(word_count), count(*) from reports").fetchone()
        evaluation = evaluated(db, gold, suffix, present=True)
    classes = {
        name: {
            "units": c.certain,
            "right": c.tp,
            "wrong": c.fp,
            "precision": c.precision,
            "recall": c.recall,
            "f1": c.f1,
            "values": c.shares,
            "calibration_error": expected_calibration_error(reliability(c.given)),
        }
        for name, c in evaluation.total.items()
        if c.tp + c.fp + c.fn
    }
    return {
        "version": __version__,
        "python": platform.python_version(),
        "reports": loaded,
        "gold": len(evaluation.reports),
        "pages": pages,
        "words": words,
        "seconds": round(seconds, 1),
        "classes": classes,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name")
    parser.add_argument("reports", type=Path, nargs="+")
    parser.add_argument("gold", type=Path)
    parser.add_argument("--suffix", default="")
    arguments = parser.parse_args()
    results = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.is_file() else {}
    results[arguments.name] = measure(arguments.reports, arguments.gold, arguments.suffix)
    RESULTS.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
