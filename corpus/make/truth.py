"""The truth of a report's pages: where its headings, numbered paragraphs and action rows stand, and how a row is coloured."""

from __future__ import annotations

from typing import Any

from corpus.make.gold import Gold, bare
from corpus.make.looks import NEUTRAL_BAR, PALETTES
from corpus.make.model import RAG_COLOURS, Heading, Paragraph, Report, Row, Table


def page_truth(report: Report, pages: int) -> dict[str, Any]:
    """Return where numbered paragraphs, headings and action rows stand."""
    paragraphs, headings, actions = [], [], []
    for block in report.blocks:
        if isinstance(block, Heading):
            headings.append({"n": block.n, "level": block.level, "text": block.text.plain, "page": block.text.first_page})
        elif isinstance(block, Paragraph) and block.n:
            paragraphs.append(
                {
                    "n": block.n,
                    "key": bare(block.n),
                    "page": block.text.first_page,
                    "last_page": block.text.last_page,
                    "starts_with": " ".join(block.text.plain.split()[:9]),
                }
            )
        elif isinstance(block, Table) and block.is_plan:
            actions += [row_truth(report, block, row) for row in block.rows if row.action is not None]
    return {
        "file": f"reports/{report.stem}.pdf",
        "source": f"sources/{report.stem}.yaml",
        "engine": report.engine,
        "pages_total": pages,
        "page_numbers": "1-based physical page of the PDF file",
        "rag_colours": PALETTES[report.style.rag],
        "actions": actions,
        "paragraphs": paragraphs,
        "headings": headings,
    }


def row_truth(report: Report, table: Table, row: Row) -> dict[str, Any]:
    """Return what is true of one action row on the page."""
    gold = Gold(report)
    gold.row_action(row, table)
    unit = gold.units["actions"][0]
    cells = dict(zip(table.keys, row.cells, strict=False))
    pages = sorted({page for cell in row.cells for _, _, page in cell.text.pages})
    fills = [cells[key].fill for key in ("rag", "brag", "status") if key in cells and cells[key].fill in RAG_COLOURS]
    colour = fills[0] if fills else row.colour
    palette = PALETTES[report.style.rag]
    neutral = (NEUTRAL_BAR if table.draw == "cells" else report.style.accent) if row.bar else None
    fill = palette[colour] if colour else neutral
    filled = list(table.periods[row.bar[0] : row.bar[1] + 1]) if row.bar else []
    return {
        "section": unit["theme"],
        "ref": unit["ref"],
        "action": unit["text"],
        "lead": cells["lead"].text.plain if "lead" in cells else None,
        "start": unit["start"],
        "due": unit["due"],
        "status": unit["status"],
        "rag": colour,
        "pages": pages,
        "split": len(pages) > 1,
        "shown_as": {"cells": "filled cells", "arrows": "drawn arrow"}[table.draw] if row.bar else None,
        "fill": fill,
        "filled_cells": filled,
    }
