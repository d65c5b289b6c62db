"""The twelfth step of the schema: where the units that reviewers added stand now.

Their reviews name the block in which the words were marked, which is another after the text moved or the file changed. The place
is found again by the unit's key whenever reports came, changed or went (`pipeline.added`); it is empty while the words are gone.
"""

from __future__ import annotations

_TABLES = """
CREATE TABLE added_units (
  key TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  family_id TEXT,
  report_id TEXT REFERENCES reports(id) ON DELETE SET NULL,
  block_id TEXT REFERENCES blocks(id) ON DELETE SET NULL,
  page INTEGER,
  quote TEXT NOT NULL,
  char_start INTEGER,
  char_end INTEGER
) WITHOUT ROWID;
CREATE INDEX added_units_by_report_id ON added_units (report_id);
CREATE INDEX added_units_by_block_id ON added_units (block_id);
"""
_PLACES = """
SELECT coalesce(m.key, r.key), json_extract(r.correction, '$.class'),
  coalesce(p.family_id, json_extract(r.seen, '$.family_id')), iif(b.id IS NULL, NULL, p.id), b.id, b.page,
  json_extract(r.correction, '$.quote'), json_extract(r.correction, '$.char_start'), json_extract(r.correction, '$.char_end')
FROM reviews r LEFT JOIN moved_keys m ON m.old_key = r.key
LEFT JOIN blocks marked ON marked.id = json_extract(r.correction, '$.block_id')
LEFT JOIN blocks b ON b.id = marked.id
  AND substr(b.text, json_extract(r.correction, '$.char_start') + 1, length(json_extract(r.correction, '$.quote')))
    = json_extract(r.correction, '$.quote')
LEFT JOIN reports p ON p.id = marked.report_id
WHERE r.verdict = 'added'
AND json_extract(r.correction, '$.class') IS NOT NULL AND json_extract(r.correction, '$.quote') IS NOT NULL"""
_STANDING = f"""
INSERT OR IGNORE INTO added_units{_PLACES};
CREATE TRIGGER reviews_place_added AFTER INSERT ON reviews WHEN NEW.verdict = 'added'
BEGIN
  INSERT OR IGNORE INTO added_units{_PLACES} AND r.id = NEW.id;
END;
"""

STATEMENTS = (_TABLES, _STANDING)
