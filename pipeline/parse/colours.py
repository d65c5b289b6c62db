"""Colours as PDF states them, as `#rrggbb`."""

from __future__ import annotations

from collections.abc import Sequence


def hex_colour(value: object) -> str | None:
    """Return a PDF colour's `#rrggbb`, null for a pattern or anything else without one colour.

    One number is a grey, three are red, green, blue, four are cyan, magenta, yellow, black, each
    from 0 to 1. CMYK is turned into RGB by the plain formula of the PDF specification (ISO 32000-1,
    10.3.5), not through a profile: enough to tell red from amber from green.
    """
    if isinstance(value, int | float):
        value = (value,)
    if not isinstance(value, Sequence) or isinstance(value, str | bytes):
        return None
    parts = [min(1.0, max(0.0, float(v))) for v in value if isinstance(v, int | float)]
    if len(parts) != len(value):
        return None
    if len(parts) == 1:
        parts = parts * 3
    elif len(parts) == 4:
        c, m, y, k = parts
        parts = [1 - min(1.0, ink + k) for ink in (c, m, y)]
    if len(parts) != 3:
        return None
    return "#" + "".join(f"{round(v * 255):02x}" for v in parts)
