CREATE TABLE person_line (
  person_id TEXT PRIMARY KEY,
  prison_id TEXT,
  delivery_unit TEXT,
  owner_id TEXT,
  release_on TEXT,
  released INTEGER NOT NULL DEFAULT 0,
  bed TEXT NOT NULL DEFAULT 'NONE',
  job TEXT NOT NULL DEFAULT 'NONE',
  mentor TEXT NOT NULL DEFAULT 'NONE'
) WITHOUT ROWID;
CREATE INDEX person_line_by_day ON person_line (release_on, person_id);
CREATE INDEX person_line_by_prison ON person_line (prison_id, release_on, person_id);
CREATE INDEX person_line_by_delivery_unit ON person_line (delivery_unit, release_on, person_id);
CREATE INDEX person_line_by_owner ON person_line (owner_id, release_on, person_id);

CREATE TABLE thing (
  person_id TEXT NOT NULL,
  pathway TEXT NOT NULL,
  thing_id TEXT NOT NULL,
  progress TEXT NOT NULL,
  at_risk INTEGER NOT NULL,
  PRIMARY KEY (person_id, pathway, thing_id)
) WITHOUT ROWID;

CREATE TABLE timeline_entry (
  person_id TEXT NOT NULL,
  occurred_at TEXT NOT NULL,
  event_id TEXT NOT NULL,
  context TEXT NOT NULL,
  type TEXT NOT NULL,
  summary TEXT NOT NULL,
  subject TEXT NOT NULL,
  correlation_id TEXT NOT NULL,
  causation_id TEXT NOT NULL,
  PRIMARY KEY (person_id, occurred_at, event_id)
) WITHOUT ROWID;

CREATE TABLE ripple (
  cause_event_id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL,
  previous_release_on TEXT,
  release_on TEXT,
  changed_at TEXT NOT NULL,
  open INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX ripple_by_time ON ripple (open, changed_at, cause_event_id);
CREATE INDEX ripple_by_person ON ripple (person_id, open, changed_at);

CREATE TABLE ripple_answer (
  cause_event_id TEXT NOT NULL,
  context TEXT NOT NULL,
  outcome TEXT NOT NULL,
  needs_acknowledgement INTEGER NOT NULL,
  answered_at TEXT NOT NULL,
  acknowledged_by TEXT,
  acknowledged_at TEXT,
  PRIMARY KEY (cause_event_id, context)
) WITHOUT ROWID;

CREATE TABLE ripple_effect (
  cause_event_id TEXT NOT NULL,
  context TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  kind TEXT NOT NULL,
  thing_id TEXT NOT NULL,
  outcome TEXT NOT NULL,
  from_on TEXT,
  to_on TEXT,
  reason TEXT NOT NULL,
  PRIMARY KEY (cause_event_id, context, ordinal)
) WITHOUT ROWID;
