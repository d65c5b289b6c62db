"""What HTML says of looks: hidden, bold, and the colour behind a cell; by its own style sheets too."""

from __future__ import annotations

import re
from typing import Any

from PIL import ImageColor

_BACKGROUND = re.compile(r"background(?:-color)?\s*:\s*([^;]+)", re.IGNORECASE)
_COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|(?:rgb|hsl)a?\([^)]*\)|\b[a-z]+\b", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)", re.IGNORECASE)


_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(r"(?P<tag>[a-z][a-z0-9]*)?(?:\.(?P<name>[\w-]+)|#(?P<id>[\w-]+))?", re.IGNORECASE)
_TAKEN = re.compile(r"(?:background(?:-color)?|font-weight)\s*:[^;]+", re.IGNORECASE)


def lay_styles(root: Any) -> None:
    """Write the colours and weights that a page's own style sheets give into its elements' `style`, behind their own.

    Selectors of one element, class or id are read, as Word and Excel write them; those that depend on where an
    element stands are not. What style sheets hide is kept: a script may unfold it.
    """
    laid: dict[tuple[str, str], str] = {}
    for sheet in root.xpath("//style/text()"):
        for selectors, written in _RULE.findall(_COMMENT.sub("", sheet)):
            declared = ";".join(_TAKEN.findall(written))
            for selector in selectors.split(",") if declared else ():
                found = _SELECTOR.fullmatch(selector.strip())
                if found and found[0]:
                    key = (found["tag"] or "").lower(), found["name"] or (f"#{found['id']}" if found["id"] else "")
                    laid[key] = f"{declared};{laid.get(key, '')}"  # the later rule counts
    for element in root.iter() if laid else ():
        if not isinstance(element.tag, str):
            continue
        names = [f"#{element.get('id')}", *(element.get("class") or "").split(), ""]
        styles = [laid[key] for name in names for key in ((element.tag, name), ("", name)) if key in laid]
        if styles:
            element.set("style", ";".join([element.get("style") or "", *styles]))


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
