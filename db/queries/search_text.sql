-- title: Find words anywhere in the reports
-- description: Searches all paragraphs, headings and table rows, also those in which nothing was found. The best 200 are shown.
-- ask: words | Words, or a phrase in double quotes | "improvement board"
select reports.label as report, blocks.page, blocks.ref, blocks.section, blocks.text, reports.id as report_id, blocks.id as block_id
from blocks_fts
join blocks on blocks.rowid = blocks_fts.rowid
join reports on reports.id = blocks.report_id
where blocks_fts match coalesce(nullif(escape_fts(:words), ''), '""') and reports.is_primary
order by blocks_fts.rank, blocks.id
limit 200
