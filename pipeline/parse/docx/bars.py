"""Bars that a Word file draws over the cells of a table: arrows and boxes of a Gantt plan.

Word has no place for them in its text, so a bar becomes the fill of the cells that it covers. Where
it lies is told by DrawingML (ECMA-376, part 1, section 20.4, in English Metric Units) or by VML (CSS
lengths), from the edge of the cell's text or of the page's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.parse.docx.xml import Element, attribute, name, whole_number

EMU = 12700  # English Metric Units in a point
TWIP = 20  # twentieths of a point
CELL_MARGIN = 5.4  # points between a cell's edge and its text, where Word is told nothing else

_LENGTH = re.compile(r"(-?[\d.]+)(pt|in|cm|mm|px)?")
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75, None: 0.75}
_VML = {"shape", "rect", "roundrect", "line"}


class Bar(NamedTuple):
    """A drawn bar: where it begins, how wide it is (points), its `#rrggbb`; `of_page`: counted from the text's edge."""

    start: float
    width: float
    colour: str
    of_page: bool


def drawn_bars(cell: Element) -> Iterator[Bar]:
    """Yield the bars anchored in a cell; those whose place or colour is not stated are left out."""
    for element in cell.iter():
        kind = name(element)
        if kind == "anchor":
            bar = _from_drawing(element)
        elif kind in _VML and not any(name(above) == "AlternateContent" for above in element.iterancestors()):
            bar = _from_vml(element)
        else:
            continue
        if bar:
            yield bar


def column_edges(table: Element) -> list[float]:
    """Return the left edges of a table's columns and its right edge, in points from the table's left."""
    edges = [0.0]
    for column in (c for grid in table if name(grid) == "tblGrid" for c in grid if name(c) == "gridCol"):
        edges.append(edges[-1] + (whole_number(attribute(column, "w")) or 0) / TWIP)
    return edges


def _from_drawing(anchor: Element) -> Bar | None:
    extent = next((e for e in anchor if name(e) == "extent"), None)
    across = next((e for e in anchor if name(e) == "positionH"), None)
    offset = None if across is None else next((e for e in across if name(e) == "posOffset"), None)
    colour = _colour(anchor)
    if extent is None or across is None or offset is None or colour is None:
        return None
    of_page = across.get("relativeFrom") not in ("column", "character") or anchor.get("layoutInCell") in ("0", "false")
    start, width = whole_number(offset.text), whole_number(extent.get("cx"))
    return None if start is None or width is None else Bar(start / EMU, width / EMU, colour, of_page)


def _colour(anchor: Element) -> str | None:
    """Return the colour of a shape's body, of its line where it has no body; pictures have neither."""
    found: dict[str, str] = {}
    for fill in (e for e in anchor.iter() if name(e) == "solidFill"):
        parent = name(fill.getparent())
        for colour in (e for e in fill if name(e) == "srgbClr"):
            found.setdefault(parent, "#" + (colour.get("val") or "").lower())
    colour = found.get("spPr") or found.get("ln")
    return colour if colour and re.fullmatch(r"#[0-9a-f]{6}", colour) else None


def _from_vml(shape: Element) -> Bar | None:
    style = dict(part.split(":", 1) for part in (shape.get("style") or "").replace(" ", "").split(";") if ":" in part)
    colour = re.match(r"#[0-9a-fA-F]{6}", shape.get("fillcolor") or shape.get("strokecolor") or "")
    start, width = points(style.get("margin-left")), points(style.get("width"))
    if colour is None or start is None or width is None or style.get("position") != "absolute":
        return None
    return Bar(start, width, colour[0].lower(), style.get("mso-position-horizontal-relative") in ("page", "margin"))


def points(length: str | None) -> float | None:
    """Return a length of CSS in points, null where it is none."""
    found = _LENGTH.fullmatch(length or "")
    return float(found[1]) * _POINTS[found[2]] if found else None
