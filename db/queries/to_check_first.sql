-- title: What to check first
-- description: The 200 findings that are most likely to be wrong, judged by how often such findings were right on reports with annotations.
select findings.kind, findings.quote, findings.confidence, findings.rule, reports.label as report, findings.page,
  findings.id as finding_id, reports.id as report_id
from findings
join reports on reports.id = findings.report_id
where findings.is_primary
order by findings.confidence, findings.id
limit 200
