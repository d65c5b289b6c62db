"""Where reports begin inside a file: agenda packs, letters and inspections bound in as appendices."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Grid
from pipeline.rules import Rules
from pipeline.structure.header_fields import belongs_to_header
from pipeline.structure.labels import labelled_share, labels_in
from pipeline.structure.pieces import Item, Piece

# Labels at the top of a page that make it a report's first; those that only a report's cover has weigh more.
ENOUGH, OF_A_COVER = 3.0, 1.5
COVER_FIELDS = ("inspection_dates", "lead_inspector", "published", "agenda_item")
# Items at the top of a page among which the first label must be, and that are looked at.
NEAR_TOP, LOOKED_AT = 5, 45


def report_starts(items: Sequence[Item], rules: Rules) -> list[int]:
    """Return the positions at which reports begin; the first is 0.

    A later report begins on a page that opens with a pack's stamp for the item, or with labels of a
    header block.
    """
    starts = [0]
    page: int | None = None
    for n, item in enumerate(items):
        if _is_furniture(item) or item.page is None or item.page == page:
            continue
        page = item.page
        if n and (_is_stamp(item, rules) or _weight_of_labels(items[n : n + LOOKED_AT], page, rules) >= ENOUGH):
            starts.append(n)
    return starts


def _is_furniture(item: Item) -> bool:
    return isinstance(item, Piece) and item.kind == "furniture"


def _is_stamp(item: Item, rules: Rules) -> bool:
    """Say whether an item is what a pack stamps on the first page of each of its items (`Agenda Item 5`)."""
    if isinstance(item, Grid):
        return False
    return any(hit.start == 0 for hit in rules["structure/furniture"].rule("furniture.item_stamp").find(item.text))


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
