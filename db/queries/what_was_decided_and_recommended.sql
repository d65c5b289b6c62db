-- title: What meetings were asked to decide, and what inspectors recommended
-- description: The limbs of a decision and the inspectors' recommendations, in the words of the reports. Leave the council empty for all.
-- ask: council | Council, or part of its name | Northmoor | councils.name
select councils.name as council, reports.label as report, recommendations.kind as asked_by, recommendations.ref,
  recommendations.text as recommendation, recommendations.verb, recommendations."by", recommendations.page, 'recommendations' as kind,
  recommendations.id as finding_id, reports.id as report_id, councils.id as council_id
from recommendations
join report_details reports on reports.id = recommendations.report_id
left join councils on councils.id = reports.council_id
where reports.is_primary and (:council = '' or councils.name like '%' || :council || '%')
order by council, coalesce(reports.meeting_date_known, reports.published_known), recommendations.id
