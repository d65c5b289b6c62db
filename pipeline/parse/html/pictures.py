"""Pictures on a web page that may show a page of print."""

from __future__ import annotations

import base64
import binascii
import re
from io import BytesIO
from typing import Any

from pipeline.parse.html.css import Looks

# Dots each way from which a picture may show a page of print; photographs and signs beside the words are smaller.
LARGE = 500
# Letters: a page that says less is short, and its pictures may be what it says.
SHORT = 500
_SIZE = re.compile(r"\s*(\d{1,6})(?:\.\d+)?(?:px)?\s*")
_EMBEDDED = re.compile(r"data:image/[\w.+-]+;base64,")
_OF_THE_SITE = "ancestor::nav|ancestor::header|ancestor::footer"


def in_pictures(root: Any, looks: Looks, letters: int) -> str | None:
    """Say how many pictures are large enough to show a page of print, and on a short page how many may be."""
    seen = [picture for picture in root.iter("img") if looks.gone.keys().isdisjoint((picture, *picture.iterancestors()))]
    sizes = {picture: _size(picture) for picture in seen}
    n_large = sum(size is not None and min(size) >= LARGE for size in sizes.values())
    n_unknown = sum(size is None and not picture.xpath(_OF_THE_SITE) for picture, size in sizes.items())
    said = [f"shows large pictures ({n_large}), whose words were not read"] if n_large else []
    if n_unknown and letters < SHORT:
        said.append(f"shows pictures of a size that it does not tell ({n_unknown}), whose words, if any, were not read")
    return "; it ".join(said) or None


def _size(picture: Any) -> tuple[int, int] | None:
    """Return the dots that a picture takes, as the page says or as it is; null where neither tells."""
    styles = dict(part.partition(":")[::2] for part in (picture.get("style") or "").lower().split(";"))
    told = [_SIZE.fullmatch(styles.get(side) or picture.get(side) or "") for side in ("width", "height")]
    if told[0] and told[1]:
        return int(told[0][1]), int(told[1][1])
    embedded = _EMBEDDED.match(picture.get("src") or "")
    return _own_size(picture.get("src")[embedded.end() :]) if embedded else None


def _own_size(encoded: str) -> tuple[int, int] | None:
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(base64.b64decode(encoded))) as opened:
            return opened.size
    except (binascii.Error, UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError):
        return None
