"""What HTML says of looks: hidden, bold, and the colour behind a cell."""

from __future__ import annotations

import re
from typing import Any

from PIL import ImageColor

_BACKGROUND = re.compile(r"background(?:-color)?\s*:\s*([^;]+)", re.IGNORECASE)
_COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|(?:rgb|hsl)a?\([^)]*\)|\b[a-z]+\b", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)", re.IGNORECASE)


def is_hidden(element: Any) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def is_bold(element: Any) -> bool:
    return element.tag in ("b", "strong", "th") or bool(_BOLD.search(element.get("style") or ""))


def background(element: Any) -> str | None:
    """Return the `#rrggbb` behind an element by its own `bgcolor` or style, null for none, clear or white."""
    found = _BACKGROUND.search(element.get("style") or "")
    written = found[1] if found else element.get("bgcolor") or ""
    for word in _COLOUR.findall(written):
        try:
            red, green, blue, *alpha = ImageColor.getrgb(word)
        except ValueError:  # another word of the property, such as `url` or `none`
            continue
        if (red, green, blue) == (255, 255, 255) or alpha == [0]:
            return None
        return f"#{red:02x}{green:02x}{blue:02x}"
    return None
