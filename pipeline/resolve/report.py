"""The report itself: kind, council, title, committee, days, each with the words it rests on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from pipeline.model import DateMention, FieldMention, Mentions, ReportFields, ResolvedDate, Structured, Support
from pipeline.resolve.councils import find_council
from pipeline.resolve.dates import days_of, resolve_dates, within
from pipeline.rules import Rules

_FRONT = 15  # blocks of a first page in which an edition may be told
_PART_BEFORE = re.compile(r"\W*(\d{1,2})(?:\s*(?:[-–—]|,(?:\s*and)?|to|and)\s*\d{1,2})*\s*(?:[-–—]|,(?:\s*and)?|to|and)\s*$")
_FIELDWORK = ("inspection_dates", "inspection_end")
_DATED = ("meeting_date", "published", *_FIELDWORK)
_TOLD_OF_ITSELF = timedelta(days=300)  # within which inspectors write of their fieldwork


def resolve_report(structured: Structured, mentions: Mentions, rules: Rules, report_date: date | None = None) -> ReportFields:
    """Return what the report says of itself; null where it does not say it, each field with its support.

    `report_date` (given by the user for a report that states none) decides nothing but which council
    stood then. The council is the authority as it was on the day of the meeting, else on the last day
    of the inspection, else on the day of publication.
    """
    first = {m.name: m for m in reversed(mentions.fields)}
    supports = [_support(m) for m in mentions.fields if m is first[m.name] or m.name == "title"]
    days = {name: _days(structured, first[name], mentions.dates, rules) for name in _DATED if name in first}
    meeting, published = _first(days.get("meeting_date")), _first(days.get("published"))
    for name in _FIELDWORK:
        if name in first and not days[name]:
            days[name] = _before(_known_by(published, first), first[name], mentions.dates, rules)
    if published is not None and any(published - d.days.end > _TOLD_OF_ITSELF for n in _FIELDWORK for d in days.get(n, ())):
        days.update(dict.fromkeys(_FIELDWORK, ()))  # a letter that recalls an inspection of years before
    inspection = days.get("inspection_dates", ())
    start = min((_opening(d, first["inspection_dates"]) for d in inspection), default=None)
    end = max((d.days.end for d in (*inspection, *days.get("inspection_end", ()))), default=None)
    found = find_council(structured, mentions.fields, rules, meeting or end or published or report_date)
    if found is not None:
        supports.append(found[1])
    unread = {"imprint", *(name for name in _DATED if not days.get(name))}
    title = " ".join(m.value for m in mentions.fields if m.name == "title")
    return ReportFields(
        kind=first["kind"].value if "kind" in first else "other",
        council=found[0] if found is not None else None,
        title=title or None,
        committee=first["committee"].value if "committee" in first else None,
        meeting_date=meeting,
        agenda_item=first["agenda_item"].value if "agenda_item" in first else None,
        inspection_start=start,
        inspection_end=end,
        published=published,
        framework=first["framework"].value if "framework" in first else None,
        edition=_edition(structured, rules),
        covers=_covers(structured, title, rules),
        supports=tuple(s for support in supports if support.field not in unread for s in _per_column(support, first)),
    )


def of_meeting(item: ReportFields, carrier: ReportFields) -> ReportFields:
    """Return what an item of a pack says of itself, with the council, body and day of the pack's meeting where it names none.

    Only a council's own reports go to a meeting, and one that states another day was bound in from another.
    """
    of_another = item.meeting_date is not None and carrier.meeting_date is not None and item.meeting_date != carrier.meeting_date
    if item.kind not in ("committee_report", "action_plan") or carrier.kind == "inspection_report":
        return item
    council = item.council or carrier.council
    if of_another or carrier.kind != "other":  # papers bound into a report are appendices, not items of its meeting
        return replace(item, council=council)
    return replace(
        item,
        council=council,
        committee=item.committee or carrier.committee,
        meeting_date=item.meeting_date or carrier.meeting_date,
    )


def _edition(structured: Structured, rules: Rules) -> Literal["draft", "amended", "final"] | None:
    """Return what a line of its own among the first calls the document: a draft, amended, final."""
    lines = [block.text for block in structured.blocks if block.kind != "contents"][:_FRONT]
    for line in lines:
        hit = rules["resolve/editions"].first(line)
        if hit:
            edition = hit.sets["edition"]
            assert edition in ("draft", "amended", "final")
            return edition  # type: ignore[return-value]
    return None


def _covers(structured: Structured, title: str, rules: Rules) -> Literal["part"] | None:
    """Return `part` where the title, a heading or a sentence says that only some actions of the plan are shown."""
    file = rules["resolve/covers"]
    titles, texts = file.that_set("in", "title"), file.that_set("in", "text")
    if next(titles.find(title), None) is not None:
        return "part"
    for block in structured.blocks:
        group = titles if block.kind == "heading" else texts if block.kind in ("paragraph", "list_item", "caption") else None
        if group is not None and next(group.find(block.text), None) is not None:
            return "part"
    return None


def _support(mention: FieldMention) -> Support:
    evidence = mention.evidence
    return Support(mention.name, "words", evidence.block, evidence.start, evidence.end)


def _per_column(support: Support, first: Mapping[str, FieldMention]) -> tuple[Support, ...]:
    """Return the support of the days of an inspection for both of their columns, where the last has none of its own."""
    if support.field != "inspection_dates":
        return (support,)
    columns = ("inspection_start",) if "inspection_end" in first else ("inspection_start", "inspection_end")
    return tuple(replace(support, field=column) for column in columns)


def _days(
    structured: Structured, mention: FieldMention, dates: tuple[DateMention, ...], rules: Rules
) -> tuple[ResolvedDate, ...]:
    """Return the days stated in a field's words, those without a printed year left out."""
    evidence = mention.evidence
    inside = tuple(d for d in dates if d.evidence.block.seq == evidence.block.seq)
    resolved = within(resolve_dates(structured, inside, rules, None), evidence.block, evidence.start, evidence.end)
    return tuple(d for d in resolved if d.days.precision == "day")


def _known_by(published: date | None, first: Mapping[str, FieldMention]) -> date | None:
    """Return the day by which the fieldwork was over: that of the publication, else the last of the year of the copyright."""
    return published or (date(int(first["imprint"].value), 12, 31) if "imprint" in first else None)


def _before(last: date | None, mention: FieldMention, dates: tuple[DateMention, ...], rules: Rules) -> tuple[ResolvedDate, ...]:
    """Return the days in a field's words that print no year, each the last such before a day."""
    evidence = mention.evidence
    inside = [
        d
        for d in dates
        if d.evidence.block.seq == evidence.block.seq and evidence.start <= d.evidence.start and d.evidence.end <= evidence.end
    ]
    found = [(d, days_of(d.form, rules, near=last, direction="past")) for d in inside]
    return tuple(ResolvedDate(d.evidence, days, "context") for d, days in found if days and days.precision == "day")


def _opening(resolved: ResolvedDate, mention: FieldMention) -> date:
    """Return the first day of a period, or of a part before it that leaves its month to it ("5 – 9 and 19 – 23 February")."""
    evidence, day = resolved.evidence, resolved.days.start
    before = _PART_BEFORE.match(evidence.block.text[mention.evidence.start : evidence.start])
    earlier = int(before[1]) if before else day.day
    return day.replace(day=earlier) if 0 < earlier < day.day else day


def _first(days: tuple[ResolvedDate, ...] | None) -> date | None:
    return days[0].days.start if days else None
