"""Sizes of pages and colours, which all forms of a report share."""

from __future__ import annotations

A4 = (595.28, 841.89)
SIDE, TOP, BOTTOM = 64.0, 62.0, 62.0
PALETTES = {
    "office": {"red": "#FF0000", "amber": "#FFC000", "green": "#92D050", "blue": "#00B0F0", "grey": "#BFBFBF"},
    "soft": {"red": "#F4B6B6", "amber": "#FFE0A3", "green": "#C6E0B4", "blue": "#BDD7EE", "grey": "#D9D9D9"},
    "strong": {"red": "#C00000", "amber": "#ED7D31", "green": "#00B050", "blue": "#0070C0", "grey": "#7F7F7F"},
}
NEUTRAL_BAR = "#8EA9DB"
HEAD_FILL = "#D9E2F3"
ZEBRA_FILL = "#EDF1F7"


def is_dark(fill: str | None) -> bool:
    """Whether words on this fill have to be white."""
    return bool(fill) and 0.3 * int(str(fill)[1:3], 16) + 0.6 * int(str(fill)[3:5], 16) + 0.1 * int(str(fill)[5:7], 16) < 110
