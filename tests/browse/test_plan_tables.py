"""Rows of a plan are read as one table, whose headings stand once."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from pipeline.browse.pages.plan_tables import Table, in_tables
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
    return [one if isinstance(one, str) else one["words"] for one in table.headings]


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


def test_a_row_of_headings_alone_stands_once() -> None:
    [alone] = in_tables([row(cell(0, "Ref", "Ref"), cell(1, "Action", "Action"), kind="table_header")])
    assert isinstance(alone, Table)
    assert (headings(alone), alone.rows) == (["Ref", "Action"], ())


def test_the_reading_view_lays_a_plan_as_a_table_with_its_colours_in_words(tmp_path: Path) -> None:
    database = load_into(tmp_path / "x.db", [ROOT / "corpus" / "reports" / "northmoor-2019-06.pdf"])
    with closing(sqlite3.connect(database)) as db:
        told = db.execute("select report_id, page, rag from actions where rag <> 'grey' and page = 3 order by id").fetchall()
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
