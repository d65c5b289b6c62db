"""Find the dated steps of an improvement journey: inspections, visits, plans approved, people appointed ...

A step needs words that name it and a date in the same sentence; `rules/extract/events.yaml` holds the
words. Which date belongs to which words is told by their distance, clause boundaries counting double.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.english import Tree, reader_named
from pipeline.extract.actions.table import action_plans
from pipeline.extract.dates import calendar_forms
from pipeline.extract.events.frames import Line
from pipeline.extract.events.memory import Memory, holds
from pipeline.extract.events.pairs import Linker, Pair, Step
from pipeline.extract.events.steps import StepFinder
from pipeline.extract.events.values import GRADED, ValueReader
from pipeline.extract.events.weighing import StepWeigher, traits
from pipeline.extract.sentences import Sentence, sentences
from pipeline.model import Block, EventMention, Evidence, Structured, Support
from pipeline.rules import Rules

READ = ("paragraph", "list_item", "table_row", "header_field")
WEIGHED = (
    "appointment",
    "plan_approved",
    "restructure",
    "system_change",
    "review",
    "inspection",
)  # kinds that small steps look like
BARE = 6  # words beside its dates in an entry of a list of meetings: weekday, time and room

UNREAL_WITHIN = 5  # words between "may" or "not" and the step that it speaks of
ANOTHER_CLAUSE = re.compile(r"[,;:.]|\b(?:and|but|which|that|who|when|until|since|after|before|while|where)\b")
ASKED = 0.8
MAX_WORDS = 100
"""A longer sentence is a table or a list that lost its layout; no tree of it can be trusted."""


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of the block `seq`, with the places of its dates."""

    block: int
    sentence: Sentence
    dates: tuple[tuple[int, int], ...]


def find_events(structured: Structured, rules: Rules, *, english: str | None = None) -> tuple[EventMention, ...]:
    """Return every mention of a dated step, in the order of the document; the same step may come several times.

    `english` names an installed pipeline that reads the syntax of sentences instead of the shipped one.
    """
    return tuple(EventReader(rules, english=english).read(telling(structured, rules)))


def telling(structured: Structured, rules: Rules) -> list[Block]:
    """Return the blocks that may tell steps: a plan's row says what is to be done by a date, not what happened then."""
    plans = action_plans(structured, rules)
    return [block for block in structured.blocks if block.table not in plans]


class EventReader:
    """Finds the steps that a block tells; made once per report, since it prepares the rules and remembers what was told last."""

    def __init__(self, rules: Rules, *, english: str | None = None) -> None:
        self.rules = rules
        self.english = english
        self.linker = Linker(rules)
        self.memory = Memory(rules, self.linker)
        self.finder = StepFinder(rules, self.memory)
        self.values = ValueReader(rules, self.memory)
        self.weigher = StepWeigher(rules, self.linker)
        file = rules["extract/events"]
        weight = rules["extract/events_weight"]
        self.lesser = {kind: weight.that_set("lesser", kind) for kind in WEIGHED}
        self.weighty = {kind: weight.that_set("weighty", kind) for kind in WEIGHED}
        self.items: dict[int, list[Block]] = {}  # of the lists, by the block that leads them in
        self.tops: dict[int, str] = {}  # what stands over a table, by its rows
        self.papers = file.that_set("block", "skip")
        self.sections = file.that_set("section")

    def read(self, blocks: Iterable[Block]) -> Iterator[EventMention]:
        """Yield the mentions in blocks, in the order of their sentences."""
        every = list(blocks)
        for block in every:
            if block.lead_in is not None:
                self.items.setdefault(block.lead_in, []).append(block)
        told = list(self.dated(every))
        self.memory.visited = any(self.memory.tells("visits", one.sentence.text) for _, said in told for one in said)
        self.tops = dict(_tops(every))
        for block, said, n, lines in self._with_lines(told):
            one = said[n]
            steps = self.finder.steps(one.sentence.text, lines)
            pairs = self.linker.pairs(one.sentence.text, steps, one.dates) if steps else []
            listed = [] if steps else self._listed(block, one) or self._in_rows(block, one)
            pairs = listed or list(self.weigher.weighed(block, one.sentence.text, pairs, one.dates, lines))
            before = said[n - 1].sentence.text if n else ""
            for pair in self._done(one.sentence.text, self._of_the_service(one.sentence.text, before, pairs)):
                yield self._mention(block, one.sentence, pair, [other.sentence for other in said[n + 1 : n + 3]])

    def traits(self, blocks: Iterable[Block]) -> Iterator[tuple[Block, Sentence, tuple[int, int], dict[str, float]]]:
        """Yield each date of blocks, with its block, its sentence and the traits by which it is weighed."""
        for block, said, n, lines in self._with_lines(list(self.dated(blocks))):
            one = said[n]
            for day in one.dates:
                yield block, one.sentence, day, traits(block, one.sentence.text, day, len(one.dates), lines)

    def _with_lines(self, told: list[tuple[Block, list[Told]]]) -> Iterator[tuple[Block, list[Told], int, list[Line]]]:
        """Yield each dated sentence, as the one of its block that it is, with what its syntax says; then remember it."""
        heading = ""
        trees = self._trees(one for _, sentences_ in told for one in sentences_)
        for block, said in told:
            if block.section and block.section[-1] != heading:
                heading = block.section[-1]
                self.memory.recent.append(heading)
            for n, one in enumerate(said):
                if one.dates:
                    yield block, said, n, self.finder.lines(trees.get(one, ()))
                self.memory.recent.append(one.sentence.text)

    def dated(self, blocks: Iterable[Block]) -> Iterator[tuple[Block, list[Told]]]:
        """Yield the blocks in which steps are looked for, with their sentences and the dates of each."""
        return ((block, list(self._told(block))) for block in blocks if self._reads(block))

    def _listed(self, block: Block, one: Told) -> list[Pair]:
        """Return the meetings of a board whose dates stand alone under a lead-in or heading that says what they are."""
        text, above = one.sentence.text, [*block.section[-1:], *list(self.memory.recent)[-2:]]
        others = len(text.split()) - sum(len(text[start:end].split()) for start, end in one.dates)
        hit = next((hit for line in above for hit in self.memory.words["meeting_dates"].find(line)), None)
        board = next((hit.cue for line in above for hit in self.memory.words["board"].find(line)), None)
        if others > BARE or hit is None or board is None:
            return []
        days = [(start, end, replace(hit, start=start, end=end, cue=text[start:end])) for start, end in one.dates]
        return [Pair(Step(found, "board_meeting", self.memory.approver(board)), (start, end), 0.0) for start, end, found in days]

    def _in_rows(self, block: Block, one: Told) -> list[Pair]:
        """Return the visits and graded inspections of a table by the words over it, each told by a cell that is a date."""
        above, text = self.tops.get(block.seq, ""), one.sentence.text
        cells = [(at, cell) for at, cell in _cells(text) if cell.strip()]
        days = [(n, day) for n, (at, cell) in enumerate(cells) for day in one.dates if cell.strip() == text[day[0] : day[1]]]
        kind, hits = "monitoring_visit", list(self.memory.words["listed_visits"].find(above))
        if not hits:
            kind, hits = "inspection", list(self.memory.words["listed_inspections"].find(above))
            days = [(n, day) for n, day in days if any(self.memory.graded(cell) for _, cell in cells[n + 1 : n + 2])]
        if kind == "monitoring_visit":
            days = days[:1]
        return [
            Pair(Step(replace(hits[0], start=a, end=b, cue=text[a:b]), kind, "Ofsted"), (a, b), 0.0) for _, (a, b) in days if hits
        ]

    def _of_the_service(self, text: str, before: str, pairs: Iterable[Pair]) -> Iterator[Pair]:
        """Leave out inspections of homes and schools, of which the sentence before speaks ("Both were judged good in 2015")."""
        of_homes = self.memory.tells("stands_for", text) and self.memory.tells("homes", before)
        return (pair for pair in pairs if not (of_homes and pair.step.kind == "inspection"))

    def _done(self, text: str, pairs: Iterable[Pair]) -> Iterator[Pair]:
        """Leave out tasks, small steps, and what was to be and did not happen ("the visit planned for May was cancelled")."""
        if self.memory.tells("orders", text):
            return
        undone = [hit.start for hit in self.memory.words["undone"].find(text)]
        for pair in pairs:
            ends = pair.step.end
            if (
                not any(ends <= at and ";" not in text[ends:at] for at in undone)
                and self._weighs(text, pair)
                and not self._is_unreal(text, pair)
            ):
                yield pair

    def _is_unreal(self, text: str, pair: Pair) -> bool:
        """Say whether the clause of a step tells what may be or was not: "may issue a notice", "a notice was not issued"."""
        step = pair.step
        for hit in self.memory.words["unreal"].find(text):
            before = hit.start < step.end
            between = text[hit.end : step.start] if before else text[step.end : hit.start]
            here = before or hit.end <= pair.date[0]
            if here and not ANOTHER_CLAUSE.search(between) and len(between.split()) <= UNREAL_WITHIN:
                return True
        return False

    def _weighs(self, text: str, pair: Pair) -> bool:
        """Say whether what a step is done to counts for the whole service; where nothing tells, it does."""
        kind = pair.step.kind
        if kind not in WEIGHED:
            return True
        start, end = self.linker.clause(text, pair.step.start, pair.step.end)
        words = text[start:end]
        return not holds(self.lesser[kind], words) or holds(self.weighty[kind], words)

    def _reads(self, block: Block) -> bool:
        if block.kind not in READ or any(holds(self.sections, heading) for heading in block.section):
            return False
        return not holds(self.papers, block.text)

    def _told(self, block: Block) -> Iterator[Told]:
        for sentence in self._entries(sentences(block.text, self.rules)):
            yield Told(block.seq, sentence, tuple((start, end) for start, end, _, _ in calendar_forms(sentence.text, self.rules)))

    def _entries(self, said: Iterable[Sentence]) -> Iterator[Sentence]:
        """Cut a timeline that runs on as one sentence into its entries: "May 2015 – inspected June 2015 – notice issued"."""
        for sentence in said:
            text = sentence.text
            dates = [(start, end) for start, end, _, _ in calendar_forms(text, self.rules)]
            heads = [start for start, end in dates if self.linker.first("heads", text[end:])]
            cuts = [0, *heads, len(text)] if len(heads) > 1 else [0, len(text)]
            for start, end in itertools.pairwise(cuts):
                part = text[start:end]
                if part.strip():
                    begin = sentence.start + start + len(part) - len(part.lstrip())
                    yield Sentence(begin, begin + len(part.strip()), part.strip())

    def _trees(self, told: Iterable[Told]) -> dict[Told, list[tuple[int, Tree]]]:
        """Parse the dated sentences that may tell a step by their syntax, all together; the cells of a row each by itself."""
        wanted = [
            (one, at, cell)
            for one in told
            if one.dates
            for at, cell in _cells(one.sentence.text)
            if 1 < len(cell.split()) <= MAX_WORDS and self.finder.frames.may_tell(cell)
        ]
        trees: dict[Told, list[tuple[int, Tree]]] = {}
        if wanted:
            read = reader_named(self.english).read(cell for _, _, cell in wanted)
            for (one, at, _), tree in zip(wanted, read, strict=True):
                trees.setdefault(one, []).append((at, tree))
        return trees

    def _mention(self, block: Block, sentence: Sentence, pair: Pair, following: Sequence[Sentence]) -> EventMention:
        text, step = sentence.text, pair.step
        start, end = self.linker.clause(text, min(step.start, pair.date[0]), max(step.end, pair.date[1]))
        sure = step.hit.rule.confidence * (1 - 0.02 * pair.cost) if pair.sure is None else pair.sure
        confidence = round(max(0.1, sure), 2)
        rule, cue = step.hit.rule.id, text[step.start : step.end]
        when = tuple(
            Evidence(block, sentence.start + day[0], sentence.start + day[1], rule, cue, confidence)
            for day in (pair.date, pair.until)
            if day
        )
        kind = step.kind
        if self.memory.tells("asks", text):  # a recommendation names steps that are told elsewhere
            confidence = round(confidence * ASKED, 2)
        judgement: str | None = None
        supports: tuple[Support, ...] = ()
        if kind in GRADED:
            listed = self.items.get(block.seq, ()) if block.text.rstrip().endswith(":") else ()
            judgement, supports = self.values.judgement(block, text, pair, following, listed)
        if kind == "inspection" and judgement is None and self.memory.is_visit(block, text, following):  # a visit gives no grade
            kind = "monitoring_visit"
        return EventMention(
            evidence=Evidence(block, sentence.start + start, sentence.start + end, rule, cue, confidence),
            kind=kind,
            body=self.values.body(text, step, text[start:end]),
            judgement=judgement,
            when=when,
            supports=supports,
        )


def _cells(text: str) -> list[tuple[int, str]]:
    """Return the cells of a row, the parts between semicolons, or the whole of any other sentence, each with its place."""
    return [(cell.start(), cell[0]) for cell in re.finditer(r"[^\t;]+", text)]


def _tops(blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
    """Yield for each row of a table the line over the table, with the row that heads it."""
    above, heads = "", ""
    for block in blocks:
        if block.kind == "table_header":
            heads = block.text
        elif block.kind == "table_row":
            heads = heads or block.text
            yield block.seq, f"{above} {heads}"
        else:
            above, heads = block.text, ""
