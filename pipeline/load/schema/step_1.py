"""The first step of the schema: every table, index, trigger, view and full-text index.

A step is never edited once a database was made with it; a change of the schema is a further step. What every column means
stands in `db/columns.yaml`. Identifiers are text made from content and place (`pipeline.load.rows.ids`) that sorts in the order
of the document; tables without rowid lie in that order, whatever order the files came in.
"""

from __future__ import annotations

_BOX = "x0 REAL, top REAL, x1 REAL, bottom REAL"
_REPORT = "report_id TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE"
_BLOCK = "block_id TEXT NOT NULL REFERENCES blocks(id) ON DELETE CASCADE"

_TABLES = f"""
CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  started TEXT NOT NULL,
  finished TEXT,
  version TEXT NOT NULL,
  rules_sha256 TEXT NOT NULL,
  libraries TEXT NOT NULL,
  arguments TEXT NOT NULL,
  files TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(files))
);
CREATE TABLE councils (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  slug TEXT NOT NULL,
  gss_code TEXT,
  region TEXT,
  type TEXT,
  start_date TEXT CHECK (start_date = date(start_date)),
  end_date TEXT CHECK (end_date = date(end_date)),
  replaced_by TEXT
) WITHOUT ROWID;
CREATE TABLE reports (
  id TEXT NOT NULL PRIMARY KEY,
  council_id TEXT REFERENCES councils(id),
  council_source TEXT CHECK (council_source IN ('read', 'manifest')),
  kind TEXT NOT NULL CHECK (kind IN ('committee_report', 'inspection_report', 'action_plan', 'letter', 'other')),
  label TEXT NOT NULL,
  title TEXT,
  committee TEXT,
  meeting_date TEXT CHECK (meeting_date = date(meeting_date)),
  agenda_item TEXT,
  inspection_start TEXT CHECK (inspection_start = date(inspection_start)),
  inspection_end TEXT CHECK (inspection_end = date(inspection_end)),
  published TEXT CHECK (published = date(published)),
  framework TEXT,
  source_path TEXT NOT NULL,
  source_url TEXT,
  sha256 TEXT,
  media_type TEXT,
  page_count INTEGER,
  word_count INTEGER,
  status TEXT NOT NULL CHECK (status IN ('ok', 'partial', 'failed')),
  problem TEXT,
  file_problem TEXT,
  run_id INTEGER NOT NULL REFERENCES runs(id),
  carrier_id TEXT REFERENCES reports(id) ON DELETE CASCADE,
  first_page INTEGER,
  last_page INTEGER,
  family_id TEXT NOT NULL,
  is_primary INTEGER NOT NULL CHECK (is_primary IN (0, 1)),
  try_again INTEGER NOT NULL DEFAULT 0 CHECK (try_again IN (0, 1)),
  CHECK (status = 'ok' OR problem IS NOT NULL),
  CHECK ((council_id IS NULL) = (council_source IS NULL))
) WITHOUT ROWID;
CREATE TABLE report_files (
  id TEXT NOT NULL PRIMARY KEY,
  {_REPORT},
  path TEXT NOT NULL,
  sha256 TEXT,
  UNIQUE (report_id, path)
) WITHOUT ROWID;
CREATE TABLE manifest_entries (
  id TEXT NOT NULL PRIMARY KEY,
  {_REPORT},
  path TEXT NOT NULL,
  source_url TEXT,
  council TEXT,
  committee TEXT,
  meeting_date TEXT CHECK (meeting_date = date(meeting_date)),
  UNIQUE (report_id, path)
) WITHOUT ROWID;
CREATE TABLE contradictions (
  id TEXT NOT NULL PRIMARY KEY,
  {_REPORT},
  field TEXT NOT NULL,
  read_value TEXT NOT NULL,
  manifest_value TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE pages (
  id TEXT NOT NULL PRIMARY KEY,
  {_REPORT},
  number INTEGER NOT NULL,
  width REAL,
  height REAL,
  text TEXT NOT NULL,
  text_source TEXT NOT NULL CHECK (text_source IN ('text_layer', 'ocr', 'none')),
  problem TEXT,
  UNIQUE (report_id, number)
);
CREATE TABLE page_layouts (
  id TEXT NOT NULL PRIMARY KEY REFERENCES pages(id) ON DELETE CASCADE,
  layout BLOB NOT NULL
);
CREATE TABLE blocks (
  id TEXT NOT NULL PRIMARY KEY,
  {_REPORT},
  page INTEGER,
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN (
    'heading', 'paragraph', 'list_item', 'table_row', 'table_header', 'header_field', 'quote',
    'caption', 'footnote', 'contents', 'furniture'
  )),
  ref TEXT,
  section TEXT,
  text TEXT NOT NULL,
  {_BOX},
  level INTEGER,
  lead_in_id TEXT REFERENCES blocks(id) DEFERRABLE INITIALLY DEFERRED,
  table_number INTEGER,
  band TEXT,
  UNIQUE (report_id, seq)
);
CREATE TABLE block_parts (
  id TEXT NOT NULL PRIMARY KEY,
  {_BLOCK},
  n INTEGER NOT NULL,
  page INTEGER,
  char_start INTEGER NOT NULL CHECK (char_start >= 0),
  char_end INTEGER NOT NULL CHECK (char_end >= char_start),
  {_BOX},
  printed TEXT
) WITHOUT ROWID;
CREATE TABLE block_cells (
  id TEXT NOT NULL PRIMARY KEY,
  {_BLOCK},
  n INTEGER NOT NULL,
  column_number INTEGER NOT NULL,
  column_span INTEGER NOT NULL,
  label TEXT,
  char_start INTEGER NOT NULL CHECK (char_start >= 0),
  char_end INTEGER NOT NULL CHECK (char_end >= char_start),
  fill TEXT,
  page INTEGER,
  {_BOX}
) WITHOUT ROWID;
CREATE TABLE leads (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('role', 'person', 'body')),
  UNIQUE (kind, name)
) WITHOUT ROWID;
"""

# What each class of finding says, beside the evidence that all of them carry.
_OWN_COLUMNS = {
    "people": """
  relation TEXT NOT NULL,
  name TEXT,
  role TEXT""",
    "recommendations": """
  kind TEXT NOT NULL CHECK (kind IN ('decision', 'inspection')),
  ref TEXT,
  text TEXT NOT NULL,
  by TEXT,
  verb TEXT""",
    "actions": """
  origin TEXT NOT NULL CHECK (origin IN ('table', 'list', 'narrative')),
  ref TEXT,
  plan_ref TEXT,
  theme TEXT,
  text TEXT NOT NULL,
  start TEXT CHECK (start = date(start)),
  due TEXT CHECK (due = date(due)),
  timescale TEXT,
  status TEXT NOT NULL CHECK (status IN ('complete', 'in_progress', 'planned', 'not_stated')),
  rag TEXT CHECK (rag IN ('red', 'amber', 'green', 'blue', 'grey'))""",
    "dates": """
  text TEXT NOT NULL,
  start TEXT NOT NULL CHECK (start = date(start)),
  "end" TEXT NOT NULL CHECK ("end" = date("end") AND "end" >= start),
  precision TEXT NOT NULL CHECK (precision IN ('day', 'month', 'quarter', 'season', 'year', 'period')),
  resolved_from TEXT NOT NULL CHECK (resolved_from IN ('stated', 'report_date', 'context'))""",
    "percentages": """
  text TEXT NOT NULL,
  low REAL NOT NULL,
  high REAL NOT NULL,
  qualifier TEXT,
  role TEXT NOT NULL,
  subject TEXT""",
    "changes": """
  subject TEXT,
  from_value REAL NOT NULL,
  to_value REAL NOT NULL,
  unit TEXT,
  text TEXT NOT NULL""",
    "events": """
  council_id TEXT REFERENCES councils(id),
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  body TEXT,
  start TEXT NOT NULL CHECK (start = date(start)),
  "end" TEXT NOT NULL CHECK ("end" = date("end") AND "end" >= start),
  precision TEXT NOT NULL CHECK (precision IN ('day', 'month', 'quarter', 'season', 'year', 'period')),
  judgement TEXT""",
    "judgements": """
  area TEXT NOT NULL,
  grade TEXT NOT NULL""",
}


def _finding_table(kind: str) -> str:
    return f"""
CREATE TABLE {kind} (
  id TEXT NOT NULL PRIMARY KEY,
  {_REPORT},{_OWN_COLUMNS[kind]},
  {_BLOCK},
  page INTEGER,
  quote TEXT NOT NULL CHECK (quote <> ''),
  char_start INTEGER NOT NULL CHECK (typeof(char_start) = 'integer' AND char_start >= 0),
  char_end INTEGER NOT NULL CHECK (typeof(char_end) = 'integer' AND char_end > char_start),
  {_BOX},
  rule TEXT NOT NULL,
  cue TEXT NOT NULL,
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  key TEXT NOT NULL
) WITHOUT ROWID;
"""


_MORE_TABLES = f"""
CREATE TABLE action_leads (
  action_id TEXT NOT NULL REFERENCES actions(id) ON DELETE CASCADE,
  lead_id TEXT NOT NULL REFERENCES leads(id),
  position INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (action_id, position)
) WITHOUT ROWID;
CREATE TABLE evidence (
  id TEXT NOT NULL PRIMARY KEY,
  {_REPORT},
  kind TEXT NOT NULL CHECK (kind IN ('reports', {", ".join(f"'{kind}'" for kind in _OWN_COLUMNS)})),
  finding_id TEXT NOT NULL,
  field TEXT NOT NULL,
  n INTEGER NOT NULL,
  {_BLOCK},
  page INTEGER,
  quote TEXT CHECK (quote <> ''),
  char_start INTEGER CHECK (char_start IS NULL OR typeof(char_start) = 'integer' AND char_start >= 0),
  char_end INTEGER CHECK (char_end IS NULL OR typeof(char_end) = 'integer' AND char_end > char_start),
  {_BOX},
  basis TEXT NOT NULL CHECK (basis IN ('words', 'fill', 'path', 'context', 'gazetteer')),
  CHECK ((quote IS NULL) = (char_start IS NULL) AND (quote IS NULL) = (char_end IS NULL))
) WITHOUT ROWID;
CREATE TABLE reviews (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'rejected', 'corrected', 'added')),
  correction TEXT CHECK (correction IS NULL OR json_valid(correction)),
  note TEXT,
  reviewer TEXT NOT NULL,
  at TEXT NOT NULL
);
CREATE TABLE finding_index (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  {_REPORT},
  {_BLOCK},
  page INTEGER,
  quote TEXT NOT NULL,
  key TEXT NOT NULL
);
"""

_INDEXES = {
    "reports": ("council_id", "meeting_date", "family_id", "run_id", "carrier_id"),
    "report_files": ("path",),
    "contradictions": ("report_id",),
    "blocks": ("lead_in_id",),
    "block_parts": ("block_id",),
    "block_cells": ("block_id",),
    "people": ("report_id", "block_id"),
    "recommendations": ("report_id", "block_id"),
    "actions": ("report_id", "block_id", "due"),
    "dates": ("report_id", "block_id", "start"),
    "percentages": ("report_id", "block_id"),
    "changes": ("report_id", "block_id"),
    "events": ("report_id", "block_id", "council_id", "start"),
    "judgements": ("report_id", "block_id"),
    "action_leads": ("lead_id",),
    "evidence": ("kind, finding_id", "report_id", "block_id"),
    "reviews": ("key",),
    "finding_index": ("report_id", "block_id", "key"),
}


def _index_statements() -> str:
    return "".join(
        f"CREATE INDEX {table}_by_{columns.replace(', ', '_and_')} ON {table} ({columns});\n"
        for table, listed in _INDEXES.items()
        for columns in listed
    )


# `blocks_fts` and `findings_fts` hold no text of their own; Datasette finds them by their `content`.
_FTS = """
CREATE VIRTUAL TABLE blocks_fts USING fts5(
  text, content='blocks', tokenize='porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE findings_fts USING fts5(
  quote, content='finding_index', tokenize='porter unicode61 remove_diacritics 2'
);
"""


def word_triggers(table: str, when: str = "") -> str:
    """Return the triggers that refuse words which do not stand in their block, or a block of another report.

    The length is compared too: `substr` gives less than asked for at a text's end, and counts from the end below zero.
    """
    body = f"""
BEGIN
  SELECT RAISE(ABORT, '{table}: the block of this row is missing or belongs to another report')
  WHERE NOT EXISTS (SELECT 1 FROM blocks WHERE id = NEW.block_id AND report_id = NEW.report_id);
  SELECT RAISE(ABORT, '{table}: the quote does not stand at char_start to char_end of its block')
  WHERE {when}NOT EXISTS (
    SELECT 1 FROM blocks
    WHERE id = NEW.block_id
    AND NEW.char_start >= 0
    AND length(NEW.quote) = NEW.char_end - NEW.char_start
    AND substr(text, NEW.char_start + 1, NEW.char_end - NEW.char_start) = NEW.quote
  );
END;
"""
    columns = "report_id, block_id, quote, char_start, char_end"
    return (
        f"CREATE TRIGGER {table}_words_on_insert BEFORE INSERT ON {table}{body}"
        f"CREATE TRIGGER {table}_words_on_update BEFORE UPDATE OF {columns} ON {table}{body}"
    )


_TEXT_STAYS = """
CREATE TRIGGER blocks_text_stays BEFORE UPDATE OF id, report_id, text ON blocks
BEGIN
  SELECT RAISE(ABORT, 'blocks: the text of a block is never changed, for findings point into it');
END;
"""

STATEMENTS = (
    _TABLES,
    *map(_finding_table, _OWN_COLUMNS),
    _MORE_TABLES,
    _index_statements(),
    _FTS,
    *map(word_triggers, _OWN_COLUMNS),
    word_triggers("evidence", "NEW.quote IS NOT NULL AND "),
    _TEXT_STAYS,
)
