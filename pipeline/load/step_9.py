"""The ninth step of the schema: what the first page and a council's ask, answered from indexes.

An event's council is its own, else that of its report; asked for in one `coalesce`, every event was looked at for one council.
The findings of each class are counted, and those of low confidence among them, by an index that holds both.
"""

from __future__ import annotations

_KINDS = ("people", "recommendations", "actions", "dates", "percentages", "changes", "events", "judgements")
_DAY = "coalesce(r.meeting_date_known, r.published, r.inspection_end)"
_EVENT = """e.start AS start, e."end" AS "end", e.kind AS step, e.judgement AS grade, e.body AS body, e.text AS words,
  'events' AS kind, e.id AS finding_id, e.report_id AS report_id, e.page AS page, e.confidence AS confidence
FROM events e JOIN reports r ON r.id = e.report_id"""

_STEPS = f"""
DROP VIEW journey_steps;
CREATE VIEW journey_steps AS
SELECT e.council_id AS council_id, {_EVENT}
WHERE r.is_primary AND e.council_id IS NOT NULL
UNION ALL
SELECT r.council_id, {_EVENT}
WHERE r.is_primary AND e.council_id IS NULL AND r.council_id IS NOT NULL
UNION ALL
SELECT r.council_id, coalesce(r.inspection_start, r.published), coalesce(r.inspection_end, r.published), 'judgement',
  j.grade, 'Ofsted', j.area, 'judgements', j.id, r.id, j.page, j.confidence
FROM judgements j JOIN reports r ON r.id = j.report_id
WHERE r.is_primary AND r.council_id IS NOT NULL AND coalesce(r.inspection_end, r.published) IS NOT NULL
UNION ALL
SELECT r.council_id, {_DAY}, {_DAY}, r.kind, NULL, r.committee_known, coalesce(r.title, r.label), 'reports', r.id, r.id,
  NULL, NULL
FROM report_details r
WHERE r.is_primary AND r.council_id IS NOT NULL AND {_DAY} IS NOT NULL;
"""
_COUNTED = "".join(
    f"DROP INDEX {kind}_by_report_id;\nCREATE INDEX {kind}_by_report_id ON {kind} (report_id, confidence);\n" for kind in _KINDS
)

STATEMENTS = (_STEPS, _COUNTED)
