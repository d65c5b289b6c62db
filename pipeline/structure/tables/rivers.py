"""Columns told by the white space between them: rivers that run down through the lines of a table."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pipeline.model import Box, Line, Page
from pipeline.structure.tables.lettering import box_round

# Of the letter size: a narrower gap in a line is a word space (a quarter of it, or a little more).
SPACE = 0.35
# Of the letter size: the least width of a river.
NARROWEST = 0.35
# Points that a cell's text keeps from its left edge where nothing drawn says where the edge is.
PADDING = 4.0
# Share of a column's lines that must begin at one place for the column to be set flush left.
FLUSH = 0.6
# Texts in a column up to which they do not tell how it is set.
FEW = 2
# Points from where an edge is put within which something drawn shows its true place.
NEAR = 8.0
# Share of lines that may run over several columns: headings over two, themes over all.
SPANNING = 0.2


@dataclass(frozen=True, slots=True)
class River:
    """White space from `left` to `right` between two columns; `at` is where their common edge is put."""

    left: float
    right: float
    at: float

    @property
    def width(self) -> float:
        return self.right - self.left


def runs_of(line: Line, space: float = SPACE) -> list[Box]:
    """Return the boxes of a line's words, those parted by mere word spaces taken together."""
    groups: list[list[Box]] = []
    end = 0.0
    for word in sorted(line.words, key=lambda w: w.box.x0):
        box = word.box
        if groups and box.x0 - end < space * word.size:
            groups[-1].append(box)
            end = max(end, box.x1)
        else:
            groups.append([box])
            end = box.x1
    return [box_round(group) for group in groups]


def n_runs(line: Line) -> int:
    """Return how many runs `runs_of` finds in a line, whose words stand from left to right as a rule."""
    count, end, left = 0, 0.0, 0.0
    for word in line.words:
        box = word.box
        if box.x0 < left:
            return len(runs_of(line))
        left = box.x0
        if count and left - end < SPACE * word.size:
            end = max(end, box.x1)
        else:
            count, end = count + 1, box.x1
    return count


def gaps_of(lines: Sequence[Line]) -> list[River]:
    """Return the rivers that no line crosses, from left to right."""
    boxes = sorted((box for line in lines for box in runs_of(line)), key=lambda box: box.x0)
    return _edged(*_gaps(boxes, _size(lines)), boxes)


def _size(lines: Sequence[Line]) -> float:
    return sorted(line.size or 10.0 for line in lines)[len(lines) // 2] if lines else 10.0


def _gaps(boxes: Sequence[Box], size: float) -> tuple[list[tuple[float, float]], float]:
    """Return the white spaces between boxes, which come sorted by their left edges, and how far these reach to the right."""
    gaps: list[tuple[float, float]] = []
    least, reach = NARROWEST * size, boxes[0].x1 if boxes else 0.0
    for box in boxes:
        left, right = box.x0, box.x1
        if left - reach >= least:
            gaps.append((reach, left))
        if right > reach:
            reach = right
    return gaps, reach


def _edged(gaps: Sequence[tuple[float, float]], right: float, boxes: Sequence[Box]) -> list[River]:
    """Put the edge of two columns just left of one set flush left, else in the middle of the gap.

    A column with a text or two is set as most others are.
    """
    if not gaps:
        return []
    ends = [*(left for left, _ in gaps[1:]), right]
    lefts = [box.x0 for box in boxes]
    columns = [
        lefts[bisect_left(lefts, start - 0.5) : bisect_right(lefts, end)] for (_, start), end in zip(gaps, ends, strict=True)
    ]
    flush = [bisect_right(found, found[0] + 1.5) >= FLUSH * len(found) for found in columns]
    told = [is_flush for is_flush, found in zip(flush, columns, strict=True) if len(found) > FEW]
    usual = sum(told) > len(told) / 2
    rivers = []
    for (left, start), found, is_flush in zip(gaps, columns, flush, strict=True):
        middle = (left + start) / 2
        flush_left = is_flush if len(found) > FEW else usual
        rivers.append(River(left, start, max(middle, start - PADDING) if flush_left else middle))
    return rivers


def find_columns(lines: Sequence[Line], themes: Collection[int] = ()) -> tuple[list[River], list[int]]:
    """Return the rivers between a table's columns and which of its lines run across some of them.

    `themes` are lines known to run over the whole table. Of the others, those are left out whose absence
    opens rivers, as long as they are few; a line that is printed again (headings) is left out with its like.
    """
    left_out = set(themes)
    runs, size = [runs_of(line) for line in lines], _size(lines)
    most = len(left_out) + max(1, round(SPANNING * len(lines)))

    placed = sorted(((box, i) for i, found in enumerate(runs) for box in found), key=lambda one: one[0].x0)

    def without(more: Collection[int]) -> list[Box]:
        return [box for box, i in placed if i not in left_out and i not in more]

    boxes = without(())
    rivers = _edged(*_gaps(boxes, size), boxes)
    alike: dict[str, list[int]] = {}
    for i, line in enumerate(lines):
        if i not in left_out:
            alike.setdefault(line.text, []).append(i)
    while len(left_out) < most and len(lines) - len(left_out) > 2:
        bridging = _bridging([(box, lines[i].text) for box, i in placed if i not in left_out], size)
        trials = [
            (len(gaps), -group[0], text)
            for text, group in alike.items()
            if text in bridging
            and len(left_out) + len(group) <= most
            and len(gaps := _gaps(without(group), size)[0]) > len(rivers)
        ]
        if not trials:
            break
        left_out.update(alike.pop(max(trials)[2]))
        boxes = without(())
        rivers = _edged(*_gaps(boxes, size), boxes)
    for i in left_out - set(themes):
        least = NARROWEST * (lines[i].size or 10.0)
        rivers = [_beside(river, runs[i], least) or river for river in rivers]
    return rivers, [i for i in sorted(left_out) if crossed(lines[i], rivers)]


def _bridging(placed: Sequence[tuple[Box, str]], size: float) -> set[str]:
    """Return the texts, of boxes sorted by their left edges, behind which alone a gap may be hidden."""
    least = NARROWEST * size
    found: set[str] = set()
    longest: str | None = None
    reach = others = float("-inf")  # how far the text that reaches farthest comes, and how far all others
    for box, text in placed:
        if longest is not None and text != longest and box.x0 - others >= least:
            found.add(longest)
        if text == longest:
            reach = max(reach, box.x1)
        elif box.x1 > reach:
            longest, reach, others = text, box.x1, reach
        else:
            others = max(others, box.x1)
    return found


def snapped(rivers: Sequence[River], drawn: Sequence[float]) -> list[River]:
    """Move edges to where something drawn ends or begins within the gap: a fill, a piece of a line."""
    moved = []
    for river in rivers:
        inside = [x for x in drawn if river.left - 1.0 <= x <= river.right + 1.0 and abs(x - river.at) <= NEAR]
        at = min(inside, key=lambda x: abs(x - river.at)) if inside else river.at
        moved.append(River(river.left, river.right, at))
    return moved


def crossed(line: Line, rivers: Sequence[River]) -> list[int]:
    """Return which rivers a line's words run across."""
    runs = runs_of(line)
    return [i for i, r in enumerate(rivers) if any(box.x0 < r.right - 0.5 and box.x1 > r.left + 0.5 for box in runs)]


def narrowed(rivers: Sequence[River], line: Line) -> list[River] | None:
    """Return the rivers with a further line beside them, null where the line runs across one.

    A river is as wide as the lines seen so far leave it; a longer line may reach into it.
    """
    runs = runs_of(line)
    kept = []
    for river in rivers:
        closer = _beside(river, runs, NARROWEST * (line.size or 10.0))
        if closer is None:
            return None
        kept.append(closer)
    return kept


def _beside(river: River, runs: Sequence[Box], least: float) -> River | None:
    """Return what a line's runs leave of a river, null for less than `least`."""
    left, right = river.left, river.right
    for box in runs:
        if box.x0 < right and box.x1 > left:
            before, behind = box.x0 - left, right - box.x1
            left, right = (left, box.x0) if before > behind else (box.x1, right)
    return River(left, right, min(max(river.at, left), right)) if right - left >= least else None


def drawn_ends(page: Page, box: Box) -> list[float]:
    """Return where, along the width, lines and fills inside a box begin and end."""
    ends = []
    for drawn in (*(r.box for r in page.rulings if r.horizontal), *(f.box for f in page.fills)):
        if drawn.top >= box.top - 3 and drawn.bottom <= box.bottom + 3:
            ends += [x for x in (drawn.x0, drawn.x1) if box.x0 + 5 < x < box.x1 - 5]
    return ends
