"""Grids that only lay out numbered paragraphs: each number, letter or bullet in a cell before its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.model import Cell, Grid, Line
from pipeline.rules import Rules
from pipeline.structure.pieces import Piece, join, piece_of_lines
from pipeline.structure.references import order_of, take_reference

# Series of references that number paragraphs; codes (`L1`) name the rows of a table.
_PARAGRAPHS = ("decimal", "composite", "number_point", "number_bracket", "number_brackets", "letter_brackets")
_LIMBS = ("letter_bracket", "letter_point", "roman_brackets", "roman_bracket", "roman_point")
# Words that texts have on average from which bare numbers before them number paragraphs and not rows.
SENTENCE = 6.0


def is_numbered_text(grid: Grid, rules: Rules) -> bool:
    """Say whether every row is a text, most with their reference in a cell before it, and no row names columns.

    The references rise as those of paragraphs do; figures and codes before short texts make a table.
    """
    rows = [row for row in _rows(grid) if row]
    if not rows or any(cell.header for row in rows for cell in row) or any(len(row) > 3 for row in rows):
        return False
    marks = [[_mark(cell.lines, rules) for cell in row[:-1]] for row in rows]
    if any(mark is None for found in marks for mark in found):
        return False
    numbered = [found[-1] for found in marks if found and found[-1] is not None]
    last = [row[-1] for row, found in zip(rows, marks, strict=True) if found]
    if not numbered or 2 * len(numbered) < len(rows) or not all(_has_words(cell) for cell in last):
        return False
    rising = [order_of(mark.ref) for mark in numbered if mark.ref and mark.scheme in ("decimal", "number_point")]
    if any(below <= above for above, below in pairwise(rising)):
        return False
    bare = any(mark.ref is not None and mark.ref.isdigit() for mark in numbered)
    return not bare or len(rows) == 1 or sum(len(cell.text.split()) for cell in last) >= SENTENCE * len(last)


def numbered_pieces(grid: Grid, rules: Rules) -> list[Piece]:
    """Take such a grid apart into its paragraphs, each with its reference."""
    pieces: list[Piece] = []
    for row in _rows(grid):
        for lines in _paragraphs(row, rules) if row else ():
            pieces.append(take_reference(lines, rules))
    return pieces


def _paragraphs(row: Sequence[Cell], rules: Rules) -> list[Piece]:
    """Return a row's paragraphs, the references of its first cells before the first of them, or one before each."""
    *marks, text = row
    texts = [piece_of_lines((line,), page=text.lines[0].page) for line in _written(text.lines)]
    alone = _written(marks[-1].lines) if len(marks) == 1 else []
    if len(alone) > 1 and len(alone) == len(texts):
        return [_led([line], piece) for line, piece in zip(alone, texts, strict=True)]
    if marks:
        texts[0] = _led([line for cell in marks for line in _written(cell.lines)], texts[0])
    return texts


def _led(marks: Sequence[Line], text: Piece) -> Piece:
    mark = join([piece_of_lines((line,), page=line.page) for line in marks])
    return replace(join((mark, text), "\t"), look=text.look)


def _mark(lines: Sequence[Line], rules: Rules) -> Piece | None:
    """Return the reference or bullet that is all of a cell's text, the last where several stand under each other."""
    found = None
    for line in _written(lines):
        found = take_reference(Piece(f"{' '.join(line.text.split())}\t"), rules)
        if found.raw or not (found.marker or found.scheme in _PARAGRAPHS or found.scheme in _LIMBS):
            return None
    return found


def _has_words(cell: Cell) -> bool:
    return any(len(word) > 1 and word.isalpha() for word in cell.text.split())


def _rows(grid: Grid) -> list[list[Cell]]:
    """Return the cells with text of each row, in column order."""
    rows: list[list[Cell]] = [[] for _ in range(grid.n_rows)]
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)):
        if cell.text.strip():
            rows[cell.row].append(cell)
    return rows


def _written(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if line.text.strip()]
