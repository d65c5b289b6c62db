"""The third step of the schema: what each step of the flow gave, by which rules, so that it runs again alone; how rules fared."""

from __future__ import annotations

_REPORT = "report_id TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE"

_TABLES = f"""
CREATE TABLE report_steps (
  {_REPORT},
  step TEXT NOT NULL,
  version TEXT NOT NULL,
  reads TEXT NOT NULL CHECK (json_valid(reads)),
  output BLOB,
  PRIMARY KEY (report_id, step)
) WITHOUT ROWID;
CREATE TABLE rule_hits (
  {_REPORT},
  step TEXT NOT NULL,
  rule TEXT NOT NULL,
  fired INTEGER NOT NULL CHECK (fired > 0),
  alone INTEGER NOT NULL CHECK (alone BETWEEN 0 AND fired),
  PRIMARY KEY (report_id, step, rule)
) WITHOUT ROWID;
CREATE TABLE rule_conflicts (
  {_REPORT},
  step TEXT NOT NULL,
  winner TEXT NOT NULL,
  loser TEXT NOT NULL,
  n INTEGER NOT NULL CHECK (n > 0),
  PRIMARY KEY (report_id, step, winner, loser)
) WITHOUT ROWID;
"""

STATEMENTS = (_TABLES,)
