"""The ninth step of the schema: the period of which a percentage speaks, where its words, column or heading name one."""

from __future__ import annotations

from pipeline.load.step_4 import VALUES, reviewed

_PERIOD = ("period_start", "period_end")
_COLUMNS = """
ALTER TABLE percentages ADD COLUMN period_start TEXT CHECK (period_start = date(period_start));
ALTER TABLE percentages ADD COLUMN period_end TEXT
  CHECK ((period_start IS NULL) = (period_end IS NULL) AND (period_end = date(period_end)) IS NOT 0
    AND (period_end >= period_start) IS NOT 0);
DROP VIEW reviewed_percentages;
"""

STATEMENTS = (_COLUMNS, reviewed("percentages", (*VALUES["percentages"], *_PERIOD)))
