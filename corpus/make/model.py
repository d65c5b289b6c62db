"""The records of one report's source: texts with their marked units, blocks, tables, style."""

from __future__ import annotations

from dataclasses import dataclass, field

RAG_COLOURS = ("red", "amber", "green", "blue", "grey")
STATUSES = {"c": "complete", "i": "in_progress", "p": "planned", "n": "not_stated"}


class SourceError(ValueError):
    """A fault in a source file: what is wrong, where, and how it can be put right."""


@dataclass(frozen=True)
class Span:
    """A marked stretch of one text: `code` says what it is, `args` are its values as written in the source."""

    code: str
    args: tuple[str, ...]
    certain: bool
    start: int
    end: int


@dataclass
class Text:
    """Plain characters of one paragraph, heading or cell, with what is marked in them.

    `breaks` are offsets of spaces that stand for a forced new line; `notes` maps an offset to the footnote's number
    that is printed, raised, before the character at that offset.
    """

    plain: str
    spans: list[Span] = field(default_factory=list)
    bold: list[tuple[int, int]] = field(default_factory=list)
    breaks: set[int] = field(default_factory=set)
    notes: dict[int, str] = field(default_factory=dict)
    pages: list[tuple[int, int, int]] = field(default_factory=list)  # start, end, page: filled in by the layout

    def page_of(self, offset: int) -> int:
        """Say on which page of the PDF the character at `offset` stands."""
        for start, end, page in self.pages:
            if start <= offset < end:
                return page
        return self.pages[-1][2]

    @property
    def first_page(self) -> int:
        """The page of the first printed line."""
        return self.pages[0][2]

    @property
    def last_page(self) -> int:
        """The page of the last printed line."""
        return max(page for _, _, page in self.pages)

    def is_bold(self, offset: int) -> bool:
        """Whether the character at `offset` is set bold."""
        return any(start <= offset < end for start, end in self.bold)


@dataclass
class Heading:
    """A heading; `n` is its number as printed."""

    text: Text
    n: str | None
    level: int


@dataclass
class Paragraph:
    """A paragraph; `n` is its number as printed; `look` one of plain, centre, right, small, caption, title."""

    text: Text
    n: str | None = None
    look: str = "plain"


@dataclass
class ListBlock:
    """A list; `marks` holds each item's printed mark (a bullet or "(a)"), `ref` the number of the paragraph before it."""

    items: list[Text]
    marks: list[str]
    ref: str | None
    theme: str | None = None
    pieces: int = 0


@dataclass
class HeaderField:
    """One label and value of the header block; the label may be empty."""

    label: str
    text: Text


@dataclass
class HeaderBlock:
    """The block on top of a report; `form` one of grid, grid4, columns, lines, stack."""

    form: str
    fields: list[HeaderField]


@dataclass
class Cell:
    """A table cell; `fill` is a colour name of RAG_COLOURS or "bar"; `span` counts columns; `joined` continues the cell above."""

    text: Text
    fill: str | None = None
    span: int = 1
    bold: bool = False
    joined: bool = False


@dataclass
class Row:
    """A table row.

    `action` says that it is a unit; `bar` are the first and last period's index; `judgement` an area and its grade.
    """

    cells: list[Cell]
    kind: str = "body"  # head, body, band
    action: dict[str, object] | None = None
    bar: tuple[int, int] | None = None
    colour: str | None = None
    judgement: tuple[str, str] | None = None


@dataclass
class Table:
    """A table. `rule` is bordered, horizontal, zebra or none; a Gantt's periods are the last columns."""

    rule: str
    keys: list[str]
    widths: list[float]
    head: list[Row]
    rows: list[Row]
    is_plan: bool
    split: bool
    repeat: bool
    theme: str | None
    periods: list[str]
    draw: str
    size: float
    head_printed: list[int] = field(default_factory=list)  # pages on which the header rows stand


@dataclass
class Turn:
    """A change of the page: a new page (`portrait`, `landscape`), or a number of text columns."""

    kind: str
    columns: int = 1


@dataclass
class LetterStart:
    """From here on the file carries a letter: a report of its own, with its own truth."""

    council: str
    title: str
    published: str | None


Block = Heading | Paragraph | ListBlock | HeaderBlock | Table | Turn | LetterStart


@dataclass
class Style:
    """How one report looks."""

    font: str = "helvetica"
    size: float = 11
    justify: bool = False
    hyphenate: bool = False
    ligatures: bool = False
    numbers: str = "hanging"  # hanging, column, inline
    docx_numbering: str = "manual"  # manual, word
    heading: str = "bold"  # bold, caps, rule, shade
    accent: str = "#1F3864"
    head: str = ""
    head_first: bool = False
    foot: str = "{page}"
    crest: bool = False
    rag: str = "office"


@dataclass
class Report:
    """One report: who, when, how it looks, what it says.

    `kind` is committee_report or inspection_report; `inspection` holds an inspection's start, end, published and framework.
    """

    stem: str
    engine: str
    council: str
    title: str | None
    committee: str | None
    meeting_date: str | None
    agenda_item: str | None
    why: str
    layout: str
    style: Style
    blocks: list[Block]
    footnotes: dict[str, Text]
    kind: str = "committee_report"
    inspection: dict[str, str | None] = field(default_factory=dict)
