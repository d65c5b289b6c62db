"""Views of what was loaded: reports with what is known of them from elsewhere, actions with who leads them, findings of all
classes, the files of each run.

Inspection reports of the framework of 2018 state no day of publication. A file called after a day that lies some weeks behind the
fieldwork, as collectors call them, tells it; what the report states goes before, and keeps its own column.
"""

from __future__ import annotations

from pipeline.model import KINDS

# Characters from the end of a file's name at which a day stands before an ending of three letters or of four.
_NAMED = "coalesce({}, {})".format(
    *(
        f"CASE WHEN substr(r.source_path, -{n}, 10) LIKE '____-__-__' THEN date(substr(r.source_path, -{n}, 10)) END"
        for n in (14, 15)
    )
)
# Most reports came out 5 to 18 weeks after the fieldwork, one 29.
_NAMED_AFTER = f"CASE WHEN {_NAMED} BETWEEN r.inspection_end AND date(r.inspection_end, '+250 days') THEN {_NAMED} END"

_FINDINGS = "\nUNION ALL\n".join(
    f"SELECT '{kind}' AS kind, f.id AS id, f.report_id AS report_id, r.council_id AS council_id, f.page AS page,\n"
    "  f.quote AS quote, f.rule AS rule, f.confidence AS confidence, r.meeting_date_known AS meeting_date,\n"
    "  r.is_primary AS is_primary, f.key AS key\n"
    f"FROM {kind} f JOIN report_details r ON r.id = f.report_id"
    for kind in KINDS
)

VIEWS = f"""
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
CREATE VIEW action_details AS
SELECT a.id AS id, r.council_id AS council_id, r.council AS council, a.report_id AS report_id, r.label AS report,
  coalesce(r.meeting_date_known, r.published_known, r.inspection_end) AS day, a.origin AS origin, a.ref AS ref,
  a.plan_ref AS plan_ref, a.theme AS theme, a.text AS text,
  (SELECT group_concat(name, '; ') FROM (SELECT l.name FROM action_leads x JOIN leads l ON l.id = x.lead_id
   WHERE x.action_id = a.id ORDER BY x.position)) AS leads,
  a.start AS start, a.due AS due, a.timescale AS timescale, a.status AS status, a.rag AS rag, a.ended AS ended,
  a.block_id AS block_id, a.page AS page, a.quote AS quote, a.rule AS rule, a.confidence AS confidence, a.key AS key,
  r.is_primary AS is_primary
FROM actions a JOIN report_details r ON r.id = a.report_id;
CREATE VIEW findings AS
{_FINDINGS};
CREATE VIEW run_files AS
SELECT runs.id AS run_id, json_extract(value, '$.path') AS path, json_extract(value, '$.location') AS location,
  json_extract(value, '$.report_id') AS report_id, json_extract(value, '$.outcome') AS outcome,
  json_extract(value, '$.seconds') AS seconds, json_extract(value, '$.problem') AS problem
FROM runs, json_each(runs.files);
"""
