"""Actions in running text: sentences whose main clause reports an activity of the council or its partners.

Which of a sentence's main verbs report an activity is said in `actions_accepted`; the first gives the status. Doers that are
named become leads. Only sentences that may report an activity are parsed, all those of a report together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from pipeline.english import Tree, reader_named
from pipeline.extract.actions.accepted import DONE, ENOUGH, Accepted, Acceptor, Candidate
from pipeline.extract.actions.doers import DoerReader
from pipeline.extract.actions.told import Place, Told, section_of
from pipeline.extract.actions.traits import Described
from pipeline.extract.grammar.clauses import Clause, ClauseReader
from pipeline.extract.sentences import sentences, terms_joined
from pipeline.model import ActionMention, Block, Evidence, LeadMention
from pipeline.rules import Rules

READ = ("paragraph", "list_item")
PERSONAL = re.compile(r"\b(?:they|he|she|it)\b", re.IGNORECASE)
ACTING = ("doer", "people", "thing")
"""Sorts of subjects that may name a doer: themselves, by whom they belong to, or in apposition."""
ENGAGED = re.compile(
    r".* (?:commissioned|engaged|retained|asked|tasked|contracted|charged|instructed|invited|mandated|procured)",
    re.IGNORECASE,
)
"""Passives whose subject acts: who was engaged does the work."""
DECIDES = re.compile(r" to (?:approve|agree|consider|note|endorse|decide|adopt|confirm|receive|ratify|support|sign off)\b")
"""What a meeting is asked to do: whoever asks it does the work."""
OPENS = re.compile(r"\b(?:re-?)?open(?:s|ed|ing)?$")
ONE = re.compile(r"(?:he|she|it)", re.IGNORECASE)  # "they" may be anybody
TAKEN_UP = ("outside", "report", "doer", "people", "children")
THEIRS = re.compile(
    r"the (?:(?:review|peer|inspection|visiting) )?(?:teams?|reviewers?|visitors|auditors|assessors|panel|group|peers)",
    re.IGNORECASE,
)
"""What inspectors and reviewers are called in the sentences behind the one that names them."""
UNRESOLVED = {"he": "doer", "she": "doer", "they": "people"}
SENTENCE_BEGINS = re.compile(r"(?:we|our|the|an?|all|both|each|two|three|staff|managers)\b")
OWN_VERB = re.compile(
    r"(?!(?:and|or|that|which|who|where|how|what|if|when|to)\b)(?:[\w’'-]+ ){1,12}?(?<!that )(?<!which )(?<!who )"
    r"(?:(?:has|have|are|is|was|were) (?:now |also |already |all |both )*(?:been|being|\w+(?:ed|ing|en))|will)\b"
)
"""An item in small letters that is a sentence: "passports have been issued to all"."""
ELSEWHERE = re.compile(r"[;:]")
"""Signs behind which a sentence speaks of something else."""
MAX_WORDS = 150
"""A longer sentence is a table or a list that lost its layout; no clause of it can be trusted."""


class NarrativeReader:
    """Finds the narrative actions of blocks; made once per report, since it prepares the rules."""

    def __init__(self, rules: Rules, *, reported: bool = False, english: str | None = None) -> None:
        """Prepare the rules; `reported` says that the document is in reported speech, as minutes are."""
        self.rules = rules
        self.english = english
        self.clauses = ClauseReader(rules)
        self.doers = DoerReader(rules)
        actions = rules["extract/actions"].rules
        self.acceptor = Acceptor(rules, reported=reported)
        self.sections = [rule for rule in actions if "section" in rule.sets]
        self.introductions = [rule for rule in rules["extract/clauses"].rules if "introduces" in rule.sets]

    def read(self, blocks: Iterable[Block], listed: Collection[int] = ()) -> dict[int, list[ActionMention]]:
        """Return the narrative actions of blocks, by the blocks' `seq`, each list in the order of its sentences.

        `listed` are the blocks that are items of lists of steps: those are actions whatever their sentences tell.
        """
        found: dict[int, list[ActionMention]] = {}
        for candidate in self.candidates(blocks):
            sure = candidate.confidence if candidate.block.seq in listed else self.acceptor.likely(candidate)
            if sure > ENOUGH or (candidate.found and candidate.block.seq in listed):
                found.setdefault(candidate.block.seq, []).append(self._mention(candidate, sure))
        return found

    def candidates(self, blocks: Iterable[Block]) -> Iterator[Candidate]:
        """Yield the sentences of blocks with a verb that could report an activity, in their order."""
        blocks = list(blocks)
        said = [(block, sentence) for block in blocks if self._reads(block) for sentence in sentences(block.text, self.rules)]
        begins = [self._introduced(sentence.text) for _, sentence in said]
        parsed = [n for n, (_, sentence) in enumerate(said) if self._may_tell(sentence.text)]
        trees: Mapping[int, Tree] = {}
        if parsed:
            texts = [terms_joined(said[n][1].text[begins[n] :], self.rules) for n in parsed]
            trees = dict(zip(parsed, reader_named(self.english).read(texts), strict=True))
        told: dict[int, list[Told]] = {}
        for n, (block, sentence) in enumerate(said):
            text = sentence.text[begins[n] :]
            clauses = tuple(self.doers.whole_subject(text, one) for one in self.clauses.read(trees[n])) if n in trees else ()
            tags = tuple(token.tag for token in trees[n].tokens) if n in trees else ()
            told.setdefault(block.seq, []).append(Told(sentence, begins[n], clauses, tags))
        for block in blocks:
            yield from self._candidates(block, told.get(block.seq, ()))

    def _reads(self, block: Block) -> bool:
        if block.kind not in READ or self._section(block) == "skip":
            return False
        # an item in small letters is a limb of a sentence that its lead-in begins, unless it has a verb with a tense of its own
        limb = block.kind == "list_item" and block.text[:1].islower()
        return not limb or SENTENCE_BEGINS.match(block.text) is not None or OWN_VERB.match(block.text) is not None

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

    def _candidates(self, block: Block, told: Sequence[Told]) -> Iterator[Candidate]:
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
            described = [
                self.acceptor.described(said.text, clause, kind) for clause, kind in zip(said.clauses, kinds, strict=True)
            ]
            found, proposed = self._accepted(block, said, described)
            if found or proposed:
                weighed = self.acceptor.traits(block, self._section(block), said, described, found or proposed)
                meant = doers if pronoun and said.clauses[0].voice == "active" else ()  # "It will be held": not by who met before
                yield Candidate(block, said, found, proposed, meant, weighed)

    def _accepted(self, block: Block, said: Told, described: Sequence[Described]) -> tuple[list[Accepted], list[Accepted]]:
        """Return the verbs that rules accept, else one that could report an activity; none such stands among implications."""
        found = self.acceptor.accepted(said, described)
        if self._section(block) == "formal":
            return self.acceptor.in_formal(said, found), []
        return found, [] if found else self.acceptor.proposed(said, described)

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

    def _named(self, said: Told, clause: Clause) -> Iterator[Place]:
        """Yield where the doers named in a verb's subject stand in the block."""
        start, end = clause.subject
        for left, right in self.doers.of_subject(said.text[start:end]):
            yield said.place((start + left, start + right))

    def _mention(self, candidate: Candidate, sure: float) -> ActionMention:
        block, said, found = candidate.block, candidate.said, candidate.found or candidate.proposed
        clause, hit = found[0].clause, found[0].hit
        sentence = said.sentence
        leads = sorted(
            {place for f in _told_of(said, found) for place in self._leads(said, f.clause, f.subject)} | set(candidate.meant)
        )
        for others in (self.doers.relative, self._aside(clause), self._partner):
            leads = leads or sorted({said.place(place) for place in others(said.text)})
        return ActionMention(
            evidence=Evidence(
                block,
                sentence.start,
                sentence.end,
                hit.rule.id,
                said.text[clause.start : clause.end],
                sure,
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
        goes_live = clause.kind == "happen" or (not clause.has_object and (clause.kind == "start" or _opens(said, clause)))
        begins = goes_live and clause.voice == "active"
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


def _told_of(said: Told, found: Sequence[Accepted]) -> list[Accepted]:
    """Return of the verbs that report an activity those whose doers answer for it.

    Behind a semicolon or colon the sentence speaks of something else; a body that was set up, and will then do its work, is
    no doer of the first.
    """
    first = found[0].clause
    rest = [f for f in found[1:] if not ELSEWHERE.search(said.text[first.end : f.clause.start])]
    made = first.voice == "passive"
    return [found[0], *(f for f in rest if not (made and f.clause.form == "future" and f.clause.subject == first.subject))]


def _opens(said: Told, clause: Clause) -> bool:
    """Say whether a verb tells that its subject opened: a new unit does so, whoever opened it."""
    return OPENS.search(said.text[clause.start : clause.end]) is not None


def _acts(said: Told, clause: Clause) -> bool:
    """Say whether a verb's subject acts; a sentence's first verb of one word is no passive, whatever its tree says."""
    verb = said.text[clause.start : clause.end]
    engaged = ENGAGED.fullmatch(verb) is not None and said.text.startswith(" to ", clause.end)
    engaged = engaged and DECIDES.match(said.text, clause.end) is None
    return clause.voice == "active" or engaged or (clause is said.clauses[0] and " " not in verb)
