-- title: Who leads how many actions
-- description: Roles, people and bodies, with the number of actions and of councils that name them.
select leads.name as lead, leads.kind as lead_kind, count(distinct actions.id) as actions, count(distinct reports.council_id) as councils,
  sum(actions.status = 'complete') as complete, sum(actions.status = 'in_progress') as in_progress,
  sum(actions.status = 'planned') as planned, sum(actions.status = 'not_stated') as not_stated, leads.id as lead_id
from leads
join action_leads on action_leads.lead_id = leads.id
join actions on actions.id = action_leads.action_id
join reports on reports.id = actions.report_id
where reports.is_primary
group by leads.id
order by actions desc, lead
