-- Generated from pipeline/load/migrations.py: python -m pipeline.load.migrations > db/schema.sql

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
  try_again INTEGER NOT NULL DEFAULT 0 CHECK (try_again IN (0, 1)), edition TEXT CHECK (edition IN ('draft', 'amended', 'final')), named_family TEXT, sketch TEXT,
  CHECK (status = 'ok' OR problem IS NOT NULL),
  CHECK ((council_id IS NULL) = (council_source IS NULL))
) WITHOUT ROWID;

CREATE TABLE report_files (
  id TEXT NOT NULL PRIMARY KEY,
  report_id TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  sha256 TEXT,
  UNIQUE (report_id, path)
) WITHOUT ROWID;

CREATE TABLE manifest_entries (
  id TEXT NOT NULL PRIMARY KEY,
  report_id TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  source_url TEXT,
  council TEXT,
  committee TEXT,
  meeting_date TEXT CHECK (meeting_date = date(meeting_date)),
  UNIQUE (report_id, path)
) WITHOUT ROWID;

CREATE TABLE contradictions (
  id TEXT NOT NULL PRIMARY KEY,
  report_id TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE,
  field TEXT NOT NULL,
  read_value TEXT NOT NULL,
  manifest_value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE pages (
  id TEXT NOT NULL PRIMARY KEY,
  report_id TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE,
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
  report_id TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE,
  page INTEGER,
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN (
    'heading', 'paragraph', 'list_item', 'table_row', 'table_header', 'header_field', 'quote',
    'caption', 'footnote', 'contents', 'furniture'
  )),
  ref TEXT,
  section TEXT,
  text TEXT NOT NULL,
  x0 REAL, top REAL, x1 REAL, bottom REAL,
  level INTEGER,
  lead_in_id TEXT REFERENCES blocks(id) DEFERRABLE INITIALLY DEFERRED,
  table_number INTEGER,
  band TEXT,
  UNIQUE (report_id, seq)
);

CREATE TABLE block_parts (
  id TEXT NOT NULL PRIMARY KEY,
  block_id TEXT NOT NULL REFERENCES blocks(id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  page INTEGER,
  char_start INTEGER NOT NULL CHECK (char_start >= 0),
  char_end INTEGER NOT NULL CHECK (char_end >= char_start),
  x0 REAL, top REAL, x1 REAL, bottom REAL,
  printed TEXT
) WITHOUT ROWID;

CREATE TABLE block_cells (
  id TEXT NOT NULL PRIMARY KEY,
  block_id TEXT NOT NULL REFERENCES blocks(id) ON DELETE CASCADE,
  n INTEGER NOT NULL,
  column_number INTEGER NOT NULL,
  column_span INTEGER NOT NULL,
  label TEXT,
  char_start INTEGER NOT NULL CHECK (char_start >= 0),
  char_end INTEGER NOT NULL CHECK (char_end >= char_start),
  fill TEXT,
  page INTEGER,
  x0 REAL, top REAL, x1 REAL, bottom REAL
) WITHOUT ROWID;

CREATE TABLE leads (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('role', 'person', 'body')),
  UNIQUE (kind, name)
) WITHOUT ROWID;

CREATE TABLE people (
  id TEXT NOT NULL PRIMARY KEY,
  report_id TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE,
  relation TEXT NOT NULL,
  name TEXT,
  role TEXT,
  block_id TEXT NOT NULL REFERENCES blocks(id) ON DELETE CASCADE,
  page INTEGER,
  quote TEXT NOT NULL CHECK (quote <> ''),
  char_start INTEGER NOT NULL CHECK (typeof(char_start) = 'integer' AND char_start >= 0),
  char_end INTEGER NOT NULL CHECK (typeof(char_end) = 'integer' AND char_end > char_start),
  x0 REAL, top REAL, x1 REAL, bottom REAL,
  rule TEXT NOT NULL,
  cue TEXT NOT NULL,
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  key TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE recommendations (
  id TEXT NOT NULL PRIMARY KEY,
  report_id TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('decision', 'inspection')),
  ref TEXT,
  text TEXT NOT NULL,
  by TEXT,
  verb TEXT,
  block_id TEXT NOT NULL REFERENCES blocks(id) ON DELETE CASCADE,
  page INTEGER,
  quote TEXT NOT NULL CHECK (quote <> ''),
  char_start INTEGER NOT NULL CHECK (typeof(char_start) = 'integer' AND char_start >= 0),
  char_end INTEGER NOT NULL CHECK (typeof(char_end) = 'integer' AND char_end > char_start),
  x0 REAL, top REAL, x1 REAL, bottom REAL,
  rule TEXT NOT NULL,
  cue TEXT NOT NULL,
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  key TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE actions (
  id TEXT NOT NULL PRIMARY KEY,
  report_id TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE,
  origin TEXT NOT NULL CHECK (origin IN ('table', 'list', 'narrative')),
  ref TEXT,
  plan_ref TEXT,
  theme TEXT,
  text TEXT NOT NULL,
  start TEXT CHECK (start = date(start)),
  due TEXT CHECK (due = date(due)),
  timescale TEXT,
  status TEXT NOT NULL CHECK (status IN ('complete', 'in_progress', 'planned', 'not_stated')),
  rag TEXT CHECK (rag IN ('red', 'amber', 'green', 'blue', 'grey')),
  block_id TEXT NOT NULL REFERENCES blocks(id) ON DELETE CASCADE,
  page INTEGER,
  quote TEXT NOT NULL CHECK (quote <> ''),
  char_start INTEGER NOT NULL CHECK (typeof(char_start) = 'integer' AND char_start >= 0),
  char_end INTEGER NOT NULL CHECK (typeof(char_end) = 'integer' AND char_end > char_start),
  x0 REAL, top REAL, x1 REAL, bottom REAL,
  rule TEXT NOT NULL,
  cue TEXT NOT NULL,
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  key TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE dates (
  id TEXT NOT NULL PRIMARY KEY,
  report_id TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE,
  text TEXT NOT NULL,
  start TEXT NOT NULL CHECK (start = date(start)),
  "end" TEXT NOT NULL CHECK ("end" = date("end") AND "end" >= start),
  precision TEXT NOT NULL CHECK (precision IN ('day', 'month', 'quarter', 'season', 'year', 'period')),
  resolved_from TEXT NOT NULL CHECK (resolved_from IN ('stated', 'report_date', 'context')),
  block_id TEXT NOT NULL REFERENCES blocks(id) ON DELETE CASCADE,
  page INTEGER,
  quote TEXT NOT NULL CHECK (quote <> ''),
  char_start INTEGER NOT NULL CHECK (typeof(char_start) = 'integer' AND char_start >= 0),
  char_end INTEGER NOT NULL CHECK (typeof(char_end) = 'integer' AND char_end > char_start),
  x0 REAL, top REAL, x1 REAL, bottom REAL,
  rule TEXT NOT NULL,
  cue TEXT NOT NULL,
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  key TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE percentages (
  id TEXT NOT NULL PRIMARY KEY,
  report_id TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE,
  text TEXT NOT NULL,
  low REAL NOT NULL,
  high REAL NOT NULL,
  qualifier TEXT,
  role TEXT NOT NULL,
  subject TEXT,
  block_id TEXT NOT NULL REFERENCES blocks(id) ON DELETE CASCADE,
  page INTEGER,
  quote TEXT NOT NULL CHECK (quote <> ''),
  char_start INTEGER NOT NULL CHECK (typeof(char_start) = 'integer' AND char_start >= 0),
  char_end INTEGER NOT NULL CHECK (typeof(char_end) = 'integer' AND char_end > char_start),
  x0 REAL, top REAL, x1 REAL, bottom REAL,
  rule TEXT NOT NULL,
  cue TEXT NOT NULL,
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  key TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE changes (
  id TEXT NOT NULL PRIMARY KEY,
  report_id TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE,
  subject TEXT,
  from_value REAL NOT NULL,
  to_value REAL NOT NULL,
  unit TEXT,
  text TEXT NOT NULL,
  block_id TEXT NOT NULL REFERENCES blocks(id) ON DELETE CASCADE,
  page INTEGER,
  quote TEXT NOT NULL CHECK (quote <> ''),
  char_start INTEGER NOT NULL CHECK (typeof(char_start) = 'integer' AND char_start >= 0),
  char_end INTEGER NOT NULL CHECK (typeof(char_end) = 'integer' AND char_end > char_start),
  x0 REAL, top REAL, x1 REAL, bottom REAL,
  rule TEXT NOT NULL,
  cue TEXT NOT NULL,
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  key TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE events (
  id TEXT NOT NULL PRIMARY KEY,
  report_id TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE,
  council_id TEXT REFERENCES councils(id),
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  body TEXT,
  start TEXT NOT NULL CHECK (start = date(start)),
  "end" TEXT NOT NULL CHECK ("end" = date("end") AND "end" >= start),
  precision TEXT NOT NULL CHECK (precision IN ('day', 'month', 'quarter', 'season', 'year', 'period')),
  judgement TEXT,
  block_id TEXT NOT NULL REFERENCES blocks(id) ON DELETE CASCADE,
  page INTEGER,
  quote TEXT NOT NULL CHECK (quote <> ''),
  char_start INTEGER NOT NULL CHECK (typeof(char_start) = 'integer' AND char_start >= 0),
  char_end INTEGER NOT NULL CHECK (typeof(char_end) = 'integer' AND char_end > char_start),
  x0 REAL, top REAL, x1 REAL, bottom REAL,
  rule TEXT NOT NULL,
  cue TEXT NOT NULL,
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  key TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE judgements (
  id TEXT NOT NULL PRIMARY KEY,
  report_id TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE,
  area TEXT NOT NULL,
  grade TEXT NOT NULL,
  block_id TEXT NOT NULL REFERENCES blocks(id) ON DELETE CASCADE,
  page INTEGER,
  quote TEXT NOT NULL CHECK (quote <> ''),
  char_start INTEGER NOT NULL CHECK (typeof(char_start) = 'integer' AND char_start >= 0),
  char_end INTEGER NOT NULL CHECK (typeof(char_end) = 'integer' AND char_end > char_start),
  x0 REAL, top REAL, x1 REAL, bottom REAL,
  rule TEXT NOT NULL,
  cue TEXT NOT NULL,
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  key TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE action_leads (
  action_id TEXT NOT NULL REFERENCES actions(id) ON DELETE CASCADE,
  lead_id TEXT NOT NULL REFERENCES leads(id),
  position INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (action_id, position)
) WITHOUT ROWID;

CREATE TABLE evidence (
  id TEXT NOT NULL PRIMARY KEY,
  report_id TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('reports', 'people', 'recommendations', 'actions', 'dates', 'percentages', 'changes', 'events', 'judgements')),
  finding_id TEXT NOT NULL,
  field TEXT NOT NULL,
  n INTEGER NOT NULL,
  block_id TEXT NOT NULL REFERENCES blocks(id) ON DELETE CASCADE,
  page INTEGER,
  quote TEXT CHECK (quote <> ''),
  char_start INTEGER CHECK (char_start IS NULL OR typeof(char_start) = 'integer' AND char_start >= 0),
  char_end INTEGER CHECK (char_end IS NULL OR typeof(char_end) = 'integer' AND char_end > char_start),
  x0 REAL, top REAL, x1 REAL, bottom REAL,
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
  report_id TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE,
  block_id TEXT NOT NULL REFERENCES blocks(id) ON DELETE CASCADE,
  page INTEGER,
  quote TEXT NOT NULL,
  key TEXT NOT NULL
);

CREATE VIRTUAL TABLE blocks_fts USING fts5(
  text, content='blocks', tokenize='porter unicode61 remove_diacritics 2'
);

CREATE VIRTUAL TABLE findings_fts USING fts5(
  quote, content='finding_index', tokenize='porter unicode61 remove_diacritics 2'
);

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

CREATE TABLE report_steps (
  report_id TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE,
  step TEXT NOT NULL,
  version TEXT NOT NULL,
  reads TEXT NOT NULL CHECK (json_valid(reads)),
  output BLOB,
  PRIMARY KEY (report_id, step)
) WITHOUT ROWID;

CREATE TABLE rule_hits (
  report_id TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE,
  step TEXT NOT NULL,
  rule TEXT NOT NULL,
  fired INTEGER NOT NULL CHECK (fired > 0),
  alone INTEGER NOT NULL CHECK (alone BETWEEN 0 AND fired),
  PRIMARY KEY (report_id, step, rule)
) WITHOUT ROWID;

CREATE TABLE rule_conflicts (
  report_id TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE,
  step TEXT NOT NULL,
  winner TEXT NOT NULL,
  loser TEXT NOT NULL,
  n INTEGER NOT NULL CHECK (n > 0),
  PRIMARY KEY (report_id, step, winner, loser)
) WITHOUT ROWID;

CREATE INDEX reports_by_council_id ON reports (council_id);

CREATE INDEX reports_by_meeting_date ON reports (meeting_date);

CREATE INDEX reports_by_family_id ON reports (family_id);

CREATE INDEX reports_by_run_id ON reports (run_id);

CREATE INDEX reports_by_carrier_id ON reports (carrier_id);

CREATE INDEX report_files_by_path ON report_files (path);

CREATE INDEX contradictions_by_report_id ON contradictions (report_id);

CREATE INDEX blocks_by_lead_in_id ON blocks (lead_in_id);

CREATE INDEX block_parts_by_block_id ON block_parts (block_id);

CREATE INDEX block_cells_by_block_id ON block_cells (block_id);

CREATE INDEX people_by_report_id ON people (report_id);

CREATE INDEX people_by_block_id ON people (block_id);

CREATE INDEX recommendations_by_report_id ON recommendations (report_id);

CREATE INDEX recommendations_by_block_id ON recommendations (block_id);

CREATE INDEX actions_by_report_id ON actions (report_id);

CREATE INDEX actions_by_block_id ON actions (block_id);

CREATE INDEX actions_by_due ON actions (due);

CREATE INDEX dates_by_report_id ON dates (report_id);

CREATE INDEX dates_by_block_id ON dates (block_id);

CREATE INDEX dates_by_start ON dates (start);

CREATE INDEX percentages_by_report_id ON percentages (report_id);

CREATE INDEX percentages_by_block_id ON percentages (block_id);

CREATE INDEX changes_by_report_id ON changes (report_id);

CREATE INDEX changes_by_block_id ON changes (block_id);

CREATE INDEX events_by_report_id ON events (report_id);

CREATE INDEX events_by_block_id ON events (block_id);

CREATE INDEX events_by_council_id ON events (council_id);

CREATE INDEX events_by_start ON events (start);

CREATE INDEX judgements_by_report_id ON judgements (report_id);

CREATE INDEX judgements_by_block_id ON judgements (block_id);

CREATE INDEX action_leads_by_lead_id ON action_leads (lead_id);

CREATE INDEX evidence_by_kind_and_finding_id ON evidence (kind, finding_id);

CREATE INDEX evidence_by_report_id ON evidence (report_id);

CREATE INDEX evidence_by_block_id ON evidence (block_id);

CREATE INDEX reviews_by_key ON reviews (key);

CREATE INDEX finding_index_by_report_id ON finding_index (report_id);

CREATE INDEX finding_index_by_block_id ON finding_index (block_id);

CREATE INDEX finding_index_by_key ON finding_index (key);

CREATE INDEX finding_topics_by_topic ON finding_topics (topic_id);

CREATE INDEX finding_topics_by_report ON finding_topics (report_id);

CREATE INDEX indicators_by_measure ON indicators (measure_id);

CREATE INDEX indicators_by_report ON indicators (report_id);

CREATE INDEX action_threads_by_council ON action_threads (council_id);

CREATE INDEX action_threads_by_dropped_in ON action_threads (dropped_in);

CREATE INDEX thread_steps_by_action ON thread_steps (action_id);

CREATE INDEX thread_steps_by_report ON thread_steps (report_id);

CREATE VIEW report_details AS
SELECT r.*, c.name AS council,
  coalesce(r.committee, m.committee) AS committee_known,
  CASE WHEN r.committee IS NOT NULL THEN 'read' WHEN m.committee IS NOT NULL THEN 'manifest' END AS committee_source,
  coalesce(r.meeting_date, m.meeting_date) AS meeting_date_known,
  CASE WHEN r.meeting_date IS NOT NULL THEN 'read' WHEN m.meeting_date IS NOT NULL THEN 'manifest' END AS meeting_date_source
FROM reports r
LEFT JOIN councils c ON c.id = r.council_id
LEFT JOIN manifest_entries m ON m.id = (SELECT id FROM manifest_entries WHERE report_id = r.id ORDER BY path LIMIT 1);

CREATE VIEW findings AS
SELECT 'people' AS kind, f.id AS id, f.report_id AS report_id, r.council_id AS council_id, f.page AS page,
  f.quote AS quote, f.rule AS rule, f.confidence AS confidence, r.meeting_date_known AS meeting_date,
  r.is_primary AS is_primary, f.key AS key
FROM people f JOIN report_details r ON r.id = f.report_id
UNION ALL
SELECT 'recommendations' AS kind, f.id AS id, f.report_id AS report_id, r.council_id AS council_id, f.page AS page,
  f.quote AS quote, f.rule AS rule, f.confidence AS confidence, r.meeting_date_known AS meeting_date,
  r.is_primary AS is_primary, f.key AS key
FROM recommendations f JOIN report_details r ON r.id = f.report_id
UNION ALL
SELECT 'actions' AS kind, f.id AS id, f.report_id AS report_id, r.council_id AS council_id, f.page AS page,
  f.quote AS quote, f.rule AS rule, f.confidence AS confidence, r.meeting_date_known AS meeting_date,
  r.is_primary AS is_primary, f.key AS key
FROM actions f JOIN report_details r ON r.id = f.report_id
UNION ALL
SELECT 'dates' AS kind, f.id AS id, f.report_id AS report_id, r.council_id AS council_id, f.page AS page,
  f.quote AS quote, f.rule AS rule, f.confidence AS confidence, r.meeting_date_known AS meeting_date,
  r.is_primary AS is_primary, f.key AS key
FROM dates f JOIN report_details r ON r.id = f.report_id
UNION ALL
SELECT 'percentages' AS kind, f.id AS id, f.report_id AS report_id, r.council_id AS council_id, f.page AS page,
  f.quote AS quote, f.rule AS rule, f.confidence AS confidence, r.meeting_date_known AS meeting_date,
  r.is_primary AS is_primary, f.key AS key
FROM percentages f JOIN report_details r ON r.id = f.report_id
UNION ALL
SELECT 'changes' AS kind, f.id AS id, f.report_id AS report_id, r.council_id AS council_id, f.page AS page,
  f.quote AS quote, f.rule AS rule, f.confidence AS confidence, r.meeting_date_known AS meeting_date,
  r.is_primary AS is_primary, f.key AS key
FROM changes f JOIN report_details r ON r.id = f.report_id
UNION ALL
SELECT 'events' AS kind, f.id AS id, f.report_id AS report_id, r.council_id AS council_id, f.page AS page,
  f.quote AS quote, f.rule AS rule, f.confidence AS confidence, r.meeting_date_known AS meeting_date,
  r.is_primary AS is_primary, f.key AS key
FROM events f JOIN report_details r ON r.id = f.report_id
UNION ALL
SELECT 'judgements' AS kind, f.id AS id, f.report_id AS report_id, r.council_id AS council_id, f.page AS page,
  f.quote AS quote, f.rule AS rule, f.confidence AS confidence, r.meeting_date_known AS meeting_date,
  r.is_primary AS is_primary, f.key AS key
FROM judgements f JOIN report_details r ON r.id = f.report_id;

CREATE VIEW run_files AS
SELECT runs.id AS run_id, json_extract(value, '$.path') AS path, json_extract(value, '$.location') AS location,
  json_extract(value, '$.report_id') AS report_id, json_extract(value, '$.outcome') AS outcome,
  json_extract(value, '$.seconds') AS seconds, json_extract(value, '$.problem') AS problem
FROM runs, json_each(runs.files);

CREATE TRIGGER people_words_on_insert BEFORE INSERT ON people
BEGIN
  SELECT RAISE(ABORT, 'people: the block of this row is missing or belongs to another report')
  WHERE NOT EXISTS (SELECT 1 FROM blocks WHERE id = NEW.block_id AND report_id = NEW.report_id);
  SELECT RAISE(ABORT, 'people: the quote does not stand at char_start to char_end of its block')
  WHERE NOT EXISTS (
    SELECT 1 FROM blocks
    WHERE id = NEW.block_id
    AND NEW.char_start >= 0
    AND length(NEW.quote) = NEW.char_end - NEW.char_start
    AND substr(text, NEW.char_start + 1, NEW.char_end - NEW.char_start) = NEW.quote
  );
END;

CREATE TRIGGER people_words_on_update BEFORE UPDATE OF report_id, block_id, quote, char_start, char_end ON people
BEGIN
  SELECT RAISE(ABORT, 'people: the block of this row is missing or belongs to another report')
  WHERE NOT EXISTS (SELECT 1 FROM blocks WHERE id = NEW.block_id AND report_id = NEW.report_id);
  SELECT RAISE(ABORT, 'people: the quote does not stand at char_start to char_end of its block')
  WHERE NOT EXISTS (
    SELECT 1 FROM blocks
    WHERE id = NEW.block_id
    AND NEW.char_start >= 0
    AND length(NEW.quote) = NEW.char_end - NEW.char_start
    AND substr(text, NEW.char_start + 1, NEW.char_end - NEW.char_start) = NEW.quote
  );
END;

CREATE TRIGGER recommendations_words_on_insert BEFORE INSERT ON recommendations
BEGIN
  SELECT RAISE(ABORT, 'recommendations: the block of this row is missing or belongs to another report')
  WHERE NOT EXISTS (SELECT 1 FROM blocks WHERE id = NEW.block_id AND report_id = NEW.report_id);
  SELECT RAISE(ABORT, 'recommendations: the quote does not stand at char_start to char_end of its block')
  WHERE NOT EXISTS (
    SELECT 1 FROM blocks
    WHERE id = NEW.block_id
    AND NEW.char_start >= 0
    AND length(NEW.quote) = NEW.char_end - NEW.char_start
    AND substr(text, NEW.char_start + 1, NEW.char_end - NEW.char_start) = NEW.quote
  );
END;

CREATE TRIGGER recommendations_words_on_update BEFORE UPDATE OF report_id, block_id, quote, char_start, char_end ON recommendations
BEGIN
  SELECT RAISE(ABORT, 'recommendations: the block of this row is missing or belongs to another report')
  WHERE NOT EXISTS (SELECT 1 FROM blocks WHERE id = NEW.block_id AND report_id = NEW.report_id);
  SELECT RAISE(ABORT, 'recommendations: the quote does not stand at char_start to char_end of its block')
  WHERE NOT EXISTS (
    SELECT 1 FROM blocks
    WHERE id = NEW.block_id
    AND NEW.char_start >= 0
    AND length(NEW.quote) = NEW.char_end - NEW.char_start
    AND substr(text, NEW.char_start + 1, NEW.char_end - NEW.char_start) = NEW.quote
  );
END;

CREATE TRIGGER actions_words_on_insert BEFORE INSERT ON actions
BEGIN
  SELECT RAISE(ABORT, 'actions: the block of this row is missing or belongs to another report')
  WHERE NOT EXISTS (SELECT 1 FROM blocks WHERE id = NEW.block_id AND report_id = NEW.report_id);
  SELECT RAISE(ABORT, 'actions: the quote does not stand at char_start to char_end of its block')
  WHERE NOT EXISTS (
    SELECT 1 FROM blocks
    WHERE id = NEW.block_id
    AND NEW.char_start >= 0
    AND length(NEW.quote) = NEW.char_end - NEW.char_start
    AND substr(text, NEW.char_start + 1, NEW.char_end - NEW.char_start) = NEW.quote
  );
END;

CREATE TRIGGER actions_words_on_update BEFORE UPDATE OF report_id, block_id, quote, char_start, char_end ON actions
BEGIN
  SELECT RAISE(ABORT, 'actions: the block of this row is missing or belongs to another report')
  WHERE NOT EXISTS (SELECT 1 FROM blocks WHERE id = NEW.block_id AND report_id = NEW.report_id);
  SELECT RAISE(ABORT, 'actions: the quote does not stand at char_start to char_end of its block')
  WHERE NOT EXISTS (
    SELECT 1 FROM blocks
    WHERE id = NEW.block_id
    AND NEW.char_start >= 0
    AND length(NEW.quote) = NEW.char_end - NEW.char_start
    AND substr(text, NEW.char_start + 1, NEW.char_end - NEW.char_start) = NEW.quote
  );
END;

CREATE TRIGGER dates_words_on_insert BEFORE INSERT ON dates
BEGIN
  SELECT RAISE(ABORT, 'dates: the block of this row is missing or belongs to another report')
  WHERE NOT EXISTS (SELECT 1 FROM blocks WHERE id = NEW.block_id AND report_id = NEW.report_id);
  SELECT RAISE(ABORT, 'dates: the quote does not stand at char_start to char_end of its block')
  WHERE NOT EXISTS (
    SELECT 1 FROM blocks
    WHERE id = NEW.block_id
    AND NEW.char_start >= 0
    AND length(NEW.quote) = NEW.char_end - NEW.char_start
    AND substr(text, NEW.char_start + 1, NEW.char_end - NEW.char_start) = NEW.quote
  );
END;

CREATE TRIGGER dates_words_on_update BEFORE UPDATE OF report_id, block_id, quote, char_start, char_end ON dates
BEGIN
  SELECT RAISE(ABORT, 'dates: the block of this row is missing or belongs to another report')
  WHERE NOT EXISTS (SELECT 1 FROM blocks WHERE id = NEW.block_id AND report_id = NEW.report_id);
  SELECT RAISE(ABORT, 'dates: the quote does not stand at char_start to char_end of its block')
  WHERE NOT EXISTS (
    SELECT 1 FROM blocks
    WHERE id = NEW.block_id
    AND NEW.char_start >= 0
    AND length(NEW.quote) = NEW.char_end - NEW.char_start
    AND substr(text, NEW.char_start + 1, NEW.char_end - NEW.char_start) = NEW.quote
  );
END;

CREATE TRIGGER percentages_words_on_insert BEFORE INSERT ON percentages
BEGIN
  SELECT RAISE(ABORT, 'percentages: the block of this row is missing or belongs to another report')
  WHERE NOT EXISTS (SELECT 1 FROM blocks WHERE id = NEW.block_id AND report_id = NEW.report_id);
  SELECT RAISE(ABORT, 'percentages: the quote does not stand at char_start to char_end of its block')
  WHERE NOT EXISTS (
    SELECT 1 FROM blocks
    WHERE id = NEW.block_id
    AND NEW.char_start >= 0
    AND length(NEW.quote) = NEW.char_end - NEW.char_start
    AND substr(text, NEW.char_start + 1, NEW.char_end - NEW.char_start) = NEW.quote
  );
END;

CREATE TRIGGER percentages_words_on_update BEFORE UPDATE OF report_id, block_id, quote, char_start, char_end ON percentages
BEGIN
  SELECT RAISE(ABORT, 'percentages: the block of this row is missing or belongs to another report')
  WHERE NOT EXISTS (SELECT 1 FROM blocks WHERE id = NEW.block_id AND report_id = NEW.report_id);
  SELECT RAISE(ABORT, 'percentages: the quote does not stand at char_start to char_end of its block')
  WHERE NOT EXISTS (
    SELECT 1 FROM blocks
    WHERE id = NEW.block_id
    AND NEW.char_start >= 0
    AND length(NEW.quote) = NEW.char_end - NEW.char_start
    AND substr(text, NEW.char_start + 1, NEW.char_end - NEW.char_start) = NEW.quote
  );
END;

CREATE TRIGGER changes_words_on_insert BEFORE INSERT ON changes
BEGIN
  SELECT RAISE(ABORT, 'changes: the block of this row is missing or belongs to another report')
  WHERE NOT EXISTS (SELECT 1 FROM blocks WHERE id = NEW.block_id AND report_id = NEW.report_id);
  SELECT RAISE(ABORT, 'changes: the quote does not stand at char_start to char_end of its block')
  WHERE NOT EXISTS (
    SELECT 1 FROM blocks
    WHERE id = NEW.block_id
    AND NEW.char_start >= 0
    AND length(NEW.quote) = NEW.char_end - NEW.char_start
    AND substr(text, NEW.char_start + 1, NEW.char_end - NEW.char_start) = NEW.quote
  );
END;

CREATE TRIGGER changes_words_on_update BEFORE UPDATE OF report_id, block_id, quote, char_start, char_end ON changes
BEGIN
  SELECT RAISE(ABORT, 'changes: the block of this row is missing or belongs to another report')
  WHERE NOT EXISTS (SELECT 1 FROM blocks WHERE id = NEW.block_id AND report_id = NEW.report_id);
  SELECT RAISE(ABORT, 'changes: the quote does not stand at char_start to char_end of its block')
  WHERE NOT EXISTS (
    SELECT 1 FROM blocks
    WHERE id = NEW.block_id
    AND NEW.char_start >= 0
    AND length(NEW.quote) = NEW.char_end - NEW.char_start
    AND substr(text, NEW.char_start + 1, NEW.char_end - NEW.char_start) = NEW.quote
  );
END;

CREATE TRIGGER events_words_on_insert BEFORE INSERT ON events
BEGIN
  SELECT RAISE(ABORT, 'events: the block of this row is missing or belongs to another report')
  WHERE NOT EXISTS (SELECT 1 FROM blocks WHERE id = NEW.block_id AND report_id = NEW.report_id);
  SELECT RAISE(ABORT, 'events: the quote does not stand at char_start to char_end of its block')
  WHERE NOT EXISTS (
    SELECT 1 FROM blocks
    WHERE id = NEW.block_id
    AND NEW.char_start >= 0
    AND length(NEW.quote) = NEW.char_end - NEW.char_start
    AND substr(text, NEW.char_start + 1, NEW.char_end - NEW.char_start) = NEW.quote
  );
END;

CREATE TRIGGER events_words_on_update BEFORE UPDATE OF report_id, block_id, quote, char_start, char_end ON events
BEGIN
  SELECT RAISE(ABORT, 'events: the block of this row is missing or belongs to another report')
  WHERE NOT EXISTS (SELECT 1 FROM blocks WHERE id = NEW.block_id AND report_id = NEW.report_id);
  SELECT RAISE(ABORT, 'events: the quote does not stand at char_start to char_end of its block')
  WHERE NOT EXISTS (
    SELECT 1 FROM blocks
    WHERE id = NEW.block_id
    AND NEW.char_start >= 0
    AND length(NEW.quote) = NEW.char_end - NEW.char_start
    AND substr(text, NEW.char_start + 1, NEW.char_end - NEW.char_start) = NEW.quote
  );
END;

CREATE TRIGGER judgements_words_on_insert BEFORE INSERT ON judgements
BEGIN
  SELECT RAISE(ABORT, 'judgements: the block of this row is missing or belongs to another report')
  WHERE NOT EXISTS (SELECT 1 FROM blocks WHERE id = NEW.block_id AND report_id = NEW.report_id);
  SELECT RAISE(ABORT, 'judgements: the quote does not stand at char_start to char_end of its block')
  WHERE NOT EXISTS (
    SELECT 1 FROM blocks
    WHERE id = NEW.block_id
    AND NEW.char_start >= 0
    AND length(NEW.quote) = NEW.char_end - NEW.char_start
    AND substr(text, NEW.char_start + 1, NEW.char_end - NEW.char_start) = NEW.quote
  );
END;

CREATE TRIGGER judgements_words_on_update BEFORE UPDATE OF report_id, block_id, quote, char_start, char_end ON judgements
BEGIN
  SELECT RAISE(ABORT, 'judgements: the block of this row is missing or belongs to another report')
  WHERE NOT EXISTS (SELECT 1 FROM blocks WHERE id = NEW.block_id AND report_id = NEW.report_id);
  SELECT RAISE(ABORT, 'judgements: the quote does not stand at char_start to char_end of its block')
  WHERE NOT EXISTS (
    SELECT 1 FROM blocks
    WHERE id = NEW.block_id
    AND NEW.char_start >= 0
    AND length(NEW.quote) = NEW.char_end - NEW.char_start
    AND substr(text, NEW.char_start + 1, NEW.char_end - NEW.char_start) = NEW.quote
  );
END;

CREATE TRIGGER evidence_words_on_insert BEFORE INSERT ON evidence
BEGIN
  SELECT RAISE(ABORT, 'evidence: the block of this row is missing or belongs to another report')
  WHERE NOT EXISTS (SELECT 1 FROM blocks WHERE id = NEW.block_id AND report_id = NEW.report_id);
  SELECT RAISE(ABORT, 'evidence: the quote does not stand at char_start to char_end of its block')
  WHERE NEW.quote IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM blocks
    WHERE id = NEW.block_id
    AND NEW.char_start >= 0
    AND length(NEW.quote) = NEW.char_end - NEW.char_start
    AND substr(text, NEW.char_start + 1, NEW.char_end - NEW.char_start) = NEW.quote
  );
END;

CREATE TRIGGER evidence_words_on_update BEFORE UPDATE OF report_id, block_id, quote, char_start, char_end ON evidence
BEGIN
  SELECT RAISE(ABORT, 'evidence: the block of this row is missing or belongs to another report')
  WHERE NOT EXISTS (SELECT 1 FROM blocks WHERE id = NEW.block_id AND report_id = NEW.report_id);
  SELECT RAISE(ABORT, 'evidence: the quote does not stand at char_start to char_end of its block')
  WHERE NEW.quote IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM blocks
    WHERE id = NEW.block_id
    AND NEW.char_start >= 0
    AND length(NEW.quote) = NEW.char_end - NEW.char_start
    AND substr(text, NEW.char_start + 1, NEW.char_end - NEW.char_start) = NEW.quote
  );
END;

CREATE TRIGGER blocks_text_stays BEFORE UPDATE OF id, report_id, text ON blocks
BEGIN
  SELECT RAISE(ABORT, 'blocks: the text of a block is never changed, for findings point into it');
END;

