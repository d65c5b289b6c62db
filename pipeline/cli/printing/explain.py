"""One file's reading in words, and as JSON.

The JSON is one object: `file`, `sha256`, `media_type`, `problem` (null when all was read); `report`, its fields with `evidence`
for each; `pages` (`number`, `width`, `height` in points, `text_source`, `problem`); `blocks` (`seq`, `page`, `kind`, `ref`,
`section`, `text`, `box` as [x0, top, x1, bottom] in points from the top left); `findings` (`kind`, `block` = seq, `page`,
`quote`, `char_start`, `char_end`, `box`, `rule`, `cue`, `confidence`, `values`, `evidence`); `problems` of later stages;
`dates_left_out`, the words of dates to which nothing gave a year. Values are those of the database's columns.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.load.rows.findings import own_columns
from pipeline.load.rows.ids import SINGULAR
from pipeline.model import KINDS, Block, Box, Evidence, Reading, ReportFields, Support

_FIELDS = (
    "kind", "council", "title", "committee", "meeting_date", "agenda_item", "inspection_start", "inspection_end", "published",
    "framework",
)  # fmt: skip
_WIDTH = 100
_NAMED_AT_MOST = 5


def as_json(reading: Reading, kind: str | None = None) -> str:
    """Return the reading as JSON; with a `kind` only findings of that class, and the blocks in which they stand."""
    document, own = reading.document, _paper(reading, kind)
    return json.dumps(
        {
            "file": document.path,
            "sha256": document.sha256,
            "media_type": document.media_type,
            "problem": document.problem,
            "report": own.pop("report"),
            "pages": [
                {
                    "number": page.number,
                    "width": page.width,
                    "height": page.height,
                    "text_source": page.text_source,
                    "problem": page.problem,
                }
                for page in document.pages
            ],
            **own,
            "papers": [_paper(paper, kind) for paper in reading.papers],
        },
        ensure_ascii=False,
        indent=1,
    )


def _paper(reading: Reading, kind: str | None) -> dict[str, Any]:
    findings = [_finding(name, finding) for name in _wanted(kind) for finding in getattr(reading.findings, name)]
    findings.sort(key=lambda found: (found["block"], found["char_start"]))
    shown = {found["block"] for found in findings}
    return {
        "report": _report(reading.findings.report),
        "blocks": [_block(block) for block in reading.structured.blocks if kind is None or block.seq in shown],
        "findings": findings,
        "problems": [*reading.structured.problems, *reading.findings.problems],
        "dates_left_out": [one.quote for one in _left_out(reading)],
    }


def as_text(reading: Reading, kind: str | None = None) -> str:
    """Return the reading as text to look at: the report, then page by page its blocks and under each what was found in it."""
    return "\n".join(_lines(reading, kind))


def _wanted(kind: str | None) -> Sequence[str]:
    return KINDS if kind is None else () if kind == "report" else (kind,)


def _report(fields: ReportFields) -> dict[str, Any]:
    values = {name: _plain(getattr(fields, name)) for name in _FIELDS}
    values["council"] = fields.council.name if fields.council else None
    return {**values, "evidence": [_support(support) for support in fields.supports]}


def _support(support: Support) -> dict[str, Any]:
    words = (
        None if support.start is None or support.end is None else Evidence(support.block, support.start, support.end, "", "", 1)
    )
    return {
        "field": support.field,
        "basis": support.basis,
        "block": support.block.seq,
        "page": words.page if words and support.page is None else support.page,
        "quote": words.quote if words else None,
        "char_start": support.start,
        "char_end": support.end,
        "box": _box(words.box if words and support.box is None else support.box),
    }


def _finding(kind: str, finding: Any) -> dict[str, Any]:
    found: Evidence = finding.evidence
    values = own_columns(kind, finding)
    if kind == "actions":
        values["leads"] = [{"name": lead.name, "kind": lead.kind, "text": lead.text} for lead in finding.leads]
    return {
        "kind": kind,
        "block": found.block.seq,
        "page": found.page,
        "quote": found.quote,
        "char_start": found.start,
        "char_end": found.end,
        "box": _box(found.box),
        "rule": found.rule,
        "cue": found.cue,
        "confidence": found.confidence,
        "values": values,
        "evidence": [_support(support) for support in getattr(finding, "supports", ())],
    }


def _block(block: Block) -> dict[str, Any]:
    return {
        "seq": block.seq,
        "page": block.page,
        "kind": block.kind,
        "ref": block.ref,
        "section": list(block.section),
        "text": block.text,
        "box": _box(block.box),
    }


def _box(box: Box | None) -> list[float] | None:
    return None if box is None else [round(value, 2) for value in (box.x0, box.top, box.x1, box.bottom)]


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _lines(reading: Reading, kind: str | None) -> Iterator[str]:
    document = reading.document
    pages = f", {len(document.pages)} pages" if document.has_geometry else ""
    yield f"{document.path} ({document.media_type}{pages})"
    if document.problem:
        yield from _wrapped(f"Problem: {document.problem}", "  ")
    for n, paper in enumerate(reading.all):
        if n:
            yield f"\nDocument {n} of {len(reading.papers)} that the file carries"
        yield from _paper_lines(paper, kind)


def _paper_lines(reading: Reading, kind: str | None) -> Iterator[str]:
    for problem in (*reading.structured.problems, *reading.findings.problems):
        yield from _wrapped(f"Problem: {problem}", "  ")
    if kind in (None, "dates") and (left_out := _left_out(reading)):
        words = ", ".join(f"“{one.quote}”" for one in left_out[:_NAMED_AT_MOST])
        more = f" and {len(left_out) - _NAMED_AT_MOST} more" if len(left_out) > _NAMED_AT_MOST else ""
        yield from _wrapped(f"Left out for want of a year: {words}{more}. The report states no date; give it with --date.", "  ")
    if kind in (None, "report"):
        yield from _report_lines(reading.findings.report)
    found: dict[int, list[dict[str, Any]]] = {}
    for name in _wanted(kind):
        for finding in getattr(reading.findings, name):
            row = _finding(name, finding)
            found.setdefault(row["block"], []).append(row)
    page: object = ()
    for block in reading.structured.blocks if kind != "report" else ():
        if kind is not None and block.seq not in found:
            continue
        if block.page != page:
            page = block.page
            yield "" if page is None else f"\nPage {page}"
        ref = f" {block.ref}" if block.ref else ""
        section = f"  ({' > '.join(block.section)})" if block.section else ""
        yield f"  [{block.seq}] {block.kind}{ref}{section}"
        yield from _wrapped(block.text.replace("\t", " | "), "      ")
        for row in sorted(found.get(block.seq, ()), key=lambda row: (row["char_start"], row["char_end"])):
            yield from _finding_lines(row)


def _left_out(reading: Reading) -> list[Evidence]:
    """Return the dates without a year that were left out, as the report states no date to read them from."""
    report = reading.findings.report
    if report.meeting_date or report.published or report.inspection_end:
        return []
    places = {(one.evidence.block.seq, one.evidence.start) for one in reading.findings.dates}
    mentioned = (mention.evidence for mention in reading.mentions.dates)
    return [one for one in mentioned if (one.block.seq, one.start) not in places]


def _report_lines(fields: ReportFields) -> Iterator[str]:
    report = _report(fields)
    rests = {support["field"]: support for support in reversed(report["evidence"])}
    yield "\nReport"
    for name in _FIELDS:
        support = rests.get(name)
        where = f"  ({support['basis']}: {_quoted(support)})" if support and report[name] else ""
        yield from _wrapped(f"{name:<17} {report[name] if report[name] is not None else '-'}{where}", "  ", hang=20)


def _quoted(support: dict[str, Any]) -> str:
    quote = f"“{textwrap.shorten(support['quote'], 60)}”" if support["quote"] else "a drawing"
    return f"{quote}, page {support['page']}" if support["page"] else quote


def _finding_lines(row: dict[str, Any]) -> Iterator[str]:
    values = {
        name: value
        for name, value in row["values"].items()
        if value not in (None, []) and not (name == "text" and value == row["quote"])
    }
    if "leads" in values:
        values["leads"] = "; ".join(lead["text"] for lead in values["leads"])
    said = ", ".join(f"{name} {value}" for name, value in values.items())
    name = SINGULAR[row["kind"]]
    yield from _wrapped(f"{name:<14} “{textwrap.shorten(row['quote'], 120)}”  {said}", "        * ", hang=25)
    cue = "" if row["cue"] == row["quote"] or not row["cue"] else f", cue “{textwrap.shorten(row['cue'], 40)}”"
    basis = "".join(f"; {support['field']} by {support['basis']}: {_quoted(support)}" for support in row["evidence"])
    yield from _wrapped(f"rule {row['rule']}{cue}, {row['confidence']:.2f}{basis}", " " * 25)


def _wrapped(text: str, indent: str, *, hang: int | None = None) -> list[str]:
    following = " " * (len(indent) if hang is None else hang)
    return textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=following, break_on_hyphens=False) or [
        indent.rstrip()
    ]
