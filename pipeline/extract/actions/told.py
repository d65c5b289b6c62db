"""What a sentence tells: the sentence with its main clauses, and the sort of section that it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.grammar.clauses import Clause
from pipeline.extract.sentences import Sentence
from pipeline.model import Block
from pipeline.rules import Rule

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence with what it tells: its part from `begin` on, behind mere introductions, is what was parsed.

    `tags` are the forms of the words parsed (`VBN`, `NNS`), in order.
    """

    sentence: Sentence
    begin: int
    clauses: tuple[Clause, ...]
    tags: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return self.sentence.text[self.begin :]

    def place(self, span: Place) -> Place:
        """Return where characters of the part parsed stand in the block."""
        offset = self.sentence.start + self.begin
        return offset + span[0], offset + span[1]


def section_of(block: Block, rules: Sequence[Rule]) -> str:
    """Say by the headings above a block, and the nearest of them, whether activity stands there."""
    said = {str(rule.sets["section"]) for heading in block.section for rule in rules if marks(rule, heading)}
    own = {str(rule.sets["section"]) for heading in block.section[-1:] for rule in rules if marks(rule, heading)}
    if "told" not in own:
        for sort in ("skip", "others"):
            if sort in said:
                return sort
        if "asked" in own:
            return "asked"
    return "formal" if "formal" in said else "open"


def marks(rule: Rule, text: str) -> bool:
    """Say whether a rule marks anything in a text."""
    return next(rule.find(text), None) is not None
