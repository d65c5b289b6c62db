"""The sixth step of the schema: which action answers which recommendation of an outside body.

Responses span reports, as threads do: they are made again for a council whenever one of its reports came, changed or went.
"""

from __future__ import annotations

_TABLES = """
CREATE TABLE responses (
  recommendation_id TEXT NOT NULL REFERENCES recommendations(id) ON DELETE CASCADE,
  action_id TEXT NOT NULL REFERENCES actions(id) ON DELETE CASCADE,
  council_id TEXT NOT NULL REFERENCES councils(id) ON DELETE CASCADE,
  basis TEXT NOT NULL CHECK (basis IN ('cited', 'wording')),
  cue TEXT,
  score REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
  features TEXT NOT NULL CHECK (json_valid(features)),
  PRIMARY KEY (recommendation_id, action_id),
  CHECK ((basis = 'cited') = (cue IS NOT NULL))
) WITHOUT ROWID;
CREATE INDEX responses_by_action ON responses (action_id);
CREATE INDEX responses_by_council ON responses (council_id);
"""

STATEMENTS = (_TABLES,)
