"""Give every date of a report its days, and say what each rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import zip_longest

from pipeline.model import Block, CalendarForm, DateMention, Days, Evidence, ResolvedDate, Structured, Support
from pipeline.resolve.dates_context import (
    EXACT,
    Told,
    comes_after,
    direction_of,
    goes_on_from,
    heading_cell,
    heading_period,
    held_against,
    is_moved_to,
    label_of,
    moves_to,
    older_days,
    older_story,
    partner_of,
    said_before,
    same_sentence,
    year_named,
)
from pipeline.resolve.dates_days import days_of, has_year, month_or_day_told_apart
from pipeline.rules import Rules

_A_DAY = timedelta(days=1)

__all__ = ["days_of", "has_year", "resolve_dates", "within"]


def resolve_dates(
    structured: Structured, mentions: tuple[DateMention, ...], rules: Rules, report_date: date | None
) -> tuple[ResolvedDate, ...]:
    """Return the mentions whose days are known, in their order, with what their year rests on.

    A printed year speaks for itself (`stated`). One left out comes from a date joined to it, from the
    older story being told, or from the heading's period (`context`); else from the report's date, on
    the side that the sentence's verbs tell (`report_date`); where the report has no date, it is the year
    that brings it nearest to the date told of before it in its paragraph, else to the latest told of as gone (`context`).
    Where none of these is, the mention is left out.
    """
    mentions = tuple(_told_apart(mention, mentions, rules, report_date) for mention in mentions)
    told = _told(mentions, rules)
    by_mention = {id(other.mention): other for other in told}
    shown = next((other for other in told if report_date and other.days == Days(report_date, report_date, "day")), None)
    found: list[ResolvedDate] = []
    for mention in mentions:
        before = found[-1] if found else None
        if (stated := by_mention.get(id(mention))) is not None:
            found.append(ResolvedDate(mention.evidence, stated.days, "stated"))
            continue
        resolved = _going_on(mention, before, told, rules, report_date)
        resolved = resolved or _without_year(mention, told, rules, report_date, shown)
        if resolved is not None:
            found.append(resolved)
    found = list(_ahead_of_later(found, mentions, rules))
    return tuple(_in_order(found, mentions, rules) if report_date is None else found)


def _going_on(
    mention: DateMention, before: ResolvedDate | None, told: list[Told], rules: Rules, report_date: date | None
) -> ResolvedDate | None:
    """Resolve a date by the one that it goes on from, null where it goes on from none.

    "The December of that year", "May of the following year" name the year of the one before; "in
    January and again in April" come one after the other, on the same side of the report.
    """
    if before is None or before.evidence.block is not mention.evidence.block:
        return None
    support = (_context(before.evidence),)
    word = rules["resolve/calendar"].first(str(mention.form.parts.get("relative", "")))
    if word is not None and word.sets.get("relative") == "anchor":
        year = before.days.start.year + int(word.sets["years"] or 0)
        days = days_of(replace(mention.form, parts={**mention.form.parts, "year": year}), rules)
    elif "relative" in mention.form.parts or not goes_on_from(mention, before) or partner_of(mention, told) is not None:
        return None
    else:
        days = days_of(mention.form, rules, near=before.days.start, direction="future")
        gone = report_date is not None and (before.days.end <= report_date or direction_of(mention, rules) == "past")
        if gone and days is not None and report_date is not None and days.start > report_date:
            return None
    return None if days is None else ResolvedDate(mention.evidence, days, "context", support)


def _ahead_of_later(found: list[ResolvedDate], mentions: tuple[DateMention, ...], rules: Rules) -> Iterator[ResolvedDate]:
    """Put a deadline that was moved ("that of 30 September has been extended to 31 October") beside the new one, and a date
    before the one that the sentence tells of as the later ("in January and again in April")."""
    by_evidence = {id(mention.evidence): mention for mention in mentions}
    for one, other in zip_longest(found, found[1:]):
        mention = by_evidence[id(one.evidence)]
        if other is None or has_year(mention.form) or "relative" in mention.form.parts or not same_sentence(one, other):
            yield one
            continue
        later = by_evidence[id(other.evidence)]
        side = is_moved_to(later, rules)
        if side is None and one.days.start > other.days.start and (comes_after(later, one) or moves_to(one, other)):
            side = "past"
        near = other.days.start if side == "past" else other.days.end
        days = days_of(mention.form, rules, near=near, direction=side) if side else None
        yield one if days is None else replace(one, days=days)


def _in_order(found: list[ResolvedDate], mentions: tuple[DateMention, ...], rules: Rules) -> Iterator[ResolvedDate]:
    """Put the first end of a movement ("from eight in April to one in December") into the year before its last end."""
    forms = {id(mention.evidence): mention.form for mention in mentions}
    for one, other in zip_longest(found, found[1:]):
        form = forms[id(one.evidence)]
        if other is not None and not has_year(form) and one.days.start > other.days.end and moves_to(one, other):
            days = days_of(form, rules, near=other.days.start, direction="past")
            yield one if days is None else replace(one, days=days)
        else:
            yield one


def within(resolved: tuple[ResolvedDate, ...], block: Block, start: int, end: int) -> tuple[ResolvedDate, ...]:
    """Return the dates that stand in characters `start` to `end` of a block: a timescale's, a sentence's."""
    return tuple(
        one for one in resolved if one.evidence.block.seq == block.seq and one.evidence.start >= start and one.evidence.end <= end
    )


def _told_apart(mention: DateMention, mentions: tuple[DateMention, ...], rules: Rules, report_date: date | None) -> DateMention:
    """Read `November 25` as the day where the report states that day in full, else by its years and the sentence's verbs."""
    if mention.form.kind != "month_or_day":
        return mention
    month, day = mention.form.parts["month"], mention.form.parts["number"]
    stated = (one.form.parts for one in mentions if one.form.kind == "day" and has_year(one.form))
    if any(one["month"] == month and one["day"] == day for one in stated):
        return replace(mention, form=CalendarForm("day", {"month": month, "day": day}))
    return replace(mention, form=month_or_day_told_apart(mention.form, report_date, direction_of(mention, rules)))


def _told(mentions: tuple[DateMention, ...], rules: Rules) -> list[Told]:
    told = []
    for mention in mentions:
        if has_year(mention.form):
            days = days_of(mention.form, rules)
            if days is not None:
                told.append(Told(mention, days))
    return told


def _without_year(
    mention: DateMention, told: list[Told], rules: Rules, report_date: date | None, shown: Told | None
) -> ResolvedDate | None:
    above = heading_cell(mention, told)
    if above is not None:
        return _resolved(mention, days_of(mention.form, rules, near=above.days.start, direction="future"), above)
    direction = direction_of(mention, rules)
    label = label_of(mention, told)
    if label is not None:
        return _resolved(mention, days_of(mention.form, rules, near=label.days.start, direction="future"), label)
    earlier = held_against(mention, told)
    if earlier is not None:
        return _resolved(mention, days_of(mention.form, rules, near=earlier.days.end + _A_DAY, direction="future"), earlier)
    by_itself = report_date is not None and "relative" in mention.form.parts  # "last November" needs no neighbour
    partner = None if by_itself else partner_of(mention, told)
    if partner is not None:
        other, side = partner
        near = other.days.start if side == "past" else other.days.end
        return _resolved(mention, days_of(mention.form, rules, near=near, direction=side), other)
    named = None if by_itself else year_named(mention, told)
    if named is not None:
        return _resolved(mention, days_of(mention.form, rules, near=named.days.start, direction="future"), named)
    if report_date is None:
        latest = _latest_past(told, rules)
        if latest is None:
            return None
        # The report was written some time after its latest date: what is past lies within months of it, on either side.
        lies = None if direction == "past" else direction
        if lies is None:
            latest = said_before(mention, told) or latest
        near = latest.days.end if latest.days.precision in ("day", "month") else latest.days.start
        return _resolved(mention, days_of(mention.form, rules, near=near, direction=lies), latest)
    older = None
    if direction == "past" and not by_itself:
        older = older_story(mention, told, report_date) or older_days(mention, told, report_date)
    if older is not None:
        return _resolved(mention, days_of(mention.form, rules, near=older.days.start, direction="future"), older)
    before = said_before(mention, told) if direction == "past" and mention.form.kind == "season" and not by_itself else None
    if before is not None:
        same = days_of(mention.form, rules, near=before.days.start)
        if same is not None and same.start <= before.days.start <= same.end:
            return _resolved(mention, same, before)
    days = days_of(mention.form, rules, near=report_date, direction=direction)
    period = heading_period(mention, told)
    if period is not None and days is not None and direction != "future" and not _overlap(days, period.days):
        inside = days_of(mention.form, rules, near=period.days.start, direction="future")
        if inside is not None and _overlap(inside, period.days):
            return _resolved(mention, inside, period)
    if days is None:
        return None
    return ResolvedDate(mention.evidence, days, "report_date", _supports(shown))


def _resolved(mention: DateMention, days: Days | None, other: Told) -> ResolvedDate | None:
    return None if days is None else ResolvedDate(mention.evidence, days, "context", _supports(other))


def _supports(other: Told | None) -> tuple[Support, ...]:
    return () if other is None else (_context(other.mention.evidence),)


def _context(evidence: Evidence) -> Support:
    return Support("start", "context", evidence.block, evidence.start, evidence.end, evidence.page, evidence.box)


def _latest_past(told: list[Told], rules: Rules) -> Told | None:
    """Return the latest day or month that the report tells of as gone: its own date is not long after."""
    exact = [other for other in told if other.days.precision in EXACT]
    gone = [other for other in exact if direction_of(other.mention, rules) == "past"]
    return max(gone or exact or told, key=lambda other: other.days.start, default=None)


def _overlap(one: Days, other: Days) -> bool:
    return one.start <= other.end and other.start <= one.end
