"""The records of extracting: `Mentions`, the words that rules found in blocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.model.blocks import Block, Mark, RowCell
from pipeline.model.calendar import CalendarForm, Days
from pipeline.model.evidence import Evidence, Passage, Support


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


# What follows needs no second reading: it goes from extract to load as it is.


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom the report names; `relation` is what they have to do with it: `author`, `lead_officer`, `lead_member` ..."""

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
    """What a body is asked to decide (`decision`), or what inspectors ask for (`inspection`)."""

    evidence: Evidence
    kind: Literal["decision", "inspection"]
    ref: str | None
    text: str
    by: str | None = None
    verb: str | None = None
    topics: tuple[TopicMark, ...] = ()


@dataclass(frozen=True, slots=True)
class Percentage:
    """A share in per cent, as the closed range from `low` to `high`; `subject` is what it is a share of."""

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
    """A figure that moved from one value to another."""

    evidence: Evidence
    subject: str | None
    from_value: float
    to_value: float
    unit: str | None
    supports: tuple[Support, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """The grade that an inspection report awards in one area; `scope` names a service that is graded beside the council's."""

    evidence: Evidence
    area: str
    grade: str
    scope: str | None = None


MENTIONED = ("fields", "people", "recommendations", "actions", "dates", "percentages", "changes", "events", "judgements")
"""What `extract` finds, each a step of its own that needs none of the others; fields of `Mentions`."""


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
