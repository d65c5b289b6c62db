"""Actions in running text: sentences whose main clause reports an activity of the council or its partners.

Each sentence's main verbs are described in a few words ("doer perfect active activity"), which the
`narrative` rules of `rules/extract/actions.yaml` accept or not; the first that is accepted gives the
status. Doers that are named become leads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.actions_clauses import ClauseReader, VerbGroup
from pipeline.extract.actions_doers import DoerReader, is_agent_of
from pipeline.extract.sentences import Sentence, sentences
from pipeline.model import ActionMention, Block, Evidence, LeadMention
from pipeline.rules import Hit, Rule, Rules

Place = tuple[int, int]
READ = ("paragraph", "list_item")
PERSONAL = re.compile(r"\b(?:they|he|she|it)\b(?: \w+ly| also| now| then)?", re.IGNORECASE)
ONE = re.compile(r"(?:he|she|it)(?: \w+ly| also| now| then)?", re.IGNORECASE)  # "they" may be anybody
TAKEN_UP = ("outside", "report", "doer", "people", "children")
UNRESOLVED = {"he": "doer", "she": "doer"}
SENTENCE_BEGINS = re.compile(r"(?:we|our|the|an?|all|both|each|two|three|staff|managers)\b")
NOW = re.compile(r"\bnow$", re.IGNORECASE)  # "managers now sign off": a habit that is new
GERUND = re.compile(r"\s+(?:\w+ly\s+)?\w{3,}ing\b")


class NarrativeReader:
    """Finds the narrative actions of a block; made once per report, since it prepares the rules."""

    def __init__(self, rules: Rules, *, reported: bool = False) -> None:
        """Prepare the rules; `reported` says that the document is in reported speech, as minutes are."""
        self.rules = rules
        self.reported = reported
        self.clauses = ClauseReader(rules)
        self.doers = DoerReader(rules)
        actions = rules["extract/actions"].rules
        self.accepts = [rule for rule in actions if "narrative" in rule.sets]
        self.vetoes = [rule for rule in actions if "not" in rule.sets]
        self.words = [rule for rule in actions if "word" in rule.sets]
        self.sections = [rule for rule in actions if "section" in rule.sets]

    def _section(self, block: Block) -> str:
        """Say by the headings above a block whether activity stands there: `skip`, `formal`, or `open`."""
        said = {str(rule.sets["section"]) for heading in block.section for rule in self.sections if _marks(rule, heading)}
        return "skip" if "skip" in said else "formal" if "formal" in said else "open"

    def read(self, block: Block) -> Iterator[ActionMention]:
        """Yield the narrative actions of one block in the order of its sentences."""
        sort = self._section(block)
        if block.kind not in READ or sort == "skip":
            return
        if block.kind == "list_item" and block.text[:1].islower() and not SENTENCE_BEGINS.match(block.text):
            return  # a limb of a sentence that its lead-in begins
        before = "thing"
        doers: tuple[Place, ...] = ()
        for sentence in sentences(block.text, self.rules):
            groups = [g for g in self.clauses.read(sentence.text) if g.main]
            if not groups:
                continue
            kinds = [self._subject(sentence.text, group, before) for group in groups]
            pronoun = ONE.fullmatch(sentence.text[slice(*groups[0].subject)]) is not None
            if not pronoun:
                doers = tuple(self._named(sentence, groups[0])) if kinds[0] == "doer" else ()
            before = kinds[0]
            found = self._accepted(sentence.text, groups, kinds)
            if sort == "formal":
                found = [f for f in found if f[1] in ("doer", "we") and f[0].voice == "active"]
            if found:
                yield self._mention(block, sentence, found, doers if pronoun else ())

    def _subject(self, text: str, group: VerbGroup, before: str) -> str:
        """Return the sort of a verb's subject; a personal pronoun is of the sort that the sentence before spoke of."""
        words = text[slice(*group.subject)]
        kind = self.doers.subject_class(words)
        if kind == "pointer" and PERSONAL.search(words):
            return before if before in TAKEN_UP else UNRESOLVED.get(words.split()[-1].lower(), "pointer")
        return kind

    def _accepted(self, text: str, groups: Sequence[VerbGroup], kinds: Sequence[str]) -> list[tuple[VerbGroup, str, Hit]]:
        """Return the main verbs that report an activity, with their kinds of subject and the rule."""
        if kinds[0] in ("outside", "report") or any(_marks(rule, text) for rule in self.vetoes if "at" not in rule.sets):
            return []
        if groups[0].kind == "finding" and re.match(r"\s+that\b", text[groups[0].end :]):
            return []
        found = []
        for group, kind in zip(groups, kinds, strict=True):
            description = self._described(text, group, kind)
            hit = next((h for rule in self.accepts for h in rule.find(description)), None)
            if hit and not self._vetoed(text, group):
                found.append((group, kind, hit))
        return found

    def _vetoed(self, text: str, group: VerbGroup) -> bool:
        """Say whether the verb itself reports no activity: "is attached as Appendix 2", "was visited by inspectors"."""
        hits = [(hit, rule.sets["at"]) for rule in self.vetoes if "at" in rule.sets for hit in rule.find(text)]
        return any(
            hit.start < group.end and group.start < hit.end if at == "verb" else is_agent_of(text, group, hit) for hit, at in hits
        )

    def _described(self, text: str, group: VerbGroup, kind: str) -> str:
        extra = [str(rule.sets["word"]) for rule in self.words if _marks(rule, text[group.start :].strip())]
        if GERUND.match(text, group.end):
            extra.insert(0, "gerund")
        if NOW.search(text[slice(*group.subject)]) and "habit" not in extra:
            extra.append("habit")
        if self.reported:
            extra.append("reported")
        tense = " future" if group.form == "be" and "will" in text[group.start : group.end].lower() else ""
        return " ".join([kind, group.form + tense, group.voice, group.kind, *extra])

    def _named(self, sentence: Sentence, group: VerbGroup) -> Iterator[Place]:
        """Yield where the doers named in a verb's subject stand in the block."""
        start, end = group.subject
        for hit in self.doers.named(sentence.text[start:end]):
            yield sentence.start + start + hit.start, sentence.start + start + hit.end

    def _mention(
        self, block: Block, sentence: Sentence, found: Sequence[tuple[VerbGroup, str, Hit]], meant: Sequence[Place]
    ) -> ActionMention:
        """Make the mention; `meant` are the doers of the sentence before that a pronoun takes up."""
        group, _, hit = found[0]
        leads = sorted({place for f in found for place in self._leads(sentence, f[0], f[1])} | set(meant))
        return ActionMention(
            evidence=Evidence(
                block,
                sentence.start,
                sentence.end,
                hit.rule.id,
                sentence.text[group.start : group.end],
                hit.rule.confidence,
            ),
            origin="narrative",
            text=sentence.text,
            ref=block.ref,
            leads=tuple(
                LeadMention(block.text[a:b], a, b) for a, b in leads
            ),
            status=str(hit.sets["narrative"]),
        )  # fmt: skip

    def _has_object(self, text: str, group: VerbGroup) -> bool:
        rules = [rule for rule in self.words if rule.sets["word"] == "object"]
        return any(_marks(rule, text[group.start :].strip()) for rule in rules)

    def _leads(self, sentence: Sentence, group: VerbGroup, kind: str) -> Iterator[Place]:
        if group.kind == "happen" or (group.kind == "start" and not self._has_object(sentence.text, group)):
            return  # who took up a post or started in it is not answerable for that
        if group.voice == "active" and kind == "doer":
            yield from self._named(sentence, group)
        for start, end in self.doers.agents(sentence.text, group):
            yield sentence.start + start, sentence.start + end


def _marks(rule: Rule, text: str) -> bool:
    return next(rule.find(text), None) is not None
