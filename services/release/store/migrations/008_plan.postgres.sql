-- Resettlement plans (domain A10). A row exists from the first command on.
CREATE TABLE plan (
  person_id TEXT PRIMARY KEY REFERENCES person (person_id),
  version BIGINT NOT NULL
);

-- No row: nobody has assessed the pathway, which is NOT_STARTED then.
CREATE TABLE plan_pathway (
  person_id TEXT NOT NULL REFERENCES person (person_id),
  pathway TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status <> 'NOT_STARTED'),
  reason TEXT NOT NULL,
  assessed_on DATE NOT NULL,
  assessed_by TEXT NOT NULL,
  PRIMARY KEY (person_id, pathway)
);

CREATE INDEX plan_pathway_by_status ON plan_pathway (pathway, status, person_id);

CREATE TABLE plan_need (
  need_id TEXT COLLATE "C" PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES person (person_id),
  pathway TEXT NOT NULL,
  description TEXT NOT NULL,
  assessed_on DATE NOT NULL,
  assessed_by TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('OPEN', 'OUTCOME_RECORDED', 'CLOSED')),
  outcome TEXT,
  outcome_on DATE,
  outcome_by TEXT,
  outcome_note TEXT,
  CHECK ((state = 'OPEN') = (outcome IS NULL))
);

CREATE INDEX plan_need_by_person ON plan_need (person_id, need_id);

CREATE TABLE plan_action (
  action_id TEXT COLLATE "C" PRIMARY KEY,
  need_id TEXT COLLATE "C" NOT NULL REFERENCES plan_need (need_id),
  person_id TEXT NOT NULL REFERENCES person (person_id),
  description TEXT NOT NULL,
  owner_id TEXT NOT NULL CHECK (owner_id <> ''),
  due_on DATE NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('OPEN', 'DONE', 'CANCELLED')),
  planned_on DATE NOT NULL,
  planned_by TEXT NOT NULL,
  ended_on DATE,
  ended_by TEXT,
  result TEXT NOT NULL,
  CHECK ((state = 'OPEN') = (ended_on IS NULL))
);

CREATE INDEX plan_action_by_person ON plan_action (person_id, action_id);

-- Every look at an outcome; never updated.
CREATE TABLE plan_need_review (
  need_id TEXT COLLATE "C" NOT NULL REFERENCES plan_need (need_id),
  ordinal BIGINT NOT NULL,
  person_id TEXT NOT NULL REFERENCES person (person_id),
  outcome TEXT NOT NULL,
  outcome_on DATE NOT NULL,
  outcome_by TEXT NOT NULL,
  outcome_note TEXT NOT NULL,
  reviewed_on DATE NOT NULL,
  reviewed_by TEXT NOT NULL,
  closed BIGINT NOT NULL CHECK (closed IN (0, 1)),
  note TEXT NOT NULL,
  PRIMARY KEY (need_id, ordinal)
);

CREATE INDEX plan_need_review_by_person ON plan_need_review (person_id, need_id, ordinal);

CREATE TABLE plan_report (
  report_id TEXT COLLATE "C" PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES person (person_id),
  kind TEXT NOT NULL,
  version BIGINT NOT NULL,
  state TEXT NOT NULL,
  started_by TEXT NOT NULL,
  started_at TEXT NOT NULL,
  submitted_by TEXT,
  submitted_at TEXT,
  reviewed_by TEXT CHECK (reviewed_by <> submitted_by),
  reviewed_at TEXT,
  review_note TEXT NOT NULL
);

CREATE INDEX plan_report_by_person ON plan_report (person_id, report_id);

-- The plan as it was when the report was submitted; never updated.
CREATE TABLE plan_report_copy (
  report_id TEXT COLLATE "C" PRIMARY KEY REFERENCES plan_report (report_id),
  copied_on DATE NOT NULL,
  -- JSON: {"needs": …, "pathways": …}, keys in order.
  content TEXT NOT NULL
);
