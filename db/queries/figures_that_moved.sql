-- title: Figures that moved
-- description: From what to what, with the words. Leave the subject empty for all.
-- ask: subject | Words of the subject or the sentence | caseloads
select councils.name as council, reports.label as report, changes.subject, changes.from_value, changes.to_value, changes.unit,
  changes.text as words, changes.page, 'changes' as kind, changes.id as finding_id, reports.id as report_id, councils.id as council_id
from changes
join report_details reports on reports.id = changes.report_id
left join councils on councils.id = reports.council_id
where reports.is_primary and (:subject = '' or changes.subject like '%' || :subject || '%' or changes.text like '%' || :subject || '%')
order by council, coalesce(reports.meeting_date_known, reports.published_known), changes.id
