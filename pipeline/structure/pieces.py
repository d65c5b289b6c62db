"""Pieces: paragraphs on their way to becoming blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.frozen import made_quickly
from pipeline.model import BlockKind, Box, Grid, Line, Part, PlacedWord


@dataclass(frozen=True, slots=True)
class Look:
    """How a piece is printed. Sizes and places in points; null where the source has no geometry."""

    size: float | None = None
    bold: bool = False
    italic: bool = False
    x0: float | None = None
    underlined: bool = False


@made_quickly
@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph that is still to be understood.

    `raw` is `text` with a tab where a wide gap and a line break where a line's end is printed in place
    of the space, so that offsets in both are the same. `kind`, `level` and `number` are what the
    source itself says (Word styles, Markdown marks), null where it says nothing.
    """

    raw: str
    parts: tuple[Part, ...] = ()
    page: int | None = None
    kind: BlockKind | None = None
    level: int | None = None
    number: str | None = None
    look: Look = Look()
    ref: str | None = None
    scheme: str | None = None
    marker: str | None = None

    @property
    def text(self) -> str:
        return self.raw.replace("\t", " ").replace("\n", " ")

    @property
    def n_words(self) -> int:
        return len(self.raw.split())


Item = Piece | Grid


def cut(piece: Piece, start: int, end: int | None = None) -> Piece:
    """Return the piece's characters from `start` to `end`, without white space at either side."""
    end = len(piece.raw) if end is None else end
    while start < end and piece.raw[start].isspace():
        start += 1
    while end > start and piece.raw[end - 1].isspace():
        end -= 1
    parts = tuple(_cut_part(part, start, end) for part in piece.parts if part.start < end and part.end > start)
    return replace(piece, raw=piece.raw[start:end], parts=parts, page=parts[0].page if parts else piece.page)


def _cut_part(part: Part, start: int, end: int) -> Part:
    if start == 0 and part.end <= end:
        return part
    whole = start <= part.start and part.end <= end
    if whole:
        return moved(part, -start)
    words = tuple(
        PlacedWord(max(word.start, start) - start, min(word.end, end) - start, word.box, word.sure)
        for word in part.words
        if word.start < end and word.end > start
    )
    box = box_round(word.box for word in words) if words else part.box
    return Part(part.page, max(part.start, start) - start, min(part.end, end) - start, box, None, words)


def join(pieces: Iterable[Piece], mark: str = " ") -> Piece:
    """Return pieces as one, in their order, with `mark` (a single white space character) between them."""
    first, *others = pieces
    raw, parts = first.raw, list(first.parts)
    for other in others:
        shift = len(raw) + 1
        raw = f"{raw}{mark}{other.raw}"
        parts.extend(moved(part, shift) for part in other.parts)
    return replace(first, raw=raw, parts=tuple(parts))


def moved(part: Part, shift: int) -> Part:
    """Return a part whose offsets are `shift` characters further on."""
    words = tuple([PlacedWord(word.start + shift, word.end + shift, word.box, word.sure) for word in part.words])
    return Part(part.page, part.start + shift, part.end + shift, part.box, part.printed, words)


def box_round(boxes: Iterable[Box]) -> Box | None:
    """Return the smallest box round some boxes, null for none."""
    found = list(boxes)
    return box_of(found) if found else None


def box_of(boxes: Sequence[Box]) -> Box:
    """Return the smallest box round several (at least one)."""
    first = boxes[0]
    if len(boxes) == 1:
        return first
    x0, top, x1, bottom = first.x0, first.top, first.x1, first.bottom
    for box in boxes:  # one pass by hand takes a third of the time of four by `min` and `max`
        if box.x0 < x0:
            x0 = box.x0
        if box.top < top:
            top = box.top
        if box.x1 > x1:
            x1 = box.x1
        if box.bottom > bottom:
            bottom = box.bottom
    return Box(x0, top, x1, bottom)


def without_geometry(text: str, *, page: int | None = None, kind: BlockKind | None = None) -> Piece:
    """Make a piece of a marked-up paragraph's text: white space made single, tabs and line breaks kept."""
    raw = re.sub(r"[^\S\t\n]*([\t\n])\s*|\s+", lambda match: match[1] or " ", text.strip())
    parts = []
    start = 0
    for line in raw.split("\n"):
        parts.append(Part(page, start, start + len(line), None))
        start += len(line) + 1
    return Piece(raw, tuple(parts), page, kind)


LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
SOFT_HYPHEN = "\u00ad"
_PLAIN = str.maketrans({**LIGATURES, SOFT_HYPHEN: ""})


def plain(text: str) -> str:
    """Return a printed word with its ligatures as letters and without soft hyphens."""
    return text if text.isascii() else text.translate(_PLAIN)  # to ask costs a tenth of the translation


def piece_of_lines(lines: Sequence[Line], *, page: int | None) -> Piece:
    """Make a piece of a cell's lines, each line one part, joined by line breaks."""
    raw = ""
    parts: list[Part] = []
    for line in lines:
        text = " ".join(plain(line.text).split())
        if not text:
            continue
        if raw:
            raw += "\n"
        start = len(raw)
        raw += text
        parts.append(
            Part(
                line.page if line.page is not None else page,
                start,
                len(raw),
                line.box,
                _if_other(line.text, text),
                _placed(line, start),
            )
        )
    printed = [line for line in lines if line.text.strip()]
    sizes = [line.size for line in printed if line.size is not None]
    look = Look(
        size=max(sizes, default=None),
        bold=bool(printed) and all(line.bold for line in printed),
        italic=bool(printed) and all(line.italic for line in printed),
    )
    return Piece(raw, tuple(parts), parts[0].page if parts else page, look=look)


def _if_other(printed: str, text: str) -> str | None:
    printed = " ".join(printed.split())
    return printed if printed != text else None


def _placed(line: Line, start: int) -> tuple[PlacedWord, ...]:
    """Place a line's words in its text, in order; a word that the text lacks gets no place."""
    text, found, at = plain(line.text), [], 0
    text = " ".join(text.split())
    for word in line.words:
        letters = plain(word.text)
        here = text.find(letters, at)
        if letters and here >= 0:
            found.append(PlacedWord(start + here, start + here + len(letters), word.box, word.sure))
            at = here + len(letters)
    return tuple(found)
