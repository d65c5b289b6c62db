"""Weigh whether a sentence reports an activity by everything that it shows, where rules see one sign at a time.

A sentence's traits are its words and pairs of words, the forms of its words, the heading above it, and what its main clauses
say (`told: thing present passive activity`). The table `extract/actions_weights` holds for each trait how far it speaks for
an activity, in log odds; it was made by logistic regression from annotated sentences (`benchmarks/weigh_actions.py`). A rule
that accepts the sentence adds the log odds of its own confidence, so that a rule that is sure stands against the weights.
"""

from __future__ import annotations

import csv
import functools
import io
import itertools
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.errors import RuleError
from pipeline.extract.actions.told import Told
from pipeline.model import Block
from pipeline.rules import Rules

WORD = re.compile(r"[a-z']+|£?\d+(?:[.,]\d+)*%?|[,:;?]")
YEAR = re.compile(r"(?:19|20)\d\d")
SHARE = re.compile(r"%|\bper cent\b")
NAME = re.compile(r"(?<!^)\b[A-Z][a-z]+")
ENDING = re.compile(r"(?:ing|ed|es|s|e)$")
MONTHS = frozenset(
    "january february march april may june july august september october november december".split()  # noqa: SIM905 - a list of words
)
CLAUSES = 3
"""Main clauses that are looked at."""
LONG = 40
"""Words from which a sentence counts as long."""
SUBJECT_WORDS = 2
"""Last words of a subject that are looked at: its head with what stands before it."""
ALWAYS = "always"
"""The trait that every sentence has: its weight is the odds before anything is seen."""
SUREST = 0.99


@dataclass(frozen=True, slots=True)
class Described:
    """What the rules see of a main clause: sort of subject, form, voice and kind of its verb, words that matter round it."""

    subject: str
    form: str
    voice: str
    kind: str
    extra: tuple[str, ...]
    verb: str
    subject_words: str

    @property
    def line(self) -> str:
        """Return it as the `narrative` rules read it."""
        return " ".join([self.subject, self.form, self.voice, self.kind, *self.extra])


@dataclass(frozen=True, slots=True)
class Weights:
    """How far each trait speaks for an activity, in log odds."""

    of: Mapping[str, float]

    def odds(self, traits: Mapping[str, float]) -> float:
        """Return the log odds of a sentence with some traits."""
        return sum(self.of.get(name, 0.0) * much for name, much in traits.items())


def read_weights(rules: Rules) -> Weights:
    """Read the table `extract/actions_weights`; raises `RuleError` where it is wrong."""
    return _weights(rules.table("extract/actions_weights"))


@functools.lru_cache(maxsize=4)
def _weights(text: str) -> Weights:
    try:
        return Weights({row["trait"]: float(row["weight"]) for row in csv.DictReader(io.StringIO(text))})
    except (KeyError, TypeError, ValueError) as error:
        raise RuleError(
            f"rules/extract/actions_weights.csv, or one of your own: each row needs a trait and a number (weight): {error}"
        ) from error


def log_odds(share: float) -> float:
    """Return log(p / (1 - p)), with p kept from the ends of its scale, where it would be infinite."""
    share = min(SUREST, max(1 - SUREST, share))
    return math.log(share / (1 - share))


def likely(odds: float) -> float:
    """Return the share whose log odds these are."""
    return 1 / (1 + math.exp(-odds)) if odds > 0 else 1 - 1 / (1 + math.exp(odds))


def traits(block: Block, section: str, said: Told, described: Sequence[Described]) -> dict[str, float]:
    """Return a sentence's traits, each with how much it has of it (1, but for the length).

    Of the clauses described that which may report the activity stands first.
    """
    found = dict.fromkeys(
        [ALWAYS, f"block: {block.kind}", f"section: {section}", f"clauses: {min(CLAUSES, len(described))}"], 1.0
    )
    for n, clause in enumerate(described[:CLAUSES]):
        found.update(dict.fromkeys(_of_clause("other" if n else "told", clause), 1.0))
    text = said.sentence.text
    words = [plain(word) for word in WORD.findall(text.lower())]
    found.update((f"word: {word}", 1.0) for word in words)
    found.update((f"pair: {one} {next_}", 1.0) for one, next_ in itertools.pairwise(words))
    found.update((f"forms: {one} {next_}", 1.0) for one, next_ in itertools.pairwise(said.tags))
    found.update((f"heading: {word}", 1.0) for heading in block.section[-1:] for word in WORD.findall(heading.lower()))
    found[f"begins: {words[0] if words else ''}"] = found[f"ends: {text.strip()[-1:]}"] = 1.0
    found["long"] = min(len(words), LONG) / LONG
    found["a share"] = float(SHARE.search(text) is not None)
    found["a name"] = float(NAME.search(text) is not None)
    return found


def _of_clause(place: str, clause: Described) -> Iterator[str]:
    subject, form, kind = clause.subject, f"{clause.form} {clause.voice}", clause.kind
    for said in (
        f"subject {subject}",
        f"form {form}",
        f"kind {kind}",
        f"{subject} {form} {kind}",
        f"{subject} {kind}",
        f"{form} {kind}",
        f"{subject} {form}",
        *clause.extra,
    ):
        yield f"{place}: {said}"
    verb = clause.verb.split()[-1].lower() if clause.verb.split() else ""
    yield f"{place} verb: {verb}"
    yield f"{place} stem: {ENDING.sub('', verb)}"
    for word in clause.subject_words.lower().split()[-SUBJECT_WORDS:]:
        yield f"{place} subject: {word}"


def plain(word: str) -> str:
    """Return what stands for a word in small letters: years, shares, numbers and months each count as one."""
    if YEAR.fullmatch(word):
        return "YEAR"
    if word.endswith("%"):
        return "SHARE"
    return "NUMBER" if re.match(r"£?\d", word) else "MONTH" if word in MONTHS else word
