"""Give each date of a sentence to the words that name a step, and find the clause that both stand in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.rules import Hit, Rule, Rules

# Beyond this distance (in words, boundaries counted as several) a date is told of something else.
FARTHEST = 16
ALONE = 20  # the same where a sentence has one step and one date
NEAR = 4  # words between two steps of one day
INSIDE = 1.5  # at most, for a date among the words themselves
LED = 0.4  # share of its distance that counts for a date which opens the sentence
ENDS = 20  # words that a date counts as farther away when it is the end of something
SURE = 3.0  # words at which a date is told of the words beside it, and is not the next of a list of dates
ENTRY = 2.0  # at most, for the date at the head of an entry of a timeline
OWNED = 0.5  # for a date that hangs on the step's own verb or noun
AWAY = 0.02  # for each word between such a date and the step, so that of two the nearer is taken
OTHERS = 8  # words that a date counts as farther away when it hangs on another noun
TITLED = 40  # characters before a date in which the name of a plan may end
LONGEST_CLAUSE = 40  # words; a longer one is cut to the step and its date


@dataclass(frozen=True, slots=True)
class Step:
    """Words of a sentence that name a step: its kind, and what they say of body and grade."""

    hit: Hit
    kind: str
    body: str | None = None
    grade: str | None = None
    own: tuple[int, ...] = ()  # where words begin that the syntax gives to it
    others: tuple[int, ...] = ()  # where such begin that it gives to another noun

    @property
    def start(self) -> int:
        return self.hit.start

    @property
    def end(self) -> int:
        return self.hit.end

    @property
    def cue(self) -> str:
        return self.hit.cue


@dataclass(frozen=True, slots=True)
class Pair:
    """Words that name a step with the date that belongs to them; `cost` is how far apart they stand."""

    step: Step
    date: tuple[int, int]
    cost: float
    until: tuple[int, int] | None = None  # "from 8 May and stayed until 1 June"
    sure: float | None = None  # how likely it is, where no rule found it


class Linker:
    """Reads how steps and dates hang together; made once per report, since it prepares the rules."""

    def __init__(self, rules: Rules) -> None:
        file = rules["extract/events_links"].rules
        self.boundaries = [rule for rule in file if "words" in rule.sets]
        self.links: dict[str, list[Rule]] = {}
        for rule in file:
            self.links.setdefault(str(rule.sets.get("link")), []).append(rule)

    def first(self, link: str, text: str) -> Hit | None:
        """Return the first words of a kind of link in a text."""
        return next((hit for rule in self.links[link] for hit in rule.find(text)), None)

    def pairs(self, text: str, steps: Sequence[Step], dates: Sequence[tuple[int, int]]) -> list[Pair]:
        """Give each date to the words nearest to it, each words one date, and a list of dates all of them.

        A second step of the same day has no date of its own: "met on 3 May and approved the plan".
        """
        joined = [step for step in steps if step.cue.startswith("and ")]
        alone = [step for step in steps if step not in joined]
        ranked = sorted((self.cost(text, step, day), n, m) for n, step in enumerate(alone) for m, day in enumerate(dates))
        farthest = ALONE if len(alone) == len(dates) == 1 else FARTHEST
        found: dict[int, Pair] = {}
        used: set[int] = set()
        for cost, n, m in ranked:
            if cost <= farthest and n not in used and m not in found:
                found[m] = Pair(alone[n], dates[m], cost)
                used.add(n)
        for m in range(1, len(dates)):
            before, between = found.get(m - 1), text[dates[m - 1][1] : dates[m][0]]
            if before is None or (m in found and found[m].cost <= SURE):
                continue
            if m in found and not self.first("also", between):
                continue
            if self.first("until", between):
                found[m - 1] = replace(before, until=dates[m])
            elif self.first("also", between):
                found[m] = Pair(before.step, dates[m], before.cost + 1)
        shared: list[Pair] = []
        for step in joined:
            costs = {day: cost for day in dates if (cost := self.cost(text, step, day)) <= NEAR}
            behind = {day: cost for day, cost in costs.items() if day[0] >= step.end and cost <= SURE}  # it has a date of its own
            shared += [Pair(step, day, cost + 1) for day, cost in (behind or costs).items()]
        shared += [
            Pair(step, day, OWNED + 1) for n, step in enumerate(alone) if n not in used for day in _leading(step, dates, alone)
        ]
        return sorted([*found.values(), *shared], key=lambda pair: (pair.date, pair.step.start))

    def cost(self, text: str, step: Step, day: tuple[int, int]) -> float:
        """Return how far a date stands from the words, in words, boundaries between them counted as several."""
        between = text[step.end : day[0]] if day[0] >= step.end else text[day[1] : step.start]
        if self.first("titled", text[max(0, day[0] - TITLED) : day[0]]):
            return FARTHEST + OTHERS
        if any(day[0] <= at < day[1] for at in step.own):
            ended = ENDS if day[0] >= step.end and self.first("ends", between) else 0
            return OWNED + AWAY * len(between.split()) + ended
        if day[0] >= step.start and day[1] <= step.end:
            ended = ENDS if self.first("ends", text[step.start : day[0]]) else 0
            return min(INSIDE, len(text[day[1] : step.end].split())) + ended
        if day[0] >= step.end and self.first("straight", between):
            return 0.0
        if day[1] <= step.start and self.first("saw", between):
            return 0.0
        between = self._without_asides(between)
        cost = float(len(between.split())) + (OTHERS if any(day[0] <= at < day[1] for at in step.others) else 0)
        for rule in self.boundaries:
            cost += float(rule.sets["words"] or 0) * sum(1 for _ in rule.find(between))
        if day[0] >= step.end and "," in between and self.first("since", text[: step.start]):
            cost += OTHERS  # "came, for the first time since it was set up, in May"
        away = day[0] >= step.end and not self.first("straight", between)
        if (away or day[1] <= step.start) and self.first("elsewhere", text[step.end if away else 0 : day[0]]):
            cost += OTHERS
        if day[1] <= step.start and self.first("borne", text[day[1] : step.start]):
            cost += OTHERS
        if day[1] <= step.start:
            if self.first("heads", text[day[1] :]) and not text[: day[0]].strip(" •-–(["):
                return min(cost, ENTRY)
            if self.first("ground", text[day[1] : step.start]):
                return cost + ENDS  # "in May, after the inspection, ..." tells what came then
            leads = self.first("leading", text[: day[0]]) is not None
            return min(cost, 3 + cost * LED) if leads else cost + (3 if cost > 2 else 0)
        return cost + (ENDS if self.first("ends", between) else 0)

    def _without_asides(self, between: str) -> str:
        """Take out what is no distance: an apposition, "that was carried out", the "and" of a name."""
        for link in ("apposition", "none"):
            for hit in [hit for rule in self.links[link] for hit in rule.find(between)][::-1]:
                start, end = hit.spans["mention"]
                between = f"{between[:start]} {between[end:]}"
        return between

    def clause(self, text: str, start: int, end: int) -> tuple[int, int]:
        """Return the clause round a step and its date, or only these where the clause is long."""
        begins = [hit.end for rule in self.links["clause_begins"] for hit in rule.find(text[:start])]
        stop = self.first("clause_ends", text[end:])
        first, last = (max(begins, default=0)), (end + stop.start if stop else len(text))
        if len(text[first:last].split()) > LONGEST_CLAUSE:
            return start, end
        part = text[first:last]
        return first + len(part) - len(part.lstrip()), first + len(part.rstrip(" .,;:"))


def _leading(step: Step, dates: Sequence[tuple[int, int]], steps: Sequence[Step]) -> list[tuple[int, int]]:
    """Return the date before all steps of a sentence that syntax gives to this one too: "In May it closed ... and merged ..."."""
    before = [day for day in dates if day[1] <= min(one.start for one in steps)]
    return [day for day in before if any(day[0] <= at < day[1] for at in step.own)][:1]
