"""The header block: label and value in all its layouts, as one piece per field."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TypeGuard

from pipeline.model import Grid
from pipeline.rules import Rules
from pipeline.structure.header_grids import grid_fields, is_contact_box, is_header_grid, is_known_heading
from pipeline.structure.labels import Label, labels_in, leading_label, line_fields
from pipeline.structure.pieces import Item, Piece, join

# Pieces that a header block has at most; a longer run of lines is something else.
LONGEST_BLOCK = 45
# Words. A sentence of this length with a stop is body text; a line without a stop may be a long title.
SENTENCE, TITLE = 14, 40
# Words of the shortest sentence, and the share of them that begin with a small letter: titles and posts have fewer.
SHORT_SENTENCE, SMALL = 5, 0.5
# Items behind a sentence among which no label may stand for it to be the report's first.
BEHIND = 8
# Words of "Appendix 3" or "Annex No. 2".
NUMBERED = 3
# Labels over their values from which a block is set in that way throughout.
FEWEST_PAIRS = 2


def mark_header_fields(items: Sequence[Item], rules: Rules) -> list[Item]:
    """Give the lines and grids of a report's header block and contact boxes the kind `header_field`, one per field.

    The header block begins with the first of `items`.
    """
    marked: list[Item] = []
    inside = True
    length = 0
    for n, item in enumerate(items):
        if isinstance(item, Piece) and item.kind in ("furniture", "contents"):
            marked.append(item)
            continue
        if inside:
            length += 1
            following = next((i for i in items[n + 1 :] if not (isinstance(i, Piece) and i.kind == "furniture")), None)
            inside = length <= LONGEST_BLOCK and (
                (length == 1 and _is_appendix_number(item, rules))
                or (
                    belongs_to_header(item, rules)
                    and not _heads_text(item, following, rules)
                    and not _opens_text(items[n:], rules)
                )
            )
            apart = item.page != items[0].page or _are_labelled(marked, rules)
            inside = inside and not (apart and _heads_table(item, following, rules))
        if isinstance(item, Grid):
            fields: Sequence[Item] = grid_fields(item, rules) if inside or is_contact_box(item, rules) else [item]
            marked.extend(fields)
            inside = inside and not any(isinstance(field, Piece) and field.kind == "heading" for field in fields)
        elif inside:
            marked.extend(line_fields(item, rules))
        else:
            marked.extend(_contact_line(item, rules))
    return _with_values(marked, rules)


def belongs_to_header(item: Item, rules: Rules) -> bool:
    """Say whether an item still is part of the header block."""
    if isinstance(item, Grid):
        return is_header_grid(item, rules)
    labels = labels_in(item.raw, rules)
    if labels and (labels[0].value < len(item.raw) or not (item.ref or is_known_heading(item, rules))):
        return item.n_words <= TITLE * 2
    if item.ref or item.marker or item.kind in ("list_item", "quote", "footnote", "caption"):
        return False
    if is_known_heading(item, rules) or item.text.startswith("Dear "):
        return False
    stop = item.text.rstrip().endswith((".", ";", ":"))
    return item.n_words <= (SENTENCE if stop else TITLE)


def _is_appendix_number(item: Item, rules: Rules) -> bool:
    """Say whether an item is the number under which a report is bound into an agenda, which stands over its header."""
    if isinstance(item, Grid) or item.n_words > NUMBERED:
        return False
    return any(True for _ in rules["structure/headings"].rule("heading.appendix").find(item.text))


def _heads_text(item: Item, following: Item | None, rules: Rules) -> bool:
    """Say whether the source itself marks a heading and what follows it is not the header block's."""
    marked = isinstance(item, Piece) and item.kind == "heading" and not labels_in(item.raw, rules)
    if not marked:
        return False
    return following is None or not belongs_to_header(following, rules) or _is_sentence(following)


def _opens_text(items: Sequence[Item], rules: Rules) -> bool:
    """Say whether the first of some items is a sentence of the report's text: short, but no label follows any more."""
    if not _is_sentence(items[0]) or labels_in(items[0].raw, rules):
        return False
    behind = items[1 : BEHIND + 1]
    return not any(is_header_grid(item, rules) if isinstance(item, Grid) else labels_in(item.raw, rules) for item in behind)


def _are_labelled(items: Sequence[Item], rules: Rules) -> bool:
    """Say whether the last of some items and another one before it are fields with their labels."""
    fields = [item for item in items if isinstance(item, Piece) and item.kind == "header_field"]
    labelled = [bool(labels_in(field.raw, rules)) for field in fields]
    return sum(labelled) > 1 and labelled[-1]


def _is_sentence(item: Item) -> TypeGuard[Piece]:
    """Say whether an item is a finished sentence of common words."""
    if isinstance(item, Grid) or item.n_words < SHORT_SENTENCE or not item.text.rstrip().endswith("."):
        return False
    words = item.text.split()
    return sum(word[:1].islower() for word in words) > SMALL * len(words)


def _heads_table(item: Item, following: Item | None, rules: Rules) -> bool:
    """Say whether a line without a label stands over a table that is none of the header block's, on a slide say."""
    if not isinstance(item, Piece) or not isinstance(following, Grid) or labels_in(item.raw, rules):
        return False
    return not belongs_to_header(following, rules)


def _contact_line(piece: Piece, rules: Rules) -> list[Piece]:
    """Mark a line outside the header block whose label may stand anywhere (`Contact officer: ...`)."""
    if piece.kind in ("furniture", "contents", "heading") or piece.ref or piece.n_words > TITLE:
        return [piece]
    label = leading_label(piece.raw, rules, bare=False)
    if label is None or not label.anywhere or not _is_field(piece, label):
        return [piece]
    return line_fields(piece, rules)


def _is_field(piece: Piece, label: Label) -> bool:
    """Say whether label and value are printed as such: with a colon or a column between, and a value."""
    between = piece.raw[label.end : label.value]
    return label.value < len(piece.raw) and (":" in between or "\t" in between)


def _with_values(items: Sequence[Item], rules: Rules) -> list[Item]:
    """Join a label printed alone with the line below it, where that is no label itself.

    The label ends in a colon, names a person's part, or stands in a block that is set in that way.
    """
    joined: list[Item] = []
    on_two_lines = _alternates(items, rules)
    for item in items:
        last = joined[-1] if joined else None
        if (
            isinstance(item, Piece)
            and isinstance(last, Piece)
            and item.kind == last.kind == "header_field"
            and (label := _lone_label(last, rules)) is not None
            and (on_two_lines or label.anywhere or ":" in last.raw)
            and not labels_in(item.raw, rules)
        ):
            joined[-1] = join((last, item), "\n" if ":" in last.raw else "\t")
            continue
        if (
            isinstance(item, Piece)
            and isinstance(last, Piece)
            and item.kind == last.kind == "header_field"
            and _names_post(last, item, rules)
        ):
            joined[-1] = join((last, item), "\n")
            continue
        joined.append(item)
    return joined


def _names_post(field: Piece, below: Piece, rules: Rules) -> bool:
    """Say whether the line below a person's name is the post that the person holds."""
    label = leading_label(field.raw, rules, bare=False)
    if label is None or not label.anywhere or label.value >= len(field.raw) or labels_in(below.raw, rules):
        return False
    return any(True for _ in rules["structure/headings"].rule("not_heading.post").find(below.text))


def _alternates(items: Sequence[Item], rules: Rules) -> bool:
    """Say whether labels without colons and their values stand on lines of their own, one under the other."""
    pairs = 0
    for label, value in pairwise(items):
        if not isinstance(label, Piece) or not isinstance(value, Piece) or label.kind != "header_field":
            continue
        if value.kind == "header_field" and _lone_label(label, rules) and not labels_in(value.raw, rules):
            pairs += 2 if label.look.bold and not value.look.bold else 1
    return pairs >= FEWEST_PAIRS


def _lone_label(piece: Piece, rules: Rules) -> Label | None:
    """Return the label that is all of a piece."""
    label = leading_label(piece.raw, rules, bare=False)
    return label if label is not None and label.value >= len(piece.raw) else None
