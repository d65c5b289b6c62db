"""The tenth step of the schema: a pack's pages are counted with the reports that it carries, not with the pack."""

from __future__ import annotations

_DAY = "coalesce(r.meeting_date_known, r.published, r.inspection_end)"

# The pages of a report that a file carries are the file's; the file itself has what is left of them.
_PAGES = """reports o JOIN pages p ON p.report_id = coalesce(o.carrier_id, o.id)
   AND (o.carrier_id IS NULL OR p.number BETWEEN o.first_page AND o.last_page)
   WHERE o.council_id = c.id AND o.is_primary AND NOT EXISTS (
     SELECT 1 FROM reports q WHERE q.carrier_id = o.id AND p.number BETWEEN q.first_page AND q.last_page)"""

_VIEW = f"""
DROP VIEW council_coverage;
CREATE VIEW council_coverage AS
SELECT c.id AS council_id, c.name AS council, count(*) AS reports, sum(r.kind = 'committee_report') AS committee_reports,
  sum(r.kind = 'inspection_report') AS inspection_reports, sum(r.kind NOT IN ('committee_report', 'inspection_report')) AS others,
  sum(r.status <> 'ok') AS not_fully_read,
  (SELECT count(DISTINCT p.id) FROM {_PAGES}) AS pages,
  (SELECT count(DISTINCT p.id) FROM {_PAGES} AND p.outcome IN ('unread', 'partial')) AS pages_unread,
  min({_DAY}) AS first_day, max({_DAY}) AS last_day
FROM councils c JOIN report_details r ON r.council_id = c.id AND r.is_primary
GROUP BY c.id;
"""

STATEMENTS = (_VIEW,)
