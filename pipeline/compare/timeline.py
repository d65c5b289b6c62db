"""The steps of one council, each once, and how long it took from its inspection to what came after."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from pipeline.compare.facts import Fact, Origin
from pipeline.compare.visits import named
from pipeline.model import GRADES, OWN_PARTS

ONCE = ("inspection", "inspection_report", "judgement", "monitoring_visit")
"""Steps that are told again and again: of two accounts of the same days one is shown, the more exact."""

FEW_DAYS = timedelta(days=25)
"""Longest event that has its days told: what spans a month or more is an event of which only that month or year is told."""

SEASON = timedelta(days=92)
"""Longest interval that may be the same step told less exactly: visits come about every four months."""

PUBLISHED_WITHIN = timedelta(days=250)
"""How long after the fieldwork a report is published at the latest: the rule is 5 to 8 weeks, one took seven months."""

ANOTHER = timedelta(days=180)
"""From how long after an inspection a grade is that of the next one."""

TOLD_WRONG = timedelta(days=300)
"""How far off the day of an inspection may be that another report tells: no two are graded within so short a time."""

PLAN = 3
"""Rows from which a table of actions is a plan, not a passing table."""

Which = Literal["worst", "first", "last"]
_STEPS = """
SELECT step, start, "end", grade, words, kind, finding_id, confidence, body, scope, number, put_off,
  (SELECT coalesce(r.meeting_date_known, r.published_known, r.inspection_end) FROM report_details r WHERE r.id = report_id)
FROM journey_steps WHERE council_id = ? AND start IS NOT NULL ORDER BY start, "end", kind DESC, finding_id
"""
_REVIEWED = """
SELECT i.id, v.verdict = 'rejected', v.correction FROM review_verdicts v JOIN finding_index i ON i.key = v.key
WHERE i.kind IN ('events', 'judgements') AND v.verdict IN ('rejected', 'corrected')
"""
_CORRECTED = {
    "kind": "what",
    "judgement": "grade",
    "grade": "grade",
    "text": "words",
    "area": "words",
    "start": "start",
    "end": "end",
}
"""Which field of a step each column of a finding gives that reviewers may correct."""

_ENDED = "SELECT id, replaced_by FROM councils WHERE replaced_by IS NOT NULL ORDER BY end_date, id"
# CROSS JOIN and +: by council, then by report; SQLite would else look at all plans of the database (20 ms of 1,000 reports).
_PLANS = """
SELECT coalesce(r.meeting_date_known, r.published_known) AS day, r.id, r.label, avg(a.confidence)
FROM report_details r CROSS JOIN actions a ON a.report_id = r.id
WHERE r.council_id = ? AND r.is_primary AND +a.origin = 'table' AND r.kind <> 'inspection_report' AND day IS NOT NULL
GROUP BY r.id HAVING count(*) >= ? ORDER BY day, r.id
"""


_REPORTS = """
SELECT count(*) FROM report_details
WHERE council_id = ? AND is_primary AND kind IN ('committee_report', 'action_plan')
AND coalesce(meeting_date_known, published_known) BETWEEN ? AND ?
"""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the journey; `told` counts the accounts of it, `told_on` is the day of the last report that tells of it.

    `scope` is what alone was inspected, `number` that of a visit; what was `put_off` is a step that was not made.
    """

    what: str
    start: date
    end: date
    grade: str | None
    words: str
    table: str
    row: str
    confidence: float | None
    body: str | None
    scope: str | None = None
    number: int | None = None
    put_off: bool = False
    told: int = 1
    council: str = ""
    told_on: date | None = None

    @property
    def until(self) -> str | None:
        """The last day on which an event of one day may have been, as a fact has it; fieldwork and single days have none."""
        is_span = self.table == "events" and self.end - self.start > FEW_DAYS
        return self.end.isoformat() if is_span else None

    @property
    def of_one_service(self) -> bool:
        """Say whether adoption, fostering, schools or the board alone was inspected: no judgement of the council's services."""
        return self.scope is not None and self.scope not in OWN_PARTS

    @property
    def judged(self) -> str | None:
        """The grade that it gave the council's services for children."""
        return None if self.of_one_service else self.grade

    @property
    def remark(self) -> str | None:
        """What is to be known beside its words and grade: that it was put off, or what alone was inspected."""
        if self.put_off:
            return "put off"
        if self.ahead:
            return "still ahead when it was told"
        alone = self.scope if self.table == "events" and self.of_one_service else None
        return f"of {alone.replace('_', ' ')} alone" if alone else None

    @property
    def ahead(self) -> bool:
        """Say whether it was still to come when it was told last, so that nobody knows from these reports that it took place."""
        return self.table == "events" and self.told_on is not None and self.told_on < self.start

    @property
    def unmade(self) -> bool:
        """Say whether no report tells that it came about."""
        return self.put_off or self.ahead


def steps(connection: sqlite3.Connection, council: str) -> list[Step]:
    """Return the steps of a council and of those that it replaced, in time, what several reports tell of the same days once.

    What reviewers rejected is none; what they corrected is as they say.
    """
    found = _as_reviewed(connection, _as_told(connection, council))
    kept: list[Step] = []
    for step in sorted(found, key=lambda one: (one.end - one.start, one.table != "judgements", one.table, one.start, one.row)):
        same = next((n for n, other in enumerate(kept) if _same(other, step)), None)
        if same is None:
            kept.append(step)
        else:
            kept[same] = _together(kept[same], step)
    return sorted(kept, key=lambda one: (one.start, one.end, one.row))


def _as_told(connection: sqlite3.Connection, council: str) -> list[Step]:
    return [
        Step(
            *(what, date.fromisoformat(start), date.fromisoformat(end), grade, words, table, row, confidence, body),
            *(scope, number, bool(put_off)),
            council=one,
            told_on=date.fromisoformat(told_on) if told_on else None,
        )
        for one in (*_replaced(connection, council), council)
        for what, start, end, grade, words, table, row, confidence, body, scope, number, put_off, told_on in connection.execute(
            _STEPS, (one,)
        )
    ]


def _as_reviewed(connection: sqlite3.Connection, told: Sequence[Step]) -> Iterator[Step]:
    """Yield the steps that reviewers let stand, with the values that they gave them."""
    said = {row: (rejected, json.loads(correction or "{}")) for row, rejected, correction in connection.execute(_REVIEWED)}
    for step in told:
        rejected, correction = said.get(step.row, (False, {}))
        values = {_CORRECTED[name]: value for name, value in correction.items() if name in _CORRECTED}
        values |= {name: date.fromisoformat(values[name]) for name in ("start", "end") if values.get(name)}
        if not rejected and (values.get("start", step.start) and values.get("end", step.end)):
            yield replace(step, **values) if values else step


def _replaced(connection: sqlite3.Connection, council: str) -> list[str]:
    """Return the councils whose place a council took, the earliest first: their inspections are its own past."""
    (name,) = connection.execute("SELECT name FROM councils WHERE id = ?", (council,)).fetchone() or ("",)
    before = [(key, heirs.split("; ")) for key, heirs in connection.execute(_ENDED)]
    found = [key for key, heirs in before if name in heirs]
    return [*(one for key in found for one in _replaced(connection, key)), *found]


def _same(exact: Step, step: Step) -> bool:
    """Say whether a step is another account of one that is told more exactly."""
    if step.table == "reports" or exact.table == "reports":
        return (
            "inspection_report" == exact.what == step.what
            and {exact.table, step.table} == {"reports", "events"}
            and _meet(exact, step)
        )
    if exact.put_off != step.put_off or _of_other_things(exact, step):
        return False
    if exact.grade and step.grade and exact.grade != step.grade and step.table == "events":
        return False
    inspections = ("inspection", "judgement")
    if exact.what in inspections and step.what in inspections:
        return _same_inspection(exact, step)
    return exact.what == step.what and step.what in ONCE and step.end - step.start <= SEASON and _meet(exact, step)


def _of_other_things(one: Step, other: Step) -> bool:
    """Say whether two inspections were of different things: each has its grade, though they fell into one month."""
    if one.scope == other.scope:
        return False
    of_one_service = one.of_one_service or other.of_one_service
    return of_one_service or bool(one.scope and other.scope and one.table == other.table == "events")


def _same_inspection(exact: Step, step: Step) -> bool:
    """Say whether an account of an inspection, or a grade of one, is of the one that is told more exactly.

    A whole year tells of the graded one, unless it says that it was of another sort. A month may end before the fieldwork does;
    where it comes between the fieldwork and the publication, the same grade must be told.
    """
    if step.table == "judgements":
        return exact.table == "judgements" and exact.words == step.words and _meet(exact, step)
    if not _meet(exact, step):
        late = exact.end < step.start <= exact.end + PUBLISHED_WITHIN
        return late and exact.table == "judgements" and exact.grade == step.grade and _is_overall(exact)
    if step.end - step.start <= SEASON:
        return True
    if step.grade:
        of_the_same = exact.grade == step.grade or (exact.grade is None and _is_of_all(exact) and _is_of_all(step))
        return of_the_same and step.start <= exact.start
    return exact.table == "judgements" and _is_overall(exact) and not step.of_one_service


def _is_of_all(step: Step) -> bool:
    """Say whether an inspection that some report tells of was one of the whole service, or of the protection of its children."""
    return step.what == "inspection" and step.scope in (None, "safeguarding")


def _meet(one: Step, other: Step) -> bool:
    return one.start <= other.end and other.start <= one.end


def _is_overall(step: Step) -> bool:
    return "overall" in step.words.lower()


def _together(exact: Step, step: Step) -> Step:
    of_area = exact.table == "judgements" and not _is_overall(exact)
    told_on = max((day for day in (exact.told_on, step.told_on) if day), default=None)
    return replace(exact, told=exact.told + 1, grade=exact.grade or (None if of_area else step.grade), told_on=told_on)


def set_off(found: Sequence[Step], which: Which = "worst") -> tuple[Step, date] | None:
    """Return the inspection that set the journey off and the day it was published.

    It is the first with the worst grade known, or the first or last of which any grade is known. An overall grade goes before
    those of single areas. Where no publication is told, the last day of the inspection stands in.
    """
    judged = [
        step
        for step in found
        if step.grade in GRADES and step.what in ("inspection", "judgement", "inspection_report") and not step.of_one_service
    ]
    whole = [step for step in judged if step.table != "judgements" or _is_overall(step)]
    if not judged:
        return None

    def rank(step: Step) -> tuple[int, date, str]:
        before = {"worst": GRADES.index(step.grade or ""), "first": 0, "last": -step.start.toordinal()}
        return before[which], step.start, step.row

    told = whole or judged
    exact = [step for step in told if step.end - step.start <= SEASON] or told
    first = min(exact, key=rank)
    first = min(_own_accounts(exact, first), key=rank, default=first)
    return first, _published(found, first) or first.end


def _own_accounts(found: Iterable[Step], told: Step) -> list[Step]:
    """Return what an inspection's own report says of it: another report, which tells of it too, may mistake the day."""
    if told.table != "events":
        return []
    return [s for s in found if s.table == "judgements" and s.grade == told.grade and abs(s.start - told.start) <= TOLD_WRONG]


def _published(found: Sequence[Step], inspected: Step) -> date | None:
    """Return the day on which the report of an inspection came out, null where none is told."""
    days = (step.end for step in found if step.what == "inspection_report")
    return max((day for day in days if inspected.end <= day <= inspected.end + PUBLISHED_WITHIN), default=None)


def origin(off: tuple[Step, date]) -> Origin:
    """Return from what a journey is counted that an inspection set off."""
    inspected, day = off
    if day > inspected.end:
        return Origin(day, "publication")
    return Origin(day, "last day of the inspection", inspected.start if inspected.until else None)


def timeline(council: str, found: Iterable[Step], since: date | None) -> list[Fact]:
    """Return the steps as facts."""
    return [
        Fact(
            council,
            "timeline",
            step.what,
            words=" · ".join(_said(step)),
            day=stands_on(step).isoformat(),
            days_since=(stands_on(step) - since).days if since else None,
            confidence=step.confidence,
            table=step.table,
            row=step.row,
            until=step.until,
        )
        for step in found
    ]


def _said(step: Step) -> Iterator[str]:
    """Yield the grade of a step, what else is to be known of it, its words, and how often it is told."""
    yield from filter(None, (step.grade, step.remark, step.words))
    if step.told > 1:
        yield f"told {step.told} times"


def stands_on(step: Step) -> date:
    """Return the day of a step; a grade is given when the fieldwork ends, not when it begins."""
    return step.end if step.table == "judgements" else step.start


def waits(
    connection: sqlite3.Connection,
    council: str,
    found: Sequence[Step],
    off: tuple[Step, date] | None,
    until: date | None = None,
    since: date | None = None,
) -> list[Fact]:
    """Return how many days passed from an inspection (`off`) to its publication, the first plan, each visit, the next grade.

    The next grade is that of the next inspection of the council's services, on the day on which its report came out, or where
    that is not told on its last day. Plans and visits count until that inspection begins; what was put off, or was still ahead
    when it was told last, is none. What is not told is a fact without a
    number; `since` and `until` are the first and last day that count.
    """
    if off is None:
        return []
    inspected, published = off
    day_of = {"publication of the inspection's report": published if origin(off).what == "publication" else None}
    told = [step for step in found if not step.unmade and (until is None or step.start <= until)]
    graded = next(
        (
            s
            for s in told
            if s.grade and s.what in ("inspection", "judgement") and s.start > inspected.end + ANOTHER and not s.of_one_service
        ),
        None,
    )
    if graded is not None:
        graded = min((s for s in _own_accounts(told, graded) if _is_overall(s)), key=lambda s: s.start, default=graded)
    ends = graded.start if graded else date.max
    visits = [step for step in told if step.what == "monitoring_visit" and inspected.end < step.start < ends]
    facts = [
        replace(
            _wait(council, what, day, inspected.end, table=inspected.table, row=inspected.row, words=None, confidence=None),
            days_since=0 if day else None,
        )
        for what, day in day_of.items()
    ]
    facts.append(_first_plan(connection, council, told, inspected.end, ends, published))
    names = named([step.number for step in visits])
    facts += [_told(council, name, step, published) for name, step in zip(names, visits, strict=True)]
    nothing = Fact(council, "waits", "next judgement", "no later grade is told", unit="days")
    facts.append(_next_judgement(council, graded, _published(told, graded), published) if graded else nothing)
    first = origin(off).first
    if first is not None:
        facts = [_at_most(fact, (published - first).days) for fact in facts]
    return [fact for fact in facts if since is None or fact.day is None or date.fromisoformat(fact.until or fact.day) >= since]


def _at_most(fact: Fact, loose: int) -> Fact:
    """Return a wait with the most days that it may have taken, where what it is counted from may have been so much earlier."""
    counted = fact.value is not None and fact.what != "publication of the inspection's report"
    return replace(fact, most=(fact.value or 0) + fact.span + loose) if counted else fact


def _next_judgement(council: str, graded: Step, day: date | None, since: date) -> Fact:
    """Return how long it took to the next grade: to its publication, else to the last day of the inspection."""
    fact = _told(council, "next judgement", graded, since)
    if day is None and graded.table == "events":
        return fact  # of an inspection that another report tells of, no more may be known than its month
    on = day or graded.end
    words = f"{fact.words} · {'published' if day else 'last day of the inspection'}"
    return replace(fact, words=words, day=on.isoformat(), until=None, value=(on - since).days, days_since=(on - since).days)


def _first_plan(
    connection: sqlite3.Connection, council: str, told: Sequence[Step], after: date, before: date, published: date
) -> Fact:
    """Return how long it took to the first report with a plan, or to the day on which a plan is said to be approved.

    Of days told more or less exactly, the one that was surely past first.
    """
    of_reports = (
        _wait(council, "first plan", day, published, table="reports", row=report, words=label, confidence=confidence)
        for one in (*_replaced(connection, council), council)
        for text, report, label, confidence in connection.execute(_PLANS, (one, PLAN))
        if after <= (day := date.fromisoformat(text)) < before
    )
    approved = (
        _told(council, "first plan", step, published)
        for step in told
        if step.what == "plan_approved" and after <= step.start < before
    )
    found = (*of_reports, *approved)
    return min(
        found,
        key=lambda fact: (fact.until or fact.day or "", fact.table != "reports"),
        default=Fact(council, "waits", "first plan", _why_no_plan(connection, council, after, before), unit="days"),
    )


def _why_no_plan(connection: sqlite3.Connection, council: str, after: date, before: date) -> str:
    """Say why no plan is known of a time: no report of it was loaded, or those that were print none."""
    (loaded,) = connection.execute(_REPORTS, (council, after.isoformat(), before.isoformat())).fetchone()
    return f"{loaded} loaded, none prints a table of actions" if loaded else "no committee report of that time is loaded"


def _told(council: str, what: str, step: Step, since: date) -> Fact:
    words = " · ".join(filter(None, (step.grade, step.words)))
    fact = _wait(council, what, step.start, since, table=step.table, row=step.row, words=words, confidence=step.confidence)
    return replace(fact, until=step.until)


def _wait(
    council: str, what: str, day: date | None, since: date, *, table: str, row: str, words: str | None, confidence: float | None
) -> Fact:
    days = (day - since).days if day else None
    return Fact(council, "waits", what, words, day.isoformat() if day else None, days, days, None, "days", confidence, table, row)
