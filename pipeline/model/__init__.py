"""The frozen records that pass between the stages, a module for each stage.

`parse` gives a `Document` of `Page`s, `structure` a `Structured` of `Block`s, `extract` the `Mentions` in them, `resolve` the
`Findings` that `load` writes. Every coordinate is in points from the top left of the page as it is read (after /Rotate); every
interval of days is closed; character offsets count from 0 with the end excluded, as in Python slices.

Import records from here: `from pipeline.model import Block`.
"""

from __future__ import annotations

from pipeline.model.blocks import Block, BlockKind, Column, Mark, Part, PlacedWord, RowCell, Structured, Table, box_of, page_of
from pipeline.model.calendar import CalendarForm, Days, Precision
from pipeline.model.evidence import Basis, Evidence, Passage, Support
from pipeline.model.findings import KINDS, Action, Council, Event, Figure, Findings, Indicator, Lead, ReportFields, ResolvedDate
from pipeline.model.mentions import (
    MENTIONED,
    ActionMention,
    Change,
    DateMention,
    EventMention,
    FieldMention,
    Judgement,
    LeadMention,
    Mentions,
    Percentage,
    Person,
    Recommendation,
    TopicMark,
)
from pipeline.model.names import EVENT_KINDS, GRADES, OWN_PARTS, RAGS, RELATIONS, STATUSES, Rag, Status
from pipeline.model.pages import Box, Cell, Document, DrawnPath, Fill, Grid, Line, Page, Paragraph, ParagraphStyle, Ruling, Word
from pipeline.model.reading import STEPS, Reading, RuleHits, Step

__all__ = [
    "EVENT_KINDS",
    "GRADES",
    "KINDS",
    "MENTIONED",
    "OWN_PARTS",
    "RAGS",
    "RELATIONS",
    "STATUSES",
    "STEPS",
    "Action",
    "ActionMention",
    "Basis",
    "Block",
    "BlockKind",
    "Box",
    "CalendarForm",
    "Cell",
    "Change",
    "Column",
    "Council",
    "DateMention",
    "Days",
    "Document",
    "DrawnPath",
    "Event",
    "EventMention",
    "Evidence",
    "FieldMention",
    "Figure",
    "Fill",
    "Findings",
    "Grid",
    "Indicator",
    "Judgement",
    "Lead",
    "LeadMention",
    "Line",
    "Mark",
    "Mentions",
    "Page",
    "Paragraph",
    "ParagraphStyle",
    "Part",
    "Passage",
    "Percentage",
    "Person",
    "PlacedWord",
    "Precision",
    "Rag",
    "Reading",
    "Recommendation",
    "ReportFields",
    "ResolvedDate",
    "RowCell",
    "RuleHits",
    "Ruling",
    "Status",
    "Step",
    "Structured",
    "Support",
    "Table",
    "TopicMark",
    "Word",
    "box_of",
    "page_of",
]
