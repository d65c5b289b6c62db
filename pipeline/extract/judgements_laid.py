"""Grades set in columns beside their areas where nothing is drawn round them, so that lines of both are mixed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.model import Block, Evidence, Judgement
from pipeline.rules import Hit, RuleFile

_FEWEST = 3  # graded areas that make such a table: every framework has as many
_LONGEST = 200  # characters of a block of such a table; longer ones are text
_CONFIDENCE = 0.85


@dataclass
class _Area:
    """One area with its grade, each in the pieces that the lines hold."""

    block: Block
    start: int
    end: int
    words: list[str]
    grade: list[str] = field(default_factory=list)
    in_pieces: bool = False

    @property
    def grade_words(self) -> str:
        return " ".join(self.grade)


def laid_out(blocks: Iterable[Block], file: RuleFile) -> Iterator[tuple[Block, Judgement]]:
    """Yield the judgements of each run of short lines that is a table of areas and grades, with the block each begins in.

    A line ends in its piece of the grade column; what stands before it is of the area. An area goes on with small letters. A
    grade of two lines may begin above an area of one. A run whose areas each stand on one line is left to who reads line by line.
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
    return len(block.text) <= _LONGEST and not block.cells and not block.text.rstrip().endswith((".", ";", "?"))


def _of_run(run: Sequence[Block], file: RuleFile) -> Iterator[tuple[Block, Judgement]]:
    for areas in _tables(run, file):
        yield from _judgements(areas, file)


def _judgements(areas: Sequence[_Area], file: RuleFile) -> Iterator[tuple[Block, Judgement]]:
    graded = [(area, hit) for area in areas if (hit := _first(file, "grade", area.grade_words)) is not None]
    if len(graded) < _FEWEST or not any(area.in_pieces for area, _ in graded):
        return
    for area, hit in graded:
        evidence = Evidence(area.block, area.start, area.end, hit.rule.id, area.grade_words, _CONFIDENCE)
        yield area.block, Judgement(evidence, " ".join(area.words), str(hit.sets["grade"]))


def _tables(run: Sequence[Block], file: RuleFile) -> Iterator[list[_Area]]:
    """Yield the areas of each table of a run: other words between areas, or an area named again, end one."""
    found: list[_Area] = []
    above: list[str] = []  # a grade's first line that stands above its area
    for block, start, text in _lines(run):
        piece = _first(file, "grade_piece", text)
        left = text[: piece.start].strip() if piece else text.strip()
        if left and _first(file, "area_start", left):
            if any(" ".join(area.words) == _unnumbered(left) for area in found) and _is_graded(found[-1], file):
                yield found
                found = []
            found.append(_Area(block, start, start + len(text), [_unnumbered(left)], above, bool(above)))
            above = []
        elif left and not (found and left[0].islower()):
            yield found
            found, above = [], []
            continue
        elif left:
            found[-1].words.append(left)
            found[-1].in_pieces = True
        if piece is None:
            continue
        words = text[piece.start : piece.end]
        if left or (found and not _is_whole(found[-1], words, file)):
            found[-1].grade.append(words)
            found[-1].in_pieces |= not left or len(found[-1].grade) > 1
        else:
            above = [words]
        if found and found[-1].block is block:
            found[-1].end = start + len(text)
    yield found


def _unnumbered(text: str) -> str:
    return re.sub(r"^\W*\d(?:\.\d)?[.)]?\s+", "", text)


def _is_graded(area: _Area, file: RuleFile) -> bool:
    return _first(file, "grade", area.grade_words) is not None


def _is_whole(area: _Area, more: str, file: RuleFile) -> bool:
    """Say whether an area has its grade already, so that more words are of the next one."""
    longer = f"{area.grade_words} {more}".strip()
    return _is_graded(area, file) and _first(file, "grade", longer) is None


def _lines(run: Sequence[Block]) -> Iterator[tuple[Block, int, str]]:
    """Yield the printed lines of blocks with where they begin in the text."""
    for block in run:
        for start, end in [(p.start, p.end) for p in block.parts] or [m.span() for m in re.finditer(r"[^\n]+", block.text)]:
            yield block, start, block.text[start:end].rstrip()


def _first(file: RuleFile, tells: str, text: str) -> Hit | None:
    return next((hit for rule in file.rules if rule.sets.get("tells") == tells for hit in rule.find(text)), None)
