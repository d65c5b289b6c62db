"""Read from the words round a date without a year where it lies: behind the report, ahead of it, or beside another date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.model import Block, DateMention, Days, Evidence
from pipeline.resolve.dates_days import Direction
from pipeline.rules import Rules

# Between two dates that share a year nothing stands but such words: "in June and again in September 2015".
_JOINED = re.compile(
    r"[\s,;(&/–—-]*(?:\b(?:and|or|to|then|until|again|later|in|on|from|by|the|at|early|mid|late|end|of)\b[\s,;(&/–—-]*)*"
)
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
_FROM = re.compile(r"\bfrom\b[^.;]{0,60}$", re.IGNORECASE)
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
        if (direction := _as_direction(hit.sets.get("direction"))) is not None:
            away = _CLAUSE_AWAY * len(_NEW_CLAUSE.findall(behind, 0, hit.start))
            away += int(hit.sets.get("away") or 0)
            cues.append((away + _WEIGHT_BEHIND * hit.start + 1, direction))
    if cues:
        return min(cues, key=lambda cue: cue[0])[1]
    return "plan" if evidence.block.kind == "table_row" else None


def _as_direction(value: object) -> Direction | None:
    if value == "past":
        return "past"
    return "future" if value == "future" else None


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
    return None


def _joins(words: str) -> bool:
    return bool(words.strip()) and _JOINED.fullmatch(words) is not None


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


def older_story(mention: DateMention, told: list[Told], report_date: date) -> Told | None:
    """Return the date before this one in its sentence that sets an older story's time."""
    evidence = mention.evidence
    start, _ = _sentence(evidence.block.text, evidence.start, evidence.end)
    for other in reversed(told):
        their = other.mention.evidence
        if their.block is not evidence.block or not start <= their.start < evidence.start:
            continue
        if _SETS_THE_TIME.search(evidence.block.text[: their.start]) and report_date - other.days.end > _OLDER_STORY:
            return other
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


def moves_to(first: Evidence, last: Evidence) -> bool:
    """Say whether a figure moves "from" one date "to" the other in the same sentence."""
    text = first.block.text
    if first.block is not last.block or _SENTENCE_END.search(text, first.end, last.start):
        return False
    start, _ = _sentence(text, first.start, first.end)
    return _FROM.search(text, start, first.start) is not None and _TO.search(text, first.end, last.start) is not None


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
