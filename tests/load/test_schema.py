"""The schema: generated, described column by column, and as the contract has it."""

from __future__ import annotations

import sqlite3

import pytest

from pipeline.describe import descriptions
from pipeline.load.migrations import migrate, schema
from pipeline.rules import data_folder


@pytest.fixture(scope="module")
def empty() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    return connection


def columns_of(connection: sqlite3.Connection) -> dict[str, list[str]]:
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE '%\\_fts%' ESCAPE '\\' "
        "AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_sqlite%' ESCAPE '\\'"
    )
    return {
        name: [column for (column,) in connection.execute("SELECT name FROM pragma_table_info(?)", (name,))]
        for (name,) in tables.fetchall()
    }


def test_schema_sql_is_current() -> None:
    assert (data_folder("db") / "schema.sql").read_text(encoding="utf-8") == schema(), (
        "run: python -m pipeline.load.migrations > db/schema.sql"
    )


def test_every_column_has_a_description_and_every_description_a_column(empty: sqlite3.Connection) -> None:
    described = {table: sorted(text.columns) for table, text in descriptions().items()}
    assert described == {table: sorted(columns) for table, columns in columns_of(empty).items()}


def test_descriptions_are_sentences() -> None:
    texts = [text for table in descriptions().values() for text in (table.about, *table.columns.values())]
    assert [text for text in texts if len(text) < 10 or not text.endswith(".")] == []


EVIDENCE = "block_id page quote char_start char_end x0 top x1 bottom rule cue confidence"
CONTRACT = {
    "councils": "id name slug gss_code region type start_date end_date replaced_by",
    "reports": "id council_id kind title committee meeting_date agenda_item inspection_start inspection_end published framework "
    "source_path source_url sha256 media_type page_count word_count status problem run_id carrier_id first_page last_page "
    "family_id is_primary",
    "report_files": "id report_id path sha256",
    "pages": "id report_id number width height text text_source",
    "blocks": "id report_id page seq kind ref section text x0 top x1 bottom",
    "block_parts": "id block_id n page char_start char_end x0 top x1 bottom",
    "people": f"id report_id relation name role {EVIDENCE}",
    "recommendations": f"id report_id kind ref text by verb {EVIDENCE}",
    "actions": f"id report_id origin ref plan_ref theme text start due timescale status rag {EVIDENCE}",
    "leads": "id name kind",
    "action_leads": "action_id lead_id position text",
    "dates": f"id report_id text start end precision resolved_from {EVIDENCE}",
    "percentages": f"id report_id text low high qualifier role subject period_start period_end {EVIDENCE}",
    "changes": f"id report_id subject from_value to_value unit text {EVIDENCE}",
    "events": f"id report_id council_id kind text body start end judgement {EVIDENCE}",
    "judgements": f"id report_id area grade {EVIDENCE}",
    "evidence": "id kind finding_id field n block_id page quote char_start char_end x0 top x1 bottom basis",
    "runs": "id started finished version rules_sha256 arguments",
    "reviews": "key verdict correction note reviewer at",
    "findings": "kind id report_id council_id page quote rule confidence meeting_date is_primary key",
}


@pytest.mark.parametrize("table", CONTRACT)
def test_tables_have_the_columns_that_others_rely_on(table: str, empty: sqlite3.Connection) -> None:
    assert set(CONTRACT[table].split()) <= set(columns_of(empty)[table])


def test_every_table_but_a_link_has_the_primary_key_id(empty: sqlite3.Connection) -> None:
    for table in CONTRACT:
        keys = [name for (name,) in empty.execute("SELECT name FROM pragma_table_info(?) WHERE pk", (table,))]
        assert keys == {"action_leads": ["action_id", "position"], "findings": []}.get(table, ["id"])


def test_a_foreign_key_has_an_index(empty: sqlite3.Connection) -> None:
    """Without one, removing a report would search whole tables for each of its blocks."""
    for table, columns in columns_of(empty).items():
        for (column,) in empty.execute('SELECT "from" FROM pragma_foreign_key_list(?)', (table,)).fetchall():
            indexed = [
                empty.execute("SELECT name FROM pragma_index_info(?) ORDER BY seqno LIMIT 1", (name,)).fetchone()[0]
                for (name,) in empty.execute("SELECT name FROM pragma_index_list(?)", (table,)).fetchall()
            ]
            first_column = columns[0]
            assert column in indexed or column == first_column, f"{table}.{column} has no index"
