"""The tenth step of the schema: the day on which an inspection report was published, known where the report states none.

Reports of the framework of 2018 state none. A file called after a day that lies some weeks behind the fieldwork, as collectors
call them, tells it; what the report states goes before, and keeps its own column.
"""

from __future__ import annotations

# Characters from the end of a file's name at which a day stands before an ending of three letters or of four.
_NAMED = "coalesce({}, {})".format(
    *(
        f"CASE WHEN substr(r.source_path, -{n}, 10) LIKE '____-__-__' THEN date(substr(r.source_path, -{n}, 10)) END"
        for n in (14, 15)
    )
)
# Most reports came out 5 to 18 weeks after the fieldwork, one 29.
_NAMED_AFTER = f"CASE WHEN {_NAMED} BETWEEN r.inspection_end AND date(r.inspection_end, '+250 days') THEN {_NAMED} END"
_DAY = "coalesce(r.meeting_date_known, r.published_known, r.inspection_end)"
_EVENT = """e.start AS start, e."end" AS "end", e.kind AS step, e.judgement AS grade, e.body AS body, e.text AS words,
  'events' AS kind, e.id AS finding_id, e.report_id AS report_id, e.page AS page, e.confidence AS confidence
FROM events e JOIN reports r ON r.id = e.report_id"""

_VIEWS = f"""
DROP VIEW report_details;
CREATE VIEW report_details AS
SELECT r.*, c.name AS council,
  coalesce(r.committee, m.committee) AS committee_known,
  CASE WHEN r.committee IS NOT NULL THEN 'read' WHEN m.committee IS NOT NULL THEN 'manifest' END AS committee_source,
  coalesce(r.meeting_date, m.meeting_date) AS meeting_date_known,
  CASE WHEN r.meeting_date IS NOT NULL THEN 'read' WHEN m.meeting_date IS NOT NULL THEN 'manifest' END AS meeting_date_source,
  coalesce(r.published, {_NAMED_AFTER}) AS published_known,
  CASE WHEN r.published IS NOT NULL THEN 'read' WHEN {_NAMED_AFTER} IS NOT NULL THEN 'file name' END AS published_source
FROM reports r
LEFT JOIN councils c ON c.id = r.council_id
LEFT JOIN manifest_entries m ON m.id = (SELECT id FROM manifest_entries WHERE report_id = r.id ORDER BY path LIMIT 1);
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

STATEMENTS = (_VIEWS,)
