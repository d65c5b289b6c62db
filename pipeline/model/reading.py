"""What one file gave, stage by stage, and which rules it was made with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.model.blocks import Structured
from pipeline.model.findings import Findings
from pipeline.model.mentions import MENTIONED, Mentions
from pipeline.model.pages import Document


@dataclass(frozen=True, slots=True)
class RuleHits:
    """How a rule fared in one step over one report.

    `fired` counts the places that it marked in the texts it was shown, each place of each text once. `alone` are those of them
    where no rival marked any of the same words: another rule of the file that sets the same keys, or a look-alike. `won` counts,
    by rival, the places where the two marked words in common and this one had the better claim.
    """

    rule: str
    fired: int
    alone: int
    won: Mapping[str, int]


STEPS = ("structure", *MENTIONED, "resolve")
"""The steps that read rules, in their order: each can be made again from what the ones before gave."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the flow over one report: which rule files and tables it read (with the digest of each), and how rules fared.

    `given_up` says in words which rules were given up because they hung; a file that lacks one of them has no digest.
    """

    name: str
    reads: Mapping[str, str]
    hits: tuple[RuleHits, ...] = ()
    given_up: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file gave, stage by stage; what `load` writes and `explain` prints.

    `steps` say what it was made with; `papers` are the readings of the documents that the file carries.
    """

    document: Document
    structured: Structured
    mentions: Mentions
    findings: Findings
    steps: tuple[Step, ...] = ()
    papers: tuple[Reading, ...] = ()

    @property
    def all(self) -> tuple[Reading, ...]:
        """The report's own reading and those of the papers it carries."""
        return (self, *self.papers)
