"""Say of a step who took part in it and what grade it gave."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.dates import calendar_forms
from pipeline.extract.events.memory import Memory
from pipeline.extract.events.pairs import Pair, Step
from pipeline.extract.sentences import Sentence
from pipeline.model import GRADES, Block, Support
from pipeline.rules import Rules

GRADED = ("inspection", "inspection_report")
_OF_PART = re.compile(r"\s+for\b")  # "good for safeguarding and adequate for looked after children"
_OVERALL = re.compile(r"(?i)\boverall effectiveness\b")


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
        self, block: Block, text: str, pair: Pair, following: Sequence[Sentence], items: Sequence[Block] = ()
    ) -> tuple[str | None, tuple[Support, ...]]:
        """Return the grade given: that in the words themselves, the nearest in the sentence, or that of a sentence behind it.

        A sentence that leads in a list of grades (`items`) has the overall one of them; of two grades for two services the
        worse counts.
        """
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
            parts = self._first_or_worst(text)
            grade = near[0][1] if parts == self.memory.graded(text) else parts[0][2]
            return (grade if grade in GRADES else None), ()
        for sentence in following:
            dated = bool(calendar_forms(sentence.text, self.rules))
            if self.memory.tells("overall" if dated else "grade", sentence.text):
                for start, end, grade in self._first_or_worst(sentence.text):
                    known = Support("judgement", "words", block, sentence.start + start, sentence.start + end)
                    return (grade, (known,)) if grade in GRADES else (None, ())
            if dated:
                break
        for item in items:
            for start, end, grade in self.memory.graded(item.text) if _OVERALL.search(item.text) else ():
                return grade, (Support("judgement", "words", item, start, end),)
        return None, ()

    def _first_or_worst(self, text: str) -> list[tuple[int, int, str]]:
        """Return the grades of a sentence, of those that each say for which service the worst first."""
        graded = self.memory.graded(text)
        if len(graded) > 1 and all(_OF_PART.match(text, end) for _, end, _ in graded):
            return sorted(graded, key=lambda one: GRADES.index(one[2]))
        return graded
