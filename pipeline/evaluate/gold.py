"""Read gold annotations: units marked by hand, one JSON file per report."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.plain import without_controls

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

INSIDE = "@"
"""What parts, in the name of the gold of a paper that lies inside another report's file, the file's name from the paper's."""

_TEXTS = frozenset({"relation", "kind", "text", "origin", "status", "context", "start", "end", "precision", "area", "grade"})


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
        data = _printable(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: this is no gold file: {error}") from error
    except RecursionError as error:
        raise UsageError(f"{path}: this is no gold file: its parts are too deep inside one another") from error
    if not isinstance(data, dict) or not isinstance(data.get("report"), dict):
        raise UsageError(f'{path}: a gold file is a JSON object with "report" and lists of units')
    units = {name: _units(path, name, data[name]) for name in UNIT_KEYS if name in data}
    return Gold(path.stem, data["report"], units, _pages(path, data.get("pages")))


def _printable(read: Any) -> Any:
    """Return what was read with texts that a terminal may be given: gold goes from hand to hand."""
    if isinstance(read, str):
        return without_controls(read)
    if isinstance(read, list):
        return [_printable(value) for value in read]
    return {_printable(key): _printable(value) for key, value in read.items()} if isinstance(read, dict) else read


def _units(path: Path, name: str, written: Any) -> tuple[Unit, ...]:
    if not isinstance(written, list):
        raise UsageError(f"{path}: {name} must be a list of units")
    for number, unit in enumerate(written, 1):
        if not isinstance(unit, dict):
            raise UsageError(f"{path}: {name} number {number} is no JSON object: {unit!r}")
        if missing := sorted(UNIT_KEYS[name] - unit.keys()):
            raise UsageError(f"{path}: {name} number {number} lacks {', '.join(missing)}")
        for key in sorted(UNIT_KEYS[name] & _TEXTS):
            if not isinstance(unit[key], str):
                raise UsageError(f"{path}: {name} number {number}: {key} must be words in quotes, not {json.dumps(unit[key])}")
        if name == "actions" and not _is_list_of_text(unit["leads"]):
            raise UsageError(f"{path}: actions number {number}: leads must be a list of names, empty where nobody is named")
    return tuple(written)


def _is_list_of_text(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _pages(path: Path, written: Any) -> tuple[int, int] | None:
    match written:
        case None:
            return None
        case [int(first), int(last)]:
            return first, last
    raise UsageError(f'{path}: "pages" must be the first and the last page annotated, such as [1, 9]')


def read_gold_folder(folder: Path) -> tuple[Gold, ...]:
    """Read all gold files of a folder (or one file), in the order of their names."""
    paths = sorted(folder.glob("*.json")) if folder.is_dir() else [folder]
    if not paths:
        raise UsageError(f"{folder}: there is no gold file (*.json) in this folder")
    return tuple(read_gold(path) for path in paths)
