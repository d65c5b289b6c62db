"""What a comparison says of a council: facts, each with what it was counted from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Part = Literal["timeline", "waits", "topics", "shares", "leads", "measures"]
PARTS: tuple[Part, ...] = ("timeline", "waits", "topics", "shares", "leads", "measures")


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was loaded of a council and how much of it was read.

    `undated` reports state no day, and stand in nothing that is counted by days; `gaps` are the years without a report between
    the first and the last, and between those of a council and of the one that took its place. `unread` names the pages that were
    not read, or not wholly.
    """

    council: str
    name: str
    reports: int
    committee_reports: int
    inspection_reports: int
    not_fully_read: int
    pages: int
    pages_unread: int
    first_day: str | None
    last_day: str | None
    undated: int
    gaps: tuple[int, ...]
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """The day from which a journey is counted, and what was on it.

    A report comes out weeks after its inspection ends, so that days from the one and from the other are not the same. Of an
    inspection of which no more than its month or year is told, `day` is the last that it may have been, `first` the first.
    """

    day: date
    what: Literal["publication", "last day of the inspection"]
    first: date | None = None

    @property
    def words(self) -> str:
        """What was on the day, and how exactly the day is known."""
        return f"{self.what}, told no nearer than {self.first} to {self.day}" if self.first else self.what


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a comparison.

    `what` is counted or told, `words` say more of it; `day` to `until` is when (closed, ISO 8601; `until` is null for a day, else
    no more is told than that it was between them) and `days_since` how many days after the origin of the council's journey the
    first of them is (null where none is known). `value` is the number, in `unit`, `of` the whole that a share is taken of, both
    null for a mere step; `most` are the most days that a wait may have taken, where not even its beginning is known to the day.
    `confidence` is the mean of the findings counted: of 100 such units so many proved right on reports that the rules had not
    seen. `table` and `row` name what can be looked up.
    """

    council: str
    part: Part
    what: str
    words: str | None = None
    day: str | None = None
    days_since: int | None = None
    value: float | None = None
    of: int | None = None
    unit: str | None = None
    confidence: float | None = None
    table: str | None = None
    row: str | None = None
    until: str | None = None
    most: float | None = None

    @property
    def span(self) -> int:
        """How many days lie between the first and the last on which it may have been, or by how many its wait may be longer."""
        if self.most is not None and self.value is not None:
            return int(self.most - self.value)
        return (date.fromisoformat(self.until) - date.fromisoformat(self.day)).days if self.until and self.day else 0


@dataclass(frozen=True, slots=True)
class Measured:
    """How often what stands in a part of a comparison proved right, beside the `confidence` of the findings counted: `right` of
    `of`, counted in reports of real councils."""

    right: int
    of: int
    what: str


MEASURED: dict[Part, Measured] = {
    "shares": Measured(14, 17, "pairs of appearances of followed actions in three reports not met before"),
    "measures": Measured(
        70, 76, "figures drawn from real reports, before the rules were mended by them, by measure, role and period"
    ),
}
"""Of the parts whose facts are made of more than the findings that they count."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A comparison: the coverage of each council, what each is counted from (null without a judged inspection), and the facts.

    `as_of` is the day on which actions are taken to be open or overdue, null for the day of each council's last plan.
    """

    coverage: tuple[Coverage, ...]
    origins: dict[str, Origin | None]
    as_of: str | None
    facts: tuple[Fact, ...]
