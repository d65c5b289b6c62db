"""The grades that an inspection report itself awards."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.reportkind import report_kind
from pipeline.model import Block, Evidence, Judgement, RowCell, Structured
from pipeline.rules import Hit, RuleFile, Rules

_OVERALL = "Overall effectiveness"
_FRONT = 60  # blocks in which the sentence that gives the overall grade stands
_SKIPPED = ("furniture", "contents", "footnote")


def find_judgements(structured: Structured, rules: Rules) -> tuple[Judgement, ...]:
    """Return one judgement per graded line of an inspection report, in the order of the document.

    The lines on the first page count; a line further on only for an area that has no grade yet (the
    chapters repeat the grades). A sentence gives the overall grade only where no line does. Grades
    given earlier, or by others, or to homes and schools, are none.
    """
    kind = report_kind(structured, rules)
    if kind is None or kind.value != "inspection_report":
        return ()
    file = rules["extract/judgements"]
    found: list[Judgement] = []
    overall: Judgement | None = None
    for n, block in enumerate(b for b in structured.blocks if b.kind not in _SKIPPED):
        lines = list(_lines(block, file))
        for judgement in lines:
            if not any(_same_area(judgement.area, other.area) for other in found):
                found.append(judgement)
        if not lines and overall is None and n < _FRONT:
            overall = next(_overall(block, file), None)
    if overall is not None and not any(_same_area(overall.area, other.area) for other in found):
        found.append(overall)
    return tuple(sorted(found, key=lambda j: (j.evidence.block.seq, j.evidence.start)))


def _tells(file: RuleFile, tells: str, text: str) -> Iterator[Hit]:
    for rule in file.rules:
        if rule.sets.get("tells") == tells:
            yield from rule.find(text)


def grade_of(words: str, file: RuleFile) -> str | None:
    """Return the grade that words name (`requires_improvement`), null where they name none."""
    plain = re.sub(r"(?i)^requires?d?", "requires", " ".join(words.split()))
    hit = next(_tells(file, "grade", plain), None)
    return str(hit.sets["grade"]) if hit else None


def _lines(block: Block, file: RuleFile) -> Iterator[Judgement]:
    """Yield the graded lines of a block: a row with an area and a grade, or a text that is nothing but both."""
    if next(_tells(file, "earlier", block.text), None) is not None:
        return
    cells = [c for c in block.cells if block.text[c.start : c.end].strip()]
    if len(cells) >= 2:
        yield from _row(block, cells, file)
        return
    for match in re.finditer(r"[^\n]+", block.text):
        for hit in sorted(_tells(file, "line", match.group()), key=lambda h: -h.rule.priority)[:1]:
            grade = grade_of(hit.groups["grade"], file)
            if grade is not None:
                start, end = match.start() + hit.start, match.start() + hit.end
                yield Judgement(
                    Evidence(block, start, end, hit.rule.id, hit.groups["grade"], hit.rule.confidence),
                    _area(hit.groups["area"]),
                    grade,
                )


def _row(block: Block, cells: list[RowCell], file: RuleFile) -> Iterator[Judgement]:
    grades = [(c, grade_of(block.text[c.start : c.end], file)) for c in cells]
    graded = [(c, g) for c, g in grades if g is not None]
    areas = [c for c, g in grades if g is None and re.search(r"[A-Za-z]{4}", block.text[c.start : c.end])]
    if len(graded) == 1 and len(areas) == 1:
        (cell, grade), area = graded[0], areas[0]
        start, end = min(cell.start, area.start), max(cell.end, area.end)
        text = block.text[area.start : area.end]
        evidence = Evidence(block, start, end, f"judgements.{grade}", block.text[cell.start : cell.end].strip(), 0.95)
        yield Judgement(evidence, _area(text), grade)


def _overall(block: Block, file: RuleFile) -> Iterator[Judgement]:
    for hit in _tells(file, "overall", block.text):
        grade = grade_of(hit.groups["grade"], file)
        if grade is not None:
            yield Judgement(Evidence(block, hit.start, hit.end, hit.rule.id, hit.cue, hit.rule.confidence), _OVERALL, grade)


def _area(text: str) -> str:
    """Return an area in the report's words without its number and end signs."""
    text = re.sub(r"^\W*\d(?:\.\d)?[.)]?\s+", "", " ".join(text.split()))
    return text.strip(" :–—-.")


def _same_area(one: str, other: str) -> bool:
    return _plain(one) == _plain(other)


def _plain(area: str) -> str:
    words = re.findall(r"[a-z]+", area.lower())
    return " ".join(w for w in words if w not in ("the", "of", "and", "a", "experiences", "experience", "progress", "is", "that"))
