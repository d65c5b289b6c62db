"""Rows of a plan are read as one table, whose headings stand once."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from pipeline.browse.pages.plan_tables import Table, in_tables
from pipeline.browse.pages.reading import Stretch
from pipeline.browse.wording.cells import colour_name
from tests.browse.conftest import ROOT, Visit
from tests.measuring import load_into


def cell(column: int, label: str | None, words: str, *, span: int = 1, fill: str | None = None) -> dict[str, Any]:
    return {
        "column_number": column,
        "column_span": span,
        "label": label,
        "char_start": 0,
        "char_end": len(words),
        "fill": fill,
        "words": words,
    }


def row(*cells: dict[str, Any], kind: str = "table_row") -> dict[str, Any]:
    return {"kind": kind, "cells": list(cells)}


def headings(table: Table) -> list[str]:
    return [cell["words"] for cell, _ in table.headers[-1]["laid"]] if table.headers else list(table.headings)


def test_rows_under_the_same_headings_are_one_table_and_empty_columns_are_left_out() -> None:
    words = {"kind": "paragraph", "cells": []}
    header = row(
        cell(0, "Ref", "Ref"), cell(1, "Action", "Action"), cell(2, "Q1", "Q1"), cell(3, "Q2", "Q2"), kind="table_header"
    )
    first = row(cell(0, "Ref", "1"), cell(1, "Action", "Train"), cell(2, "Q1", ""), cell(3, "Q2", "", fill="#ff0000"))
    merged = row(cell(0, "Ref", "2"), cell(1, "Action", "Recruit", span=3))
    other = row(cell(0, "Risk", "Fire"), cell(1, "Owner", "Jo Li"))
    before, plan, risks = in_tables([words, header, first, merged, other])
    assert before is words
    assert isinstance(plan, Table)
    assert isinstance(risks, Table)
    assert headings(plan) == ["Ref", "Action", "Q2"]
    assert [[(c["words"] if c else None, n) for c, n in one["laid"]] for one in plan.rows] == [
        [("1", 1), ("Train", 1), ("", 1)],
        [("2", 1), ("Recruit", 2)],
    ]
    assert (headings(risks), len(risks.rows)) == (["Risk", "Owner"], 1)


def test_bars_in_pale_colours_are_kept_and_named_but_no_shading_of_rows_and_columns() -> None:
    pale, grey, green = "#b8cce4", "#a6a6a6", "#92d050"
    plan = [
        row(cell(0, "A", "Train", fill=pale), cell(1, "Q1", "", fill=pale), cell(2, "Q2", "", fill=pale), cell(3, "Q3", "")),
        row(cell(0, "A", "Hire", fill=pale), cell(1, "Q1", ""), cell(2, "Q2", "", fill=grey), cell(3, "Q3", "")),
        row(cell(0, "A", "Audit", fill=pale), cell(1, "Q1", "•", fill=green), cell(2, "Q2", ""), cell(3, "Q3", "")),
        row(*(cell(n, name, "", fill=pale) for n, name in enumerate(("A", "Q1", "Q2", "Q3")))),
    ]
    plan[2]["rag"] = "green"
    [table] = in_tables(plan)
    assert isinstance(table, Table)
    assert table.headings == ("A", "Q1", "Q2")
    told = [[(c["fill"], c["rag"]) for c, _ in one["laid"]] for one in table.rows]
    nothing = (None, None)
    assert told == [
        [nothing, (pale, None), (pale, None)],
        [nothing, nothing, (grey, None)],
        [nothing, (green, "green"), nothing],
        [nothing, nothing, nothing],
    ]
    assert [colour_name(fill) for fill in (pale, grey, green, "#ffc000", "#ff0000")] == [
        "light blue",
        "grey",
        "green",
        "amber",
        "red",
    ]


def test_headings_in_two_rows_are_one_table_s_and_what_is_found_in_them_keeps_its_column() -> None:
    top = row(cell(0, "Action", "Action"), cell(1, "Q1", "Timeframe", span=2), kind="table_header")
    dated = {**cell(1, "Q1", "Q1 2016"), "stretches": [Stretch("Q1 2016", findings=({"id": "date"},))]}
    below = row(cell(0, "Action", ""), dated, cell(2, "Q2", "Q2"), kind="table_header")
    [table] = in_tables([top, below, row(cell(0, "Action", "Train"), cell(1, "Q1", ""), cell(2, "Q2", ""))])
    assert isinstance(table, Table)
    assert [[c["words"] for c, _ in one["laid"]] for one in table.headers] == [["Action", "Timeframe"], ["", "Q1 2016"]]
    [wide] = in_tables([row(*(cell(n, f"Q{n}", "•") for n in range(7)))])
    assert isinstance(wide, Table)
    assert (table.broad, wide.broad) == (False, True)


def test_a_row_of_headings_alone_stands_once() -> None:
    [alone] = in_tables([row(cell(0, "Ref", "Ref"), cell(1, "Action", "Action"), kind="table_header")])
    assert isinstance(alone, Table)
    assert (headings(alone), alone.rows) == (["Ref", "Action"], ())


def test_the_reading_view_lays_a_plan_as_a_table_with_its_colours_in_words(tmp_path: Path) -> None:
    database = load_into(tmp_path / "x.db", [ROOT / "corpus" / "reports" / "northmoor-2019-06.pdf"])
    with closing(sqlite3.connect(database)) as db:
        told = db.execute("select report_id, page, rag from actions where rag is not null and page = 3 order by id").fetchall()
    assert len(told) > 5
    with closing(Visit(database)) as visit:
        tree = visit(f"/-/read/{told[0][0]}?page={told[0][1]}").tree
    assert tree.xpath("//table[@class='plan']//td/span[contains(@class, 'rag')]/text()") == [rag for *_, rag in told]
    for table in tree.xpath("//table[@class='plan']"):
        named = [" ".join(th.text_content().split()) for th in table.xpath("./thead/tr/th")]
        for line in table.xpath("./tbody/tr"):
            assert [" ".join(td.text_content().split()) for td in line.xpath("./td")] != named


def test_words_of_a_row_are_added_by_their_place_in_it(tmp_path: Path) -> None:
    report = tmp_path / "plan.md"
    report.write_text(
        "# Plan\n\n| Ref | Action | Lead |\n| --- | --- | --- |\n| 1 | Train all managers | Head of Safeguarding |\n"
    )
    database = load_into(tmp_path / "x.db", [report])
    with closing(Visit(database)) as visit:
        [block] = visit.raw("/x/blocks.json?kind=table_row&_shape=array").json()
        tree = visit(f"/-/read/{block['report_id']}").tree
    [line] = tree.xpath(f"//tr[@data-block='{block['id']}']")
    assert [td.text_content().strip() for td in line.xpath("td")] == ["1", "Train all managers", "Head of Safeguarding"]
