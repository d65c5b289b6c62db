"""Find the dated steps of an improvement journey: inspections, visits, plans approved, people appointed ...

A step needs words that name it and a date in the same sentence; `rules/extract/events.yaml` holds the
words. Which date belongs to which words is told by their distance, clause boundaries counting double.
"""

from __future__ import annotations

import itertools
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.english import Tree, reader_named
from pipeline.extract.actions_doers import DoerReader
from pipeline.extract.actions_table import action_plans
from pipeline.extract.dates import calendar_forms
from pipeline.extract.events_frames import Framed, FrameReader
from pipeline.extract.events_pairs import Linker, Pair, Step
from pipeline.extract.sentences import Sentence, sentences
from pipeline.model import Block, EventMention, Evidence, Structured, Support
from pipeline.rules import Group, Hit, Rules

READ = ("paragraph", "list_item", "table_row", "header_field")
GRADED = ("inspection", "inspection_report")
WEIGHED = (
    "appointment",
    "plan_approved",
    "restructure",
    "system_change",
    "review",
    "inspection",
)  # kinds that small steps look like
COME_AGAIN = (
    "inspection",
    "monitoring_visit",
    "review",
    "board_meeting",
    "plan_approved",
    "intervention",
)  # kinds that "the next" may mean
INSPECTORATES = ("Ofsted", "Care Quality Commission")
TELLS = (
    "grade",
    "overall",
    "visit",
    "visits",
    "board",
    "again",
    "inspectorate",
    "asks",
    "proper",
    "once_more",
    "undone",
    "meeting_dates",
    "focused",
    "stands_for",
    "homes",
)  # of the sentences round a step
RECENT = 4  # sentences back to which "the next", "he" or "we" refers

BARE = 6  # words beside its dates in an entry of a list of meetings: weekday, time and room

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
    reader = EventReader(rules, english=english)
    plans = action_plans(structured, rules)  # a plan's row says what is to be done by a date, not what happened then
    return tuple(reader.read([block for block in structured.blocks if block.table not in plans]))


class EventReader:
    """Finds the steps that a block tells; made once per report, since it prepares the rules and remembers what was told last."""

    def __init__(self, rules: Rules, *, english: str | None = None) -> None:
        self.rules = rules
        self.english = english
        self.frames = FrameReader(rules)
        self.doers = DoerReader(rules)
        self.linker = Linker(rules)
        self.recent: deque[str] = deque(maxlen=RECENT)
        self.visited = False  # whether the report speaks of monitoring visits at all
        file = rules["extract/events"]
        clauses = rules["extract/events_clauses"]
        self.steps = Group(rule for rule in (*file.rules, *clauses.rules) if "event" in rule.sets or rule.excludes)
        self.grades = Group(rule for rule in file.rules if "grade" in rule.sets and "event" not in rule.sets)
        self.bodies = Group(rule for rule in file.rules if "body" in rule.sets and "event" not in rule.sets)
        self.tells = {tells: file.that_set("tells", tells) for tells in TELLS}
        weight = rules["extract/events_weight"]
        self.lesser = {kind: weight.that_set("lesser", kind) for kind in WEIGHED}
        self.weighty = {kind: weight.that_set("weighty", kind) for kind in WEIGHED}
        self.papers = file.that_set("block", "skip")
        self.sections = file.that_set("section")

    def read(self, blocks: Iterable[Block]) -> Iterator[EventMention]:
        """Yield the mentions in blocks, in the order of their sentences."""
        told = [(block, list(self._told(block))) for block in blocks if self._reads(block)]
        self.visited = any(self._tells("visits", one.sentence.text) for _, said in told for one in said)
        heading = ""
        trees = self._trees(one for _, sentences_ in told for one in sentences_)
        for block, said in told:
            if block.section and block.section[-1] != heading:
                heading = block.section[-1]
                self.recent.append(heading)
            for n, one in enumerate(said):
                if one.dates:
                    steps = self._steps(one.sentence.text, trees.get(one, ()))
                    pairs = self.linker.pairs(one.sentence.text, steps, one.dates) if steps else self._listed(block, one)
                    before = said[n - 1].sentence.text if n else ""
                    for pair in self._done(one.sentence.text, self._of_the_service(one.sentence.text, before, pairs)):
                        yield self._mention(block, one.sentence, pair, [other.sentence for other in said[n + 1 : n + 3]])
                self.recent.append(one.sentence.text)

    def _listed(self, block: Block, one: Told) -> list[Pair]:
        """Return the meetings of a board whose dates stand alone under a lead-in or heading that says what they are."""
        text, above = one.sentence.text, [*block.section[-1:], *list(self.recent)[-2:]]
        others = len(text.split()) - sum(len(text[start:end].split()) for start, end in one.dates)
        hit = next((hit for line in above for hit in self.tells["meeting_dates"].find(line)), None)
        board = next((hit.cue for line in above for hit in self.tells["board"].find(line)), None)
        if others > BARE or hit is None or board is None:
            return []
        days = [(start, end, replace(hit, start=start, end=end, cue=text[start:end])) for start, end in one.dates]
        return [Pair(Step(found, "board_meeting", self._approver(board)), (start, end), 0.0) for start, end, found in days]

    def _of_the_service(self, text: str, before: str, pairs: Iterable[Pair]) -> Iterator[Pair]:
        """Leave out inspections of homes and schools, of which the sentence before speaks ("Both were judged good in 2015")."""
        of_homes = self._tells("stands_for", text) and self._tells("homes", before)
        return (pair for pair in pairs if not (of_homes and pair.step.kind == "inspection"))

    def _done(self, text: str, pairs: Iterable[Pair]) -> Iterator[Pair]:
        """Leave out what was to happen on a day and did not ("the visit planned for May was cancelled"); and small steps."""
        undone = [hit.start for hit in self.tells["undone"].find(text)]
        for pair in pairs:
            ends = pair.step.end
            if not any(ends <= at and ";" not in text[ends:at] for at in undone) and self._weighs(text, pair):
                yield pair

    def _weighs(self, text: str, pair: Pair) -> bool:
        """Say whether what a step is done to counts for the whole service; where nothing tells, it does."""
        kind = pair.step.kind
        if kind not in WEIGHED:
            return True
        start, end = self.linker.clause(text, pair.step.start, pair.step.end)
        words = text[start:end]
        return not _found(self.lesser[kind], words) or _found(self.weighty[kind], words)

    def _tells(self, what: str, text: str) -> bool:
        return _found(self.tells[what], text)

    def _reads(self, block: Block) -> bool:
        if block.kind not in READ or any(_found(self.sections, heading) for heading in block.section):
            return False
        return not _found(self.papers, block.text)

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
            if 1 < len(cell.split()) <= MAX_WORDS and self.frames.may_tell(cell)
        ]
        trees: dict[Told, list[tuple[int, Tree]]] = {}
        if wanted:
            read = reader_named(self.english).read(cell for _, _, cell in wanted)
            for (one, at, _), tree in zip(wanted, read, strict=True):
                trees.setdefault(one, []).append((at, tree))
        return trees

    def _hits(self, text: str, framed: Iterable[Framed] = ()) -> list[Hit]:
        """Return the words that name steps, of those that overlap the strongest; what is only part of a frame's noun is none."""
        frames = list(framed)
        hits = [*self.steps.find(text)] + [one.hit for one in frames]
        hits = [hit for hit in hits if not ("of" in hit.sets and _said_whole(hit, hits))]
        hits.sort(key=lambda hit: (-hit.rule.priority, -(hit.end - hit.start), hit.start))
        kept: list[Hit] = []
        acts = {id(one.hit): one.act for one in frames}
        for hit in hits:
            start, end = acts.get(id(hit), (hit.start, hit.end))  # a look-alike in what is done to matters not
            if all(
                (end <= other.start or start >= other.end)
                if other.rule.excludes
                else (hit.end <= other.start or hit.start >= other.end)
                for other in kept
            ):
                kept.append(hit)
        parts = [place for one in frames if one.hit in kept for place in one.things]
        whole = {id(one.hit) for one in frames}
        kept = [hit for hit in kept if id(hit) in whole or not any(a <= hit.start and hit.end < b for a, b in parts)]
        return sorted((hit for hit in kept if not hit.rule.excludes), key=lambda hit: hit.start)

    def _topic(self) -> str:
        """Return the classes of what the sentence before begins with, for which a pronoun may stand."""
        return self.frames.topic(self.recent[-1]) if self.recent else ""

    def _steps(self, text: str, trees: Sequence[tuple[int, Tree]] = ()) -> list[Step]:
        """Return the steps that a sentence names, those too that refer to what was told before ("the next", "he visited")."""
        found: list[Step] = []
        framed = [one.moved(at) for at, tree in trees for one in self.frames.find(tree, self._topic())]
        for hit in self._hits(text, framed):
            of = hit.sets.get("of")
            body = str(hit.sets["body"]) if "body" in hit.sets else None
            if of is None:
                one = next((one for one in framed if one.hit is hit), None)
                own, others = (one.own, one.others) if one else (_dates_of_same(hit, framed), ())
                found.append(Step(hit, str(hit.sets["event"]), body, None, own, others))
            elif of == "step":
                before = self._told_last(text, found) or self._last_step()
                if before is not None and before.kind in COME_AGAIN and hit.sets["event"] in ("again", before.kind):
                    found.append(Step(hit, before.kind, before.body, self._grade_of_all(before, text[: hit.start])))
            elif of == "graded":
                if self._graded(text) and any(self._tells("inspectorate", one) for one in (text, *self.recent)):
                    found.append(Step(hit, str(hit.sets["event"]), body))
            elif of == "visits" and self._visit_is_focused(text[: hit.start]):
                found.append(Step(hit, "inspection", body))
            elif of in ("inspectorate", "visits"):
                if (of == "visits" and self.visited) or any(self._tells("inspectorate", one) for one in (text, *self.recent)):
                    found.append(Step(hit, str(hit.sets["event"]), body))
            else:
                named = self._last_named(str(of), text[: hit.start]) or self._last_named(str(of), text[hit.end :])
                if named is not None and named not in INSPECTORATES:
                    found.append(Step(hit, str(hit.sets["event"]), named))
        return found

    def _visit_is_focused(self, text: str) -> bool:
        """Say whether the visit spoken of last is one that counts as an inspection, not one of a monitoring series."""
        for one in (text, *reversed(self.recent)):
            told = [hit.start for hit in self.tells["focused"].find(one)], [hit.start for hit in self.tells["visits"].find(one)]
            if any(told):
                return max(told[0], default=-1) > max(told[1], default=-1)
        return False

    def _last_step(self) -> Step | None:
        for text in reversed(self.recent):
            told: list[Step] = []
            for hit in self._hits(text):
                if "of" not in hit.sets and hit.sets["event"] in COME_AGAIN:
                    body = str(hit.sets["body"]) if "body" in hit.sets else None
                    grade = next((grade for _, _, grade in self._graded(hit.cue)), None)
                    told.append(Step(hit, str(hit.sets["event"]), body, grade))
            if told:
                return self._told_last(text, told)
        return None

    def _told_last(self, text: str, steps: Sequence[Step]) -> Step | None:
        """Return the last step of a sentence; one that only dates another ("since the inspection") where there is no other."""
        own = [step for step in steps if not self.linker.first("since", text[: step.start])]
        return next(reversed(own or steps), None)

    def _grade_of_all(self, before: Step, text: str) -> str | None:
        """Return the grade that an earlier step shares: "inadequate for the second time. The first was in May"."""
        said = [*self.recent, text]
        return before.grade if any(_found(self.tells["again"], one) for one in said[-2:]) else None

    def _last_named(self, of: str, text: str) -> str | None:
        """Return the outside body, or the board, that was named last before some words."""
        for one in (text, *reversed(self.recent)):
            if of == "board":
                boards = [hit.cue for hit in self.tells["board"].find(one)]
                if boards:
                    return self._approver(boards[-1])
                continue
            named = sorted((hit.start, str(hit.sets["body"])) for hit in self.bodies.find(one))
            if named:
                return named[-1][1]
        return None

    def _mention(self, block: Block, sentence: Sentence, pair: Pair, following: Sequence[Sentence]) -> EventMention:
        text, step = sentence.text, pair.step
        start, end = self.linker.clause(text, min(step.start, pair.date[0]), max(step.end, pair.date[1]))
        confidence = round(max(0.1, step.hit.rule.confidence * (1 - 0.02 * pair.cost)), 2)
        rule, cue = step.hit.rule.id, text[step.start : step.end]
        when = tuple(
            Evidence(block, sentence.start + day[0], sentence.start + day[1], rule, cue, confidence)
            for day in (pair.date, pair.until)
            if day
        )
        kind = step.kind
        if self._tells("asks", text):  # a recommendation names steps that are told elsewhere
            confidence = round(confidence * ASKED, 2)
        judgement, supports = self._judgement(block, text, pair, following) if kind in GRADED else (None, ())
        if kind == "inspection" and judgement is None and self._is_visit(block, text, following):  # a visit gives no grade
            kind = "monitoring_visit"
        return EventMention(
            evidence=Evidence(block, sentence.start + start, sentence.start + end, rule, cue, confidence),
            kind=kind,
            body=self._body(text, step, text[start:end]),
            judgement=judgement,
            when=when,
            supports=supports,
        )

    def _is_visit(self, block: Block, text: str, following: Sequence[Sentence]) -> bool:
        """Say whether inspectors who came made a visit of a series, by the sentence behind or the heading above."""
        if any(self._tells("visit", one.text) for one in following[:1]):
            return True
        headed = bool(block.section) and self._tells("visits", block.section[-1])
        return not self._tells("proper", text) and (headed or self.visited or self._tells("once_more", text))

    def _body(self, text: str, step: Step, clause: str) -> str | None:
        """Return who inspected, reviewed, met or approved, null where nobody is named."""
        if step.body is not None:
            return step.body
        if step.kind in ("plan_approved", "board_meeting"):
            return (
                self._approver(text[step.end :], by=True) or self._approver(step.cue, by=True) or self._approver(clause, by=True)
            )
        said = next((str(found.sets["body"]) for place in (step.cue, clause) for found in self.bodies.find(place)), None)
        if step.kind in (*GRADED, "monitoring_visit"):
            return said if said and said != "Commissioner" else "Ofsted"
        if step.kind == "intervention":
            return "Department for Education" if said in (None, "Commissioner") else said
        return said if step.kind == "review" else None

    def _approver(self, words: str, *, by: bool = False) -> str | None:
        start = self.linker.first("by", words) if by else None
        found = self.doers.opening(words[start.end :] if start else words)
        return found.cue if found else None

    def _judgement(
        self, block: Block, text: str, pair: Pair, following: Sequence[Sentence]
    ) -> tuple[str | None, tuple[Support, ...]]:
        """Return the grade given: that in the words themselves, the nearest in the sentence, or that of a sentence behind it."""
        inside = self._graded(pair.step.cue)
        if inside or pair.step.grade:
            last = pair.step.hit.sets.get("takes") == "last"
            return (inside[-1 if last else 0][2] if inside else pair.step.grade), ()
        low, high = min(pair.step.start, pair.date[0]), max(pair.step.end, pair.date[1])
        near = sorted(
            (start - high if start >= high else (low - start) * 2, grade)
            for start, _, grade in self._graded(text)
            if ";" not in text[min(start, high) : max(start, low)]
        )
        if near:
            return near[0][1], ()
        for sentence in following:
            dated = bool(calendar_forms(sentence.text, self.rules))
            if _found(self.tells["overall" if dated else "grade"], sentence.text):
                for start, end, grade in self._graded(sentence.text):
                    return grade, (Support("judgement", "words", block, sentence.start + start, sentence.start + end),)
            if dated:
                break
        return None, ()

    def _graded(self, text: str) -> list[tuple[int, int, str]]:
        return sorted((hit.start, hit.end, str(hit.sets["grade"])) for hit in self.grades.find(text))


def _found(rules: Group, text: str) -> bool:
    return next(rules.find(text), None) is not None


def _dates_of_same(hit: Hit, framed: Sequence[Framed]) -> tuple[int, ...]:
    """Return the dates that syntax gives to a step which some words tell too."""
    same = (
        one.own
        for one in framed
        if one.hit.start < hit.end and hit.start < one.hit.end and one.hit.sets["event"] == hit.sets["event"]
    )
    return next(same, ())


def _said_whole(referring: Hit, hits: Sequence[Hit]) -> bool:
    """Say whether words that refer to somebody named before ("..., reported") are part of words that name him themselves."""
    return any(
        hit.start <= referring.start
        and referring.end <= hit.end
        and len(hit.cue) > len(referring.cue)
        and "of" not in hit.sets
        and hit.sets.get("event") == referring.sets["event"]
        for hit in hits
    )


def _cells(text: str) -> list[tuple[int, str]]:
    """Return the cells of a row, the parts between semicolons, or the whole of any other sentence, each with its place."""
    return [(cell.start(), cell[0]) for cell in re.finditer(r"[^\t;]+", text)]
