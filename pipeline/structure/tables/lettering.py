"""Words -> printed lines, within one cell or one table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.model import Box, Line, Word
from pipeline.structure.pieces import box_of
from pipeline.structure.sideways import are_level, by_turn, stood_up

# Of the smaller letter size: words whose middles differ by less stand on one line.
SAME_LINE = 0.5


def box_round(boxes: Iterable[Box]) -> Box:
    """Return the smallest box round several (at least one)."""
    return box_of(list(boxes))


def overlap(a: Box, b: Box) -> bool:
    """Say whether two boxes share more than their edges."""
    return min(a.x1, b.x1) - max(a.x0, b.x0) > 3 and min(a.bottom, b.bottom) - max(a.top, b.top) > 3


def line_of(words: Sequence[Word], page: int | None) -> Line:
    """Make one line of words given in reading order."""
    sizes: dict[float, int] = {}
    letters = bold = italic = 0
    for word in words:
        sizes[word.size] = sizes.get(word.size, 0) + 1
        length = len(word.text)
        letters += length
        bold += length if word.bold else 0
        italic += length if word.italic else 0
    return Line(
        text=" ".join([word.text for word in words]),
        page=page,
        box=box_round([word.box for word in words]),
        words=tuple(words),
        size=max(sizes, key=lambda size: sizes[size]),
        bold=2 * bold > letters,
        italic=2 * italic > letters,
    )


def lines_of(words: Iterable[Word], page: int | None) -> tuple[Line, ...]:
    """Group words into printed lines from the top down, each from left to right; those that stand turned come last.

    Tables turn their headings to make their columns narrow.
    """
    found = list(words)
    if not are_level(found):
        return (*lines_of([word for word in found if not word.turn], page), *_turned_lines(found, page))
    groups: list[_Group] = []
    for word in sorted(found, key=lambda w: (w.box.top + w.box.bottom, w.box.x0)):
        for group in reversed(groups[-3:]):
            if group.takes(word):
                break
        else:
            group = _Group(word.box.top, word.box.bottom, word.box.x1, [])
            groups.append(group)
        group.add(word)
    return tuple([line_of(sorted(group.words, key=lambda w: w.box.x0), page) for group in groups])


def _turned_lines(words: Sequence[Word], page: int | None) -> Iterator[Line]:
    for _, own in by_turn(words):
        upright = [stood_up(word) for word in own]
        printed = dict(zip(map(id, upright), own, strict=True))
        for line in lines_of(upright, page):
            yield line_of([printed[id(word)] for word in line.words], page)


@dataclass(slots=True)
class _Group:
    """Words of one printed line, in no order yet, with the line's height so far."""

    top: float
    bottom: float
    right: float
    words: list[Word]

    def add(self, word: Word) -> None:
        box = word.box
        if box.top < self.top:
            self.top = box.top
        if box.bottom > self.bottom:
            self.bottom = box.bottom
        if box.x1 > self.right:
            self.right = box.x1
        self.words.append(word)

    def takes(self, word: Word) -> bool:
        """Say whether a word stands on this line: level with it, or raised beside it."""
        box = word.box
        top, bottom = box.top, box.bottom
        # By hand, as every word of a page comes by here and `min` and `max` take twice the time.
        low, high = bottom if bottom < self.bottom else self.bottom, top if top > self.top else self.top
        height, own = bottom - top, self.bottom - self.top
        if low - high <= SAME_LINE * (height if height < own else own):
            return False
        if box.x0 >= self.right - 1.5:  # right of all of them, as most words come
            return True
        # Two words in one place are two lines however much they overlap.
        for word in self.words:  # a loop, as `all` over a generator takes twice the time
            other = word.box
            if box.x0 < other.x1 - 1.5 and box.x1 > other.x0 + 1.5:
                return False
        return True
