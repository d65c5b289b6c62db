"""The records of resolving: `Findings`, which say what the words mean and are loaded as rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pipeline.model.calendar import Days
from pipeline.model.evidence import Evidence, Support
from pipeline.model.mentions import Change, Judgement, Percentage, Person, Recommendation, TopicMark
from pipeline.model.names import Rag, Status


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
    """An action with what its words mean: who leads it, from when and by when, how far it is.

    `ended` are the words by which the plan gives it up, undone: superseded, merged with another, no longer required.
    """

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
    status: Status
    rag: Rag | None
    supports: tuple[Support, ...] = ()
    ended: str | None = None
    topics: tuple[TopicMark, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """A step on the council's journey, with the days on which it happened.

    `scope` is what alone was inspected, null where it was the council's services as a whole; `number` that of a visit in its
    series, where the words give it. What was `put_off` did not take place on these days.
    """

    evidence: Evidence
    kind: str
    body: str | None
    days: Days
    judgement: str | None
    supports: tuple[Support, ...] = ()
    scope: str | None = None
    number: int | None = None
    put_off: bool = False


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
    """What a report says of itself; null where it does not, each with a `Support` where it does.

    `covers` is `part` where it says that it shows only some actions of its plan.
    """

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
    covers: Literal["part"] | None = None
    supports: tuple[Support, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that states a measure plainly ("caseloads average 17.5"): neither a percentage nor a change."""

    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure of a measure that reports of all councils speak of.

    `finding` is the percentage, the change or the plain figure that states it; of a change `before` is the figure it came from,
    of the period `before_days`. `days` is the period that the figure speaks of, both null where its sentence and column name
    none; `cue` are the words that name the measure,
    found by `rule`.
    """

    finding: Percentage | Change | Figure
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
    before_days: Days | None = None


KINDS = ("people", "recommendations", "actions", "dates", "percentages", "changes", "events", "judgements")
"""The classes of findings, in the order in which they are listed; each is a field of `Findings` and a table."""


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
