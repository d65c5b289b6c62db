-- title: A council's journey
-- description: Inspections, visits, reviews, plans, appointments and interventions in their order, as far as the loaded reports tell.
select events.start, events."end", events.kind as step, events.text as event, events.body, events.judgement, reports.label as report, events.page,
  'events' as kind, events.id as finding_id, reports.id as report_id
from events
join reports on reports.id = events.report_id
left join councils on councils.id = events.council_id
where reports.is_primary and councils.name like '%' || :council || '%'
order by events.start, events."end", events.id
