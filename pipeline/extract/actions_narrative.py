"""Actions in running text: sentences whose main clause reports an activity of the council or its partners.

Each sentence's main verbs are described in a few words ("doer perfect active activity"), which the
`narrative` rules of `rules/extract/actions.yaml` accept or not; the first that is accepted gives the
status. Doers that are named become leads. Only sentences that may report an activity are parsed, all
those of a report together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.english import Tree, reader_named
from pipeline.extract.actions_clauses import Clause, ClauseReader
from pipeline.extract.actions_doers import DoerReader
from pipeline.extract.sentences import Sentence, sentences, terms_joined
from pipeline.model import ActionMention, Block, Evidence, LeadMention
from pipeline.rules import Hit, Rule, Rules

Place = tuple[int, int]
Found = tuple[Clause, str, Hit]
"""A verb that reports an activity, its kind of subject, and the rule's hit."""
READ = ("paragraph", "list_item")
PERSONAL = re.compile(r"\b(?:they|he|she|it)\b", re.IGNORECASE)
ACTING = ("doer", "people", "thing")
"""Sorts of subjects that may name a doer: themselves, by whom they belong to, or in apposition."""
ENGAGED = re.compile(
    r".* (?:commissioned|engaged|retained|asked|tasked|contracted|charged|instructed|invited|mandated|procured)",
    re.IGNORECASE,
)
"""Passives whose subject acts: who was engaged does the work."""
ONE = re.compile(r"(?:he|she|it)", re.IGNORECASE)  # "they" may be anybody
TAKEN_UP = ("outside", "report", "doer", "people", "children")
THEIRS = re.compile(
    r"the (?:(?:review|peer|inspection|visiting) )?(?:teams?|reviewers?|visitors|auditors|assessors|panel|group|peers)",
    re.IGNORECASE,
)
"""What inspectors and reviewers are called in the sentences behind the one that names them."""
UNRESOLVED = {"he": "doer", "she": "doer", "they": "people"}
STATED = ("be", "present")
DONE = ("past", "perfect")
"""Forms of what was done: boilerplate gives no day on which it was."""
SENTENCE_BEGINS = re.compile(r"(?:we|our|the|an?|all|both|each|two|three|staff|managers)\b")
GERUND = re.compile(r"\s+(?:\w+ly\s+)?\w{3,}ing\b")
ELSEWHERE = re.compile(r"[;:]")
"""Signs behind which a sentence speaks of something else."""
MAX_WORDS = 150
"""A longer sentence is a table or a list that lost its layout; no clause of it can be trusted."""


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence with what it tells: its part from `begin` on, behind mere introductions, is what was parsed."""

    sentence: Sentence
    begin: int
    clauses: tuple[Clause, ...]

    @property
    def text(self) -> str:
        return self.sentence.text[self.begin :]

    def place(self, span: Place) -> Place:
        """Return where characters of the part parsed stand in the block."""
        offset = self.sentence.start + self.begin
        return offset + span[0], offset + span[1]


class NarrativeReader:
    """Finds the narrative actions of blocks; made once per report, since it prepares the rules."""

    def __init__(self, rules: Rules, *, reported: bool = False, english: str | None = None) -> None:
        """Prepare the rules; `reported` says that the document is in reported speech, as minutes are."""
        self.rules = rules
        self.reported = reported
        self.english = english
        self.clauses = ClauseReader(rules)
        self.doers = DoerReader(rules)
        actions = rules["extract/actions"].rules
        self.accepts = [rule for rule in actions if "narrative" in rule.sets]
        self.vetoes = [rule for rule in actions if "not" in rule.sets]
        self.words = [rule for rule in actions if "word" in rule.sets]
        self.sections = [rule for rule in actions if "section" in rule.sets]
        self.introductions = [rule for rule in rules["extract/clauses"].rules if "introduces" in rule.sets]

    def read(self, blocks: Iterable[Block]) -> dict[int, list[ActionMention]]:
        """Return the narrative actions of blocks, by the blocks' `seq`, each list in the order of its sentences."""
        said = [(block, sentence) for block in blocks if self._reads(block) for sentence in sentences(block.text, self.rules)]
        begins = [self._introduced(sentence.text) for _, sentence in said]
        parsed = [n for n, (_, sentence) in enumerate(said) if self._may_tell(sentence.text)]
        trees: Mapping[int, Tree] = {}
        if parsed:
            texts = [terms_joined(said[n][1].text[begins[n] :], self.rules) for n in parsed]
            trees = dict(zip(parsed, reader_named(self.english).read(texts), strict=True))
        told: dict[int, list[Told]] = {}
        for n, (block, sentence) in enumerate(said):
            clauses = self.clauses.read(trees[n]) if n in trees else ()
            told.setdefault(block.seq, []).append(Told(sentence, begins[n], clauses))
        return {block.seq: list(self._found(block, told[block.seq])) for block in blocks if block.seq in told}

    def _reads(self, block: Block) -> bool:
        if block.kind not in READ or self._section(block) == "skip":
            return False
        # an item in small letters is a limb of a sentence that its lead-in begins
        return not (block.kind == "list_item" and block.text[:1].islower() and not SENTENCE_BEGINS.match(block.text))

    def _section(self, block: Block) -> str:
        """Say by the headings above a block whether activity stands there: `skip`, `formal`, or `open`."""
        return section_of(block, self.sections)

    def _may_tell(self, text: str) -> bool:
        """Say whether a sentence may report an activity: it holds a verb that could, and is of a length that can be read."""
        words = text.split()
        return 2 < len(words) <= MAX_WORDS and self.clauses.verbs.any_in(words)

    def _introduced(self, text: str) -> int:
        """Return where the clause that reports begins: behind "It is expected that", "Members were told that"."""
        begin = 0
        while end := max(
            (hit.end for rule in self.introductions for hit in rule.find(text[begin:]) if hit.start == 0), default=0
        ):
            begin += end
        return begin + len(text[begin:]) - len(text[begin:].lstrip())

    def _found(self, block: Block, told: Sequence[Told]) -> Iterator[ActionMention]:
        formal = self._section(block) == "formal"
        consulted = bool(block.section) and any(
            _marks(r, block.section[-1]) for r in self.sections if r.sets["section"] == "consulted"
        )
        before = "thing"
        doers: tuple[Place, ...] = ()
        for said in told:
            if not said.clauses:
                before = "outside" if self.doers.of_others(said.text) else before
                continue
            kinds = [self._subject(said.text, clause, before) for clause in said.clauses]
            pronoun = ONE.fullmatch(said.text[slice(*said.clauses[0].subject)]) is not None
            speaker = self.doers.opening(said.sentence.text[: said.begin])
            if speaker is not None:
                doers = ((said.sentence.start + speaker.start, said.sentence.start + speaker.end),)
            if not pronoun:
                did = kinds[0] == "doer" and said.clauses[0].form != "modal"
                doers = tuple(self._named(said, said.clauses[0])) if did else ()
            before = kinds[0]
            found = self._accepted(said, kinds)
            if formal:
                dated = any(rule.sets["word"] == "dated" and _marks(rule, said.text) for rule in self.words)
                found = [
                    f
                    for f in found
                    if (consulted and f[0].kind == "involve")
                    or (f[1] in ("doer", "we") and f[0].voice == "active")
                    or (dated and f[0].form in DONE)
                ]
            if found:
                yield self._mention(block, said, found, doers if pronoun else ())

    def _subject(self, text: str, clause: Clause, before: str) -> str:
        """Return the sort of a verb's subject; a personal pronoun is of the sort that the sentence before spoke of."""
        words = text[slice(*clause.subject)]
        kind = self.doers.subject_class(words)
        if before == "outside" and clause.form == "past" and clause.voice == "active" and THEIRS.fullmatch(words.strip()):
            return before
        if kind == "pointer" and PERSONAL.search(words):
            counted = before in ("result", "figure") and clause.form in DONE and clause.voice == "active"
            moved = clause.kind == "result"  # a child of whom the report tells a story, as likely as an officer
            meant = "pointer" if moved else UNRESOLVED.get(words.split()[-1].lower(), "pointer")
            return before if before in TAKEN_UP or counted else meant
        return kind

    def _accepted(self, said: Told, kinds: Sequence[str]) -> list[Found]:
        """Return the main verbs that report an activity, with their kinds of subject and the rule."""
        text, first = said.text, said.clauses[0]
        if kinds[0] == "outside" or any(_marks(rule, said.sentence.text) for rule in self.vetoes if "at" not in rule.sets):
            return []
        finds = first.kind == "finding" and re.match(r"\s+that\b", text[first.end :]) is not None
        finds = finds or (kinds[0] == "report" and first.form == "present")
        finds = finds or (
            first.form in STATED and kinds[0] not in ("we", "doer", "people") and self._explained(text, said.clauses)
        )
        found = []
        for clause, kind in zip(said.clauses, kinds, strict=True):
            if finds and (clause is first or (kind != "we" and clause.form != "future")):
                continue  # what somebody finds, or a report tells, goes on to the sentence's end, unless "and we ..." begins anew
            rules = [rule for rule in self.accepts if clause is first or not rule.sets.get("first")]
            description = self._described(text, clause, kind)
            hit = next((h for rule in rules for h in rule.find(description)), None)
            if hit and not self._vetoed(text, clause):
                found.append((clause, kind, hit))
        return found

    def _explained(self, text: str, clauses: Sequence[Clause]) -> bool:
        """Say whether a colon stands between the first verb and the next: "It is frank: two thirds ..."."""
        return len(clauses) > 1 and ":" in text[clauses[0].end : min(clauses[1].start, clauses[1].subject[0])]

    def _vetoed(self, text: str, clause: Clause) -> bool:
        """Say whether the verb itself reports no activity: "is attached as Appendix 2", "was visited by inspectors"."""
        hits = [(hit, rule.sets["at"]) for rule in self.vetoes if "at" in rule.sets for hit in rule.find(text)]
        places = {"verb": ((clause.start, clause.end),), "agent": clause.agents}
        return any(hit.start < end and start < hit.end for hit, at in hits for start, end in places[str(at)])

    def _described(self, text: str, clause: Clause, kind: str) -> str:
        words = text[min(clause.start, clause.subject[0]) :]
        extra = [str(rule.sets["word"]) for rule in self.words if _marks(rule, words)]
        if GERUND.match(text, clause.end):
            extra.insert(0, "gerund")
        if clause.has_object:
            extra.append("object")
        if self.reported:
            extra.append("reported")
        tense = " future" if clause.form == "be" and "will" in text[clause.start : clause.end].lower() else ""
        return " ".join([kind, clause.form + tense, clause.voice, clause.kind, *extra])

    def _named(self, said: Told, clause: Clause) -> Iterator[Place]:
        """Yield where the doers named in a verb's subject stand in the block."""
        start, end = clause.subject
        for left, right in self.doers.of_subject(said.text[start:end]):
            yield said.place((start + left, start + right))

    def _mention(self, block: Block, said: Told, found: Sequence[Found], meant: Sequence[Place]) -> ActionMention:
        """Make the mention; `meant` are the doers of the sentence before that a pronoun takes up."""
        clause, _, hit = found[0]
        sentence = said.sentence
        leads = sorted({place for f in _told_of(said, found) for place in self._leads(said, f[0], f[1])} | set(meant))
        for others in (self.doers.relative, self._aside(clause), self._partner):
            leads = leads or sorted({said.place(place) for place in others(said.text)})
        return ActionMention(
            evidence=Evidence(
                block,
                sentence.start,
                sentence.end,
                hit.rule.id,
                said.text[clause.start : clause.end],
                hit.rule.confidence,
            ),
            origin="narrative",
            text=sentence.text,
            ref=block.ref,
            leads=tuple(LeadMention(block.text[a:b], a, b) for a, b in leads),
            status=str(hit.sets["narrative"]),
        )

    def _leads(self, said: Told, clause: Clause, kind: str) -> Iterator[Place]:
        start, end = clause.subject
        if kind in ("thing", "result"):
            for left, right in self.doers.behind("subject", said.text[start:end]):
                yield said.place((start + left, start + right))
        begins = clause.kind in ("start", "happen") and clause.voice == "active" and not clause.has_object
        if kind in ACTING and not begins and clause.kind != "arrive" and _acts(said, clause):
            yield from self._named(said, clause)  # who took up a post or started in it is not answerable for that
        for place in self.doers.agents(said.text, clause):
            yield said.place(place)

    def _aside(self, clause: Clause) -> Callable[[str], Iterator[Place]]:
        """Return what finds the doers of what stands beside the main matter, behind its verb."""
        return lambda text: (
            place
            for place in self.doers.behind("aside", text)
            if place[0] > clause.end and not ELSEWHERE.search(text[clause.end : place[0]])
        )

    def _partner(self, text: str) -> Iterator[Place]:
        return self.doers.behind("partner", text)


def _told_of(said: Told, found: Sequence[Found]) -> list[Found]:
    """Return of the verbs that report an activity those whose doers answer for it.

    Behind a semicolon or colon the sentence speaks of something else; a body that was set up, and will then do its work, is
    no doer of the first.
    """
    first = found[0][0]
    rest = [f for f in found[1:] if not ELSEWHERE.search(said.text[first.end : f[0].start])]
    made = first.voice == "passive"
    return [found[0], *(f for f in rest if not (made and f[0].form == "future" and f[0].subject == first.subject))]


def _acts(said: Told, clause: Clause) -> bool:
    """Say whether a verb's subject acts; a sentence's first verb of one word is no passive, whatever its tree says."""
    verb = said.text[clause.start : clause.end]
    engaged = ENGAGED.fullmatch(verb) is not None and said.text.startswith(" to ", clause.end)
    return clause.voice == "active" or engaged or (clause is said.clauses[0] and " " not in verb)


def section_of(block: Block, rules: Sequence[Rule]) -> str:
    """Say by the headings above a block, and the nearest of them, whether activity stands there: `skip`, `formal`, or `open`."""
    said = {str(rule.sets["section"]) for heading in block.section for rule in rules if _marks(rule, heading)}
    own = {str(rule.sets["section"]) for heading in block.section[-1:] for rule in rules if _marks(rule, heading)}
    skipped = "skip" in said or "skip_own" in own
    return "skip" if skipped and "told" not in own else "formal" if "formal" in said else "open"


def _marks(rule: Rule, text: str) -> bool:
    return next(rule.find(text), None) is not None
