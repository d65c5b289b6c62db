"""Words of a page -> rows: words on one base line, cut into segments at wide gaps."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from pipeline.frozen import made_quickly
from pipeline.model import Box, Page, Word
from pipeline.structure.pieces import box_of

# Parts of the letter size. Words share a row when this much of the lower one's height overlaps.
SAME_ROW = 0.55
# A gap that no word space of justified text reaches: columns, tabs, numbers in a column of their own.
WIDE = 0.85
# Part of a line's letters that must be bold for the line to be bold.
STRAY = 0.9
# A line drawn this near to the lower edge of a row underlines it.
UNDER = 0.3
# In a line of at least so many gaps that are all wide, a gap must be this many times as wide as they to part it.
FEWEST_GAPS, STRETCHED = 3, 1.6
# Justified text stretches its gaps to this part of the letter size at most; wider ones are columns.
WIDEST = 1.5
# Words nearer than this touch: a raised ordinal or a changed font inside a word.
TOUCHING = 0.08
# Letters and figures: to look for one is quicker than to go through the characters.
_SPOKEN = re.compile(r"[^\W_]").search
_BOLD, _ITALIC = attrgetter("bold"), attrgetter("italic")


@made_quickly
@dataclass(frozen=True, slots=True)
class Segment:
    """Words on one base line without a wide gap between them, left to right."""

    page: int
    words: tuple[Word, ...]
    box: Box
    text: str
    size: float
    bold: bool
    italic: bool


@made_quickly
@dataclass(frozen=True, slots=True)
class Row:
    """The segments on one base line of a page, left to right."""

    page: int
    segments: tuple[Segment, ...]
    words: tuple[Word, ...]
    box: Box
    text: str
    raw: str
    """The words, with a tab at every wide gap."""
    size: float

    @property
    def bold(self) -> bool:
        return all(segment.bold for segment in self.segments if _SPOKEN(segment.text))

    @property
    def italic(self) -> bool:
        return all(segment.italic for segment in self.segments if _SPOKEN(segment.text))


def rows_of(words: Iterable[Word], page: int) -> list[Row]:
    """Group words into rows, top to bottom."""
    rows: list[list[Word]] = []
    frames: list[tuple[float, float]] = []
    # Long words first would do as well; larger letters first keeps raised marks from opening rows of their own.
    for word in sorted(words, key=lambda w: (w.superscript, w.box.bottom, w.box.x0)):
        best = -1
        top, bottom = word.box.top, word.box.bottom
        height = bottom - top
        for n in range(len(frames) - 1, -1, -1):
            high, low = frames[n]
            if low < top - 3 * height and not word.superscript:
                break
            # By hand, as every word of a page comes by here and `min` and `max` take twice the time.
            shared = (low if low < bottom else bottom) - (high if high > top else top)
            if shared >= SAME_ROW * (low - high if low - high < height else height):
                best = n
                break
        if best < 0:
            rows.append([word])
            frames.append((top, bottom))
        else:
            rows[best].append(word)
    made = [make_row(row, page) for row in rows]
    return sorted(made, key=lambda row: (row.box.bottom, row.box.x0))


def make_row(words: Sequence[Word], page: int) -> Row:
    """Make a row of words on one base line, cut into segments at wide gaps."""
    ordered = sorted(words, key=lambda word: word.box.x0)
    stretched = _stretched_gap(ordered)
    last = ordered[0]
    segment = [last]
    segments = [segment]
    end = last.box.x1
    for word in ordered[1:]:
        box = word.box
        if box.x0 - end > max(WIDE * max(last.size, word.size), stretched):
            segment = [word]
            segments.append(segment)
        else:
            segment.append(word)
        end, last = max(end, box.x1), word
    made = tuple([make_segment(segment, page) for segment in segments])
    texts = [segment.text for segment in made]
    size = max(made, key=lambda segment: len(segment.text)).size
    return Row(page, made, tuple(ordered), box_of([one.box for one in made]), " ".join(texts), "\t".join(texts), size)


def _stretched_gap(words: Sequence[Word]) -> float:
    """Return the gap that a line needs to be parted where justified text stretches all of its gaps, else 0."""
    if len(words) <= FEWEST_GAPS:
        return 0.0
    gaps = sorted([right.box.x0 - left.box.x1 for left, right in pairwise(words)])
    # The usual gap is that below the middle: a few wide ones part columns and must not raise it.
    usual = gaps[len(gaps) // 3]
    size = words[0].size
    return STRETCHED * usual if WIDE / 2 * size < usual < WIDEST * size else 0.0


def make_segment(words: Sequence[Word], page: int) -> Segment:
    """Measure words that stand beside one another."""
    level = [word for word in words if not word.superscript]
    set_off = any(word.bold or word.italic for word in words)
    spoken = [word for word in words if _SPOKEN(word.text)] if set_off else []
    bold, italic = _throughout(spoken, _BOLD), _throughout(spoken, _ITALIC)
    box = box_of([word.box for word in level or words])
    size = _usual_size(level or words[:1])
    return Segment(page, tuple(words), box, " ".join([word.text for word in words]), size, bold, italic)


def _usual_size(words: Iterable[Word]) -> float:
    """Return the size, to a tenth of a point, of which there are most letters, the largest of several."""
    printed: dict[float, int] = {}
    for word in words:
        printed[word.size] = printed.get(word.size, 0) + len(word.text)
    letters: dict[float, int] = {}
    for exact, count in printed.items():  # rounded only here: most lines have one size
        size = round(exact, 1)
        letters[size] = letters.get(size, 0) + count
    return max(letters, key=lambda size: (letters[size], size))


def _throughout(words: Sequence[Word], has: Callable[[Word], bool]) -> bool:
    """Say whether words have a look from first to last but for a stray letter; nearly all are told by the first."""
    if not words or not (has(words[0]) and has(words[-1])):
        return False
    return sum([len(word.text) for word in words if has(word)]) >= STRAY * sum([len(word.text) for word in words])


def underlined_rows(rows: Iterable[Row], page: Page) -> set[int]:
    """Return the identities of the rows whose words a drawn line underlines, from first to last."""
    lines = sorted((r.box for r in page.rulings if r.horizontal), key=lambda box: box.top)
    tops = [box.top for box in lines]
    found: set[int] = set()
    for row in rows:
        low = bisect_left(tops, row.box.bottom - UNDER * row.size)
        high = bisect_right(tops, row.box.bottom + UNDER * row.size)
        near = [box for box in lines[low:high] if box.x0 > row.box.x0 - row.size and box.x1 < row.box.x1 + row.size]
        if near and sum(box.width for box in near) > 0.8 * row.box.width:
            found.add(id(row))
    return found


def touches(left: Word, right: Word) -> bool:
    """Say whether two words of a row are one word, of which a part is raised."""
    if left.superscript == right.superscript:  # as nearly all are
        return False
    return right.box.x0 - left.box.x1 < TOUCHING * max(left.size, right.size)
