-- title: What to check first
-- description: The findings that the rules themselves are least sure of.
select findings.kind, findings.quote, round(findings.confidence, 2) as confidence, findings.rule, reports.label as report, findings.page,
  findings.id as finding_id, reports.id as report_id
from findings
join reports on reports.id = findings.report_id
where reports.is_primary
order by findings.confidence, reports.label, findings.id
limit 200
