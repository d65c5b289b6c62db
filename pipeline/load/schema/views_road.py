"""Views that lay the steps of councils, their coverage and their measures side by side.

Only the versions that count are in them. A council is that of the finding, else that of its report: each asked for on its own, as
every event is looked at for one council where both stand in one `coalesce`.
"""

from __future__ import annotations

_DAY = "coalesce(r.meeting_date_known, r.published_known, r.inspection_end)"
_EVENT = """e.start AS start, e."end" AS "end", e.kind AS step, e.judgement AS grade, e.body AS body, e.text AS words,
  'events' AS kind, e.id AS finding_id, e.report_id AS report_id, e.page AS page, e.confidence AS confidence,
  e.scope AS scope, e.number AS number, e.put_off AS put_off
FROM events e JOIN reports r ON r.id = e.report_id"""
# The pages of a report that a file carries are the file's; the file itself has what is left of them.
_PAGES = """reports o JOIN pages p ON p.report_id = coalesce(o.carrier_id, o.id)
   AND (o.carrier_id IS NULL OR p.number BETWEEN o.first_page AND o.last_page)
   WHERE o.council_id = c.id AND o.is_primary AND NOT EXISTS (
     SELECT 1 FROM reports q WHERE q.carrier_id = o.id AND p.number BETWEEN q.first_page AND q.last_page)"""

VIEWS = f"""
CREATE VIEW journey_steps AS
SELECT e.council_id AS council_id, {_EVENT}
WHERE r.is_primary AND e.council_id IS NOT NULL
UNION ALL
SELECT r.council_id, {_EVENT}
WHERE r.is_primary AND e.council_id IS NULL AND r.council_id IS NOT NULL
UNION ALL
SELECT r.council_id, coalesce(r.inspection_start, r.published), coalesce(r.inspection_end, r.published), 'judgement',
  j.grade, 'Ofsted', j.area, 'judgements', j.id, r.id, j.page, j.confidence, j.scope, NULL, 0
FROM judgements j JOIN reports r ON r.id = j.report_id
WHERE r.is_primary AND r.council_id IS NOT NULL AND coalesce(r.inspection_end, r.published) IS NOT NULL
UNION ALL
SELECT r.council_id, {_DAY}, {_DAY}, r.kind, NULL, r.committee_known, coalesce(r.title, r.label), 'reports', r.id, r.id,
  NULL, NULL, NULL, NULL, 0
FROM report_details r
WHERE r.is_primary AND r.council_id IS NOT NULL AND {_DAY} IS NOT NULL;
CREATE VIEW council_coverage AS
SELECT c.id AS council_id, c.name AS council, count(*) AS reports, sum(r.kind = 'committee_report') AS committee_reports,
  sum(r.kind = 'inspection_report') AS inspection_reports, sum(r.kind NOT IN ('committee_report', 'inspection_report')) AS others,
  sum(r.status <> 'ok') AS not_fully_read,
  (SELECT count(DISTINCT p.id) FROM {_PAGES}) AS pages,
  (SELECT count(DISTINCT p.id) FROM {_PAGES} AND p.outcome IN ('unread', 'partial')) AS pages_unread,
  min({_DAY}) AS first_day, max({_DAY}) AS last_day
FROM councils c JOIN report_details r ON r.council_id = c.id AND r.is_primary
GROUP BY c.id;
CREATE VIEW council_years AS
WITH RECURSIVE years(year, last) AS (
  SELECT min(CAST(substr(first_day, 1, 4) AS INTEGER)), max(CAST(substr(last_day, 1, 4) AS INTEGER)) FROM council_coverage
  UNION ALL SELECT year + 1, last FROM years WHERE year < last
)
SELECT c.council_id AS council_id, c.council AS council, years.year AS year, count(r.id) AS reports,
  coalesce(sum(r.kind = 'committee_report'), 0) AS committee_reports,
  coalesce(sum(r.kind = 'inspection_report'), 0) AS inspection_reports
FROM council_coverage c JOIN councils o ON o.id = c.council_id
JOIN years ON (o.start_date IS NULL OR years.year >= CAST(substr(o.start_date, 1, 4) AS INTEGER))
  AND (o.end_date IS NULL OR years.year <= CAST(substr(o.end_date, 1, 4) AS INTEGER))
LEFT JOIN report_details r ON r.council_id = c.council_id AND r.is_primary AND CAST(substr({_DAY}, 1, 4) AS INTEGER) = years.year
WHERE years.year IS NOT NULL
GROUP BY c.council_id, years.year;
CREATE VIEW indicator_series AS
SELECT r.council_id AS council_id, i.measure_id AS measure_id, m.name AS measure, m.unit AS unit, m.better AS better,
  i.role AS role, coalesce(i.period_end, {_DAY}) AS day, i.period_start AS period_start, i.period_end AS period_end,
  i.value AS value, i.before AS before, i.kind AS kind, i.finding_id AS finding_id, i.report_id AS report_id, f.page AS page,
  coalesce(p.confidence, c.confidence) AS confidence
FROM indicators i JOIN measures m ON m.id = i.measure_id JOIN report_details r ON r.id = i.report_id
JOIN finding_index f ON f.id = i.finding_id
LEFT JOIN percentages p ON p.id = i.finding_id AND i.kind = 'percentages'
LEFT JOIN changes c ON c.id = i.finding_id AND i.kind = 'changes'
WHERE r.is_primary AND r.council_id IS NOT NULL AND coalesce(i.period_end, {_DAY}) IS NOT NULL
UNION ALL
SELECT r.council_id, i.measure_id, m.name, m.unit, m.better, 'level', i.before_end, i.before_start, i.before_end, i.before, NULL,
  i.kind, i.finding_id, i.report_id, c.page, c.confidence
FROM indicators i JOIN measures m ON m.id = i.measure_id JOIN report_details r ON r.id = i.report_id
JOIN changes c ON c.id = i.finding_id
WHERE r.is_primary AND r.council_id IS NOT NULL AND i.before_end IS NOT NULL AND m.unit <> '%'
UNION ALL
SELECT r.council_id, g.measure_id, m.name, m.unit, m.better, g.role, coalesce(g.period_end, {_DAY}), g.period_start, g.period_end,
  g.value, NULL, 'figures', g.id, g.report_id, g.page, NULL
FROM figures g JOIN measures m ON m.id = g.measure_id JOIN report_details r ON r.id = g.report_id
WHERE r.is_primary AND r.council_id IS NOT NULL AND coalesce(g.period_end, {_DAY}) IS NOT NULL;
"""
