"""Where the words of grades have room beside their marks on an axis of time."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pipeline.browse.rows import Row

SHORT = {"inadequate": "Inad.", "requires improvement": "RI", "adequate": "Adeq.", "good": "Good", "outstanding": "Outst."}
"""Grades as inspectors shorten them, for marks that stand close together."""

Width = Literal["wide", "narrow"]
WIDTHS: tuple[Width, ...] = ("wide", "narrow")

_POINTS = {"wide": 760, "narrow": 330}
_LETTER, _MARK, _BEFORE = 7.3, 9, 190
"""Units of a chart, in pixels: the least width that the days told of take (axes end on round days), that of a letter, of half a
mark, and of the names of lanes beside a wide chart."""
_BESIDE, _BELOW, _ABOVE = 0, 15, -15
_LEVELS = (_BESIDE, _BELOW, _ABOVE)
"""Where the words of a grade stand, in pixels below the middle of their mark."""


@dataclass(frozen=True, slots=True)
class _Taken:
    """A stretch of a chart in which something stands already: whose (a council's), at which level of its graded lane."""

    whose: str | None
    level: int
    start: float
    end: float


def with_room(rows: list[Row], at: str, *, names: Mapping[str, str] | None = None) -> list[Row]:
    """Return rows with `label`: the words of their `grade` and where they have room beside the mark, by width of the chart.

    The mark stands at the day or number `at` in the lane `lane`, those of a council in their order from the top. Its grade is
    written beside it, else below or above, so that it runs neither into another mark or grade of the same `council` in its lane
    or the next, nor into the name of a lane, which on a narrow chart stands above it, nor into that of the council (`names`),
    which on a wide chart stands in the row above, nor out of the chart; shortened (`SHORT`) where whole words have no room, and
    all of a chart where some would have none otherwise. A mark that stands as good as on another has none: its text under the
    pointer, and the table, hold it.
    """
    places = [date.fromisoformat(row[at]).toordinal() if isinstance(row[at], str) else row[at] for row in rows]
    first, last = min(places, default=0), max(places, default=0)
    labels: list[Row] = [{} for _ in rows]
    for width in WIDTHS:
        points = _POINTS[width]
        marks = [points * (place - first) / max(last - first, 1) for place in places]
        taken = [*_taken(marks, rows, width)]
        if width == "wide":
            taken += [_Taken(council, _ABOVE, -_MARK, _LETTER * len(name) - _BEFORE) for council, name in (names or {}).items()]
        whole, short = (_labels(marks, rows, points, taken, shorten=shorten) for shorten in (False, True))
        fuller = whole if whole.count(None) <= short.count(None) else short
        for label, placed in zip(labels, fuller, strict=True):
            label |= {width: placed} if placed else {}
    return [row | {"label": label} for row, label in zip(rows, labels, strict=True)]


def _taken(marks: list[float], rows: list[Row], width: Width) -> Iterator[_Taken]:
    """Yield the marks of the lanes with grades and of those below them, and on a narrow chart the names of both."""
    lanes: dict[str | None, list[str]] = {}
    for row in rows:
        whose = lanes.setdefault(row.get("council"), [])
        whose += [row["lane"]] if row["lane"] not in whose else []
    level: dict[tuple[str | None, str], int] = {}
    for council, listed in lanes.items():
        graded = {row["lane"] for row in rows if row["grade"] and row.get("council") == council}
        for lane, below in itertools.zip_longest(listed, listed[1:]):
            if lane in graded:
                level |= {(council, lane): _BESIDE} | ({(council, below): _BELOW} if below else {})
    for x, row in zip(marks, rows, strict=True):
        if (where := level.get((row.get("council"), row["lane"]))) is not None:
            yield _Taken(row.get("council"), where, x - _MARK, x + _MARK)
    for (council, lane), where in level.items() if width == "narrow" else ():
        yield _Taken(council, _ABOVE if where == _BESIDE else where, 0, _LETTER * len(lane))


def _labels(marks: list[float], rows: list[Row], points: float, already: list[_Taken], *, shorten: bool) -> list[Row | None]:
    """Return for each row the words of its grade, their offset from its mark and their anchor; null where they have no room."""
    taken = list(already)
    placed: list[Row | None] = [None] * len(rows)
    for n in sorted(range(len(rows)), key=marks.__getitem__):
        x, grade, council = marks[n], rows[n]["grade"], rows[n].get("council")
        if not grade:
            continue
        short = SHORT.get(grade, grade if len(grade) < 6 else f"{grade[:4]}.")
        for text, dy, side in itertools.product([short] if shorten else [grade, short], _LEVELS, (1, -1)):
            near = x + side * (_MARK if dy == _BESIDE else -_MARK / 2)
            start, end = sorted((near, near + side * _LETTER * len(text)))
            beside = [(one.start, one.end) for one in taken if (one.whose, one.level) == (council, dy)]
            if start >= -_MARK / 2 and end <= points + _MARK and all(end <= left or right <= start for left, right in beside):
                taken.append(_Taken(council, dy, start - _LETTER / 2, end + _LETTER / 2))
                placed[n] = {"text": text, "dx": near - x, "dy": dy, "anchor": "start" if side > 0 else "end"}
                break
    return placed
