"""Rules ready to be applied to text, alone and together, and which hit wins where several claim the same words."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from pipeline.errors import RuleError
from pipeline.rules.expressions import NOTHING, Expression, Hit, Stretch, find_expression, has_letters, whole
from pipeline.rules.literals import Needs
from pipeline.rules.tokens import find_tokens, open_repeats

if TYPE_CHECKING:
    from pipeline.rules.written import Value

Watched = Callable[[Iterator["Hit"], str], Iterator["Hit"]]
"""Passes on the hits in a text, and takes note of them on the way."""

WATCHED: ContextVar[Watched | None] = ContextVar("WATCHED", default=None)
"""What counts the hits at the moment; here and not in a rule, which stays the same object from report to report."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule ready to be applied; `WATCHED`, where something is, sees every hit that is taken."""

    id: str
    about: str
    file: str
    order: int
    sets: Mapping[str, Value]
    excludes: bool
    priority: int
    confidence: float
    examples: tuple[str, ...]
    expression: Expression | None
    tokens: tuple[tuple[dict[str, Any], ...], ...] = ()
    words: tuple[str, ...] = ()
    own: str | None = None  # the file of a user's own that wrote it or switched it off
    off: bool = False

    @property
    def pattern(self) -> re.Pattern[str] | None:
        return self.expression.pattern if self.expression else None

    @property
    def place(self) -> str:
        """How it is named where something is wrong with it: its file and id."""
        return f"{self.own or f'rules/{self.file}.yaml'}: rule {self.id}"

    @property
    def open_repeats(self) -> int:
        """The most tokens without bound in one of its token patterns."""
        return open_repeats(self.tokens)

    def find(self, text: str) -> Iterator[Hit]:
        """Yield what this rule marks in a text, from left to right."""
        return self.find_in(whole(text))

    def find_in(self, stretch: Stretch) -> Iterator[Hit]:
        """Yield what this rule marks in a stretch of a text, from left to right."""
        if self.expression is not None and not (stretch.meets(self.expression.needs) and self.is_in(stretch)):
            return iter(())
        watched = WATCHED.get()
        hits = self.unwatched(stretch)
        return watched(hits, stretch.text) if watched else hits

    def is_in(self, stretch: Stretch) -> bool:
        """Say whether this rule may mark something in a stretch that has what it needs; one of tokens always may."""
        return self.expression is None or self.expression.is_in(stretch)

    def unwatched(self, stretch: Stretch) -> Iterator[Hit]:
        """Yield what this rule marks, without its hits being counted."""
        if self.expression is None:
            return find_tokens(self, stretch)
        return find_expression(self, self.expression, stretch)


def used(rule: Rule, text: str, start: int, end: int) -> None:
    """Count a hit of a rule that code reads as a vocabulary, instead of applying it, on characters of a text."""
    watched = WATCHED.get()
    if watched and start < end:
        for _ in watched(iter((Hit(rule, start, end, text[start:end], {}, {}),)), text):
            pass


def switched_off(rule: Rule) -> Rule:
    """Return a rule that finds nothing."""
    return replace(rule, expression=NOTHING, tokens=(), words=(), off=True)


class Group:
    """Rules that are applied together: what several of them need is looked for in a text only once."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.rules = tuple(rules)

        self._near: dict[tuple[str, bool], list[tuple[Needs, list[tuple[int, Rule]]]]] = {}

    def _by_needs(self, opening: str, lettered: bool) -> list[tuple[Needs, list[tuple[int, Rule]]]]:
        """Return by their needs the rules that may mark something in a text that begins so, and has letters or none, as cells."""
        groups: dict[Needs, list[tuple[int, Rule]]] = {}
        for n, rule in enumerate(self.rules):
            needs = rule.expression.needs if rule.expression else ()
            opens = rule.expression.opens if rule.expression else None
            begins = opens is None or not opening or opening in opens
            if begins and (lettered or not any(all(map(has_letters, some)) for some in needs)):
                groups.setdefault(needs, []).append((n, rule))
        return list(groups.items())

    def present(self, text: str) -> tuple[Rule, ...]:
        """Return the rules that mark something in a text, in their order."""
        return self.present_in(whole(text))

    def present_in(self, stretch: Stretch) -> tuple[Rule, ...]:
        """Return the rules that mark something in a stretch, in their order."""
        found = stretch.present.get(self)
        if found is None:
            meets, kind = stretch.meets, (stretch.opening, stretch.has_letters)
            rules = self._near.get(kind)
            if rules is None:
                rules = self._near[kind] = self._by_needs(*kind)
            near = [one for needs, some in rules if meets(needs) for one in some]
            there = [(n, rule) for n, rule in near if rule.is_in(stretch)]
            there.sort(key=lambda one: one[0])
            found = stretch.present[self] = tuple(rule for _, rule in there)
        return found

    def find(self, text: str) -> Iterator[Hit]:
        """Yield what the rules mark in a text, rule by rule in their order."""
        for rule in self.present(text):
            yield from rule.find(text)


@dataclass(frozen=True, eq=False)
class RuleFile:
    """The rules of one file, in their order; `parts` are its sub-patterns as written."""

    name: str
    about: str
    rules: tuple[Rule, ...]
    parts: Mapping[str, str] = field(default_factory=dict)
    _groups: dict[tuple[str, Value], Group] = field(default_factory=dict, init=False, repr=False)

    @functools.cached_property
    def all(self) -> Group:
        return Group(self.rules)

    def that_set(self, name: str, value: Value = None) -> Group:
        """Return the rules that set a value of that name: `value`, where one is given."""
        if (name, value) not in self._groups:
            wanted = (rule for rule in self.rules if name in rule.sets and value in (None, rule.sets[name]))
            self._groups[name, value] = Group(wanted)
        return self._groups[name, value]

    def scan(self, text: str, stretches: tuple[Stretch, ...] = (), *, look_alikes: bool = False) -> list[Hit]:
        """Return the hits of all rules that survive where several claim the same words, `look_alikes` among them if asked for.

        Where there are `stretches` of the text, apart from one another, only they are looked at.
        """
        hits = _hits(self.all, stretches or (whole(text),))
        if watched := WATCHED.get():
            for _ in watched(iter(hits), text):
                pass
        return [hit for hit in _survivors(hits) if look_alikes or not hit.rule.excludes]

    def first(self, text: str) -> Hit | None:
        """Return the best single hit in a text, by priority, length and order; for vocabularies."""
        best = min(self.all.find(text), key=claim, default=None)
        return None if best is None or best.rule.excludes else best

    def rule(self, rule_id: str) -> Rule:
        """Return the rule of that id; raises `RuleError` where the file has none."""
        for rule in self.rules:
            if rule.id == rule_id:
                return rule
        raise RuleError(f"rules/{self.name}.yaml: no rule {rule_id}")


def claim(hit: Hit) -> tuple[int, int, int, int]:
    """Return by what hits on the same words are ordered, the winner first: priority, length, order in the file, place."""
    return -hit.rule.priority, -(hit.end - hit.start), hit.rule.order, hit.start


@functools.lru_cache(maxsize=2048)  # dates are looked for in the same text by every class of finding that has some
def _hits(group: Group, stretches: tuple[Stretch, ...]) -> list[Hit]:
    """Return all that rules mark in stretches of a text, the strongest claim first."""
    found = (hit for stretch in stretches for rule in group.present_in(stretch) for hit in rule.unwatched(stretch))
    return sorted(found, key=claim)


def _survivors(hits: Iterable[Hit]) -> list[Hit]:
    """Return the hits whose words no stronger one claims, by place."""
    kept: list[Hit] = []
    for hit in hits:
        if all(hit.end <= k.start or hit.start >= k.end for k in kept):
            kept.append(hit)
    return sorted(kept, key=lambda h: h.start)


@dataclass(frozen=True)
class Rules:
    """All rule files, by their path without ending (`extract/dates`), and the tables (CSV) that go with them.

    `sha256` is that of all texts; `digests` has one for what each file and table does: a reason or an example written anew
    changes none.
    """

    files: Mapping[str, RuleFile]
    sha256: str = field(default="")
    tables: Mapping[str, str] = field(default_factory=dict)
    digests: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> RuleFile:
        try:
            return self.files[name]
        except KeyError:
            raise RuleError(f"there is no rule file rules/{name}.yaml") from None

    def without(self, rule_id: str) -> Rules:
        """Return the rules with one switched off; its file has no digest, as what it gives is not all that it should."""
        name = next(name for name, file in self.files.items() if any(rule.id == rule_id for rule in file.rules))
        file = self.files[name]
        rules = tuple(switched_off(rule) if rule.id == rule_id else rule for rule in file.rules)
        return replace(self, files={**self.files, name: replace(file, rules=rules)}, digests={**self.digests, name: ""})

    def table(self, name: str) -> str:
        """Return the text of a table such as `resolve/authorities`."""
        try:
            return self.tables[name]
        except KeyError:
            raise RuleError(f"there is no table rules/{name}.csv") from None
