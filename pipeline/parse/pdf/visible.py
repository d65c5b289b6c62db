"""What of a page's letters a reader sees, and in words what was left out because nobody does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pipeline.model import Box, Word
from pipeline.parse.pdf.device import PageDevice
from pipeline.parse.pdf.grounds import Doubt, Grounds, doubtful_runs, is_scan, letter_boxes
from pipeline.parse.pdf.marks import ClipBox, Drawing, Point, Run, extent, is_faint, is_paper, parts_of, turned_box
from pipeline.parse.unseen import Unseen

# Points: smaller letters are not meant to be seen; larger ones that stand aslant are a watermark.
VISIBLE = 1.0
WATERMARK = 20.0
# Pairs of pale letters and fills that are looked at: a page with more is taken as it is.
MOST_PAIRS = 2_000_000
# A word of which another covers this part of the width and height is printed over.
OVER = 0.6
# Words that are printed over others from which a page says so: signatures and stamps cover a few.
MANY_OVER = 5


Look = Callable[[Sequence[tuple[Sequence[ClipBox], bool]]], Sequence[bool] | None]
"""Tells of words, by the boxes of their letters and whether they stand `apart`, if the page's picture shows them; null without a
picture."""


def seen_runs(device: PageDevice, visible: ClipBox, *, scanned: bool, unseen: Unseen, look: Look) -> tuple[list[Run], bool]:
    """Leave out what no reader sees: letters off the page, without size, invisible, covered, in the colour of their ground, and
    watermarks aslant.

    Where `scanned` says that an image covers the page, and most letters are invisible or behind it, those are the image's own
    words as a scanner's program read them: they are kept, and the second value says so.
    """
    unseen.add("in layers that are switched off", device.layered)
    unseen.add("hidden by a clip", device.clipped)
    grounds = Grounds(device)
    doubted = doubtful_runs(device.runs, grounds)
    runs, behind = _uncovered(device.runs, grounds, visible, unseen) if grounds.last_cover else (device.runs, 0)
    on_page = [run for run in runs if _is_on(run, visible)]
    unseen.add("outside the page", _lost(runs, on_page))
    sized = [run for run in on_page if run.size >= VISIBLE]
    unseen.add("too small to be read", _lost(on_page, sized))
    seen = [run for run in sized if not (run.size > WATERMARK and run.style.aslant)]
    unseen.add("of a watermark", _lost(sized, seen))
    if device.mirrored:
        sized, seen = seen, [run for run in seen if run.style.invisible or not run.style.mirrored]
        unseen.add("written as in a mirror", _lost(sized, seen))
    hidden = sum([len(run.letters) for run in seen if run.style.invisible])
    if hidden and scanned and 2 * hidden > _letters(seen):
        return seen, True
    unseen.add(COVERED, min(behind, hidden))
    unseen.add("invisible", hidden - min(behind, hidden))
    shown = [run for run in seen if not run.style.invisible] if hidden else seen
    return _with_ground(shown, doubted, device, unseen, look) if doubted else shown, False


COVERED = "covered by what is drawn over them"


def _uncovered(runs: Sequence[Run], grounds: Grounds, visible: ClipBox, unseen: Unseen) -> tuple[list[Run], int]:
    """Leave out letters over which something was drawn; those behind the picture of a page turn invisible, counted."""
    kept: list[Run] = []
    behind = lost = 0
    for n, run in enumerate(runs):
        hidden, by = grounds.over(n, run) if n < grounds.last_cover else ([], [])
        if not by or run.style.invisible:
            kept.append(run)
        elif all(hidden) and is_scan(by, visible):
            kept.append(run._replace(style=run.style._replace(invisible=True)))
            behind += len(run.letters)
        else:
            lost += sum(hidden)
            kept += parts_of(run, [not covered for covered in hidden])
    unseen.add(COVERED, lost)
    return kept, behind


def _with_ground(runs: list[Run], doubted: Sequence[Doubt], device: PageDevice, unseen: Unseen, look: Look) -> list[Run]:
    """Leave out those of the doubtful runs that the picture of the page does not show."""
    veiled = {id(doubt.run): doubt.veiled for doubt in doubted}
    asked = [run for run in runs if id(run) in veiled]
    told = look([(letter_boxes(run), run.style.apart) for run in asked]) if asked else []
    if told is None:  # the page cannot be drawn
        told = [not run.style.pale or not _may_be_lost(runs, device) or _has_ground(run, device) for run in asked]
    lost = [run for run, is_shown in zip(asked, told, strict=True) if not is_shown]
    beneath = [run for run in lost if veiled[id(run)]]
    faint = [run for run in lost if is_faint(run.style.colour) and not veiled[id(run)]]
    unseen.add(COVERED, _letters(beneath))
    unseen.add("in the colour of the paper", _letters(faint))
    unseen.add("in the colour of what is beneath them, or under a mask", _letters(lost) - _letters(faint) - _letters(beneath))
    gone = {id(run) for run in lost}
    return [run for run in runs if id(run) not in gone]


def _lost(runs: Sequence[Run], kept: Sequence[Run]) -> int:
    """Count the letters of the runs that were not kept."""
    return _letters(runs) - _letters(kept) if len(kept) < len(runs) else 0


def _letters(runs: Iterable[Run]) -> int:
    return sum([len(run.letters) for run in runs])


def _is_on(run: Run, visible: ClipBox) -> bool:
    """Tell whether any letter of a run is on the page; a letter's middle is a third of its size above the base line."""
    x0, y0, x1, y1 = turned_box(visible, run.style.turn)
    return x0 <= run.end and run.starts[0] <= x1 and y0 <= run.base + run.size / 3 <= y1


# --------------------------------------------------------------------------- pale letters


def _may_be_lost(runs: Sequence[Run], device: PageDevice) -> bool:
    """Tell whether letters as pale as paper stand on a page of which all grounds are known."""
    pale = sum([run.style.pale for run in runs])
    return bool(pale) and not device.shaded and pale * (len(device.drawings) + len(device.images)) <= MOST_PAIRS


def _has_ground(run: Run, device: PageDevice) -> bool:
    """Tell whether a drawing that is not as pale, or a picture, lies where a run is printed."""
    x, y = _middle(run)
    return any(_covers(extent(image), x, y) for image in device.images) or any(
        _is_dark(drawing) and any(_covers(extent(outline.points), x, y, _reach(drawing)) for outline in drawing.outlines)
        for drawing in device.drawings
    )


def _middle(run: Run) -> Point:
    along, across = (run.starts[0] + run.end) / 2, run.base + run.size / 3
    return ((along, across), (-across, along), (-along, -across), (across, -along))[run.style.turn]


def _is_dark(drawing: Drawing) -> bool:
    """A colour that cannot be named may be any."""
    return (drawing.filled and not is_paper(drawing.fill)) or (drawing.stroked and not is_paper(drawing.stroke))


def _reach(drawing: Drawing) -> float:
    return drawing.line_width / 2 if drawing.stroked else 0.0


def _covers(box: ClipBox, x: float, y: float, reach: float = 0.0) -> bool:
    return box[0] - reach <= x <= box[2] + reach and box[1] - reach <= y <= box[3] + reach


# --------------------------------------------------------------------------- words over words


def printed_over(words: Sequence[Word]) -> str | None:
    """Say how many words stand on other words, so that neither may be read; null where there are few."""
    count = 0
    lines: dict[int, _Band] = {}
    for word in words:
        box = word.box
        line = int((box.top + box.bottom) / 2 / 8)
        for n in (line - 1, line, line + 1):
            band = lines.get(n)
            if band is not None and band.reaches(box) and _stands_on(box, band.boxes[-_LOOK_BACK:]):
                count += 1
                break
        own = lines.get(line)
        if own is None:
            lines[line] = _Band([box], box.top, box.x1, box.bottom)
        else:
            own.add(box)
    return f"has {count} words printed over other words, which may not be as they are meant" if count >= MANY_OVER else None


_LOOK_BACK = 60  # words of a line that are compared with the next: no line has more


@dataclass(slots=True)
class _Band:
    """Words whose middles lie in one band across the page, and how far up, to the right and down they reach."""

    boxes: list[Box]
    top: float
    right: float
    bottom: float

    def add(self, box: Box) -> None:
        self.boxes.append(box)
        if box.top < self.top:
            self.top = box.top
        if box.x1 > self.right:
            self.right = box.x1
        if box.bottom > self.bottom:
            self.bottom = box.bottom

    def reaches(self, box: Box) -> bool:
        """Say whether any of the words may share a spot with a box; most come to the right of them all, or below."""
        return self.right > box.x0 and self.bottom > box.top and self.top < box.bottom


def _stands_on(box: Box, others: Iterable[Box]) -> bool:
    x0, x1 = box.x0, box.x1
    height = max(1.0, box.bottom - box.top)
    for other in others:
        if other.x1 <= x0 or other.x0 >= x1:  # beside it, as nearly all are
            continue
        across = min(x1, other.x1) - max(x0, other.x0)
        down = min(box.bottom, other.bottom) - max(box.top, other.top)
        narrower = min(x1 - x0, other.x1 - other.x0)
        if narrower > 0 and across > OVER * narrower and down > OVER * min(height, other.bottom - other.top):
            return True
    return False
