"""Find the dated steps of an improvement journey: inspections, visits, plans approved, people appointed ...

A step needs words that name it and a date in the same sentence; `rules/extract/events.yaml` holds the
words. Which date belongs to which words is told by their distance, clause boundaries counting double.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.extract.actions_doers import DoerReader
from pipeline.extract.actions_table import action_plans
from pipeline.extract.dates import calendar_forms
from pipeline.extract.sentences import Sentence, sentences
from pipeline.model import Block, EventMention, Evidence, Structured
from pipeline.rules import Hit, Rule, Rules

READ = ("paragraph", "list_item", "table_row", "header_field")
GRADED = ("inspection", "inspection_report")
# Beyond this distance (in words, boundaries counted as several) a date is told of something else.
FARTHEST = 16
NEAR = 4  # words between two steps of one day
LONGEST_CLAUSE = 40  # words; a longer one is cut to the step and its date
BOUNDARIES = (
    (re.compile(r"[;:]"), 12),
    (re.compile(r"\b(?:will|would|to) (?:ensure|enable|provide|help|allow|support|improve|exceed|reach)\b"), 10),
    (re.compile(r",? (?:and|but|which|who|that|when|where|while|as)\b"), 4),
    (re.compile(r","), 2),
)
# Words between two commas behind a name, when its verb follows: "the hub, planned for years, opened".
APPOSITION = re.compile(
    r"^\s?[^,]*?(,[^,]{3,90},) (?=(?:is|are|was|were|will|would|has|have|had|met|took|came|went|opened|started)\b)"
)
UNTIL = re.compile(
    r"^\s*(?:to|until|till|through to|and (?:stayed|ran|lasted|continued) (?:until|to)|and (?:ended|finished) on)\s*(?:the )?$",
    re.IGNORECASE,
)
LEADING = re.compile(r"^\W*(?:(?:in|on|by|from|since|during|at|between|over|late|early|following)\b)?[\w ]{0,25}$", re.IGNORECASE)
CLAUSE_BEGINS = re.compile(
    r"[;:]\s|\t|,? (?:and|but) (?=(?:we|the|it|they|this|these|he|she|was|were|has|have|had|will|is|are|an?|then|there|both)\b)",
    re.IGNORECASE,
)
CLAUSE_ENDS = re.compile(r"[;:.]\s|,\s|\t| (?:and|but|which|who) ", re.IGNORECASE)
BY = re.compile(r"\b(?:by|of) (?:the )?(?=[A-Z])")
ALSO = re.compile(r"^\s*(?:,|and|&|, and)?\s*(?:in|on|again in|again on)?\s*(?:the )?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pair:
    """Words that name a step with the date that belongs to them; `cost` is how far apart they stand."""

    hit: Hit
    date: tuple[int, int]
    cost: float
    until: tuple[int, int] | None = None  # "from 8 May and stayed until 1 June"


def find_events(structured: Structured, rules: Rules) -> tuple[EventMention, ...]:
    """Return every mention of a dated step, in the order of the document; the same step may come several times."""
    reader = EventReader(rules)
    plans = action_plans(structured, rules)  # a plan's row says what is to be done by a date, not what happened then
    return tuple(mention for block in structured.blocks if block.table not in plans for mention in reader.read(block))


class EventReader:
    """Finds the steps that a block tells; made once per report, since it prepares the rules."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.doers = DoerReader(rules)
        self.file = rules["extract/events"]
        self.steps = [rule for rule in self.file.rules if "event" in rule.sets or rule.excludes]
        self.grades = [rule for rule in self.file.rules if "grade" in rule.sets]
        self.bodies = [rule for rule in self.file.rules if "body" in rule.sets and "event" not in rule.sets]
        self.tells = [rule for rule in self.file.rules if rule.sets.get("tells") == "grade"]
        self.papers = [rule for rule in self.file.rules if rule.sets.get("block") == "skip"]
        self.sections = [rule for rule in self.file.rules if "section" in rule.sets]

    def read(self, block: Block) -> Iterator[EventMention]:
        """Yield the mentions in one block, in the order of its sentences."""
        if block.kind not in READ or any(_found(rule, heading) for heading in block.section for rule in self.sections):
            return
        if any(_found(rule, block.text) for rule in self.papers):
            return
        told = sentences(block.text, self.rules)
        for n, sentence in enumerate(told):
            dates = [(start, end) for start, end, _, _ in calendar_forms(sentence.text, self.rules)]
            if not dates:
                continue
            hits = self._hits(sentence.text)
            following = told[n + 1].text if n + 1 < len(told) else ""
            for pair in _pairs(sentence.text, hits, dates):
                yield self._mention(block, sentence, pair, following)

    def _hits(self, text: str) -> list[Hit]:
        hits = [hit for rule in self.steps for hit in rule.find(text)]
        hits.sort(key=lambda hit: (-hit.rule.priority, -(hit.end - hit.start), hit.start))
        kept: list[Hit] = []
        for hit in hits:
            if all(hit.end <= other.start or hit.start >= other.end for other in kept):
                kept.append(hit)
        return sorted((hit for hit in kept if not hit.rule.excludes), key=lambda hit: hit.start)

    def _mention(self, block: Block, sentence: Sentence, pair: Pair, following: str) -> EventMention:
        text, kind = sentence.text, str(pair.hit.sets["event"])
        start, end = _clause(text, min(pair.hit.start, pair.date[0]), max(pair.hit.end, pair.date[1]))
        confidence = round(max(0.1, pair.hit.rule.confidence * (1 - 0.02 * pair.cost)), 2)
        rule, cue = pair.hit.rule.id, text[pair.hit.start : pair.hit.end]
        when = tuple(
            Evidence(block, sentence.start + day[0], sentence.start + day[1], rule, cue, confidence)
            for day in (pair.date, pair.until)
            if day
        )
        return EventMention(
            evidence=Evidence(block, sentence.start + start, sentence.start + end, rule, cue, confidence),
            kind=kind,
            body=self._body(text, pair.hit, text[start:end]),
            judgement=self._judgement(text, pair, following) if kind in GRADED else None,
            when=when,
        )

    def _body(self, text: str, hit: Hit, clause: str) -> str | None:
        """Return who inspected, reviewed, met or approved, null where nobody is named."""
        kind = hit.sets["event"]
        if kind in ("plan_approved", "board_meeting"):
            for words in (text[hit.end :], hit.cue, clause):
                by = BY.search(words) if words is not hit.cue else None
                found = self.doers.opening(words[by.end() :] if by else words)
                if found:
                    return found.cue
            return None
        if "body" in hit.sets:
            return str(hit.sets["body"])
        said = next(
            (str(found.sets["body"]) for place in (hit.cue, clause) for rule in self.bodies for found in rule.find(place)), None
        )
        if kind in GRADED:
            return said if said and said != "Commissioner" else "Ofsted"
        if kind == "intervention":
            return "Department for Education" if said in (None, "Commissioner") else said
        return said if kind == "review" else None

    def _judgement(self, text: str, pair: Pair, following: str) -> str | None:
        """Return the grade given: that in the words themselves, the nearest in the sentence, or the next sentence's."""
        inside = self._graded(pair.hit.cue)
        if inside:
            return inside[0][1]
        low, high = min(pair.hit.start, pair.date[0]), max(pair.hit.end, pair.date[1])
        near = sorted((start - high if start >= high else (low - start) * 2, grade) for start, grade in self._graded(text))
        if near:
            return near[0][1]
        if any(_found(rule, following) for rule in self.tells) and not calendar_forms(following, self.rules):
            return next((grade for _, grade in self._graded(following)), None)
        return None

    def _graded(self, text: str) -> list[tuple[int, str]]:
        return sorted((hit.start, str(rule.sets["grade"])) for rule in self.grades for hit in rule.find(text))


def _found(rule: Rule, text: str) -> bool:
    return next(rule.find(text), None) is not None


def _pairs(text: str, hits: Sequence[Hit], dates: Sequence[tuple[int, int]]) -> list[Pair]:
    """Give each date to the words nearest to it, each words one date, and a list of dates all of them.

    A second step of the same day has no date of its own: "met on 3 May and approved the plan".
    """
    joined = [hit for hit in hits if hit.cue.startswith("and ")]
    alone = [hit for hit in hits if hit not in joined]
    ranked = sorted((_cost(text, hit, day), n, m) for n, hit in enumerate(alone) for m, day in enumerate(dates))
    found: dict[int, Pair] = {}
    used: set[int] = set()
    for cost, n, m in ranked:
        if cost <= FARTHEST and n not in used and m not in found:
            found[m] = Pair(alone[n], dates[m], cost)
            used.add(n)
    for m in range(1, len(dates)):
        before, between = found.get(m - 1), text[dates[m - 1][1] : dates[m][0]]
        if m in found or before is None:
            continue
        if UNTIL.match(between):
            found[m - 1] = replace(before, until=dates[m])
        elif ALSO.match(between):
            found[m] = Pair(before.hit, dates[m], before.cost + 1)
    shared = [Pair(hit, day, cost + 1) for hit in joined for day in dates if (cost := _cost(text, hit, day)) <= NEAR]
    return sorted([*found.values(), *shared], key=lambda pair: (pair.date, pair.hit.start))


def _cost(text: str, hit: Hit, day: tuple[int, int]) -> float:
    """Return how far a date stands from the words, in words, boundaries between them counted as several."""
    if day[0] >= hit.start and day[1] <= hit.end:
        return 0
    between = text[hit.end : day[0]] if day[0] >= hit.end else text[day[1] : hit.start]
    apposed = APPOSITION.match(between)
    if apposed:
        between = between[: apposed.start(1)] + between[apposed.end(1) :]
    cost = float(len(between.split()))
    for boundary, words in BOUNDARIES:
        cost += words * len(boundary.findall(between))
    if day[1] <= hit.start:
        leads = LEADING.match(text[: day[0]]) is not None
        return min(cost, 3 + cost / 2) if leads else cost + (3 if cost > 2 else 0)
    return cost


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the clause round a step and its date, or only these where the clause is long."""
    begins = [match.end() for match in CLAUSE_BEGINS.finditer(text, 0, start)]
    stop = CLAUSE_ENDS.search(text, end)
    first, last = (begins[-1] if begins else 0), (stop.start() if stop else len(text))
    if len(text[first:last].split()) > LONGEST_CLAUSE:
        return start, end
    part = text[first:last]
    return first + len(part) - len(part.lstrip()), first + len(part.rstrip(" .,;:"))
