-- What mentoring needs to know of a person; a copy, from the release service's announcements.
CREATE TABLE person (
  person_id TEXT NOT NULL PRIMARY KEY,
  prison_id TEXT,
  delivery_unit TEXT,
  release_day TEXT,
  released_on TEXT,
  profile_version INTEGER,
  born_on TEXT,
  sex TEXT,
  same_sex_mentor_only INTEGER,
  announced INTEGER NOT NULL,
  touched INTEGER NOT NULL DEFAULT 0
);

CREATE INDEX person_by_prison ON person (prison_id);
CREATE INDEX person_by_delivery_unit ON person (delivery_unit);

-- The register. Names are personal data and stand nowhere else in this service.
CREATE TABLE mentor (
  mentor_id TEXT NOT NULL PRIMARY KEY,
  organisation_id TEXT NOT NULL,
  family_name TEXT NOT NULL,
  given_names TEXT NOT NULL,
  sex TEXT NOT NULL CHECK (sex IN ('F', 'M')),
  kind TEXT NOT NULL,
  standing TEXT NOT NULL,
  enhanced_clearance_expires_on TEXT,
  capacity INTEGER NOT NULL CHECK (capacity >= 0),
  languages TEXT NOT NULL,
  lived_experience TEXT NOT NULL,
  conflicts_checked INTEGER NOT NULL,
  as_of TEXT NOT NULL,
  version INTEGER NOT NULL,
  touched INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE mentor_area (
  mentor_id TEXT NOT NULL REFERENCES mentor (mentor_id),
  place INTEGER NOT NULL,
  delivery_unit TEXT NOT NULL,
  PRIMARY KEY (mentor_id, place)
);

CREATE TABLE mentor_clearance (
  mentor_id TEXT NOT NULL REFERENCES mentor (mentor_id),
  prison_id TEXT NOT NULL,
  expires_on TEXT,
  PRIMARY KEY (mentor_id, prison_id)
);

CREATE TABLE mentor_conflict (
  mentor_id TEXT NOT NULL REFERENCES mentor (mentor_id),
  person_id TEXT NOT NULL,
  PRIMARY KEY (mentor_id, person_id)
);

-- Prison numbers that nobody has yet: kept until somebody does, then replaced by the person.
CREATE TABLE mentor_open_conflict (
  mentor_id TEXT NOT NULL REFERENCES mentor (mentor_id),
  prison_number TEXT NOT NULL,
  PRIMARY KEY (mentor_id, prison_number)
);

CREATE TABLE mentor_match (
  match_id TEXT NOT NULL PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES person (person_id),
  mentor_id TEXT NOT NULL REFERENCES mentor (mentor_id),
  state TEXT NOT NULL CHECK (state IN ('PROPOSED', 'DECLINED', 'ACTIVE', 'SUSPENDED', 'ENDED')),
  accepted_by_mentor INTEGER NOT NULL,
  accepted_by_person INTEGER NOT NULL,
  proposed_on TEXT NOT NULL,
  activated_on TEXT,
  ended_on TEXT,
  decline_reason TEXT,
  end_reason TEXT,
  ended_as_planned INTEGER NOT NULL,
  block TEXT,
  gate_meeting_planned INTEGER NOT NULL,
  gate_meeting_on TEXT,
  gate_attended TEXT,
  version INTEGER NOT NULL
);

-- At most one live match a person (domain D4), whatever the callers do.
CREATE UNIQUE INDEX mentor_match_one_live ON mentor_match (person_id)
  WHERE state IN ('PROPOSED', 'ACTIVE', 'SUSPENDED');
CREATE INDEX mentor_match_by_person ON mentor_match (person_id);
CREATE INDEX mentor_match_by_mentor ON mentor_match (mentor_id, state);
CREATE INDEX mentor_match_by_gate ON mentor_match (gate_meeting_on, match_id)
  WHERE gate_meeting_planned = 1;

-- One answer to each ReleaseDayChanged.
CREATE TABLE release_day_answer (
  person_id TEXT NOT NULL REFERENCES person (person_id),
  cause_event_id TEXT NOT NULL,
  outcome TEXT NOT NULL,
  match_id TEXT,
  moved_from TEXT,
  moved_to TEXT,
  block TEXT,
  answered_at TEXT NOT NULL,
  acknowledged_by TEXT,
  acknowledged_at TEXT,
  PRIMARY KEY (person_id, cause_event_id)
);

CREATE INDEX release_day_answer_by_time ON release_day_answer (answered_at, cause_event_id);
CREATE INDEX release_day_answer_open ON release_day_answer (answered_at, cause_event_id)
  WHERE outcome <> 'NOT_AFFECTED' AND acknowledged_by IS NULL;
