-- What has happened to people (domain A8). Never deleted; a mistake is reversed.
CREATE TABLE movement (
  movement_id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  person_id TEXT NOT NULL REFERENCES person (person_id),
  kind TEXT NOT NULL,
  occurred_at TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  source TEXT NOT NULL,
  from_prison_id TEXT,
  to_prison_id TEXT,
  reason TEXT NOT NULL,
  bed_effect TEXT NOT NULL,
  job_effect TEXT NOT NULL,
  match_effect TEXT NOT NULL,
  timetable_effect TEXT NOT NULL,
  decide_by TEXT,
  -- 1: it came to be known after a later one and has changed nothing.
  out_of_order INTEGER NOT NULL CHECK (out_of_order IN (0, 1)),
  settles_at TEXT NOT NULL,
  -- NULL: it stands.
  reversed_at TEXT,
  reversed_by TEXT,
  reversal_reason TEXT NOT NULL,
  corrects_movement_id TEXT REFERENCES movement (movement_id)
);

CREATE INDEX movement_by_person ON movement (person_id, occurred_at, movement_id);

-- When the newest movement that stands occurred; NULL: none has.
ALTER TABLE person ADD COLUMN moved_at TEXT;
-- Dates up to this day were served before the person came back to prison.
ALTER TABLE person ADD COLUMN spent_through_on TEXT;

-- Who was released before there were movements, was released by one: it has the person's own id,
-- the only one at hand that is nobody else's.
INSERT INTO movement (movement_id, version, person_id, kind, occurred_at, recorded_at, recorded_by,
  source, from_prison_id, reason, bed_effect, job_effect, match_effect, timetable_effect,
  out_of_order, settles_at, reversal_reason)
SELECT person_id, 1, person_id, 'RELEASED',
  CASE WHEN substr(release_recorded_at, 1, 10) = released_on THEN release_recorded_at
    ELSE released_on || 'T12:00:00.000000Z' END,
  release_recorded_at, 'MIGRATION', 'STAFF', prison_id, '', 'RESUMED', 'RESUMED', 'RESUMED',
  'RESUMED', 0,
  strftime('%Y-%m-%dT%H:%M:%S', release_recorded_at, '+45 minutes') || '.000000Z', ''
FROM person WHERE state = 'RELEASED';

UPDATE person SET moved_at =
  (SELECT occurred_at FROM movement m WHERE m.movement_id = person.person_id)
WHERE state = 'RELEASED';

-- More states than two. SQLite changes no CHECK in place, and a table that others refer to cannot
-- be replaced within a transaction; what a CHECK allows is no part of how rows are stored, so its
-- text may be edited (SQLite: ALTER TABLE, "other kinds of table schema changes").
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, 'state IN (''IN_PRISON'', ''RELEASED'')',
  'state IN (''IN_PRISON'', ''RELEASED'', ''TEMPORARILY_OUT'', ''IN_SECURE_HOSPITAL'', ''IMMIGRATION_DETENTION'', ''AT_LARGE'', ''DEPORTED'', ''DIED'', ''MERGED'')')
WHERE type = 'table' AND name = 'person';
PRAGMA writable_schema = RESET;
