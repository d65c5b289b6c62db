"""Resolve events: their days, and one event for however many mentions."""

from __future__ import annotations

import re
from datetime import date

from pipeline.model import Days, Event, EventMention, ResolvedDate, Structured, Support
from pipeline.resolve.leads import normalise_lead
from pipeline.rules import Rules

# Kinds of which several may fall into the same days: they are one only where their words agree too.
MANY_AT_A_TIME = frozenset({"appointment", "restructure", "system_change", "plan_approved", "review", "intervention"})
SAME_WORDS = 0.34
SMALL = re.compile(
    r"the|an?|of|in|on|at|by|for|to|from|and|with|was|were|is|are|be|been|has|have|had|will|it|its|this|that|our|their|as|new|which|who"
)
PRECISE = {"day": 0, "period": 1, "month": 2, "quarter": 3, "season": 4, "year": 5}


def resolve_events(
    structured: Structured,
    mentions: tuple[EventMention, ...],
    rules: Rules,
    report_date: date | None,
    dates: tuple[ResolvedDate, ...],
) -> tuple[Event, ...]:
    """Return one event for each real step, in the order in which they are first told.

    Mentions whose date has no days are left out, and so is the meeting that the report goes to. Of
    several mentions of one step the most precise gives the days and the words; body and judgement
    come from any of them.
    """
    known = {(one.evidence.block.seq, one.evidence.start, one.evidence.end): one for one in dates}
    events: list[Event] = []
    for mention in mentions:
        when = [known[key] for day in mention.when if (key := (day.block.seq, day.start, day.end)) in known]
        if not when:
            continue
        days = Days(min(one.days.start for one in when), max(one.days.end for one in when), when[0].days.precision)
        if mention.kind == "board_meeting" and days.start == days.end == report_date:
            continue
        supports = tuple(
            Support(field, "words", one.evidence.block, one.evidence.start, one.evidence.end, one.evidence.page, one.evidence.box)
            for one in when
            for field in ("start", "end")
        )
        body = normalise_lead(mention.body, rules).name if mention.body else None
        event = Event(mention.evidence, mention.kind, body, days, mention.judgement, supports)
        same = next((n for n, other in enumerate(events) if _same(event, other)), None)
        if same is None:
            events.append(event)
        else:
            events[same] = _joined(events[same], event)
    return tuple(events)


def _same(one: Event, other: Event) -> bool:
    """Say whether two mentions tell of one step: the same kind, days that overlap, nothing that tells them apart."""
    if one.kind != other.kind or one.days.start > other.days.end or other.days.start > one.days.end:
        return False
    if one.body and other.body and one.body != other.body and one.kind != "plan_approved":
        return False
    exact = one.days == other.days and one.days.precision == "day"
    if one.kind == "board_meeting":
        return one.days == other.days
    if one.kind in MANY_AT_A_TIME:
        alike = max(_alike(one.evidence.quote, other.evidence.quote), _alike(one.evidence.cue, other.evidence.cue))
        if one.kind == "appointment" and (_listed_apart(one, other) or {_term(one), _term(other)} >= {"interim", "permanent"}):
            return False
        return alike >= SAME_WORDS or (exact and one.kind in ("review", "intervention"))
    return not _objects_differ(one, other)


def _listed_apart(one: Event, other: Event) -> bool:
    """Say whether two mentions are items of one list: each item is an appointment of its own."""
    first, second = one.evidence.block, other.evidence.block
    return first.kind == second.kind == "list_item" and first.seq != second.seq and first.lead_in == second.lead_in


def _term(event: Event) -> str | None:
    found = re.search(r"\b(?:interim|acting|permanent)\b", event.evidence.quote, re.IGNORECASE)
    return found[0].lower() if found else None


def _objects_differ(one: Event, other: Event) -> bool:
    """Say whether both name what was inspected, and not the same: two inspections may fall into one month."""
    inspected = [_object(event.evidence.quote) for event in (one, other)]
    return bool(inspected[0] and inspected[1]) and not inspected[0] & inspected[1]


def _object(text: str) -> set[str]:
    found = re.search(
        r"\binspections? of (.{5,90}?)(?= (?:was|were|in|on|from|took|carried|undertaken|held|between)\b|$)", text, re.IGNORECASE
    )
    return _words(found[1]) - {"services", "local", "authority", "authority's", "authority’s", "council"} if found else set()


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"[a-z][a-z'’-]+", text.lower()) if not SMALL.fullmatch(word)}


def _alike(one: str, other: str) -> float:
    first, second = _words(one), _words(other)
    return len(first & second) / max(1, min(len(first), len(second)))


def _joined(one: Event, other: Event) -> Event:
    """Join two mentions of one step: the more precise gives days and words."""
    better, worse = (other, one) if _length(other) < _length(one) else (one, other)
    return Event(
        better.evidence,
        better.kind,
        better.body or worse.body,
        better.days,
        better.judgement or worse.judgement,
        (*better.supports, *worse.supports) if better.judgement is None and worse.judgement else better.supports,
    )


def _length(event: Event) -> tuple[int, int]:
    return (event.days.end - event.days.start).days, PRECISE[event.days.precision]
