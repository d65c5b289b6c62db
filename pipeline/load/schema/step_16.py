"""The sixteenth step of the schema: figures stated plainly, and the day of the figure that a change came from."""

from __future__ import annotations

from pipeline.load.schema.step_1 import word_triggers

_TABLES = """
ALTER TABLE indicators ADD COLUMN before_start TEXT CHECK (before_start = date(before_start));
ALTER TABLE indicators ADD COLUMN before_end TEXT CHECK (before_end = date(before_end) AND before_end >= before_start);
CREATE TABLE figures (
  id TEXT NOT NULL PRIMARY KEY,
  report_id TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE,
  measure_id TEXT NOT NULL REFERENCES measures(id),
  role TEXT NOT NULL,
  value REAL NOT NULL,
  period_start TEXT CHECK (period_start = date(period_start)),
  period_end TEXT CHECK (period_end = date(period_end) AND period_end >= period_start),
  block_id TEXT NOT NULL REFERENCES blocks(id) ON DELETE CASCADE,
  page INTEGER,
  quote TEXT NOT NULL,
  char_start INTEGER NOT NULL,
  char_end INTEGER NOT NULL,
  x0 REAL,
  top REAL,
  x1 REAL,
  bottom REAL,
  rule TEXT NOT NULL,
  cue TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX figures_by_measure ON figures (measure_id);
CREATE INDEX figures_by_report ON figures (report_id);
CREATE INDEX figures_by_block ON figures (block_id);
"""

STATEMENTS = (_TABLES, word_triggers("figures"))
