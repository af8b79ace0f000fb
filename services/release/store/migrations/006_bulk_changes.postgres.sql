-- The regime and the as-of time of a date stay in its history (domain A1, A7).
ALTER TABLE date_change ADD COLUMN previous_regime TEXT NOT NULL DEFAULT '';
ALTER TABLE date_change ADD COLUMN regime TEXT NOT NULL DEFAULT '';
-- NULL: written before this was kept; the time of the change stands for it.
ALTER TABLE date_change ADD COLUMN as_of TEXT;

-- Holds that stand no longer, in the order in which they were lifted.
CREATE TABLE lifted_hold (
  person_id TEXT NOT NULL REFERENCES person (person_id),
  ordinal BIGINT NOT NULL,
  kind TEXT NOT NULL,
  authority TEXT NOT NULL,
  held_on DATE NOT NULL,
  recorded_by TEXT NOT NULL,
  lifted_at TEXT NOT NULL,
  lifted_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (person_id, ordinal)
);

-- Since when each warning of the release day has stood: urgent tasks go by it (domain A5).
ALTER TABLE person ADD COLUMN after_lawful_since_on DATE;
ALTER TABLE person ADD COLUMN non_working_since_on DATE;
ALTER TABLE person ADD COLUMN under_eighteen_since_on DATE;
UPDATE person SET after_lawful_since_on = CAST(substr(as_of, 1, 10) AS DATE) WHERE warnings LIKE '%AFTER_LAWFUL_DAY%';
UPDATE person SET non_working_since_on = CAST(substr(as_of, 1, 10) AS DATE) WHERE warnings LIKE '%NON_WORKING_DAY%';
UPDATE person SET under_eighteen_since_on = CAST(substr(as_of, 1, 10) AS DATE) WHERE warnings LIKE '%UNDER_EIGHTEEN_DECISION%';

CREATE INDEX person_after_lawful ON person (after_lawful_since_on, person_id)
  WHERE after_lawful_since_on IS NOT NULL AND state NOT IN ('RELEASED', 'DEPORTED', 'DIED', 'MERGED');
CREATE INDEX person_non_working ON person (non_working_since_on, person_id)
  WHERE non_working_since_on IS NOT NULL AND state NOT IN ('RELEASED', 'DEPORTED', 'DIED', 'MERGED');
CREATE INDEX person_under_eighteen ON person (under_eighteen_since_on, person_id)
  WHERE under_eighteen_since_on IS NOT NULL AND state NOT IN ('RELEASED', 'DEPORTED', 'DIED', 'MERGED');
-- Whose release day has passed while a prison has them.
CREATE INDEX person_in_custody ON person (sort_on, person_id)
  WHERE state IN ('IN_PRISON', 'TEMPORARILY_OUT');

-- Jobs over many people's dates (domain A7).
CREATE TABLE bulk_change (
  bulk_change_id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  label TEXT NOT NULL,
  reason TEXT NOT NULL,
  organisation_id TEXT NOT NULL,
  -- Whom it may touch: codes separated by ';', or '*' for all.
  reach_prisons TEXT NOT NULL,
  reach_units TEXT NOT NULL,
  prepared_by TEXT NOT NULL,
  prepared_at TEXT NOT NULL,
  run_by TEXT,
  finished_at TEXT,
  calendar_version TEXT NOT NULL,
  row_count BIGINT NOT NULL,
  moving_count BIGINT NOT NULL,
  refused_count BIGINT NOT NULL,
  done_count BIGINT NOT NULL,
  -- The last person whom a calendar's job has seen.
  person_cursor TEXT NOT NULL
);

CREATE INDEX bulk_change_open ON bulk_change (bulk_change_id)
  WHERE state IN ('PREPARING', 'RUNNING');

-- Rows of a file that wait for their dry run, several in one text; gone with it.
CREATE TABLE bulk_change_draft (
  bulk_change_id TEXT NOT NULL REFERENCES bulk_change (bulk_change_id),
  part BIGINT NOT NULL,
  lines TEXT NOT NULL,
  PRIMARY KEY (bulk_change_id, part)
);

CREATE TABLE bulk_change_row (
  bulk_change_id TEXT NOT NULL REFERENCES bulk_change (bulk_change_id),
  line BIGINT NOT NULL,
  -- NULL: about nobody in reach.
  person_id TEXT REFERENCES person (person_id),
  prison_number TEXT NOT NULL,
  type TEXT,
  dated_on DATE,
  regime TEXT NOT NULL,
  before_on DATE,
  after_on DATE,
  moving BIGINT NOT NULL CHECK (moving IN (0, 1)),
  state TEXT NOT NULL,
  refusal TEXT NOT NULL,
  column_name TEXT NOT NULL,
  message TEXT NOT NULL,
  PRIMARY KEY (bulk_change_id, line)
);

CREATE INDEX bulk_change_row_pending ON bulk_change_row (bulk_change_id, line)
  WHERE state = 'PENDING';
CREATE INDEX bulk_change_row_of_person ON bulk_change_row (bulk_change_id, prison_number)
  WHERE state = 'PENDING';
CREATE INDEX bulk_change_row_moving ON bulk_change_row (bulk_change_id, line) WHERE moving = 1;
