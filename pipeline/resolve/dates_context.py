"""Read from the words round a date without a year where it lies: behind the report, ahead of it, or beside another date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.model import Block, DateMention, Days, Evidence, ResolvedDate
from pipeline.resolve.dates_days import Direction
from pipeline.resolve.statuses import status_said
from pipeline.rules import Rules

# Between two dates that share a year nothing stands but such words: "in June and again in September 2015".
_JOINED = re.compile(
    r"[\s,;(&/–—-]*(?:\b(?:and|or|to|then|until|again|later|in|on|from|by|the|at|early|mid|late|end|of)\b[\s,;(&/–—-]*)*"
)
# In a series each date has its figure: "(Q2: 71.5%; Q3: 74%)", "31 in April, 24 in May".
_SERIES = re.compile(
    rf"(?:{_JOINED.pattern}|[:=)]\s*|[£<>~]?\d[\d,.]*(?:\s?%|\s?per cent)?[\s,;:()–—-]+|\b(?:was|were|but|only|just)\b\s*)+"
)
# In a cell of a date alone no more stands beside it than "by the", in characters.
_BESIDE_IN_CELL = 8
# A date told of as the time of what follows, not as the time of something mentioned in passing.
_SETS_THE_TIME = re.compile(r"\b(?:in|on|during|by|at|as at|throughout)\s+(?:the\s+)?$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.;!?]\s+|\t")
_NEW_CLAUSE = re.compile(r",?\s(?:and|but|which|who|that|while|whilst|where|so|because)\s", re.IGNORECASE)
# Cues behind a date speak for it less than those before it, those of another clause less than its own (in characters).
_WEIGHT_BEHIND = 1.5
_CLAUSE_AWAY = 40
# Reports tell of the last year by months alone; an older date shows that an older story is being told.
_OLDER_STORY = timedelta(days=365)
# Precisions so exact that what is told next lies months, not years away.
EXACT = ("day", "month", "season", "quarter")
_AFTERWARDS = re.compile(r"\b(?:again|then|later|next)\b", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\b[^.;]{0,60}$", re.IGNORECASE)
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_LABEL_ENDS = re.compile(r"\s*(?::|[–—-]\s|\t)")
_HELD_AGAINST = re.compile(r"[\s,]*\(\s*(?:in|at|for|was|the)?\s*", re.IGNORECASE)
_TO = re.compile(r"\bto\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """A date of the report whose year is printed, with its days."""

    mention: DateMention
    days: Days

    @property
    def block(self) -> Block:
        return self.mention.evidence.block


def direction_of(mention: DateMention, rules: Rules) -> Direction | None:
    """Return where a date lies by the words of its sentence: those straight before it, else the nearest verb."""
    evidence = mention.evidence
    start, end = _sentence(evidence.block.text, evidence.start, evidence.end)
    before, behind = evidence.block.text[start : evidence.start], evidence.block.text[evidence.end : end]
    calendar = rules["resolve/calendar"]
    cues: list[tuple[float, Direction]] = []
    for hit in calendar.scan(before):
        if (direction := _as_direction(hit.sets.get("direction"))) is not None:
            away = _CLAUSE_AWAY * len(_NEW_CLAUSE.findall(before, hit.end))
            away += int(hit.sets.get("away") or 0)
            cues.append((away + len(before) - hit.end, direction))
    for hit in calendar.scan(behind):
        if (direction := _as_direction(hit.sets.get("behind") or hit.sets.get("direction"))) is not None:
            away = _CLAUSE_AWAY * len(_NEW_CLAUSE.findall(behind, 0, hit.start))
            away += int(hit.sets.get("away") or 0)
            cues.append((away + _WEIGHT_BEHIND * hit.start + 1, direction))
    if cues:
        return min(cues, key=lambda cue: cue[0])[1]
    if evidence.block.kind != "table_row":
        return _by_heading(evidence.block, rules)
    return "done" if _is_done(evidence.block, evidence.start, rules) else "plan"


def _by_heading(block: Block, rules: Rules) -> Direction | None:
    """Return where the dates of a section lie whose own heading looks ahead ("Next steps"), where no verb tells."""
    looks_ahead = block.section and any(
        hit.sets.get("direction") == "future" for hit in rules["resolve/calendar"].scan(block.section[-1])
    )
    return "plan" if looks_ahead else None


def _is_done(block: Block, start: int, rules: Rules) -> bool:
    """Say whether a cell of a row, beside the one with the date, calls its action complete."""
    at = 0
    for cell in block.text.split("\t"):
        if not at <= start <= at + len(cell):
            hit = status_said(cell, "cell", rules)
            if hit is not None:
                return hit.sets["status"] == "complete"
        at += len(cell) + 1
    return False


def _as_direction(value: object) -> Direction | None:
    named: dict[object, Direction] = {"past": "past", "future": "future", "plan": "plan"}
    return named.get(value)


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the sentence or cell round a span, as far as full stops, semicolons and tabs tell."""
    first = max((m.end() for m in _SENTENCE_END.finditer(text, 0, start)), default=0)
    last = _SENTENCE_END.search(text, end)
    return first, len(text) if last is None else last.start()


def partner_of(mention: DateMention, told: list[Told]) -> tuple[Told, Direction] | None:
    """Return the dated neighbour that a date is joined to, and on which side of it the date lies."""
    evidence = mention.evidence
    for other in told:
        their = other.mention.evidence
        if their.block is not evidence.block:
            continue
        if evidence.end <= their.start and _joins(evidence.block.text[evidence.end : their.start]):
            return other, "past"
        if their.end <= evidence.start and _joins(evidence.block.text[their.end : evidence.start]):
            return other, "future"
    return _beside_in_row(mention, told)


def _beside_in_row(mention: DateMention, told: list[Told]) -> tuple[Told, Direction] | None:
    """Return the dated cell beside a cell with nothing but a date: a plan's start and end."""
    block = mention.evidence.block
    if block.kind != "table_row" or not _fills_cell(mention.evidence):
        return None
    for other in told:
        their = other.mention.evidence
        if their.block is block and _fills_cell(their) and block.text.count("\t", *_between(their, mention.evidence)) == 1:
            return other, "past" if their.start > mention.evidence.start else "future"
    return None


def _between(one: Evidence, other: Evidence) -> tuple[int, int]:
    return min(one.end, other.end), max(one.start, other.start)


def _fills_cell(evidence: Evidence) -> bool:
    text = evidence.block.text
    start, end = text.rfind("\t", 0, evidence.start) + 1, text.find("\t", evidence.end)
    return (end if end >= 0 else len(text)) - start - (evidence.end - evidence.start) <= _BESIDE_IN_CELL


def _joins(words: str) -> bool:
    return bool(words.strip()) and (_JOINED.fullmatch(words) or _SERIES.fullmatch(words)) is not None


def goes_on_from(mention: DateMention, before: ResolvedDate) -> bool:
    """Say whether a date goes on from the one before it: "in January and again in April", "(Q2: 71%; Q3: 74%)"."""
    evidence, other = mention.evidence, before.evidence
    return evidence.block is other.block and _joins(evidence.block.text[other.end : evidence.start])


def comes_after(mention: DateMention, before: ResolvedDate) -> bool:
    """Say whether the words tell a date as the later one of two: "in January and again in April"."""
    text, between = mention.evidence.block.text, (before.evidence.end, mention.evidence.start)
    return goes_on_from(mention, before) and _AFTERWARDS.search(text, *between) is not None


def is_moved_to(mention: DateMention, rules: Rules) -> Direction | None:
    """Return on which side of a new deadline the old one lies: "extended to" after it, "brought forward to" ahead of it."""
    evidence = mention.evidence
    start, _ = _sentence(evidence.block.text, evidence.start, evidence.end)
    for hit in rules["resolve/calendar"].scan(evidence.block.text[start : evidence.start]):
        if "old_date" in hit.sets:
            return "past" if hit.sets["old_date"] == "before" else "future"
    return None


def year_named(mention: DateMention, told: list[Told]) -> Told | None:
    """Return the year that the sentence has named before one of its quarters ("rose in 2016/17, most in the final quarter")."""
    evidence = mention.evidence
    if mention.form.kind != "quarter":
        return None
    start, _ = _sentence(evidence.block.text, evidence.start, evidence.end)
    for other in reversed(told):
        their = other.mention.evidence
        if their.block is evidence.block and start <= their.start < evidence.start and other.days.precision == "year":
            return other
    return None


def label_of(mention: DateMention, told: list[Told]) -> Told | None:
    """Return the year that opens the paragraph or row as its label: "2018: inspected again (June)"."""
    evidence, text = mention.evidence, mention.evidence.block.text
    for other in told:
        their = other.mention.evidence
        if their.block is evidence.block and their.start < evidence.start and other.days.precision == "year":
            opens = not _LETTER_OR_DIGIT.search(text, 0, their.start)
            return other if opens and _LABEL_ENDS.match(text, their.end) else None
    return None


def held_against(mention: DateMention, told: list[Told]) -> Told | None:
    """Return the same month or quarter of a year before that a figure is held against: "77% in Q1 (Q1 2023/24: 71%)"."""
    evidence = mention.evidence
    if mention.form.kind not in ("month", "quarter"):
        return None
    part = mention.form.kind
    for other in told:
        their, form = other.mention.evidence, other.mention.form
        if their.block is not evidence.block or form.kind != part or form.parts[part] != mention.form.parts[part]:
            continue
        if evidence.end <= their.start and _HELD_AGAINST.fullmatch(evidence.block.text, evidence.end, their.start):
            return other
    return None


def older_story(mention: DateMention, told: list[Told], report_date: date) -> Told | None:
    """Return the date before this one in its sentence that sets an older story's time."""
    evidence = mention.evidence
    start, _ = _sentence(evidence.block.text, evidence.start, evidence.end)
    for other in reversed(told):
        their = other.mention.evidence
        if their.block is not evidence.block or not start <= their.start < evidence.start:
            continue
        if _SETS_THE_TIME.search(evidence.block.text[: their.start]):
            return other if report_date - other.days.end > _OLDER_STORY else None
    return None


def said_before(mention: DateMention, told: list[Told]) -> Told | None:
    """Return the day, month, season or quarter last told of in its paragraph ("... on 13 June 2022. It was a hard summer.")."""
    evidence = mention.evidence
    for other in reversed(told):
        their = other.mention.evidence
        if their.block is evidence.block and their.end <= evidence.start:
            return other if other.days.precision in EXACT else None
    return None


def older_days(mention: DateMention, told: list[Told], report_date: date) -> Told | None:
    """Return the day of more than a year ago, told of last before a day without a year in its paragraph, that it goes on from."""
    if mention.form.kind not in ("day", "days"):
        return None
    before = said_before(mention, told)
    if before is None or before.days.precision != "day" or report_date - before.days.end <= _OLDER_STORY:
        return None
    return before


def same_sentence(first: ResolvedDate, last: ResolvedDate) -> bool:
    """Say whether two dates, one behind the other, stand in the same sentence or cell."""
    one, other = first.evidence, last.evidence
    return one.block is other.block and not _SENTENCE_END.search(one.block.text, one.end, other.start)


def moves_to(first: ResolvedDate, last: ResolvedDate) -> bool:
    """Say whether a figure moves "from" one date "to" the other in the same sentence."""
    if not same_sentence(first, last):
        return False
    one, other, text = first.evidence, last.evidence, first.evidence.block.text
    start, _ = _sentence(text, one.start, one.end)
    return _FROM.search(text, start, one.start) is not None and _TO.search(text, one.end, other.start) is not None


def heading_cell(mention: DateMention, told: list[Told]) -> Told | None:
    """Return the year or quarter in the cell above a table heading ("2014/15" over Jan to Dec), or in the band above a row."""
    evidence = mention.evidence
    block = evidence.block
    if block.table is None:
        return None
    own = next((cell for cell in block.cells if cell.start <= evidence.start < max(cell.end, cell.start + 1)), None)
    for other in reversed(told):
        above = other.block
        if above.table != block.table or above.seq >= block.seq or other.days.precision not in ("year", "quarter"):
            continue
        if block.band is not None and above.text == block.band:
            return other
        if own is None or above.kind != "table_header" or block.kind != "table_header":
            continue
        for cell in above.cells:
            over = cell.column < own.column + own.column_span and own.column < cell.column + cell.column_span
            if over and cell.start <= other.mention.evidence.start < cell.end:
                return other
    return None


def heading_period(mention: DateMention, told: list[Told]) -> Told | None:
    """Return the year or quarter that the heading or table title above a date is about ("Performance 2014/15")."""
    block = mention.evidence.block
    for other in reversed(told):
        heading = other.block
        if heading.seq >= block.seq or heading.kind not in ("heading", "caption"):
            continue
        if other.mention.form.kind not in ("financial_year", "academic_year", "quarter", "quarters", "half"):
            continue
        if heading.kind == "caption" or heading.text in block.section:
            return other
    return None
