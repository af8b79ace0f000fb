-- Who stands for somebody whose number has been merged, through however many merges.
ALTER TABLE person ADD COLUMN merged_into_person_id TEXT REFERENCES person (person_id);

CREATE INDEX person_by_survivor ON person (merged_into_person_id)
  WHERE merged_into_person_id IS NOT NULL;

-- Two prison numbers that are one person (domain A8). Never deleted; a mistake is undone.
CREATE TABLE person_merge (
  merge_id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  survivor_person_id TEXT NOT NULL REFERENCES person (person_id),
  absorbed_person_id TEXT NOT NULL REFERENCES person (person_id),
  merged_at TEXT NOT NULL,
  merged_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  -- NULL: it stands.
  unmerged_at TEXT,
  unmerged_by TEXT,
  unmerge_reason TEXT NOT NULL,
  -- What an undoing gives back, as JSON.
  before TEXT NOT NULL
);

-- Nobody is absorbed twice at a time.
CREATE UNIQUE INDEX person_merge_standing ON person_merge (absorbed_person_id)
  WHERE unmerged_at IS NULL;
CREATE INDEX person_merge_by_survivor ON person_merge (survivor_person_id, merge_id);
CREATE INDEX person_merge_by_absorbed ON person_merge (absorbed_person_id, merge_id);

-- Rows of other tables that went to the survivor, so that each can go back.
CREATE TABLE merge_moved_row (
  merge_id TEXT NOT NULL REFERENCES person_merge (merge_id),
  table_name TEXT NOT NULL,
  -- The row's key without the person; parts separated by '/'.
  row_key TEXT NOT NULL,
  -- What was added to the number in the key that tells rows of one person apart.
  shift INTEGER NOT NULL,
  PRIMARY KEY (merge_id, table_name, row_key)
);

-- Events of the prison system, each once.
CREATE TABLE prison_event (
  prison_event_id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  -- SHA-256 of what makes it the same event.
  content_key TEXT NOT NULL UNIQUE,
  source TEXT NOT NULL,
  -- The batch in which it came first, and its place there.
  batch_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  event_type TEXT NOT NULL,
  -- NULL: it could not be read.
  occurred_at TEXT,
  received_at TEXT NOT NULL,
  prison_number TEXT NOT NULL,
  removed_number TEXT NOT NULL,
  reason TEXT NOT NULL,
  prison_id TEXT NOT NULL,
  outcome TEXT NOT NULL
    CHECK (outcome IN ('APPLIED', 'LATE', 'WAITING', 'REFUSED', 'IGNORED')),
  outcome_reason TEXT NOT NULL,
  movement_id TEXT REFERENCES movement (movement_id),
  settled_by TEXT,
  settled_at TEXT,
  settle_reason TEXT NOT NULL
);

CREATE INDEX prison_event_to_do ON prison_event (prison_event_id)
  WHERE outcome IN ('WAITING', 'REFUSED');
CREATE INDEX prison_event_by_number ON prison_event (prison_number, occurred_at)
  WHERE outcome IN ('WAITING', 'REFUSED');
CREATE INDEX prison_event_by_removed ON prison_event (removed_number)
  WHERE outcome IN ('WAITING', 'REFUSED') AND removed_number <> '';
CREATE INDEX prison_event_by_batch ON prison_event (batch_id, ordinal);

-- How far each source has been taken.
CREATE TABLE prison_event_source (
  source TEXT PRIMARY KEY,
  position TEXT NOT NULL,
  taken_at TEXT NOT NULL
);
