"""Say which main clauses of a sentence report an activity, by the `narrative` rules and by all that the sentence shows.

Each main clause is described in a few words ("doer perfect active activity"), which the rules of `rules/extract/actions.yaml`
accept or not; rules that only propose (`proposes`) give the status of what no rule accepts. How likely the sentence reports an
activity at all is then weighed by its traits (`traits`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.extract.actions.told import Place, Told, marks
from pipeline.extract.actions.traits import Described, likely, log_odds, read_weights, traits
from pipeline.extract.grammar.clauses import Clause
from pipeline.model import Block
from pipeline.rules import Hit, Rule, Rules

STATED = ("be", "present")
DONE = ("past", "perfect")
"""Forms of what was done: boilerplate gives no day on which it was."""
GERUND = re.compile(r"\s+(?:\w+ly\s+)?\w{3,}ing\b")
TO_A_MEETING = "goes_before"
"""Word for where a paper goes: that is a step, where what else a paper does is telling."""
PART = "taking_part"
"""Word for what children, parents and residents do as partners in the work, as other people do it."""
RULES_SAY = 1.5
"""How much more a rule's own confidence counts than what the weights make of a sentence, which they judge without knowing of it.

On reports that neither had been made from, all between 1 and 2 did as well.
"""
ENOUGH = 0.5
"""How likely a sentence must report an activity."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A verb that reports an activity, its sort of subject, and the hit of the rule."""

    clause: Clause
    subject: str
    hit: Hit


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may report an activity: the verbs that rules accept, or else the one that is only proposed.

    `meant` are the doers of the sentence before that a pronoun takes up.
    """

    block: Block
    said: Told
    found: list[Accepted]
    proposed: list[Accepted]
    meant: tuple[Place, ...]
    traits: dict[str, float]

    @property
    def confidence(self) -> float:
        """How sure the rule is that found or proposed it."""
        return (self.found or self.proposed)[0].hit.rule.confidence


class Acceptor:
    """Accepts main clauses; made once per report, since it prepares the rules."""

    def __init__(self, rules: Rules, *, reported: bool = False) -> None:
        actions = rules["extract/actions"].rules
        self.reported = reported
        narrative = [rule for rule in actions if "narrative" in rule.sets]
        self.accepts = [rule for rule in narrative if not rule.sets.get("proposes")]
        self.proposes = [rule for rule in narrative if rule.sets.get("proposes")]
        self.vetoes = [rule for rule in actions if "not" in rule.sets]
        self.words = [rule for rule in actions if "word" in rule.sets]
        self.weights = read_weights(rules)

    def accepted(self, said: Told, described: Sequence[Described]) -> list[Accepted]:
        """Return the main verbs that a rule accepts."""
        text, first, sort = said.text, said.clauses[0], described[0].subject
        if sort == "outside" or self.vetoed(said):
            return []
        finds = first.kind == "finding" and re.match(r"\s+that\b", text[first.end :]) is not None
        finds = finds or (sort == "report" and first.form == "present" and TO_A_MEETING not in described[0].extra)
        finds = finds or (first.form in STATED and sort not in ("we", "doer", "people") and _explained(text, said.clauses))
        found = []
        for clause, one in zip(said.clauses, described, strict=True):
            if finds and (clause is first or (one.subject != "we" and clause.form != "future")):
                continue  # what somebody finds, or a report tells, goes on to the sentence's end, unless "and we ..." begins anew
            rules = [rule for rule in self.accepts if clause is first or not rule.sets.get("first")]
            hit = _first_hit(rules, one.line)
            if hit and not self._vetoed_at(text, clause):
                found.append(Accepted(clause, one.subject, hit))
        return found

    def proposed(self, said: Told, described: Sequence[Described]) -> list[Accepted]:
        """Return the first verb that could report an activity, though no rule accepts it."""
        if self.vetoed(said):
            return []
        for clause, one in zip(said.clauses, described, strict=True):
            hit = _first_hit(self.proposes, one.line)
            if hit and not self._vetoed_at(said.text, clause):
                return [Accepted(clause, one.subject, hit)]
        return []

    def traits(
        self, block: Block, section: str, said: Told, described: Sequence[Described], found: Sequence[Accepted]
    ) -> dict[str, float]:
        """Return all that a sentence shows, for the weights."""
        told = found[0].clause
        clauses = sorted(zip(said.clauses, described, strict=True), key=lambda one: (one[0] is not told, one[0].start))
        return traits(block, section, said, [one for _, one in clauses])

    def likely(self, candidate: Candidate) -> float:
        """Return how likely a sentence reports an activity, by its traits and the confidence of the rule that found it."""
        return likely(RULES_SAY * log_odds(candidate.confidence) + self.weights.odds(candidate.traits))

    def in_formal(self, said: Told, found: Iterable[Accepted]) -> list[Accepted]:
        """Return of what was accepted that which counts among the implications that every report must go through.

        There what "has been assessed" is boilerplate, unless a doer or a day is named or people were asked; what will be done
        or is being done counts.
        """
        dated = any(rule.sets["word"] == "dated" and marks(rule, said.text) for rule in self.words)
        return [
            one
            for one in found
            if one.clause.form not in DONE
            or one.clause.kind == "involve"
            or (one.subject in ("doer", "we") and one.clause.voice == "active")
            or dated
        ]

    def vetoed(self, said: Told) -> bool:
        """Say whether the sentence as a whole reports no activity."""
        return any(marks(rule, said.sentence.text) for rule in self.vetoes if "at" not in rule.sets)

    def _vetoed_at(self, text: str, clause: Clause) -> bool:
        """Say whether the verb itself reports no activity: "is attached as Appendix 2", "was visited by inspectors"."""
        hits = [(hit, rule.sets["at"]) for rule in self.vetoes if "at" in rule.sets for hit in rule.find(text)]
        places = {"verb": ((clause.start, clause.end),), "agent": clause.agents}
        return any(hit.start < end and start < hit.end for hit, at in hits for start, end in places[str(at)])

    def described(self, text: str, clause: Clause, kind: str) -> Described:
        """Return what the rules see of a main clause whose subject is of a sort."""
        words = text[min(clause.start, clause.subject[0]) :]
        extra = [str(rule.sets["word"]) for rule in self.words if marks(rule, words)]
        if GERUND.match(text, clause.end):
            extra.insert(0, "gerund")
        if clause.has_object:
            extra.append("object")
        if self.reported:
            extra.append("reported")
        if kind == "children" and clause.voice == "active" and PART in extra:
            kind = "people"
        foretold = clause.form == "be" and "will" in text[clause.start : clause.end].lower()
        form = f"{clause.form} future" if foretold else clause.form
        verb, subject = text[clause.start : clause.end], text[slice(*clause.subject)]
        return Described(kind, form, clause.voice, clause.kind, tuple(extra), verb, subject)


def _first_hit(rules: Iterable[Rule], line: str) -> Hit | None:
    return next((hit for rule in rules for hit in rule.find(line)), None)


def _explained(text: str, clauses: Sequence[Clause]) -> bool:
    """Say whether a colon stands between the first verb and the next: "It is frank: two thirds ..."."""
    return len(clauses) > 1 and ":" in text[clauses[0].end : min(clauses[1].start, clauses[1].subject[0])]
