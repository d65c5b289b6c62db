-- title: What to check first
-- description: The 200 findings that the rules themselves are least sure of.
select findings.kind, findings.quote, findings.confidence, findings.rule, reports.label as report, findings.page,
  findings.id as finding_id, reports.id as report_id
from findings
join reports on reports.id = findings.report_id
where findings.is_primary
order by findings.confidence, findings.id
limit 200
