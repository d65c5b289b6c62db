"""Find figures that moved from one number to another, within a sentence or over two.

The patterns stand in `rules/extract/changes.yaml`; they are applied to the text with dates, ages and
other numbers that cannot move blanked out, so that only figures are left.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.extract.changes.figures import Figure, blanked, figure_at, figures_in, in_order, moments_in, of_others_only
from pipeline.extract.changes.moments import Pair, pair_over, pairs_in
from pipeline.extract.changes.subjects import counts_same, nothing_counted, speak_of_same, subject_behind, subject_of_movement
from pipeline.extract.numbers import NUMBER
from pipeline.extract.percentages.subjects import Subjects
from pipeline.extract.sentences import sentences
from pipeline.extract.subjects import measured, tree_of
from pipeline.model import Block, Change, Evidence, Structured, Support
from pipeline.rules import Hit, Rules

SILENT_KINDS = frozenset({"furniture", "contents", "heading", "table_header"})

# What stands apart from the text before it: "this" and "it" do not refer to that.
APART_KINDS = frozenset({"footnote", "caption", "table_row", "header_field"})

# How far behind the numbers a word of movement may stand ("from 30 to 17, a fall of 13"), in characters.
_MOVEMENT_BEHIND = 60
_PARTS = 3  # shares of one sentence, from which on they are parts of a whole
_BY_MOMENTS = 0.6  # confidence where no word of movement stands with the figures
_NONE = re.compile(r"\b(?:none|no)\b", re.IGNORECASE)  # a number only where a pattern says so


@dataclass(frozen=True)
class _Sentence:
    """A sentence of a block: its place, and its text with all that is no figure blanked out (when asked for)."""

    block: Block
    start: int
    end: int
    rules: Rules
    english: str | None

    @property
    def raw(self) -> str:
        return self.block.text[self.start : self.end]

    @functools.cached_property
    def text(self) -> str:
        return blanked(self.raw, self.rules)

    def measured(self, *figures: Figure) -> str | None:
        """Return what the first of some figures measures of which the sentence's syntax tells it."""
        tree = tree_of(self.raw, self.rules, self.english) if self.block.kind != "table_row" else None
        for figure in figures:
            span = measured(tree, figure.start, figure.end, self.rules) if tree else None
            if span is not None:
                return self.raw[slice(*span)]
        return None


def find_changes(structured: Structured, rules: Rules, *, english: str | None = None) -> tuple[Change, ...]:
    """Return the changes of all blocks that speak, in the order of the document.

    `english` names an installed pipeline that reads the syntax of their sentences instead of the shipped one.
    """
    found: list[Change] = []
    previous: _Sentence | None = None
    for block in structured.blocks:
        if block.kind in SILENT_KINDS:
            continue
        if block.kind in APART_KINDS:
            previous = None
        for sentence in sentences(block.text, rules):
            now = _Sentence(block, sentence.start, sentence.end, rules, english)
            if _has_two_numbers(now, previous):
                found += (change for change in _in_sentence(now, previous, rules) if not _said_before(change, found))
            if previous is None or not of_others_only(sentence.text, rules):
                previous = now
    return tuple(found)


def _said_before(change: Change, found: list[Change]) -> bool:
    """Say whether the paragraph has told a change already ("It is 412; last year it was 388. The rise from 388 to 412 ...")."""
    return change.evidence.block.kind != "table_row" and any(
        (one.from_value, one.to_value) == (change.from_value, change.to_value)
        for one in reversed(found)
        if one.evidence.block is change.evidence.block
    )


def _has_two_numbers(now: _Sentence, previous: _Sentence | None) -> bool:
    """Say whether a sentence can hold a change: a number, and another in it or in the one before."""
    here = len(NUMBER.findall(now.raw)) + len(_NONE.findall(now.raw))
    return here > 1 or (here == 1 and previous is not None and NUMBER.search(previous.raw) is not None)


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
    if not done:
        yield from _by_moments(now, previous, rules)


def _by_moments(now: _Sentence, previous: _Sentence | None, rules: Rules) -> Iterator[Change]:
    """Yield the changes that no pattern tells, but the moments which its figures are of."""
    found = list(pairs_in(now.text, now.raw, rules)) if now.block.kind != "table_row" else []
    for pair in found:
        start, end = min(pair.first.start, pair.last.start), max(pair.first.end, pair.last.end)
        told = Subjects(now.block, rules, now.english).of(now.start + pair.last.start, now.start + pair.last.end)
        yield _of_pair(now, (start, end), pair, now.measured(pair.first, pair.last) or told)
    if found or previous is None or now.block.kind == "table_row":
        return
    over = pair_over((previous.text, previous.raw), (now.text, now.raw), rules)
    if over is not None:
        pair, ends_here = over
        here, there = (pair.last, pair.first) if ends_here else (pair.first, pair.last)
        start, end = previous.start + there.start, previous.start + there.end
        support = Support("from_value" if ends_here else "to_value", "words", previous.block, start, end)
        subject = subject_behind(previous.block, end, rules) or previous.measured(there)
        subject = subject or Subjects(previous.block, rules, previous.english).of(start, end)
        yield _of_pair(now, (here.start, here.end), pair, subject, support)


def _of_pair(now: _Sentence, place: tuple[int, int], pair: Pair, subject: str | None, *supports: Support) -> Change:
    evidence = Evidence(now.block, now.start + place[0], now.start + place[1], "moments.past", "", _BY_MOMENTS)
    return Change(evidence, subject, pair.first.value, pair.last.value, pair.last.unit or pair.first.unit, supports)


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
    if hit.sets.get("same") is True and not counts_same(now.text, min(first.end, last.end), max(first.end, last.end), rules):
        return None
    if hit.sets.get("order") == "dates" and _told_backwards(now, hit, done, (first, last), rules):
        first, last = last, first
    told = Subjects(now.block, rules, now.english)
    subject = told.of_clause(now.start + first.start) if done == 0 else None
    subject = subject or subject_of_movement(now.block, now.start, now.text, (done, hit.start), near, rules)
    subject = subject or now.measured(first, last) or told.of(now.start + first.start, now.start + first.end)
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
        earlier = [f for f in figures_in(now.text, now.raw, rules) if f.end <= hit.start and (f.start, f.end) not in taken]
        nearest_first = kind == "from" and not dated
        other = _fitting(earlier[::-1] if nearest_first else earlier, known, now, kind, direction)
    if other is None and previous is not None and (refers_back or dated or kind == "to"):
        where = previous
        shares = hit.sets.get("shares") is not True or _share_subject(now, hit, known, previous)
        told = figures_in(previous.text, previous.raw, rules)
        earlier = _of_same_part(told, known, now, hit, previous) if kind == "to" else told
        other = _fitting(earlier, known, now, kind, direction) if shares else None
    if other is None or (hit.sets.get("same") is True and not _same_counted(now, known, where, other)):
        return None
    if dated and _is_later(now, hit, where, rules):
        kind = "to"
    field = "to_value" if kind == "from" else "from_value"
    start, end = where.start + other.start, where.start + other.end
    support = Support(field, "words", where.block, start, end)
    subject = subject_behind(where.block, end, rules) or where.measured(other)
    subject = subject or Subjects(where.block, rules, where.english).of(start, end)
    pair = (known, other) if kind == "from" else (other, known)
    return _change(now, hit, *pair, subject, support)


def _same_counted(now: _Sentence, known: Figure, where: _Sentence, other: Figure) -> bool:
    if where is now:
        return counts_same(now.text, other.end, known.end, now.rules)
    return counts_same(f"{where.text} {now.text}", other.end, len(where.text) + 1 + known.end, now.rules)


def _share_subject(now: _Sentence, hit: Hit, known: Figure, previous: _Sentence) -> bool:
    """Say whether two sentences measure the same: the same unit that few things have, or a word in common."""
    measured = known.unit is not None and known.unit != "%"
    return measured or speak_of_same(previous.text, now.text[: hit.end], now.rules)


def _of_same_part(told: list[Figure], known: Figure, now: _Sentence, hit: Hit, previous: _Sentence) -> list[Figure]:
    """Return the figures of the sentence before; where it parts a whole into shares, those alone whose words speak of the same.

    "42% needed more work, 33% were good. ... The share graded good has risen to 61%": it stood at 33%.
    """
    shares = [figure for figure in told if figure.unit == "%"]
    if known.unit != "%" or len(shares) < _PARTS:
        return told
    ends = [*(figure.start for figure in shares[1:]), len(previous.text)]
    own = (previous.text[figure.end : end] for figure, end in zip(shares, ends, strict=True))
    return [figure for figure, words in zip(shares, own, strict=True) if speak_of_same(words, now.text[: hit.end], now.rules)]


def _figure(now: _Sentence, hit: Hit, name: str, rules: Rules) -> Figure | None:
    """Read the figure of a hit's group; `to_b` and `to_c` are other places for `to`."""
    place = next(hit.spans[key] for key in (name, f"{name}_b", f"{name}_c") if key in hit.spans)
    return figure_at(now.raw, *place, rules)


def _direction(words: str, rules: Rules) -> str:
    hits = rules["extract/changes_movements"].scan(words)
    return str(hits[0].sets["direction"]) if hits else "either"


def _told_backwards(now: _Sentence, hit: Hit, done: int, ends: tuple[Figure, Figure], rules: Rules) -> bool:
    """Say whether the dates beside two numbers tell that what the pattern takes for the old one is the new one."""
    raw = now.raw
    moments = moments_in(raw[hit.start : hit.end], rules)
    if len(moments) < 2:  # "By June 81% ..., compared with 69% in March": the first date stands before the pattern
        moments = moments_in(raw[done : hit.end], rules)
    if len(moments) < 2:
        return False
    printed_in_order = in_order(moments[0], moments[-1])
    return printed_in_order is not None and printed_in_order != (ends[0].start < ends[1].start)


def _is_later(now: _Sentence, hit: Hit, where: _Sentence, rules: Rules) -> bool:
    """Say whether the date beside a hit lies later than the one before it."""
    before = moments_in(where.raw if where is not now else now.raw[: hit.start], rules)
    beside = moments_in(now.raw[: hit.end] if where is not now else now.raw[hit.start : hit.end], rules)
    told = in_order(before[-1], beside[-1]) if before and beside else None
    if told is None:  # "By March it was 17": whatever the year, that is the later one
        return now.raw[: hit.start].lstrip().lower().startswith("by ")
    return told


def _fitting(figures: list[Figure], known: Figure, now: _Sentence, kind: str, direction: str) -> Figure | None:
    """Return the first figure that can be the other end of a change: of the same unit, on the side that the movement tells.

    A bare number ("It has come down to one.") may also share the unit of the figure before it.
    """
    found = next((f for f in figures if _fits(f, known, kind, direction)), None)
    if found is None and known.unit is None and nothing_counted(now.text, known.end, now.rules):
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
