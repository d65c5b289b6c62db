-- title: Actions of each report by status
-- description: How many actions each report holds, and what it says of them. Only what was read: see "What could not be read" beside it.
select councils.name as council, reports.label as report, count(*) as actions, sum(origin = 'table') as in_plans,
  sum(actions.status = 'complete') as complete, sum(actions.status = 'in_progress') as in_progress,
  sum(actions.status = 'planned') as planned, sum(actions.status = 'not_stated') as not_stated,
  sum(rag = 'green') as green, sum(rag = 'amber') as amber, sum(rag = 'red') as red, reports.id as report_id, councils.id as council_id
from actions
join report_details reports on reports.id = actions.report_id
left join councils on councils.id = reports.council_id
where reports.is_primary
group by reports.id
order by council, coalesce(reports.meeting_date_known, reports.published_known), reports.id
