"""Resolve actions: what their dates, leads, status and rating mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipeline.model import Action, ActionMention, Passage, ResolvedDate, Structured, Support, box_of, page_of
from pipeline.resolve.dates import days_of, within
from pipeline.resolve.leads import named_in_full, normalise_lead, one_spelling, respelt
from pipeline.resolve.statuses import ended_by, keyed_ratings, neutral_colours, rag_of, status_of
from pipeline.rules import RuleFile, Rules

TIMESCALES = "resolve/timescales"


@dataclass(frozen=True, slots=True)
class Span:
    """When an action starts and is due, the words that say so, and what the days rest on."""

    start: date | None = None
    due: date | None = None
    timescale: str | None = None
    supports: tuple[Support, ...] = ()


def resolve_actions(
    structured: Structured,
    mentions: tuple[ActionMention, ...],
    rules: Rules,
    report_date: date | None,
    dates: tuple[ResolvedDate, ...],
) -> tuple[Action, ...]:
    """Return the actions of a report with days, leads, status and rating, in the order of the mentions."""
    keyed = keyed_ratings((block.text for block in structured.blocks), rules)
    neutral = neutral_colours(mentions, rules, keyed)
    texts = [block.text for block in structured.blocks]
    leads = {
        id(mention): [named_in_full(normalise_lead(lead.text, rules), texts, rules) for lead in mention.leads]
        for mention in mentions
    }
    names = one_spelling(lead for some in leads.values() for lead in some)
    actions = []
    for mention in mentions:
        block = mention.evidence.block
        status, said = status_of(mention, rules)
        rag, seen = rag_of(mention, neutral.get(block.table if block.table is not None else -1, frozenset()), rules)
        span = (
            _row_span(mention, dates, rules, report_date)
            if mention.origin == "table"
            else _sentence_span(mention, status, dates, rules)
        )
        actions.append(
            Action(
                evidence=mention.evidence,
                origin=mention.origin,
                text=mention.text,
                ref=mention.ref,
                plan_ref=mention.plan_ref,
                theme=mention.theme,
                leads=tuple(respelt(lead, names) for lead in leads[id(mention)]),
                start=span.start,
                due=span.due,
                timescale=span.timescale,
                status=status,
                rag=rag,
                ended=ended_by(mention, rules),
                supports=tuple(support for support in (*span.supports, said, seen, *_lead_supports(mention)) if support),
            )
        )
    return tuple(actions)


def _lead_supports(mention: ActionMention) -> Iterator[Support]:
    """Yield where the leads stand that a merged cell of a row above names."""
    for lead in mention.leads:
        if (block := lead.elsewhere) is not None:
            page, box = page_of(block, lead.start, lead.end), box_of(block, lead.start, lead.end)
            yield Support("leads", "words", block, lead.start, lead.end, page, box)


# --------------------------------------------------------------------------- rows of a plan


def _row_span(mention: ActionMention, dates: tuple[ResolvedDate, ...], rules: Rules, near: date | None) -> Span:
    """Return a row's days: those of its bar's first and last period, else those of its cells."""
    block = mention.evidence.block
    if mention.period and mention.period_forms:
        days = [days_of(form, rules, near=near, direction="plan") for form in mention.period_forms]
        first, last = days[0], days[1]
        if first and last and first.start <= last.end:
            label = mention.period[0] if mention.period[0] == mention.period[1] else f"{mention.period[0]} to {mention.period[1]}"
            mark = mention.mark
            if mark:
                supports = tuple(Support(name, mark.basis, block, page=mark.page, box=mark.box) for name in ("start", "due"))
            else:
                supports = tuple(Support(name, "words", block, page=block.page) for name in ("start", "due"))
            return Span(first.start, last.end, label, supports)
    file = rules[TIMESCALES]
    words = mention.timescale
    span = Span(timescale=" ".join(words.text.split()) if words else None)
    for place, alone in ((mention.start_words, "start"), (mention.due_words, "due")):
        if place:
            span = _with_cell(span, place, alone, dates, file)
    return span


def _with_cell(span: Span, place: Passage, alone: str, dates: tuple[ResolvedDate, ...], file: RuleFile) -> Span:
    """Add what one cell says. Of several dates the last that was not replaced counts; a stretch gives both ends."""
    for resolved in within(dates, place.block, place.start, place.end):
        part = _marked(file, "before", place.block.text[place.start : resolved.evidence.start]) or alone
        support = _support(resolved)
        if part == "old":
            continue
        if alone == "start":
            span = replace(span, start=resolved.days.start, supports=(*span.supports, replace(support, field="start")))
            continue
        if part == "start" or _is_range(resolved, file):
            span = replace(span, start=resolved.days.start, supports=(*span.supports, replace(support, field="start")))
        if part != "start":
            span = replace(span, due=resolved.days.end, supports=(*span.supports, support))
    return span


def _support(resolved: ResolvedDate) -> Support:
    evidence = resolved.evidence
    return Support("due", "words", evidence.block, evidence.start, evidence.end, evidence.page, evidence.box)


def _is_range(resolved: ResolvedDate, file: RuleFile) -> bool:
    """Whether the words are a stretch with two ends; "Mar-20" has the dash of one, but is a single month."""
    days = resolved.days
    if days.start == days.end or (
        days.precision == "month" and (days.start.year, days.start.month) == (days.end.year, days.end.month)
    ):
        return False
    return any(True for rule in file.rules if rule.sets.get("range") for _ in rule.find(resolved.evidence.quote))


def _marked(file: RuleFile, key: str, text: str) -> str | None:
    """Return what the best rule of a sort says of a text."""
    hits = [hit for rule in file.rules if key in rule.sets for hit in rule.find(text)]
    return str(max(hits, key=lambda hit: hit.rule.priority).sets[key]) if hits else None


# --------------------------------------------------------------------------- sentences and items


def _sentence_span(mention: ActionMention, status: str, dates: tuple[ResolvedDate, ...], rules: Rules) -> Span:
    """Return the days of a sentence's first activity, by where each date stands to its verb.

    A date that opens the sentence or follows the verb belongs to it, unless a clause, a document or
    an inspection stands between. What was done has a due day (when it was done); a verb of beginning,
    "since" and "from" give the start.
    """
    file = rules[TIMESCALES]
    evidence = mention.evidence
    text, begin = evidence.block.text, evidence.start
    at = text.find(evidence.cue, begin, evidence.end) if mention.origin == "narrative" else begin
    verb_ends = at + len(evidence.cue) if mention.origin == "narrative" and at >= 0 else begin
    begins = _marked(file, "cue", evidence.cue if mention.origin == "narrative" else mention.text) == "start"
    span, words = Span(), []
    told = within(dates, evidence.block, begin, evidence.end)
    own = _belonging(told, text, begin, at if at >= 0 else begin, verb_ends, file)
    for resolved in own or (_later(told, text, begin, file) if status != "complete" else ()):
        before = text[begin : resolved.evidence.start]
        part = _marked(file, "before", before) or "due"
        if part == "old":
            continue
        support, days = _support(resolved), resolved.days
        if part == "span":
            span = _both_ends(span, resolved)
        elif part == "start" or (begins and not span.start) or (status == "in_progress" and part != "due"):
            span = replace(span, start=days.start, supports=(*span.supports, replace(support, field="start")))
            if _is_range(resolved, file):
                span = replace(span, due=days.end, supports=(*span.supports, support))
        elif _is_range(resolved, file):
            span = _both_ends(span, resolved)
        elif span.due is None:
            span = replace(span, due=days.end, supports=(*span.supports, support))
        words.append(resolved.evidence.quote)
    return replace(span, timescale="; ".join(words) or None)


def _both_ends(span: Span, resolved: ResolvedDate) -> Span:
    """Return a span that a stretch of days begins and ends."""
    support, days = _support(resolved), resolved.days
    return replace(span, start=days.start, due=days.end, supports=(*span.supports, replace(support, field="start"), support))


def _later(dates: Sequence[ResolvedDate], text: str, begin: int, file: RuleFile) -> list[ResolvedDate]:
    """Return the first date by which something else in the sentence is to be done."""
    later = [d for d in dates if any(r.sets.get("later") and any(r.find(text[begin : d.evidence.start])) for r in file.rules)]
    return later[:1]


def _belonging(
    dates: Sequence[ResolvedDate], text: str, begin: int, verb: int, verb_ends: int, file: RuleFile
) -> list[ResolvedDate]:
    found = []
    for resolved in dates:
        start = resolved.evidence.start
        if verb < start < verb_ends or any(r.sets.get("anywhere") and any(r.find(text[begin:start])) for r in file.rules):
            found.append(resolved)  # "will, from May, be paid"; "starting in May"
        elif start < verb_ends:
            if any(True for rule in file.rules if rule.sets.get("opening") for _ in rule.find(text[begin:start])):
                found.append(resolved)
        elif _marked(file, "between", text[verb_ends:start]) is None:
            found.append(resolved)
    return found
