"""The frozen records that pass between the stages.

`parse` gives a `Document` of `Page`s, `structure` a `Structured` of `Block`s, `extract` the
`Mentions` in them, `resolve` the `Findings` that `load` writes. Every coordinate is in points from
the top left of the page as it is read (after /Rotate); every interval of days is closed; character
offsets count from 0 with the end excluded, as in Python slices.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pipeline.frozen import made_quickly

# --------------------------------------------------------------------------- places on a page


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


# --------------------------------------------------------------------------- parse: file -> pages


@made_quickly
@dataclass(frozen=True, slots=True)
class Word:
    """One printed word: characters without white space, ligatures and hyphens as printed.

    `sure` is how sure the recognition of a picture is of it, from 0 to 1; null where the file says which letters it prints.
    """

    text: str
    box: Box
    size: float
    bold: bool = False
    italic: bool = False
    superscript: bool = False
    sure: float | None = None


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
        return any(page.width is not None for page in self.pages)


# --------------------------------------------------------------------------- structure: pages -> blocks

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


# --------------------------------------------------------------------------- evidence


@made_quickly
@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a finding stands: characters `start` to `end` of one block's text, and why.

    `confidence` is how sure the rule's author is, until `resolve` puts in its place what that proved to mean.
    """

    block: Block
    start: int
    end: int
    rule: str
    cue: str
    confidence: float

    @property
    def quote(self) -> str:  # read from the block, not stored beside it: the two cannot disagree
        return self.block.text[self.start : self.end]

    @property
    def page(self) -> int | None:
        return page_of(self.block, self.start, self.end)

    @property
    def box(self) -> Box | None:
        return box_of(self.block, self.start, self.end)


Basis = Literal["words", "fill", "path", "context", "gazetteer"]


@dataclass(frozen=True, slots=True)
class Support:
    """What a single field of a finding rests on beside the finding's own words.

    `start` and `end` are null where no words speak (a bar, a colour); then `page` and `box` say where.
    """

    field: str
    basis: Basis
    block: Block
    start: int | None = None
    end: int | None = None
    page: int | None = None
    box: Box | None = None


# --------------------------------------------------------------------------- extract: blocks -> mentions


@dataclass(frozen=True, slots=True)
class CalendarForm:
    """A calendar expression as read, nothing assumed: what it says, and what it leaves open.

    `kind` names the form, `parts` the values read; in brackets what may be left out. A `2` behind a
    name marks the end of a range, `year` is of four figures, months count from 1.

    ==================  =======================================================================
    day                 day, month, [year]
    days                day, month, [year], day2, month2, [year2]
    month, months       month, [year]; month2, [year2]
    month_or_day        month, number: `Sept 16`, a day of September or September of a year
    week                week (1 to 5, -1 the last), [month], [year]
    weekday             week, weekday (0 is Monday), month, [year]
    season, seasons     season, [year]; season2, [year2]
    quarter, quarters   quarter, [year, basis]; quarter2, [year2]
    half                half (1, 2), year, basis
    year, years         year; year2: whole calendar years
    financial_year(s)   year; year2: the years in which the first and the last one begin
    academic_year       year: the one in which it begins
    decade, feast       year; feast (`easter`, `christmas`), year
    span                from one kind to another: from_kind, to_kind and the parts of both, so prefixed
    ==================  =======================================================================

    `basis` is `financial` (then `year` is the one in which the financial year begins) or `calendar`.
    Any of them may carry `edge` (`early`, `mid`, `late`, `end` ...), which leaves the days as they
    are, and `relative` (`last`, `next`, `this` ..., `this year`), which helps to choose the year.
    """

    kind: str
    parts: Mapping[str, int | str]


@dataclass(frozen=True, slots=True)
class DateMention:
    """Calendar words in a block; `resolve` gives them their days."""

    evidence: Evidence
    form: CalendarForm


@dataclass(frozen=True, slots=True)
class FieldMention:
    """A value that a report states of itself: its title, committee, council, meeting date ..."""

    name: str
    value: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a block, characters `start` to `end`: a merged cell's stand in the row where it begins."""

    block: Block
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.block.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class LeadMention:
    """Words that name who is answerable for an action, as printed.

    `start` and `end` count in the action's block, in `elsewhere` where a merged cell of a row above holds them.
    """

    text: str
    start: int
    end: int
    elsewhere: Block | None = None


@dataclass(frozen=True, slots=True)
class ActionMention:
    """An activity as printed: a row of a plan, an item of a list, or a sentence.

    `timescale`, `status_words` and `start_words` are words of the evidence's block, or of a row above whose merged
    cell covers this row too (null where the row has no such cell); `period` holds the labels of the first and last
    column that a bar covers, with the mark itself for evidence.
    """

    evidence: Evidence
    origin: Literal["table", "list", "narrative"]
    text: str
    ref: str | None = None
    plan_ref: str | None = None
    theme: str | None = None
    leads: tuple[LeadMention, ...] = ()
    timescale: Passage | None = None
    start_words: Passage | None = None
    due_words: Passage | None = None
    status_words: Passage | None = None
    status: str | None = None  # where the words' own form (tense, voice) gives it
    rag_words: Passage | None = None
    colour: str | None = None
    colour_cell: RowCell | None = None
    mark: Mark | None = None
    period: tuple[str, str] | None = None
    period_forms: tuple[CalendarForm, CalendarForm] | None = None  # what the two labels say
    progress_words: Passage | None = None


@dataclass(frozen=True, slots=True)
class EventMention:
    """A dated step of the journey; `when` are the evidence of the dates that may give its interval.

    `supports` say where its judgement stands when that is in another sentence.
    """

    evidence: Evidence
    kind: str
    body: str | None
    judgement: str | None
    when: tuple[Evidence, ...] = ()
    supports: tuple[Support, ...] = ()


# Records that need no second reading pass from extract to load as they are.


@dataclass(frozen=True, slots=True)
class Person:
    evidence: Evidence
    relation: str
    name: str | None
    role: str | None


@dataclass(frozen=True, slots=True)
class TopicMark:
    """That a unit is about a topic of the taxonomy, by which words and which rule."""

    topic: str
    cue: str
    rule: str


@dataclass(frozen=True, slots=True)
class Recommendation:
    evidence: Evidence
    kind: Literal["decision", "inspection"]
    ref: str | None
    text: str
    by: str | None = None
    verb: str | None = None
    topics: tuple[TopicMark, ...] = ()


@dataclass(frozen=True, slots=True)
class Percentage:
    evidence: Evidence
    low: float
    high: float
    qualifier: str | None
    role: str
    subject: str | None
    column_form: CalendarForm | None = None  # the date that heads its column, where it is a row's level
    topics: tuple[TopicMark, ...] = ()
    days: Days | None = None  # the period it speaks of, which `resolve` tells
    supports: tuple[Support, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    evidence: Evidence
    subject: str | None
    from_value: float
    to_value: float
    unit: str | None
    supports: tuple[Support, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    evidence: Evidence
    area: str
    grade: str


@dataclass(frozen=True, slots=True)
class Mentions:
    """All that the rules found in one report, each list in the order of the document."""

    fields: tuple[FieldMention, ...] = ()
    people: tuple[Person, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    actions: tuple[ActionMention, ...] = ()
    dates: tuple[DateMention, ...] = ()
    percentages: tuple[Percentage, ...] = ()
    changes: tuple[Change, ...] = ()
    events: tuple[EventMention, ...] = ()
    judgements: tuple[Judgement, ...] = ()


# --------------------------------------------------------------------------- resolve: mentions -> findings

Precision = Literal["day", "month", "quarter", "season", "year", "period"]


@dataclass(frozen=True, slots=True)
class Days:
    """A closed interval of days with the precision in which it was stated."""

    start: date
    end: date
    precision: Precision


@dataclass(frozen=True, slots=True)
class ResolvedDate:
    """A date finding. `resolved_from`: `stated`, `report_date` or `context`, the last with its support."""

    evidence: Evidence
    days: Days
    resolved_from: Literal["stated", "report_date", "context"]
    supports: tuple[Support, ...] = ()


@dataclass(frozen=True, slots=True)
class Lead:
    """A role, person or body that answers for an action: normalised `name`, `text` as printed."""

    name: str
    kind: Literal["role", "person", "body"]
    text: str


@dataclass(frozen=True, slots=True)
class Action:
    evidence: Evidence
    origin: Literal["table", "list", "narrative"]
    text: str
    ref: str | None
    plan_ref: str | None
    theme: str | None
    leads: tuple[Lead, ...]
    start: date | None
    due: date | None
    timescale: str | None
    status: Literal["complete", "in_progress", "planned", "not_stated"]
    rag: Literal["red", "amber", "green", "blue", "grey"] | None
    supports: tuple[Support, ...] = ()
    topics: tuple[TopicMark, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    evidence: Evidence
    kind: str
    body: str | None
    days: Days
    judgement: str | None
    supports: tuple[Support, ...] = ()


@dataclass(frozen=True, slots=True)
class Council:
    """An authority as named in the gazetteer, or as a report names it (then without code)."""

    name: str
    slug: str
    gss_code: str | None = None
    region: str | None = None
    type: str | None = None
    start_date: date | None = None
    end_date: date | None = None
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True)
class ReportFields:
    """What a report says of itself; null where it does not, each with a `Support` where it does."""

    kind: str
    council: Council | None = None
    title: str | None = None
    committee: str | None = None
    meeting_date: date | None = None
    agenda_item: str | None = None
    inspection_start: date | None = None
    inspection_end: date | None = None
    published: date | None = None
    framework: str | None = None
    edition: Literal["draft", "amended", "final"] | None = None
    supports: tuple[Support, ...] = ()


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure of a measure that reports of all councils speak of.

    `finding` is the percentage or the change that states it; of a change `before` is the figure it came from. `days` is the
    period that the figure speaks of, null where its sentence and column name none; `cue` are the words that name the measure,
    found by `rule`.
    """

    finding: Percentage | Change
    measure: str
    definition: str
    unit: str
    better: Literal["higher", "lower", "neither"]
    role: str
    value: float
    value_high: float
    before: float | None
    days: Days | None
    cue: str
    rule: str


@dataclass(frozen=True, slots=True)
class Findings:
    """All findings of one report, ready to be loaded."""

    report: ReportFields
    people: tuple[Person, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    actions: tuple[Action, ...] = ()
    dates: tuple[ResolvedDate, ...] = ()
    percentages: tuple[Percentage, ...] = ()
    changes: tuple[Change, ...] = ()
    events: tuple[Event, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    problems: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class RuleHits:
    """How a rule fared in one step over one report.

    `fired` counts the places that it marked in the texts it was shown, each place of each text once. `alone` are those of them
    where no rival marked any of the same words: another rule of the file that sets the same keys, or a look-alike. `won` counts,
    by rival, the places where the two marked words in common and this one had the better claim.
    """

    rule: str
    fired: int
    alone: int
    won: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the flow over one report: which rule files and tables it read (with the digest of each), and how rules fared.

    `given_up` says in words which rules were given up because they hung; a file that lacks one of them has no digest.
    """

    name: str
    reads: Mapping[str, str]
    hits: tuple[RuleHits, ...] = ()
    given_up: tuple[str, ...] = ()


MENTIONED = ("fields", "people", "recommendations", "actions", "dates", "percentages", "changes", "events", "judgements")
"""What `extract` finds, each a step of its own that needs none of the others; fields of `Mentions`."""

STEPS = ("structure", *MENTIONED, "resolve")
"""The steps that read rules, in their order: each can be made again from what the ones before gave."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file gave, stage by stage; what `load` writes and `explain` prints.

    `steps` say what it was made with; `papers` are the readings of the documents that the file carries.
    """

    document: Document
    structured: Structured
    mentions: Mentions
    findings: Findings
    steps: tuple[Step, ...] = ()
    papers: tuple[Reading, ...] = ()

    @property
    def all(self) -> tuple[Reading, ...]:
        """The report's own reading and those of the papers it carries."""
        return (self, *self.papers)


KINDS = ("people", "recommendations", "actions", "dates", "percentages", "changes", "events", "judgements")
"""The classes of findings, in the order in which they are listed; each is a field of `Findings` and a table."""
