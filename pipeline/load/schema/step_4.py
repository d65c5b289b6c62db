"""The fourth step of the schema: what a reviewer saw, keys that moved, audits of a random sample.

`reviews` stays a log. `seen` keeps what the machine said when somebody judged it, so that it is known when it says something else
now. Where a report's family is named anew its keys change; `moved_keys` leads from the key that was reviewed to the present one.
"""

from __future__ import annotations

_TABLES = """
ALTER TABLE reviews ADD COLUMN seen TEXT CHECK (seen IS NULL OR json_valid(seen));
CREATE TABLE moved_keys (
  old_key TEXT NOT NULL PRIMARY KEY,
  key TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE audits (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  seed INTEGER NOT NULL,
  classes TEXT NOT NULL CHECK (json_valid(classes))
);
CREATE TABLE audit_units (
  audit_id INTEGER NOT NULL REFERENCES audits(id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  class TEXT NOT NULL,
  stratum TEXT NOT NULL CHECK (stratum IN ('finding', 'block')),
  family_id TEXT NOT NULL,
  key TEXT NOT NULL,
  of INTEGER NOT NULL CHECK (of > 0),
  PRIMARY KEY (audit_id, n)
) WITHOUT ROWID;
CREATE TABLE audit_words (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  audit_id INTEGER NOT NULL REFERENCES audits(id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  missed INTEGER NOT NULL CHECK (missed >= 0),
  reviewer TEXT NOT NULL,
  at TEXT NOT NULL
);
CREATE INDEX audit_words_by_audit_id ON audit_words (audit_id, n);
"""

STATEMENTS = (_TABLES,)
