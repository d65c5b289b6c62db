"""Columns whose headings leave open what they hold: their cells tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.model import Column
from pipeline.structure.tables.fragments import Row
from pipeline.structure.tables.vocabulary import Vocabulary

# Share of a column's written cells that must be of one form.
MOST = 0.75


def told_by_cells(columns: Sequence[Column], body: Sequence[Row], vocabulary: Vocabulary) -> tuple[Column, ...]:
    """Return a table's columns with the roles that their cells tell where their headings do not.

    A column of priorities names parts of the plan or says how urgent rows are; one of recommendations or references to
    them holds the rows' own numbers where no other does; one of targets the days by which rows are due; one without a
    heading before the actions, the rows' numbers or, where its cells stand over several rows, their themes.
    """
    roles = {column.role for column in columns}
    first_action = next((column.index for column in columns if column.role == "action"), -1)

    def told(column: Column) -> str | None:
        texts = [text for row in body if (text := row.text(column.index))]
        if not texts:
            return column.role
        if column.role == "priority" and "theme" not in roles:
            return column.role if 2 * sum(vocabulary.says("cell.rating", text) for text in texts) >= len(texts) else "theme"
        if column.role in ("recommendation", "plan_ref") and "ref" not in roles:
            numbers = sum(vocabulary.says("ref.form", text) for text in texts)
            return "ref" if numbers >= MOST * len(texts) and len(set(texts)) == len(texts) else column.role
        if column.role == "measure" and not roles & {"due", "period"}:
            return "due" if sum(vocabulary.says("cell.date", text) for text in texts) >= MOST * len(texts) else column.role
        if column.role is None and not column.labels and column.index < first_action:
            numbers = sum(vocabulary.says("ref.form", text) for text in texts)
            if numbers >= MOST * len(texts) and len(set(texts)) == len(texts) > 1 and "ref" not in roles:
                return "ref"
            if "theme" in roles:
                return None
            over = any(column.index in row.fragments[0].from_above for row in body)
            named = len(texts) > 1 and not numbers
            return "theme" if over and named else None
        return column.role

    return tuple(column if (role := told(column)) == column.role else replace(column, role=role) for column in columns)
