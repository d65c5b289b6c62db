"""Header blocks and contact boxes that are grids: each label with its value as one field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.model import Cell, Grid
from pipeline.rules import Rules
from pipeline.structure.labels import is_label, labelled_share, labels_in, leading_label, line_fields
from pipeline.structure.pieces import Piece, join, moved, piece_of_lines
from pipeline.structure.references import take_reference
from pipeline.structure.tables import heads_plan

# Words from which a cell alone in its row is a text and no title.
LONG = 40
# Rows and mean words of a cell in a grid that may be a header block or a contact box.
MOST_ROWS, MOST_WORDS = 20, 14
# A grid at the top is a header where this share of its rows has known labels, or it has hardly a row.
HEADER_SHARE, FEW_ROWS = 0.3, 2
# Words of a label that no rule knows but that ends in a colon, in a cell of its own.
MOST_LABEL_WORDS = 8
# A grid far from the top is a contact box where this share of its rows has known labels.
BOX_SHARE = 0.6


def is_header_grid(grid: Grid, rules: Rules) -> bool:
    """Say whether a grid at the top is part of the header block: labels and values, or a few lines in frames."""
    return (
        _is_small(grid)
        and not heads_plan(grid, rules)
        and (grid.n_rows <= FEW_ROWS or labelled_share(grid, rules) >= HEADER_SHARE)
    )


def is_contact_box(grid: Grid, rules: Rules) -> bool:
    """Say whether a grid is a box of labels and values, wherever it stands."""
    return grid.n_columns > 1 and _is_small(grid) and labelled_share(grid, rules) >= BOX_SHARE and not _has_headings(grid, rules)


def _is_small(grid: Grid) -> bool:
    filled = [cell for cell in grid.cells if cell.text.strip()]
    if not filled or grid.n_rows > MOST_ROWS:
        return False
    return sum(len(cell.text.split()) for cell in filled) / len(filled) <= MOST_WORDS


def _has_headings(grid: Grid, rules: Rules) -> bool:
    """Say whether a grid is a table whose column headings are words that label fields too."""
    first = [cell for cell in grid.cells if cell.row == 0 and cell.text.strip()]
    return grid.n_rows > 2 and len(first) > 2 and all(is_label(cell.text, rules) for cell in first)


def grid_fields(grid: Grid, rules: Rules) -> list[Piece]:
    """Take a header grid apart: each label with the cell behind or under it, every other cell for itself.

    A row that is a known heading alone (`RECOMMENDATIONS` over a box of text) makes what stands below
    it without a label body text.
    """
    rows: dict[int, list[Cell]] = {}
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)):
        if cell.text.strip():
            rows.setdefault(cell.row, []).append(cell)
    fields: list[Piece] = []
    under_heading = False
    above: list[Cell] = []
    under: dict[int, int] = {}  # column -> the field whose label stands over it
    for n, cells in rows.items():
        if under and _goes_on_below(cells, under, rules):
            for cell in cells:
                piece = piece_of_lines(cell.lines, page=grid.page)
                fields[under[cell.column]] = replace(join((fields[under[cell.column]], piece), "\n"), kind="header_field")
            continue
        under = {}
        if _are_labels_above(cells, rows.get(n + 1, []), rules):
            above = cells
            continue
        pieces = [piece_of_lines(cell.lines, page=grid.page) for cell in cells]
        if above:
            if all(_names_person(label.text, rules) for label in above):
                under = {cell.column: len(fields) + k for k, cell in enumerate(cells)}
            fields.extend(_pair(piece_of_lines(label.lines, page=grid.page), p) for label, p in zip(above, pieces, strict=True))
            above = []
            continue
        pieces = _uncut(pieces, rules)
        if len(pieces) == 1 and not labels_in(pieces[0].raw, rules):
            if is_known_heading(pieces[0], rules):
                fields.append(replace(pieces[0], kind="heading"))
                under_heading = True
                continue
            if under_heading or pieces[0].n_words > LONG:
                fields.append(take_reference(pieces[0], rules))
                continue
        fields.extend(_row_fields(pieces, rules))
    return fields


def _goes_on_below(cells: Sequence[Cell], under: Mapping[int, int], rules: Rules) -> bool:
    """Say whether a row goes on with the values of labels that stand side by side: posts under names, addresses under posts."""
    if not all(cell.column in under for cell in cells):
        return False
    return not any(cell.text.rstrip().endswith(":") or _has_own_label(cell.text, rules) for cell in cells)


def _names_person(text: str, rules: Rules) -> bool:
    """Say whether a label is one of those that may stand over a person's name, post and numbers."""
    label = leading_label(text if text.endswith(":") else f"{text}:", rules, bare=False)
    return label is not None and label.anywhere


def _has_own_label(text: str, rules: Rules) -> bool:
    """Say whether a cell has a label and its value, or a label that nobody could hold as a post."""
    label = leading_label(text, rules, bare=False)
    return label is not None and (":" in text[label.end : label.value] or not label.anywhere)


def is_known_heading(piece: Piece, rules: Rules) -> bool:
    """Say whether a text is a heading that reports are known to have."""
    hit = rules["structure/headings"].first(piece.text)
    return hit is not None and bool(hit.sets.get("known")) and (not hit.sets.get("may_be_title") or piece.kind == "heading")


def _are_labels_above(cells: Sequence[Cell], below: Sequence[Cell], rules: Rules) -> bool:
    """Say whether a row holds several labels and the next row their values, column by column."""
    if len(cells) < 2 or [cell.column for cell in cells] != [cell.column for cell in below]:
        return False
    if any(is_label(cell.text, rules) or cell.text.rstrip().endswith(":") for cell in below):
        return False
    return all(is_label(cell.text, rules) for cell in cells)


def _row_fields(pieces: Sequence[Piece], rules: Rules) -> list[Piece]:
    """Pair the cells of one row: a label takes the next cell for its value."""
    fields: list[Piece] = []
    n = 0
    while n < len(pieces):
        if n + 1 < len(pieces) and _takes_value(pieces[n], pieces[n + 1], rules):
            fields.append(_pair(pieces[n], pieces[n + 1]))
            n += 2
            if n == 2 and len(pieces) == 3 and _names_person(pieces[0].text, rules) and not pieces[2].text.endswith(":"):
                fields[-1] = replace(join((fields[-1], pieces[2]), "\n"), kind="header_field")  # the post beside the name
                n = 3
        else:
            fields.extend(line_fields(pieces[n], rules))
            n += 1
    return fields


def _pair(label: Piece, value: Piece) -> Piece:
    return replace(join((label, value), "\t"), kind="header_field")


def _takes_value(label: Piece, value: Piece, rules: Rules) -> bool:
    text = label.text
    if not (is_label(text, rules) or (text.endswith(":") and label.n_words <= MOST_LABEL_WORDS)):
        return False
    return not (value.text.endswith(":") and is_label(value.text, rules))


def _uncut(pieces: list[Piece], rules: Rules) -> list[Piece]:
    """Join cells of a row that a wrongly placed column edge cut apart: the next goes on in lower case."""
    whole: list[Piece] = []
    for piece in pieces:
        last = whole[-1] if whole else None
        if last is not None and piece.raw[:1].islower() and last.raw[-1:].isalnum() and not is_label(last.raw, rules):
            whole[-1] = _glue(last, piece) if is_label(last.raw + piece.raw, rules) else join((last, piece))
        else:
            whole.append(piece)
    return whole


def _glue(left: Piece, right: Piece) -> Piece:
    """Join two halves of a word."""
    parts = (*left.parts, *(moved(part, len(left.raw)) for part in right.parts))
    return replace(left, raw=left.raw + right.raw, parts=parts)
