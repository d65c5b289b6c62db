"""The records that span several reports: versions of a report, actions followed through them, and answers to recommendations.

They stand beside `pipeline.model`, whose records each tell of one report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Relation = Literal["same", "split", "merged"]
Fate = Literal["complete", "open", "dropped", "ended"]


@dataclass(frozen=True, slots=True)
class SeenAction:
    """An action as one report prints it.

    `leads` are normalised names in the order printed; `due` is the last day of what is printed; `ended` is true where the plan
    gives it up, undone.
    """

    id: str
    report: str
    ref: str | None
    theme: str | None
    text: str
    leads: tuple[str, ...]
    due: date | None
    status: str
    rag: str | None
    ended: bool = False


@dataclass(frozen=True, slots=True)
class SeenPlan:
    """The actions of one report, in the order printed; `on` is the day of its meeting or publication.

    `is_part` is true where the report says that it shows only some of its plan.
    """

    report: str
    on: date
    actions: tuple[SeenAction, ...]
    is_part: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """That an action of an earlier report is continued by one of a later report, and what speaks for it.

    `score` is 0 to 1; `features` are the parts it is made of, by name.
    """

    earlier: str
    later: str
    relation: Relation
    score: float
    features: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Step:
    """An action's appearance in one report of its thread, told against the appearance before.

    `due_moved` counts days, below zero where the date was brought forward; null where either date is missing. The booleans are
    false at the first step. `missed` counts the reports between that go on with the plan and leave it out. A completed action
    that is printed with the date it had before has not moved again.
    """

    action: str
    report: str
    on: date
    link: Link | None
    due_moved: int | None
    reworded: bool
    lead_changed: bool
    completed: bool
    reopened: bool
    missed: int = 0


@dataclass(frozen=True, slots=True)
class Thread:
    """One action followed through the reports of a council.

    `fate` is `complete` where the last report that shows it says so, `ended` where that says that it was given up (superseded,
    merged, no longer required), `dropped` where a later report goes on with the same plan, not only a part of it, and shows
    neither it nor its completion (`dropped_in` names that report), else `open`. `due_moved` counts the days
    between the first and the last due date printed.
    """

    id: str
    steps: tuple[Step, ...]
    fate: Fate
    dropped_in: str | None
    due_moved: int | None


@dataclass(frozen=True, slots=True)
class SeenReport:
    """What tells whether two reports are versions of one: their words in small, and what they say of themselves.

    `sketch` are the smallest digests of its runs of words (`pipeline.load.rows.sketches`); `named` is the family that its own
    fields name, null where they say too little; `rank` orders versions, the best first; `edition` is `draft`, `amended` or
    `final` where it calls itself so.
    """

    id: str
    sketch: Sequence[int]
    council: str | None
    on: date | None
    named: str | None
    rank: tuple[int | str, ...]
    edition: str | None = None
    committee: str | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """To which family a report belongs, and whether it is the version that counts."""

    report: str
    family: str
    is_primary: bool


@dataclass(frozen=True, slots=True)
class SeenRecommendation:
    """What an outside body asked for, as one report words it.

    `number` counts it among those of its report, from 1; `opens` is true where its report is an inspection's own, with which
    all that was asked before is superseded.
    """

    id: str
    report: str
    on: date
    number: int
    ref: str | None
    text: str
    topics: tuple[str, ...]
    opens: bool


@dataclass(frozen=True, slots=True)
class AnsweringAction:
    """An action that may answer a recommendation: its words, all words of its row, and its topics.

    `headings` are those that it stands under in the text, the nearest last; `columns` are the headings of its table's columns, in
    the order of the row's cells.
    """

    id: str
    report: str
    on: date
    ref: str | None
    theme: str | None
    text: str
    row: str
    topics: tuple[str, ...]
    headings: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Response:
    """That an action answers a recommendation: `basis` is `cited` where the plan says so, in the words `cue`, else `wording`.

    `score` is 0 to 1; `features` are the parts it is made of, by name.
    """

    recommendation: str
    action: str
    basis: Literal["cited", "wording"]
    cue: str | None
    score: float
    features: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Follow:
    """The stage that looks over reports: which are versions of one, how the actions of one council go on, and what they answer.

    `rules_sha256` is the digest of the rules by which it does so.
    """

    versions: Callable[[Iterable[SeenReport]], list[Membership]]
    actions: Callable[[Sequence[SeenPlan]], list[Thread]]
    responses: Callable[[Sequence[SeenRecommendation], Sequence[AnsweringAction]], list[Response]]
    rules_sha256: str
