-- Generated from pipeline/load/schema: python -m pipeline.load.migrations > db/schema.sql

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
  try_again INTEGER NOT NULL DEFAULT 0 CHECK (try_again IN (0, 1)), edition TEXT CHECK (edition IN ('draft', 'amended', 'final')), named_family TEXT, sketch TEXT, lacks TEXT CHECK (lacks IN ('password', 'tesseract')), covers TEXT CHECK (covers IN ('part')),
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
  problem TEXT, outcome TEXT NOT NULL DEFAULT 'read'
  CHECK (outcome IN ('read', 'partial', 'unread', 'blank') AND (outcome IN ('read', 'blank') OR problem IS NOT NULL)), word_count INTEGER NOT NULL DEFAULT 0, ocr_confidence REAL CHECK (ocr_confidence BETWEEN 0 AND 1), note TEXT,
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
, ended TEXT) WITHOUT ROWID;

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
, period_start TEXT CHECK (period_start = date(period_start)), period_end TEXT
  CHECK ((period_start IS NULL) = (period_end IS NULL) AND (period_end = date(period_end)) IS NOT 0
    AND (period_end >= period_start) IS NOT 0)) WITHOUT ROWID;

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
, scope TEXT, number INTEGER CHECK (number > 0), put_off INTEGER NOT NULL DEFAULT 0 CHECK (put_off IN (0, 1))) WITHOUT ROWID;

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
, scope TEXT) WITHOUT ROWID;

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
, seen TEXT CHECK (seen IS NULL OR json_valid(seen)));

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
, before_start TEXT CHECK (before_start = date(before_start)), before_end TEXT CHECK (before_end = date(before_end) AND before_end >= before_start)) WITHOUT ROWID;

CREATE TABLE followed (
  council_id TEXT NOT NULL PRIMARY KEY REFERENCES councils(id) ON DELETE CASCADE,
  made_of TEXT NOT NULL
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

CREATE TABLE added_units (
  key TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  family_id TEXT,
  report_id TEXT REFERENCES reports(id) ON DELETE SET NULL,
  block_id TEXT REFERENCES blocks(id) ON DELETE SET NULL,
  page INTEGER,
  quote TEXT NOT NULL,
  char_start INTEGER,
  char_end INTEGER
) WITHOUT ROWID;

CREATE TABLE grouped (made_of TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID;

CREATE TABLE figures (
  id TEXT NOT NULL PRIMARY KEY,
  report_id TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE,
  measure_id TEXT NOT NULL REFERENCES measures(id),
  role TEXT NOT NULL,
  value REAL NOT NULL,
  period_start TEXT CHECK (period_start = date(period_start)),
  period_end TEXT CHECK (period_end = date(period_end) AND period_end >= period_start),
  block_id TEXT NOT NULL REFERENCES blocks(id) ON DELETE CASCADE,
  page INTEGER,
  quote TEXT NOT NULL,
  char_start INTEGER NOT NULL,
  char_end INTEGER NOT NULL,
  x0 REAL,
  top REAL,
  x1 REAL,
  bottom REAL,
  rule TEXT NOT NULL,
  cue TEXT NOT NULL
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

CREATE INDEX people_by_block_id ON people (block_id);

CREATE INDEX recommendations_by_block_id ON recommendations (block_id);

CREATE INDEX actions_by_block_id ON actions (block_id);

CREATE INDEX actions_by_due ON actions (due);

CREATE INDEX dates_by_block_id ON dates (block_id);

CREATE INDEX dates_by_start ON dates (start);

CREATE INDEX percentages_by_block_id ON percentages (block_id);

CREATE INDEX changes_by_block_id ON changes (block_id);

CREATE INDEX events_by_block_id ON events (block_id);

CREATE INDEX events_by_council_id ON events (council_id);

CREATE INDEX events_by_start ON events (start);

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

CREATE INDEX audit_words_by_audit_id ON audit_words (audit_id, n);

CREATE INDEX responses_by_action ON responses (action_id);

CREATE INDEX responses_by_council ON responses (council_id);

CREATE INDEX people_by_report_id ON people (report_id, confidence);

CREATE INDEX recommendations_by_report_id ON recommendations (report_id, confidence);

CREATE INDEX actions_by_report_id ON actions (report_id, confidence);

CREATE INDEX dates_by_report_id ON dates (report_id, confidence);

CREATE INDEX percentages_by_report_id ON percentages (report_id, confidence);

CREATE INDEX changes_by_report_id ON changes (report_id, confidence);

CREATE INDEX events_by_report_id ON events (report_id, confidence);

CREATE INDEX judgements_by_report_id ON judgements (report_id, confidence);

CREATE INDEX added_units_by_report_id ON added_units (report_id);

CREATE INDEX added_units_by_block_id ON added_units (block_id);

CREATE INDEX actions_by_status ON actions (status);

CREATE INDEX actions_by_rag ON actions (rag);

CREATE INDEX actions_by_origin ON actions (origin);

CREATE INDEX actions_by_theme ON actions (theme);

CREATE INDEX recommendations_by_kind ON recommendations (kind);

CREATE INDEX recommendations_by_verb ON recommendations (verb);

CREATE INDEX recommendations_by_by ON recommendations (by);

CREATE INDEX people_by_relation ON people (relation);

CREATE INDEX dates_by_precision ON dates (precision);

CREATE INDEX dates_by_resolved_from ON dates (resolved_from);

CREATE INDEX percentages_by_role ON percentages (role);

CREATE INDEX percentages_by_qualifier ON percentages (qualifier);

CREATE INDEX changes_by_unit ON changes (unit);

CREATE INDEX events_by_kind ON events (kind);

CREATE INDEX events_by_judgement ON events (judgement);

CREATE INDEX events_by_body ON events (body);

CREATE INDEX judgements_by_grade ON judgements (grade);

CREATE INDEX judgements_by_area ON judgements (area);

CREATE INDEX finding_index_by_kind ON finding_index (kind);

CREATE INDEX figures_by_measure ON figures (measure_id);

CREATE INDEX figures_by_report ON figures (report_id);

CREATE INDEX figures_by_block ON figures (block_id);

CREATE INDEX action_threads_by_council ON action_threads (council_id);

CREATE INDEX action_threads_by_dropped_in ON action_threads (dropped_in);

CREATE INDEX thread_steps_by_action ON thread_steps (action_id);

CREATE INDEX thread_steps_by_report ON thread_steps (report_id);

CREATE VIEW report_details AS
SELECT r.*, c.name AS council,
  coalesce(r.committee, m.committee) AS committee_known,
  CASE WHEN r.committee IS NOT NULL THEN 'read' WHEN m.committee IS NOT NULL THEN 'manifest' END AS committee_source,
  coalesce(r.meeting_date, m.meeting_date) AS meeting_date_known,
  CASE WHEN r.meeting_date IS NOT NULL THEN 'read' WHEN m.meeting_date IS NOT NULL THEN 'manifest' END AS meeting_date_source,
  coalesce(r.published, CASE WHEN coalesce(CASE WHEN substr(r.source_path, -14, 10) LIKE '____-__-__' THEN date(substr(r.source_path, -14, 10)) END, CASE WHEN substr(r.source_path, -15, 10) LIKE '____-__-__' THEN date(substr(r.source_path, -15, 10)) END) BETWEEN r.inspection_end AND date(r.inspection_end, '+250 days') THEN coalesce(CASE WHEN substr(r.source_path, -14, 10) LIKE '____-__-__' THEN date(substr(r.source_path, -14, 10)) END, CASE WHEN substr(r.source_path, -15, 10) LIKE '____-__-__' THEN date(substr(r.source_path, -15, 10)) END) END) AS published_known,
  CASE WHEN r.published IS NOT NULL THEN 'read' WHEN CASE WHEN coalesce(CASE WHEN substr(r.source_path, -14, 10) LIKE '____-__-__' THEN date(substr(r.source_path, -14, 10)) END, CASE WHEN substr(r.source_path, -15, 10) LIKE '____-__-__' THEN date(substr(r.source_path, -15, 10)) END) BETWEEN r.inspection_end AND date(r.inspection_end, '+250 days') THEN coalesce(CASE WHEN substr(r.source_path, -14, 10) LIKE '____-__-__' THEN date(substr(r.source_path, -14, 10)) END, CASE WHEN substr(r.source_path, -15, 10) LIKE '____-__-__' THEN date(substr(r.source_path, -15, 10)) END) END IS NOT NULL THEN 'file name' END AS published_source
FROM reports r
LEFT JOIN councils c ON c.id = r.council_id
LEFT JOIN manifest_entries m ON m.id = (SELECT id FROM manifest_entries WHERE report_id = r.id ORDER BY path LIMIT 1);

CREATE VIEW action_details AS
SELECT a.id AS id, r.council_id AS council_id, r.council AS council, a.report_id AS report_id, r.label AS report,
  coalesce(r.meeting_date_known, r.published_known, r.inspection_end) AS day, a.origin AS origin, a.ref AS ref,
  a.plan_ref AS plan_ref, a.theme AS theme, a.text AS text,
  (SELECT group_concat(name, '; ') FROM (SELECT l.name FROM action_leads x JOIN leads l ON l.id = x.lead_id
   WHERE x.action_id = a.id ORDER BY x.position)) AS leads,
  a.start AS start, a.due AS due, a.timescale AS timescale, a.status AS status, a.rag AS rag, a.ended AS ended,
  a.block_id AS block_id, a.page AS page, a.quote AS quote, a.rule AS rule, a.confidence AS confidence, a.key AS key,
  r.is_primary AS is_primary
FROM actions a JOIN report_details r ON r.id = a.report_id;

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

CREATE VIEW journey_steps AS
SELECT e.council_id AS council_id, e.start AS start, e."end" AS "end", e.kind AS step, e.judgement AS grade, e.body AS body, e.text AS words,
  'events' AS kind, e.id AS finding_id, e.report_id AS report_id, e.page AS page, e.confidence AS confidence,
  e.scope AS scope, e.number AS number, e.put_off AS put_off
FROM events e JOIN reports r ON r.id = e.report_id
WHERE r.is_primary AND e.council_id IS NOT NULL
UNION ALL
SELECT r.council_id, e.start AS start, e."end" AS "end", e.kind AS step, e.judgement AS grade, e.body AS body, e.text AS words,
  'events' AS kind, e.id AS finding_id, e.report_id AS report_id, e.page AS page, e.confidence AS confidence,
  e.scope AS scope, e.number AS number, e.put_off AS put_off
FROM events e JOIN reports r ON r.id = e.report_id
WHERE r.is_primary AND e.council_id IS NULL AND r.council_id IS NOT NULL
UNION ALL
SELECT r.council_id, coalesce(r.inspection_start, r.published), coalesce(r.inspection_end, r.published), 'judgement',
  j.grade, 'Ofsted', j.area, 'judgements', j.id, r.id, j.page, j.confidence, j.scope, NULL, 0
FROM judgements j JOIN reports r ON r.id = j.report_id
WHERE r.is_primary AND r.council_id IS NOT NULL AND coalesce(r.inspection_end, r.published) IS NOT NULL
UNION ALL
SELECT r.council_id, coalesce(r.meeting_date_known, r.published_known, r.inspection_end), coalesce(r.meeting_date_known, r.published_known, r.inspection_end), r.kind, NULL, r.committee_known, coalesce(r.title, r.label), 'reports', r.id, r.id,
  NULL, NULL, NULL, NULL, 0
FROM report_details r
WHERE r.is_primary AND r.council_id IS NOT NULL AND coalesce(r.meeting_date_known, r.published_known, r.inspection_end) IS NOT NULL;

CREATE VIEW council_coverage AS
SELECT c.id AS council_id, c.name AS council, count(*) AS reports, sum(r.kind = 'committee_report') AS committee_reports,
  sum(r.kind = 'inspection_report') AS inspection_reports, sum(r.kind NOT IN ('committee_report', 'inspection_report')) AS others,
  sum(r.status <> 'ok') AS not_fully_read,
  (SELECT count(DISTINCT p.id) FROM reports o JOIN pages p ON p.report_id = coalesce(o.carrier_id, o.id)
   AND (o.carrier_id IS NULL OR p.number BETWEEN o.first_page AND o.last_page)
   WHERE o.council_id = c.id AND o.is_primary AND NOT EXISTS (
     SELECT 1 FROM reports q WHERE q.carrier_id = o.id AND p.number BETWEEN q.first_page AND q.last_page)) AS pages,
  (SELECT count(DISTINCT p.id) FROM reports o JOIN pages p ON p.report_id = coalesce(o.carrier_id, o.id)
   AND (o.carrier_id IS NULL OR p.number BETWEEN o.first_page AND o.last_page)
   WHERE o.council_id = c.id AND o.is_primary AND NOT EXISTS (
     SELECT 1 FROM reports q WHERE q.carrier_id = o.id AND p.number BETWEEN q.first_page AND q.last_page) AND p.outcome IN ('unread', 'partial')) AS pages_unread,
  min(coalesce(r.meeting_date_known, r.published_known, r.inspection_end)) AS first_day, max(coalesce(r.meeting_date_known, r.published_known, r.inspection_end)) AS last_day
FROM councils c JOIN report_details r ON r.council_id = c.id AND r.is_primary
GROUP BY c.id;

CREATE VIEW council_years AS
WITH RECURSIVE years(year, last) AS (
  SELECT min(CAST(substr(first_day, 1, 4) AS INTEGER)), max(CAST(substr(last_day, 1, 4) AS INTEGER)) FROM council_coverage
  UNION ALL SELECT year + 1, last FROM years WHERE year < last
)
SELECT c.council_id AS council_id, c.council AS council, years.year AS year, count(r.id) AS reports,
  coalesce(sum(r.kind = 'committee_report'), 0) AS committee_reports,
  coalesce(sum(r.kind = 'inspection_report'), 0) AS inspection_reports
FROM council_coverage c JOIN councils o ON o.id = c.council_id
JOIN years ON (o.start_date IS NULL OR years.year >= CAST(substr(o.start_date, 1, 4) AS INTEGER))
  AND (o.end_date IS NULL OR years.year <= CAST(substr(o.end_date, 1, 4) AS INTEGER))
LEFT JOIN report_details r ON r.council_id = c.council_id AND r.is_primary AND CAST(substr(coalesce(r.meeting_date_known, r.published_known, r.inspection_end), 1, 4) AS INTEGER) = years.year
WHERE years.year IS NOT NULL
GROUP BY c.council_id, years.year;

CREATE VIEW indicator_series AS
SELECT r.council_id AS council_id, i.measure_id AS measure_id, m.name AS measure, m.unit AS unit, m.better AS better,
  i.role AS role, coalesce(i.period_end, coalesce(r.meeting_date_known, r.published_known, r.inspection_end)) AS day, i.period_start AS period_start, i.period_end AS period_end,
  i.value AS value, i.before AS before, i.kind AS kind, i.finding_id AS finding_id, i.report_id AS report_id, f.page AS page,
  coalesce(p.confidence, c.confidence) AS confidence
FROM indicators i JOIN measures m ON m.id = i.measure_id JOIN report_details r ON r.id = i.report_id
JOIN finding_index f ON f.id = i.finding_id
LEFT JOIN percentages p ON p.id = i.finding_id AND i.kind = 'percentages'
LEFT JOIN changes c ON c.id = i.finding_id AND i.kind = 'changes'
WHERE r.is_primary AND r.council_id IS NOT NULL AND coalesce(i.period_end, coalesce(r.meeting_date_known, r.published_known, r.inspection_end)) IS NOT NULL
UNION ALL
SELECT r.council_id, i.measure_id, m.name, m.unit, m.better, 'level', i.before_end, i.before_start, i.before_end, i.before, NULL,
  i.kind, i.finding_id, i.report_id, c.page, c.confidence
FROM indicators i JOIN measures m ON m.id = i.measure_id JOIN report_details r ON r.id = i.report_id
JOIN changes c ON c.id = i.finding_id
WHERE r.is_primary AND r.council_id IS NOT NULL AND i.before_end IS NOT NULL AND m.unit <> '%'
UNION ALL
SELECT r.council_id, g.measure_id, m.name, m.unit, m.better, g.role, coalesce(g.period_end, coalesce(r.meeting_date_known, r.published_known, r.inspection_end)), g.period_start, g.period_end,
  g.value, NULL, 'figures', g.id, g.report_id, g.page, NULL
FROM figures g JOIN measures m ON m.id = g.measure_id JOIN report_details r ON r.id = g.report_id
WHERE r.is_primary AND r.council_id IS NOT NULL AND coalesce(g.period_end, coalesce(r.meeting_date_known, r.published_known, r.inspection_end)) IS NOT NULL;

CREATE VIEW review_values AS
WITH placed AS (
  SELECT r.*, coalesce(m.key, r.key) AS present_key FROM reviews r LEFT JOIN moved_keys m ON m.old_key = r.key
),
latest AS (
  SELECT *, row_number() OVER (PARTITION BY present_key, reviewer ORDER BY at DESC, id DESC) AS back FROM placed
),
since AS (
  SELECT *, coalesce(sum(verdict = 'accepted' AND correction IS NOT NULL) OVER (
      PARTITION BY present_key, reviewer ORDER BY at DESC, id DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ), 0) AS restated,
    first_value(iif(verdict = 'added', correction, NULL)) OVER (
      PARTITION BY present_key ORDER BY verdict <> 'added', at, id) AS base
  FROM placed
),
given AS (
  SELECT s.present_key AS key, c.key AS "column",
    CASE WHEN c.type IN ('array', 'object') THEN json(c.value) ELSE json_quote(c.value) END AS value,
    s.reviewer AS reviewer, s.at AS at, s.id AS review_id, c.key IN ('class', 'block_id', 'page', 'quote', 'char_start', 'char_end') AS is_place,
    c.value IS NOT json_extract(iif(s.base IS NULL, json_extract(s.seen, '$.says'), s.base), '$."' || c.key || '"') AS differs,
    row_number() OVER (PARTITION BY s.present_key, s.reviewer, c.key ORDER BY s.at DESC, s.id DESC) AS back
  FROM since s JOIN latest l ON l.present_key = s.present_key AND l.reviewer = s.reviewer AND l.back = 1
    AND (l.verdict <> 'rejected' OR s.verdict = 'added'),
    json_each(s.correction) c
  WHERE s.verdict <> 'rejected' AND (s.restated = 0 OR s.verdict = 'added')
)
SELECT key, "column", value, reviewer, at, review_id, differs,
  row_number() OVER (PARTITION BY key, "column" ORDER BY at DESC, reviewer DESC, review_id DESC) = 1 AS counts,
  NOT is_place AND min(value) OVER (PARTITION BY key, "column") <> max(value) OVER (PARTITION BY key, "column") AS disputed
FROM given WHERE back = 1;

CREATE VIEW review_verdicts AS
WITH placed AS (
  SELECT r.*, coalesce(m.key, r.key) AS present_key FROM reviews r LEFT JOIN moved_keys m ON m.old_key = r.key
),
latest AS (
  SELECT *, row_number() OVER (PARTITION BY present_key, reviewer ORDER BY at DESC, id DESC) AS back FROM placed
),
counted AS (
  SELECT *, row_number() OVER (PARTITION BY present_key ORDER BY verdict = 'rejected', at DESC, reviewer DESC, id DESC) AS place,
    count(*) OVER (PARTITION BY present_key) AS reviewers,
    sum(verdict = 'rejected') OVER (PARTITION BY present_key) AS rejections,
    first_value(iif(verdict = 'accepted', json_extract(seen, '$.says'), NULL)) OVER (
      PARTITION BY present_key ORDER BY verdict <> 'accepted', at DESC, reviewer DESC, id DESC) AS accepted
  FROM latest WHERE back = 1
),
merged AS (
  SELECT key, json_group_object("column", json(value)) FILTER (WHERE counts) AS correction, max(differs AND counts) AS differs,
    max(disputed) AS disputed, max("column" = 'class') AS is_added
  FROM review_values GROUP BY key
)
SELECT c.present_key AS key, c.id AS review_id,
  CASE WHEN c.verdict = 'rejected' THEN 'rejected' WHEN m.is_added THEN 'added' WHEN m.differs THEN 'corrected'
    ELSE 'accepted' END AS verdict,
  m.correction AS correction, c.note AS note, c.reviewer AS reviewer, c.at AS at, c.seen AS seen, c.reviewers AS reviewers,
  c.rejections BETWEEN 1 AND c.reviewers - 1 OR coalesce(m.disputed, 0) AS disputed,
  iif(c.verdict = 'rejected', NULL, c.accepted) AS accepted
FROM counted c LEFT JOIN merged m ON m.key = c.present_key
WHERE c.place = 1;

CREATE VIEW finding_values AS
SELECT i.kind AS kind, i.id AS id, i.key AS key, f.report_id AS report_id, r.family_id AS family_id, r.label AS label,
  r.is_primary AS is_primary, f.block_id AS block_id, f.page AS page, f.quote AS quote, f.rule AS rule,
  f.confidence AS confidence, json_object('relation', f."relation", 'name', f."name", 'role', f."role") AS says
FROM finding_index i JOIN people f ON i.kind = 'people' AND f.id = i.id JOIN reports r ON r.id = f.report_id
UNION ALL
SELECT i.kind AS kind, i.id AS id, i.key AS key, f.report_id AS report_id, r.family_id AS family_id, r.label AS label,
  r.is_primary AS is_primary, f.block_id AS block_id, f.page AS page, f.quote AS quote, f.rule AS rule,
  f.confidence AS confidence, json_object('kind', f."kind", 'ref', f."ref", 'text', f."text", 'by', f."by", 'verb', f."verb") AS says
FROM finding_index i JOIN recommendations f ON i.kind = 'recommendations' AND f.id = i.id JOIN reports r ON r.id = f.report_id
UNION ALL
SELECT i.kind AS kind, i.id AS id, i.key AS key, f.report_id AS report_id, r.family_id AS family_id, r.label AS label,
  r.is_primary AS is_primary, f.block_id AS block_id, f.page AS page, f.quote AS quote, f.rule AS rule,
  f.confidence AS confidence, json_object('origin', f."origin", 'ref', f."ref", 'plan_ref', f."plan_ref", 'theme', f."theme", 'text', f."text", 'start', f."start", 'due', f."due", 'timescale', f."timescale", 'status', f."status", 'rag', f."rag", 'leads', json((SELECT json_group_array(name) FROM (SELECT l.name FROM action_leads a JOIN leads l ON l.id = a.lead_id WHERE a.action_id = f.id ORDER BY a.position)))) AS says
FROM finding_index i JOIN actions f ON i.kind = 'actions' AND f.id = i.id JOIN reports r ON r.id = f.report_id
UNION ALL
SELECT i.kind AS kind, i.id AS id, i.key AS key, f.report_id AS report_id, r.family_id AS family_id, r.label AS label,
  r.is_primary AS is_primary, f.block_id AS block_id, f.page AS page, f.quote AS quote, f.rule AS rule,
  f.confidence AS confidence, json_object('text', f."text", 'start', f."start", 'end', f."end", 'precision', f."precision", 'resolved_from', f."resolved_from") AS says
FROM finding_index i JOIN dates f ON i.kind = 'dates' AND f.id = i.id JOIN reports r ON r.id = f.report_id
UNION ALL
SELECT i.kind AS kind, i.id AS id, i.key AS key, f.report_id AS report_id, r.family_id AS family_id, r.label AS label,
  r.is_primary AS is_primary, f.block_id AS block_id, f.page AS page, f.quote AS quote, f.rule AS rule,
  f.confidence AS confidence, json_object('text', f."text", 'low', f."low", 'high', f."high", 'qualifier', f."qualifier", 'role', f."role", 'subject', f."subject", 'period_start', f."period_start", 'period_end', f."period_end") AS says
FROM finding_index i JOIN percentages f ON i.kind = 'percentages' AND f.id = i.id JOIN reports r ON r.id = f.report_id
UNION ALL
SELECT i.kind AS kind, i.id AS id, i.key AS key, f.report_id AS report_id, r.family_id AS family_id, r.label AS label,
  r.is_primary AS is_primary, f.block_id AS block_id, f.page AS page, f.quote AS quote, f.rule AS rule,
  f.confidence AS confidence, json_object('subject', f."subject", 'from_value', f."from_value", 'to_value', f."to_value", 'unit', f."unit", 'text', f."text") AS says
FROM finding_index i JOIN changes f ON i.kind = 'changes' AND f.id = i.id JOIN reports r ON r.id = f.report_id
UNION ALL
SELECT i.kind AS kind, i.id AS id, i.key AS key, f.report_id AS report_id, r.family_id AS family_id, r.label AS label,
  r.is_primary AS is_primary, f.block_id AS block_id, f.page AS page, f.quote AS quote, f.rule AS rule,
  f.confidence AS confidence, json_object('kind', f."kind", 'text', f."text", 'body', f."body", 'start', f."start", 'end', f."end", 'precision', f."precision", 'judgement', f."judgement") AS says
FROM finding_index i JOIN events f ON i.kind = 'events' AND f.id = i.id JOIN reports r ON r.id = f.report_id
UNION ALL
SELECT i.kind AS kind, i.id AS id, i.key AS key, f.report_id AS report_id, r.family_id AS family_id, r.label AS label,
  r.is_primary AS is_primary, f.block_id AS block_id, f.page AS page, f.quote AS quote, f.rule AS rule,
  f.confidence AS confidence, json_object('area', f."area", 'grade', f."grade") AS says
FROM finding_index i JOIN judgements f ON i.kind = 'judgements' AND f.id = i.id JOIN reports r ON r.id = f.report_id;

CREATE VIEW reviewed_people AS
SELECT f.id AS id, f.report_id AS report_id, CASE WHEN json_type(v.correction, '$.relation') IS NOT NULL THEN json_extract(v.correction, '$.relation') WHEN json_type(v.accepted, '$.relation') IS NOT NULL THEN json_extract(v.accepted, '$.relation') ELSE f."relation" END AS "relation", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.relation') IS NOT NULL THEN json_extract(v.correction, '$.relation') WHEN json_type(v.accepted, '$.relation') IS NOT NULL THEN json_extract(v.accepted, '$.relation') ELSE f."relation" END IS NOT f."relation" THEN f."relation" END AS machine_relation, CASE WHEN json_type(v.correction, '$.name') IS NOT NULL THEN json_extract(v.correction, '$.name') WHEN json_type(v.accepted, '$.name') IS NOT NULL THEN json_extract(v.accepted, '$.name') ELSE f."name" END AS "name", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.name') IS NOT NULL THEN json_extract(v.correction, '$.name') WHEN json_type(v.accepted, '$.name') IS NOT NULL THEN json_extract(v.accepted, '$.name') ELSE f."name" END IS NOT f."name" THEN f."name" END AS machine_name, CASE WHEN json_type(v.correction, '$.role') IS NOT NULL THEN json_extract(v.correction, '$.role') WHEN json_type(v.accepted, '$.role') IS NOT NULL THEN json_extract(v.accepted, '$.role') ELSE f."role" END AS "role", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.role') IS NOT NULL THEN json_extract(v.correction, '$.role') WHEN json_type(v.accepted, '$.role') IS NOT NULL THEN json_extract(v.accepted, '$.role') ELSE f."role" END IS NOT f."role" THEN f."role" END AS machine_role,
  f.block_id AS block_id, f.page AS page, f.quote AS quote, f.char_start AS char_start, f.char_end AS char_end,
  f.rule AS rule, f.confidence AS confidence, f.key AS key, v.verdict AS verdict, v.reviewer AS reviewer,
  v.note AS note, v.disputed AS disputed, r.is_primary AS is_primary
FROM people f JOIN reports r ON r.id = f.report_id LEFT JOIN review_verdicts v ON v.key = f.key
WHERE v.verdict IS NOT 'rejected'
UNION ALL
SELECT 'added-' || a.key, a.report_id, json_extract(v.correction, '$.relation') AS "relation", NULL AS machine_relation, json_extract(v.correction, '$.name') AS "name", NULL AS machine_name, json_extract(v.correction, '$.role') AS "role", NULL AS machine_role,
  a.block_id, a.page, a.quote, a.char_start, a.char_end, NULL, NULL, v.key, v.verdict, v.reviewer, v.note, v.disputed,
  coalesce(r.is_primary, 1)
FROM added_units a JOIN review_verdicts v ON v.key = a.key LEFT JOIN reports r ON r.id = a.report_id
WHERE a.kind = 'people' AND v.verdict = 'added'
AND NOT EXISTS (SELECT 1 FROM finding_index i WHERE i.key = v.key);

CREATE VIEW reviewed_recommendations AS
SELECT f.id AS id, f.report_id AS report_id, CASE WHEN json_type(v.correction, '$.kind') IS NOT NULL THEN json_extract(v.correction, '$.kind') WHEN json_type(v.accepted, '$.kind') IS NOT NULL THEN json_extract(v.accepted, '$.kind') ELSE f."kind" END AS "kind", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.kind') IS NOT NULL THEN json_extract(v.correction, '$.kind') WHEN json_type(v.accepted, '$.kind') IS NOT NULL THEN json_extract(v.accepted, '$.kind') ELSE f."kind" END IS NOT f."kind" THEN f."kind" END AS machine_kind, CASE WHEN json_type(v.correction, '$.ref') IS NOT NULL THEN json_extract(v.correction, '$.ref') WHEN json_type(v.accepted, '$.ref') IS NOT NULL THEN json_extract(v.accepted, '$.ref') ELSE f."ref" END AS "ref", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.ref') IS NOT NULL THEN json_extract(v.correction, '$.ref') WHEN json_type(v.accepted, '$.ref') IS NOT NULL THEN json_extract(v.accepted, '$.ref') ELSE f."ref" END IS NOT f."ref" THEN f."ref" END AS machine_ref, CASE WHEN json_type(v.correction, '$.text') IS NOT NULL THEN json_extract(v.correction, '$.text') WHEN json_type(v.accepted, '$.text') IS NOT NULL THEN json_extract(v.accepted, '$.text') ELSE f."text" END AS "text", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.text') IS NOT NULL THEN json_extract(v.correction, '$.text') WHEN json_type(v.accepted, '$.text') IS NOT NULL THEN json_extract(v.accepted, '$.text') ELSE f."text" END IS NOT f."text" THEN f."text" END AS machine_text, CASE WHEN json_type(v.correction, '$.by') IS NOT NULL THEN json_extract(v.correction, '$.by') WHEN json_type(v.accepted, '$.by') IS NOT NULL THEN json_extract(v.accepted, '$.by') ELSE f."by" END AS "by", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.by') IS NOT NULL THEN json_extract(v.correction, '$.by') WHEN json_type(v.accepted, '$.by') IS NOT NULL THEN json_extract(v.accepted, '$.by') ELSE f."by" END IS NOT f."by" THEN f."by" END AS machine_by, CASE WHEN json_type(v.correction, '$.verb') IS NOT NULL THEN json_extract(v.correction, '$.verb') WHEN json_type(v.accepted, '$.verb') IS NOT NULL THEN json_extract(v.accepted, '$.verb') ELSE f."verb" END AS "verb", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.verb') IS NOT NULL THEN json_extract(v.correction, '$.verb') WHEN json_type(v.accepted, '$.verb') IS NOT NULL THEN json_extract(v.accepted, '$.verb') ELSE f."verb" END IS NOT f."verb" THEN f."verb" END AS machine_verb,
  f.block_id AS block_id, f.page AS page, f.quote AS quote, f.char_start AS char_start, f.char_end AS char_end,
  f.rule AS rule, f.confidence AS confidence, f.key AS key, v.verdict AS verdict, v.reviewer AS reviewer,
  v.note AS note, v.disputed AS disputed, r.is_primary AS is_primary
FROM recommendations f JOIN reports r ON r.id = f.report_id LEFT JOIN review_verdicts v ON v.key = f.key
WHERE v.verdict IS NOT 'rejected'
UNION ALL
SELECT 'added-' || a.key, a.report_id, json_extract(v.correction, '$.kind') AS "kind", NULL AS machine_kind, json_extract(v.correction, '$.ref') AS "ref", NULL AS machine_ref, json_extract(v.correction, '$.text') AS "text", NULL AS machine_text, json_extract(v.correction, '$.by') AS "by", NULL AS machine_by, json_extract(v.correction, '$.verb') AS "verb", NULL AS machine_verb,
  a.block_id, a.page, a.quote, a.char_start, a.char_end, NULL, NULL, v.key, v.verdict, v.reviewer, v.note, v.disputed,
  coalesce(r.is_primary, 1)
FROM added_units a JOIN review_verdicts v ON v.key = a.key LEFT JOIN reports r ON r.id = a.report_id
WHERE a.kind = 'recommendations' AND v.verdict = 'added'
AND NOT EXISTS (SELECT 1 FROM finding_index i WHERE i.key = v.key);

CREATE VIEW reviewed_actions AS
SELECT f.id AS id, f.report_id AS report_id, CASE WHEN json_type(v.correction, '$.origin') IS NOT NULL THEN json_extract(v.correction, '$.origin') WHEN json_type(v.accepted, '$.origin') IS NOT NULL THEN json_extract(v.accepted, '$.origin') ELSE f."origin" END AS "origin", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.origin') IS NOT NULL THEN json_extract(v.correction, '$.origin') WHEN json_type(v.accepted, '$.origin') IS NOT NULL THEN json_extract(v.accepted, '$.origin') ELSE f."origin" END IS NOT f."origin" THEN f."origin" END AS machine_origin, CASE WHEN json_type(v.correction, '$.ref') IS NOT NULL THEN json_extract(v.correction, '$.ref') WHEN json_type(v.accepted, '$.ref') IS NOT NULL THEN json_extract(v.accepted, '$.ref') ELSE f."ref" END AS "ref", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.ref') IS NOT NULL THEN json_extract(v.correction, '$.ref') WHEN json_type(v.accepted, '$.ref') IS NOT NULL THEN json_extract(v.accepted, '$.ref') ELSE f."ref" END IS NOT f."ref" THEN f."ref" END AS machine_ref, CASE WHEN json_type(v.correction, '$.plan_ref') IS NOT NULL THEN json_extract(v.correction, '$.plan_ref') WHEN json_type(v.accepted, '$.plan_ref') IS NOT NULL THEN json_extract(v.accepted, '$.plan_ref') ELSE f."plan_ref" END AS "plan_ref", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.plan_ref') IS NOT NULL THEN json_extract(v.correction, '$.plan_ref') WHEN json_type(v.accepted, '$.plan_ref') IS NOT NULL THEN json_extract(v.accepted, '$.plan_ref') ELSE f."plan_ref" END IS NOT f."plan_ref" THEN f."plan_ref" END AS machine_plan_ref, CASE WHEN json_type(v.correction, '$.theme') IS NOT NULL THEN json_extract(v.correction, '$.theme') WHEN json_type(v.accepted, '$.theme') IS NOT NULL THEN json_extract(v.accepted, '$.theme') ELSE f."theme" END AS "theme", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.theme') IS NOT NULL THEN json_extract(v.correction, '$.theme') WHEN json_type(v.accepted, '$.theme') IS NOT NULL THEN json_extract(v.accepted, '$.theme') ELSE f."theme" END IS NOT f."theme" THEN f."theme" END AS machine_theme, CASE WHEN json_type(v.correction, '$.text') IS NOT NULL THEN json_extract(v.correction, '$.text') WHEN json_type(v.accepted, '$.text') IS NOT NULL THEN json_extract(v.accepted, '$.text') ELSE f."text" END AS "text", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.text') IS NOT NULL THEN json_extract(v.correction, '$.text') WHEN json_type(v.accepted, '$.text') IS NOT NULL THEN json_extract(v.accepted, '$.text') ELSE f."text" END IS NOT f."text" THEN f."text" END AS machine_text, CASE WHEN json_type(v.correction, '$.start') IS NOT NULL THEN json_extract(v.correction, '$.start') WHEN json_type(v.accepted, '$.start') IS NOT NULL THEN json_extract(v.accepted, '$.start') ELSE f."start" END AS "start", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.start') IS NOT NULL THEN json_extract(v.correction, '$.start') WHEN json_type(v.accepted, '$.start') IS NOT NULL THEN json_extract(v.accepted, '$.start') ELSE f."start" END IS NOT f."start" THEN f."start" END AS machine_start, CASE WHEN json_type(v.correction, '$.due') IS NOT NULL THEN json_extract(v.correction, '$.due') WHEN json_type(v.accepted, '$.due') IS NOT NULL THEN json_extract(v.accepted, '$.due') ELSE f."due" END AS "due", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.due') IS NOT NULL THEN json_extract(v.correction, '$.due') WHEN json_type(v.accepted, '$.due') IS NOT NULL THEN json_extract(v.accepted, '$.due') ELSE f."due" END IS NOT f."due" THEN f."due" END AS machine_due, CASE WHEN json_type(v.correction, '$.timescale') IS NOT NULL THEN json_extract(v.correction, '$.timescale') WHEN json_type(v.accepted, '$.timescale') IS NOT NULL THEN json_extract(v.accepted, '$.timescale') ELSE f."timescale" END AS "timescale", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.timescale') IS NOT NULL THEN json_extract(v.correction, '$.timescale') WHEN json_type(v.accepted, '$.timescale') IS NOT NULL THEN json_extract(v.accepted, '$.timescale') ELSE f."timescale" END IS NOT f."timescale" THEN f."timescale" END AS machine_timescale, CASE WHEN json_type(v.correction, '$.status') IS NOT NULL THEN json_extract(v.correction, '$.status') WHEN json_type(v.accepted, '$.status') IS NOT NULL THEN json_extract(v.accepted, '$.status') ELSE f."status" END AS "status", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.status') IS NOT NULL THEN json_extract(v.correction, '$.status') WHEN json_type(v.accepted, '$.status') IS NOT NULL THEN json_extract(v.accepted, '$.status') ELSE f."status" END IS NOT f."status" THEN f."status" END AS machine_status, CASE WHEN json_type(v.correction, '$.rag') IS NOT NULL THEN json_extract(v.correction, '$.rag') WHEN json_type(v.accepted, '$.rag') IS NOT NULL THEN json_extract(v.accepted, '$.rag') ELSE f."rag" END AS "rag", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.rag') IS NOT NULL THEN json_extract(v.correction, '$.rag') WHEN json_type(v.accepted, '$.rag') IS NOT NULL THEN json_extract(v.accepted, '$.rag') ELSE f."rag" END IS NOT f."rag" THEN f."rag" END AS machine_rag, CASE WHEN json_type(v.correction, '$.leads') IS NOT NULL THEN json_extract(v.correction, '$.leads') WHEN json_type(v.accepted, '$.leads') IS NOT NULL THEN json_extract(v.accepted, '$.leads') ELSE (SELECT json_group_array(name) FROM (SELECT l.name FROM action_leads a JOIN leads l ON l.id = a.lead_id WHERE a.action_id = f.id ORDER BY a.position)) END AS "leads", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.leads') IS NOT NULL THEN json_extract(v.correction, '$.leads') WHEN json_type(v.accepted, '$.leads') IS NOT NULL THEN json_extract(v.accepted, '$.leads') ELSE (SELECT json_group_array(name) FROM (SELECT l.name FROM action_leads a JOIN leads l ON l.id = a.lead_id WHERE a.action_id = f.id ORDER BY a.position)) END IS NOT (SELECT json_group_array(name) FROM (SELECT l.name FROM action_leads a JOIN leads l ON l.id = a.lead_id WHERE a.action_id = f.id ORDER BY a.position)) THEN (SELECT json_group_array(name) FROM (SELECT l.name FROM action_leads a JOIN leads l ON l.id = a.lead_id WHERE a.action_id = f.id ORDER BY a.position)) END AS machine_leads,
  f.block_id AS block_id, f.page AS page, f.quote AS quote, f.char_start AS char_start, f.char_end AS char_end,
  f.rule AS rule, f.confidence AS confidence, f.key AS key, v.verdict AS verdict, v.reviewer AS reviewer,
  v.note AS note, v.disputed AS disputed, r.is_primary AS is_primary
FROM actions f JOIN reports r ON r.id = f.report_id LEFT JOIN review_verdicts v ON v.key = f.key
WHERE v.verdict IS NOT 'rejected'
UNION ALL
SELECT 'added-' || a.key, a.report_id, json_extract(v.correction, '$.origin') AS "origin", NULL AS machine_origin, json_extract(v.correction, '$.ref') AS "ref", NULL AS machine_ref, json_extract(v.correction, '$.plan_ref') AS "plan_ref", NULL AS machine_plan_ref, json_extract(v.correction, '$.theme') AS "theme", NULL AS machine_theme, json_extract(v.correction, '$.text') AS "text", NULL AS machine_text, json_extract(v.correction, '$.start') AS "start", NULL AS machine_start, json_extract(v.correction, '$.due') AS "due", NULL AS machine_due, json_extract(v.correction, '$.timescale') AS "timescale", NULL AS machine_timescale, json_extract(v.correction, '$.status') AS "status", NULL AS machine_status, json_extract(v.correction, '$.rag') AS "rag", NULL AS machine_rag, json_extract(v.correction, '$.leads') AS "leads", NULL AS machine_leads,
  a.block_id, a.page, a.quote, a.char_start, a.char_end, NULL, NULL, v.key, v.verdict, v.reviewer, v.note, v.disputed,
  coalesce(r.is_primary, 1)
FROM added_units a JOIN review_verdicts v ON v.key = a.key LEFT JOIN reports r ON r.id = a.report_id
WHERE a.kind = 'actions' AND v.verdict = 'added'
AND NOT EXISTS (SELECT 1 FROM finding_index i WHERE i.key = v.key);

CREATE VIEW reviewed_dates AS
SELECT f.id AS id, f.report_id AS report_id, CASE WHEN json_type(v.correction, '$.text') IS NOT NULL THEN json_extract(v.correction, '$.text') WHEN json_type(v.accepted, '$.text') IS NOT NULL THEN json_extract(v.accepted, '$.text') ELSE f."text" END AS "text", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.text') IS NOT NULL THEN json_extract(v.correction, '$.text') WHEN json_type(v.accepted, '$.text') IS NOT NULL THEN json_extract(v.accepted, '$.text') ELSE f."text" END IS NOT f."text" THEN f."text" END AS machine_text, CASE WHEN json_type(v.correction, '$.start') IS NOT NULL THEN json_extract(v.correction, '$.start') WHEN json_type(v.accepted, '$.start') IS NOT NULL THEN json_extract(v.accepted, '$.start') ELSE f."start" END AS "start", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.start') IS NOT NULL THEN json_extract(v.correction, '$.start') WHEN json_type(v.accepted, '$.start') IS NOT NULL THEN json_extract(v.accepted, '$.start') ELSE f."start" END IS NOT f."start" THEN f."start" END AS machine_start, CASE WHEN json_type(v.correction, '$.end') IS NOT NULL THEN json_extract(v.correction, '$.end') WHEN json_type(v.accepted, '$.end') IS NOT NULL THEN json_extract(v.accepted, '$.end') ELSE f."end" END AS "end", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.end') IS NOT NULL THEN json_extract(v.correction, '$.end') WHEN json_type(v.accepted, '$.end') IS NOT NULL THEN json_extract(v.accepted, '$.end') ELSE f."end" END IS NOT f."end" THEN f."end" END AS machine_end, CASE WHEN json_type(v.correction, '$.precision') IS NOT NULL THEN json_extract(v.correction, '$.precision') WHEN json_type(v.accepted, '$.precision') IS NOT NULL THEN json_extract(v.accepted, '$.precision') ELSE f."precision" END AS "precision", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.precision') IS NOT NULL THEN json_extract(v.correction, '$.precision') WHEN json_type(v.accepted, '$.precision') IS NOT NULL THEN json_extract(v.accepted, '$.precision') ELSE f."precision" END IS NOT f."precision" THEN f."precision" END AS machine_precision, CASE WHEN json_type(v.correction, '$.resolved_from') IS NOT NULL THEN json_extract(v.correction, '$.resolved_from') WHEN json_type(v.accepted, '$.resolved_from') IS NOT NULL THEN json_extract(v.accepted, '$.resolved_from') ELSE f."resolved_from" END AS "resolved_from", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.resolved_from') IS NOT NULL THEN json_extract(v.correction, '$.resolved_from') WHEN json_type(v.accepted, '$.resolved_from') IS NOT NULL THEN json_extract(v.accepted, '$.resolved_from') ELSE f."resolved_from" END IS NOT f."resolved_from" THEN f."resolved_from" END AS machine_resolved_from,
  f.block_id AS block_id, f.page AS page, f.quote AS quote, f.char_start AS char_start, f.char_end AS char_end,
  f.rule AS rule, f.confidence AS confidence, f.key AS key, v.verdict AS verdict, v.reviewer AS reviewer,
  v.note AS note, v.disputed AS disputed, r.is_primary AS is_primary
FROM dates f JOIN reports r ON r.id = f.report_id LEFT JOIN review_verdicts v ON v.key = f.key
WHERE v.verdict IS NOT 'rejected'
UNION ALL
SELECT 'added-' || a.key, a.report_id, json_extract(v.correction, '$.text') AS "text", NULL AS machine_text, json_extract(v.correction, '$.start') AS "start", NULL AS machine_start, json_extract(v.correction, '$.end') AS "end", NULL AS machine_end, json_extract(v.correction, '$.precision') AS "precision", NULL AS machine_precision, json_extract(v.correction, '$.resolved_from') AS "resolved_from", NULL AS machine_resolved_from,
  a.block_id, a.page, a.quote, a.char_start, a.char_end, NULL, NULL, v.key, v.verdict, v.reviewer, v.note, v.disputed,
  coalesce(r.is_primary, 1)
FROM added_units a JOIN review_verdicts v ON v.key = a.key LEFT JOIN reports r ON r.id = a.report_id
WHERE a.kind = 'dates' AND v.verdict = 'added'
AND NOT EXISTS (SELECT 1 FROM finding_index i WHERE i.key = v.key);

CREATE VIEW reviewed_percentages AS
SELECT f.id AS id, f.report_id AS report_id, CASE WHEN json_type(v.correction, '$.text') IS NOT NULL THEN json_extract(v.correction, '$.text') WHEN json_type(v.accepted, '$.text') IS NOT NULL THEN json_extract(v.accepted, '$.text') ELSE f."text" END AS "text", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.text') IS NOT NULL THEN json_extract(v.correction, '$.text') WHEN json_type(v.accepted, '$.text') IS NOT NULL THEN json_extract(v.accepted, '$.text') ELSE f."text" END IS NOT f."text" THEN f."text" END AS machine_text, CASE WHEN json_type(v.correction, '$.low') IS NOT NULL THEN json_extract(v.correction, '$.low') WHEN json_type(v.accepted, '$.low') IS NOT NULL THEN json_extract(v.accepted, '$.low') ELSE f."low" END AS "low", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.low') IS NOT NULL THEN json_extract(v.correction, '$.low') WHEN json_type(v.accepted, '$.low') IS NOT NULL THEN json_extract(v.accepted, '$.low') ELSE f."low" END IS NOT f."low" THEN f."low" END AS machine_low, CASE WHEN json_type(v.correction, '$.high') IS NOT NULL THEN json_extract(v.correction, '$.high') WHEN json_type(v.accepted, '$.high') IS NOT NULL THEN json_extract(v.accepted, '$.high') ELSE f."high" END AS "high", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.high') IS NOT NULL THEN json_extract(v.correction, '$.high') WHEN json_type(v.accepted, '$.high') IS NOT NULL THEN json_extract(v.accepted, '$.high') ELSE f."high" END IS NOT f."high" THEN f."high" END AS machine_high, CASE WHEN json_type(v.correction, '$.qualifier') IS NOT NULL THEN json_extract(v.correction, '$.qualifier') WHEN json_type(v.accepted, '$.qualifier') IS NOT NULL THEN json_extract(v.accepted, '$.qualifier') ELSE f."qualifier" END AS "qualifier", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.qualifier') IS NOT NULL THEN json_extract(v.correction, '$.qualifier') WHEN json_type(v.accepted, '$.qualifier') IS NOT NULL THEN json_extract(v.accepted, '$.qualifier') ELSE f."qualifier" END IS NOT f."qualifier" THEN f."qualifier" END AS machine_qualifier, CASE WHEN json_type(v.correction, '$.role') IS NOT NULL THEN json_extract(v.correction, '$.role') WHEN json_type(v.accepted, '$.role') IS NOT NULL THEN json_extract(v.accepted, '$.role') ELSE f."role" END AS "role", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.role') IS NOT NULL THEN json_extract(v.correction, '$.role') WHEN json_type(v.accepted, '$.role') IS NOT NULL THEN json_extract(v.accepted, '$.role') ELSE f."role" END IS NOT f."role" THEN f."role" END AS machine_role, CASE WHEN json_type(v.correction, '$.subject') IS NOT NULL THEN json_extract(v.correction, '$.subject') WHEN json_type(v.accepted, '$.subject') IS NOT NULL THEN json_extract(v.accepted, '$.subject') ELSE f."subject" END AS "subject", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.subject') IS NOT NULL THEN json_extract(v.correction, '$.subject') WHEN json_type(v.accepted, '$.subject') IS NOT NULL THEN json_extract(v.accepted, '$.subject') ELSE f."subject" END IS NOT f."subject" THEN f."subject" END AS machine_subject, CASE WHEN json_type(v.correction, '$.period_start') IS NOT NULL THEN json_extract(v.correction, '$.period_start') WHEN json_type(v.accepted, '$.period_start') IS NOT NULL THEN json_extract(v.accepted, '$.period_start') ELSE f."period_start" END AS "period_start", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.period_start') IS NOT NULL THEN json_extract(v.correction, '$.period_start') WHEN json_type(v.accepted, '$.period_start') IS NOT NULL THEN json_extract(v.accepted, '$.period_start') ELSE f."period_start" END IS NOT f."period_start" THEN f."period_start" END AS machine_period_start, CASE WHEN json_type(v.correction, '$.period_end') IS NOT NULL THEN json_extract(v.correction, '$.period_end') WHEN json_type(v.accepted, '$.period_end') IS NOT NULL THEN json_extract(v.accepted, '$.period_end') ELSE f."period_end" END AS "period_end", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.period_end') IS NOT NULL THEN json_extract(v.correction, '$.period_end') WHEN json_type(v.accepted, '$.period_end') IS NOT NULL THEN json_extract(v.accepted, '$.period_end') ELSE f."period_end" END IS NOT f."period_end" THEN f."period_end" END AS machine_period_end,
  f.block_id AS block_id, f.page AS page, f.quote AS quote, f.char_start AS char_start, f.char_end AS char_end,
  f.rule AS rule, f.confidence AS confidence, f.key AS key, v.verdict AS verdict, v.reviewer AS reviewer,
  v.note AS note, v.disputed AS disputed, r.is_primary AS is_primary
FROM percentages f JOIN reports r ON r.id = f.report_id LEFT JOIN review_verdicts v ON v.key = f.key
WHERE v.verdict IS NOT 'rejected'
UNION ALL
SELECT 'added-' || a.key, a.report_id, json_extract(v.correction, '$.text') AS "text", NULL AS machine_text, json_extract(v.correction, '$.low') AS "low", NULL AS machine_low, json_extract(v.correction, '$.high') AS "high", NULL AS machine_high, json_extract(v.correction, '$.qualifier') AS "qualifier", NULL AS machine_qualifier, json_extract(v.correction, '$.role') AS "role", NULL AS machine_role, json_extract(v.correction, '$.subject') AS "subject", NULL AS machine_subject, json_extract(v.correction, '$.period_start') AS "period_start", NULL AS machine_period_start, json_extract(v.correction, '$.period_end') AS "period_end", NULL AS machine_period_end,
  a.block_id, a.page, a.quote, a.char_start, a.char_end, NULL, NULL, v.key, v.verdict, v.reviewer, v.note, v.disputed,
  coalesce(r.is_primary, 1)
FROM added_units a JOIN review_verdicts v ON v.key = a.key LEFT JOIN reports r ON r.id = a.report_id
WHERE a.kind = 'percentages' AND v.verdict = 'added'
AND NOT EXISTS (SELECT 1 FROM finding_index i WHERE i.key = v.key);

CREATE VIEW reviewed_changes AS
SELECT f.id AS id, f.report_id AS report_id, CASE WHEN json_type(v.correction, '$.subject') IS NOT NULL THEN json_extract(v.correction, '$.subject') WHEN json_type(v.accepted, '$.subject') IS NOT NULL THEN json_extract(v.accepted, '$.subject') ELSE f."subject" END AS "subject", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.subject') IS NOT NULL THEN json_extract(v.correction, '$.subject') WHEN json_type(v.accepted, '$.subject') IS NOT NULL THEN json_extract(v.accepted, '$.subject') ELSE f."subject" END IS NOT f."subject" THEN f."subject" END AS machine_subject, CASE WHEN json_type(v.correction, '$.from_value') IS NOT NULL THEN json_extract(v.correction, '$.from_value') WHEN json_type(v.accepted, '$.from_value') IS NOT NULL THEN json_extract(v.accepted, '$.from_value') ELSE f."from_value" END AS "from_value", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.from_value') IS NOT NULL THEN json_extract(v.correction, '$.from_value') WHEN json_type(v.accepted, '$.from_value') IS NOT NULL THEN json_extract(v.accepted, '$.from_value') ELSE f."from_value" END IS NOT f."from_value" THEN f."from_value" END AS machine_from_value, CASE WHEN json_type(v.correction, '$.to_value') IS NOT NULL THEN json_extract(v.correction, '$.to_value') WHEN json_type(v.accepted, '$.to_value') IS NOT NULL THEN json_extract(v.accepted, '$.to_value') ELSE f."to_value" END AS "to_value", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.to_value') IS NOT NULL THEN json_extract(v.correction, '$.to_value') WHEN json_type(v.accepted, '$.to_value') IS NOT NULL THEN json_extract(v.accepted, '$.to_value') ELSE f."to_value" END IS NOT f."to_value" THEN f."to_value" END AS machine_to_value, CASE WHEN json_type(v.correction, '$.unit') IS NOT NULL THEN json_extract(v.correction, '$.unit') WHEN json_type(v.accepted, '$.unit') IS NOT NULL THEN json_extract(v.accepted, '$.unit') ELSE f."unit" END AS "unit", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.unit') IS NOT NULL THEN json_extract(v.correction, '$.unit') WHEN json_type(v.accepted, '$.unit') IS NOT NULL THEN json_extract(v.accepted, '$.unit') ELSE f."unit" END IS NOT f."unit" THEN f."unit" END AS machine_unit, CASE WHEN json_type(v.correction, '$.text') IS NOT NULL THEN json_extract(v.correction, '$.text') WHEN json_type(v.accepted, '$.text') IS NOT NULL THEN json_extract(v.accepted, '$.text') ELSE f."text" END AS "text", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.text') IS NOT NULL THEN json_extract(v.correction, '$.text') WHEN json_type(v.accepted, '$.text') IS NOT NULL THEN json_extract(v.accepted, '$.text') ELSE f."text" END IS NOT f."text" THEN f."text" END AS machine_text,
  f.block_id AS block_id, f.page AS page, f.quote AS quote, f.char_start AS char_start, f.char_end AS char_end,
  f.rule AS rule, f.confidence AS confidence, f.key AS key, v.verdict AS verdict, v.reviewer AS reviewer,
  v.note AS note, v.disputed AS disputed, r.is_primary AS is_primary
FROM changes f JOIN reports r ON r.id = f.report_id LEFT JOIN review_verdicts v ON v.key = f.key
WHERE v.verdict IS NOT 'rejected'
UNION ALL
SELECT 'added-' || a.key, a.report_id, json_extract(v.correction, '$.subject') AS "subject", NULL AS machine_subject, json_extract(v.correction, '$.from_value') AS "from_value", NULL AS machine_from_value, json_extract(v.correction, '$.to_value') AS "to_value", NULL AS machine_to_value, json_extract(v.correction, '$.unit') AS "unit", NULL AS machine_unit, json_extract(v.correction, '$.text') AS "text", NULL AS machine_text,
  a.block_id, a.page, a.quote, a.char_start, a.char_end, NULL, NULL, v.key, v.verdict, v.reviewer, v.note, v.disputed,
  coalesce(r.is_primary, 1)
FROM added_units a JOIN review_verdicts v ON v.key = a.key LEFT JOIN reports r ON r.id = a.report_id
WHERE a.kind = 'changes' AND v.verdict = 'added'
AND NOT EXISTS (SELECT 1 FROM finding_index i WHERE i.key = v.key);

CREATE VIEW reviewed_events AS
SELECT f.id AS id, f.report_id AS report_id, CASE WHEN json_type(v.correction, '$.kind') IS NOT NULL THEN json_extract(v.correction, '$.kind') WHEN json_type(v.accepted, '$.kind') IS NOT NULL THEN json_extract(v.accepted, '$.kind') ELSE f."kind" END AS "kind", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.kind') IS NOT NULL THEN json_extract(v.correction, '$.kind') WHEN json_type(v.accepted, '$.kind') IS NOT NULL THEN json_extract(v.accepted, '$.kind') ELSE f."kind" END IS NOT f."kind" THEN f."kind" END AS machine_kind, CASE WHEN json_type(v.correction, '$.text') IS NOT NULL THEN json_extract(v.correction, '$.text') WHEN json_type(v.accepted, '$.text') IS NOT NULL THEN json_extract(v.accepted, '$.text') ELSE f."text" END AS "text", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.text') IS NOT NULL THEN json_extract(v.correction, '$.text') WHEN json_type(v.accepted, '$.text') IS NOT NULL THEN json_extract(v.accepted, '$.text') ELSE f."text" END IS NOT f."text" THEN f."text" END AS machine_text, CASE WHEN json_type(v.correction, '$.body') IS NOT NULL THEN json_extract(v.correction, '$.body') WHEN json_type(v.accepted, '$.body') IS NOT NULL THEN json_extract(v.accepted, '$.body') ELSE f."body" END AS "body", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.body') IS NOT NULL THEN json_extract(v.correction, '$.body') WHEN json_type(v.accepted, '$.body') IS NOT NULL THEN json_extract(v.accepted, '$.body') ELSE f."body" END IS NOT f."body" THEN f."body" END AS machine_body, CASE WHEN json_type(v.correction, '$.start') IS NOT NULL THEN json_extract(v.correction, '$.start') WHEN json_type(v.accepted, '$.start') IS NOT NULL THEN json_extract(v.accepted, '$.start') ELSE f."start" END AS "start", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.start') IS NOT NULL THEN json_extract(v.correction, '$.start') WHEN json_type(v.accepted, '$.start') IS NOT NULL THEN json_extract(v.accepted, '$.start') ELSE f."start" END IS NOT f."start" THEN f."start" END AS machine_start, CASE WHEN json_type(v.correction, '$.end') IS NOT NULL THEN json_extract(v.correction, '$.end') WHEN json_type(v.accepted, '$.end') IS NOT NULL THEN json_extract(v.accepted, '$.end') ELSE f."end" END AS "end", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.end') IS NOT NULL THEN json_extract(v.correction, '$.end') WHEN json_type(v.accepted, '$.end') IS NOT NULL THEN json_extract(v.accepted, '$.end') ELSE f."end" END IS NOT f."end" THEN f."end" END AS machine_end, CASE WHEN json_type(v.correction, '$.precision') IS NOT NULL THEN json_extract(v.correction, '$.precision') WHEN json_type(v.accepted, '$.precision') IS NOT NULL THEN json_extract(v.accepted, '$.precision') ELSE f."precision" END AS "precision", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.precision') IS NOT NULL THEN json_extract(v.correction, '$.precision') WHEN json_type(v.accepted, '$.precision') IS NOT NULL THEN json_extract(v.accepted, '$.precision') ELSE f."precision" END IS NOT f."precision" THEN f."precision" END AS machine_precision, CASE WHEN json_type(v.correction, '$.judgement') IS NOT NULL THEN json_extract(v.correction, '$.judgement') WHEN json_type(v.accepted, '$.judgement') IS NOT NULL THEN json_extract(v.accepted, '$.judgement') ELSE f."judgement" END AS "judgement", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.judgement') IS NOT NULL THEN json_extract(v.correction, '$.judgement') WHEN json_type(v.accepted, '$.judgement') IS NOT NULL THEN json_extract(v.accepted, '$.judgement') ELSE f."judgement" END IS NOT f."judgement" THEN f."judgement" END AS machine_judgement,
  f.block_id AS block_id, f.page AS page, f.quote AS quote, f.char_start AS char_start, f.char_end AS char_end,
  f.rule AS rule, f.confidence AS confidence, f.key AS key, v.verdict AS verdict, v.reviewer AS reviewer,
  v.note AS note, v.disputed AS disputed, r.is_primary AS is_primary
FROM events f JOIN reports r ON r.id = f.report_id LEFT JOIN review_verdicts v ON v.key = f.key
WHERE v.verdict IS NOT 'rejected'
UNION ALL
SELECT 'added-' || a.key, a.report_id, json_extract(v.correction, '$.kind') AS "kind", NULL AS machine_kind, json_extract(v.correction, '$.text') AS "text", NULL AS machine_text, json_extract(v.correction, '$.body') AS "body", NULL AS machine_body, json_extract(v.correction, '$.start') AS "start", NULL AS machine_start, json_extract(v.correction, '$.end') AS "end", NULL AS machine_end, json_extract(v.correction, '$.precision') AS "precision", NULL AS machine_precision, json_extract(v.correction, '$.judgement') AS "judgement", NULL AS machine_judgement,
  a.block_id, a.page, a.quote, a.char_start, a.char_end, NULL, NULL, v.key, v.verdict, v.reviewer, v.note, v.disputed,
  coalesce(r.is_primary, 1)
FROM added_units a JOIN review_verdicts v ON v.key = a.key LEFT JOIN reports r ON r.id = a.report_id
WHERE a.kind = 'events' AND v.verdict = 'added'
AND NOT EXISTS (SELECT 1 FROM finding_index i WHERE i.key = v.key);

CREATE VIEW reviewed_judgements AS
SELECT f.id AS id, f.report_id AS report_id, CASE WHEN json_type(v.correction, '$.area') IS NOT NULL THEN json_extract(v.correction, '$.area') WHEN json_type(v.accepted, '$.area') IS NOT NULL THEN json_extract(v.accepted, '$.area') ELSE f."area" END AS "area", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.area') IS NOT NULL THEN json_extract(v.correction, '$.area') WHEN json_type(v.accepted, '$.area') IS NOT NULL THEN json_extract(v.accepted, '$.area') ELSE f."area" END IS NOT f."area" THEN f."area" END AS machine_area, CASE WHEN json_type(v.correction, '$.grade') IS NOT NULL THEN json_extract(v.correction, '$.grade') WHEN json_type(v.accepted, '$.grade') IS NOT NULL THEN json_extract(v.accepted, '$.grade') ELSE f."grade" END AS "grade", CASE WHEN v.key IS NOT NULL AND CASE WHEN json_type(v.correction, '$.grade') IS NOT NULL THEN json_extract(v.correction, '$.grade') WHEN json_type(v.accepted, '$.grade') IS NOT NULL THEN json_extract(v.accepted, '$.grade') ELSE f."grade" END IS NOT f."grade" THEN f."grade" END AS machine_grade,
  f.block_id AS block_id, f.page AS page, f.quote AS quote, f.char_start AS char_start, f.char_end AS char_end,
  f.rule AS rule, f.confidence AS confidence, f.key AS key, v.verdict AS verdict, v.reviewer AS reviewer,
  v.note AS note, v.disputed AS disputed, r.is_primary AS is_primary
FROM judgements f JOIN reports r ON r.id = f.report_id LEFT JOIN review_verdicts v ON v.key = f.key
WHERE v.verdict IS NOT 'rejected'
UNION ALL
SELECT 'added-' || a.key, a.report_id, json_extract(v.correction, '$.area') AS "area", NULL AS machine_area, json_extract(v.correction, '$.grade') AS "grade", NULL AS machine_grade,
  a.block_id, a.page, a.quote, a.char_start, a.char_end, NULL, NULL, v.key, v.verdict, v.reviewer, v.note, v.disputed,
  coalesce(r.is_primary, 1)
FROM added_units a JOIN review_verdicts v ON v.key = a.key LEFT JOIN reports r ON r.id = a.report_id
WHERE a.kind = 'judgements' AND v.verdict = 'added'
AND NOT EXISTS (SELECT 1 FROM finding_index i WHERE i.key = v.key);

CREATE VIEW review_conflicts AS
SELECT 'disputed' AS conflict, v.* FROM review_verdicts v WHERE v.disputed
UNION ALL
SELECT iif(coalesce(json_extract(v.seen, '$.family_id') NOT IN (SELECT family_id FROM reports WHERE family_id IS NOT NULL), 0), 'elsewhere', 'gone'), v.* FROM review_verdicts v
WHERE v.verdict IN ('accepted', 'corrected') AND NOT EXISTS (SELECT 1 FROM finding_index i WHERE i.key = v.key)
UNION ALL
SELECT 'changed', v.* FROM review_verdicts v
WHERE v.verdict IN ('accepted', 'corrected', 'rejected') AND v.seen IS NOT NULL
AND EXISTS (SELECT 1 FROM finding_index i WHERE i.key = v.key)
AND NOT EXISTS (SELECT 1 FROM finding_values m WHERE m.key = v.key AND json(m.says) = json_extract(v.seen, '$.says'))
UNION ALL
SELECT iif(coalesce(json_extract(v.seen, '$.family_id') NOT IN (SELECT family_id FROM reports WHERE family_id IS NOT NULL), 0), 'elsewhere', 'lost'), v.* FROM review_verdicts v JOIN added_units a ON a.key = v.key
WHERE v.verdict = 'added' AND a.block_id IS NULL AND NOT EXISTS (SELECT 1 FROM finding_index i WHERE i.key = v.key);

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

CREATE TRIGGER reviews_place_added AFTER INSERT ON reviews WHEN NEW.verdict = 'added'
BEGIN
  INSERT OR IGNORE INTO added_units
SELECT coalesce(m.key, r.key), json_extract(r.correction, '$.class'),
  coalesce(p.family_id, json_extract(r.seen, '$.family_id')), iif(b.id IS NULL, NULL, p.id), b.id, b.page,
  json_extract(r.correction, '$.quote'), json_extract(r.correction, '$.char_start'), json_extract(r.correction, '$.char_end')
FROM reviews r LEFT JOIN moved_keys m ON m.old_key = r.key
LEFT JOIN blocks marked ON marked.id = json_extract(r.correction, '$.block_id')
LEFT JOIN blocks b ON b.id = marked.id
  AND substr(b.text, json_extract(r.correction, '$.char_start') + 1, length(json_extract(r.correction, '$.quote')))
    = json_extract(r.correction, '$.quote')
LEFT JOIN reports p ON p.id = marked.report_id
WHERE r.verdict = 'added'
AND json_extract(r.correction, '$.class') IS NOT NULL AND json_extract(r.correction, '$.quote') IS NOT NULL AND r.id = NEW.id;
END;

CREATE TRIGGER figures_words_on_insert BEFORE INSERT ON figures
BEGIN
  SELECT RAISE(ABORT, 'figures: the block of this row is missing or belongs to another report')
  WHERE NOT EXISTS (SELECT 1 FROM blocks WHERE id = NEW.block_id AND report_id = NEW.report_id);
  SELECT RAISE(ABORT, 'figures: the quote does not stand at char_start to char_end of its block')
  WHERE NOT EXISTS (
    SELECT 1 FROM blocks
    WHERE id = NEW.block_id
    AND NEW.char_start >= 0
    AND length(NEW.quote) = NEW.char_end - NEW.char_start
    AND substr(text, NEW.char_start + 1, NEW.char_end - NEW.char_start) = NEW.quote
  );
END;

CREATE TRIGGER figures_words_on_update BEFORE UPDATE OF report_id, block_id, quote, char_start, char_end ON figures
BEGIN
  SELECT RAISE(ABORT, 'figures: the block of this row is missing or belongs to another report')
  WHERE NOT EXISTS (SELECT 1 FROM blocks WHERE id = NEW.block_id AND report_id = NEW.report_id);
  SELECT RAISE(ABORT, 'figures: the quote does not stand at char_start to char_end of its block')
  WHERE NOT EXISTS (
    SELECT 1 FROM blocks
    WHERE id = NEW.block_id
    AND NEW.char_start >= 0
    AND length(NEW.quote) = NEW.char_end - NEW.char_start
    AND substr(text, NEW.char_start + 1, NEW.char_end - NEW.char_start) = NEW.quote
  );
END;

