-- What has happened to people (domain A8). Never deleted; a mistake is reversed.
CREATE TABLE movement (
  movement_id TEXT COLLATE "C" PRIMARY KEY,
  version BIGINT NOT NULL,
  person_id TEXT NOT NULL REFERENCES person (person_id),
  kind TEXT NOT NULL,
  occurred_at TEXT COLLATE "C" NOT NULL,
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
  decide_by DATE,
  -- 1: it came to be known after a later one and has changed nothing.
  out_of_order BIGINT NOT NULL CHECK (out_of_order IN (0, 1)),
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
ALTER TABLE person ADD COLUMN spent_through_on DATE;

-- Who was released before there were movements, was released by one: it has the person's own id,
-- the only one at hand that is nobody else's.
INSERT INTO movement (movement_id, version, person_id, kind, occurred_at, recorded_at, recorded_by,
  source, from_prison_id, reason, bed_effect, job_effect, match_effect, timetable_effect,
  out_of_order, settles_at, reversal_reason)
SELECT person_id, 1, person_id, 'RELEASED',
  CASE WHEN substr(release_recorded_at, 1, 10) = to_char(released_on, 'YYYY-MM-DD')
    THEN release_recorded_at ELSE to_char(released_on, 'YYYY-MM-DD') || 'T12:00:00.000000Z' END,
  release_recorded_at, 'MIGRATION', 'STAFF', prison_id, '', 'RESUMED', 'RESUMED', 'RESUMED',
  'RESUMED', 0,
  to_char((release_recorded_at::timestamptz + interval '45 minutes') AT TIME ZONE 'UTC',
    'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), ''
FROM person WHERE state = 'RELEASED';

UPDATE person SET moved_at =
  (SELECT occurred_at FROM movement m WHERE m.movement_id = person.person_id)
WHERE state = 'RELEASED';

-- More states than two.
ALTER TABLE person DROP CONSTRAINT person_state_check;
ALTER TABLE person ADD CONSTRAINT person_state_check CHECK (state IN ('IN_PRISON', 'RELEASED',
  'TEMPORARILY_OUT', 'IN_SECURE_HOSPITAL', 'IMMIGRATION_DETENTION', 'AT_LARGE', 'DEPORTED', 'DIED',
  'MERGED'));
