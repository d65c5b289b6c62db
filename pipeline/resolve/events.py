"""Resolve events: their days, and one event for however many mentions."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from pipeline.model import OWN_PARTS, Council, Days, Event, EventMention, ResolvedDate, Structured, Support
from pipeline.resolve.authorities import WITH_CHILDREN, Gazetteer, read_gazetteer
from pipeline.resolve.councils import places_in
from pipeline.resolve.leads import normalise_lead
from pipeline.resolve.visits import VisitReader
from pipeline.rules import Rule, Rules

# Kinds of which several may fall into the same days: they are one only where their words agree too.
MANY_AT_A_TIME = frozenset({"appointment", "restructure", "system_change", "plan_approved", "review", "intervention"})
SAME_WORDS = 0.34
_OF_PLACE = re.compile(r"\b(?:inspections?|inspected|visits?|visited)\s+(?:(?:of|to|in|at)\s+)?(?:the\s+)?(?=[A-Z])")
PRECISE = {"day": 0, "period": 1, "month": 2, "quarter": 3, "season": 4, "year": 5}


def resolve_events(
    structured: Structured,
    mentions: tuple[EventMention, ...],
    rules: Rules,
    report_date: date | None,
    dates: tuple[ResolvedDate, ...],
    council: Council | None = None,
) -> tuple[Event, ...]:
    """Return one event for each real step, in the order in which they are first told.

    Mentions whose date has no days are left out, and so are the meeting that the report goes to, inspections of another
    authority than the report's `council`, and what only reads like a step, such as a council's own audits. Of several mentions
    of one step the most precise gives the days and the words; body and judgement come from any of them.
    """
    known = {(one.evidence.block.seq, one.evidence.start, one.evidence.end): one for one in dates}
    told, visits = _Told(rules), VisitReader(rules)
    events: list[Event] = []
    for mention in mentions:
        when = [known[key] for day in mention.when if (key := (day.block.seq, day.start, day.end)) in known]
        if not when:
            continue
        days = Days(min(one.days.start for one in when), max(one.days.end for one in when), when[0].days.precision)
        if told.is_none(mention):
            continue
        if mention.kind == "board_meeting" and days.start == days.end == report_date:
            continue
        if council is not None and _is_of_another(mention, council, read_gazetteer(rules)):
            continue
        supports = tuple(
            Support(field, "words", one.evidence.block, one.evidence.start, one.evidence.end, one.evidence.page, one.evidence.box)
            for one in when
            for field in ("start", "end")
        )
        body = normalise_lead(mention.body, rules).name if mention.body else None
        kind, evidence = mention.kind, mention.evidence
        event = Event(
            evidence,
            kind,
            body,
            days,
            None if visits.gives_no_grade(evidence) else mention.judgement,
            (*supports, *mention.supports),
            scope=visits.scope(kind, evidence),
            number=visits.number(kind, evidence),
            put_off=visits.is_put_off(kind, evidence, when[0].evidence),
        )
        same = next((n for n, other in enumerate(events) if told.same(event, other)), None)
        if same is None:
            events.append(event)
        else:
            events[same] = _joined(events[same], event, told.rank)
    return tuple(events)


def _is_of_another(mention: EventMention, council: Council, gazetteer: Gazetteer) -> bool:
    """Say whether an inspection is of an authority that is neither the report's own nor one whose place that took."""
    text = mention.evidence.quote
    opens = _OF_PLACE.search(text) if mention.kind in ("inspection", "monitoring_visit") else None
    if opens is None:
        return False
    own = {council.name, *(council.replaced_by or "").split("; ")}
    named = [key for start, _, key in places_in(text, gazetteer) if start == opens.end()]
    found = [one for key in named for one in gazetteer.by_place[key] if one.type in WITH_CHILDREN]
    heirs = {gazetteer.by_code[code].name for one in found for code in one.replaced_by if code in gazetteer.by_code}
    return bool(found) and not own & {*heirs, *(one.name for one in found)}


class _Told:
    """Tells whether two mentions are of one step; made once per report, since it prepares the rules."""

    def __init__(self, rules: Rules) -> None:
        file = rules["resolve/events"].rules
        self.objects = [rule for rule in file if "object" in rule.sets]
        self.since = [rule for rule in file if "since" in rule.sets]
        self.asks = [rule for rule in file if "asks" in rule.sets]
        self.refers = [rule for rule in file if "refers" in rule.sets]
        self.terms = [rule for rule in file if "term" in rule.sets]
        self.never = [rule for rule in file if "never" in rule.sets]
        self.small = {word for rule in file if "small" in rule.sets for word in rule.words}

    def same(self, one: Event, other: Event) -> bool:
        """Say whether two mentions tell of one step: the same kind, days that overlap, nothing that tells them apart."""
        if one.kind != other.kind or one.days.start > other.days.end or other.days.start > one.days.end:
            return False
        if one.put_off != other.put_off:
            return False
        if one.body and other.body and one.body != other.body and one.kind != "plan_approved":
            return False
        exact = one.days == other.days and one.days.precision == "day"
        if one.kind == "board_meeting":
            return one.days == other.days
        if one.kind in MANY_AT_A_TIME:
            alike = max(self._alike(one.evidence.quote, other.evidence.quote), self._alike(one.evidence.cue, other.evidence.cue))
            if one.kind == "appointment" and (_listed_apart(one, other) or self._terms_differ(one, other)):
                return False
            if one.kind == "appointment" and one.days == other.days and self._refers(one, other):
                return True
            return alike >= SAME_WORDS or (exact and one.kind in ("review", "intervention"))
        if one.days != other.days and one.scope != other.scope and any(_is_of_one_service(event) for event in (one, other)):
            return False  # an inspection told by its year alone is the council's, not that of a service in a month of it
        return not self._objects_differ(one, other)

    def is_none(self, mention: EventMention) -> bool:
        """Say whether the words of a mention tell no step of its kind, though they read like one."""
        never = (rule for rule in self.never if rule.sets["never"] == mention.kind)
        return any(next(rule.find(mention.evidence.quote), None) for rule in never)

    def rank(self, event: Event) -> tuple[int, int, bool]:
        """Return how a mention tells its step, the less the better: how long its days are, and whether it tells in passing."""
        evidence = event.evidence
        in_passing = evidence.block.kind == "header_field" or any(next(rule.find(evidence.quote), None) for rule in self.asks)
        return (event.days.end - event.days.start).days, PRECISE[event.days.precision], in_passing

    def _refers(self, one: Event, other: Event) -> bool:
        return any(next(rule.find(event.evidence.cue), None) for event in (one, other) for rule in self.refers)

    def _objects(self, event: Event) -> set[str]:
        """Return what a mention says was inspected; what has changed since is not that."""
        before, cue, behind = event.evidence.quote.partition(event.evidence.cue)
        ends = [hit.end for rule in self.since for hit in rule.find(before)]
        return _named(self.objects, "object", before[max(ends, default=0) :] + cue + behind)

    def _terms_differ(self, one: Event, other: Event) -> bool:
        return len({term for event in (one, other) for term in _named(self.terms, "term", event.evidence.quote)}) > 1

    def _objects_differ(self, one: Event, other: Event) -> bool:
        """Say whether both name what was inspected, and not the same; or only one does, and their grades differ."""
        first, second = self._objects(one), self._objects(other)
        if first and second:
            return not first & second
        graded_apart = one.judgement and other.judgement and one.judgement != other.judgement
        return bool(graded_apart) and first != second

    def _words(self, text: str) -> set[str]:
        return set(re.findall(r"[a-z][a-z'’-]+", text.lower())) - self.small

    def _alike(self, one: str, other: str) -> float:
        first, second = self._words(one), self._words(other)
        return len(first & second) / max(1, min(len(first), len(second)))


def _is_of_one_service(event: Event) -> bool:
    return event.scope is not None and event.scope not in OWN_PARTS


def _named(rules: list[Rule], key: str, text: str) -> set[str]:
    return {str(rule.sets[key]) for rule in rules if next(rule.find(text), None)}


def _listed_apart(one: Event, other: Event) -> bool:
    """Say whether two mentions are items of one list: each item is an appointment of its own."""
    first, second = one.evidence.block, other.evidence.block
    return first.kind == second.kind == "list_item" and first.seq != second.seq and first.lead_in == second.lead_in


def _joined(one: Event, other: Event, rank: Callable[[Event], tuple[int, int, bool]]) -> Event:
    """Join two mentions of one step: the more precise gives days and words, of two alike the one that no title or limb tells."""
    better, worse = (other, one) if rank(other) < rank(one) else (one, other)
    return replace(
        better,
        body=better.body or worse.body,
        judgement=better.judgement or worse.judgement,
        supports=(*better.supports, *worse.supports) if better.judgement is None and worse.judgement else better.supports,
        number=better.number or worse.number,
        scope=better.scope or worse.scope,
    )
