"""Say of a step who took part in it and what grade it gave."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.dates import calendar_forms
from pipeline.extract.events_memory import Memory
from pipeline.extract.events_pairs import Pair, Step
from pipeline.extract.sentences import Sentence
from pipeline.model import Block, Support
from pipeline.rules import Rules

GRADED = ("inspection", "inspection_report")


class ValueReader:
    """Reads body and judgement of steps from the words round them."""

    def __init__(self, rules: Rules, memory: Memory) -> None:
        self.rules = rules
        self.memory = memory

    def body(self, text: str, step: Step, clause: str) -> str | None:
        """Return who inspected, reviewed, met or approved, null where nobody is named."""
        if step.body is not None:
            return step.body
        if step.kind in ("plan_approved", "board_meeting"):
            return (
                self.memory.approver(text[step.end :], by=True)
                or self.memory.approver(step.cue, by=True)
                or self.memory.approver(clause, by=True)
            )
        said = next((str(found.sets["body"]) for place in (step.cue, clause) for found in self.memory.bodies.find(place)), None)
        if step.kind in (*GRADED, "monitoring_visit"):
            return said if said and said != "Commissioner" else "Ofsted"
        if step.kind == "intervention":
            return "Department for Education" if said in (None, "Commissioner") else said
        return said if step.kind == "review" else None

    def judgement(
        self, block: Block, text: str, pair: Pair, following: Sequence[Sentence]
    ) -> tuple[str | None, tuple[Support, ...]]:
        """Return the grade given: that in the words themselves, the nearest in the sentence, or that of a sentence behind it."""
        inside = self.memory.graded(pair.step.cue)
        if inside or pair.step.grade:
            last = pair.step.hit.sets.get("takes") == "last"
            return (inside[-1 if last else 0][2] if inside else pair.step.grade), ()
        low, high = min(pair.step.start, pair.date[0]), max(pair.step.end, pair.date[1])
        near = sorted(
            (start - high if start >= high else (low - start) * 2, grade)
            for start, _, grade in self.memory.graded(text)
            if ";" not in text[min(start, high) : max(start, low)]
        )
        if near:
            return near[0][1], ()
        for sentence in following:
            dated = bool(calendar_forms(sentence.text, self.rules))
            if self.memory.tells("overall" if dated else "grade", sentence.text):
                for start, end, grade in self.memory.graded(sentence.text):
                    return grade, (Support("judgement", "words", block, sentence.start + start, sentence.start + end),)
            if dated:
                break
        return None, ()
