"""Rank headings: which stands above which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.rules import Rules
from pipeline.structure.headings import LARGER, has_capital_letter, in_capitals, setting_of, wording_of
from pipeline.structure.pieces import Item, Piece
from pipeline.structure.references import order_of

Rank = tuple[float, float, float, float]
# The rank of what opens a part of its own (an appendix), and the depth of headings below numbered ones of their look.
PART: Rank = (-99.0, 0.0, 0.0, 0.0)
UNDER = 0.5
# Numbered headings that show a series.
SERIES = 3


def rank_headings(items: Sequence[Item], rules: Rules) -> list[Item]:
    """Give headings their level, 1 the highest: the source's own where it is sound, else by look and numbering."""
    headings = [item for item in items if isinstance(item, Piece) and item.kind == "heading"]
    trusted = _source_is_sound(headings)
    body = setting_of(items, plain_text=False).size
    found = [_rank(piece, body, rules) for piece in headings]
    under = _under_numbered(headings, found, rules)
    found = [(rank[0], UNDER, *rank[2:]) if n in under else rank for n, rank in enumerate(found)]
    ranks = sorted(set(found))
    ranked: list[Item] = []
    left = iter(found)
    for item in items:
        if isinstance(item, Piece) and item.kind == "heading":
            rank = next(left)
            level = 1 if rank == PART else item.level
            item = replace(item, level=level if trusted and level is not None else 1 + ranks.index(rank))
        ranked.append(item)
    return ranked


def _under_numbered(headings: Sequence[Piece], ranks: Sequence[Rank], rules: Rules) -> set[int]:
    """Return which headings without a number belong below the numbered ones that look the same.

    Where one series of numbers or letters goes on behind them they are parts of its sections; sections that
    templates prescribe stand beside them, and so does all of an appendix.
    """
    under: set[int] = set()
    end = ranks.index(PART) if PART in ranks else len(ranks)
    for look in {rank for piece, rank in zip(headings[:end], ranks, strict=False) if piece.ref and rank[1] == 0.0}:
        alike = [n for n, rank in enumerate(ranks[:end]) if rank == look]
        numbered = [n for n in alike if headings[n].ref]
        orders = [_place_in_series(headings[n].ref or "") for n in numbered]
        if len(numbered) < SERIES or any(after < before for before, after in pairwise(orders)):
            continue
        plain = [n for n in alike if not headings[n].ref and n > numbered[0] and not _is_prescribed(headings[n], rules)]
        if sum(n < numbered[-1] for n in plain) > 1:
            under.update(plain)
    return under


def _place_in_series(ref: str) -> int:
    """Return the place of `3.`, `C.` or `(c)` in its series, that of `II.` as its first letter's."""
    bare = ref.strip("().")
    return int(bare) if bare.isdigit() else ord(bare[:1].upper() or "A")


def _is_prescribed(piece: Piece, rules: Rules) -> bool:
    wording = wording_of(piece.text, rules)
    return wording is not None and bool(wording.sets.get("known")) and not wording.sets.get("may_be_title")


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
        return PART
    size = piece.look.size or 0.0
    size = -float(round(body if body is not None and abs(size - body) < LARGER else size))
    weight = (0.0 if piece.look.bold else 0.6 if piece.look.underlined else 1.0) + (0.5 if piece.look.italic else 0.0)
    larger = body is not None and piece.look.size is not None and piece.look.size >= body + LARGER
    numbered = piece.scheme == "number_point" or (piece.scheme in ("letter_point", "roman_point") and has_capital_letter(piece))
    if numbered or (larger and not piece.scheme):
        return (size, 0.0, 0.0, weight)
    numbers = order_of(piece.ref.removesuffix(".0")) if piece.scheme == "decimal" and piece.ref else ()
    depth = len(numbers) or (3 if piece.scheme else 1)
    return (size, float(depth), 0.0 if in_capitals(piece.text) else 1.0, weight)
