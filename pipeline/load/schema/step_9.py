"""The ninth step of the schema: the period of which a percentage speaks, where its words, column or heading name one."""

from __future__ import annotations

_COLUMNS = """
ALTER TABLE percentages ADD COLUMN period_start TEXT CHECK (period_start = date(period_start));
ALTER TABLE percentages ADD COLUMN period_end TEXT
  CHECK ((period_start IS NULL) = (period_end IS NULL) AND (period_end = date(period_end)) IS NOT 0
    AND (period_end >= period_start) IS NOT 0);
"""

STATEMENTS = (_COLUMNS,)
