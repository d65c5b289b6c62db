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
import re
import threading
from collections.abc import Sequence
from typing import Any, Literal

import yaml
from markupsafe import Markup

from pipeline.browse.rows import Row
from pipeline.shipped import data_folder

Across = Literal["temporal", "quantitative"]

KEPT = 256
"""How many drawn charts are kept; one is some 20 KB."""

_drawing = threading.Lock()
# A mark with a link: its text is made the link's, which also shows under the pointer.
_NAMED_MARK = re.compile(r'<a href="([^"]*)"><path aria-label="([^"]*)" role="graphics-symbol" aria-roledescription="[^"]*"')


async def chart(
    name: str, rows: list[Row], about: str, *, given: Sequence[str] = (), across: Across = "temporal"
) -> Markup | None:
    """Return the chart `db/charts/NAME.yaml` of these rows as SVG to stand in a page, null where there are no rows.

    `about` says in a sentence what it shows; `given` are the values, in their order, that stand where it says `{given}`;
    `across` is `quantitative` where its axis counts days instead of naming them.
    """
    if not rows:
        return None
    drawn = await asyncio.to_thread(_drawn, name, json.dumps(rows), about, tuple(given), across)
    return Markup(drawn)  # texts are escaped by Vega


def warm_up() -> None:
    """Start the machine that draws, which takes most of a second, before the first chart is asked for."""
    threading.Thread(target=_drawn, args=("actions", "[]", "", (), "temporal"), daemon=True).start()


@functools.lru_cache(maxsize=64)
def _compiled(name: str, given: tuple[str, ...], across: Across) -> str:
    """Return a chart as Vega, which Vega-Lite is turned into, still without its rows: that is a third of the time of drawing."""
    import vl_convert

    document = {**_document(name), "data": {"name": "rows"}}
    return json.dumps(vl_convert.vegalite_to_vega(_filled(document, given, across)))


def _filled(part: Any, given: tuple[str, ...], across: Across) -> Any:
    """Return a part of a document with the values given, and where days are counted with its axes of time made such of days."""
    if part == "{given}":
        return list(given)
    if isinstance(part, list):
        return [_filled(one, given, across) for one in part]
    if not isinstance(part, dict):
        return part
    if across == "quantitative" and part.get("type") == "temporal":
        part = {**part, "type": "quantitative", "title": "days since the inspection"}
        part["axis"] = {**part.get("axis", {}), "format": "+,d", "tickCount": 8}
    return {name: _filled(value, given, across) for name, value in part.items()}


@functools.cache
def _document(name: str) -> dict[str, Any]:
    folder = data_folder("db") / "charts"
    shared = yaml.safe_load((folder / "config.yaml").read_text(encoding="utf-8"))
    return {**shared, **yaml.safe_load((folder / f"{name}.yaml").read_text(encoding="utf-8"))}


@functools.lru_cache(maxsize=KEPT)
def _drawn(name: str, rows: str, about: str, given: tuple[str, ...], across: Across) -> str:
    import vl_convert

    with _drawing:
        document = json.loads(_compiled(name, given, across))
        next(data for data in document["data"] if data["name"] == "rows")["values"] = json.loads(rows)
        svg = vl_convert.vega_to_svg(document, allowed_base_urls=[])
    return _to_stand_in_a_page(svg, about)


def _to_stand_in_a_page(svg: str, about: str) -> str:
    """Return an SVG named for those who do not see it, its links on this server as they were given, in the page's own type."""
    svg = re.sub(r'<a (?:xlink:)?href="(?:https://vega\.github\.io/vega-datasets/)?([^"]*)"[^>]*>', r'<a href="\1">', svg)
    svg = _NAMED_MARK.sub(r'<a href="\1" aria-label="\2"><title>\2</title><path', svg)
    svg = re.sub(r' font-family="[^"]*"', "", svg)
    label = str(Markup("{}").format(about))
    return svg.replace("<svg ", f'<svg role="group" aria-label="{label}" ', 1)
