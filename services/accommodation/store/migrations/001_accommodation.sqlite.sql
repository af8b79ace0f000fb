CREATE TABLE premises (
  premises_id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  provider_id TEXT NOT NULL,
  provider_name TEXT NOT NULL,
  local_authority TEXT NOT NULL,
  delivery_unit TEXT NOT NULL,
  easting INTEGER,
  northing INTEGER,
  characteristics TEXT NOT NULL
);

CREATE TABLE bedspace (
  bedspace_id TEXT PRIMARY KEY,
  premises_id TEXT NOT NULL REFERENCES premises (premises_id),
  name TEXT NOT NULL,
  characteristics TEXT NOT NULL,
  turnaround_working_days INTEGER NOT NULL CHECK (turnaround_working_days >= 0),
  available_from TEXT NOT NULL,
  available_to TEXT
);

CREATE INDEX bedspace_by_premises ON bedspace (premises_id);

CREATE TABLE bed_void (
  bedspace_id TEXT NOT NULL REFERENCES bedspace (bedspace_id),
  from_date TEXT NOT NULL,
  through_date TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (bedspace_id, from_date)
);

CREATE TABLE person (
  person_id TEXT PRIMARY KEY,
  prison_id TEXT,
  delivery_unit TEXT,
  owner_id TEXT,
  release_date TEXT,
  released_on TEXT,
  profile_version INTEGER NOT NULL,
  announced INTEGER NOT NULL
);

-- What matching needs to know, pulled from the release service. No names.
CREATE TABLE person_profile (
  person_id TEXT PRIMARY KEY REFERENCES person (person_id),
  sex TEXT NOT NULL,
  date_of_birth TEXT NOT NULL,
  arson_risk TEXT,
  sexual_risk_to_adults TEXT,
  sexual_risk_to_children TEXT,
  needs_ground_floor INTEGER NOT NULL,
  needs_wheelchair_access INTEGER NOT NULL,
  needs_single_occupancy INTEGER NOT NULL,
  home_easting INTEGER,
  home_northing INTEGER
);

CREATE TABLE person_must_not_live_with (
  person_id TEXT NOT NULL REFERENCES person (person_id),
  other_person_id TEXT NOT NULL,
  PRIMARY KEY (person_id, other_person_id)
);

CREATE TABLE placement (
  placement_id TEXT PRIMARY KEY,
  person_id TEXT REFERENCES person (person_id),
  resident_reference TEXT,
  resident_sex TEXT,
  resident_sexual_risk TEXT,
  bedspace_id TEXT NOT NULL REFERENCES bedspace (bedspace_id),
  premises_id TEXT NOT NULL REFERENCES premises (premises_id),
  provider_id TEXT NOT NULL,
  state TEXT NOT NULL,
  arrival_date TEXT NOT NULL,
  departure_date TEXT NOT NULL,
  free_from TEXT NOT NULL,
  offer_expires_on TEXT NOT NULL,
  accepted_by_provider INTEGER NOT NULL,
  agreed_by_person INTEGER NOT NULL,
  days_after_release INTEGER NOT NULL,
  reason TEXT NOT NULL,
  explanation TEXT NOT NULL,
  long_stay_authorised_by TEXT,
  long_stay_reason TEXT,
  version INTEGER NOT NULL,
  announced INTEGER NOT NULL,
  CHECK ((person_id IS NULL) <> (resident_reference IS NULL)),
  CHECK (arrival_date <= departure_date AND departure_date <= free_from)
);

CREATE INDEX placement_by_person ON placement (person_id);

CREATE INDEX placement_by_bedspace ON placement (bedspace_id, state);

CREATE INDEX placement_by_state ON placement (state, offer_expires_on);

CREATE INDEX placement_by_arrival ON placement (arrival_date, placement_id);

CREATE INDEX placement_by_provider ON placement (provider_id, arrival_date);

-- What keeps a bed, and nothing else: one row for each plan, fact and void (domain B1). A plan at
-- risk has none. PLAN: offered or confirmed. STAYING and DEPARTED: facts. A void has free_from =
-- departure, the day after its last.
CREATE TABLE bed_hold (
  holder_id TEXT PRIMARY KEY,
  bedspace_id TEXT NOT NULL REFERENCES bedspace (bedspace_id),
  kind TEXT NOT NULL CHECK (kind IN ('PLAN', 'STAYING', 'DEPARTED', 'VOID')),
  arrival TEXT NOT NULL,
  departure TEXT NOT NULL,
  free_from TEXT NOT NULL,
  person_id TEXT
);

CREATE INDEX bed_hold_by_bedspace ON bed_hold (bedspace_id, arrival);

CREATE INDEX bed_hold_by_end ON bed_hold (free_from);

-- At most one stay to come and one current for each person (domain B7).
CREATE UNIQUE INDEX bed_hold_one_plan ON bed_hold (person_id) WHERE kind = 'PLAN';

CREATE UNIQUE INDEX bed_hold_one_current_stay ON bed_hold (person_id) WHERE kind = 'STAYING';

-- SQLite has no exclusion constraint; one writer makes a trigger just as safe: a plan overlaps
-- neither another plan nor a fact, turnarounds included; and no void, its turnaround not included.
CREATE TRIGGER bed_hold_no_overlap_on_insert BEFORE INSERT ON bed_hold
WHEN NEW.kind <> 'VOID' AND EXISTS (
  SELECT 1 FROM bed_hold AS other
  WHERE other.bedspace_id = NEW.bedspace_id AND other.holder_id <> NEW.holder_id
    AND other.kind <> 'VOID' AND (other.kind = 'PLAN' OR NEW.kind = 'PLAN')
    AND other.arrival < other.free_from AND NEW.arrival < NEW.free_from
    AND other.arrival < NEW.free_from AND NEW.arrival < other.free_from)
BEGIN SELECT RAISE(ABORT, 'bed_hold_no_overlap'); END;

CREATE TRIGGER bed_hold_no_plan_in_void_on_insert BEFORE INSERT ON bed_hold
WHEN NEW.kind IN ('PLAN', 'VOID') AND EXISTS (
  SELECT 1 FROM bed_hold AS other
  WHERE other.bedspace_id = NEW.bedspace_id AND other.holder_id <> NEW.holder_id
    AND other.kind IN ('PLAN', 'VOID') AND other.kind <> NEW.kind
    AND other.arrival < NEW.departure AND NEW.arrival < other.departure)
BEGIN SELECT RAISE(ABORT, 'bed_hold_no_plan_in_void'); END;

CREATE TRIGGER bed_hold_no_overlap_on_update BEFORE UPDATE ON bed_hold
WHEN NEW.kind <> 'VOID' AND EXISTS (
  SELECT 1 FROM bed_hold AS other
  WHERE other.bedspace_id = NEW.bedspace_id AND other.holder_id <> NEW.holder_id
    AND other.kind <> 'VOID' AND (other.kind = 'PLAN' OR NEW.kind = 'PLAN')
    AND other.arrival < other.free_from AND NEW.arrival < NEW.free_from
    AND other.arrival < NEW.free_from AND NEW.arrival < other.free_from)
BEGIN SELECT RAISE(ABORT, 'bed_hold_no_overlap'); END;

CREATE TRIGGER bed_hold_no_plan_in_void_on_update BEFORE UPDATE ON bed_hold
WHEN NEW.kind IN ('PLAN', 'VOID') AND EXISTS (
  SELECT 1 FROM bed_hold AS other
  WHERE other.bedspace_id = NEW.bedspace_id AND other.holder_id <> NEW.holder_id
    AND other.kind IN ('PLAN', 'VOID') AND other.kind <> NEW.kind
    AND other.arrival < NEW.departure AND NEW.arrival < other.departure)
BEGIN SELECT RAISE(ABORT, 'bed_hold_no_plan_in_void'); END;

CREATE TABLE release_day_answer (
  cause_event_id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES person (person_id),
  outcome TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  answered_at TEXT NOT NULL,
  acknowledged_at TEXT,
  acknowledged_by TEXT
);

CREATE INDEX release_day_answer_by_person ON release_day_answer (person_id, sequence);

CREATE TABLE release_day_effect (
  cause_event_id TEXT NOT NULL REFERENCES release_day_answer (cause_event_id),
  ordinal INTEGER NOT NULL,
  placement_id TEXT NOT NULL REFERENCES placement (placement_id),
  outcome TEXT NOT NULL,
  from_date TEXT NOT NULL,
  to_date TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (cause_event_id, ordinal)
);
