-- What a person has said last about one purpose (domain A14). No row: nobody has asked.
CREATE TABLE consent (
  consent_id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  person_id TEXT NOT NULL REFERENCES person (person_id),
  purpose TEXT NOT NULL,
  -- NULL: nobody has asked, and a legal basis stands or has ended.
  state TEXT CHECK (state IN ('GIVEN', 'REFUSED', 'WITHDRAWN')),
  decided_on TEXT,
  scope TEXT NOT NULL,
  recorded_by TEXT,
  recorded_at TEXT,
  -- NULL: no legal basis stands.
  basis_code TEXT,
  basis_reason TEXT,
  basis_decided_by TEXT,
  basis_decided_at TEXT,
  UNIQUE (person_id, purpose),
  CHECK ((state IS NULL) = (decided_on IS NULL)),
  -- A legal basis is for going ahead without consent.
  CHECK (state IS NULL OR state <> 'GIVEN' OR basis_code IS NULL)
);

-- Its history; never updated.
CREATE TABLE consent_change (
  consent_id TEXT NOT NULL REFERENCES consent (consent_id),
  consent_version INTEGER NOT NULL,
  ordinal INTEGER NOT NULL,
  person_id TEXT NOT NULL REFERENCES person (person_id),
  purpose TEXT NOT NULL,
  state TEXT,
  decided_on TEXT,
  scope TEXT NOT NULL,
  -- NULL: the line is about what the person said.
  basis_code TEXT,
  basis_ended INTEGER NOT NULL CHECK (basis_ended IN (0, 1)),
  reason TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  PRIMARY KEY (consent_id, consent_version, ordinal)
);

CREATE INDEX consent_change_by_person ON consent_change (person_id, recorded_at);

-- Other names and numbers of people (domain A12).
CREATE TABLE alias (
  alias_id TEXT PRIMARY KEY,
  person_id TEXT NOT NULL REFERENCES person (person_id),
  -- Both empty: the alias is a number.
  family_name TEXT NOT NULL,
  given_names TEXT NOT NULL,
  born_on TEXT,
  -- Empty: the alias is a name.
  identifier TEXT NOT NULL,
  -- The name, else the number, as text searches fold it.
  search_key TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL
);

CREATE INDEX alias_by_person ON alias (person_id);
CREATE INDEX alias_by_search_key ON alias (search_key, person_id);

-- Pairs of people who may be one; the ids in their order, so that there is one row for a pair.
CREATE TABLE suspected_duplicate (
  duplicate_id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  first_person_id TEXT NOT NULL REFERENCES person (person_id),
  second_person_id TEXT NOT NULL REFERENCES person (person_id),
  ground TEXT NOT NULL,
  suspected_at TEXT NOT NULL,
  dismissed_by TEXT,
  dismissed_at TEXT,
  dismiss_reason TEXT,
  UNIQUE (first_person_id, second_person_id),
  CHECK (first_person_id < second_person_id)
);

CREATE INDEX suspected_duplicate_open ON suspected_duplicate (duplicate_id)
  WHERE dismissed_at IS NULL;
CREATE INDEX suspected_duplicate_by_second ON suspected_duplicate (second_person_id);

-- Answers about risk that were decided by name (domain A13); never updated.
CREATE TABLE risk_decision (
  person_id TEXT NOT NULL REFERENCES person (person_id),
  person_version INTEGER NOT NULL,
  question TEXT NOT NULL,
  answer_before TEXT NOT NULL,
  answer_after TEXT NOT NULL,
  reason TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  PRIMARY KEY (person_id, person_version, question)
);
