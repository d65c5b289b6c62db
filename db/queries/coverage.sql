-- title: Which councils and years are covered
-- description: How many reports of each kind are loaded per council and year. A gap here is a gap in the pile, not in the council's work.
select coalesce(councils.name, 'not known') as council, substr(coalesce(reports.meeting_date_known, reports.published_known, reports.inspection_end), 1, 4) as year,
  sum(reports.kind = 'committee_report') as committee_reports, sum(reports.kind = 'inspection_report') as inspection_reports,
  sum(reports.kind not in ('committee_report', 'inspection_report')) as others, sum(reports.page_count) as pages,
  sum(reports.status <> 'ok') as not_fully_read, councils.id as council_id
from report_details reports
left join councils on councils.id = reports.council_id
where reports.is_primary
group by council, year
order by councils.name is null, council, year
