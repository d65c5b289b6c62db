"""Where a finding stands in the blocks, and what its single fields rest on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.frozen import made_quickly
from pipeline.model.blocks import Block, box_of, page_of
from pipeline.model.pages import Box


@made_quickly
@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a finding stands: characters `start` to `end` of one block's text, and why.

    `confidence` is how sure the rule's author is, until `resolve` puts in its place what that proved to mean.
    """

    block: Block
    start: int
    end: int
    rule: str
    cue: str
    confidence: float

    @property
    def quote(self) -> str:  # read from the block, not stored beside it: the two cannot disagree
        return self.block.text[self.start : self.end]

    @property
    def page(self) -> int | None:
        return page_of(self.block, self.start, self.end)

    @property
    def box(self) -> Box | None:
        return box_of(self.block, self.start, self.end)


Basis = Literal["words", "fill", "path", "context", "gazetteer"]


@dataclass(frozen=True, slots=True)
class Support:
    """What a single field of a finding rests on beside the finding's own words.

    `start` and `end` are null where no words speak (a bar, a colour); then `page` and `box` say where.
    """

    field: str
    basis: Basis
    block: Block
    start: int | None = None
    end: int | None = None
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a block, characters `start` to `end`: a merged cell's stand in the row where it begins."""

    block: Block
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.block.text[self.start : self.end]
