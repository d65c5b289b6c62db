"""Rank headings: which stands above which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.rules import Rules
from pipeline.structure.headings import LARGER, has_capital_letter, in_capitals, setting_of, wording_of
from pipeline.structure.pieces import Item, Piece
from pipeline.structure.references import order_of

Rank = tuple[float, float, float, float]


def rank_headings(items: Sequence[Item], rules: Rules) -> list[Item]:
    """Give headings their level, 1 the highest: the source's own where it is sound, else by look and numbering."""
    headings = [item for item in items if isinstance(item, Piece) and item.kind == "heading"]
    trusted = _source_is_sound(headings)
    body = setting_of(items, plain_text=False).size
    ranks = sorted({_rank(piece, body, rules) for piece in headings})
    ranked: list[Item] = []
    for item in items:
        if isinstance(item, Piece) and item.kind == "heading":
            level = item.level if trusted else None
            item = replace(item, level=1 + ranks.index(_rank(item, body, rules)) if level is None else level)
        ranked.append(item)
    return ranked


def _source_is_sound(headings: Sequence[Piece]) -> bool:
    """Say whether the source's levels hold: headings numbered in one series must all have the same one."""
    top = [piece.level for piece in headings if piece.scheme == "number_point" and piece.level is not None]
    return len(set(top)) <= 1 and any(piece.level is not None for piece in headings)


def _rank(piece: Piece, body: float | None, rules: Rules) -> Rank:
    """Return what orders looks: larger first, then numbered, in capitals, bold, upright.

    Where letters larger than the text's (`body`) mark a heading, a number in front adds nothing.
    """
    wording = wording_of(piece.text, rules)
    if wording is not None and wording.sets.get("rank") == 1 and not piece.ref:
        return (-99.0, 0.0, 0.0, 0.0)
    size = piece.look.size or 0.0
    size = -float(round(body if body is not None and abs(size - body) < LARGER else size))
    weight = (0.0 if piece.look.bold else 0.6 if piece.look.underlined else 1.0) + (0.5 if piece.look.italic else 0.0)
    larger = body is not None and piece.look.size is not None and piece.look.size >= body + LARGER
    numbered = piece.scheme == "number_point" or (piece.scheme in ("letter_point", "roman_point") and has_capital_letter(piece))
    if numbered or (larger and not piece.scheme):
        return (size, 0.0, 0.0, weight)
    numbers = order_of(piece.ref) if piece.scheme == "decimal" and piece.ref else ()
    depth = len(numbers) or (3 if piece.scheme else 1)
    return (size, float(depth), 0.0 if in_capitals(piece.text) else 1.0, weight)
