"""The second step of the schema: topics, indicators, versions, and the threads of actions followed over the reports of a council.

Topics and indicators belong to a finding and go with its report. Threads span reports: they are made again for a council whenever
one of its reports came, changed or went, so their rows have no life of their own.
"""

from __future__ import annotations

_TABLES = """
CREATE TABLE topics (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) WITHOUT ROWID;
CREATE TABLE finding_topics (
  finding_id TEXT NOT NULL REFERENCES finding_index(id) ON DELETE CASCADE,
  topic_id TEXT NOT NULL REFERENCES topics(id),
  kind TEXT NOT NULL CHECK (kind IN ('actions', 'recommendations', 'percentages')),
  report_id TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE,
  cue TEXT NOT NULL,
  rule TEXT NOT NULL,
  PRIMARY KEY (finding_id, topic_id)
) WITHOUT ROWID;
CREATE TABLE measures (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  definition TEXT NOT NULL,
  unit TEXT NOT NULL,
  better TEXT NOT NULL CHECK (better IN ('higher', 'lower', 'neither'))
) WITHOUT ROWID;
CREATE TABLE indicators (
  finding_id TEXT NOT NULL PRIMARY KEY REFERENCES finding_index(id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('percentages', 'changes')),
  report_id TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE,
  measure_id TEXT NOT NULL REFERENCES measures(id),
  role TEXT NOT NULL,
  value REAL NOT NULL,
  value_high REAL NOT NULL,
  before REAL,
  period_start TEXT CHECK (period_start = date(period_start)),
  period_end TEXT CHECK (period_end = date(period_end) AND period_end >= period_start),
  cue TEXT NOT NULL,
  rule TEXT NOT NULL
) WITHOUT ROWID;
ALTER TABLE reports ADD COLUMN edition TEXT CHECK (edition IN ('draft', 'amended', 'final'));
ALTER TABLE reports ADD COLUMN named_family TEXT;
ALTER TABLE reports ADD COLUMN sketch TEXT;
CREATE TABLE followed (
  council_id TEXT NOT NULL PRIMARY KEY REFERENCES councils(id) ON DELETE CASCADE,
  made_of TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE action_threads (
  id TEXT NOT NULL PRIMARY KEY,
  council_id TEXT NOT NULL REFERENCES councils(id) ON DELETE CASCADE,
  ref TEXT,
  theme TEXT,
  text TEXT NOT NULL,
  steps INTEGER NOT NULL CHECK (steps > 0),
  first_seen TEXT NOT NULL CHECK (first_seen = date(first_seen)),
  last_seen TEXT NOT NULL CHECK (last_seen = date(last_seen)),
  first_due TEXT CHECK (first_due = date(first_due)),
  last_due TEXT CHECK (last_due = date(last_due)),
  due_moved INTEGER,
  status TEXT NOT NULL,
  rag TEXT,
  fate TEXT NOT NULL CHECK (fate IN ('complete', 'open', 'dropped')),
  dropped_in TEXT REFERENCES reports(id) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE TABLE thread_steps (
  thread_id TEXT NOT NULL REFERENCES action_threads(id) ON DELETE CASCADE,
  n INTEGER NOT NULL CHECK (n > 0),
  action_id TEXT NOT NULL REFERENCES actions(id) ON DELETE CASCADE,
  report_id TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE,
  seen_on TEXT NOT NULL CHECK (seen_on = date(seen_on)),
  relation TEXT CHECK (relation IN ('same', 'split', 'merged')),
  score REAL CHECK (score BETWEEN 0 AND 1),
  features TEXT CHECK (features IS NULL OR json_valid(features)),
  due_moved INTEGER,
  reworded INTEGER NOT NULL CHECK (reworded IN (0, 1)),
  lead_changed INTEGER NOT NULL CHECK (lead_changed IN (0, 1)),
  completed INTEGER NOT NULL CHECK (completed IN (0, 1)),
  reopened INTEGER NOT NULL CHECK (reopened IN (0, 1)),
  PRIMARY KEY (thread_id, n),
  CHECK ((relation IS NULL) = (n = 1))
) WITHOUT ROWID;
"""

_INDEXES = """
CREATE INDEX finding_topics_by_topic ON finding_topics (topic_id);
CREATE INDEX finding_topics_by_report ON finding_topics (report_id);
CREATE INDEX indicators_by_measure ON indicators (measure_id);
CREATE INDEX indicators_by_report ON indicators (report_id);
CREATE INDEX action_threads_by_council ON action_threads (council_id);
CREATE INDEX action_threads_by_dropped_in ON action_threads (dropped_in);
CREATE INDEX thread_steps_by_action ON thread_steps (action_id);
CREATE INDEX thread_steps_by_report ON thread_steps (report_id);
"""

STATEMENTS = (_TABLES, _INDEXES)
