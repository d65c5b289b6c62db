"""Where reports begin inside a file: agenda packs, letters and inspections bound in as appendices."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence, Set

from pipeline.model import Grid
from pipeline.rules import Rules
from pipeline.structure.header_fields import belongs_to_header
from pipeline.structure.labels import labelled_share, labels_in
from pipeline.structure.pieces import Item, Piece

# Labels at the top of a page that make it a report's first; those that only a report's cover has weigh more.
ENOUGH, OF_A_COVER = 3.0, 1.5
COVER_FIELDS = ("inspection_dates", "lead_inspector", "published", "agenda_item")
# Lines at the top of a page that may name the body, the day, the item and who reports; words of the longest.
STACKED, STACKED_WORDS = 9, 14
# Lines at the top of a page among which the stamp of its item is.
STAMPED_WITHIN = 3
# Lines of a front sheet that name pages, or stamps, from which it is one: any text may name one page in brackets.
FEWEST_LISTED = 2
# Items at the top of a page among which the first label must be, and that are looked at.
NEAR_TOP, LOOKED_AT = 5, 45


def report_starts(items: Sequence[Item], rules: Rules) -> list[int]:
    """Return the positions at which reports begin; the first is 0.

    A later report begins on a page that opens with a pack's stamp for the item, with labels of a header block, with a stack of
    lines that names who reports, to which body, on which day; minutes with their title; and on each page whose stamp is the next
    of a row. Where no page is stamped, one begins on each page at which the front sheet has an item begin.
    """
    starts = [0]
    page: int | None = None
    listed = _listed_pages(items, rules) | _stamped_pages(items, rules)
    for n, item in enumerate(items):
        if _is_furniture(item) or item.page is None or item.page == page:
            continue
        page = item.page
        opening = items[n : n + LOOKED_AT]
        if n and (
            page in listed
            or _is_stamp(item, rules)
            or _weight_of_labels(opening, page, rules) >= ENOUGH
            or opens_report((one.text for one in opening if isinstance(one, Piece) and one.page == page), rules)
        ):
            starts.append(n)
    return starts


def opens_report(lines: Iterable[str], rules: Rules) -> bool:
    """Say whether the lines at the top of a page are a report's header without labels, or the title of minutes."""
    told: list[str] = []
    for text in itertools.islice(lines, STACKED):
        if len(text.split()) > STACKED_WORDS:
            break
        hit = rules["structure/openings"].first(text)
        if hit is not None:
            told.append(str(hit.sets["line"]))
    return told[:1] == ["minutes"] or ("report_of" in told and len({"body", "day", "item"} & set(told)) > 1)


def _is_furniture(item: Item) -> bool:
    return isinstance(item, Piece) and item.kind == "furniture"


def _is_stamp(item: Item, rules: Rules) -> bool:
    """Say whether an item is what a pack stamps on the first page of each of its items (`Agenda Item 5`)."""
    if isinstance(item, Grid):
        return False
    return any(hit.start == 0 for hit in rules["structure/furniture"].rule("furniture.item_stamp").find(item.text))


def _listed_pages(items: Sequence[Item], rules: Rules) -> Set[int]:
    """Return the pages of a file at which its front sheet has items begin; none where pages are stamped for their items.

    The sheet names pages by the numbers printed on them, which the numbers at their head or foot hold against the file's own.
    """
    rule = rules["structure/openings"].rule("openings.pages")
    told: list[int] = []
    for item in items:
        if item.page is None or (told and item.page >= min(told)):
            break  # the sheet stands before what it lists
        if isinstance(item, Piece):
            told += [int(hit.groups["first"]) for line in item.raw.splitlines() for hit in rule.find(line)]
    if len(told) < FEWEST_LISTED or told != sorted(told) or any(_is_stamp(item, rules) for item in items):
        return frozenset()
    printed = [
        (int(item.text), item.page)
        for item in items
        if isinstance(item, Piece)
        and _is_furniture(item)
        and item.page is not None
        and re.fullmatch(r"\d{1,4}", item.text.strip())
    ]
    shift = Counter(page - number for number, page in printed).most_common(1)
    return frozenset(number + (shift[0][0] if shift else 0) for number in told)


def _stamped_pages(items: Sequence[Item], rules: Rules) -> Set[int]:
    """Return the pages of a pack at which the stamp in their corner has a new item begin: "Enclosure 3" behind "Enclosure 2".

    They rise, and before the first of them stands an agenda: the enclosures of a single paper are none. A stamp on every page,
    as where each item has one, reads like a running head, and is looked at all the same.
    """
    openings = rules["structure/openings"]
    stamp = openings.rule("openings.stamp")
    first: dict[str, dict[str, int]] = {}
    agenda: int | None = None
    for page, group in itertools.groupby((item for item in items if item.page is not None), key=lambda item: item.page):
        lines = [item for item in group if isinstance(item, Piece)]
        if agenda is None and any(next(openings.rule("openings.agenda").find(item.text), None) for item in lines):
            agenda = page
        at_edges = [item for n, item in enumerate(lines) if n < STAMPED_WITHIN or item.kind == "furniture"]
        for hit in (hit for item in at_edges for hit in stamp.find(item.text)):
            first.setdefault(hit.groups["word"].lower(), {}).setdefault(hit.groups["number"].upper(), page or 0)
    rising = [found for found in first.values() if len(found) >= FEWEST_LISTED and _rise([*found])]
    if agenda is None or not rising:
        return frozenset()
    pages = max(rising, key=len).values()
    return frozenset(pages) if agenda < min(pages) else frozenset()


def _rise(numbers: Sequence[str]) -> bool:
    """Say whether numbers, or letters, follow one another in their order."""
    values = [(int(re.sub(r"\D", "", number) or 0), number) for number in numbers]
    return all(one < other for one, other in itertools.pairwise(values))


def _weight_of_labels(items: Sequence[Item], page: int, rules: Rules) -> float:
    """Weigh the labels in a page's first items, as far as they may be a header block; a cover names an inspector once."""
    weight = 0.0
    told: set[str] = set()
    for n, item in enumerate(items):
        if _is_furniture(item):
            continue
        if item.page != page or not belongs_to_header(item, rules) or (n > NEAR_TOP and not weight):
            break
        if isinstance(item, Grid):
            weight += labelled_share(item, rules) * item.n_rows
        else:
            labels = [label for label in labels_in(item.raw, rules) if label.field not in told]
            told |= {label.field for label in labels if label.field in COVER_FIELDS}
            weight += sum(OF_A_COVER if label.field in COVER_FIELDS else 1.0 for label in labels)
    return weight
