"""Glyphs -> words: letters that touch make a word, in whichever direction they are printed."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.model import Word
from pipeline.parse.pdf_device import Glyph
from pipeline.parse.pdf_frame import Frame, quarter_turn

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
# Single letters this far apart, this many of them alone on their line, are one heading set wide; a
# gap so much wider than the narrowest parts its words.
SPREAD = 1.2
LETTERS = 4
WIDER = 1.6
PAIR = 2  # letters that are drawn nearer to each other, such as A and V, may come as one
# Points: smaller letters are not meant to be seen; larger ones that stand aslant are a watermark.
VISIBLE = 1.0
WATERMARK = 20.0


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


def printed_glyphs(glyphs: Sequence[Glyph], *, scanned: bool) -> tuple[list[Glyph], bool]:
    """Leave out what no reader sees: letters without size, invisible ones, and watermarks aslant.

    Where `scanned` says that an image covers the page, and most letters are invisible, those are the
    image's own words as a scanner's program read them: they are kept, and the second value says so.
    """
    letters = [g for g in glyphs if g.size >= VISIBLE and g.text and not (g.size > WATERMARK and _is_aslant(g))]
    n_hidden = sum(g.invisible for g in letters)
    if scanned and 2 * n_hidden > len(letters):
        return letters, True
    return [g for g in letters if not g.invisible], False


def _is_aslant(glyph: Glyph) -> bool:
    dx, dy = abs(glyph.end_x - glyph.x), abs(glyph.end_y - glyph.y)
    return min(dx, dy) > 0.2 * max(dx, dy)


def make_words(glyphs: Iterable[Glyph], frame: Frame) -> list[Word]:
    """Join glyphs into words, in the order in which the page draws them."""
    pieces = _close_up(_join_touching(_without_doubles(_pieces(glyphs))))
    _mark_raised(pieces)
    return [_word(piece, frame) for piece in pieces]


def _along(glyph: Glyph, turn: int) -> tuple[float, float, float]:
    """Return a letter's start and end in its reading direction, and its base line across it, upwards."""
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
        along, end, base = _along(glyph, turn)
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
    for a, b in itertools.pairwise(order):
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


def _close_up(pieces: list[_Piece]) -> list[_Piece]:
    """Join the letters of headings that are set with spaces between the letters: S U M M A R Y."""
    closed: list[_Piece] = []
    n = 0
    while n < len(pieces):
        run = [pieces[n]]
        while n + len(run) < len(pieces) and _is_spread(run[-1], pieces[n + len(run)]):
            run.append(pieces[n + len(run)])
        beside = (*pieces[max(0, n - 1) : n], *pieces[n + len(run) : n + len(run) + 1])
        n += len(run)
        if (
            len(run) < LETTERS
            or 2 * sum(len(p.letters) == 1 for p in run) < len(run)
            or any(_is_near(piece, run[0], run[-1]) for piece in beside)
        ):
            closed.extend(run)
            continue
        narrowest = min(right.along - left.end for left, right in itertools.pairwise(run))
        word = run[0]
        closed.append(word)
        for left, right in itertools.pairwise(run):
            if right.along - left.end > WIDER * narrowest:
                word = right
                closed.append(word)
            else:
                word.letters.extend(right.letters)
                word.end = right.end
    return closed


def _is_spread(left: _Piece, right: _Piece) -> bool:
    return (
        left.turn == right.turn
        and max(len(left.letters), len(right.letters)) <= PAIR
        and left.text.isupper()
        and right.text.isupper()
        and abs(left.base - right.base) <= SHIFT * left.size
        and GAP * left.size < right.along - left.end <= SPREAD * left.size
    )


def _is_near(piece: _Piece, first: _Piece, last: _Piece) -> bool:
    """Tell whether a piece stands on the line of a run of letters, right beside it."""
    reach = 2 * SPREAD * first.size
    return (
        piece.turn == first.turn
        and abs(piece.base - first.base) <= first.size
        and min(abs(first.along - piece.end), abs(piece.along - last.end)) < reach
    )


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


def _word(piece: _Piece, frame: Frame) -> Word:
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
        box=frame.box(((x0, y0), (x1, y1))),
        size=round(piece.size, 2),
        bold=piece.twice or 2 * weight > len(letters),
        italic=2 * slope > len(letters),
        superscript=piece.raised,
    )
