"""Weigh what kind of step, if any, happened on a date by all the words round it, where rules see one phrase at a time.

The traits of a date are the words before and behind it, nearer ones counting more, pairs of them, the heading above, the
date's own form, and what the sentence's syntax says is done on it and to what. The table `extract/events_weights` holds for
each kind of step and each trait how far it speaks for that kind, in log odds; it was made by logistic regression from
annotated reports (`benchmarks/weigh_events.py`). A step that the rules give to a date is left out only where all of that
speaks clearly against it; where no rule gives one, it must not speak much against it, and a rule (`likely`) must find a word
of that kind of step.
"""

from __future__ import annotations

import csv
import functools
import io
import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.errors import RuleError
from pipeline.extract.actions.traits import WORD, plain
from pipeline.extract.events.frames import Line
from pipeline.extract.events.pairs import TITLED, Linker, Pair, Step
from pipeline.model import Block
from pipeline.rules import Group, Hit, Rules

AGAINST = -4.5
"""Log odds below which a step that a rule found is left out."""
FOR = -1.0
"""Log odds above which a step counts where no rule found any on its date: words of its kind must stand there too."""
BESIDE = 0.5
"""The same where rules found a step of another kind. All three were chosen on reports that neither rules nor weights knew."""
NEAR, AROUND = 6, 14
"""Words from a date that count in full, and those that count in part."""
IN_PART = 0.6
MANY = 4
"""Dates of a sentence from which there are many."""
ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class StepWeights:
    """How far each trait speaks for each kind of step, in log odds."""

    of: Mapping[str, Mapping[str, float]]

    def odds(self, traits: Mapping[str, float]) -> dict[str, float]:
        """Return for each kind the log odds that a date with some traits has a step of it."""
        return {kind: sum(own.get(name, 0.0) * much for name, much in traits.items()) for kind, own in self.of.items()}


def read_step_weights(rules: Rules) -> StepWeights:
    """Read the table `extract/events_weights`; raises `RuleError` where it is wrong."""
    return _weights(rules.table("extract/events_weights"))


@functools.lru_cache(maxsize=4)
def _weights(text: str) -> StepWeights:
    of: dict[str, dict[str, float]] = {}
    try:
        for row in csv.DictReader(io.StringIO(text)):
            kind, trait = row["trait"].split("; ", 1)
            of.setdefault(kind, {})[trait] = float(row["weight"])
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise RuleError(
            "rules/extract/events_weights.csv, or one of your own: each row needs a kind of step and a trait, "
            f"parted by a semicolon, and a number (weight): {error}"
        ) from error
    return StepWeights(of)


def traits(block: Block, text: str, day: tuple[int, int], days: int, lines: Iterable[Line] = ()) -> dict[str, float]:
    """Return the traits of the date at some characters of a sentence that has so many dates, each with how much it counts.

    `lines` say what is done in the sentence and to what.
    """
    start, end = day
    before, after, own = (
        [plain(word) for word in WORD.findall(part.lower())] for part in (text[:start], text[end:], text[start:end])
    )
    found = dict.fromkeys([ALWAYS, f"block: {block.kind}", f"dates: {min(days, MANY)}", f"date: {' '.join(own)}"], 1.0)
    for side, words in (("before", before[::-1]), ("after", after)):
        for n, word in enumerate(words):
            much = 1.0 if n < NEAR else IN_PART
            for trait in (f"{side}: {word}", f"near: {word}") if n < AROUND else (f"far: {word}",):
                found[trait] = max(found.get(trait, 0.0), much if n < AROUND else 1.0)
    for words in (before[-AROUND:], after[:AROUND]):
        found.update((f"pair: {one} {next_}", 1.0) for one, next_ in itertools.pairwise(words))
    found.update((f"heading: {word}", 1.0) for heading in block.section[-1:] for word in WORD.findall(heading.lower()))
    for line in lines:
        if line.owns(day):
            found.update(dict.fromkeys(_done(line), 1.0))
    return found


def _done(line: Line) -> Iterator[str]:
    """Yield the traits of an act that a date belongs to: its class, its voice, its word, and what it is done by and to."""
    act, voice, *things = line.text.split()
    yield from (f"act: {act}", f"act: {act} {voice}", f"done: {line.word}")
    for place, _, classes in (thing.partition("=") for thing in things):
        for name in classes.split(","):
            yield from (f"act: {act} {place}={name}", f"with: {place}={name}")


class StepWeigher:
    """Holds steps that the rules found against the weights, and adds what those alone speak for; made once per report."""

    def __init__(self, rules: Rules, linker: Linker) -> None:
        self.linker = linker
        self.weights = read_step_weights(rules)
        self.likely = [rule for rule in rules["extract/events"].rules if "likely" in rule.sets]
        files = rules["extract/events"].rules, rules["extract/events_clauses"].rules
        self.look_alikes = Group(rule for file in files for rule in file if rule.excludes)

    def weighed(
        self, block: Block, text: str, pairs: Iterable[Pair], days: Sequence[tuple[int, int]], lines: Sequence[Line] = ()
    ) -> Iterator[Pair]:
        """Yield the pairs of a sentence that stand, in the order of their dates."""
        given = list(pairs)
        for day in days:
            odds = self.weights.odds(traits(block, text, day, len(days), lines))
            own = [pair for pair in given if pair.date == day]
            yield from (pair for pair in own if odds.get(pair.step.kind, 0.0) >= AGAINST)
            told = {pair.step.kind for pair in given if day in (pair.date, pair.until)}
            least = BESIDE if told else math.inf if self._is_of_something_else(text, day) else FOR
            for kind, much in odds.items():
                hit = self._nearest(text, day, kind) if much > least and kind not in told else None
                if hit is not None:
                    yield Pair(Step(hit, kind), day, 0.0, sure=1 / (1 + math.exp(-much)))

    def _is_of_something_else(self, text: str, day: tuple[int, int]) -> bool:
        """Say whether the words before a date make it the end of something, the day of a letter, or part of a plan's name."""
        before = text[max(0, day[0] - TITLED) : day[0]]
        return any(self.linker.first(link, before) for link in ("ends", "titled", "elsewhere"))

    def _nearest(self, text: str, day: tuple[int, int], kind: str) -> Hit | None:
        """Return the word that names a kind of step nearest to a date, but for those of look-alikes ("mock inspection")."""
        hits = [hit for rule in self.likely if rule.sets["likely"] == kind for hit in rule.find(text)]
        if hits:
            taken = [(hit.start, hit.end) for hit in self.look_alikes.find(text)]
            hits = [hit for hit in hits if not any(start < hit.end and hit.start < end for start, end in taken)]
        return min(hits, key=lambda hit: max(day[0] - hit.end, hit.start - day[1]), default=None)
