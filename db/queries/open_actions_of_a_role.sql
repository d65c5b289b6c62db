-- title: Open actions of a role, due before a date
-- description: Actions not said to be complete whose lead holds the words you type, across councils. Leave the date empty for all.
-- ask: lead | Role, person or body, or part of the name | Head of Safeguarding | leads.name
-- ask: due_before | Due before | | day
select councils.name as council, reports.label as report, actions.ref, actions.text as action, leads.name as lead, actions.due,
  actions.timescale, actions.status, actions.rag, actions.page, 'actions' as kind, actions.id as finding_id, leads.id as lead_id,
  reports.id as report_id, councils.id as council_id
from actions
join action_leads on action_leads.action_id = actions.id
join leads on leads.id = action_leads.lead_id
join reports on reports.id = actions.report_id
left join councils on councils.id = reports.council_id
where reports.is_primary and actions.status <> 'complete'
  and leads.name like '%' || :lead || '%'
  and (:due_before = '' or actions.due < date(:due_before))
order by actions.due is null, actions.due, report, actions.id, action_leads.position
