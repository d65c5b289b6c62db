"""Who does something in a sentence: what sort of subject it has, and which named doers answer for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.extract.grammar.clauses import Clause
from pipeline.rules import Hit, Rule, Rules, used

CUT_NAME = re.compile(r" [\w&'’()/-]+(?: [\w&'’()/-]+){0,7} ")
"""What may stand between the part of a name that a tree has found and the verb."""

BY_HEAD = ("people", "money", "promise", "report", "children", "result")
"""Sorts of subjects that the head of their phrase tells, the first that does so."""


CUT_BEFORE = re.compile(r"(?:(?:^|(?<=\s))[A-Z][\w&'’-]* (?:(?:for|of|and|the|&) ){0,2}){1,4}$")
"""What may stand before the part of a name that a tree has found: "NHS ELMSHIRE", "DEPARTMENT FOR Education"."""


NAMED_BEFORE = re.compile(r"((?:The |Our )?[A-Z][^,;:]{2,80}), (?:as )?")
BESIDE_NAME = re.compile(r"(?:our|its|their|the|an?) ")
"""A name that opens a sentence, and what says who that is: "ELM COUNCIL, our partner, read ten files"."""


class Phrase:
    """A part of noun phrases, as one of the rules says: used as an expression is, and the rule is told where it was found."""

    def __init__(self, rule: Rule, pattern: re.Pattern[str]) -> None:
        self.rule, self.pattern = rule, pattern

    def match(self, text: str) -> re.Match[str] | None:
        return self._told(self.pattern.match(text))

    def search(self, text: str) -> re.Match[str] | None:
        return self._told(self.pattern.search(text))

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        for found in self.pattern.finditer(text):
            self._told(found)
            yield found

    def split(self, text: str) -> list[str]:
        """Return what stands between these words."""
        parts, end = [], 0
        for found in self.finditer(text):
            parts.append(text[end : found.start()])
            end = found.end()
        return [*parts, text[end:]]

    def _told(self, found: re.Match[str] | None) -> re.Match[str] | None:
        if found is not None:
            used(self.rule, found.string, found.start(), found.end())
        return found


class DoerReader:
    """Reads subjects and agents by `rules/extract/doers.yaml`; made once per report."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules["extract/doers"].rules
        self.phrases = {
            str(rule.sets["phrase"]): Phrase(rule, rule.pattern)
            for rule in reversed(self.rules)  # of two for one phrase the first counts: a user's own stands before the shipped one
            if "phrase" in rule.sets and rule.pattern is not None
        }

    def head_of(self, subject: str) -> str:
        """Return the head of a noun phrase: "The number of open cases" -> "number"."""
        bare = self._without("some_of", self._without("adverbs", subject).strip())
        bare = self._without("determiner", bare).strip()
        ends = self.phrases["head_ends"].search(bare)
        return bare[: ends.start() if ends else None].strip() or bare

    def subject_class(self, subject: str) -> str:
        """Say what sort of subject a verb has.

        One of `we`, `there`, `writer`, `pointer`, `outside`, `meeting`, `doer`, `people`, `letter`, `money`,
        `promise`, `report`, `children`, `figure`, `result`, `none`, or `thing` for all others.
        """
        subject = self._without("adverbs", subject).strip()
        if not subject:
            return "none"
        for name in ("we", "writer", "there"):
            if self._says(subject, name) and not subject.endswith(" and I"):
                return name
        bare, head = self._without("determiner", f"{subject} ").strip(), self.head_of(subject)
        if any(hit.start == 0 for hit in self._hits(subject, "figure")):
            return "figure"
        if not bare and self._ends(subject, "result"):
            return "result"  # "one", "three": some of what was counted before
        if not bare or (self._says(subject, "pointer") and not self.phrases["head_ends"].search(bare)):
            return "pointer"
        if any(hit.start == 0 and self._whole(bare[hit.end :]) for hit in self._hits(bare, "outside")):
            return "outside"
        for name in ("outside", "meeting"):
            if self._ends(head, name):
                return name
        if next(self.named(subject), None) is not None:
            return "doer"
        if self._says(subject, "letter"):
            return "letter"
        kind = next((name for name in BY_HEAD if self._ends(head, name)), "thing")
        return self._beside(bare) if kind == "thing" else kind

    def _beside(self, bare: str) -> str:
        """Return the sort of a subject by what stands beside its head: "Oak Homes and the service", "Next, our charity"."""
        for part in self.phrases["parts"].split(bare)[1:]:
            if next(self.named(part), None) is not None:
                return "doer"
            if self._ends(self._without("determiner", f"{part} ").strip(), "people"):
                return "people"
        return "thing"

    def named(self, text: str, *, anyone: bool = False) -> Iterator[Hit]:
        """Yield the named doers of which a noun phrase consists: "the DCS and the Head of Early Help".

        The phrase must begin with one, and go on as phrases behind a name do ("the Board, chaired by
        ..."); what follows a name otherwise makes it part of another ("the Board minutes"). `anyone`: the
        words stand where a doer must, so that whatever is written large is one, but inspectors and government.
        """
        hits = self._claims(text, anyone=anyone)
        position = self._bare_start(text)
        while hit := next((h for h in hits if h.start == position), None):
            if not self._whole(text[hit.end :]):
                return
            yield hit
            join = self.phrases["joins"].match(text[hit.end :])
            if join is None or self.phrases["beside"].match(text[hit.end :]):
                return
            position = hit.end + join.end()

    def whole_subject(self, text: str, clause: Clause) -> Clause:
        """Return a clause whose subject is the whole name before its verb, where the tree has cut it: "Ready to Learn Board"."""
        start, end = clause.subject
        cut = CUT_BEFORE.search(text[:start])
        if cut is not None and start < end:
            words = text[cut.start() : end]
            names = list(self.named(words))
            whole_name = bool(names) and names[-1].end == len(words)
            if whole_name or self.subject_class(words) == "outside":
                clause, start = replace(clause, subject=(cut.start(), end)), cut.start()
        named = NAMED_BEFORE.fullmatch(text[:start]) if BESIDE_NAME.match(text[start:end]) else None
        names = list(self.named(named[1])) if named is not None else []
        if named is not None and names and names[-1].end == len(named[1]):
            clause, start = replace(clause, subject=(0, end)), 0
        between = text[end : clause.start]
        if start == end or not CUT_NAME.fullmatch(between):
            return clause
        whole = self._without("adverbs", text[start : clause.start].rstrip()).rstrip()
        names = list(self.named(whole))
        return replace(clause, subject=(start, start + len(whole))) if names and names[-1].end == len(whole) else clause

    def of_subject(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the places of the doers whom a subject names, be they members of a body or told in apposition.

        "Officers from Red Kite Council", "the three partners - the Council, the Police and the Trust".
        """
        start = 0
        found = list(self.named(text))
        members = self.phrases["members"].match(text)
        if not found and members is not None:
            start = members.end()
            found = list(self.named(text[start:]))
        for part in () if found else self.phrases["parts"].finditer(text):
            if self.phrases["beside"].match(text[part.start() :]):
                return
            if part[0].strip() not in ("and", "&") or not self.phrases["head_ends"].search(text[: part.start()]):
                start = part.end()
                found = list(self.named(text[start:].rstrip(")")))
            if found:
                break
        if not found:
            start, found = 0, list(self._before_aside(text))
        for hit in found:
            yield start + hit.start, start + hit.end

    def _before_aside(self, text: str) -> Iterator[Hit]:
        """Yield the doers before the first comma or bracket, where an aside stands behind: "The Elm Team, made up of nurses,"."""
        aside = self.phrases["aside"].search(text)
        if aside:
            yield from self.named(text[: aside.start()])

    def behind(self, sort: str, text: str) -> Iterator[tuple[int, int]]:
        """Yield the places of the doers behind the words of the rules of a sort of agents.

        `always`: wherever they stand ("to be led by the DCS"); `subject`: within a subject ("Audits by the
        DCS"); `item`: in an item that is no sentence ("Launch of the rota (Head of Early Help)"); `partner`: a
        body with which something is run.
        """
        for start in sorted(self._ends_of(sort, text) - self._ends_of("never", text)):
            for found in self.named(text[start:], anyone=sort == "partner"):
                yield start + found.start, start + found.end

    def opening(self, text: str) -> Hit | None:
        """Return the named doer with which a text begins, whatever follows: "The Board met" -> Board."""
        position = self._bare_start(text)
        return next((hit for hit in self._claims(text) if hit.start == position), None)

    def _bare_start(self, text: str) -> int:
        determiner = self.phrases["determiner"].match(text)
        return determiner.end() if determiner else 0

    def relative(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the places of doers of what a relative clause says is done to a thing: "clinics, which the DCS will run"."""
        for hit in (hit for rule in self.rules if rule.sets.get("agent") == "relative" for hit in rule.find(text)):
            found = self.opening(text[hit.start : hit.end])
            if found is not None:
                yield hit.start + found.start, hit.start + found.end

    def agents(self, text: str, clause: Clause) -> Iterator[tuple[int, int]]:
        """Yield the places of named doers behind a verb: "was approved by the Board", "work led by the DCS"."""
        hits = [hit for rule in self.rules if rule.sets.get("agent") == "always" for hit in rule.find(text)]
        behind = [hit.end for hit in hits if hit.end > clause.start or hit.start == 0]
        never = self._ends_of("never", text)
        for start, end in clause.agents:
            by = re.match(r"by\s+", text[start:end])
            if by and start + by.end() not in never:
                behind.append(start + by.end())
        for start in sorted(set(behind)):
            for found in self.named(text[start:], anyone=True):
                yield start + found.start, start + found.end

    def _ends_of(self, sort: str, text: str) -> set[int]:
        return {hit.end for rule in self.rules if rule.sets.get("agent") == sort for hit in rule.find(text)}

    def of_others(self, text: str) -> bool:
        """Say whether a text begins with inspectors or government, whose doings are none of the council's."""
        return any(hit.start in (0, self._bare_start(text)) for hit in self._hits(text, "outside"))

    def _without(self, phrase: str, text: str) -> str:
        return "".join(self.phrases[phrase].split(text))

    def _whole(self, following: str) -> bool:
        """Say whether a name ends where these words follow it."""
        return not following.strip() or self.phrases["goes_on"].match(following) is not None

    def _hits(self, text: str, subject: str) -> Iterator[Hit]:
        for rule in self.rules:
            if rule.sets.get("subject") == subject:
                yield from rule.find(text)

    def _says(self, text: str, subject: str) -> bool:
        return next(self._hits(text, subject), None) is not None

    def _ends(self, head: str, subject: str) -> bool:
        return any(hit.end == len(head) for hit in self._hits(head, subject))

    def _claims(self, text: str, *, anyone: bool = False) -> list[Hit]:
        rules = [rule for rule in self.rules if "kind" in rule.sets and (anyone or rule.sets.get("strength") != "anyone")]
        hits = [hit for rule in rules for hit in rule.find(text)]
        if anyone:
            outside = {hit.start for hit in self._hits(text, "outside")}
            hits = [hit for hit in hits if hit.rule.sets.get("strength") != "anyone" or hit.start not in outside]
        hits.sort(key=lambda hit: (-hit.rule.priority, -(hit.end - hit.start), hit.rule.order))
        kept: list[Hit] = []
        for hit in hits:
            if all(hit.end <= other.start or hit.start >= other.end for other in kept):
                kept.append(hit)
        return sorted(kept, key=lambda hit: hit.start)
