"""Charts as SVG, drawn by Vega-Lite within the process (vl-convert), with links and texts on their marks.

Why Vega-Lite: a chart is a small document (`db/charts`), not code; its SVG has links, and a text for each mark; nothing is
fetched; colours may be variables of the style sheet; the people of Vega keep it. Of the others matplotlib takes a second to load
and draws letters as figures, pygal brings styles and scripts within the picture, which our policy refuses, and plotly and bokeh
need a browser to make an SVG.
"""

from __future__ import annotations

import asyncio
import functools
import json
import math
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import yaml
from markupsafe import Markup

from pipeline.browse.rows import Row
from pipeline.shipped import data_folder

Across = Literal["temporal", "quantitative"]

KEPT = 256
"""How many drawn charts are kept; one is some 20 KB."""

_POINTS = {"wide": 960, "narrow": 330}
_LETTER, _MARK, _NAME, _BAR = 6.7, 9, 20, 13
"""Units of a chart, which are pixels: widths of a letter and of half a mark, heights of a name above its bars and of a bar."""
_MONTHS = 500
"""Days below which an axis names months: of years it would name one or none."""
_DAYS = ("x", "day", "start", "end")
_drawing = threading.Lock()
# A mark with a link: its text is made the link's, which also shows under the pointer.
_NAMED_MARK = re.compile(r'<a href="([^"]*)"><path aria-label="([^"]*)" role="graphics-symbol" aria-roledescription="[^"]*"')


async def chart(
    name: str, rows: list[Row], about: str, *, given: Sequence[str] = (), across: Across = "temporal", bars: int = 1
) -> Markup | None:
    """Return the chart `db/charts/NAME.yaml` of these rows as SVG to stand in a page, null where there are no rows.

    It is drawn twice, for wide screens and for narrow ones; the style sheet shows one. `about` says in a sentence what it shows;
    `given` are the values, in their order, that stand where it says `{given}`; `across` is `quantitative` where its axis counts
    days instead of naming them; `bars` is how many bars stand under one name, of which it counts the room above them.
    """
    if not rows:
        return None
    shown = json.dumps(rows)
    drawn = [
        await asyncio.to_thread(_drawn, Look(name, tuple(given), across, bars, _span(rows), width), shown, about)
        for width in ("wide", "narrow")
    ]
    return Markup('<div class="drawn wide">{}</div><div class="drawn narrow">{}</div>').format(*map(Markup, drawn))


def with_room(rows: list[Row], at: str) -> list[Row]:
    """Return rows with the side of the mark at the day or number `at` on which its `grade` has room, by width of the chart.

    None where it would run into a later grade of the same `council`, or leave the chart; it is in the mark's text all the same.
    """
    places = [date.fromisoformat(row[at]).toordinal() if isinstance(row[at], str) else row[at] for row in rows]
    first, last = min(places, default=0), max(places, default=0)
    given = [dict(row) for row in rows]
    for width, points in _POINTS.items():
        taken: list[tuple[object, float, float]] = []
        for place, row in sorted(zip(places, given, strict=True), key=lambda pair: -pair[0]):
            if row["grade"]:
                x = points * (place - first) / max(last - first, 1)
                side, long = "left" if x > 0.6 * points else "right", _LETTER * len(row["grade"]) + _MARK
                start, end = (x - long, x + _MARK) if side == "left" else (x - _MARK, x + long)
                whose = row.get("council")
                free = start > -2 * _MARK and all(whose != other or end <= left or right <= start for other, left, right in taken)
                row[f"room_{width}"] = side if free else None
                taken.append((whose, start, end) if free else (whose, x - _MARK, x + _MARK))
    return given


@dataclass(frozen=True, slots=True)
class Look:
    """What a chart is drawn from beside its rows; `span` is how many years these cover."""

    name: str
    given: tuple[str, ...] = ()
    across: Across = "temporal"
    bars: int = 1
    span: int = 1
    width: str = "wide"


def warm_up() -> None:
    """Start the machine that draws, which takes half a second, and have it draw once, before the first chart is asked for."""
    row = '[{"lane": "x", "start": "2020-01-01", "end": "2020-01-01", "words": "x", "url": "/"}]'
    threading.Thread(target=_drawn, args=(Look("timeline"), row, ""), daemon=True).start()


def _span(rows: list[Row]) -> int:
    """Return how many years the days of rows touch, in whole ones, for each is compiled anew; 0 where they lie within months."""
    days = [date.fromisoformat(row[at]) for row in rows for at in _DAYS if isinstance(row.get(at), str)]
    if not days or (max(days) - min(days)).days < _MONTHS:
        return 0
    return max(days).year - min(days).year + 1


@functools.lru_cache(maxsize=64)
def _compiled(look: Look) -> str:
    """Return a chart as Vega, which Vega-Lite is turned into, still without its rows: that is a third of the time of drawing."""
    import vl_convert

    document = {**_document(look.name), "data": {"name": "rows"}}
    narrow = document.pop("narrow", {})
    if look.width == "narrow":
        document = _merged(document, narrow)
    ticks = _ticks(look, document.pop("years"))
    return json.dumps(vl_convert.vegalite_to_vega(_filled(document, look, ticks)))


def _ticks(look: Look, room: int) -> dict[str, Any]:
    """Return the axis of time, with as many names of years as there is room for."""
    if look.across == "quantitative":
        return {"format": "+,d", "tickCount": min(8, room // 2 + 1)}
    if not look.span:
        return {"format": "%b %Y", "tickCount": {"interval": "month", "step": 3 if room > 8 else 6}}
    return {"format": "%Y", "tickCount": {"interval": "year", "step": math.ceil(look.span / room)}}


def _filled(part: Any, look: Look, ticks: dict[str, Any]) -> Any:
    """Return a part of a document with the values given, and its axes of time with their ticks, counted in days where asked."""
    if part == "{given}":
        return list(look.given)
    if part == "{gap}":
        return _NAME / (_NAME + _BAR * look.bars)
    if part == "{above}":
        return -(_BAR * look.bars + _NAME) / 2
    if isinstance(part, str):
        return part.replace("{width}", look.width)
    if isinstance(part, list):
        return [_filled(one, look, ticks) for one in part]
    if not isinstance(part, dict):
        return part
    if part.get("type") == "temporal":
        days = (
            {"type": "quantitative", "title": "days since the inspection"} if look.across == "quantitative" else {"title": None}
        )
        part = {**part, **days, "axis": {**part.get("axis", {}), **ticks}}
    return {name: _filled(value, look, ticks) for name, value in part.items()}


def _merged(whole: Any, part: Any) -> Any:
    """Return a document with what a part of it says otherwise."""
    if not (isinstance(whole, dict) and isinstance(part, dict)):
        return part
    return {**whole, **{name: _merged(whole[name], value) if name in whole else value for name, value in part.items()}}


@functools.cache
def _document(name: str) -> dict[str, Any]:
    folder = data_folder("db") / "charts"
    shared = yaml.safe_load((folder / "config.yaml").read_text(encoding="utf-8"))
    return {**shared, **yaml.safe_load((folder / f"{name}.yaml").read_text(encoding="utf-8"))}


@functools.lru_cache(maxsize=KEPT)
def _drawn(look: Look, rows: str, about: str) -> str:
    import vl_convert

    with _drawing:
        document = json.loads(_compiled(look))
        next(data for data in document["data"] if data["name"] == "rows")["values"] = json.loads(rows)
        svg = vl_convert.vega_to_svg(document, allowed_base_urls=[])
    return _to_stand_in_a_page(svg, about)


def _to_stand_in_a_page(svg: str, about: str) -> str:
    """Return an SVG named for those who do not see it, its links on this server as they were given, in the page's own type."""
    svg = re.sub(r'<a (?:xlink:)?href="(?:https://vega\.github\.io/vega-datasets/)?([^"]*)"[^>]*>', r'<a href="\1">', svg)
    svg = _NAMED_MARK.sub(r'<a href="\1" aria-label="\2"><title>\2</title><path', svg)
    svg = re.sub(r' font-(?:family|size)="[^"]*"', "", svg)
    label = str(Markup("{}").format(about))
    return svg.replace("<svg ", f'<svg role="group" aria-label="{label}" ', 1)
