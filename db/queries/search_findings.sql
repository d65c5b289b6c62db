-- title: Find words in all findings
-- description: Type words, or a phrase in double quotes. Every kind of finding is searched; the quote leads to the finding.
select finding_index.kind, finding_index.quote, reports.label as report, finding_index.page, finding_index.id as finding_id, reports.id as report_id
from findings_fts
join finding_index on finding_index.id = findings_fts.rowid
join reports on reports.id = finding_index.report_id
where findings_fts match :words and reports.is_primary
order by findings_fts.rank
limit 200
