"""What a report has told so far, and the words by which its sentences refer back to it: bodies, boards, grades, visits."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from pipeline.extract.actions.doers import DoerReader
from pipeline.extract.events.pairs import Linker
from pipeline.extract.sentences import Sentence
from pipeline.model import Block
from pipeline.rules import Group, Rules

TELLS = (
    "grade",
    "overall",
    "visit",
    "visits",
    "board",
    "again",
    "inspectorate",
    "asks",
    "orders",
    "proper",
    "once_more",
    "undone",
    "unreal",
    "meeting_dates",
    "listed_visits",
    "listed_inspections",
    "focused",
    "stands_for",
    "homes",
)  # of the sentences round a step
RECENT = 4  # sentences back to which "the next", "he" or "we" refers


class Memory:
    """Remembers the sentences of a report told last; made once per report, since it prepares the rules."""

    def __init__(self, rules: Rules, linker: Linker) -> None:
        file = rules["extract/events"]
        self.linker = linker
        self.doers = DoerReader(rules)
        self.recent: deque[str] = deque(maxlen=RECENT)
        self.visited = False  # whether the report speaks of monitoring visits at all
        self.grades = Group(rule for rule in file.rules if "grade" in rule.sets and "event" not in rule.sets)
        self.bodies = Group(rule for rule in file.rules if "body" in rule.sets and "event" not in rule.sets)
        self.words = {tells: file.that_set("tells", tells) for tells in TELLS}

    def tells(self, what: str, text: str) -> bool:
        """Say whether a text holds words of one of the sorts `TELLS`."""
        return holds(self.words[what], text)

    def graded(self, text: str) -> list[tuple[int, int, str]]:
        """Return the grades in a text, each with its place."""
        return sorted((hit.start, hit.end, str(hit.sets["grade"])) for hit in self.grades.find(text))

    def approver(self, words: str, *, by: bool = False) -> str | None:
        """Return the body or person that some words begin with, or that `by` introduces."""
        start = self.linker.first("by", words) if by else None
        found = self.doers.opening(words[start.end :] if start else words)
        return found.cue if found else None

    def last_named(self, of: str, text: str) -> str | None:
        """Return the outside body, or the board, that was named last before some words."""
        for one in (text, *reversed(self.recent)):
            if of == "board":
                boards = [hit.cue for hit in self.words["board"].find(one)]
                if boards:
                    return self.approver(boards[-1])
                continue
            named = sorted((hit.start, str(hit.sets["body"])) for hit in self.bodies.find(one))
            if named:
                return named[-1][1]
        return None

    def visit_is_focused(self, text: str) -> bool:
        """Say whether the visit spoken of last is one that counts as an inspection, not one of a monitoring series."""
        for one in (text, *reversed(self.recent)):
            told = [hit.start for hit in self.words["focused"].find(one)], [hit.start for hit in self.words["visits"].find(one)]
            if any(told):
                return max(told[0], default=-1) > max(told[1], default=-1)
        return False

    def is_visit(self, block: Block, text: str, following: Sequence[Sentence]) -> bool:
        """Say whether inspectors who came made a visit of a series, by the sentence behind or the heading above."""
        if any(self.tells("visit", one.text) for one in following[:1]):
            return True
        headed = bool(block.section) and self.tells("visits", block.section[-1])
        return not self.tells("proper", text) and (headed or self.visited or self.tells("once_more", text))


def holds(rules: Group, text: str) -> bool:
    """Say whether any of some rules marks anything in a text."""
    return next(rules.find(text), None) is not None
