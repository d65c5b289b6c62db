"""Read gold annotations: units marked by hand, one JSON file per report."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError

Unit = Mapping[str, Any]

UNIT_KEYS: dict[str, frozenset[str]] = {
    "people": frozenset({"relation"}),
    "recommendations": frozenset({"kind", "text"}),
    "actions": frozenset({"origin", "text", "leads", "status"}),
    "dates": frozenset({"text", "context", "start", "end", "precision"}),
    "percentages": frozenset({"text", "context", "low", "high"}),
    "changes": frozenset({"context", "from", "to"}),
    "events": frozenset({"kind", "text", "start", "end"}),
    "judgements": frozenset({"area", "grade"}),
}
"""The classes of units that a gold file lists, each with the keys without which it cannot be counted."""


@dataclass(frozen=True, slots=True)
class Gold:
    """The units of one report. A class that `units` lacks was not annotated and is not counted.

    `pages` are the first and last page annotated, null for the whole report.
    """

    stem: str
    report: Mapping[str, Any]
    units: Mapping[str, tuple[Unit, ...]]
    pages: tuple[int, int] | None


def read_gold(path: Path) -> Gold:
    """Read one gold file; raises `UsageError` that says which unit lacks what."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: this is no gold file: {error}") from error
    if not isinstance(data, dict) or not isinstance(data.get("report"), dict):
        raise UsageError(f'{path}: a gold file is a JSON object with "report" and lists of units')
    units = {}
    for name, needed in UNIT_KEYS.items():
        if name not in data:
            continue
        for number, unit in enumerate(data[name], 1):
            if missing := sorted(needed - unit.keys()):
                raise UsageError(f"{path}: {name} number {number} lacks {', '.join(missing)}")
        units[name] = tuple(data[name])
    pages = data.get("pages")
    return Gold(path.stem, data["report"], units, (pages[0], pages[1]) if pages else None)


def read_gold_folder(folder: Path) -> tuple[Gold, ...]:
    """Read all gold files of a folder (or one file), in the order of their names."""
    paths = sorted(folder.glob("*.json")) if folder.is_dir() else [folder]
    if not paths:
        raise UsageError(f"{folder}: there is no gold file (*.json) in this folder")
    return tuple(read_gold(path) for path in paths)
