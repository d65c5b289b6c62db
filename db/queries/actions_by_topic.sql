-- title: Actions by topic and status
-- description: How many actions each council's reports hold on each topic. An action may have several topics; those without one are counted under none.
select councils.name as council, coalesce(topics.name, 'none') as topic, count(*) as actions, sum(a.status = 'complete') as complete,
  sum(a.status = 'in_progress') as in_progress, sum(a.status = 'planned') as planned, sum(a.status = 'not_stated') as not_stated,
  count(distinct a.report_id) as reports, councils.id as council_id, topics.id as topic_id
from actions a
join reports r on r.id = a.report_id
join councils on councils.id = r.council_id
left join finding_topics ft on ft.finding_id = a.id
left join topics on topics.id = ft.topic_id
where r.is_primary
group by councils.id, topics.id
order by council, actions desc, topic
