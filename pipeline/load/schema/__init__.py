"""The layout of a findings database: tables and indexes made step by step, and the views that stand on them.

To add a column, table or index, write `step_N.py` under the next number and list it in `STEPS`. A step that was released is
never changed: databases that were made with it would not be brought up to date. To change a view, edit its `views_*.py` and
give `STEPS` the next number with no statements, so that databases that exist get the new view too (8 and 10 were such steps,
of which nothing is left; 15, 17, 19 and 21 are four). Then describe what is new in `db/columns.yaml`, and write
`db/schema.sql` anew:

    python -W ignore -m pipeline.load.migrations > db/schema.sql
"""

from __future__ import annotations

from pipeline.load.schema import (
    step_1,
    step_2,
    step_3,
    step_4,
    step_5,
    step_6,
    step_7,
    step_9,
    step_11,
    step_12,
    step_13,
    step_14,
    step_16,
    step_18,
    step_20,
    views_reports,
    views_review,
    views_road,
)

STEPS = {
    1: ("first", step_1.STATEMENTS),
    2: ("road", step_2.STATEMENTS),
    3: ("steps", step_3.STATEMENTS),
    4: ("review", step_4.STATEMENTS),
    5: ("ledger", step_5.STATEMENTS),
    6: ("responses", step_6.STATEMENTS),
    7: ("notes", step_7.STATEMENTS),
    9: ("periods", step_9.STATEMENTS),
    11: ("counted", step_11.STATEMENTS),
    12: ("added", step_12.STATEMENTS),
    13: ("grouped", step_13.STATEMENTS),
    14: ("narrowed", step_14.STATEMENTS),
    15: ("let stand", ()),
    16: ("figures", step_16.STATEMENTS),
    17: ("years", ()),
    18: ("given up", step_18.STATEMENTS),
    19: ("in one row", ()),
    20: ("alone", step_20.STATEMENTS),
    21: ("elsewhere", ()),
}
"""Statements that change the tables, by number, each with the name under which a database remembers it."""

VIEWS = (views_reports.VIEWS, views_road.VIEWS, views_review.VIEWS)

SCHEMA_VERSION = max(STEPS)
