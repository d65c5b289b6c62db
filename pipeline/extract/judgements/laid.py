"""Grades set in columns beside their areas where nothing is drawn round them, so that lines of both are mixed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.model import Block, Evidence, Judgement
from pipeline.rules import Hit, RuleFile

_FEWEST = 3  # graded areas that make such a table: every framework has as many
_LONGEST = 600  # characters of a block of such a table; longer ones are text
_CONFIDENCE = 0.85
_SENTENCE = re.compile(r"(?<=[a-z][.;])\s+")


@dataclass
class _Area:
    """One area, in the pieces that the lines hold."""

    block: Block
    start: int
    end: int
    words: list[str]


@dataclass
class _Table:
    """Areas in their order, and the words of the column beside them in theirs."""

    areas: list[_Area] = field(default_factory=list)
    graded: list[str] = field(default_factory=list)


def laid_out(blocks: Iterable[Block], file: RuleFile) -> Iterator[tuple[Block, Judgement]]:
    """Yield the judgements of each run of short blocks that is a table of areas and grades, with the block each begins in.

    Words of grades are of the one column, all others of the other, where an area goes on with small letters. However the
    two columns stand to each other, higher or lower, both keep their order: the first grade is that of the first area. Where
    there are not as many grades as areas, nothing is said. Rows with cells are counted among them, and left to who reads rows.
    """
    run: list[Block] = []
    for block in blocks:
        if _may_be_of(block):
            run.append(block)
        else:
            yield from _of_run(run, file)
            run = []
    yield from _of_run(run, file)


def _may_be_of(block: Block) -> bool:
    return len(block.text) <= _LONGEST and not block.text.rstrip().endswith((".", ";", "?"))


def _of_run(run: Sequence[Block], file: RuleFile) -> Iterator[tuple[Block, Judgement]]:
    for table in _tables(run, file):
        grades = list(_first_of(file, "grade_whole", " ".join(table.graded)))
        if len(grades) < _FEWEST or len(grades) != len(table.areas):
            continue
        for area, hit in zip(table.areas, grades, strict=True):
            rule = _first(file, "grade", hit.cue)
            if rule is not None and not area.block.cells:
                evidence = Evidence(area.block, area.start, area.end, rule.rule.id, hit.cue, _CONFIDENCE)
                yield (
                    area.block,
                    Judgement(evidence, re.sub(r"\s+(?:is|are)$", "", " ".join(area.words)), str(rule.sets["grade"])),
                )


def _tables(run: Sequence[Block], file: RuleFile) -> Iterator[_Table]:
    """Yield each table of a run: other words between areas, or an area named again, end one."""
    table, other = _Table(), None  # the block of which a line was neither area nor grade: what follows in it goes on with that
    for block, start, text in _lines(run, file):
        pieces = list(_first_of(file, "grade_piece", text))
        left = [words for words in _between(text, pieces) if words]
        opens = [_first(file, "area_start", words) is not None for words in left]
        again = {" ".join(area.words) for area in table.areas} & {_unnumbered(words) for words in left}
        if again or (left and not opens[0] and not (table.areas and left[0][0].islower())):
            yield table
            table = _Table()
        if left and not opens[0] and not table.areas:
            other = block
            continue
        for words, is_new in zip(left, opens, strict=True):
            if is_new:
                table.areas.append(_Area(block, start, start + len(text), [_unnumbered(words)]))
            else:
                table.areas[-1].words.append(words)
        if table.areas or block is not other:
            table.graded += [text[piece.start : piece.end] for piece in pieces]
        if table.areas and table.areas[-1].block is block:
            table.areas[-1].end = start + len(text)
    yield table


def _between(text: str, pieces: Sequence[Hit]) -> Iterator[str]:
    """Yield what stands before, between and behind the pieces of a line."""
    at = 0
    for piece in pieces:
        yield text[at : piece.start].strip()
        at = piece.end
    yield re.sub(r"^\W*\d?$", "", text[at:].strip())


def _unnumbered(text: str) -> str:
    return re.sub(r"^\W*\d(?:\.\d)?[.)]?\s+", "", text)


def _lines(run: Sequence[Block], file: RuleFile) -> Iterator[tuple[Block, int, str]]:
    """Yield the printed lines of blocks with where they begin in the text; rows and sentences are lines, headings none."""
    for block in run:
        if block.cells:
            yield block, 0, block.text
            continue
        for start, end in [(p.start, p.end) for p in block.parts] or [m.span() for m in re.finditer(r"[^\n]+", block.text)]:
            line = block.text[start:end]
            head = _first(file, "table_head", line)
            start += head.end if head else 0
            cuts = [m.end() for m in _SENTENCE.finditer(block.text[start:end])]
            for at, until in pairwise((start, *(start + cut for cut in cuts), end)):
                yield block, at, block.text[at:until].rstrip()


def _first(file: RuleFile, tells: str, text: str) -> Hit | None:
    return next(_first_of(file, tells, text), None)


def _first_of(file: RuleFile, tells: str, text: str) -> Iterator[Hit]:
    return (hit for rule in file.rules if rule.sets.get("tells") == tells for hit in rule.find(text))
