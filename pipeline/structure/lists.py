"""Lists: which pieces are items, how deep, and what introduces them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.structure.pieces import Item, Piece
from pipeline.structure.references import order_of

# Series that number paragraphs of the report itself rather than items of a list.
PARAGRAPHS = ("decimal", "labelled", "part", "code")
# Words from which a piece reads as a paragraph even under a heading.
PARAGRAPH = 25
# Points: indents nearer than this are the same depth.
SAME = 4.0

Depths = list[tuple[str, float | None, str | None]]  # series, left edge and last reference of each open list


def drop_stray_bullets(items: Sequence[Item]) -> list[Item]:
    """Take the bullet off pieces that are no items: alone, and introduced by nothing.

    Text that was taken from a PDF has them where a number was lost or a heading was indented.
    """
    return [
        replace(item, marker=None, kind=None) if isinstance(item, Piece) and item.marker and _is_stray(items, n) else item
        for n, item in enumerate(items)
    ]


def _is_stray(items: Sequence[Item], n: int) -> bool:
    piece, before = items[n], items[n - 1] if n else None
    after = items[n + 1] if n + 1 < len(items) else None
    if not isinstance(piece, Piece) or any(isinstance(other, Piece) and other.marker for other in (before, after)):
        return False
    if not isinstance(before, Piece) or before.text.endswith(":"):
        return False
    return before.text.endswith((".", "!", "?")) or piece.n_words >= PARAGRAPH


def mark_lists(items: Sequence[Item]) -> list[Item]:
    """Give items of lists their kind and depth (`level`, 1 the outermost)."""
    of_list = _numbers_of_lists(items)
    marked: list[Item] = []
    depths: Depths = []
    for n, item in enumerate(items):
        if isinstance(item, Piece):
            if _in_list(n, item, of_list):
                depths = _open(depths, item)
                item = replace(item, kind="list_item", level=len(depths))
            elif item.kind in (None, "heading", "list_item"):
                depths = [] if item.kind == "heading" or item.ref else depths
                item = replace(item, kind=None) if item.kind == "list_item" else item
        marked.append(item)
    return marked


def _in_list(n: int, piece: Piece, of_list: set[int]) -> bool:
    if piece.kind not in (None, "list_item") or piece.scheme in PARAGRAPHS:
        return False
    if piece.scheme == "number_point":
        return n in of_list
    return bool(piece.scheme or piece.marker or piece.kind)


def _open(depths: Depths, piece: Piece) -> Depths:
    """Return the open lists with the piece's own as the last."""
    x0 = piece.look.x0
    key = piece.scheme or piece.marker or "list"
    for n, (open_key, open_x0, last) in enumerate(depths):
        goes_on = open_key == key or _is_next_letter(open_key, last, piece)
        if x0 is not None and open_x0 is not None:
            if abs(x0 - open_x0) <= SAME and goes_on:
                return [*depths[:n], (open_key, open_x0, piece.ref)]
            if x0 < open_x0 - SAME:
                return [*depths[:n], (key, x0, piece.ref)]
        elif goes_on:
            return [*depths[:n], (open_key, open_x0, piece.ref)]
    return [*depths, (key, x0, piece.ref)]


def _is_next_letter(open_key: str, last: str | None, piece: Piece) -> bool:
    """Say whether `(i)` is the ninth letter of an open list rather than the first Roman number of another."""
    if last is None or piece.ref is None or open_key != (piece.scheme or "").replace("roman", "letter"):
        return False
    before, letter = last.strip("()."), piece.ref.strip("().")
    return len(before) == len(letter) == 1 and ord(letter) - ord(before) == 1


def _numbers_of_lists(items: Sequence[Item]) -> set[int]:
    """Return which pieces numbered `1.`, `2.` ... are items of a list.

    The report's own paragraphs are numbered through its headings; a list counts from 1 within one
    section. Runs of successive numbers that no heading interrupts, in a report whose paragraphs have
    another series or whose numbers begin again, are lists.
    """
    runs: list[list[int]] = []
    open_runs: dict[int, list[int]] = {}  # by their last number
    section: dict[int, int] = {}
    headings = 0
    for n, item in enumerate(items):
        if not isinstance(item, Piece):
            continue
        headings += item.kind == "heading"
        if item.scheme != "number_point" or item.kind not in (None, "list_item") or not item.ref:
            continue
        section[n] = headings
        number = order_of(item.ref)[0]
        run = open_runs.pop(number - 1, None)
        if run is None:
            run = []
            runs.append(run)
        run.append(n)
        open_runs[number] = run
    decimals = any(isinstance(item, Piece) and item.scheme == "decimal" for item in items)
    through = [run for run in runs if section[run[0]] != section[run[-1]]]
    found: set[int] = set()
    for run in runs:
        of_report = run in through and not decimals
        if not of_report and (decimals or through or len(run) > 1):
            found.update(run)
    return found


def lead_ins(items: Sequence[Item]) -> dict[int, int]:
    """Return for each list item (by position) the position of the piece that introduces it.

    That is the text before the list's first item, or the item above for a deeper list; a heading
    where nothing else stands between.
    """
    found: dict[int, int] = {}
    opener: int | None = None
    open_lists: list[tuple[int, int | None]] = []
    last_item: int | None = None
    for n, item in enumerate(items):
        if not isinstance(item, Piece):
            opener, open_lists, last_item = None, [], None
            continue
        if item.kind in ("furniture", "contents", "footnote", "caption"):
            continue
        if item.kind != "list_item":
            if item.kind == "heading" or item.ref or item.text.endswith(":") or not open_lists:
                open_lists, last_item = [], None
            opener = n
            continue
        level = item.level or 1
        while open_lists and open_lists[-1][0] > level:
            open_lists.pop()
        if not open_lists or open_lists[-1][0] < level:
            open_lists.append((level, last_item if last_item is not None else opener))
        introduced_by = open_lists[-1][1]
        if introduced_by is not None:
            found[n] = introduced_by
        last_item = n
    return found
