"""Take a printed reference or bullet off the front of a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.rules import Rules
from pipeline.structure.pieces import Item, Piece, cut

# What parts a reference from its text beside white space (`Priority 2: ...`, `Action 3 - ...`).
_SIGN_BEHIND = re.compile(r"\s*[:–—-](?=\s+\S)")


def take_reference(piece: Piece, rules: Rules) -> Piece:
    """Move a leading bullet to `marker` and a leading reference to `ref` (as printed) and `scheme`.

    A reference may stand behind a bullet (text files turn numbered paragraphs into bulleted ones).
    """
    if piece.number is not None:
        return _numbered_by_source(piece, rules)
    bullet = next(rules["structure/lists"].that_set("marker").find(piece.raw), None)
    if bullet is None:
        return take_number(piece, rules)
    behind = cut(piece, bullet.end)
    numbered = take_number(behind, rules)
    return numbered if numbered.ref else replace(behind, marker=str(bullet.sets["marker"]))


def take_number(piece: Piece, rules: Rules) -> Piece:
    """Move a leading number or letter to `ref`, where a rule knows its form."""
    hit = rules["structure/references"].first(piece.raw)
    if hit is None:
        return piece
    ref = " ".join(piece.text[hit.start : hit.end].split())
    rest = _SIGN_BEHIND.match(piece.raw, hit.end)
    return replace(cut(piece, rest.end() if rest else hit.end), ref=ref, scheme=str(hit.sets["scheme"]))


def _numbered_by_source(piece: Piece, rules: Rules) -> Piece:
    """Sort what the source prints before the text: a number, or a bullet, behind which one may be written."""
    assert piece.number is not None
    hit = rules["structure/references"].first(f"{piece.number}\t")
    if hit is None:
        numbered = take_number(piece, rules)
        return numbered if numbered.ref else replace(piece, marker="sign")
    return replace(piece, ref=piece.number, scheme=str(hit.sets["scheme"]))


def take_in_series(items: Sequence[Item], rules: Rules) -> list[Item]:
    """Take numbers that no gap parts from a text that begins with a figure or in lower case, where they are the next.

    `2.4 12 May was the last day` and `2.4 agree the plan` may be amounts; below paragraph 2.3 they are numbered.
    """
    taken: list[Item] = []
    last: tuple[int, ...] = ()
    for item in items:
        if isinstance(item, Piece):
            if last and not item.ref and item.marker is None and item.kind is None and item.raw[:1].isdigit():
                led = take_number(replace(item, raw=item.raw.replace(" ", "\t", 1)), rules)
                if led.scheme == "decimal" and led.ref and led.raw and _is_next(order_of(led.ref), last):
                    item = led
            if item.scheme in ("decimal", "number_point") and item.ref:
                last = order_of(item.ref)
        taken.append(item)
    return taken


def _is_next(order: tuple[int, ...], last: tuple[int, ...]) -> bool:
    """Say whether a number follows another: the next of its level, or the first of the next level below or above."""
    return order in ((*last, 1), *((*last[:n], last[n] + 1, *([1] * more)) for n in range(len(last)) for more in (0, 1)))


def order_of(ref: str) -> tuple[int, ...]:
    """Return a reference's numbers (`3.10` gives 3, 10), empty for letters."""
    return tuple(int(part) for part in ref.replace("(", ".").replace(")", ".").split(".") if part.strip().isdigit())
