"""Which papers a file holds: the report itself, the items of a pack, letters bound in as appendices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.model import Grid
from pipeline.rules import Rules
from pipeline.structure.labels import labels_in
from pipeline.structure.pieces import Item, Piece
from pipeline.structure.reports import report_starts

OPENING, SIGNED = 14, 6
"""Lines above a letter's greeting that may be its address and date, and below its leave-taking its writer's name and post."""

COVER = 8
"""Lines below that of an appendix among which the cover of an inspection report names its days and its inspector."""

_APPENDIX = re.compile(r"\W*(?P<word>appendix|annex|annexe|enclosure)\b(?:\W+\w{1,3})?\b", re.IGNORECASE)

LINE, ADDRESS = 12, 40
"""Words of a greeting or a name at most; and of an address, which Word keeps in one paragraph. More is running text."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Items from position `start` to the next stretch that belong to one paper; paper 0 is the file's own report."""

    start: int
    paper: int


def stretches(items: Sequence[Item], rules: Rules) -> list[Stretch]:
    """Return the stretches of a file's papers, in order; what follows a letter in an appendix is its carrier's again.

    A pack's items and reports bound in end where the next begins, a letter ends with its writer's name, an inspection report that
    is an appendix where the next appendix begins.
    """
    starts = report_starts(items, rules)
    found = [Stretch(start, n) for n, start in enumerate(starts)]
    count = len(found)
    taken = {one.start for one in found}
    bound = [one for one in bound_inspections(items, rules) if not any(one[0] <= start <= one[0] + COVER for start in taken)]
    for begin, end in sorted([*bound, *letters(items, rules)]):
        carrier = max((one for one in found if one.start <= begin), key=lambda one: one.start)
        if begin == carrier.start or end <= begin:
            continue  # the paper is a letter itself
        after = [] if end >= len(items) or any(one.start == end for one in found) else [Stretch(end, carrier.paper)]
        found += [Stretch(begin, count), *after]
        count += 1
    found.sort(key=lambda one: one.start)
    order = {paper: n for n, paper in enumerate(dict.fromkeys(one.paper for one in found))}
    return [replace(one, paper=order[one.paper]) for one in found]


def letters(items: Sequence[Item], rules: Rules) -> list[tuple[int, int]]:
    """Return where letters begin and end (excluded) behind the first page of a file.

    A letter has a greeting with its leave-taking below it, and only short lines between the greeting and the top of the page, the
    heading of the appendix, or running text.
    """
    found: list[tuple[int, int]] = []
    marks = [(n, _mark(item, rules)) for n, item in enumerate(items)]
    for n, mark in marks:
        if mark != "salutation" or (found and n < found[-1][1]):
            continue
        closing = next((m for m, other in marks[n:] if other in ("closing", "salutation") and m != n), None)
        if closing is None or marks[closing][1] != "closing":
            continue
        begin = _opening(items, n)
        if begin:
            found.append((begin, _signature_end(items, closing)))
    return found


def bound_inspections(items: Sequence[Item], rules: Rules) -> list[tuple[int, int]]:
    """Return where inspection reports begin and end (excluded) that are appendices of a text without pages, or within one.

    The line of the appendix stands above the report's cover, which names its days and its lead inspector.
    """
    found: list[tuple[int, int]] = []
    for n, item in enumerate(items):
        line = _APPENDIX.match(item.text) if isinstance(item, Piece) and item.n_words <= LINE else None
        if line is None or (found and n < found[-1][1]) or not _is_inspection_cover(items[n + 1 : n + 1 + COVER], rules):
            continue
        word = line["word"].lower()
        end = next(
            (
                m
                for m, other in enumerate(items[n + 1 :], n + 1)
                if isinstance(other, Piece)
                and other.n_words <= LINE
                and (next_line := _APPENDIX.match(other.text))
                and next_line["word"].lower() == word
            ),
            len(items),
        )
        found.append((n, end))
    return found


def _is_inspection_cover(items: Sequence[Item], rules: Rules) -> bool:
    """Say whether some lines name both the days of an inspection and its lead inspector, with no other appendix before."""
    told: set[str] = set()
    for item in items:
        if isinstance(item, Piece):
            if _APPENDIX.match(item.text):
                return False
            told |= {label.field for label in labels_in(item.raw, rules)}
    return {"inspection_dates", "lead_inspector"} <= told


def _mark(item: Item, rules: Rules) -> str | None:
    if isinstance(item, Grid) or item.n_words > LINE:
        return None
    hit = rules["structure/papers"].first(item.text)
    return str(hit.sets["mark"]) if hit else None


def _opening(items: Sequence[Item], greeting: int) -> int:
    """Return the first of the short lines above a greeting, which are its address and date."""
    begin = greeting
    for n in range(greeting - 1, max(-1, greeting - OPENING - 1), -1):
        item = items[n]
        if isinstance(item, Grid) or item.kind in ("furniture", "list_item", "contents") or not _is_address(item):
            break
        begin = n
        if item.text.lower().startswith(("appendix", "annex", "enclosure")):
            break
        if item.page is not None and n and items[n - 1].page != item.page:
            break
    return begin


def _is_address(piece: Piece) -> bool:
    """Say whether a piece may stand above a greeting: some lines that make no sentence."""
    return piece.n_words <= LINE or (piece.n_words <= ADDRESS and not re.search(r"[a-z]{3}[.:;]\s*$", piece.raw))


def _signature_end(items: Sequence[Item], closing: int) -> int:
    """Return the position behind the writer's name and post: the lines left on the page, as far as they are short."""
    end = closing + 1
    for n in range(closing + 1, min(len(items), closing + 1 + SIGNED)):
        item = items[n]
        if isinstance(item, Grid) or item.page != items[closing].page or (item.n_words > LINE and item.kind != "furniture"):
            break
        if item.kind == "heading" or item.text.lower().startswith(("appendix", "annex")):
            break
        end = n + 1
    return end
