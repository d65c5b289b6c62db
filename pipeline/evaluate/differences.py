"""Where gold and findings differ: what was missed, what is spurious, which value is wrong, each with its place in the report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.evaluate.fit import SURROUNDINGS, context_fit
from pipeline.evaluate.found import FoundBlock, FoundUnit
from pipeline.evaluate.gold import Unit

_COMPARED = {
    "interval": ("start", "end"),
    "number": ("low", "high"),
    "leads_named": ("leads",),
    "leads_none": ("leads",),
    "evidence": ("quote",),
}
"""The columns behind a value of another name."""


@dataclass(frozen=True, slots=True)
class Place:
    """Characters `start` to `end` of a block's text, and the page on which the block begins."""

    text: str
    start: int
    end: int
    page: int | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A unit that was missed, is spurious, or has a wrong value.

    `words` name the unit in full, `wanted` and `got` are the values that differ; `place` is null for a missed unit whose
    words do not stand in the report as it was read. `rule` and `confidence` are those of a found unit.
    """

    report: str
    kind: str
    what: str
    words: str
    wanted: str | None = None
    got: str | None = None
    place: Place | None = None
    rule: str | None = None
    confidence: float | None = None

    def __str__(self) -> str:
        return f"{self.kind} {self.what}: {self.words}"


def missed(report: str, kind: str, unit: Unit, blocks: Sequence[FoundBlock]) -> Difference:
    """Return the difference of a gold unit that was not found, with the place where its words stand."""
    words = str(unit.get("text") or unit.get("context") or dict(unit))
    return Difference(report, kind, "missed", words, place=_place_of(unit, blocks))


def spurious(report: str, kind: str, unit: FoundUnit) -> Difference:
    """Return the difference of a found unit that the gold has not."""
    words = f"{unit.get('text') or unit['quote']} [{unit['rule']}]"
    return Difference(report, kind, "spurious", words, place=_own_place(unit), rule=unit["rule"], confidence=unit["confidence"])


def wrong(report: str, kind: str, key: str, gold: Unit, unit: FoundUnit) -> Difference:
    """Return the difference of a found unit of which one value, `key`, is not the gold's."""
    shown = {name: unit.get(name) for name in gold}
    columns = _COMPARED.get(key, (key,))
    return Difference(
        report,
        kind,
        f"wrong {key}",
        f"gold {dict(gold)} / found {shown}",
        _told(gold, columns),
        _told(unit, columns),
        _own_place(unit),
        unit["rule"],
        unit["confidence"],
    )


def _told(unit: Unit, columns: Sequence[str]) -> str:
    values: list[Any] = [unit.get(name) for name in columns]
    if len(values) == 2 and values[0] == values[1]:
        values = values[:1]
    return " to ".join("; ".join(value) or "none" if isinstance(value, list) else str(value) for value in values)


def _own_place(unit: FoundUnit) -> Place:
    return Place(unit["block_text"], unit["char_start"], unit["char_end"], unit["page"])


def _place_of(unit: Unit, blocks: Sequence[FoundBlock]) -> Place | None:
    """Return where a missed unit stands: the block that holds most of its words, and in it the words themselves."""
    said = [str(unit[key]) for key in ("context", "quote", "text") if unit.get(key)]
    if not said or not blocks:
        return None
    best, n = max((context_fit(said[0], block.text), -n) for n, block in enumerate(blocks))
    if best < SURROUNDINGS:
        return None
    block = blocks[-n]
    for words in (str(unit.get("text") or ""), *said):
        pattern = r"\s+".join(map(re.escape, words.split()))
        found = re.search(pattern, block.text, re.IGNORECASE) if pattern else None
        if found:
            return Place(block.text, found.start(), found.end(), block.page)
    return Place(block.text, 0, len(block.text), block.page)
