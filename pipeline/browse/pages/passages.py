"""The passage in which a finding stands, cut into what is lit and what is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, or a cell of a table row under its column's heading; `lit` are the words of the finding."""

    before: str
    lit: str
    after: str
    label: str | None = None
    fill: str | None = None


def pieces(text: str, cells: list[Row], start: int, end: int) -> list[Piece]:
    """Cut a block's text into its cells, where it has some, with the characters `start` to `end` lit in each."""
    if not cells:
        return [_piece(text, 0, len(text), start, end)]
    cut = [_piece(text, c["char_start"], c["char_end"], start, end, label=c["label"], fill=c["fill"]) for c in cells]
    return [piece for piece in cut if piece.before or piece.lit or piece.after or piece.fill]


def _piece(text: str, first: int, last: int, start: int, end: int, *, label: str | None = None, fill: str | None = None) -> Piece:
    start, end = min(max(start, first), last), max(min(end, last), first)
    if start >= end:
        return Piece(text[first:last], "", "", label, fill)
    return Piece(text[first:start], text[start:end], text[end:last], label, fill)
