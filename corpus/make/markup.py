"""Read the light markup of the sources: `{code:arg;arg|words}`, nested as deep as needed.

    {d:2019-06|June 2019}                     a date and its value
    {p:82;level;visits in time;over|82%}      a percentage: number, role, subject, qualifier
    {c:56>81;staff;|from 56 staff to 81}      a change: from > to, subject, unit, [other words as context]
    {a:c;leads=Head of X + Board;due=2019-06|Sentence.}   a narrative action: c, i, p or n for its status
    {l:n|Item of a list}                      an action that is an item of a list
    {e:inspection;2019-06;Ofsted;inadequate|words}   an event: kind, when, body, judgement
    {r|limb}  {r:Ofsted|words}                a decision asked for; an outside body's recommendation
    {w:lead_officer;name;role|quote}          a person answerable
    {j:Overall effectiveness;good|words}      a grade that this report awards
    {x|Children Act 2004}                     looks like a date or percentage and is none
    {b|bold words}  {f:1}                     bold; the footnote 1 is called here

A question mark after the code ({d?:...|...}) marks a borderline unit.
"""

from __future__ import annotations

import calendar
import re
from datetime import date

from corpus.make.model import SourceError, Span, Text

CODES = "dpcalerwjxbf"
OPEN = re.compile(r"\{([a-z])(\?)?(?::([^|{}]*))?(\||\})")


def read(source: str) -> Text:
    """Turn marked-up words into a text with spans."""
    source = re.sub(r"[ \t\n]+", " ", source.strip())
    source = re.sub(r"(^|[\s(\[|\"])'", r"\1‘", source).replace("'", "’")
    source = re.sub(r'(^|[\s(\[|])"', r"\1“", source).replace('"', "”")
    text = Text("")
    stack: list[tuple[str, tuple[str, ...], bool, int]] = []
    out: list[str] = []
    at = size = 0
    while at < len(source):
        char = source[at]
        if char == "{":
            found = OPEN.match(source, at)
            if not found or found[1] not in CODES:
                raise SourceError(f"unknown markup at: {source[at : at + 60]!r}")
            args = tuple(part.strip() for part in (found[3] or "").split(";"))
            at = found.end()
            if found[4] == "}":
                text.notes[size] = args[0]
            else:
                stack.append((found[1], args, not found[2], size))
            continue
        if char == "}":
            if not stack:
                raise SourceError(f"a bracket closes that was not opened: {source[max(0, at - 60) : at + 1]!r}")
            code, args, certain, start = stack.pop()
            if code == "b":
                text.bold.append((start, size))
            else:
                text.spans.append(Span(code, args, certain, start, size))
            at += 1
            continue
        if source.startswith(" // ", at):  # a forced new line inside a cell or header
            text.breaks.add(size)
            out.append(" ")
            at += 4
        else:
            out.append(char)
            at += 1
        size += 1
    if stack:
        raise SourceError(f"a bracket is not closed in: {source[:80]!r}")
    text.plain = "".join(out)
    text.spans.sort(key=lambda span: (span.start, -span.end))
    return text


def last_day(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def one_date(code: str) -> tuple[date, date, str]:
    """Value of a single date code: its first and last day and precision."""
    if found := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", code):
        day = date(int(found[1]), int(found[2]), int(found[3]))
        return day, day, "day"
    if found := re.fullmatch(r"(\d{4})-(\d\d)", code):
        year, month = int(found[1]), int(found[2])
        return date(year, month, 1), last_day(year, month), "month"
    if found := re.fullmatch(r"\d{4}", code):
        return date(int(code), 1, 1), date(int(code), 12, 31), "year"
    if found := re.fullmatch(r"fy(\d{4})(?:q([1-4]))?", code):
        year = int(found[1])
        if not found[2]:
            return date(year, 4, 1), date(year + 1, 3, 31), "year"
        month = {1: 4, 2: 7, 3: 10, 4: 1}[int(found[2])]
        year += found[2] == "4"
        return date(year, month, 1), last_day(year, month + 2), "quarter"
    if found := re.fullmatch(r"ay(\d{4})", code):
        return date(int(found[1]), 9, 1), date(int(found[1]) + 1, 8, 31), "year"
    if found := re.fullmatch(r"(spring|summer|autumn|winter)(\d{4})", code):
        year, month = int(found[2]), {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}[found[1]]
        return date(year, month, 1), last_day(year + (month == 12), (month + 1) % 12 + 1), "season"
    raise SourceError(
        f"unknown date code {code!r}; write 2019, 2019-06, 2019-06-03, fy2019, fy2019q3, ay2019, spring2019 or a..b"
    )


def when(code: str) -> tuple[str, str, str]:
    """Value of a date code, a range (`a..b`) or with its precision stated (`a..b/period`)."""
    code, _, stated = code.partition("/")
    first, _, last = code.partition("..")
    start, end, precision = one_date(first)
    if last:
        _, end, precision = one_date(last)
    if end < start:
        raise SourceError(f"the range {code!r} ends before it begins")
    return start.isoformat(), end.isoformat(), stated or precision
