-- title: Actions overdue on a date
-- description: Due before that date and, in the report read, not said to be complete. A later report may say otherwise. Leave the date empty for today.
-- ask: on_date | On which day | | day
select councils.name as council, reports.label as report, actions.ref, actions.text as action, actions.due, actions.timescale,
  actions.status, actions.rag, actions.page, 'actions' as kind, actions.id as finding_id, reports.id as report_id,
  councils.id as council_id
from actions
join reports on reports.id = actions.report_id
left join councils on councils.id = reports.council_id
where reports.is_primary and actions.due < case when :on_date = '' then date('now') else date(:on_date) end and actions.status <> 'complete'
order by council, actions.due, actions.id
