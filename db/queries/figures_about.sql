-- title: Percentages about a subject
-- description: Percentages whose subject or sentence holds the words you type, with what they are (a level, a change, a target, a benchmark).
-- ask: subject | Words of the subject or the sentence | assessments
select councils.name as council, reports.label as report, percentages.text as percentage, percentages.qualifier, percentages.role,
  percentages.subject, blocks.text as sentence, percentages.page, 'percentages' as kind, percentages.id as finding_id,
  reports.id as report_id, councils.id as council_id
from percentages
join report_details reports on reports.id = percentages.report_id
join blocks on blocks.id = percentages.block_id
left join councils on councils.id = reports.council_id
where reports.is_primary and (percentages.subject like '%' || :subject || '%' or blocks.text like '%' || :subject || '%')
order by council, coalesce(reports.meeting_date_known, reports.published_known), percentages.id
