"""The fourteenth step of the schema: values by which lists are narrowed are counted by indexes, not over all rows."""

from __future__ import annotations

_COUNTED = {
    "actions": ("status", "rag", "origin", "theme"),
    "recommendations": ("kind", "verb", "by"),
    "people": ("relation",),
    "dates": ("precision", "resolved_from"),
    "percentages": ("role", "qualifier"),
    "changes": ("unit",),
    "events": ("kind", "judgement", "body"),
    "judgements": ("grade", "area"),
    "finding_index": ("kind",),
}

STATEMENTS = tuple(
    f"CREATE INDEX {table}_by_{column} ON {table} ({column});\n" for table, columns in _COUNTED.items() for column in columns
)
