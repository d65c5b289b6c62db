"""Expressions, the stretches of text in which they look, and the hits that they give."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.errors import RuleError
from pipeline.frozen import made_quickly
from pipeline.rules.literals import Needs, needs_of
from pipeline.rules.openings import opening, opens_of

if TYPE_CHECKING:
    from pipeline.rules.apply import Group, Rule
    from pipeline.rules.written import Value


class Expression:
    """A regular expression that is compiled only when a text holds the letters that it needs; many never meet one.

    `place` names file and rule; a source that is no regular expression raises `RuleError` with it.
    """

    def __init__(self, source: str, flags: int, place: str) -> None:
        self.source, self.flags, self.place = source, flags, place

    @functools.cached_property
    def pattern(self) -> re.Pattern[str]:
        try:
            return re.compile(self.source, self.flags)
        except re.error as error:
            raise RuleError(f"{self.place} is no regular expression: {error}") from error

    def is_in(self, stretch: Stretch) -> bool:
        """Say whether it matches anywhere; most do not, and a search costs half of what an iterator does."""
        if self in stretch.without:
            return False
        found = self.pattern.search(stretch.text, stretch.start, stretch.end) is not None
        if not found:
            stretch.without.add(self)
        return found

    @functools.cached_property
    def needs(self) -> Needs:
        try:
            return needs_of(self.source, self.flags)
        except re.error:
            self.pattern.search("")  # raises, and says which expression it is
            raise

    @functools.cached_property
    def opens(self) -> frozenset[str] | None:
        """The letters one of which begins every text that it matches (`openings.opening_letters`)."""
        return opens_of(self.source, self.flags)


class Stretch:
    """Characters `start` to `end` of a text, in which rules look; a lookbehind may see what is before them.

    Several steps ask the same rules about the same text, so a stretch remembers the answers: `without` holds the expressions
    that do not match in it, `present` the rules that do. `opening` is the letter with which it begins, where that tells anything.
    """

    __slots__ = ("_small", "end", "opening", "present", "start", "text", "without")

    def __init__(self, text: str, start: int = 0, end: int | None = None) -> None:
        self.text, self.start, self.end = text, start, len(text) if end is None else end
        self._small = text[start:end].lower()
        self.opening = "" if start else opening(text)
        self.without: set[Expression] = set()
        self.present: dict[Group, tuple[Rule, ...]] = {}

    @property
    def has_letters(self) -> bool:
        return has_letters(self._small)

    def meets(self, needs: Needs) -> bool:
        """Say whether at least one string of each set is there; without it the expression cannot match."""
        small = self._small
        for some in needs:  # loops, as `any` over a generator takes twice the time
            for one in some:
                if one in small:
                    break
            else:
                return False
        return True


def has_letters(small: str) -> bool:
    """Say whether a text in small letters has any; of all ways to ask this is the quickest."""
    return small.islower()


@functools.lru_cache(maxsize=4096)  # the blocks and sentences of a report, which step after step shows to its rules
def whole(text: str) -> Stretch:
    """Return a text as a stretch of its own."""
    return Stretch(text)


NOTHING = Expression("(?!)", 0, "")
"""What a rule looks for that is switched off."""


@made_quickly
@dataclass(frozen=True, slots=True)
class Hit:
    """Words that a rule marked: characters `start` to `end` of the text it was given."""

    rule: Rule
    start: int
    end: int
    cue: str
    groups: Mapping[str, str]
    spans: Mapping[str, tuple[int, int]]

    @property
    def sets(self) -> Mapping[str, Value]:
        return self.rule.sets


def find_expression(rule: Rule, expression: Expression, stretch: Stretch) -> Iterator[Hit]:
    """Yield what the expression of a rule marks."""
    pattern = expression.pattern
    marked = "mention" if "mention" in pattern.groupindex else 0
    for match in pattern.finditer(stretch.text, stretch.start, stretch.end):
        start, end = match.span(marked)
        if start == end:
            continue
        groups = {k: v for k, v in match.groupdict().items() if v is not None}
        spans = {k: match.span(k) for k in groups}
        yield Hit(rule, start, end, match.group(0), groups, spans)
