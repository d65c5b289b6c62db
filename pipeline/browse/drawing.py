"""Draw pages of PDFs in a process of its own: a file on which PDFium hangs, or ends, costs its own picture and not the server.

PDFium may be called by one thread at a time and cannot be stopped from within, so one process draws one page after the other; it
is ended where a page takes too long, and begun afresh for the next.
"""

from __future__ import annotations

import atexit
import contextlib
import io
import math
import multiprocessing
import signal
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from pipeline.limits import Limits, limit_memory

DPI = 110
"""Dots per inch: the density of a page that fills half of a wide screen."""

MOST_PIXELS = 6_000_000
"""The largest picture, that of a page of some 70 by 50 cm; a larger page is drawn at less density, to bound memory."""

LIMITS = Limits(seconds=15.0, memory=500)
"""What one picture may take; a usual page takes a twentieth of a second, one full of drawings or scans one or two."""


_PATIENCE = 60.0  # seconds for the process to be there, on a machine that is busy


class CannotDraw(Exception):
    """A page cannot be drawn; the message says why, for a reader."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of a file; `number` counts from 1, `turned` is in degrees clockwise."""

    path: Path
    number: int
    turned: int


class DrawingProcess:
    """Draws one page at a time; to be asked by one thread at a time."""

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        atexit.register(self.end)

    def draw(self, sheet: Sheet) -> bytes:
        """Return a page's picture as PNG; raises `CannotDraw`."""
        try:
            self.begin()
            assert self._connection is not None  # it was begun
            self._connection.send(sheet)
            if not self._connection.poll(LIMITS.seconds):
                self.end()
                raise CannotDraw(f"to draw it takes over {LIMITS.seconds:.0f} seconds")
            drawn = self._connection.recv()
        except (EOFError, OSError):
            self.end()
            raise CannotDraw("it ends the program that draws it, or takes too much memory") from None
        if isinstance(drawn, str):
            raise CannotDraw(drawn)
        return bytes(drawn)

    def end(self) -> None:
        """End the process; the next picture begins another."""
        if self._process is not None and self._connection is not None:
            self._process.kill()
            self._process.join(5.0)
            self._connection.close()
        self._process = self._connection = None

    def begin(self) -> None:
        """Start the process, where it does not run: that takes longer than most pages. Raises `CannotDraw`."""
        if self._process is not None and self._process.is_alive():
            return
        self.end()
        context = multiprocessing.get_context("spawn")  # no lock or thread of the server is copied
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, LIMITS), daemon=True)
        self._process.start()
        theirs.close()
        if not self._connection.poll(_PATIENCE):
            raise CannotDraw("the program that draws does not start")
        self._connection.recv()


def _serve(connection: Connection, limits: Limits) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, with which this ends
    import pypdfium2  # noqa: F401 - before the time of the first picture runs

    limit_memory(limits)
    with contextlib.suppress(EOFError, OSError):
        connection.send(b"")
        while True:
            connection.send(_drawn(connection.recv()))


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
