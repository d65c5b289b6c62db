"""Find the words of a sentence that name steps: by the rules, by the syntax of its verbs and nouns, by what was told before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.english import Tree
from pipeline.extract.events.frames import Framed, FrameReader, Line
from pipeline.extract.events.memory import Memory
from pipeline.extract.events.pairs import Step
from pipeline.rules import Group, Hit, Rules

COME_AGAIN = (
    "inspection",
    "monitoring_visit",
    "review",
    "board_meeting",
    "plan_approved",
    "intervention",
)  # kinds that "the next" may mean
INSPECTORATES = ("Ofsted", "Care Quality Commission")


class StepFinder:
    """Finds steps; made once per report, since it prepares the rules."""

    def __init__(self, rules: Rules, memory: Memory) -> None:
        self.memory = memory
        self.frames = FrameReader(rules)
        files = rules["extract/events"].rules, rules["extract/events_clauses"].rules
        self.named = Group(rule for file in files for rule in file if "event" in rule.sets or rule.excludes)

    def lines(self, trees: Sequence[tuple[int, Tree]]) -> list[Line]:
        """Return what is done in a sentence and to what, by the trees of its cells."""
        topic = self._topic() if trees else ""
        return [line for at, tree in trees for line in self.frames.lines(tree, topic, at)]

    def steps(self, text: str, lines: Iterable[Line] = ()) -> list[Step]:
        """Return the steps that a sentence names, those too that refer to what was told before ("the next", "he visited")."""
        found: list[Step] = []
        framed = list(self.frames.find(lines))
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
                if self.memory.graded(text) and any(
                    self.memory.tells("inspectorate", one) for one in (text, *self.memory.recent)
                ):
                    found.append(Step(hit, str(hit.sets["event"]), body))
            elif of == "visits" and self.memory.visit_is_focused(text[: hit.start]):
                found.append(Step(hit, "inspection", body))
            elif of in ("inspectorate", "visits"):
                if (of == "visits" and self.memory.visited) or any(
                    self.memory.tells("inspectorate", one) for one in (text, *self.memory.recent)
                ):
                    found.append(Step(hit, str(hit.sets["event"]), body))
            else:
                named = self.memory.last_named(str(of), text[: hit.start]) or self.memory.last_named(str(of), text[hit.end :])
                if named is not None and named not in INSPECTORATES:
                    found.append(Step(hit, str(hit.sets["event"]), named))
        return found

    def _hits(self, text: str, framed: Iterable[Framed] = ()) -> list[Hit]:
        """Return the words that name steps, of those that overlap the strongest; what is only part of a frame's noun is none."""
        frames = list(framed)
        hits = [*self.named.find(text)] + [one.hit for one in frames]
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
        return self.frames.topic(self.memory.recent[-1]) if self.memory.recent else ""

    def _last_step(self) -> Step | None:
        for text in reversed(self.memory.recent):
            told: list[Step] = []
            for hit in self._hits(text):
                if "of" not in hit.sets and hit.sets["event"] in COME_AGAIN:
                    body = str(hit.sets["body"]) if "body" in hit.sets else None
                    grade = next((grade for _, _, grade in self.memory.graded(hit.cue)), None)
                    told.append(Step(hit, str(hit.sets["event"]), body, grade))
            if told:
                return self._told_last(text, told)
        return None

    def _told_last(self, text: str, steps: Sequence[Step]) -> Step | None:
        """Return the last step of a sentence; one that only dates another ("since the inspection") where there is no other."""
        own = [step for step in steps if not self.memory.linker.first("since", text[: step.start])]
        return next(reversed(own or steps), None)

    def _grade_of_all(self, before: Step, text: str) -> str | None:
        """Return the grade that an earlier step shares: "inadequate for the second time. The first was in May"."""
        said = [*self.memory.recent, text]
        return before.grade if any(self.memory.tells("again", one) for one in said[-2:]) else None


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
