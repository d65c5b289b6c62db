-- title: What could not be read
-- description: Files that failed or were read in part, with the reason in words. Silence about these is not absence.
select label as report, status, problem, page_count as pages, source_path as file, id as report_id
from reports
where status <> 'ok'
order by status, file
