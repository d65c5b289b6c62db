"""The rows of a report's pages and blocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.load.rows import ids
from pipeline.load.rows.layout import pack
from pipeline.model import Block, Box, Document, Page, Structured

Row = dict[str, Any]
Rows = dict[str, list[Row]]
"""Rows by table, in the order in which they can be inserted; `rowid` is given where a table has one."""


def page_rows(report: str, document: Document, blocks: Sequence[Block]) -> Rows:
    """Return the rows of `pages`, with the text in the order of the blocks, and of `page_layouts`."""
    texts: dict[int | None, list[str]] = {}
    for block in blocks:
        for part in block.parts:
            texts.setdefault(part.page, []).append(part.printed or block.text[part.start : part.end])
        if not block.parts:
            texts.setdefault(block.page, []).append(block.text)
    pages, layouts = [], []
    for place, page in enumerate(document.pages):
        page_id = f"{report}-p{page.number:04d}"
        lines = texts.get(page.number, []) + (texts.get(None, []) if place == 0 else [])
        pages.append(
            {
                "rowid": ids.row_number(report, place),
                "id": page_id,
                "report_id": report,
                "number": page.number,
                "width": page.width,
                "height": page.height,
                "text": "\n".join(lines),
                "text_source": page.text_source,
                "problem": page.problem,
                "note": page.note,
                "outcome": _outcome(page),
                "word_count": sum(len(line.split()) for line in lines),
                "ocr_confidence": _sure(page),
            }
        )
        layouts.append({"rowid": ids.row_number(report, place), "id": page_id, "layout": pack(page)})
    return {"pages": pages, "page_layouts": layouts}


def _outcome(page: Page) -> str:
    """Return what became of a page in one word."""
    if page.problem:
        return "unread" if page.illegible or not (page.words or page.elements) else "partial"
    return "read" if page.words or page.elements else "blank"


def _sure(page: Page) -> float | None:
    """Return how sure the recognition of a page's picture is of its words on average; null where there was none of ours."""
    told = [word.sure for word in page.words if word.sure is not None]
    return round(sum(told) / len(told), 2) if told else None


def block_rows(report: str, structured: Structured) -> Rows:
    """Return the rows of `blocks`, `block_parts` and `block_cells`."""
    labels = {table.index: {column.index: column.label for column in table.columns} for table in structured.tables}
    rows: Rows = {"blocks": [], "block_parts": [], "block_cells": []}
    for place, block in enumerate(structured.blocks):
        block_id = ids.block_id(report, block.seq)
        rows["blocks"].append({"rowid": ids.row_number(report, place), "id": block_id, **_block_row(report, block)})
        rows["block_parts"] += _part_rows(block_id, block)
        rows["block_cells"] += _cell_rows(block_id, block, {} if block.table is None else labels.get(block.table, {}))
    return rows


def _block_row(report: str, block: Block) -> Row:
    return {
        "report_id": report,
        "page": block.page,
        "seq": block.seq,
        "kind": block.kind,
        "ref": block.ref,
        "section": " > ".join(block.section) or None,
        "text": block.text,
        **box_columns(block.box),
        "level": block.level,
        "lead_in_id": None if block.lead_in is None else ids.block_id(report, block.lead_in),
        "table_number": block.table,
        "band": block.band,
    }


def _part_rows(block_id: str, block: Block) -> list[Row]:
    return [
        {
            "id": f"{block_id}-{n:03d}",
            "block_id": block_id,
            "n": n,
            "page": part.page,
            "char_start": part.start,
            "char_end": part.end,
            **box_columns(part.box),
            "printed": part.printed,
        }
        for n, part in enumerate(block.parts)
    ]


def _cell_rows(block_id: str, block: Block, labels: Mapping[int, str]) -> list[Row]:
    """Return the rows of a block's cells, each under the label of its column."""
    return [
        {
            "id": f"{block_id}-c{n:02d}",
            "block_id": block_id,
            "n": n,
            "column_number": cell.column,
            "column_span": cell.column_span,
            "label": labels.get(cell.column) or None,
            "char_start": cell.start,
            "char_end": cell.end,
            "fill": cell.fill,
            "page": cell.page,
            **box_columns(cell.box),
        }
        for n, cell in enumerate(block.cells)
    ]


def box_columns(box: Box | None) -> Row:
    """Return a box as the four columns that every placed row has."""
    if box is None:
        return {"x0": None, "top": None, "x1": None, "bottom": None}
    return {"x0": box.x0, "top": box.top, "x1": box.x1, "bottom": box.bottom}
