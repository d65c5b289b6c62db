"""Bring the lines of a page level that lay askew on the scanner: a text layer under its picture slants as the picture does."""

from __future__ import annotations

import math
import statistics

from pipeline.parse.pdf.marks import ClipBox, Run, turned_box

# Slopes of lines that are none; by how much those of one page differ, as they are measured line by line.
LEVEL, SPREAD = 0.001, 0.015
# Part of a page's letters that slant alike where the page lies askew: on others a stamp or a remark is written aslant.
MOST = 0.7


def levelled(runs: list[Run], visible: ClipBox) -> list[Run]:
    """Return the runs turned about the middle of the page so that its lines are level, where most of them slant alike."""
    slopes = [run.style.slope for run in runs for _ in run.letters] if any(run.style.slope for run in runs) else []
    slope = statistics.median(slopes) if slopes else 0.0
    alike = sum(abs(other - slope) < SPREAD for other in slopes)
    if abs(slope) < LEVEL or alike < MOST * len(slopes):
        return runs
    return [_turned(run, slope, visible) for run in runs]


def _turned(run: Run, slope: float, visible: ClipBox) -> Run:
    """Turn a run by what the page slants; its letters come to stand on one line."""
    x0, y0, x1, y1 = turned_box(visible, run.style.turn)
    aside, above = (x0 + x1) / 2, (y0 + y1) / 2
    cosine = 1 / math.hypot(1, slope)
    sine = slope * cosine
    along, base = run.starts[0] - aside, run.base - above
    first = aside + along * cosine + base * sine
    starts = [first + (start - run.starts[0]) / cosine for start in run.starts]
    end = first + (run.end - run.starts[0]) / cosine
    return run._replace(starts=starts, end=end, base=above + base * cosine - along * sine)
