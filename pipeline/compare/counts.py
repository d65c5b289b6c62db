"""What is counted of one council: actions by topic and status, shares of the actions followed, who leads, measures."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from pipeline.compare.facts import Fact, Part

STATUSES = ("complete", "in_progress", "planned", "not_stated")
SHARES = ("complete", "open", "overdue", "moved", "ended", "dropped")
CONTINUES = 0.25
"""Share of either report's followed actions that must go on in the other before what is missing there counts as left out."""

LEADS = 15
"""Leads that are told, those with most actions."""

_TOPICS = """
SELECT coalesce(r.meeting_date_known, r.published_known, '') AS day, r.id, r.label, coalesce(t.name, 'no topic'), a.status,
  count(*), avg(a.confidence)
FROM actions a JOIN report_details r ON r.id = a.report_id
LEFT JOIN finding_topics ft ON ft.finding_id = a.id LEFT JOIN topics t ON t.id = ft.topic_id
WHERE r.council_id = ? AND r.is_primary AND r.kind <> 'inspection_report' AND day >= ?
GROUP BY r.id, t.id, a.status ORDER BY day, r.id, t.name IS NULL, t.name, a.status
"""
_THREADS = """
SELECT t.id, s.seen_on, s.report_id, a.id, a.due, a.status, a.confidence, a.ended IS NOT NULL,
  (SELECT coalesce(d.meeting_date_known, d.published_known) FROM report_details d WHERE d.id = t.dropped_in), r.covers IS NOT NULL
FROM action_threads t JOIN thread_steps s ON s.thread_id = t.id JOIN actions a ON a.id = s.action_id
JOIN reports r ON r.id = s.report_id
WHERE t.council_id = ? AND s.seen_on <= ? ORDER BY t.id, s.n
"""
_READ = """
SELECT count(*), count(s.action_id), sum(s.action_id IS NULL AND a.origin = 'narrative'),
  sum(s.action_id IS NULL AND d.day IS NULL AND a.origin <> 'narrative')
FROM actions a
JOIN (SELECT id, council_id, kind, is_primary, coalesce(meeting_date_known, published_known, inspection_end) AS day
  FROM report_details) d ON d.id = a.report_id
LEFT JOIN (SELECT DISTINCT action_id FROM thread_steps) s ON s.action_id = a.id
WHERE d.council_id = ? AND d.is_primary AND d.kind <> 'inspection_report'
  AND coalesce(d.day, '9999') >= ? AND (d.day IS NULL OR d.day <= ?)
"""
_LEADS = """
SELECT l.name, l.id, count(DISTINCT a.id), sum(a.status = 'complete'), avg(a.confidence),
  (SELECT group_concat(name, ', ') FROM (
    SELECT t.name FROM action_leads al2 JOIN actions a2 ON a2.id = al2.action_id JOIN reports r2 ON r2.id = a2.report_id
    JOIN finding_topics ft ON ft.finding_id = a2.id JOIN topics t ON t.id = ft.topic_id
    WHERE al2.lead_id = l.id AND r2.council_id = ?1 AND r2.is_primary GROUP BY t.id ORDER BY count(*) DESC, t.name LIMIT 3))
FROM leads l JOIN action_leads al ON al.lead_id = l.id JOIN actions a ON a.id = al.action_id
JOIN report_details r ON r.id = a.report_id
WHERE r.council_id = ?1 AND r.is_primary AND coalesce(r.meeting_date_known, r.published_known, '') >= ?2
GROUP BY l.id ORDER BY 3 DESC, l.name LIMIT ?3
"""
_MEASURES = """
SELECT measure, role, day, value, unit, kind, min(finding_id) AS finding_id, confidence FROM indicator_series
WHERE council_id = ? AND day >= ? AND role IN ('level', 'target', 'benchmark')
GROUP BY measure, role, day, value ORDER BY measure, role = 'level' DESC, role, day, finding_id
"""


def topics(connection: sqlite3.Connection, council: str, since: str) -> Iterator[Fact]:
    """Yield the number of actions on each topic with each status, report by report; an action may have several topics.

    Reports that state no day come first; where days are asked for they are left out, as everywhere: the coverage counts them.
    """
    rows = connection.execute(_TOPICS, (council, since)).fetchall()
    whole: dict[tuple[str, str], int] = defaultdict(int)
    for _, report, _, topic, _, n, _ in rows:
        whole[report, topic] += n
    for day, report, label, topic, status, n, confidence in rows:
        of = whole[report, topic]
        yield Fact(
            council, "topics", f"{topic}: {status}", label, day or None, None, n, of, "actions", confidence, "reports", report
        )


@dataclass(frozen=True, slots=True)
class Followed:
    """A followed action as it stands on a day: what its last appearance says by then."""

    status: str
    first_due: date | None
    due: date | None
    gone: bool
    confidence: float
    given_up: bool = False

    def is_(self, share: str, on: date) -> bool:
        """Say whether the action counts into a share.

        complete: said to be. ended: said to be given up, superseded or merged with another. dropped: a later report goes on with
        the plan without it, and neither was said. open: none of these.
        overdue: open, and its last due date printed lies before the day. moved: its due date printed last is another than the
        first.
        """
        complete = self.status == "complete"
        ended = not complete and self.given_up
        is_open = not complete and not ended and not self.gone
        return {
            "complete": complete,
            "ended": ended,
            "dropped": self.gone and not complete and not ended,
            "open": is_open,
            "overdue": is_open and self.due is not None and self.due < on,
            "moved": self.due is not None and self.first_due is not None and self.due != self.first_due,
        }[share]


@dataclass(frozen=True, slots=True)
class _Appearance:
    """A followed action in one report; `dropped` is the day of the report that leaves it out for good."""

    on: str
    report: str
    action: str
    due: str | None
    status: str
    confidence: float
    ended: bool
    dropped: str | None
    is_part: bool


def last_plan(connection: sqlite3.Connection, council: str) -> date | None:
    """Return the day of the last report that shows an action followed."""
    (day,) = connection.execute("SELECT max(last_seen) FROM action_threads WHERE council_id = ?", (council,)).fetchone()
    return date.fromisoformat(day) if day else None


def followed(connection: sqlite3.Connection, council: str, since: str, on: date) -> list[Followed]:
    """Return the followed actions that reports from `since` to the day show or leave out, each that stands there last once.

    An action that another was split from, or several were merged into, is one, and has moved where one of its threads has. What
    a report says is held against the last one before, also where that lies before `since`; `first_due` is then of that.
    """
    threads: dict[str, list[_Appearance]] = defaultdict(list)
    for thread, *told in connection.execute(_THREADS, (council, on.isoformat())):
        threads[thread].append(_Appearance(*told))
    going_on = _going_on(threads.values())
    found: dict[str, Followed] = {}
    for told in threads.values():
        last = told[-1]
        left_out = min(filter(None, (last.dropped, going_on.get(last.report))), default=None)
        gone = left_out is not None and left_out <= on.isoformat()
        if last.on < since and not (gone and left_out and left_out >= since):
            continue
        earlier = [one for one in told if one.on < since][-1:]
        dues = _dues([*earlier, *(one for one in told if one.on >= since)])
        one = Followed(
            last.status, dues[0] if dues else None, dues[-1] if dues else None, gone, last.confidence, bool(last.ended)
        )
        if last.action not in found or one.is_("moved", on):
            found[last.action] = one
    return list(found.values())


def _dues(told: Sequence[_Appearance]) -> list[date]:
    """Return the due dates printed; once done, an action may be printed with its first date again, and has not moved back."""
    dues: list[date] = []
    for one in told:
        due = date.fromisoformat(one.due) if one.due else None
        if due:
            dues.append(dues[-1] if one.status == "complete" and due in dues else due)
    return dues


def _going_on(threads: Iterable[Sequence[_Appearance]]) -> dict[str, str]:
    """Return the reports whose plan a later one goes on with, and its day: what ends in them was left out by then, if only for
    a while."""
    after: dict[str, Counter[str]] = defaultdict(Counter)
    size: Counter[str] = Counter()
    days: dict[str, str] = {}
    for told in threads:
        size.update({one.report for one in told})
        days |= {one.report: one.on for one in told}
        for earlier, later in pairwise(told):
            if not later.is_part:
                after[earlier.report][later.report] += 1
    goes_on = {
        report: [days[later] for later, shared in nexts.items() if shared >= CONTINUES * min(size[report], size[later])]
        for report, nexts in after.items()
    }
    return {report: min(later) for report, later in goes_on.items() if later}


def shares(council: str, actions: Sequence[Followed], on: date) -> Iterator[Fact]:
    """Yield how many of the followed actions are complete, open, overdue, moved and dropped on a day."""
    if not actions:
        return
    part: Part = "shares"
    confidence = sum(action.confidence for action in actions) / len(actions)
    for share in SHARES:
        n = sum(action.is_(share, on) for action in actions)
        yield Fact(council, part, share, None, on.isoformat(), None, n, len(actions), "followed actions", confidence)


def followed_of(connection: sqlite3.Connection, council: str, since: str, on: date | None) -> Iterator[Fact]:
    """Yield how many of the actions that were read the shares speak of, and why the others are not followed; nothing of none."""
    read, shown, told, undated = connection.execute(_READ, (council, since, on.isoformat() if on else "9999")).fetchone()
    if not read:
        return
    why = (
        (f"{told} stand in sentences, not in a plan", told),
        (f"{undated} in reports that state no day", undated),
    )
    words = "; ".join(said for said, n in why if n) or None
    yield Fact(council, "shares", "followed", words, on.isoformat() if on else None, None, shown, read, "actions")


def leads(connection: sqlite3.Connection, council: str, since: str) -> Iterator[Fact]:
    """Yield who leads how many actions, in every appearance, with the topics they are most about."""
    for name, lead, n, complete, confidence, about in connection.execute(_LEADS, (council, since, LEADS)):
        words = f"{complete} said to be complete" + (f"; {about}" if about else "")
        yield Fact(council, "leads", name, words, None, None, n, None, "actions", confidence, "leads", lead)


def measures(connection: sqlite3.Connection, council: str, since: str) -> Iterator[Fact]:
    """Yield the figures of known measures, levels in time before targets and benchmarks, each figure once."""
    for measure, role, day, value, unit, kind, finding, confidence in connection.execute(_MEASURES, (council, since)):
        yield Fact(council, "measures", measure, role, day, None, value, None, unit, confidence, kind, finding)
