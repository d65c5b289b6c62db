"""A Gantt plan of a real council: every bar, every colour, every row that a page cut in two."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from pipeline.model import Block, Structured
from pipeline.parse import parse
from pipeline.rules import read_rules
from pipeline.structure import structure


def letters(text: str) -> str:
    return re.sub(r"\W+", "", text).lower()


@pytest.fixture(scope="module")
def structured(shared: Path) -> Structured:
    return structure(parse(shared / "renditions" / "reading-2016.pdf"), read_rules())


@pytest.fixture(scope="module")
def truth(shared: Path) -> list[dict[str, object]]:
    actions: list[dict[str, object]] = json.loads((shared / "renditions" / "truth" / "reading-A.json").read_text())["actions"]
    return actions


def plan_rows(structured: Structured) -> list[Block]:
    plans = {table.index for table in structured.tables if any(column.role == "period" for column in table.columns)}
    return [block for block in structured.blocks if block.kind == "table_row" and block.table in plans]


def test_every_row_has_its_bar_colour_text_and_pages(structured: Structured, truth: list[dict[str, object]]) -> None:
    found = []
    for block in plan_rows(structured):
        (mark,) = block.marks
        columns = structured.tables[block.table or 0].columns
        ref, action, lead = (block.cell_text(cell) for cell in block.cells[:3])
        found.append(
            {
                "ref": letters(ref),
                "action": letters(action),
                "lead": letters(lead),
                "start": letters(columns[mark.first].label),
                "end": letters(columns[mark.last].label),
                "fill": (mark.colour or "").upper(),
                "pages": sorted({part.page for part in block.parts}),
            }
        )
    wanted = [
        {key: action[key] if key in ("pages", "fill") else letters(str(action[key])) for key in found[0]} for action in truth
    ]
    assert len(wanted) == 41
    assert found == wanted


def test_rows_cut_by_a_page_keep_a_box_on_both(structured: Structured, truth: list[dict[str, object]]) -> None:
    cut = [block for block in plan_rows(structured) if len({part.page for part in block.parts}) == 2]
    assert len(cut) == sum(bool(action["split"]) for action in truth) == 3
    for block in cut:
        assert all(part.box is not None for part in block.parts)
        assert block.page == min(part.page or 0 for part in block.parts)
        assert "\n" not in block.text
        assert "  " not in block.text


def test_each_theme_has_its_table(structured: Structured) -> None:
    plans = [table for table in structured.tables if any(column.role == "period" for column in table.columns)]
    assert [table.pages for table in plans] == [(7,), (8,), (8, 9), (9, 10), (10, 11), (11, 12, 13)]
    assert [table.title for table in plans if table.title] == [
        "Leadership and Governance",
        "Partnership Working",
        "Quality of Practice",
        "Workforce Development",
        "Performance Management",
        "Services for Looked after children and permanency",
    ]


def test_headings_printed_again_are_no_rows(structured: Structured) -> None:
    assert all(not block.text.startswith("Ref\t") for block in plan_rows(structured))
    headers = [b for b in structured.blocks if b.kind == "table_header" and b.text.startswith("Ref\t")]
    assert [b.page for b in headers] == [7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 13]


def test_the_same_plan_in_its_text_form(shared: Path) -> None:
    structured = structure(parse(shared / "reports" / "reading-2016.txt"), read_rules())
    rows = plan_rows(structured)
    assert len(rows) == 41
    assert [structured.tables[b.table or 0].columns[5].labels for b in rows] == [("Timeframe", "2016-17 Q1")] * 41
    by_ref = {block.cell_text(block.cells[0]): block for block in rows}
    assert "Q7 3.3" in by_ref
    assert by_ref["Q7 3.3"].cell_text(by_ref["Q7 3.3"].cells[2]).startswith("Head of Safeguarding and Long")
