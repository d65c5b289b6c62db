-- title: A council's journey
-- description: Its reports and inspections with their grades, visits, reviews, plans, appointments and interventions in their order, as far as the reports loaded tell. Leave the council empty for all.
-- ask: council | Council, or part of its name | Northmoor | councils.name
with steps as (
  select events.council_id, events.start, events."end", events.kind as step, events.text as event, events.body,
    events.judgement, events.scope, events.put_off, events.report_id, events.page, 'events' as kind, events.id as finding_id
  from events
  union all
  select reports.council_id, coalesce(reports.inspection_start, reports.published), coalesce(reports.inspection_end, reports.published),
    'graded by inspection', judgements.area, 'Ofsted', judgements.grade, judgements.scope, 0, reports.id, judgements.page, 'judgements', judgements.id
  from judgements
  join reports on reports.id = judgements.report_id
  union all
  select council_id, coalesce(meeting_date_known, published_known, inspection_end),
    coalesce(meeting_date_known, published_known, inspection_end), kind,
    coalesce(title, label), committee_known, null, null, 0, id, null, 'reports', id
  from report_details
)
select councils.name as council, steps.start, steps."end", steps.step, steps.event, steps.body, steps.judgement, steps.scope,
  case when steps.put_off then 'yes' end as put_off, reports.label as report,
  steps.page, steps.kind, steps.finding_id, reports.id as report_id, councils.id as council_id
from steps
join reports on reports.id = steps.report_id
left join councils on councils.id = steps.council_id
where reports.is_primary and (:council = '' or councils.name like '%' || :council || '%')
order by council, steps.start, steps."end", steps.finding_id
