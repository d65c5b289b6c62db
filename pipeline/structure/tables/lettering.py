"""Words -> printed lines, within one cell or one table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.model import Box, Line, Word

# Of the smaller letter size: words whose middles differ by less stand on one line.
SAME_LINE = 0.5


def box_round(boxes: Iterable[Box]) -> Box:
    """Return the smallest box round several (at least one)."""
    first, *others = boxes
    for box in others:
        first = first.union(box)
    return first


def overlap(a: Box, b: Box) -> bool:
    """Say whether two boxes share more than their edges."""
    return min(a.x1, b.x1) - max(a.x0, b.x0) > 3 and min(a.bottom, b.bottom) - max(a.top, b.top) > 3


def is_turned(word: Word) -> bool:
    """Say whether a word is printed up or down the page, as in narrow heading cells."""
    return len(word.text) > 2 and word.box.height > 1.5 * max(word.box.width, 1.0)


def line_of(words: Sequence[Word], page: int | None) -> Line:
    """Make one line of words given in reading order."""
    sizes = Counter(word.size for word in words)
    letters = sum(len(word.text) for word in words)
    bold = sum(len(word.text) for word in words if word.bold)
    italic = sum(len(word.text) for word in words if word.italic)
    return Line(
        text=" ".join(word.text for word in words),
        page=page,
        box=box_round(word.box for word in words),
        words=tuple(words),
        size=sizes.most_common(1)[0][0],
        bold=2 * bold > letters,
        italic=2 * italic > letters,
    )


def lines_of(words: Iterable[Word], page: int | None) -> tuple[Line, ...]:
    """Group words into printed lines from the top down, each from left to right.

    Words that are all turned by a quarter are read as columns, upwards (the way in which tables turn
    their headings).
    """
    found = list(words)
    if found and sum(is_turned(word) for word in found) > len(found) / 2:
        return tuple(line_of(group, page) for group in _columns(found))
    groups: list[list[Word]] = []
    for word in sorted(found, key=lambda w: ((w.box.top + w.box.bottom) / 2, w.box.x0)):
        group = next((g for g in reversed(groups[-3:]) if _on_line(word, g)), None)
        if group is None:
            groups.append([word])
        else:
            group.append(word)
    return tuple(line_of(sorted(group, key=lambda w: w.box.x0), page) for group in groups)


def _on_line(word: Word, group: Sequence[Word]) -> bool:
    """Say whether a word stands on the line of a group: level with it, or raised beside it."""
    box = box_round(w.box for w in group)
    overlap = min(word.box.bottom, box.bottom) - max(word.box.top, box.top)
    if overlap <= SAME_LINE * min(word.box.height, box.height):
        return False
    # Two words in one place are two lines however much they overlap.
    return all(word.box.x0 >= w.box.x1 - 1.5 or word.box.x1 <= w.box.x0 + 1.5 for w in group)


def _columns(words: Sequence[Word]) -> list[list[Word]]:
    groups: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.box.x0, -w.box.bottom)):
        middle = (word.box.x0 + word.box.x1) / 2
        if groups and groups[-1][0].box.x0 <= middle <= groups[-1][0].box.x1:
            groups[-1].append(word)
        else:
            groups.append([word])
    return [sorted(group, key=lambda w: -w.box.bottom) for group in groups]
