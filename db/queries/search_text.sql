-- title: Find words anywhere in the reports
-- description: Searches all paragraphs, headings and table rows, also those in which nothing was found.
select reports.label as report, blocks.page, blocks.section, blocks.text, reports.id as report_id, blocks.id as block_id
from blocks_fts
join blocks on blocks.id = blocks_fts.rowid
join reports on reports.id = blocks.report_id
where blocks_fts match :words and reports.is_primary
order by blocks_fts.rank
limit 200
