"""Find figures that moved from one number to another, within a sentence or over two.

The patterns stand in `rules/extract/changes.yaml`; they are applied to the text with dates, ages and
other numbers that cannot move blanked out, so that only figures are left.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.extract.changes_figures import Figure, blanked, figure_at, figures_in, last_year
from pipeline.extract.changes_numbers import NUMBER
from pipeline.extract.changes_subjects import subject_behind, subject_of_movement
from pipeline.extract.percentages_subjects import subject_of
from pipeline.extract.sentences import sentences
from pipeline.model import Block, Change, Evidence, Structured, Support
from pipeline.rules import Hit, Rules

SILENT_KINDS = frozenset({"furniture", "contents", "heading", "table_header"})

# What stands apart from the text before it: "this" and "it" do not refer to that.
APART_KINDS = frozenset({"footnote", "caption", "table_row", "header_field"})

# Every pattern needs one of these words beside a number; most sentences have none.
_WORTH_A_LOOK = re.compile(
    r"\bfrom\b|\bcompared\b|\bnow\b|\bthere\b|\b(?:this|it|that|which|these|they|figures?|numbers?|rate|proportion|total|average)\b"
    r"|→|➔|➜|⇒|->|=>|\(\S+ (?:to|[-–→]) |\bon\s+\d|\b(?:was|were)\b.*\b(?:was|were)\b",
    re.IGNORECASE,
)
# How far behind the numbers a word of movement may stand ("from 30 to 17, a fall of 13"), in characters.
_MOVEMENT_BEHIND = 60
_NOTHING_COUNTED_BEHIND = re.compile(r"\s*(?:[.,;:)]|$|\b(?:now|in|by|at|on|from|since|and|a|per)\b|D)")


@dataclass(frozen=True)
class _Sentence:
    """A sentence of a block: its place, and its text with all that is no figure blanked out (when asked for)."""

    block: Block
    start: int
    end: int
    rules: Rules

    @functools.cached_property
    def text(self) -> str:
        return blanked(self.block.text[self.start : self.end], self.rules)


def find_changes(structured: Structured, rules: Rules) -> tuple[Change, ...]:
    """Return the changes of all blocks that speak, in the order of the document."""
    found: list[Change] = []
    previous: _Sentence | None = None
    for block in structured.blocks:
        if block.kind in SILENT_KINDS:
            continue
        if block.kind in APART_KINDS:
            previous = None
        for sentence in sentences(block.text, rules):
            now = _Sentence(block, sentence.start, sentence.end, rules)
            if NUMBER.search(sentence.text) and _WORTH_A_LOOK.search(sentence.text):
                found += _in_sentence(now, previous, rules)
            previous = now
    return tuple(found)


def _in_sentence(now: _Sentence, previous: _Sentence | None, rules: Rules) -> Iterator[Change]:
    hits = rules["extract/changes"].scan(now.text)
    taken = {hit.spans[name] for hit in hits for name in ("from", "to") if name in hit.spans}
    refers_back = any(hit.sets.get("before") == "sentence" for hit in hits)
    done = 0
    for hit in hits:
        if hit.sets["kind"] == "both":
            change = _both(now, hit, done, rules)
        else:
            change = _one(now, previous, hit, taken, refers_back, rules)
        if change is not None:
            done = hit.end
            yield change


def _both(now: _Sentence, hit: Hit, done: int, rules: Rules) -> Change | None:
    """Read a pattern that holds both numbers; a sentence without any movement tells of a range.

    `done` is where the change before it in the sentence ends.
    """
    movements = rules["extract/changes_movements"].scan(now.text)
    near = [m for m in movements if m.start < hit.end + _MOVEMENT_BEHIND]
    if not near and hit.sets.get("movement") is not False and not _opens_cell(now, hit):
        return None
    first, last = _figure(now, hit, "from", rules), _figure(now, hit, "to", rules)
    if first is None or last is None or first.value == last.value:
        return None
    if first.unit != last.unit and (first.unit == "%" or (first.unit and last.unit)):
        return None
    subject = subject_of_movement(now.block, now.start, now.text, (done, hit.start), near, rules)
    subject = subject or subject_of(now.block, now.start + first.start, now.start + first.end, rules)
    return _change(now, hit, first, last, subject)


def _opens_cell(now: _Sentence, hit: Hit) -> bool:
    """Say whether a cell of a table begins with the numbers: "From 31 to 62 a month" in a column of results."""
    before = now.block.text[: now.start + hit.start]
    return now.block.kind == "table_row" and (before.rpartition("\t")[2].strip() == "")


def _one(
    now: _Sentence, previous: _Sentence | None, hit: Hit, taken: set[tuple[int, int]], refers_back: bool, rules: Rules
) -> Change | None:
    """Read a pattern that holds one number; the other is the fitting figure before it.

    For "an increase from 22" that is the nearest before it; for what refers back it is the first of
    the clause or sentence before ("At the year's end 86 children ..., 12 of them .... This is a
    reduction from 140").
    """
    kind, dated = str(hit.sets["kind"]), hit.sets.get("order") == "dates"
    known = _figure(now, hit, kind, rules)
    if known is None:
        return None
    direction = "either" if dated else _direction(hit.cue, rules)
    other, where = None, now
    if not refers_back:
        earlier = [f for f in figures_in(now.text, rules) if f.end <= hit.start and (f.start, f.end) not in taken]
        nearest_first = kind == "from" and not dated
        other = _fitting(earlier[::-1] if nearest_first else earlier, known, now, kind, direction)
    if other is None and previous is not None and (refers_back or dated or kind == "to"):
        where = previous
        other = _fitting(figures_in(previous.text, rules), known, now, kind, direction)
    if other is None:
        return None
    if dated and _is_later(now, hit, where, rules):
        kind = "to"
    field = "to_value" if kind == "from" else "from_value"
    start, end = where.start + other.start, where.start + other.end
    support = Support(field, "words", where.block, start, end)
    subject = subject_behind(where.block, end, rules) or subject_of(where.block, start, end, rules)
    pair = (known, other) if kind == "from" else (other, known)
    return _change(now, hit, *pair, subject, support)


def _figure(now: _Sentence, hit: Hit, name: str, rules: Rules) -> Figure | None:
    """Read the figure of a hit's group; a group `to_b` is another place for `to`."""
    return figure_at(now.text, *(hit.spans.get(name) or hit.spans[f"{name}_b"]), rules)


def _direction(words: str, rules: Rules) -> str:
    hits = rules["extract/changes_movements"].scan(words)
    return str(hits[0].sets["direction"]) if hits else "either"


def _is_later(now: _Sentence, hit: Hit, where: _Sentence, rules: Rules) -> bool:
    """Say whether the date inside a hit lies in a later year than the one before it."""
    start = where.start if where is not now else now.start
    end = where.end if where is not now else now.start + hit.start
    before = last_year(where.block.text[start:end], rules)
    inside = last_year(now.block.text[now.start + hit.start : now.start + hit.end], rules)
    return before is not None and inside is not None and inside > before


def _fitting(figures: list[Figure], known: Figure, now: _Sentence, kind: str, direction: str) -> Figure | None:
    """Return the first figure that can be the other end of a change: of the same unit, on the side that the movement tells.

    A bare number ("It has come down to one.") may also share the unit of the figure before it.
    """
    found = next((f for f in figures if _fits(f, known, kind, direction)), None)
    if found is None and known.unit is None and _NOTHING_COUNTED_BEHIND.match(now.text, known.end):
        found = next((f for f in figures if f.unit != "%" and _fits(f, replace(known, unit=f.unit), kind, direction)), None)
    return found


def _fits(other: Figure, known: Figure, kind: str, direction: str) -> bool:
    if other.unit != known.unit or other.value == known.value:
        return False
    first, last = (known.value, other.value) if kind == "from" else (other.value, known.value)
    return direction == "either" or (last > first) == (direction == "up")


def _change(now: _Sentence, hit: Hit, first: Figure, last: Figure, subject: str | None, *supports: Support) -> Change:
    evidence = Evidence(now.block, now.start + hit.start, now.start + hit.end, hit.rule.id, hit.cue, hit.rule.confidence)
    return Change(evidence, subject, first.value, last.value, last.unit or first.unit, supports)
