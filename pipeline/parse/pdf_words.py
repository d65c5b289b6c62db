"""Glyphs -> words: letters that touch make a word, in whichever direction they are printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.model import Box, Word
from pipeline.parse.pdf_device import Glyph

# All of these are parts of the letter size.
# A wider gap parts words where no space is printed: a word space is a quarter of the size and shrinks
# to a fifth in tightly justified lines; kerning stays below a tenth.
GAP = 0.18
# A letter that begins this far before its neighbour's end is not the next letter of the word.
OVERLAP = 0.35
# Letters whose base lines differ by more stand on different lines, or are raised.
SHIFT = 0.12
# The same letters again within this distance are one letter printed twice, to look bold.
TWICE = 0.1
# A raised word is a superscript if it is smaller than this against its neighbour.
SMALL = 0.85


@dataclass(slots=True)
class _Piece:
    """Letters printed one after the other without a gap, in one of four directions.

    `along` and `end` run in the reading direction, `base` is the base line across it, upwards.
    """

    turn: int
    along: float
    end: float
    base: float
    size: float
    letters: list[Glyph] = field(default_factory=list)
    after_space: bool = False
    before_space: bool = False
    twice: bool = False
    raised: bool = False

    @property
    def text(self) -> str:
        return "".join(letter.text for letter in self.letters)


def quarter_turn(glyph: Glyph) -> int:
    """Return how a letter stands: 0 upright, 1 read upwards, 2 upside down, 3 read downwards."""
    dx, dy = glyph.end_x - glyph.x, glyph.end_y - glyph.y
    if abs(dx) >= abs(dy):
        return 0 if dx >= 0 else 2
    return 1 if dy > 0 else 3


def make_words(glyphs: Iterable[Glyph], height: float) -> list[Word]:
    """Join glyphs into words, in the order in which the page draws them; `height` is the page's."""
    pieces = _without_doubles(_join_touching(_pieces(glyphs)))
    _mark_raised(pieces)
    return [_word(piece, height) for piece in pieces]


def _frame(glyph: Glyph, turn: int) -> tuple[float, float, float]:
    if turn == 0:
        return glyph.x, glyph.end_x, glyph.y + glyph.rise
    if turn == 1:
        return glyph.y, glyph.end_y, -glyph.x + glyph.rise
    if turn == 2:
        return -glyph.x, -glyph.end_x, -glyph.y + glyph.rise
    return -glyph.y, -glyph.end_y, glyph.x + glyph.rise


def _pieces(glyphs: Iterable[Glyph]) -> list[_Piece]:
    """Cut the stream of glyphs at spaces, gaps, and changes of line or direction."""
    pieces: list[_Piece] = []
    piece: _Piece | None = None
    space = False
    for glyph in glyphs:
        if glyph.text.isspace():
            if piece:
                piece.before_space = True
            piece, space = None, True
            continue
        turn = quarter_turn(glyph)
        along, end, base = _frame(glyph, turn)
        if piece is not None:
            size = max(piece.size, glyph.size)
            gap = along - piece.end
            last = piece.letters[-1]
            if last.text == glyph.text and abs(glyph.x - last.x) < TWICE * size and abs(glyph.y - last.y) < TWICE * size:
                piece.twice = True
                continue
            if turn != piece.turn or abs(base - piece.base) > SHIFT * size or gap > GAP * size or gap < -OVERLAP * size:
                piece = None
        if piece is None:
            piece = _Piece(turn, along, end, base, glyph.size, after_space=space)
            pieces.append(piece)
        piece.letters.append(glyph)
        piece.end = max(piece.end, end)
        piece.size = max(piece.size, glyph.size)
        space = False
    return pieces


def _join_touching(pieces: list[_Piece]) -> list[_Piece]:
    """Join pieces of one word that the page draws apart (a changed font, letters out of order)."""
    order = sorted(range(len(pieces)), key=lambda n: (pieces[n].turn, round(pieces[n].base), pieces[n].along))
    gone: set[int] = set()
    for a, b in zip(order, order[1:], strict=False):
        left, right = pieces[a], pieces[b]
        size = max(left.size, right.size)
        if (
            left.turn == right.turn
            and abs(left.base - right.base) <= SHIFT * size
            and -TWICE * size <= right.along - left.end <= GAP * size
            and not left.before_space
            and not right.after_space
        ):
            right.letters[:0] = left.letters
            right.along, right.after_space = left.along, left.after_space
            right.size = size
            right.twice = left.twice or right.twice
            gone.add(a)
    return [piece for n, piece in enumerate(pieces) if n not in gone]


def _without_doubles(pieces: list[_Piece]) -> list[_Piece]:
    """Leave out pieces printed a second time in the same place (a way of making letters bold)."""
    kept: list[_Piece] = []
    seen: dict[str, list[_Piece]] = {}
    for piece in pieces:
        same = seen.setdefault(piece.text, [])
        near = TWICE * piece.size
        double = next((p for p in same if abs(p.along - piece.along) < near and abs(p.base - piece.base) < near), None)
        if double:
            double.twice = True
            continue
        same.append(piece)
        kept.append(piece)
    return kept


def _mark_raised(pieces: list[_Piece]) -> None:
    """Mark small pieces that stand above the base line of the piece beside them."""
    for n, piece in enumerate(pieces):
        for beside in (*pieces[max(0, n - 1) : n], *pieces[n + 1 : n + 2]):
            rise = piece.base - beside.base
            if (
                piece.turn == beside.turn
                and piece.size < SMALL * beside.size
                and SHIFT * beside.size < rise < beside.size
                and min(abs(piece.along - beside.end), abs(beside.along - piece.end)) < beside.size
            ):
                piece.raised = True


def _word(piece: _Piece, height: float) -> Word:
    letters = piece.letters
    low = piece.base + min(letter.face.descent for letter in letters) * piece.size
    high = low + piece.size
    x0, y0, x1, y1 = {
        0: (piece.along, low, piece.end, high),
        1: (-high, piece.along, -low, piece.end),
        2: (-piece.end, -high, -piece.along, -low),
        3: (low, -piece.end, high, -piece.along),
    }[piece.turn]
    weight = sum(letter.face.bold or letter.stroked for letter in letters)
    slope = sum(letter.face.italic for letter in letters)
    return Word(
        text=piece.text,
        box=Box(round(x0, 2), round(height - y1, 2), round(x1, 2), round(height - y0, 2)),
        size=round(piece.size, 2),
        bold=piece.twice or 2 * weight > len(letters),
        italic=2 * slope > len(letters),
        superscript=piece.raised,
    )
