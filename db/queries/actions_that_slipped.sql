-- title: Actions that slipped, were reopened or dropped
-- description: Actions followed from report to report: by how many days the due date moved, and what became of them. Empty where a council has one report only.
-- ask: council | Council, or part of its name | Northmoor | councils.name
select councils.name as council, t.ref, t.text as action, t.steps as reports, t.first_seen, t.last_seen, t.first_due, t.last_due,
  t.due_moved as days_moved, t.status, t.rag, t.fate,
  (select count(*) from thread_steps s where s.thread_id = t.id and s.reopened) as reopened,
  (select count(*) from thread_steps s where s.thread_id = t.id and s.lead_changed) as leads_changed, t.id as thread_id, councils.id as council_id
from action_threads t join councils on councils.id = t.council_id
where councils.name like '%' || :council || '%'
  and (t.due_moved > 0 or t.fate = 'dropped' or exists (select 1 from thread_steps s where s.thread_id = t.id and s.reopened))
order by councils.name, t.due_moved desc nulls last, t.ref
