"""The rows of the papers that a file carries: items of an agenda pack, letters and reports bound in as appendices.

Each is a report of its own that knows its carrier. The file's pages and paths stay the carrier's; page numbers are those of the
file.
"""

from __future__ import annotations

import hashlib
from collections import Counter

from pipeline.load.rows.blocks import Row, Rows
from pipeline.load.rows.reports import Source, report_rows
from pipeline.load.rows.steps import reading_steps
from pipeline.model import Reading

_OF_THE_FILE = ("report_files", "manifest_entries", "pages", "page_layouts", "contradictions")


def with_papers(rows: Rows, source: Source, reading: Reading, version: str) -> Rows:
    """Add the rows of the papers to those of their carrier, table by table."""
    together = {table: list(some) for table, some in rows.items()}
    seen: Counter[str] = Counter()
    for paper in reading.papers:
        words = "\n".join(block.text for block in paper.structured.blocks if block.kind != "furniture")
        seen[words] += 1
        own = Source(_paper_id(source.report_id, words, seen[words]), None, source.paths)
        more = {**report_rows(own, paper), **reading_steps(own.report_id, paper, version)}
        more["reports"] = [{**row, **_place(source, paper)} for row in more["reports"]]
        for table, some in more.items():
            if table not in _OF_THE_FILE:
                together.setdefault(table, []).extend(some)
    return together


def _paper_id(carrier: str, words: str, nth: int) -> str:
    """Return a paper's identifier: of its words, its carrier, and which of those with the same words in it it is."""
    return hashlib.sha256(f"{carrier}\0{nth}\0{words}".encode()).hexdigest()[:16]


def _place(source: Source, paper: Reading) -> Row:
    """Return where in its carrier a paper stands; a blank sheet behind it is not a part of it."""
    pages = [
        part.page
        for block in paper.structured.blocks
        if block.kind != "furniture"
        for part in block.parts
        if part.page is not None
    ]
    first, last = (min(pages), max(pages)) if pages else (None, None)
    count = last - first + 1 if first is not None and last is not None else None
    return {"carrier_id": source.report_id, "first_page": first, "last_page": last, "page_count": count}
