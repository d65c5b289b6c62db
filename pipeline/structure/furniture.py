"""Tell running heads, feet, page numbers and stamps from the text of the report."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.model import Page
from pipeline.rules import Rules
from pipeline.structure.labels import labels_in
from pipeline.structure.reports import opens_report
from pipeline.structure.rows import WIDE, Row

# Parts of the page's height in which running heads and feet stand.
HEAD, FOOT = 0.15, 0.12
# Points: rows of different pages that differ by less stand in the same place.
SAME_PLACE = 4.0
# A head on less than this part of the pages, in letters larger than usual by these points or bold, is a title.
OF_ALL_PAGES, LARGER = 0.4, 0.9
# Rows on more than this part of the pages are furniture even where something else stands beyond them.
MOST_PAGES = 0.6
# A number alone that may be a year is no page number by its look.
YEARS = range(1900, 2100)
# Rows at the top of a page that may be the header of an item, and labels that it has at least.
HEADER, FEWEST_LABELS = 10, 3
# Rows from the edge that may be running heads, or feet.
DEEPEST = 6


@dataclass(frozen=True, slots=True)
class _Edge:
    """A row near the top or bottom edge of a page; `place` is its distance from that edge."""

    row: Row
    top: bool
    place: float
    rank: int
    text: str
    masked: str
    numbers: tuple[int, ...]


def furniture_rows(rows: Mapping[int, Sequence[Row]], pages: Mapping[int, Page], rules: Rules) -> set[int]:
    """Return the identities (`id`) of the rows that are furniture.

    Furniture is what stands at the edge of a page and either has the wording of a page number or a
    marking, or is printed in the same place on other pages: the same words, the same but for numbers
    that count with the pages, or (running heads that change with the section) words in the same
    letters where other pages have theirs.
    """
    edges = {number: _edges(rows[number], pages[number]) for number in rows}
    every = [edge for found in edges.values() for edge in found]
    furniture = {id(edge.row) for edge in every if _alone(edge, rules)}
    furniture |= _repeated(every)
    furniture |= _counting(every)
    furniture |= _changing_heads(edges, furniture)
    furniture &= _outermost(edges, furniture)
    furniture |= _words_of_empty_pages(rows, rules)
    furniture -= _headers_of_items(rows, edges, furniture, rules)
    sizes = Counter(round(row.size) for found in rows.values() for row in found)
    usual = max(sizes, key=lambda size: sizes[size], default=0)
    return furniture - _titles(every, furniture, len(rows), usual)


def _headers_of_items(
    rows: Mapping[int, Sequence[Row]], edges: Mapping[int, Sequence[_Edge]], furniture: set[int], rules: Rules
) -> set[int]:
    """Return the rows at the top of pages that repeat because the items of a pack go to one meeting.

    A page that opens an item has labels, or a stack of lines that says who reports, and no other page has all of the same.
    """
    labels: dict[int, list[Row]] = {}
    stacks: dict[int, list[Row]] = {}
    for number, found in edges.items():
        if any(edge.top and id(edge.row) in furniture for edge in found):
            top = rows[number][:HEADER]
            labels[number] = [row for row in top if labels_in(row.text, rules)]
            stacks[number] = list(top) if opens_report((row.text for row in top), rules) else []
    kept: set[int] = set()
    for of_pages, fewest in ((labels, FEWEST_LABELS), (stacks, 1)):
        texts = Counter(tuple(row.text for row in some) for some in of_pages.values())
        for some in of_pages.values():
            if len(some) >= fewest and texts[tuple(row.text for row in some)] == 1:
                kept |= {id(row) for row in some}
    return kept


def outside_tables(rows: Mapping[int, Sequence[Row]], pages: Mapping[int, Page], rules: Rules) -> set[int]:
    """Return the identities of rows that no table may take in: page numbers, markings, running feet.

    `rows` are all of the pages' rows. Of repeated rows at the top of pages only the first two may be
    running heads, and not where they name columns: a table repeats its headings.
    """
    every = [edge for number in rows for edge in _edges(rows[number], pages[number])]
    running = [edge for edge in every if not edge.top or (edge.rank < 2 and not _names_columns(edge.row, rules))]
    return {id(edge.row) for edge in every if _alone(edge, rules)} | _repeated(running) | _counting(running)


def _names_columns(row: Row, rules: Rules) -> bool:
    """Say whether a row is a table's headings; their gaps, all wide, must not pass for stretched word spaces."""
    texts = [row.words[0].text]
    for left, right in pairwise(row.words):
        apart = right.box.x0 - left.box.x1 > WIDE * max(left.size, right.size)
        texts[-1:] = [texts[-1], right.text] if apart else [f"{texts[-1]} {right.text}"]
    known = sum(rules["structure/columns"].first(text) is not None for text in texts)
    return len(texts) > 2 or 2 * known >= len(texts)


def _edges(rows: Sequence[Row], page: Page) -> list[_Edge]:
    height = page.height or 0.0
    found = []
    for rank, row in enumerate(rows[:DEEPEST]):
        if row.box.top <= HEAD * height:
            found.append(_edge(row, True, row.box.top, rank))
    for rank, row in enumerate(reversed(rows[-DEEPEST:])):
        if row.box.bottom >= (1 - FOOT) * height and all(row is not edge.row for edge in found):
            found.append(_edge(row, False, height - row.box.bottom, rank))
    return found


def _edge(row: Row, top: bool, place: float, rank: int) -> _Edge:
    text = " ".join(row.text.split())
    numbers = tuple(int(n) for n in re.findall(r"\d{1,5}", text))
    return _Edge(row, top, place, rank, text, re.sub(r"\d+", "#", text), numbers)


def _words_of_empty_pages(rows: Mapping[int, Sequence[Row]], rules: Rules) -> set[int]:
    """Return the rows that say that their page is left blank: they stand in its middle as well as at its edge."""
    blank = rules["structure/furniture"].rule("furniture.blank")
    return {id(row) for some in rows.values() if len(some) <= DEEPEST for row in some if any(blank.find(row.text))}


def _alone(edge: _Edge, rules: Rules) -> bool:
    """Say whether the words alone tell furniture: outermost rows that number or mark the page."""
    if edge.rank > 2:
        return False
    hit = rules["structure/furniture"].first(edge.text)
    if hit is not None and hit.sets.get("alone"):
        if hit.sets.get("bare"):
            return edge.rank == 0 and (edge.row.page in edge.numbers or not any(n in YEARS for n in edge.numbers))
        return True
    # A number beside a running foot: `Children's services report      - 3 -`.
    last = edge.row.segments[-1].text
    if len(edge.row.segments) > 1 and not edge.top and edge.rank == 0:
        number = rules["structure/furniture"].first(last)
        return number is not None and number.sets.get("part") == "page_number" and edge.row.page in edge.numbers
    return False


def _repeated(edges: Sequence[_Edge]) -> set[int]:
    """Rows whose very words stand in the same place of at least two pages."""
    groups: dict[tuple[bool, str], list[_Edge]] = defaultdict(list)
    for edge in edges:
        groups[edge.top, edge.text].append(edge)
    found: set[int] = set()
    for group in groups.values():
        for edge in group:
            same = {other.row.page for other in group if abs(other.place - edge.place) <= SAME_PLACE}
            if len(same) > 1 and _near(same, edge.row.page):
                found.add(id(edge.row))
    return found


def _outermost(edges: Mapping[int, Sequence[_Edge]], furniture: set[int]) -> set[int]:
    """Return the rows with nothing but furniture between them and the edge, or that most of the pages have.

    The second line of headings that happen to be alike is no running head.
    """
    pages_with: dict[tuple[bool, str], set[int]] = defaultdict(set)
    for number, found in edges.items():
        for edge in found:
            pages_with[edge.top, edge.masked].add(number)
    outermost: set[int] = set()
    for found in edges.values():
        blocked = {True: False, False: False}
        for edge in sorted(found, key=lambda e: e.rank):
            usual = len(pages_with[edge.top, edge.masked]) > MOST_PAGES * len(edges)
            if id(edge.row) in furniture and (usual or not blocked[edge.top]):
                outermost.add(id(edge.row))
            else:
                blocked[edge.top] = True
    return outermost


def _titles(edges: Sequence[_Edge], furniture: set[int], n_pages: int, usual: float) -> set[int]:
    """Return repeated heads that are titles where they stand first: large or bold ones on a few of the pages.

    A plan's theme is printed again on each of its pages; the first says where the theme begins. `usual`
    is the size of most rows.
    """
    groups: dict[str, list[_Edge]] = defaultdict(list)
    for edge in edges:
        if edge.top and id(edge.row) in furniture and not edge.numbers:
            groups[edge.text].append(edge)
    found = set()
    for group in groups.values():
        first = min(group, key=lambda edge: edge.row.page)
        stands_out = first.row.size > usual + LARGER or (first.row.bold and first.row.size >= usual)
        if stands_out and 1 < len(group) < OF_ALL_PAGES * n_pages:
            found.add(id(first.row))
    return found


def _near(pages: set[int], page: int) -> bool:
    """Say whether a page has company within a few pages: a head on odd pages only, a first page that differs."""
    return any(0 < abs(other - page) <= 4 for other in pages) or len(pages) > 3


def _counting(edges: Sequence[_Edge]) -> set[int]:
    """Rows that are the same but for a number that grows with the page."""
    groups: dict[tuple[bool, str], list[_Edge]] = defaultdict(list)
    for edge in edges:
        if edge.numbers:
            groups[edge.top, edge.masked].append(edge)
    found: set[int] = set()
    for group in groups.values():
        for n in range(len(group[0].numbers)):
            pages: dict[int, set[int]] = defaultdict(set)
            for edge in group:
                pages[edge.numbers[n] - edge.row.page].add(edge.row.page)
            found.update(id(edge.row) for edge in group if len(pages[edge.numbers[n] - edge.row.page]) > 1)
    return found


def _changing_heads(edges: Mapping[int, Sequence[_Edge]], known: set[int]) -> set[int]:
    """Rows in the place and letters of running heads or feet on other pages, whatever they say."""
    slots: dict[tuple[bool, float], list[float]] = defaultdict(list)
    for found in edges.values():
        for edge in found:
            if id(edge.row) in known:
                slots[edge.top, edge.row.size].append(edge.place)
    more: set[int] = set()
    for found in edges.values():
        depth = {True: -1, False: -1}
        for edge in sorted(found, key=lambda e: e.rank):
            if depth[edge.top] != edge.rank - 1:
                continue  # text of the report stands between this row and the edge
            places = slots.get((edge.top, edge.row.size), [])
            in_slot = sum(abs(place - edge.place) <= SAME_PLACE / 2 for place in places) >= 3
            if id(edge.row) in known:
                depth[edge.top] = edge.rank
            elif in_slot and len(edge.text) < 120 and not edge.text.endswith("."):
                more.add(id(edge.row))
                depth[edge.top] = edge.rank
    return more
