-- A person in prison. What lists show and filter stands here, the rest in person_profile.
CREATE TABLE person (
  person_id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('IN_PRISON', 'RELEASED')),
  prison_number TEXT COLLATE "C" NOT NULL UNIQUE,
  family_name TEXT NOT NULL,
  given_names TEXT NOT NULL,
  -- Family and given names in lower case: what lists order and search by.
  name_key TEXT COLLATE "C" NOT NULL,
  prison_id TEXT NOT NULL,
  prison_as_of TEXT NOT NULL,
  delivery_unit TEXT,
  delivery_unit_as_of TEXT NOT NULL,
  owner_id TEXT,
  -- The release day, or 2199-12-31 where there is none, so that a keyset needs no NULL.
  sort_on DATE NOT NULL,
  release_on DATE,
  release_reason TEXT NOT NULL,
  due_on DATE,
  due_type TEXT,
  statutory_on DATE,
  statutory_type TEXT,
  lawful_on DATE,
  warnings TEXT NOT NULL,
  calendar_version TEXT NOT NULL,
  released_on DATE,
  release_recorded_at TEXT,
  as_of TEXT NOT NULL,
  extra_due_on DATE,
  extra_requested_by TEXT,
  extra_reason TEXT,
  extra_approved_by TEXT,
  reversion_due_on DATE,
  reversion_decided_by TEXT,
  reversion_reason TEXT,
  CHECK ((state = 'RELEASED') = (released_on IS NOT NULL))
);

CREATE INDEX person_by_day ON person (sort_on, person_id);
CREATE INDEX person_by_prison ON person (prison_id, sort_on, person_id);
CREATE INDEX person_by_unit ON person (delivery_unit, sort_on, person_id);
CREATE INDEX person_by_owner ON person (owner_id, sort_on, person_id) WHERE owner_id IS NOT NULL;
CREATE INDEX person_by_name ON person (name_key, person_id);

CREATE TABLE person_profile (
  person_id TEXT PRIMARY KEY REFERENCES person (person_id),
  profile_version BIGINT NOT NULL,
  crn TEXT,
  pnc TEXT,
  born_on DATE NOT NULL,
  sex TEXT NOT NULL,
  sentence_type TEXT NOT NULL,
  sentence_started_on DATE,
  home_local_authority TEXT NOT NULL,
  home_easting BIGINT,
  home_northing BIGINT,
  risk_of_serious_harm TEXT,
  mappa_level BIGINT NOT NULL,
  arson_risk TEXT NOT NULL,
  sexual_risk_to_adults TEXT NOT NULL,
  sexual_risk_to_children TEXT NOT NULL,
  needs_ground_floor TEXT NOT NULL,
  needs_wheelchair_access TEXT NOT NULL,
  needs_single_occupancy TEXT NOT NULL,
  accommodation_before_custody TEXT NOT NULL,
  right_to_work TEXT NOT NULL,
  -- Codes, separated by ';'.
  preferred_sectors TEXT NOT NULL,
  offence_flags TEXT NOT NULL
);

CREATE INDEX person_profile_by_crn ON person_profile (crn) WHERE crn IS NOT NULL;
CREATE INDEX person_profile_by_pnc ON person_profile (pnc) WHERE pnc IS NOT NULL;

CREATE TABLE person_date (
  person_id TEXT NOT NULL REFERENCES person (person_id),
  type TEXT NOT NULL,
  dated_on DATE,
  override_on DATE,
  source TEXT NOT NULL,
  as_of TEXT NOT NULL,
  regime TEXT NOT NULL,
  PRIMARY KEY (person_id, type)
);

-- By number, because nobody may have it yet.
CREATE TABLE person_separation (
  person_id TEXT NOT NULL REFERENCES person (person_id),
  prison_number TEXT NOT NULL,
  PRIMARY KEY (person_id, prison_number)
);

CREATE INDEX person_separation_by_number ON person_separation (prison_number);

CREATE TABLE person_hold (
  person_id TEXT NOT NULL REFERENCES person (person_id),
  kind TEXT NOT NULL,
  authority TEXT NOT NULL,
  held_on DATE NOT NULL,
  recorded_by TEXT NOT NULL,
  PRIMARY KEY (person_id, kind)
);

-- The history of dates; never updated.
CREATE TABLE date_change (
  person_id TEXT NOT NULL REFERENCES person (person_id),
  person_version BIGINT NOT NULL,
  ordinal BIGINT NOT NULL,
  -- NULL: a decision that is about no single date.
  type TEXT,
  previous_on DATE,
  previous_override_on DATE,
  previous_source TEXT,
  previous_as_of TEXT,
  dated_on DATE,
  override_on DATE,
  source TEXT,
  reason TEXT NOT NULL,
  changed_by TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  release_before_on DATE,
  release_after_on DATE,
  material BIGINT NOT NULL CHECK (material IN (0, 1)),
  PRIMARY KEY (person_id, person_version, ordinal)
);

-- Rows of imports that were refused and not put right yet.
CREATE TABLE refused_row (
  -- The prison number as it stood, else the CRN, else the place in the file.
  row_key TEXT PRIMARY KEY,
  refused_row_id TEXT NOT NULL UNIQUE,
  file_name TEXT NOT NULL,
  file_sha256 TEXT NOT NULL,
  line BIGINT NOT NULL,
  prison_number TEXT NOT NULL,
  crn TEXT NOT NULL,
  prison_id TEXT NOT NULL,
  as_of TEXT NOT NULL,
  refused_at TEXT NOT NULL
);

CREATE INDEX refused_row_by_crn ON refused_row (crn) WHERE crn <> '';

CREATE TABLE refused_field (
  row_key TEXT NOT NULL REFERENCES refused_row (row_key) ON DELETE CASCADE,
  ordinal BIGINT NOT NULL,
  column_name TEXT NOT NULL,
  reason TEXT NOT NULL,
  message TEXT NOT NULL,
  PRIMARY KEY (row_key, ordinal)
);
