"""The header block: label and value in all its layouts, as one piece per field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Cell, Grid
from pipeline.rules import Rules
from pipeline.structure.labels import Label, is_label, labelled_share, labels_in, leading_label
from pipeline.structure.pieces import Item, Piece, cut, join, moved, piece_of_lines
from pipeline.structure.references import take_reference

# Pieces that a header block has at most; a longer run of lines is something else.
LONGEST_BLOCK = 45
# Words. A sentence of this length with a stop is body text; a line without a stop may be a long title.
SENTENCE, TITLE = 14, 40
# Rows and mean words of a cell in a grid that may belong to a header block.
MOST_ROWS, MOST_WORDS = 20, 14
# Labels that make the top of a later page the header block of a further report, and items among which the first must be.
FEWEST_LABELS, NEAR_TOP = 3, 5
# Words of a label that no rule knows but that ends in a colon, in a cell of its own.
MOST_LABEL_WORDS = 8
# A grid at the top is a header where this share of its rows has known labels, or it has hardly a row.
HEADER_SHARE, FEW_ROWS = 0.3, 2
# A grid far from the top is a contact box where this share of its rows has known labels.
BOX_SHARE = 0.6


def mark_header_fields(items: Sequence[Item], rules: Rules) -> list[Item]:
    """Give the lines and grids of header blocks and contact boxes the kind `header_field`, one per field."""
    starts = {0, *_later_headers(items, rules)}
    marked: list[Item] = []
    inside = False
    length = 0
    for n, item in enumerate(items):
        if n in starts:
            inside, length = True, 0
        if isinstance(item, Piece) and item.kind in ("furniture", "contents"):
            marked.append(item)
            continue
        if inside:
            length += 1
            inside = length <= LONGEST_BLOCK and _belongs(item, rules)
        if isinstance(item, Grid):
            fields = _grid_fields(item, rules) if inside or is_contact_box(item, rules) else [item]
            marked.extend(fields)
            inside = inside and not any(isinstance(field, Piece) and field.kind == "heading" for field in fields)
        elif inside:
            marked.extend(_line_fields(item, rules))
        else:
            marked.extend(_contact_line(item, rules))
    return _with_values(marked, rules)


def _later_headers(items: Sequence[Item], rules: Rules) -> list[int]:
    """Return where further reports begin inside a file: pages that open with several labels."""
    found = []
    page = None
    for n, item in enumerate(items):
        if isinstance(item, Piece) and item.kind == "furniture":
            continue
        if item.page is None or item.page == page:
            continue
        page = item.page
        labels = 0
        for k, other in enumerate(items[n : n + LONGEST_BLOCK]):
            if isinstance(other, Piece) and other.kind == "furniture":
                continue
            if other.page != page or not _belongs(other, rules):
                break
            labels += _n_labels(other, rules)
            if k > NEAR_TOP and not labels:
                break
        if labels >= FEWEST_LABELS and n:
            found.append(n)
    return found


def _n_labels(item: Item, rules: Rules) -> int:
    if isinstance(item, Grid):
        return round(labelled_share(item, rules) * item.n_rows)
    return len(labels_in(item.raw, rules, bare=False))


def _belongs(item: Item, rules: Rules) -> bool:
    """Say whether an item still is part of the header block."""
    if isinstance(item, Grid):
        return _is_header_grid(item, rules)
    labels = labels_in(item.raw, rules)
    if labels and (labels[0].value < len(item.raw) or not (item.ref or _is_known_heading(item, rules))):
        return item.n_words <= TITLE * 2
    if item.marker or item.kind in ("list_item", "quote", "footnote", "caption"):
        return False
    if item.ref:
        return False
    if _is_known_heading(item, rules):
        return False
    if item.text.startswith("Dear "):
        return False
    stop = item.text.rstrip().endswith((".", ";", ":"))
    return item.n_words <= (SENTENCE if stop else TITLE)


def _is_header_grid(grid: Grid, rules: Rules) -> bool:
    """Say whether a grid at the top is part of the header block: labels and values, or a few lines in frames."""
    return _is_small(grid) and (grid.n_rows <= FEW_ROWS or labelled_share(grid, rules) >= HEADER_SHARE)


def _is_small(grid: Grid) -> bool:
    filled = [cell for cell in grid.cells if cell.text.strip()]
    if not filled or grid.n_rows > MOST_ROWS:
        return False
    return sum(len(cell.text.split()) for cell in filled) / len(filled) <= MOST_WORDS


def is_contact_box(grid: Grid, rules: Rules) -> bool:
    """Say whether a grid is a box of labels and values, wherever it stands."""
    return grid.n_columns > 1 and _is_small(grid) and labelled_share(grid, rules) >= BOX_SHARE and _pairs(grid, rules)


def _pairs(grid: Grid, rules: Rules) -> bool:
    """Say whether cells other than the first of each row hold values, not a row of labels as column headings."""
    first_row = [cell for cell in grid.cells if cell.row == 0 and cell.text.strip()]
    return not (grid.n_columns > 2 and len(first_row) > 2 and all(is_label(cell.text, rules) for cell in first_row))


def _grid_fields(grid: Grid, rules: Rules) -> list[Item]:
    """Take a header grid apart: each label with the cell behind it, every other cell for itself.

    A row that is a known heading alone (`RECOMMENDATIONS` over a box of text) makes what stands below
    it without a label body text.
    """
    fields: list[Item] = []
    under_heading = False
    rows: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        if cell.text.strip():
            rows.setdefault(cell.row, []).append(cell)
    for _, cells in sorted(rows.items()):
        pieces = _uncut(
            [piece_of_lines(cell.lines, page=grid.page) for cell in sorted(cells, key=lambda cell: cell.column)], rules
        )
        if len(pieces) == 1 and not labels_in(pieces[0].raw, rules):
            if _is_known_heading(pieces[0], rules):
                fields.append(replace(pieces[0], kind="heading"))
                under_heading = True
                continue
            if under_heading or pieces[0].n_words > TITLE:
                fields.append(take_reference(pieces[0], rules))
                continue
        fields.extend(_row_fields(pieces, rules))
    return fields


def _row_fields(pieces: Sequence[Piece], rules: Rules) -> list[Item]:
    """Pair the cells of one row: a label takes the next cell for its value."""
    fields: list[Piece] = []
    n = 0
    while n < len(pieces):
        piece = pieces[n]
        if n + 1 < len(pieces) and _takes_value(piece, pieces[n + 1], rules):
            fields.append(join((piece, pieces[n + 1]), " " if piece.raw.endswith((":", "?")) else "\t"))
            n += 2
        else:
            fields.extend(_line_fields(piece, rules))
            n += 1
    return [replace(field, kind="header_field") for field in fields]


def _uncut(pieces: list[Piece], rules: Rules) -> list[Piece]:
    """Join cells of a row that a wrongly placed column edge cut apart: the next goes on in lower case."""
    whole: list[Piece] = []
    for piece in pieces:
        last = whole[-1] if whole else None
        if last is not None and piece.raw[:1].islower() and last.raw[-1:].isalnum() and not is_label(last.raw, rules):
            glued = replace(join((last, piece)), raw=last.raw + piece.raw)
            whole[-1] = _glue(last, piece) if is_label(glued.raw, rules) else join((last, piece))
        else:
            whole.append(piece)
    return whole


def _glue(left: Piece, right: Piece) -> Piece:
    """Join two halves of a word."""
    parts = (*left.parts, *(moved(part, len(left.raw)) for part in right.parts))
    return replace(left, raw=left.raw + right.raw, parts=parts)


def _is_known_heading(piece: Piece, rules: Rules) -> bool:
    hit = rules["structure/headings"].first(piece.text)
    return hit is not None and bool(hit.sets.get("known"))


def _takes_value(label: Piece, value: Piece, rules: Rules) -> bool:
    text = label.text
    if not (is_label(text, rules) or (text.endswith(":") and label.n_words <= MOST_LABEL_WORDS)):
        return False
    return not (value.text.endswith(":") and is_label(value.text, rules))


def _line_fields(piece: Piece, rules: Rules) -> list[Piece]:
    """Cut a header line at its labels."""
    labels = labels_in(piece.raw, rules)
    starts = [label.start for label in labels]
    if not starts or piece.raw[: starts[0]].strip():
        starts.insert(0, 0)
    ends = [*starts[1:], len(piece.raw)]
    return [replace(cut(piece, a, b), kind="header_field") for a, b in zip(starts, ends, strict=True)]


def _contact_line(piece: Piece, rules: Rules) -> list[Piece]:
    """Mark a line outside the header block whose label may stand anywhere (`Contact officer: ...`)."""
    if piece.kind in ("furniture", "contents", "heading") or piece.ref or piece.n_words > TITLE:
        return [piece]
    label = leading_label(piece.raw, rules, bare=False)
    if label is None or not label.anywhere or not _is_field(piece, label):
        return [piece]
    return _line_fields(piece, rules)


def _is_field(piece: Piece, label: Label) -> bool:
    """Say whether label and value are printed as such: with a colon or a column between, and a value."""
    between = piece.raw[label.end : label.value]
    return label.value < len(piece.raw) and (":" in between or "\t" in between)


def _with_values(items: list[Item], rules: Rules) -> list[Item]:
    """Join a label printed alone with the line below it, where that is no label itself."""
    joined: list[Item] = []
    for item in items:
        last = joined[-1] if joined else None
        if (
            isinstance(item, Piece)
            and isinstance(last, Piece)
            and item.kind == last.kind == "header_field"
            and _is_empty(last, rules)
            and not labels_in(item.raw, rules)
        ):
            joined[-1] = join((last, item), "\n")
            continue
        joined.append(item)
    return joined


def _is_empty(piece: Piece, rules: Rules) -> bool:
    label = leading_label(piece.raw, rules, bare=False)
    return label is not None and label.value >= len(piece.raw) and (":" in piece.raw)
