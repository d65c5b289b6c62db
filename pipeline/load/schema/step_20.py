"""The twentieth step of the schema: what alone was inspected, the number of a visit, and what was put off."""

from __future__ import annotations

_TABLES = """
ALTER TABLE events ADD COLUMN scope TEXT;
ALTER TABLE events ADD COLUMN number INTEGER CHECK (number > 0);
ALTER TABLE events ADD COLUMN put_off INTEGER NOT NULL DEFAULT 0 CHECK (put_off IN (0, 1));
ALTER TABLE judgements ADD COLUMN scope TEXT;
"""

STATEMENTS = (_TABLES,)
