-- title: Grades that inspections awarded
-- description: From the inspection reports loaded, in the order in which they were published.
select councils.name as council, coalesce(reports.published_known, reports.inspection_end) as published, judgements.area, judgements.grade,
  reports.label as report, judgements.page, 'judgements' as kind, judgements.id as finding_id, reports.id as report_id,
  councils.id as council_id
from judgements
join report_details reports on reports.id = judgements.report_id
left join councils on councils.id = reports.council_id
where reports.is_primary
order by council, published, judgements.id
