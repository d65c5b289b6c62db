"""What the reading view of a report shows: the blocks of one sheet in order, the findings in them, and the printed page."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass
from typing import Any

from pipeline.browse.pages import sheets
from pipeline.browse.pages.additions import ADDED_ID, ADDED_IN_BLOCKS, ADDED_STANDS
from pipeline.browse.pages.lit import boxes
from pipeline.browse.pages.plan_tables import in_tables
from pipeline.browse.pictures.page_images import Missing, PageImages
from pipeline.browse.rows import Row, one, rows
from pipeline.model import KINDS

_IN_BLOCKS = f"{ADDED_IN_BLOCKS} union all " + " union all ".join(
    f"select '{kind}' as kind, id, block_id, quote, page, char_start, char_end, x0, top, x1, bottom from {kind} "
    "where block_id in (select value from json_each(?1))"
    for kind in KINDS
)
_LISTED = (
    "select id, kind, block_id, page from finding_index where report_id = ?1 and ?2 in ('', kind) union all "
    f"select {ADDED_ID}, kind, block_id, page from added_units where report_id = ?1 and ?2 in ('', kind) and {ADDED_STANDS} "
    "order by block_id, 1"
)
_RATED = "select block_id, rag from actions where rag is not null and block_id in (select value from json_each(?))"
_OF_BLOCKS = "select * from {} where block_id in (select value from json_each(?)) order by block_id, n"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a block's text and the findings that it is part of, the longest first; `opens` are those that begin here."""

    text: str
    findings: tuple[Row, ...] = ()
    opens: tuple[Row, ...] = ()


def stretches(text: str, first: int, last: int, findings: list[Row]) -> list[Stretch]:
    """Cut the characters `first` to `last` of a block's text where findings begin and end."""
    inside = [f for f in findings if f["char_start"] < last and f["char_end"] > first]
    cuts = sorted({first, last, *(min(max(f[end], first), last) for f in inside for end in ("char_start", "char_end"))})
    found = []
    for start, end in itertools.pairwise(cuts):
        covering = [f for f in inside if f["char_start"] <= start and f["char_end"] >= end]
        covering.sort(key=lambda f: (f["char_start"] - f["char_end"], f["id"]))
        opens = tuple(f for f in covering if max(f["char_start"], first) == start)
        found.append(Stretch(text[start:end], tuple(covering), opens))
    return found


async def sheet(db: Any, images: PageImages, report: str, *, number: int | None, at: str | None, only: str | None) -> Row | None:
    """Return one sheet of a report: a printed page, or of a file without pages a stretch of blocks; null where there is none.

    `at` is the finding to be lit, whose sheet is shown where no number is given; `only` a class, the others stay unlit.
    """
    found = await one(db, "select * from report_details where id = ?", report)
    if not found:
        return None
    pages = await rows(
        db,
        "select id, number, width, height, problem, text_source from pages where report_id = coalesce(?1, ?2) "
        "and number between coalesce(?3, 1) and coalesce(?4, 1000000) order by number",
        *(found["carrier_id"], report, found["first_page"], found["last_page"]),
    )
    paged = await sheets.has_pages(db, report)
    listed = await rows(db, _LISTED, report, only or "")
    lit = next((f for f in listed if f["id"] == at), None)
    numbers = [page["number"] for page in pages] if paged else await sheets.windows(db, report)
    if number is None:
        number = await _sheet_of(db, lit, paged=paged) if lit else (numbers[0] if numbers else 1)
    if number not in numbers:
        return None
    blocks = await sheets.blocks_of(db, report, number)
    page = next((page for page in pages if page["number"] == number), None) if paged else None
    shown = await _blocks(db, blocks, only, number if paged else None)
    by_number = {page["number"]: page for page in pages}
    for part in (part for block in shown["blocks"] for part in block["elsewhere"]):
        other = by_number.get(part["page"], {})
        part |= {"page_id": other.get("id"), "page_width": other.get("width"), "page_height": other.get("height")}
    return {
        "report": found,
        "paged": paged,
        "number": number,
        "numbers": numbers,
        "place": numbers.index(number),
        "page": page,
        "only": only,
        "at": lit,
        "counts": await _counts(db, report),
        **shown,
        "laid": list(in_tables(shown["blocks"])),
        **await _neighbours(db, listed, lit, blocks, number, paged=paged),
        **await picture(db, images, page),
    }


async def picture(db: Any, images: PageImages, page: Row | None) -> Row:
    """Return the page to be drawn as `drawn`, or in words as `why_not` why it cannot be."""
    if page is None:
        return {"drawn": None, "why_not": "This file has no printed pages; its words stand in their order."}
    if not page["width"]:
        return {"drawn": None, "why_not": "Nothing is known of how this page is printed."}
    source = await images.source(db, page["id"])
    if isinstance(source, Missing):
        return {"drawn": None, "why_not": source.reason}
    return {"drawn": page, "why_not": None}


async def _sheet_of(db: Any, finding: Row, *, paged: bool) -> int:
    found: Row | None = finding
    if not paged:
        found = await one(
            db,
            "select (select count(*) from blocks others where others.report_id = blocks.report_id and others.seq < blocks.seq) "
            "/ ?2 + 1 as page from blocks where id = ?1",
            *(finding["block_id"], sheets.SHEET),
        )
    return int(found["page"] or 1) if found else 1


async def _blocks(db: Any, blocks: list[Row], only: str | None, page: int | None) -> Row:
    """Return the blocks with their text in stretches, and the findings in them with their boxes on this page and the next."""
    keys = json.dumps([block["id"] for block in blocks])
    findings = await rows(db, f"select * from ({_IN_BLOCKS}) where ?2 in ('', kind) order by id", keys, only or "")
    parts = _by_block(await rows(db, _OF_BLOCKS.format("block_parts"), keys))
    cells = _by_block(await rows(db, _OF_BLOCKS.format("block_cells"), keys))
    inside = _by_block(findings)
    rated = {row["block_id"]: row["rag"] for row in await rows(db, _RATED, keys)}
    for finding in findings:
        finding["boxes"] = boxes(finding, parts.get(finding["block_id"], []))
    return {
        "blocks": [
            {
                **block,
                "rag": rated.get(block["id"]),
                "stretches": stretches(block["text"], 0, len(block["text"]), inside.get(block["id"], [])),
                "cells": [
                    {
                        **cell,
                        "stretches": stretches(block["text"], cell["char_start"], cell["char_end"], inside.get(block["id"], [])),
                    }
                    for cell in cells.get(block["id"], [])
                ],
                "elsewhere": fragments(parts.get(block["id"], []), but=page),
            }
            for block in blocks
        ],
        "findings": findings,
    }


def fragments(parts: list[Row], *, but: int | None) -> list[Row]:
    """Return what of a block is printed on other pages than `but`: page and the box round it there."""
    pages = sorted({part["page"] for part in parts if part["page"] and part["x0"] is not None} - {but})
    found = []
    for page in pages if but else []:
        there = [part for part in parts if part["page"] == page]
        x0, top = min(part["x0"] for part in there), min(part["top"] for part in there)
        x1, bottom = max(part["x1"] for part in there), max(part["bottom"] for part in there)
        found.append({"page": page, "x0": x0, "top": top, "width": x1 - x0, "height": bottom - top})
    return found


async def _neighbours(db: Any, listed: list[Row], lit: Row | None, blocks: list[Row], number: int, *, paged: bool) -> Row:
    """Return the findings before and behind the one that is lit; without one, the last before this sheet and the next from it on.

    Of a row that two pages share the findings belong to that on which their words begin.
    """
    keys = [finding["id"] for finding in listed]
    if lit:
        place = keys.index(lit["id"])
        before, behind = place - 1, place + 1
    else:
        first = blocks[0]["id"] if blocks else ""
        passed = [f["page"] is not None and f["page"] < number if paged else f["block_id"] < first for f in listed]
        behind = sum(passed)
        before = behind - 1
    near = [
        {**listed[n], "sheet": await _sheet_of(db, listed[n], paged=paged)} if 0 <= n < len(listed) else None
        for n in (before, behind)
    ]
    return {"before": near[0], "behind": near[1], "place_of": keys.index(lit["id"]) + 1 if lit else None, "of": len(keys)}


async def _counts(db: Any, report: str) -> dict[str, int]:
    counted = await rows(
        db,
        "select kind, count(*) as n from (select kind from finding_index where report_id = ?1 union all "
        f"select kind from added_units where report_id = ?1 and {ADDED_STANDS}) group by kind",
        report,
    )
    found = {row["kind"]: row["n"] for row in counted}
    return {kind: found[kind] for kind in KINDS if kind in found}


def _by_block(found: list[Row]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for row in found:
        grouped.setdefault(row["block_id"], []).append(row)
    return grouped
