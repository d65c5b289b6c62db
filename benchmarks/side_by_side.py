"""Read the same gold by four readers side by side: dates and percentages, quality and seconds per 100 KB.

    python -m benchmarks.side_by_side

gives every reader the same blocks of the same reports (the sample always, the real ones where the folder "shared" lies
beside the project) and the same day to read from, counts as the evaluation does, and writes benchmarks/side_by_side.json,
from which the README's table is made. Recognizers-Text gets an environment of its own (benchmarks/recognizers.lock).
Time is processor time of reading alone: imports, models and rules stand ready, from a first report read before.
"""

from __future__ import annotations

import json
import platform
import re
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.machine import machine
from benchmarks.readers import ours, with_dateparser, with_spacy
from benchmarks.readers.given import Given, Unit, holds_calendar_word
from pipeline import __version__
from pipeline.evaluate.fit import FITS, number
from pipeline.evaluate.gold import Gold, read_gold_folder
from pipeline.evaluate.score import pair
from pipeline.parse import parse
from pipeline.rules import read_rules
from pipeline.structure import structure

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
RESULTS = Path(__file__).with_name("side_by_side.json")
ENVIRONMENT = ROOT / ".venv-recognizers"
LOCK = Path(__file__).with_name("recognizers.lock")
# Kept unseen while rules are written: they are measured by others.
HELD_OUT = frozenset({"luton-2016-03-29", "salford-2018-11-12", "wiltshire-2015-09-01"})
SILENT = frozenset({"furniture", "contents"})
AROUND = 90  # characters of context on either side of a mention, as the evaluation has it

Reader = Callable[[Sequence[Given]], tuple[float, list[list[Unit]]]]


def reports() -> list[tuple[Given, Gold]]:
    """Return the reports that have gold, as blocks of text, each with its gold."""
    places = [(ROOT / "corpus" / "gold", (ROOT / "corpus" / "reports",), ".pdf")]
    if (SHARED / "gold").is_dir():
        places += [
            (SHARED / "gold", (SHARED / "reports",), ".txt"),
            (SHARED / "gold", (SHARED / "reports" / "inspections",), ".pdf"),
        ]
    found = []
    for folder, files, suffix in places:
        for gold in read_gold_folder(folder):
            path = next((p for f in files if (p := f / f"{gold.stem}{suffix}").is_file()), None)
            if path is not None and gold.stem not in HELD_OUT and "dates" in gold.units:
                found.append((_given(path, gold), gold))
    return found


def _given(path: Path, gold: Gold) -> Given:
    structured = structure(parse(path), read_rules())
    first, last = gold.pages or (0, sys.maxsize)
    blocks = (b for b in structured.blocks if b.kind not in SILENT and first <= (b.page or first) <= last)
    day = gold.report.get("meeting_date") or gold.report.get("published") or gold.report.get("inspection_end")
    year = re.search(r"(?:19|20)\d\d", gold.stem)  # where the gold has no date either: the middle of the year in the name
    return Given(gold.stem, tuple(b.text for b in blocks), str(day or f"{year[0] if year else 2016}-06-30"))


def in_this_process(read: Callable[[Given], list[Unit]]) -> Reader:
    def timed(given: Sequence[Given]) -> tuple[float, list[list[Unit]]]:
        read(given[0])
        seconds, found = 0.0, []
        for one in given:
            began = time.process_time()
            units = read(one)
            seconds += time.process_time() - began
            found.append(units)
        return seconds, found

    return timed


def by_recognizers(given: Sequence[Given]) -> tuple[float, list[list[Unit]]]:
    """Read with Recognizers-Text in its own environment, which is made where it is missing or older than its lock."""
    python = ENVIRONMENT / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    made = ENVIRONMENT / ".ready"
    if not made.is_file() or made.stat().st_mtime < LOCK.stat().st_mtime:
        print(f"Making the environment of Recognizers-Text in {ENVIRONMENT.name}", file=sys.stderr)
        venv.create(ENVIRONMENT, with_pip=True)
        install = (
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--require-hashes",
            "--no-deps",
            "-r",
            str(LOCK),
        )
        subprocess.run([python, *install], check=True)
        made.touch()
    worker = Path(__file__).parent / "readers" / "with_recognizers.py"
    asked = json.dumps([asdict(one) for one in given])
    answers = json.loads(subprocess.run([python, worker], input=asked, stdout=subprocess.PIPE, text=True, check=True).stdout)
    found = []
    for one, answer in zip(given, answers, strict=True):
        units = (Unit(k, n, a, b, tuple(map(tuple, values))) for k, n, a, b, values in answer["found"])
        found.append([u for u in units if u.kind != "dates" or holds_calendar_word(one.blocks[u.block][u.start : u.end])])
    return sum(answer["seconds"] for answer in answers), found


READERS: dict[str, tuple[str, tuple[str, ...], Reader]] = {
    "this project": ("council-journeys", ours.KINDS, in_this_process(ours.read)),
    "dateparser `search_dates`": ("dateparser", with_dateparser.KINDS, in_this_process(with_dateparser.read)),
    "Recognizers-Text": ("recognizers-text-suite", ("dates", "percentages"), by_recognizers),
    "spaCy `EntityRuler`": ("spacy", with_spacy.KINDS, in_this_process(with_spacy.read)),
}


def counted(kind: str, given: Given, gold: Gold, units: Sequence[Unit]) -> dict[str, int]:
    """Count found, wrong and missed units of a kind in one report, and those of the found with the right values."""
    wanted = gold.units.get(kind, ())
    found = [_as_row(given, unit) for unit in sorted(units, key=lambda u: (u.block, u.start)) if unit.kind == kind]
    pairs = pair(wanted, found, FITS[kind])
    certain = [(i, j) for i, j in pairs if wanted[i].get("certain", True)]
    neutral = [w for w in wanted if not w.get("certain", True)]
    paired = {j for _, j in pairs}
    return {
        "found": len(certain),
        "spurious": sum(j not in paired and not any(FITS[kind](w, row) for w in neutral) for j, row in enumerate(found)),
        "missed": sum(w.get("certain", True) for w in wanted) - len(certain),
        "right": sum(_is_right(kind, wanted[i], found[j]["values"]) for i, j in certain),
    }


def _as_row(given: Given, unit: Unit) -> dict[str, Any]:
    text = given.blocks[unit.block]
    before = " ".join([*given.blocks[max(0, unit.block - 2) : unit.block], text[: unit.start]])[-AROUND:]
    after = " ".join([text[unit.end :], *given.blocks[unit.block + 1 : unit.block + 3]])[:AROUND]
    words = text[unit.start : unit.end]
    return {"text": words, "context": before + words + after, "values": unit.values}


def _is_right(kind: str, gold: Any, values: Sequence[tuple[Any, Any]]) -> bool:
    if kind == "dates":
        return (gold["start"], gold["end"]) in values
    return (number(gold["low"]), number(gold["high"])) in [(number(low), number(high)) for low, high in values]


def measured() -> dict[str, Any]:
    """Run all readers over all reports and return the figures with machine, versions and day."""
    pairs = reports()
    given = [one for one, _ in pairs]
    size = sum(len(text.encode()) for one in given for text in one.blocks)
    figures: dict[str, Any] = {}
    for name, (package, kinds, reader) in READERS.items():
        seconds, found = reader(given)
        figures[name] = {"version": _version(package), "seconds_per_100_kb": round(seconds / size * 100_000, 3)}
        for kind in kinds:
            counts = [counted(kind, *one, units) for one, units in zip(pairs, found, strict=True)]
            figures[name][kind] = _shares({key: sum(count[key] for count in counts) for key in counts[0]})
        print(name, figures[name], file=sys.stderr)
    return {
        "measured": datetime.now(UTC).date().isoformat(),
        "machine": machine(),
        "python": platform.python_version(),
        "reports": len(pairs),
        "bytes": size,
        "readers": figures,
    }


def _shares(count: dict[str, int]) -> dict[str, Any]:
    found, given, wanted = count["found"], count["found"] + count["spurious"], count["found"] + count["missed"]
    return {
        "units": wanted,
        "precision": round(found / given, 4) if given else None,
        "recall": round(found / wanted, 4) if wanted else None,
        "f1": round(2 * found / (given + wanted), 4) if given + wanted else None,
        "right": round(count["right"] / found, 4) if found else None,
    }


def _version(package: str) -> str:
    if package == "council-journeys":
        return __version__
    pinned = re.search(rf"(?m)^{package}==(\S+)", LOCK.read_text(encoding="utf-8"))
    return pinned[1] if pinned else version(package)


def main() -> None:
    RESULTS.write_text(json.dumps(measured(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
