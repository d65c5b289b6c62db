"""Identifiers and keys, made from content and place, never from clock or chance.

Identifiers are text that sorts in the order of the document: `<report>-<block>-<first character>-<class>`. Not numbers, for
those that content gives are too long for a spreadsheet's fifteen digits.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence

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

_OUTSIDE_THE_TEXT = ("furniture", "contents")  # running heads are printed as often as there are pages


def report_id(sha256: str | None, path: str, *, empty: bool = False) -> str:
    """Return a report's identifier: of its content; of its path where the content is empty or cannot be had."""
    if sha256 is None or empty:
        return hashlib.sha256(f"{sha256}\0{path}".encode()).hexdigest()[:16]
    return sha256[:16]


def block_id(report: str, seq: int) -> str:
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


def normalised(text: str) -> list[str]:
    """Return a text's words as the key sees them: letters, figures, % and £, in small letters, ligatures undone."""
    return re.findall(r"[\w%£]+", unicodedata.normalize("NFKC", text.replace("\xad", "")).casefold())


class Keys:
    """Make the keys on which reviews hang: family, class, words, and which occurrence of these words in the text it is.

    Counted are occurrences in the text, not findings, so that a rule which finds less moves no key.
    """

    def __init__(self, family: str, blocks: Iterable[Block]) -> None:
        self._family = family
        self._before: dict[int, int] = {}
        pieces: list[str] = []
        length = 0
        for block in blocks:
            self._before[block.seq] = length
            if block.kind not in _OUTSIDE_THE_TEXT:
                pieces.append(_marked(normalised(block.text)) + "\n")
                length += len(pieces[-1])
        self._text = "".join(pieces)
        self._given: dict[str, int] = {}

    def next(self, kind: str, block: Block, start: int, end: int) -> str:
        """Return a finding's key; two findings of a class on the very same words are numbered."""
        words = normalised(block.text[start:end])
        pattern = _marked(words)
        before = self._text[: self._before[block.seq]].count(pattern) if pattern else 0
        within = _marked(normalised(block.text[:start])).count(pattern) if pattern else 0
        written = "\0".join((self._family, kind, " ".join(words), str(before + within)))
        self._given[written] = self._given.get(written, 0) + 1
        if self._given[written] > 1:
            written = f"{written}\0{self._given[written]}"
        return hashlib.sha256(written.encode()).hexdigest()[:20]


def _marked(words: Sequence[str]) -> str:
    """Join words so that a search finds whole words only, neighbours that repeat included."""
    return "".join(f"<{word}>" for word in words)
