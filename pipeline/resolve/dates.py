"""Give every date of a report its days, and say what each rests on."""

from __future__ import annotations

from datetime import date

from pipeline.model import Block, DateMention, Days, ResolvedDate, Structured, Support
from pipeline.resolve.dates_context import Told, direction_of, heading_period, older_story, partner_of, said_before
from pipeline.resolve.dates_days import days_of, has_year, month_or_day_told_apart
from pipeline.rules import Rules

__all__ = ["days_of", "has_year", "resolve_dates", "within"]


def resolve_dates(
    structured: Structured, mentions: tuple[DateMention, ...], rules: Rules, report_date: date | None
) -> tuple[ResolvedDate, ...]:
    """Return the mentions whose days are known, in their order, with what their year rests on.

    A printed year speaks for itself (`stated`). One left out comes from a date joined to it, from the
    older story being told, or from the heading's period (`context`); else from the report's date, on
    the side that the sentence's verbs tell (`report_date`); where the report has no date, it is the year
    that brings it nearest to the latest date told of as gone (`context`). Where none of these is, the mention is left out.
    """
    told = _told(mentions, rules, report_date)
    by_mention = {id(other.mention): other for other in told}
    shown = next((other for other in told if report_date and other.days == Days(report_date, report_date, "day")), None)
    found: list[ResolvedDate] = []
    for mention in mentions:
        if (stated := by_mention.get(id(mention))) is not None:
            found.append(ResolvedDate(mention.evidence, stated.days, "stated"))
        elif (resolved := _without_year(mention, told, rules, report_date, shown)) is not None:
            found.append(resolved)
    return tuple(found)


def within(resolved: tuple[ResolvedDate, ...], block: Block, start: int, end: int) -> tuple[ResolvedDate, ...]:
    """Return the dates that stand in characters `start` to `end` of a block: a timescale's, a sentence's."""
    return tuple(
        one for one in resolved if one.evidence.block.seq == block.seq and one.evidence.start >= start and one.evidence.end <= end
    )


def _told(mentions: tuple[DateMention, ...], rules: Rules, report_date: date | None) -> list[Told]:
    told = []
    for mention in mentions:
        direction = direction_of(mention, rules) if mention.form.kind == "month_or_day" else None
        if has_year(month_or_day_told_apart(mention.form, report_date, direction)):
            days = days_of(mention.form, rules, near=report_date, direction=direction)
            if days is not None:
                told.append(Told(mention, days))
    return told


def _without_year(
    mention: DateMention, told: list[Told], rules: Rules, report_date: date | None, shown: Told | None
) -> ResolvedDate | None:
    direction = direction_of(mention, rules)
    by_itself = report_date is not None and "relative" in mention.form.parts  # "last November" needs no neighbour
    partner = None if by_itself else partner_of(mention, told)
    if partner is not None:
        other, side = partner
        near = other.days.start if side == "past" else other.days.end
        return _resolved(mention, days_of(mention.form, rules, near=near, direction=side), other)
    if report_date is None:
        latest = _latest_past(told, rules)
        if latest is None:
            return None
        # The report was written some time after its latest date: what is past lies within months of it, on either side.
        lies = None if direction == "past" else direction
        return _resolved(mention, days_of(mention.form, rules, near=latest.days.end, direction=lies), latest)
    older = older_story(mention, told, report_date) if direction == "past" and not by_itself else None
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
    if other is None:
        return ()
    evidence = other.mention.evidence
    return (Support("start", "context", evidence.block, evidence.start, evidence.end, evidence.page, evidence.box),)


def _latest_past(told: list[Told], rules: Rules) -> Told | None:
    """Return the latest day or month that the report tells of as gone: its own date is not long after."""
    exact = [other for other in told if other.days.precision in ("day", "month")]
    gone = [other for other in exact if direction_of(other.mention, rules) == "past"]
    return max(gone or exact or told, key=lambda other: other.days.start, default=None)


def _overlap(one: Days, other: Days) -> bool:
    return one.start <= other.end and other.start <= one.end
