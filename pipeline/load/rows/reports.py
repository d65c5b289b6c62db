"""Turn what one file gave into rows, table by table: plain records that a worker process hands back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from pipeline.keys import normalised
from pipeline.load.manifest import Entry, contradictions
from pipeline.load.rows.blocks import Row, Rows, block_rows, page_rows
from pipeline.load.rows.findings import finding_rows
from pipeline.load.rows.sketches import pack_sketch, sketch
from pipeline.model import Council, Document, Findings, Reading, ReportFields, Structured


@dataclass(frozen=True, slots=True)
class Source:
    """A report's files: `paths` as the database calls them, sorted; `entry` is what the manifest says of one of them."""

    report_id: str
    sha256: str | None
    paths: tuple[str, ...]
    entry: Entry | None = None
    entry_council: Council | None = None


def report_rows(source: Source, reading: Reading) -> Rows:
    """Return all rows of a report that was read."""
    document, structured, findings = reading.document, reading.structured, reading.findings
    report, council = _report(source, document, structured, findings)
    rows: Rows = {"councils": [_council(council)] if council else [], "reports": [report], **_files(source)}
    rows["contradictions"] = [
        {
            "id": f"{source.report_id}-{field}",
            "report_id": source.report_id,
            "field": field,
            "read_value": read,
            "manifest_value": given,
        }
        for field, read, given in contradictions(source.entry, source.entry_council, findings.report)
    ]
    rows.update(page_rows(source.report_id, document, [block for one in reading.all for block in one.structured.blocks]))
    rows.update(block_rows(source.report_id, structured))
    rows.update(finding_rows(source.report_id, report["family_id"], report["council_id"], structured, findings))
    return rows


def failed_rows(source: Source, problem: str, *, try_again: bool, lacks: str | None = None) -> Rows:
    """Return the rows of a file that could not be read: what it is called and why, and what it `lacks` to be read."""
    report = {
        **_identity(source),
        "label": _name(source.paths[0]),
        "kind": "other",
        "status": "failed",
        "problem": problem,
        "try_again": int(try_again),
        "lacks": lacks,
    }
    return {"reports": [report], **_files(source)}


def _identity(source: Source) -> Row:
    return {
        "id": source.report_id,
        "source_path": source.paths[0],
        "source_url": (source.entry.source_url if source.entry else None) or _web_address(source),
        "sha256": source.sha256,
        "carrier_id": None,
        "first_page": None,
        "last_page": None,
        "family_id": source.report_id,
        "is_primary": 1,
    }


def _web_address(source: Source) -> str | None:
    """Return the address on the web that a file was read from."""
    return next((path for path in source.paths if path.startswith(("https://", "http://"))), None)


def _report(source: Source, document: Document, structured: Structured, findings: Findings) -> tuple[Row, Council | None]:
    fields = findings.report
    council = fields.council or source.entry_council
    said = [text for text in (document.problem, *structured.problems, *findings.problems) if text]
    differing = [
        f"the manifest says {name.replace('_', ' ')} {given}, the report {read}"
        for name, read, given in contradictions(source.entry, source.entry_council, fields)
    ]
    notes = [*said, *differing, *_recognised(document)]
    text_blocks = [b for b in structured.blocks if b.kind != "furniture"]
    row: Row = {
        **_identity(source),
        "label": _label(source, fields, council),
        "council_id": council.slug if council else None,
        "council_source": "read" if fields.council else "manifest" if council else None,
        "kind": fields.kind,
        "title": fields.title,
        "committee": fields.committee,
        "meeting_date": _day(fields.meeting_date),
        "agenda_item": fields.agenda_item,
        "inspection_start": _day(fields.inspection_start),
        "inspection_end": _day(fields.inspection_end),
        "published": _day(fields.published),
        "framework": fields.framework,
        "edition": fields.edition,
        "covers": fields.covers,
        "media_type": document.media_type,
        "page_count": len(document.pages) if document.has_geometry else None,
        "word_count": sum(len(b.text.split()) for b in text_blocks),
        "status": "failed" if not structured.blocks else "partial" if said else "ok",
        "problem": "; ".join(dict.fromkeys(notes)) or (None if structured.blocks else "there is no text in the file"),
        "file_problem": document.problem,
        "lacks": document.lacks,
        "try_again": 0,
    }
    row["named_family"] = _named(row)
    row["family_id"] = row["named_family"] or source.report_id
    words = "\n".join(block.text for block in text_blocks if block.kind != "contents")
    row["sketch"] = pack_sketch(sketch(words))
    return row, council


def _recognised(document: Document) -> list[str]:
    """Say which pages were recognised from their pictures: nothing is missing of them, but letters may be wrong."""
    seen, all_pages = sum(page.text_source == "ocr" for page in document.pages), len(document.pages)
    what = (
        f"{seen} of {all_pages} pages recognised from images"
        if document.has_geometry
        else f"{seen} picture{'s' if seen > 1 else ''} recognised"
    )
    return [f"{what}, where letters may be wrong"] if seen else []


def _named(report: Row) -> str | None:
    """Return the family that a report's own fields name, whichever of its versions is read; null where they say too little."""
    day = report["meeting_date"] or report["published"] or report["inspection_end"]
    if not (report["council_id"] and day and report["title"]):
        return None
    words = " ".join(normalised(report["title"]))
    return hashlib.sha256(f"{report['kind']}\0{report['council_id']}\0{day}\0{words}".encode()).hexdigest()[:16]


def _label(source: Source, fields: ReportFields, council: Council | None) -> str:
    day = (
        fields.meeting_date or fields.published or fields.inspection_end or (source.entry.meeting_date if source.entry else None)
    )
    known = [text for text in (council.name if council else None, _day(day)) if text]
    return f"{', '.join(known)}: {fields.title or _name(source.paths[0])}" if known else fields.title or _name(source.paths[0])


def _name(path: str) -> str:
    return path.rsplit("/", 1)[-1]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _council(council: Council) -> Row:
    return {
        "id": council.slug,
        "name": council.name,
        "slug": council.slug,
        "gss_code": council.gss_code,
        "region": council.region,
        "type": council.type,
        "start_date": _day(council.start_date),
        "end_date": _day(council.end_date),
        "replaced_by": council.replaced_by,
    }


def _files(source: Source) -> Rows:
    report = source.report_id
    rows: Rows = {
        "report_files": [
            {"id": f"{report}-{path}", "report_id": report, "path": path, "sha256": source.sha256} for path in source.paths
        ]
    }
    if source.entry:
        entry = source.entry
        rows["manifest_entries"] = [
            {
                "id": f"{report}-{entry.path}",
                "report_id": report,
                "path": entry.path,
                "source_url": entry.source_url,
                "council": entry.council,
                "committee": entry.committee,
                "meeting_date": _day(entry.meeting_date),
            }
        ]
    return rows
