"""What was inspected, which visit of a series it was, and whether it was held on its day."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.model import Evidence
from pipeline.named_numbers import ORDINALS
from pipeline.resolve.sentence import sentence_span
from pipeline.rules import Hit, Rules

THEMES = ("joint", "focused", "send", "thematic")
"""What inspections of one theme are known by: they grade nothing, whatever else is told of grades beside them."""

HELD = frozenset({"inspection", "monitoring_visit", "review", "board_meeting"})
"""Kinds of steps that are held on a day, and may be put off."""


class VisitReader:
    """Reads of a step what was inspected, the visit's number and whether it was put off; made once per report."""

    def __init__(self, rules: Rules) -> None:
        file = rules["resolve/events"]
        self.objects = file.that_set("object")
        self.since = file.that_set("since")
        self.whole = file.that_set("whole")
        self.beside = file.that_set("beside")
        self.own_number, self.this_number = file.that_set("visit", "own"), file.that_set("visit", "this")
        self.put_off, self.new_day, self.held = (file.that_set("day", key) for key in ("put_off", "new", "held"))

    def scope(self, kind: str, evidence: Evidence) -> str | None:
        """Return what alone was inspected, null where it was the council's services, or several parts of them."""
        if kind not in ("inspection", "inspection_report", "monitoring_visit"):
            return None
        before, cue, behind = evidence.quote.partition(evidence.cue)
        return self.scope_of(before[max((hit.end for hit in self.since.find(before)), default=0) :] + cue + behind)

    def scope_of(self, words: str) -> str | None:
        """Return what alone words speak of: a theme or service; of the parts of the council's services one."""
        found = sorted(self.objects.find(words), key=lambda hit: hit.start)
        themes = [hit for hit in found if hit.sets["object"] in THEMES]
        if themes:
            return str(themes[0].sets["object"])
        own = [
            hit
            for hit in found
            if not hit.sets.get("alone") or not any(other.end == hit.start for other in self.beside.find(words[: hit.start]))
        ]
        if any(True for _ in self.whole.find(words)) or _differ(own):
            return None
        return str(own[0].sets["object"]) if own else None

    def gives_no_grade(self, evidence: Evidence) -> bool:
        """Say whether the very words for an inspection make it one of a theme."""
        start = max(0, evidence.quote.find(evidence.cue))
        end = start + len(evidence.cue)
        themes = (hit for hit in self.objects.find(evidence.quote) if hit.sets["object"] in THEMES)
        return any(hit.start < end and start < hit.end for hit in themes)

    def number(self, kind: str, evidence: Evidence) -> int | None:
        """Return the number that the words give a visit: its own sentence, else the paragraph's "this was the ..."."""
        if kind != "monitoring_visit":
            return None
        text = evidence.block.text
        start, end = sentence_span(evidence)
        hit = next(iter([*self.own_number.find(text[start:end]), *self.this_number.find(text)]), None)
        words = str(hit.groups["number"]).lower() if hit else ""
        return int(words) if words.isdecimal() else ORDINALS.get(words)

    def is_put_off(self, kind: str, evidence: Evidence, day: Evidence) -> bool:
        """Say whether a step was not held on a day: its sentence says so, and the day is not the new one."""
        if kind not in HELD:
            return False
        start, end = sentence_span(evidence)
        text = evidence.block.text[start:end]
        at = day.start - start if day.block is evidence.block else 0
        cue = text.find(evidence.cue, evidence.start - start)
        for hit in self.put_off.find(text):
            if hit.end <= cue or hit.start >= cue + len(evidence.cue):
                continue
            between = text[hit.end : at] if at > hit.end else ""
            if at < hit.end or not any(True for group in (self.new_day, self.held) for _ in group.find(between)):
                return True
        return False


def _differ(objects: Iterable[Hit]) -> bool:
    """Say whether objects are several, of which not all are services by themselves."""
    named = {str(hit.sets["object"]): bool(hit.sets.get("alone")) for hit in objects}
    return len(named) > 1 and not all(named.values())
