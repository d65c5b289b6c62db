"""Time readers of PDFs side by side on the same files, each in a process of its own, on one core.

    python -m benchmarks.speed ../shared/reports/inspections
    python -m benchmarks.speed ../shared/reports/inspections --every 6

takes for each reader the processor time (user and system) of its whole process, from start to end: on a machine that does other
work too, the clock on the wall tells nothing. pdfplumber is timed first and last, so that it shows how steady the machine was.
The figures go to benchmarks/speed.json with machine, versions and day, from which the README's table is made. PyMuPDF and Camelot
stand in an environment of their own (benchmarks/others.lock), never among the project's own packages.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.compiled import compile_modules
from benchmarks.machine import machine
from benchmarks.others import python_of_others

RESULTS = Path(__file__).with_name("speed.json")


def with_pdfplumber(paths: Sequence[str]) -> None:
    """Find words and tables, as one does with pdfplumber."""
    import pdfplumber

    for path in paths:
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                page.extract_words()
                page.find_tables()
                page.close()


def with_pdfminer(paths: Sequence[str]) -> None:
    from pdfminer.high_level import extract_text

    for path in paths:
        extract_text(path)


def with_pypdfium2(paths: Sequence[str]) -> None:
    import pypdfium2

    for path in paths:
        document = pypdfium2.PdfDocument(path)
        for page in document:
            page.get_textpage().get_text_range()


def with_pymupdf(paths: Sequence[str]) -> None:
    import pymupdf

    for path in paths:
        with pymupdf.open(path) as document:
            for page in document:
                page.get_text()


def with_camelot(paths: Sequence[str]) -> None:
    import camelot

    for path in paths:
        camelot.read_pdf(path, pages="all", flavor="lattice", engine="vector")


def by_stage(paths: Sequence[str]) -> dict[str, float]:
    """Read as this project does up to the findings, and return the seconds of each stage; what is made once counts as `start`."""
    from pipeline.flow import Steps
    from pipeline.limits import collect_rarely
    from pipeline.model import MENTIONED, Mentions
    from pipeline.parse import parse
    from pipeline.rules import read_rules

    steps = Steps(read_rules())
    seconds = dict.fromkeys(("start", "parse", "structure", "extract", "resolve"), 0.0)

    def read(path: str, to: Callable[[str], str]) -> None:
        collect_rarely()
        began = time.process_time()
        document = parse(Path(path))
        times = {"parse": time.process_time()}
        structured = steps.structure(document)
        times["structure"] = time.process_time()
        mentions = Mentions(**{name: steps.extract(name, structured) for name in MENTIONED})
        times["extract"] = time.process_time()
        steps.resolve(structured, mentions)
        times["resolve"] = time.process_time()
        for stage, ended in times.items():
            seconds[to(stage)] += ended - began
            began = ended
        steps.done.clear()

    seconds["start"] = time.process_time()
    read(paths[0], lambda _: "start")
    for path in paths:
        read(path, str)
    return seconds


def whole(paths: Sequence[str]) -> None:
    """Load into a new database, in this process: everything from file to finding."""
    from pipeline.flow import load_files
    from pipeline.load.request import Request

    with tempfile.TemporaryDirectory() as folder:
        load_files(Request(tuple(map(Path, paths)), Path(folder) / "findings.db"))


READERS: dict[str, tuple[str, Callable[[Sequence[str]], dict[str, float] | None]]] = {
    "pdfplumber, words and tables": ("pdfplumber", with_pdfplumber),
    "this project, file to database": ("council-journeys", whole),
    "this project, stage by stage": ("council-journeys", by_stage),
    "pdfminer.six, text": ("pdfminer.six", with_pdfminer),
    "pypdfium2, text": ("pypdfium2", with_pypdfium2),
    "PyMuPDF, text": ("pymupdf", with_pymupdf),
    "Camelot lattice, vector engine, tables": ("camelot-py", with_camelot),
    "pdfplumber again": ("pdfplumber", with_pdfplumber),
}
_OTHERS = ("pymupdf", "camelot-py")


def timed(name: str, paths: Sequence[str]) -> dict[str, Any]:
    """Run a reader in a process of its own and return its processor seconds, and what it prints of its stages."""
    python = python_of_others() if READERS[name][0] in _OTHERS else sys.executable
    before = os.times()
    command = [str(python), "-m", "benchmarks.speed", "--reader", name, *paths]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    after = os.times()
    seconds = after.children_user + after.children_system - before.children_user - before.children_system
    return {"seconds": round(seconds, 2), **json.loads(done.stdout.splitlines()[-1])}


def measured(paths: Sequence[Path]) -> dict[str, Any]:
    """Time every reader that is installed, over the PDFs that pdfplumber can open."""
    import pdfplumber
    from pdfplumber.utils.exceptions import PdfminerException

    pages, readable = 0, []
    for path in paths:
        try:
            with pdfplumber.open(path) as pdf:
                pages += len(pdf.pages)
                readable.append(str(path))
        except PdfminerException:
            continue
    readers: dict[str, Any] = {}
    compile_modules()
    compile_modules(python_of_others())
    for name in READERS:
        figures = timed(name, readable)
        figures["pages_per_second"] = round(pages / figures["seconds"], 1)
        readers[name] = figures
        print(name, readers[name], file=sys.stderr)
    plain = (readers["pdfplumber, words and tables"]["seconds"] + readers["pdfplumber again"]["seconds"]) / 2
    for figures in readers.values():
        figures["times_pdfplumber"] = round(plain / figures["seconds"], 2)
    return {
        "measured": datetime.now(UTC).date().isoformat(),
        "machine": machine(),
        "python": platform.python_version(),
        "files": len(readable),
        "pages": pages,
        "readers": readers,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--every", type=int, default=1, help="take only every so manieth file")
    parser.add_argument("--reader", choices=tuple(READERS), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.reader:
        package, read = READERS[arguments.reader]
        stages = read(list(map(str, arguments.paths)))
        print(json.dumps({"version": version(package), **({"stages": stages} if stages else {})}))
        return
    files = [file for path in arguments.paths for file in (sorted(path.rglob("*.pdf")) if path.is_dir() else [path])]
    RESULTS.write_text(json.dumps(measured(files[:: arguments.every]), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
