# mypy: disable-error-code="import-untyped"
"""What a page is drawn with, the same for both PDF engines: points from the top left."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import reportlab

FONTS = Path(reportlab.__file__).parent / "fonts"
# Bitstream Vera ships with reportlab; the built-in Helvetica and Times have no ligature glyphs in WinAnsi.
VERA = {"": FONTS / "Vera.ttf", "b": FONTS / "VeraBd.ttf", "i": FONTS / "VeraIt.ttf"}


@dataclass(frozen=True)
class Glyphs:
    """A run of characters on a baseline; `extra` is added to each space (justified lines)."""

    x: float
    y: float
    words: str
    font: str
    look: str
    size: float
    colour: str = "#000000"
    extra: float = 0.0


@dataclass(frozen=True)
class Box:
    """A rectangle, filled or stroked."""

    x: float
    y: float
    width: float
    height: float
    fill: str | None = None
    stroke: str | None = None
    pen: float = 0.5


@dataclass(frozen=True)
class Stroke:
    """A straight line."""

    x0: float
    y0: float
    x1: float
    y1: float
    pen: float = 0.5
    colour: str = "#000000"


@dataclass(frozen=True)
class Shape:
    """A filled polygon (an arrow's head, a crest)."""

    points: tuple[tuple[float, float], ...]
    fill: str


Mark = Glyphs | Box | Stroke | Shape


@dataclass
class Page:
    """One page and what is drawn on it, in drawing order."""

    width: float
    height: float
    marks: list[Mark] = field(default_factory=list)


class Engine(Protocol):
    """A PDF engine: it measures words and draws pages."""

    def width(self, words: str, font: str, look: str, size: float) -> float:
        """Width of the words in points."""
        ...

    def draw(self, pages: list[Page], path: Path, title: str) -> None:
        """Write the pages to a file, the same bytes for the same pages."""
        ...
