"""Rows of a column -> paragraphs: by leading, indent, references, bullets, letters and where lines end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import Grid
from pipeline.rules import Rules
from pipeline.structure.labels import is_label
from pipeline.structure.pieces import Piece
from pipeline.structure.reading_order import Column
from pipeline.structure.references import take_reference
from pipeline.structure.rows import Row
from pipeline.structure.sentences import ends_open, is_unfinished

# Part of the usual distance between base lines from which a distance parts paragraphs.
PARTS = 1.3
# Points: sizes and edges that differ by less are the same; indents that differ by more open a paragraph.
SAME_SIZE, SAME_EDGE, INDENT = 0.7, 3.0, 5.0
# Parts of the letter size between base lines in which a paragraph may be set.
CLOSEST, WIDEST = 0.9, 2.2
# Part of the letter size by which lines may hang further in than the text behind a bullet.
HANGING = 2.0
# Points: a last line that leaves this much more room than the next word needs was ended on purpose.
ROOM = 4.0


@dataclass(frozen=True, slots=True)
class Metrics:
    """What is usual in a document: distance of base lines by size, and by page and size."""

    leading: Mapping[float, float]
    page_leading: Mapping[tuple[int, float], float]

    def leading_of(self, row: Row) -> float:
        size = round(row.size)
        return self.page_leading.get((row.page, size)) or self.leading.get(size) or 1.25 * row.size


def measure(columns: Iterable[Column]) -> Metrics:
    """Measure the distances of base lines."""
    by_size: dict[float, Counter[float]] = {}
    by_page: dict[tuple[int, float], Counter[float]] = {}
    for column in columns:
        for above, below in zip(column.items, column.items[1:], strict=False):
            if isinstance(above, Grid) or isinstance(below, Grid) or abs(above.size - below.size) > SAME_SIZE:
                continue
            distance = below.box.bottom - above.box.bottom
            if CLOSEST * above.size <= distance <= WIDEST * above.size:
                size, rounded = round(above.size), round(distance * 2) / 2
                by_size.setdefault(size, Counter())[rounded] += 1
                by_page.setdefault((above.page, size), Counter())[rounded] += 1
    leading = {size: _closest_common(counted) for size, counted in by_size.items()}
    pages = {key: _closest_common(counted) for key, counted in by_page.items() if sum(counted.values()) >= 8}
    return Metrics(leading, pages)


def _closest_common(counted: Counter[float]) -> float:
    """Return the smallest distance that is no rarity: those between paragraphs are larger."""
    total = sum(counted.values())
    for distance in sorted(counted):
        near = sum(n for other, n in counted.items() if abs(other - distance) <= 0.5)
        if near >= 0.15 * total:
            return max((d for d in counted if abs(d - distance) <= 0.5), key=lambda d: counted[d])
    return max(counted, key=lambda d: counted[d])


@dataclass(frozen=True, slots=True)
class Opening:
    """How a row begins: with a mark (number, letter, bullet) or not, and where its text begins.

    `spaced` says that a wide gap parts the mark from the text.
    """

    marked: bool
    x0: float
    text_x0: float
    spaced: bool = False


def opening_of(row: Row, rules: Rules) -> Opening:
    """Find a reference or bullet at the beginning of a row."""
    words = row.words
    taken = take_reference(Piece(row.raw), rules)
    if not (taken.ref or taken.marker):
        return Opening(False, words[0].box.x0, words[0].box.x0)
    n_taken = len(words) - len(taken.raw.split())
    first = words[min(max(n_taken, 0), len(words) - 1)]
    return Opening(True, words[0].box.x0, first.box.x0, first is row.segments[1].words[0] if len(row.segments) > 1 else False)


@dataclass(slots=True)
class Paragraph:
    """Rows of one paragraph while it grows; `text_x0` is the left edge of its lines but the first."""

    rows: list[Row]
    opening: Opening
    text_x0: float
    right: float

    @property
    def last(self) -> Row:
        return self.rows[-1]

    @property
    def text(self) -> str:
        return " ".join(row.text for row in self.rows)


def paragraphs_of(column: Column, metrics: Metrics, rules: Rules, right: float) -> list[Paragraph | Grid]:
    """Join a column's rows into paragraphs; `right` is the right edge that its lines may reach."""
    found: list[Paragraph | Grid] = []
    for item in column.items:
        if isinstance(item, Grid):
            found.append(item)
            continue
        opening = opening_of(item, rules)
        last = found[-1] if found else None
        if isinstance(last, Paragraph) and continues(last, item, opening, metrics, rules):
            if len(last.rows) == 1 and not _is_centred(last, item):
                last.text_x0 = item.box.x0
            last.rows.append(item)
        else:
            found.append(Paragraph([item], opening, opening.text_x0, right))
    return found


def continues(paragraph: Paragraph, row: Row, opening: Opening, metrics: Metrics, rules: Rules) -> bool:
    """Say whether a row goes on with the paragraph above it."""
    last = paragraph.last
    if abs(row.size - last.size) > SAME_SIZE:
        return False
    distance = row.box.bottom - last.box.bottom
    if distance > PARTS * metrics.leading_of(last) or distance < 0.5 * last.size:
        return False
    if opening.marked and not _is_wrapped_number(paragraph, opening, rules):
        return False
    if _changes_weight(paragraph, row) or _is_next_field(paragraph, row, rules):
        return False
    if _is_under_value(paragraph, row):
        return True
    return _fits_indent(paragraph, row) and not _was_ended(paragraph, row, rules)


def _is_next_field(paragraph: Paragraph, row: Row, rules: Rules) -> bool:
    """Say whether a label with its value in columns follows another: two fields, even where the upper one fills its line."""
    first = paragraph.rows[0]
    if len(row.segments) < 2 or len(first.segments) < 2:
        return False
    labels = [r.segments[0].text for r in (first, row)]
    return all(text.endswith(":") for text in labels) or all(is_label(text, rules) for text in labels)


def _is_under_value(paragraph: Paragraph, row: Row) -> bool:
    """Say whether a row stands under the value of a label printed in columns (`Lead officer:    Ann Example`)."""
    first = paragraph.rows[0]
    if paragraph.opening.marked or len(first.segments) != 2:
        return False
    value = first.segments[1].box.x0
    return all(abs(other.box.x0 - value) <= SAME_EDGE for other in (*paragraph.rows[1:], row))


def _is_wrapped_number(paragraph: Paragraph, opening: Opening, rules: Rules) -> bool:
    """Say whether what looks like a reference is a number that wrapped to the next line of a sentence."""
    aligned = abs(opening.x0 - paragraph.text_x0) <= SAME_EDGE and not opening.spaced
    hanging = paragraph.opening.marked and paragraph.text_x0 - paragraph.opening.x0 > INDENT
    return aligned and ends_open(paragraph.text) and (hanging or is_unfinished(paragraph.text, rules))


def _changes_weight(paragraph: Paragraph, row: Row) -> bool:
    """Say whether bold lines end here and light ones begin, or the other way round."""
    bold = all(other.bold for other in paragraph.rows)
    if bold and not row.bold:
        return not row.words[0].bold or not ends_open(paragraph.text)
    if row.bold and not bold:
        return not paragraph.last.words[-1].bold and (room_left(paragraph, row) or not ends_open(paragraph.text))
    return False


def _fits_indent(paragraph: Paragraph, row: Row) -> bool:
    """Say whether a row's left edge is that of the paragraph's next line."""
    x0 = row.box.x0
    if len(paragraph.rows) > 1 or paragraph.opening.marked:
        if abs(x0 - paragraph.text_x0) <= INDENT:
            return True
        if _is_centred(paragraph, row):
            return True
        if len(paragraph.rows) > 1:
            return False
        # Behind a short or a long mark the first line's text begins elsewhere than the lines below it.
        if paragraph.opening.x0 + SAME_EDGE < x0 < paragraph.text_x0 + HANGING * row.size:
            return True
        # A numbered paragraph whose lines go back to the margin under the number.
        return abs(x0 - paragraph.opening.x0) <= SAME_EDGE and not room_left(paragraph, row)
    first = paragraph.rows[0]
    if abs(x0 - first.box.x0) <= SAME_EDGE or _is_centred(paragraph, row):
        return True
    # A first line set in, or hanging.
    return abs(x0 - first.box.x0) < 6 * first.size and not room_left(paragraph, row) and ends_open(paragraph.text)


def _is_centred(paragraph: Paragraph, row: Row) -> bool:
    last = paragraph.last.box
    same_middle = abs((last.x0 + last.x1) - (row.box.x0 + row.box.x1)) <= 2 * SAME_EDGE
    return same_middle and abs(last.x0 - row.box.x0) > INDENT and not paragraph.opening.marked


def room_left(paragraph: Paragraph, row: Row) -> bool:
    """Say whether the last line had room for the next one's first word: then it was ended on purpose."""
    first = row.words[0].box
    last = paragraph.last.box
    room = paragraph.right - last.x1
    if _is_centred(paragraph, row):
        room = 2 * paragraph.right - (last.x0 + last.x1) - last.width
    return room > first.width + 0.3 * paragraph.last.size + ROOM


def _was_ended(paragraph: Paragraph, row: Row, rules: Rules) -> bool:
    """Say whether the last line is the paragraph's last, by where and how it ends."""
    text = paragraph.text
    begins = row.text.lstrip("(“‘\"'")[:1]
    if not room_left(paragraph, row):
        return _is_title_over_text(paragraph, row)
    if ends_open(text) and (is_unfinished(text, rules) or row.text.startswith("(")):
        return False
    return not begins.islower()


def _is_title_over_text(paragraph: Paragraph, row: Row) -> bool:
    """Say whether a bold or capital title stands directly over its text; weight was looked at before."""
    return paragraph.text.isupper() and len(paragraph.text) > 3 and not row.text.isupper() and row.text[0].isupper()


def goes_on_overleaf(paragraph: Paragraph, following: Paragraph, rules: Rules) -> bool:
    """Say whether a paragraph goes on at the top of the next column or page."""
    first = following.rows[0]
    if following.opening.marked and not _is_wrapped_number(paragraph, following.opening, rules):
        return False
    if abs(first.size - paragraph.last.size) > SAME_SIZE or _changes_weight(paragraph, first):
        return False
    text = paragraph.text
    if not ends_open(text):
        return _is_numbered_text(paragraph, first)
    if first.text[0].islower() or is_unfinished(text, rules) or (first.text[0].isdigit() and len(text.split()) > 6):
        return True
    shift = first.box.x0 - paragraph.text_x0
    same_page = first.page == paragraph.last.page
    return (same_page or abs(shift) <= INDENT) and not room_left(paragraph, first) and len(text.split()) > 6


def _is_numbered_text(paragraph: Paragraph, first: Row) -> bool:
    """Say whether a row without a number stands where the text of the numbered paragraph above does.

    The paragraph ended a sentence with a full line: where paragraphs are numbered, the next has a number.
    """
    hangs = paragraph.opening.marked and paragraph.text_x0 - paragraph.opening.x0 > INDENT
    aligned = abs(first.box.x0 - paragraph.text_x0) <= SAME_EDGE
    return hangs and aligned and paragraph.text.endswith(".") and not room_left(paragraph, first)


def right_edge(items: Sequence[Row | Grid], default: float) -> float:
    """Return the right edge that a column's lines of text reach."""
    edges = [item.box.x1 for item in items if isinstance(item, Row) and len(item.words) >= 5]
    return max(edges, default=default)
