-- title: Journeys side by side, counted from the inspection
-- description: For each council the reports and dated steps by months before (-) and after its first inspection with the grade you choose.
-- ask: grade | Grade at which to start: inadequate, requires improvement, good | inadequate
with inspections as (
  select reports.council_id, coalesce(reports.inspection_end, reports.published) as day
  from judgements
  join reports on reports.id = judgements.report_id
  where reports.is_primary and judgements.grade = replace(coalesce(nullif(:grade, ''), 'inadequate'), ' ', '_')
    and coalesce(judgements.scope, '') not in ('adoption', 'board')
  union all
  select events.council_id, events."end"
  from events
  join reports on reports.id = events.report_id
  where reports.is_primary and events.kind in ('inspection', 'inspection_report')
    and events.judgement = replace(coalesce(nullif(:grade, ''), 'inadequate'), ' ', '_')
    and (events.scope is null or events.scope in ('safeguarding', 'looked_after', 'care_leavers', 'front_door'))
),
starts as (
  select council_id, min(day) as day from inspections where council_id is not null and day is not null group by council_id
),
steps as (
  select council_id, coalesce(meeting_date_known, published_known, inspection_end) as day, kind as step, coalesce(title, label) as event,
    null as judgement, id as report_id, 'reports' as kind, id as finding_id
  from report_details where is_primary
  union all
  select events.council_id, events."end", events.kind, events.text, events.judgement, events.report_id, 'events', events.id
  from events
  join reports on reports.id = events.report_id
  where reports.is_primary
)
select councils.name as council,
  cast(round((julianday(steps.day) - julianday(starts.day)) / 30.44) as integer) as months_after, steps.day, steps.step, steps.event,
  steps.judgement, reports.label as report, steps.kind, steps.finding_id, reports.id as report_id, councils.id as council_id
from starts
join steps on steps.council_id = starts.council_id and steps.day is not null
join councils on councils.id = starts.council_id
join reports on reports.id = steps.report_id
order by months_after, council, steps.day, steps.finding_id
