-- title: Find words in all findings
-- description: Every kind of finding is searched, in all forms of a word (assess, assessed, assessment); the quote leads to the finding. The best 200 are shown.
-- ask: words | Words, or a phrase in double quotes | "return interviews"
select finding_index.kind, finding_index.quote, reports.label as report, finding_index.page, finding_index.id as finding_id,
  reports.id as report_id
from findings_fts
join finding_index on finding_index.rowid = findings_fts.rowid
join reports on reports.id = finding_index.report_id
where findings_fts match coalesce(nullif(escape_fts(:words), ''), '""') and reports.is_primary
order by findings_fts.rank, finding_index.id
limit 200
