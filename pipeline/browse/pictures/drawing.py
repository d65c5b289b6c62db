"""Draw pages of PDFs in a process of its own: a file on which PDFium hangs, or ends, costs its own picture and not the server.

PDFium may be called by one thread at a time and cannot be stopped from within, so one process draws one page after the other; it
is ended where a page takes too long, and begun afresh for the next.
"""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.browse.guard.aside import Aside, Ended
from pipeline.limits import Limits

DPI = 110
"""Dots per inch: the density of a page that fills half of a wide screen."""

MOST_PIXELS = 6_000_000
"""The largest picture, that of a page of some 70 by 50 cm; a larger page is drawn at less density, to bound memory."""

LIMITS = Limits(seconds=15.0, memory=500)
"""What one picture may take; a usual page takes a twentieth of a second, one full of drawings or scans one or two."""


class CannotDraw(Exception):
    """A page cannot be drawn; the message says why, for a reader."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of a file; `number` counts from 1, `turned` is in degrees clockwise."""

    path: Path
    number: int
    turned: int


class DrawingProcess(Aside):
    """Draws one page at a time; to be asked by one thread at a time."""

    def __init__(self) -> None:
        super().__init__(_make_ready, memory=LIMITS.memory)

    def draw(self, sheet: Sheet) -> bytes:
        """Return a page's picture as PNG; raises `CannotDraw`."""
        try:
            drawn = self.ask(sheet, LIMITS.seconds)
        except TimeoutError:
            raise CannotDraw(f"to draw it takes over {LIMITS.seconds:.0f} seconds") from None
        except Ended:
            raise CannotDraw("it ends the program that draws it, or takes too much memory") from None
        if isinstance(drawn, str):
            raise CannotDraw(drawn)
        return bytes(drawn)


def _make_ready() -> Callable[[Sheet], bytes | str]:
    import pypdfium2  # noqa: F401 - before the time of the first picture runs

    return _drawn


def _drawn(sheet: Sheet) -> bytes | str:
    """Return a picture, or in words why there is none."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(sheet.path) as pdf:
            page = pdf[sheet.number - 1]
            width, height = page.get_size()
            if not (0 < width < math.inf and 0 < height < math.inf):
                return "it has no size"
            # Of a page as long as a street and as wide as a hair a whole dot each way must be left.
            scale = min(DPI / 72, math.sqrt(MOST_PIXELS / (width * height)), MOST_PIXELS / max(width, height))
            if scale * min(width, height) < 1:
                return "it is too long to be drawn"
            picture = page.render(scale=scale, rotation=sheet.turned).to_pil()
        out = io.BytesIO()
        picture.save(out, "PNG", compress_level=3)  # a third of the time of the usual level, a tenth more bytes
    except MemoryError:
        return "to draw it takes too much memory"
    except (pypdfium2.PdfiumError, OSError, IndexError, ValueError):
        return "the file is damaged there"
    return out.getvalue()
