"""The records of structuring: a `Structured` of `Block`s in reading order, with its tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.frozen import made_quickly
from pipeline.model.pages import Box, Document, Grid

BlockKind = Literal[
    "heading", "paragraph", "list_item", "table_row", "table_header", "header_field", "quote",
    "caption", "footnote", "contents", "furniture",
]  # fmt: skip


@made_quickly
@dataclass(frozen=True, slots=True)
class PlacedWord:
    """Where one printed word of a block stands: characters `start` to `end` of the block's text; `sure` as of its `Word`."""

    start: int
    end: int
    box: Box
    sure: float | None = None


@made_quickly
@dataclass(frozen=True, slots=True)
class Part:
    """One printed line or cell fragment of a block: which characters of its text stand where.

    `printed` keeps the words as printed where they differ from the block's text (a hyphen at a
    line's end, ligatures); `words` allow a finding's box to be as narrow as its words.
    """

    page: int | None
    start: int
    end: int
    box: Box | None
    printed: str | None = None
    words: tuple[PlacedWord, ...] = ()


@made_quickly
@dataclass(frozen=True, slots=True)
class RowCell:
    """A cell of a `table_row` or `table_header` block: its column, its characters, its colour.

    `breaks` are the offsets in the block's text at which a new printed paragraph or line of the cell
    begins where that is more than a wrapped line (several leads under each other, bullets). A merged
    cell has its words in its top row; in the rows below it is empty and `rows_above` counts the
    `table_row` blocks up to that one.
    """

    column: int
    column_span: int
    start: int
    end: int
    fill: str | None = None
    box: Box | None = None
    page: int | None = None
    breaks: tuple[int, ...] = ()
    rows_above: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """A bar in a row that covers the columns `first` to `last`: filled cells, or a drawn figure."""

    first: int
    last: int
    colour: str | None
    basis: Literal["fill", "path"]
    page: int | None
    box: Box | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table with its headings from the top row down (`("Timeframe", "2015-16 Q3")`).

    `role` is what `rules/structure/columns.yaml` makes of them (`lead`, `due`, `period` ...), `also` a second
    role where one column holds both.
    """

    index: int
    labels: tuple[str, ...]
    role: str | None = None
    also: str | None = None

    @property
    def label(self) -> str:
        return self.labels[-1] if self.labels else ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table joined over the pages it runs on. `title` is the heading or caption above it."""

    index: int
    columns: tuple[Column, ...]
    title: str | None
    pages: tuple[int, ...]
    grids: tuple[Grid, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, row ... with its text, which offsets index and nothing changes.

    `section` is the path of headings above it. For table rows `table` is the table's index in
    `Structured.tables`, `cells` says which characters are which cell, `marks` holds bars, and `band`
    the full-width heading row above it inside the table.
    """

    seq: int
    kind: BlockKind
    text: str
    ref: str | None = None
    section: tuple[str, ...] = ()
    level: int | None = None
    page: int | None = None
    parts: tuple[Part, ...] = ()
    lead_in: int | None = None  # seq of the block that introduces this list item
    table: int | None = None
    cells: tuple[RowCell, ...] = ()
    marks: tuple[Mark, ...] = ()
    band: str | None = None

    @property
    def box(self) -> Box | None:
        """The box of the block's parts on its first page."""
        return box_of(self, 0, len(self.text))

    def cell_text(self, cell: RowCell) -> str:
        return self.text[cell.start : cell.end]


def page_of(block: Block, start: int, end: int) -> int | None:
    """Return the page on which the characters `start` to `end` of a block begin."""
    for part in block.parts:
        if part.start < max(end, start + 1) and start < max(part.end, part.start + 1):
            return part.page
    return block.page


def box_of(block: Block, start: int, end: int) -> Box | None:
    """Return the box round characters `start` to `end` of a block on the page where they begin.

    As narrow as the words where the parts know their words, else the box of the parts themselves.
    """
    page = page_of(block, start, end)
    found: Box | None = None
    for part in block.parts:
        if part.page != page or part.box is None or part.end <= start or part.start >= end:
            continue
        boxes = [w.box for w in part.words if w.start < end and w.end > start] or [part.box]
        for box in boxes:
            found = box if found is None else found.union(box)
    return found


@dataclass(frozen=True, slots=True)
class Structured:
    """A document as blocks in reading order, with its tables; `problems` say what was not understood.

    `papers` are the other documents that the file carries, each by itself: the items of an agenda pack, letters and reports
    bound in as appendices. Their blocks are not among the carrier's.
    """

    document: Document
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()
    problems: tuple[str, ...] = ()
    papers: tuple[Structured, ...] = ()

    @property
    def all(self) -> tuple[Structured, ...]:
        """The report and the papers it carries."""
        return (self, *self.papers)
