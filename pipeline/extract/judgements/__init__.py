"""The grades that an inspection report itself awards."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from pipeline.extract.judgements.laid import laid_out
from pipeline.extract.reportkind import report_kind
from pipeline.model import Block, Evidence, Judgement, RowCell, Structured
from pipeline.rules import Hit, RuleFile, Rules

_OVERALL = "Overall effectiveness"
_FRONT = 60  # blocks in which the sentence that gives the overall grade stands
_LINE = 160  # characters of the longest graded line
_IN_PIECES = re.compile(
    r"(?i)\b(?:requires?|(?<!for )improvement|inadequate|outstanding|good|be)\b"
)  # lines of two columns run together
_SKIPPED = ("furniture", "contents", "footnote")


def find_judgements(structured: Structured, rules: Rules) -> tuple[Judgement, ...]:
    """Return one judgement per graded line of an inspection report, in the order of the document.

    The first line for an area counts: the chapters repeat the grades of the first page. The overall
    grade comes from a line or, where that stands first, from a sentence. Grades given earlier, or by
    others, or to homes and schools, are none. Where two services are graded by the same areas, each says whose it is.
    """
    kind = report_kind(structured, rules)
    if kind is None or kind.value != "inspection_report":
        return ()
    file = rules["extract/judgements"]
    by_seq = {block.seq: block for block in structured.blocks}
    heads = _heads(structured)
    read = [b for b in structured.blocks if b.kind not in _SKIPPED]
    laid: dict[int, list[Judgement]] = {}
    for block, judgement in laid_out(read[:_FRONT], file):
        laid.setdefault(block.seq, []).append(judgement)
    found: dict[tuple[str, str], Judgement] = {}
    service = ""  # which of two services graded by the same areas is spoken of
    for n, block in enumerate(read):
        if (hit := next(_tells(file, "service", block.text), None)) is not None:
            service = str(hit.sets["service"])
        if _speaks_of_earlier(block, by_seq, file):
            continue
        given = laid.get(block.seq) or list(_lines(block, heads, file)) or (list(_overall(block, file)) if n < _FRONT else [])
        for judgement in given:
            found.setdefault((service, _plain(judgement.area)), judgement)
    services: dict[str, set[str]] = {}
    for service, area in found:
        services.setdefault(area, set()).add(service)
    return tuple(_of_service(judgement, service, services[area]) for (service, area), judgement in found.items())


def _of_service(judgement: Judgement, service: str, services: set[str]) -> Judgement:
    """Name the service before an area that two of them are graded by."""
    return replace(judgement, area=f"{service}: {judgement.area}") if service and len(services) > 1 else judgement


def _speaks_of_earlier(block: Block, by_seq: Mapping[int, Block], file: RuleFile) -> bool:
    """Tell whether a graded line repeats an earlier inspection's grade: its own words or its lead-in say so."""
    above = by_seq.get(block.lead_in) if block.lead_in is not None else None
    lead_in = above.text if above is not None else ""
    short = block.text if len(block.text) < _LINE else ""
    return any(next(_tells(file, "earlier", text), None) is not None for text in (lead_in, short))


def _tells(file: RuleFile, tells: str, text: str) -> Iterator[Hit]:
    return file.that_set("tells", tells).find(text)


def grade_of(words: str, file: RuleFile) -> str | None:
    """Return the grade that words name (`requires_improvement`), null where they name none."""
    plain = re.sub(r"(?i)^requires?d?", "requires", " ".join(words.split()))
    hit = next(_tells(file, "grade", plain), None)
    return str(hit.sets["grade"]) if hit else None


def _lines(block: Block, heads: Mapping[tuple[int | None, int], str], file: RuleFile) -> Iterator[Judgement]:
    """Yield the graded lines of a block: a row with an area and a grade, or a text that is nothing but both."""
    cells = [c for c in block.cells if block.text[c.start : c.end].strip()]
    if len(cells) >= 2:
        yield from _row(block, cells, heads, file)
        return
    for match in re.finditer(r"[^\n]+", block.text):
        for hit in sorted(_tells(file, "line", match.group()), key=lambda h: -h.rule.priority)[:1]:
            grade = grade_of(hit.groups["grade"], file)
            if grade is not None and not _IN_PIECES.search(hit.groups["area"]):
                start, end = match.start() + hit.start, match.start() + hit.end
                yield Judgement(
                    Evidence(block, start, end, hit.rule.id, hit.groups["grade"], hit.rule.confidence),
                    _area(hit.groups["area"]),
                    grade,
                )


def _heads(structured: Structured) -> dict[tuple[int | None, int], str]:
    """Return the first row of each table, which may head it, by table and column."""
    heads: dict[tuple[int | None, int], str] = {}
    first: dict[int | None, int] = {}
    for block in structured.blocks:
        if block.cells and first.setdefault(block.table, block.seq) == block.seq:
            heads |= {(block.table, cell.column): block.text[cell.start : cell.end] for cell in block.cells}
    return heads


def _row(block: Block, cells: list[RowCell], heads: Mapping[tuple[int | None, int], str], file: RuleFile) -> Iterator[Judgement]:
    """Yield the judgement of a row: one area, one grade; that of a column headed as an earlier inspection's is none."""
    cells = [c for n, c in enumerate(cells) if not n or not any(_tells(file, "earlier", heads.get((block.table, c.column), "")))]
    grades = [(c, grade_of(block.text[c.start : c.end], file)) for c in cells]
    graded = [(c, g) for c, g in grades if g is not None]
    areas = [c for c, g in grades if g is None and re.search(r"[A-Za-z]{4}", block.text[c.start : c.end])]
    if len(graded) == 1 and len(areas) == 1:
        (cell, grade), area = graded[0], areas[0]
        if cell.start < area.start:  # a grade with its meaning, from the key to the scale
            return
        text = block.text[area.start : area.end]
        evidence = Evidence(block, area.start, cell.end, f"judgements.{grade}", block.text[cell.start : cell.end].strip(), 0.95)
        yield Judgement(evidence, _area(text), grade)


def _overall(block: Block, file: RuleFile) -> Iterator[Judgement]:
    for hit in _tells(file, "overall", block.text):
        grade = grade_of(hit.groups["grade"], file)
        if grade is not None:
            yield Judgement(Evidence(block, hit.start, hit.end, hit.rule.id, hit.cue, hit.rule.confidence), _OVERALL, grade)


def _area(text: str) -> str:
    """Return an area in the report's words without its number and end signs."""
    text = re.sub(r"^\W*\d(?:\.\d)?[.)]?\s+", "", " ".join(text.split()))
    return re.sub(r"\s+(?:is|are)$", "", text.strip(" :–—-."))


def _plain(area: str) -> str:
    words = re.findall(
        r"[a-z]+", re.sub(r"local safeguarding children'?s? board( \(lscb\))?", "lscb", area.lower().replace("’", "'"))
    )
    return " ".join(
        w for w in words if w not in ("the", "of", "and", "a", "experiences", "experience", "progress", "effectiveness")
    )
