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
from typing import Any, Literal, get_args

import yaml
from markupsafe import Markup, escape

from pipeline.browse.rows import Row
from pipeline.shipped import data_folder

Across = Literal["temporal", "quantitative"]

KEPT = 256
"""How many drawn charts are kept; one is some 20 KB."""

_NAME, _BAR = 20, 13
"""Units of a chart, in pixels: heights of a name above its bars and of a bar."""
_MONTHS = 800
"""Days below which an axis names months: of years it would name one or none."""
_DAYS = ("x", "day", "start", "end")
_SIGNALS = ("given", "ticks", "named", "gap", "above")
"""What a chart is told when it is drawn, beside its rows; its document in `db/charts` names them in expressions."""
_SHARED = "config"
_ALIGNED = ("compare_done", "compare_measures", "compare_steps")
"""Charts whose axis may count days."""
_drawing = threading.Lock()
warmed = threading.Event()
"""Set when all charts are compiled."""
_MARKED = re.compile(r'<path([^>]*) stroke-dashoffset="(\d+)"([^>]*)/>')
_PLACE = re.compile(r'transform="translate\(([^,]+),([^)]+)\)"')


async def chart(
    name: str, rows: list[Row], about: str, *, given: Sequence[str] = (), across: Across = "temporal", bars: int = 1
) -> Markup | None:
    """Return the chart `db/charts/NAME.yaml` of these rows as SVG to stand in a page, null where there are no rows.

    It is drawn twice, for wide screens and for narrow ones; the style sheet shows one. `about` says in a sentence what it shows;
    `given` are the values of its colours in their order; `across` is `quantitative` where its axis counts days instead of
    naming them; `bars` is how many bars stand under one name.
    """
    if not rows:
        return None
    shown = json.dumps(rows)
    drawn = []
    for width in ("wide", "narrow"):
        look = Look(name, across, width)
        signals = {"given": list(given), **_ticks(look, _span(rows)), **_room_above(bars)}
        drawn.append(await asyncio.to_thread(_drawn, look, shown, json.dumps(signals), about))
    return Markup('<div class="drawn wide">{}</div><div class="drawn narrow">{}</div>').format(*map(Markup, drawn))


@dataclass(frozen=True, slots=True)
class Look:
    """What a chart is compiled from; what it shows is given to the compiled one, so that it is compiled once."""

    name: str
    across: Across = "temporal"
    width: str = "wide"


@functools.cache
def warm_up() -> None:
    """Start the machine that draws, and compile every chart, before the first is asked for.

    Its start holds everything for half a second, so it is waited for: a page asked for meanwhile would run out of its time.
    """
    looks = [
        Look(name, across, width)
        for name in sorted(path.stem for path in (data_folder("db") / "charts").glob("*.yaml") if path.stem != _SHARED)
        for across in (get_args(Across) if name in _ALIGNED else ("temporal",))
        for width in ("wide", "narrow")
    ]

    def compile_all() -> None:
        for look in looks:
            _drawn(look, "[]", "{}", "")
        warmed.set()

    _drawn(looks[0], "[]", "{}", "")
    threading.Thread(target=compile_all, daemon=True).start()


def _span(rows: list[Row]) -> int:
    """Return how many years the days of rows touch; 0 where they lie within months."""
    days = [date.fromisoformat(row[at]) for row in rows for at in _DAYS if isinstance(row.get(at), str)]
    if not days or (max(days) - min(days)).days < _MONTHS:
        return 0
    return max(days).year - min(days).year + 1


def _ticks(look: Look, span: int) -> Row:
    """Return how the axis of time is marked: with as many names of years as there is room for, of few years with months."""
    room = _document(look)["years"]
    if look.across == "quantitative":
        return {"ticks": max(3, room // 3)}
    if not span:
        return {"ticks": {"interval": "month", "step": 3 if room > 8 else 6}, "named": "%b %Y"}
    return {"ticks": {"interval": "year", "step": math.ceil(span / room)}, "named": "%Y"}


def _room_above(bars: int) -> Row:
    """Return the room for a name above its bars: `gap`, of the whole a share, and `above`, from the middle of the bars."""
    return {"gap": _NAME / (_NAME + _BAR * bars), "above": -(_BAR * bars + _NAME) / 2}


@functools.cache
def _compiled(look: Look) -> str:
    """Return a chart as Vega, which Vega-Lite is turned into, still without its rows: that is half of the time of drawing."""
    import vl_convert

    document = {**_document(look), "data": {"name": "rows"}, "params": [{"name": name, "value": 0} for name in _SIGNALS]}
    del document["years"]
    return json.dumps(vl_convert.vegalite_to_vega(_filled(document, look)))


def _filled(part: Any, look: Look) -> Any:
    """Return a part of a document with its width named, and its axes of time with their marks, counted in days where asked."""
    if isinstance(part, str):
        return part.replace("{width}", look.width)
    if isinstance(part, list):
        return [_filled(one, look) for one in part]
    if not isinstance(part, dict):
        return part
    if part.get("type") == "temporal":
        counted = look.across == "quantitative"
        days = {"type": "quantitative", "title": "days since the inspection"} if counted else {"title": None}
        marks = {"tickCount": {"expr": "ticks"}, "format": "+,d" if counted else {"signal": "named"}}
        part = {**part, **days, "axis": {**part.get("axis", {}), **marks}}
    return {name: _filled(value, look) for name, value in part.items()}


def _merged(whole: Any, part: Any) -> Any:
    """Return a document with what a part of it says otherwise."""
    if not (isinstance(whole, dict) and isinstance(part, dict)):
        return part
    return {**whole, **{name: _merged(whole[name], value) if name in whole else value for name, value in part.items()}}


@functools.cache
def _document(look: Look) -> Row:
    shared, own = _read(_SHARED), _read(look.name)
    if "like" in own:
        own = _merged(_read(own.pop("like")), own)
    narrow = own.pop("narrow")
    document: Row = {**shared, **own}
    return _merged(document, narrow) if look.width == "narrow" else document


def _read(name: str) -> Row:
    document: Row = yaml.safe_load((data_folder("db") / "charts" / f"{name}.yaml").read_text(encoding="utf-8"))
    return document


@functools.lru_cache(maxsize=KEPT)
def _drawn(look: Look, rows: str, signals: str, about: str) -> str:
    import vl_convert

    given = json.loads(signals)
    shown = json.loads(rows)
    # Words and addresses are put in afterwards, by the number of their row: with them drawing takes twice as long.
    marks = [{name: row.pop(name, None) for name in ("url", "words", "label")} for row in shown]
    with _drawing:
        document = json.loads(_compiled(look))
        data = next(data for data in document["data"] if data["name"] == "rows")
        data["values"] = [row | {"mark": n} for n, row in enumerate(shown, 1)]
        for signal in document["signals"]:
            if signal["name"] in given:
                signal["value"] = given[signal["name"]]
        svg = vl_convert.vega_to_svg(document, allowed_base_urls=[])
    return _to_stand_in_a_page(svg, about, marks, look.width)


def _to_stand_in_a_page(svg: str, about: str, marks: list[Row], width: str) -> str:
    """Return an SVG named for those who do not see it, each mark with its address and words, in the page's own type."""

    def linked(found: re.Match[str]) -> str:
        mark = marks[int(found[2]) - 1]
        # `format` of Markup takes five times as long, and there are hundreds of marks.
        words = escape(mark["words"])
        link = f'<a href="{escape(mark["url"])}" aria-label="{words}"><title>{words}</title>'
        path = f"<path{found[1]}{found[3]}/>"
        label, place = (mark["label"] or {}).get(width), _PLACE.search(path)
        if not (label and place):
            return f"{link}{path}</a>"
        x, y = float(place[1]) + label["dx"], float(place[2]) + label["dy"]
        grade = Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="{}" fill="var(--ink)">{}</text>').format(
            x, y, label["anchor"], label["text"]
        )
        return f"{link}{path}{grade}</a>"

    svg = _MARKED.sub(linked, svg)
    svg = re.sub(
        r'role="graphics-symbol"(?= aria-roledescription="\w+ mark container")', 'role="graphics-object"', svg
    )  # links within
    svg = re.sub(r' font-(?:family|size)="[^"]*"', "", svg)
    label = str(Markup("{}").format(about))
    return svg.replace("<svg ", f'<svg role="group" aria-label="{label}" ', 1)
