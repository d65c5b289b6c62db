"""Header blocks printed in columns without lines: labels and values put together as a grid."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.model import Cell, Grid, Line
from pipeline.rules import Rules
from pipeline.structure.labels import is_label, leading_label
from pipeline.structure.paragraphs import opening_of
from pipeline.structure.pieces import box_round
from pipeline.structure.rows import Row, Segment

# Points: left edges nearer than this are one column's.
ALIGNED = 4.0
# Rows and labels that such a block has at least, and the most words of a row in it.
FEWEST_ROWS, FEWEST_LABELS, MOST_WORDS = 3, 2, 24
# Rows of a block whose labels stand over their values, at most; share of fields that must have a label.
MOST_ABOVE, LABELLED = 4, 0.6
# Part of the letter size between the base lines of a text.
LINE = 1.2
# Part of the smallest distance of rows from which a distance parts fields.
APART = 1.25
# Part of the letter size between base lines beyond which a row is no longer the block's.
FAR = 3.5


def label_grid(rows: Sequence[Row], rules: Rules) -> Grid | None:
    """Return a page's block of labels and values in columns as a grid, null where it has none.

    `rows` are the page's rows outside drawn tables, from top to bottom. Only blocks whose labels or
    values run over several lines, or whose labels stand over their values, need a grid: what stands
    on one line is read as such.
    """
    first = next((n for n in range(len(rows)) if _opens(rows[n : n + 2], rules)), None)
    if first is None:
        return None
    block = _block(rows, first, rules)
    starts = _starts(block)
    if len(block) < 2 or len(starts) < 2:
        return None
    above = len(block) <= MOST_ABOVE and _labels_above(block, rules)
    if not above and not _wraps(block, starts, rules):
        return None
    bands = [block[:1], block[1:]] if above else _bands(block, starts, rules)
    labelled = sum(_is_labelled(_text(band, starts, 0), rules) for band in bands)
    labels = sum(_is_labelled(_text(band, starts, k), rules) for band in bands for k in range(len(starts)))
    if not above and (max(len(bands), labels) < FEWEST_LABELS or labelled < LABELLED * len(bands)):
        return None
    return _grid(bands, starts)


def _opens(rows: Sequence[Row], rules: Rules) -> bool:
    """Say whether the first of two rows begins with a label, all of it or the first of its lines."""
    if len(rows[0].segments) < 2:
        return False
    return leading_label(f"{rows[0].segments[0].text}:", rules, bare=False) is not None or _is_label_in_two(rows, rules)


def _is_label_in_two(rows: Sequence[Row], rules: Rules) -> bool:
    """Say whether two rows begin with the two lines of one label (`Responsible` over `Director`)."""
    if len(rows) < 2 or len(rows[1].segments) < 2 or is_label(rows[0].segments[0].text, rules):
        return False
    label, rest = rows[0].segments[0], rows[1].segments[0]
    return abs(rest.box.x0 - label.box.x0) <= ALIGNED and is_label(f"{label.text} {rest.text}", rules)


def _block(items: Sequence[Row], first: int, rules: Rules) -> list[Row]:
    """Return the rows from the first on whose segments all begin at edges that rows with several segments share."""
    rows: list[Row] = []
    for item in items[first:]:
        if len(item.words) > MOST_WORDS or opening_of(item, rules).marked:
            break
        if rows and item.box.bottom - rows[-1].box.bottom > FAR * item.size:
            break
        rows.append(item)
    while rows:
        starts = _starts(rows)
        stray = next((n for n, row in enumerate(rows) if any(_column(s, starts) is None for s in row.segments)), None)
        if stray is None:
            break
        rows = rows[:stray]
    last = max((n for n, row in enumerate(rows) if len(row.segments) > 1), default=-1)
    closest = min(_distances(rows[: last + 1]), default=LINE * rows[0].size if rows else 0.0)
    while last + 1 < len(rows) and rows[last + 1].box.bottom - rows[last].box.bottom <= APART * closest:
        last += 1
    return rows[: last + 1]


def _distances(rows: Sequence[Row]) -> list[float]:
    return [below.box.bottom - above.box.bottom for above, below in pairwise(rows)]


def _starts(rows: Sequence[Row]) -> list[float]:
    """Return the left edges of columns: those of rows with several segments."""
    starts: list[float] = []
    for x0 in sorted(segment.box.x0 for row in rows if len(row.segments) > 1 for segment in row.segments):
        if not starts or x0 - starts[-1] > ALIGNED:
            starts.append(x0)
    return starts


def _column(segment: Segment, starts: Sequence[float]) -> int | None:
    return next((n for n, start in enumerate(starts) if abs(segment.box.x0 - start) <= ALIGNED), None)


def _wraps(rows: Sequence[Row], starts: Sequence[float], rules: Rules) -> bool:
    """Say whether some labels or values take several lines: rows that do not begin a field."""
    if len(rows) >= FEWEST_ROWS and any(len(row.segments) == 1 or _column(row.segments[0], starts) != 0 for row in rows):
        return True
    return any(_is_label_in_two(pair, rules) for pair in pairwise(rows))


def _is_labelled(text: str, rules: Rules) -> bool:
    return text.endswith(":") or is_label(text, rules)


def _labels_above(rows: Sequence[Row], rules: Rules) -> bool:
    """Say whether the first row has labels only, with their values under them."""
    if len(rows) < 2 or len(rows[0].segments) < FEWEST_LABELS:
        return False
    first, second = ([is_label(segment.text, rules) for segment in row.segments] for row in rows[:2])
    return all(first) and not any(second)


def _grid(bands: Sequence[Sequence[Row]], starts: Sequence[float]) -> Grid:
    cells = []
    for n, band in enumerate(bands):
        for k in range(len(starts)):
            lines = tuple(_line(s) for row in band for s in row.segments if _column(s, starts) == k)
            box = box_round(line.box for line in lines if line.box is not None)
            cells.append(Cell(n, k, 1, 1, lines, box))
    box = box_round(row.box for band in bands for row in band)
    return Grid(bands[0][0].page, box, len(bands), len(starts), tuple(cells), kind="borderless")


def _bands(rows: Sequence[Row], starts: Sequence[float], rules: Rules) -> list[list[Row]]:
    """Part the rows into fields: at wider distances, or where all are the same at rows that begin with a label.

    Two whole labels below each other are two fields at any distance.
    """
    distances = _distances(rows)
    spaced = max(distances) > APART * min(distances)
    bands = [[rows[0]]]
    for row, distance in zip(rows[1:], distances, strict=True):
        first = row.segments[0]
        in_first = _column(first, starts) == 0
        held = _text(bands[-1], starts, 0)
        labelled = in_first and (leading_label(first.text, rules, bare=False) is not None or is_label(first.text, rules))
        labelled = labelled and (is_label(held, rules) or not is_label(f"{held} {first.text}", rules))
        after_colon = in_first and held.endswith((":", "?"))
        ends = in_first and len(row.segments) > 1 and _two_labels(held, first.text, rules)
        if ends or (distance > APART * min(distances) if spaced else labelled or after_colon):
            bands.append([row])
        else:
            bands[-1].append(row)
    return bands


def _two_labels(above: str, text: str, rules: Rules) -> bool:
    """Say whether two texts of the first column are a label each, rather than one that wraps."""
    return is_label(above, rules) and is_label(text, rules) and not is_label(f"{above} {text}", rules)


def _text(band: Sequence[Row], starts: Sequence[float], column: int) -> str:
    return " ".join(s.text for row in band for s in row.segments if _column(s, starts) == column)


def _line(segment: Segment) -> Line:
    return Line(segment.text, segment.page, segment.box, segment.words, segment.size, segment.bold, segment.italic)
