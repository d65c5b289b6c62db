"""The eighteenth step of the schema: actions given up, reports that show a part of their plan, reports that a thread skips.

Threads are made anew, so their tables are too.
"""

from __future__ import annotations

_TABLES = """
ALTER TABLE actions ADD COLUMN ended TEXT;
ALTER TABLE reports ADD COLUMN covers TEXT CHECK (covers IN ('part'));
DROP TABLE thread_steps;
DROP TABLE action_threads;
DELETE FROM followed;
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
  fate TEXT NOT NULL CHECK (fate IN ('complete', 'open', 'dropped', 'ended')),
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
  missed INTEGER NOT NULL CHECK (missed >= 0),
  PRIMARY KEY (thread_id, n),
  CHECK ((relation IS NULL) = (n = 1))
) WITHOUT ROWID;
CREATE INDEX action_threads_by_council ON action_threads (council_id);
CREATE INDEX action_threads_by_dropped_in ON action_threads (dropped_in);
CREATE INDEX thread_steps_by_action ON thread_steps (action_id);
CREATE INDEX thread_steps_by_report ON thread_steps (report_id);
"""

STATEMENTS = (_TABLES,)
