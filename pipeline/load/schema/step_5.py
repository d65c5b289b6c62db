"""The fifth step of the schema: of each page what was read and by which means; what a file lacked to be read whole."""

from __future__ import annotations

_COLUMNS = """
ALTER TABLE pages ADD COLUMN outcome TEXT NOT NULL DEFAULT 'read'
  CHECK (outcome IN ('read', 'partial', 'unread', 'blank') AND (outcome IN ('read', 'blank') OR problem IS NOT NULL));
ALTER TABLE pages ADD COLUMN word_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pages ADD COLUMN ocr_confidence REAL CHECK (ocr_confidence BETWEEN 0 AND 1);
ALTER TABLE reports ADD COLUMN lacks TEXT CHECK (lacks IN ('password', 'tesseract'));
"""

_FILLED = """
UPDATE pages SET outcome = CASE
  WHEN problem IS NOT NULL THEN iif(text_source = 'none', 'unread', 'partial')
  WHEN text = '' THEN 'blank' ELSE 'read' END;
"""

STATEMENTS = (_COLUMNS, _FILLED)
