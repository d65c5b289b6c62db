"""Logistic regression over named traits, for the tables of weights; and how reports with gold are gone through for it."""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.shipped import data_folder

SUFFIXES = (".txt", ".docx", ".pdf")
"""Forms of a report, the cheapest first."""
REPORTS = 3
"""Reports in which a trait must occur, so that no report's own names have a weight."""
PENALTY = 1.0
STEPS = 25
"""Steps of Newton's method; it ends long before."""

Numbers = NDArray[np.float64]
Sample = tuple[str, Mapping[str, float], bool]
"""Of which report it is, its traits, and whether it is what is looked for."""


def asked(about: str | None) -> tuple[list[Path], list[str]]:
    """Return the folders that the command line names, and the reports in them that are to be left out."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--without", nargs="*", default=[], metavar="STEM", help="Reports to leave out.")
    given = parser.parse_args()
    return given.folders, given.without


def parted(reports: Iterable[str], parts: int) -> Iterator[set[str]]:
    """Yield the reports that are left out together, each once, in so many parts."""
    names = sorted(set(reports))
    yield from (set(names[part::parts]) for part in range(parts))


def with_gold(folder: Path, unit: str, without: Sequence[str]) -> Iterator[tuple[Path, list[dict[str, Any]]]]:
    """Yield the reports of a folder whose gold marks units of a class, with these units."""
    gold, reports = (folder / "gold", folder / "reports") if (folder / "gold").is_dir() else (folder, folder)
    for path in sorted(gold.glob("*.json")):
        marked = json.loads(path.read_text(encoding="utf-8")).get(unit)
        file = next((f for f in (reports / f"{path.stem}{suffix}" for suffix in SUFFIXES) if f.is_file()), None)
        if marked is not None and file is not None and path.stem not in without:
            yield file, marked


def words_of_places() -> set[str]:
    """Return of each council's place the word by which it is known, in small letters: no weight may go by whose report it is.

    Of "Blackburn with Darwen" that is the longest; "reading" and "high" (of High Peak) are words that all reports use.
    """
    with (data_folder("rules") / "resolve" / "authorities.csv").open(encoding="utf-8", newline="") as file:
        places = [place for row in csv.DictReader(file) for place in row["places"].lower().split("; ")]
    return {max(re.findall(r"[^\W\d_]+", place), key=len) for place in places if place} - {"high", "reading"}


def fitted(samples: Sequence[Sample], *, kept: int, penalty: float = PENALTY) -> dict[str, float]:
    """Return the weights of the traits, by logistic regression with a penalty on their squares.

    Newton's method among the sums of the examples, of which there are fewer than traits (reweighted least squares with
    a kernel; Hastie, Tibshirani and Friedman, 2009, 4.4.1 and 12.3.7): twenty lines, for which no library need be installed.
    """
    reports: dict[str, set[str]] = {}
    for one in samples:
        for trait in one[1]:
            reports.setdefault(trait, set()).add(one[0])
    places = words_of_places()
    names = sorted(
        trait for trait, where in reports.items() if len(where) >= REPORTS and not places & set(trait.replace(":", " ").split())
    )
    place = {name: n for n, name in enumerate(names)}
    table: Numbers = np.zeros((len(samples), len(names)))
    for row, one in enumerate(samples):
        for trait, much in one[1].items():
            if trait in place:
                table[row, place[trait]] = much
    right: Numbers = np.array([float(one[2]) for one in samples])
    alike = table @ table.T
    shares: Numbers = np.zeros(len(samples))
    for _ in range(STEPS):
        odds = alike @ shares
        sure = 1 / (1 + np.exp(-odds))
        spread = np.maximum(sure * (1 - sure), 1e-6)
        step = np.linalg.solve(alike + np.diag(penalty / spread), odds + (right - sure) / spread)
        moved = float(np.abs(step - shares).max())
        shares = step.astype(np.float64)
        if moved < 1e-5:
            break
    weights = table.T @ shares
    heaviest = sorted(range(len(names)), key=lambda n: (-abs(weights[n]), names[n]))[:kept]
    return {names[n]: round(float(weights[n]), 3) for n in sorted(heaviest)}


def write_weights(path: Path, weights: Iterable[tuple[str, float]]) -> None:
    """Write a table of weights."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("trait", "weight"))
        writer.writerows(weights)
