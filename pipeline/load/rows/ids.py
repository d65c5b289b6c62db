"""Identifiers, made from content and place, never from clock or chance.

Identifiers are text that sorts in the order of the document: `<report>-<block>-<first character>-<class>`. Not numbers, for
those that content gives are too long for a spreadsheet's fifteen digits.
"""

from __future__ import annotations

import hashlib
import re

from pipeline.model import Block

SINGULAR = {
    "people": "person",
    "recommendations": "recommendation",
    "actions": "action",
    "dates": "date",
    "percentages": "percentage",
    "changes": "change",
    "events": "event",
    "judgements": "judgement",
}
"""What one finding of each class is called, in identifiers and in what is printed."""


def report_id(sha256: str | None, path: str, *, empty: bool = False) -> str:
    """Return a report's identifier: of its content; of its path where the content is empty or cannot be had."""
    if sha256 is None or empty:
        return hashlib.sha256(f"{sha256}\0{path}".encode()).hexdigest()[:16]
    return sha256[:16]


def block_id(report: str, seq: int) -> str:
    """Return the identifier of a report's block."""
    return f"{report}-{seq:05d}"


def row_number(report: str, place: int) -> int:
    """Return the rowid of the `place`th row of a report: the report's rows lie together, in order.

    40 bits of the report and 22 of the place: among 10,000 reports two meet once in 20,000 times.
    """
    return int(hashlib.sha256(report.encode()).hexdigest()[:10], 16) << 22 | place


def slug(name: str) -> str:
    """Return a name in small letters with hyphens, as addresses use it."""
    return "-".join(re.findall(r"[a-z0-9]+", name.lower()))


class FindingIds:
    """Hand out the identifiers of one report's findings."""

    def __init__(self, report: str) -> None:
        self._report = report
        self._seen: dict[str, int] = {}

    def next(self, kind: str, block: Block, start: int) -> str:
        """Return the identifier of a finding at a place; a second one of its class there is numbered."""
        name = f"{block_id(self._report, block.seq)}-{start:04d}-{SINGULAR[kind]}"
        self._seen[name] = self._seen.get(name, 0) + 1
        return name if self._seen[name] == 1 else f"{name}-{self._seen[name]}"
