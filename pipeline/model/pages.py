"""The records of parsing: a `Document` of `Page`s, with what is printed and drawn on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.frozen import made_quickly


@made_quickly
@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page: left, top, right, bottom, in points from the page's top left."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def union(self, other: Box) -> Box:
        return Box(
            min(self.x0, other.x0),
            min(self.top, other.top),
            max(self.x1, other.x1),
            max(self.bottom, other.bottom),
        )

    def contains(self, x: float, y: float) -> bool:
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


@made_quickly
@dataclass(frozen=True, slots=True)
class Word:
    """One printed word: characters without white space, ligatures and hyphens as printed.

    `sure` is how sure the recognition of a picture is of it, from 0 to 1; null where the file says which letters it prints.
    `turn` is how it stands on the page as that is read: 0 level, 1 read upwards, 2 upside down, 3 read downwards.
    """

    text: str
    box: Box
    size: float
    bold: bool = False
    italic: bool = False
    superscript: bool = False
    sure: float | None = None
    turn: int = 0


@made_quickly
@dataclass(frozen=True, slots=True)
class Ruling:
    """A drawn straight line, or the thin filled rectangle that stands for one."""

    box: Box
    horizontal: bool
    colour: str | None = None


@made_quickly
@dataclass(frozen=True, slots=True)
class Fill:
    """A filled rectangle; `colour` is `#rrggbb`. White fills are kept: they may cover others."""

    box: Box
    colour: str


@dataclass(frozen=True, slots=True)
class DrawnPath:
    """A drawn figure that is neither ruling nor rectangle: an arrow, a bar with a point, a curve."""

    box: Box
    points: tuple[tuple[float, float], ...]
    stroke: str | None
    fill: str | None


@made_quickly
@dataclass(frozen=True, slots=True)
class Line:
    """Words on one printed line, left to right; without geometry `words` is empty and `box` null."""

    text: str
    page: int | None = None
    box: Box | None = None
    words: tuple[Word, ...] = ()
    size: float | None = None
    bold: bool = False
    italic: bool = False


@made_quickly
@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a grid as drawn: `row` and `column` from 0, with the rows and columns it spans.

    `fill` is the colour (`#rrggbb`) that covers most of the cell, null for none or white.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    lines: tuple[Line, ...]
    box: Box | None = None
    fill: str | None = None
    header: bool = False  # a heading: marked so by the source (Word's "repeat header row", <th>), in a `Table` known as one

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines if line.text)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as it stands on one page (or in one Word table): cells in row order."""

    page: int | None
    box: Box | None
    n_rows: int
    n_columns: int
    cells: tuple[Cell, ...]
    column_edges: tuple[float, ...] = ()  # n_columns + 1 of them, where the source has geometry
    row_edges: tuple[float, ...] = ()
    kind: Literal["ruled", "horizontal", "borderless", "zebra", "marked_up"] = "ruled"


ParagraphStyle = Literal["title", "heading", "body", "list_item", "quote", "caption", "footnote", "contents", "furniture"]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a source that marks up its own text (Word, HTML, Markdown, plain text).

    `level` is a heading's rank (1 the highest) or a list item's depth (1 the outermost); `number` is
    the number or bullet that the program prints before the text although it is not in the text
    (Word's own numbering), as printed: `2.1`, `(a)`, `•`. A tab inside a paragraph stays `\\t` in
    `text`, a line break `\\n`: header blocks are laid out with them.
    """

    text: str
    style: ParagraphStyle = "body"
    level: int | None = None
    number: str | None = None
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """One page as parsed.

    A source with geometry (PDF) fills `words`, `rulings`, `fills` and `paths`, each in drawing order; one that marks up its
    text (Word, HTML, Markdown, plain text) is a single page without size that fills `elements` in
    reading order. `problem` says in words what could not be read, `note` how the page was read where that is not the usual way.
    """

    number: int
    width: float | None = None
    height: float | None = None
    words: tuple[Word, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    fills: tuple[Fill, ...] = ()
    paths: tuple[DrawnPath, ...] = ()
    images: tuple[Box, ...] = ()
    elements: tuple[Paragraph | Grid, ...] = ()
    text_source: Literal["text_layer", "ocr", "none"] = "text_layer"
    problem: str | None = None
    turned: int = 0  # degrees clockwise, beyond /Rotate, by which `parse` turned it to bring its text level
    illegible: bool = False  # its words, or most of them, could only be read from its picture, and were not
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file as parsed. `sha256` is that of its bytes; `problem` is null when all of it was read.

    `lacks` names what would let more of it be read: the program `tesseract`.
    """

    path: str
    sha256: str
    media_type: str
    pages: tuple[Page, ...]
    problem: str | None = None
    lacks: Literal["tesseract"] | None = None

    @property
    def has_geometry(self) -> bool:
        """Say whether its text is printed on pages; pictures in a text that is marked up are pages for themselves."""
        return any(page.width is not None for page in self.pages) and not any(page.elements for page in self.pages)
