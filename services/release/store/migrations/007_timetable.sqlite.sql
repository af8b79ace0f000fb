-- What a person's timetable has to have remembered (domain A9); the rest is computed on reading.
ALTER TABLE person ADD COLUMN known_since_on TEXT NOT NULL DEFAULT '2019-04-01';
ALTER TABLE person ADD COLUMN court_date_on TEXT;
ALTER TABLE person ADD COLUMN suspended_until_on TEXT;
-- What it is counted from, since when that is known, and what it was before it came forward.
ALTER TABLE person ADD COLUMN anchor_on TEXT;
ALTER TABLE person ADD COLUMN anchor_known_on TEXT NOT NULL DEFAULT '2019-04-01';
ALTER TABLE person ADD COLUMN former_anchor_on TEXT;
-- The earliest due day of what is outstanding, without and with the steps after a release that has
-- not happened yet: how lists find people.
ALTER TABLE person ADD COLUMN next_due_on TEXT;
ALTER TABLE person ADD COLUMN planned_due_on TEXT;

-- Whoever is here already is looked at until their row is written again.
UPDATE person SET known_since_on = substr(as_of, 1, 10), anchor_known_on = substr(as_of, 1, 10),
  anchor_on = COALESCE(released_on, release_on), planned_due_on = '2019-04-01';

CREATE INDEX person_due_by_owner ON person (owner_id, planned_due_on, person_id)
  WHERE owner_id IS NOT NULL;
CREATE INDEX person_due_by_prison ON person (prison_id, planned_due_on, person_id);
CREATE INDEX person_due_by_unit ON person (delivery_unit, planned_due_on, person_id);

CREATE TABLE milestone_record (
  person_id TEXT NOT NULL REFERENCES person (person_id),
  kind TEXT NOT NULL,
  -- OPEN: taken back.
  outcome TEXT NOT NULL CHECK (outcome IN ('DONE', 'NOT_NEEDED', 'OPEN')),
  done_on TEXT,
  -- What proves it, why it is not needed, or why it was taken back.
  note TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  PRIMARY KEY (person_id, kind),
  CHECK ((outcome = 'DONE') = (done_on IS NOT NULL))
);

CREATE TABLE calendar_feed (
  calendar_feed_id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  owner_id TEXT NOT NULL,
  -- The secret itself is kept nowhere.
  secret_sha256 TEXT NOT NULL UNIQUE,
  created_at TEXT NOT NULL,
  revoked_at TEXT
);

CREATE INDEX calendar_feed_by_owner ON calendar_feed (owner_id, calendar_feed_id);
