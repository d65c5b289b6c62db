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
# Lines of a front sheet that name pages, from which it is one: any text may name one page in brackets.
FEWEST_LISTED = 2
# Items at the top of a page among which the first label must be, and that are looked at.
NEAR_TOP, LOOKED_AT = 5, 45


def report_starts(items: Sequence[Item], rules: Rules) -> list[int]:
    """Return the positions at which reports begin; the first is 0.

    A later report begins on a page that opens with a pack's stamp for the item, with labels of a header block, with a stack of
    lines that names who reports, to which body, on which day; minutes with their title. Where no page is stamped, one begins on
    each page at which the front sheet has an item begin.
    """
    starts = [0]
    page: int | None = None
    listed = _listed_pages(items, rules)
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
