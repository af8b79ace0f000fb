CREATE TABLE person (
  person_id TEXT PRIMARY KEY,
  release_day TEXT,
  released_on TEXT,
  prison_id TEXT,
  delivery_unit TEXT,
  owner_id TEXT,
  right_to_work TEXT NOT NULL,
  profile_version INTEGER NOT NULL,
  check_ins_version INTEGER NOT NULL,
  lock_count INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE check_in (
  person_id TEXT NOT NULL REFERENCES person (person_id),
  kind TEXT NOT NULL,
  due_on TEXT NOT NULL,
  PRIMARY KEY (person_id, kind)
);
CREATE INDEX check_in_by_day ON check_in (due_on, person_id, kind);

CREATE TABLE vacancy (
  vacancy_id TEXT PRIMARY KEY,
  employer_id TEXT NOT NULL,
  employer_name TEXT NOT NULL,
  title TEXT NOT NULL,
  soc2020 TEXT NOT NULL,
  sector TEXT NOT NULL,
  local_authority TEXT NOT NULL,
  easting INTEGER,
  northing INTEGER,
  hours TEXT NOT NULL,
  contract TEXT NOT NULL,
  salary_pence INTEGER,
  salary_period TEXT,
  positions INTEGER NOT NULL,
  positions_taken INTEGER NOT NULL,
  closing_date TEXT,
  start_date TEXT,
  excluded_offences TEXT NOT NULL,
  prison_leavers_only INTEGER NOT NULL,
  as_of TEXT NOT NULL,
  version INTEGER NOT NULL,
  lock_count INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT vacancy_positions CHECK (positions_taken BETWEEN 0 AND positions)
);

CREATE TABLE job (
  job_id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES person (person_id),
  vacancy_id TEXT REFERENCES vacancy (vacancy_id),
  state TEXT NOT NULL,
  employment_type TEXT NOT NULL,
  employer_id TEXT NOT NULL,
  employer_name TEXT NOT NULL,
  title TEXT NOT NULL,
  soc2020 TEXT NOT NULL,
  salary_pence INTEGER,
  salary_period TEXT,
  start_date TEXT NOT NULL,
  on_temporary_release INTEGER NOT NULL,
  risk_reason TEXT NOT NULL,
  ended_on TEXT,
  end_reason TEXT,
  version INTEGER NOT NULL
);
CREATE UNIQUE INDEX job_by_start ON job (person_id, employer_id, start_date)
  WHERE state <> 'WITHDRAWN';
CREATE INDEX job_by_day ON job (start_date, job_id);
CREATE INDEX job_by_vacancy ON job (vacancy_id);

CREATE TABLE sustainment (
  job_id TEXT NOT NULL REFERENCES job (job_id),
  weeks INTEGER NOT NULL,
  reached_on TEXT NOT NULL,
  evidence_reference TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  PRIMARY KEY (job_id, weeks)
);

CREATE TABLE employment_status (
  status_id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES person (person_id),
  check_in TEXT NOT NULL,
  status_on TEXT NOT NULL,
  value TEXT NOT NULL,
  evidence_reference TEXT,
  recorded_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  checked_by TEXT,
  checked_at TEXT,
  version INTEGER NOT NULL,
  CONSTRAINT employment_status_checked_by_another CHECK (checked_by <> recorded_by),
  UNIQUE (person_id, check_in)
);

CREATE TABLE release_day_answer (
  person_id TEXT NOT NULL REFERENCES person (person_id),
  cause_event_id TEXT NOT NULL,
  outcome TEXT NOT NULL,
  needs_acknowledgement INTEGER NOT NULL,
  answered_at TEXT NOT NULL,
  acknowledged_by TEXT,
  acknowledged_at TEXT,
  version INTEGER NOT NULL,
  PRIMARY KEY (person_id, cause_event_id)
);
CREATE INDEX release_day_answer_by_time ON release_day_answer (answered_at, cause_event_id);

CREATE TABLE release_day_effect (
  person_id TEXT NOT NULL,
  cause_event_id TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  kind TEXT NOT NULL,
  thing_id TEXT NOT NULL,
  outcome TEXT NOT NULL,
  from_on TEXT,
  to_on TEXT,
  reason TEXT NOT NULL,
  PRIMARY KEY (person_id, cause_event_id, ordinal),
  FOREIGN KEY (person_id, cause_event_id) REFERENCES release_day_answer (person_id, cause_event_id)
);
