"""Glyphs -> words: letters that touch make a word, in whichever direction they are printed."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.model import Word
from pipeline.parse.pdf.frame import Frame, rounded
from pipeline.parse.pdf.marks import Run

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
# A word within this distance of the same word is its shadow, or bold: there is no room for it to stand there twice.
MOVED = 0.3
# A raised word is a superscript if it is smaller than this against its neighbour.
SMALL = 0.85
# Single letters this far apart, this many of them alone on their line, are one heading set wide; a
# gap so much wider than the narrowest parts its words.
SPREAD = 1.2
LETTERS = 4
WIDER = 1.6
PAIR = 2  # letters that are drawn nearer to each other, such as A and V, may come as one


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
    runs: list[Run]
    text: str
    n_letters: int
    after_space: bool = False
    before_space: bool = False
    twice: bool = False
    raised: bool = False


def make_words(runs: Iterable[Run], frame: Frame) -> list[Word]:
    """Join runs of letters into words, in the order in which the page draws them."""
    pieces = _close_up(_join_touching(_without_doubles(_pieces(runs))))
    _mark_raised(pieces)
    return [_word(piece, frame) for piece in pieces]


def _pieces(runs: Iterable[Run]) -> list[_Piece]:
    """Join the runs that follow each other; a space, a gap, a change of line or direction parts them."""
    pieces: list[_Piece] = []
    piece: _Piece | None = None
    for run in runs:
        if run.after_space and piece is not None:
            piece.before_space = True
            piece = None
        if piece is not None:
            size = max(piece.size, run.size)
            if _repeats(piece.runs[-1], run, TWICE * size):
                piece.twice = True
                if len(run.letters) == 1:
                    continue
                run = run._replace(letters=run.letters[1:], starts=run.starts[1:])
            gap = run.starts[0] - piece.end
            if (
                run.style.turn != piece.turn
                or abs(run.base - piece.base) > SHIFT * size
                or gap > GAP * size
                or gap < -OVERLAP * size
            ):
                piece = None
        if piece is None:
            text = "".join(run.letters)
            piece = _Piece(
                run.style.turn, run.starts[0], run.end, run.base, run.size, [run], text, len(run.letters), run.after_space
            )
            pieces.append(piece)
            continue
        piece.runs.append(run)
        piece.text += "".join(run.letters)
        piece.n_letters += len(run.letters)
        piece.end = max(piece.end, run.end)
        piece.size = size
    return pieces


def _repeats(last: Run, run: Run, near: float) -> bool:
    """Tell whether a run begins with the letter that ends the last one, printed in its place once more."""
    return (
        last.letters[-1] == run.letters[0]
        and last.style.turn == run.style.turn
        and abs(run.starts[0] - last.starts[-1]) < near
        and abs(run.base - last.base) < near
    )


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
            right.runs[:0] = left.runs
            right.text, right.n_letters = left.text + right.text, left.n_letters + right.n_letters
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
        near = (MOVED if piece.n_letters > 1 else TWICE) * piece.size
        for other in same:  # a loop, as `next` over a generator takes twice the time
            if abs(other.along - piece.along) < near and abs(other.base - piece.base) < near:
                other.twice = True
                break
        else:
            same.append(piece)
            kept.append(piece)
    return kept


def _close_up(pieces: list[_Piece]) -> list[_Piece]:
    """Join the letters of headings that are set with spaces between the letters: S U M M A R Y."""
    closed: list[_Piece] = []
    n = 0
    while n < len(pieces):
        run = [pieces[n]]
        if run[0].n_letters > PAIR:  # as nearly all have
            closed += run
            n += 1
            continue
        while run[-1].n_letters <= PAIR and n + len(run) < len(pieces) and _is_spread(run[-1], pieces[n + len(run)]):
            run.append(pieces[n + len(run)])
        beside = (*pieces[max(0, n - 1) : n], *pieces[n + len(run) : n + len(run) + 1])
        n += len(run)
        if (
            len(run) < LETTERS
            or 2 * sum(p.n_letters == 1 for p in run) < len(run)
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
                word.runs.extend(right.runs)
                word.text += right.text
                word.n_letters += right.n_letters
                word.end = right.end
    return closed


def _is_spread(left: _Piece, right: _Piece) -> bool:
    return (
        left.turn == right.turn
        and left.n_letters <= PAIR >= right.n_letters
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
    for left, right in itertools.pairwise(pieces):
        if left.size == right.size:
            continue
        piece, beside = (left, right) if left.size < right.size else (right, left)
        if (
            piece.size < SMALL * beside.size
            and piece.turn == beside.turn
            and SHIFT * beside.size < piece.base - beside.base < beside.size
            and min(abs(piece.along - beside.end), abs(beside.along - piece.end)) < beside.size
        ):
            piece.raised = True


def _word(piece: _Piece, frame: Frame) -> Word:
    size, runs = piece.size, piece.runs
    if len(runs) == 1:
        style = runs[0].style
        descent, bold, italic = style.face.descent, style.face.bold or style.stroked, style.face.italic
    else:
        descent, bold, italic = _look(runs)
    low = piece.base + descent * size
    box = frame.line_box(piece.turn, piece.along, low, piece.end, low + size)
    return Word(piece.text, box, rounded(size), piece.twice or bold, italic, piece.raised, None, (piece.turn - frame.turn) % 4)


def _look(runs: Sequence[Run]) -> tuple[float, bool, bool]:
    """Return how deep the letters of runs hang at most, and whether most of them are bold and most italic."""
    letters = weight = slope = 0
    for run in runs:
        letters += (n := len(run.letters))
        weight += n if run.style.face.bold or run.style.stroked else 0
        slope += n if run.style.face.italic else 0
    return min([run.style.face.descent for run in runs]), 2 * weight > letters, 2 * slope > letters
