"""Find the calendar words of a report.

The grammar is data (`rules/extract/dates.yaml`); what each hit says is read in `dates_reading`.
Which days are meant is a later question: `resolve` answers it.
"""

from __future__ import annotations

import functools
import re
from itertools import groupby

from pipeline.extract.dates.reading import join_forms, read_forms
from pipeline.model import Block, CalendarForm, DateMention, Evidence, Structured
from pipeline.rules import Hit, Rules, Stretch

SILENT_KINDS = frozenset({"furniture", "contents"})

# Every rule needs figures that may be a year or figures with marks between them, or the name of a month, season, quarter or
# feast, or a year in words; small "may" and "march" need a
# figure or ordinal beside them. The three ways of writing capitals are spelled out: ignoring case costs four times as much.
_NAMES = (
    "january february febuary feburary april june july august septem october novem decem decmber spring summer autumn winter "
    "quarter qtr easter christmas nineteen twenty twenties thousand thirties forties fifties sixties seventies eighties nineties "
    "noughties"
)
_SHORT_NAMES = "jan feb mar apr jun jul aug sept sep oct nov dec"


def _in_any_capitals(words: str) -> str:
    """Return an expression for words in small letters, with a capital, in capitals; those of one letter together."""
    forms = sorted({form(word) for word in words.split() for form in (str, str.capitalize, str.upper)})
    letters = ((letter, "|".join(word[1:] for word in some)) for letter, some in groupby(forms, key=lambda word: word[0]))
    return "|".join(f"{letter}(?:{rest})" for letter, rest in letters)


_WORTH_A_LOOK = re.compile(
    r"\d{4}|\d[./‐‑‒–—−-]\d\d?[./‐‑‒–—−-]\d|\d\s?/\s?\d|[QqHh]\s?[1-4]|FY\s?\d|\d0[’']?s|\d(?:st|nd|rd|th)?\s?(?:of\s)?ma(?:y|rch)\b"
    rf"|(?<![^\W\d_])(?:May|MAY|March|MARCH|of may\b|may (?:the|twenty)\b|ma(?:y|rch)\s\d|{_in_any_capitals(_NAMES)}"
    rf"|(?:{_in_any_capitals(_SHORT_NAMES)})(?![^\W\d_]))"
)
# How far before and behind such a word a rule looks, in characters: over an Act's title, a few words of a clause.
_LOOK_BACK = 80
_LOOK_AHEAD = 90
_PLAIN_NUMBER = re.compile(r"\s*[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\s*%?\s*")


def find_dates(structured: Structured, rules: Rules) -> tuple[DateMention, ...]:
    """Return the calendar words of all blocks that speak, in the order of the document."""
    found = []
    for block in structured.blocks:
        if block.kind in SILENT_KINDS:
            continue
        for start, end, form, hit in calendar_forms(block.text, rules):
            if form.kind == "year" and _is_count_in_table(block, start, end):
                continue
            if form.kind == "quarter" and _is_row_reference(block, start, end):
                continue
            evidence = Evidence(block, start, end, hit.rule.id, hit.cue, hit.rule.confidence)
            found.append(DateMention(evidence, form))
    return tuple(found)


def calendar_forms(text: str, rules: Rules) -> list[tuple[int, int, CalendarForm, Hit]]:
    """Return start, end (excluded), form and rule hit of the calendar words in a text, left to right.

    Spans never overlap and never reach over a tab. Words that read as no possible date (31 June)
    are left out.
    """
    stretches = _stretches(text)
    if not stretches:
        return []
    found: list[tuple[int, int, CalendarForm, Hit]] = []
    for hit in rules["extract/dates"].scan(text, stretches):
        for start, end, form in read_forms(text, hit):
            joined = join_forms(text, found[-1][:3], (start, end, form)) if found else None
            if joined is None:
                found.append((start, end, form, hit))
            else:
                found[-1] = (*joined, found[-1][3])
    return found


@functools.lru_cache(maxsize=2048)  # dates, events, changes and percentages ask about the same sentences
def _stretches(text: str) -> tuple[Stretch, ...]:
    """Return the stretches of a text round its figures and calendar words: elsewhere no rule finds anything."""
    bounds: list[list[int]] = []
    for word in _WORTH_A_LOOK.finditer(text):
        start, end = max(0, word.start() - _LOOK_BACK), min(len(text), word.end() + _LOOK_AHEAD)
        if bounds and start <= bounds[-1][1]:
            bounds[-1][1] = end
        else:
            bounds.append([start, end])
    return tuple(Stretch(text, start, end) for start, end in bounds)


def _is_count_in_table(block: Block, start: int, end: int) -> bool:
    """Tell a count of 2,014 printed as 2014 from a year: it fills its cell, and other cells of the row hold plain numbers."""
    if block.kind != "table_row":
        return False
    cells = block.text.split("\t")
    before = block.text[:start]
    column = before.count("\t")
    if cells[column].strip() != block.text[start:end]:
        return False
    numbers = [cell for n, cell in enumerate(cells) if n != column and _PLAIN_NUMBER.fullmatch(cell)]
    return column > 0 and any(not re.fullmatch(r"\s*(?:19|20)\d\d\s*", cell) for cell in numbers)


def _is_row_reference(block: Block, start: int, end: int) -> bool:
    """Tell the reference Q3 in a row's first cell from the third quarter."""
    return block.kind == "table_row" and block.text[:end].strip() == block.text[start:end] and end - start == 2
