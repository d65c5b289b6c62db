"""The plans of the sample corpus, printed in every layout that it has: rows, pages and bars as they were made."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from pipeline.model import Block, Column
from pipeline.structure.tables import AssembledTable
from tests.structure.tables.table_drawing import tables_of

CORPUS = Path(__file__).resolve().parents[3] / "corpus"
TRUTHS = sorted(p.stem for p in (CORPUS / "truth").glob("*.json") if (CORPUS / "reports" / f"{p.stem}.pdf").is_file())


def letters(text: str | None) -> str:
    return re.sub(r"\W+", "", (text or "").replace("ﬁ", "fi").replace("ﬂ", "fl")).lower()


def row_of(block: Block, columns: tuple[Column, ...]) -> dict[str, Any]:
    roles = {column.index: column.role for column in columns}
    found: dict[str, Any] = {}
    for cell in block.cells:
        found.setdefault(str(roles.get(cell.column)), letters(block.cell_text(cell)))
    return {
        "ref": found.get("ref", ""),
        "action": found.get("action", ""),
        "lead": found.get("lead", ""),
        "pages": sorted({part.page for part in block.parts}),
        "bars": [mark.last - mark.first + 1 for mark in block.marks],
    }


def rows_of(tables: tuple[AssembledTable, ...]) -> dict[str, dict[str, Any]]:
    rows = [row_of(b, t.table.columns) for t in tables for b in t.blocks if b.kind == "table_row"]
    return {row["action"]: row for row in rows if row["action"]}


@pytest.mark.parametrize("name", TRUTHS)
def test_rows_pages_and_bars(name: str) -> None:
    truth = json.loads((CORPUS / "truth" / f"{name}.json").read_text(encoding="utf-8"))
    rows = rows_of(tables_of((CORPUS / "reports" / f"{name}.pdf").read_bytes()))
    wanted = [
        {
            "ref": letters(action["ref"]),
            "action": letters(action["action"]),
            "lead": letters(action["lead"]),
            "pages": action["pages"],
            "bars": [len(action["filled_cells"])] if action["filled_cells"] else [],
        }
        for action in truth["actions"]
    ]
    assert [rows.get(row["action"]) for row in wanted] == wanted
