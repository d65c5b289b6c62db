"""What labels say of a report: its body, the day of the meeting, the item, its title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.labels import Labelled
from pipeline.model import Block, Evidence, FieldMention
from pipeline.rules import Hit, RuleFile

# Words in the label of a date that say whose day it is, the best first; a day of publication is no meeting's.
_OF_MEETING = re.compile(r"(?i)meeting|committee|cabinet|council|board|panel|executive|decision|considered")
_OF_PAPER = re.compile(r"(?i)publi|report|submi|written")
_EMPTY = re.compile(r"(?i)^\W*(?:n/?a|none|tbc|to be confirmed|not applicable)?\W*$")
_BODY_WORDS = 22  # a longer text is no name of a committee
_SENTENCE = re.compile(r"(?i)\b(?:asked|recommended|requested|invited)\b")
_SAME = {
    "to_committee": "committee",
    "agenda_item": "agenda_item",
    "published": "published",
    "inspection_dates": "inspection_dates",
    "inspection_end": "inspection_end",
    "council": "council",
    "title": "title",
}


def told(file: RuleFile, tells: str, text: str) -> Iterator[Hit]:
    """Yield what the rules that tell one thing mark in a text."""
    return file.that_set("tells", tells).find(text)


def mention(name: str, block: Block, start: int, end: int, rule: str, cue: str, confidence: float) -> FieldMention:
    """Return characters `start` to `end` of a block as a field's value, white space collapsed."""
    value = " ".join(block.text[start:end].split())
    return FieldMention(name, value, Evidence(block, start, end, rule, cue, confidence))


def title_length(text: str, file: RuleFile) -> int:
    """Return how many characters of a text are title: without a remark in brackets behind it."""
    return min([hit.start for hit in told(file, "title_tail", text)], default=len(text)) or len(text)


def fields_of_labels(labelled: tuple[Labelled, ...], file: RuleFile) -> Iterator[FieldMention]:
    """Yield the fields that labels name, of each the first that is not empty; of dates the likeliest alone.

    The day and the item of a meeting may stand beside the name of its body in one value, in either order.
    """
    done: set[str] = set()
    for one in (*_meeting_dates(labelled, file), *_named(labelled, file)):
        if one.name not in done:
            done.add(one.name)
            yield one


def _meeting_dates(labelled: tuple[Labelled, ...], file: RuleFile) -> Iterator[FieldMention]:
    """Yield the day of the meeting by its likeliest label."""
    dates = [v for v in labelled if v.field == "date" and next(told(file, "day_inside", v.value), None)]
    dates = [v for v in dates if not _OF_PAPER.search(v.label) or _OF_MEETING.search(v.label)] or [
        v for v in dates if not re.search(r"(?i)publi", v.label)
    ]
    dates.sort(key=lambda v: not _OF_MEETING.search(v.label))
    for value in dates[:1]:
        item = next(told(file, "item_behind_day", value.value), None)
        if item is not None:
            day = next(told(file, "day_inside", value.value))
            yield _part("meeting_date", value, day.start, day.end)
            yield _part("agenda_item", value, item.start, item.end)
        yield mention("meeting_date", value.block, value.start, value.end, value.rule, value.label, value.confidence)


def _named(labelled: tuple[Labelled, ...], file: RuleFile) -> Iterator[FieldMention]:
    for value in labelled:
        name = _SAME.get(value.field)
        if name is None or _EMPTY.match(value.value):
            continue
        if name == "committee":
            if next(told(file, "not_title", f"for {value.value}"), None) is not None:  # "Report for: Information"
                continue
            if len(value.value.split()) <= _BODY_WORDS and not _SENTENCE.search(value.value):
                yield from _meeting(value, file)
        elif name == "agenda_item":
            number = re.search(r"(?:\d{1,3}(?:\.\d{1,2})?\s?\(?[a-zA-Z]?\)?|[A-Z]\.?\d{0,2}|[IVX]+)(?=\W|$)", value.value)
            if number is not None:
                yield _part(name, value, number.start(), number.end())
        else:
            yield _part(name, value, 0, title_length(value.value, file) if name == "title" else len(value.value))
    for value in labelled:
        if value.field == "date" and (body := next(told(file, "committee_behind_day", value.value), None)) is not None:
            yield _part("committee", value, body.start, body.end)


def _meeting(value: Labelled, file: RuleFile) -> Iterator[FieldMention]:
    """Yield the body that a value names, and the day and the item that stand beside it."""
    text = value.value
    start, end = 0, len(text)
    day = next(told(file, "day_inside", text), None)
    if day is not None:
        yield _part("meeting_date", value, day.start, day.end)
        if re.search(r"\w", text[: day.start]):
            end = len(re.sub(r"(?i)(?:[\s,:|(–—-]|\b(?:on|held|to be|meeting|date|of))*$", "", text[: day.start]))
        else:
            behind = re.match(r"(?i)(?:\W|\b(?:by|at|of|the)\b)*", text[day.end :])
            start = day.end + (behind.end() if behind else 0)
    item = next(told(file, "item", text), None)
    if item is not None:
        yield _part("agenda_item", value, item.start, item.end)
    for tail in told(file, "committee_tail", text[:end]):
        end = tail.start
    if end > start:
        yield _part("committee", value, start, end)


def _part(name: str, value: Labelled, start: int, end: int) -> FieldMention:
    return mention(name, value.block, value.start + start, value.start + end, value.rule, value.label, value.confidence)
