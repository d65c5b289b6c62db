"""The eleventh step of the schema: a report's findings, and those of low confidence among them, are counted by an index."""

from __future__ import annotations

_KINDS = ("people", "recommendations", "actions", "dates", "percentages", "changes", "events", "judgements")
_COUNTED = "".join(
    f"DROP INDEX {kind}_by_report_id;\nCREATE INDEX {kind}_by_report_id ON {kind} (report_id, confidence);\n" for kind in _KINDS
)

STATEMENTS = (_COUNTED,)
