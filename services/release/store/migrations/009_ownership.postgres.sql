-- Who owns a case, who is to own it, and how much each worker has to do (domain A11).
CREATE TABLE worker (
  -- The subject of their token.
  worker_id TEXT COLLATE "C" PRIMARY KEY,
  version BIGINT NOT NULL,
  name TEXT NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('PRISON', 'COMMUNITY')),
  prison_id TEXT,
  delivery_unit TEXT,
  telephone TEXT NOT NULL,
  contracted_minutes BIGINT NOT NULL,
  reduced_minutes BIGINT NOT NULL,
  leaves_on DATE,
  CHECK ((side = 'PRISON') = (prison_id IS NOT NULL)),
  CHECK ((side = 'COMMUNITY') = (delivery_unit IS NOT NULL)),
  CHECK (reduced_minutes BETWEEN 0 AND contracted_minutes)
);

CREATE INDEX worker_by_prison ON worker (prison_id) WHERE prison_id IS NOT NULL;
CREATE INDEX worker_by_unit ON worker (delivery_unit) WHERE delivery_unit IS NOT NULL;

CREATE TABLE worker_absence (
  absence_id TEXT PRIMARY KEY,
  worker_id TEXT COLLATE "C" NOT NULL REFERENCES worker (worker_id),
  from_on DATE NOT NULL,
  -- Inclusive; NULL: not known yet.
  until_on DATE
);

CREATE INDEX worker_absence_by_worker ON worker_absence (worker_id, from_on);

-- The workload of each worker as it was last seen in an ISO week, by the week's Monday.
CREATE TABLE workload_week (
  worker_id TEXT COLLATE "C" NOT NULL REFERENCES worker (worker_id),
  week_on DATE NOT NULL,
  cases BIGINT NOT NULL,
  points BIGINT NOT NULL,
  available_points BIGINT NOT NULL,
  too_much BIGINT NOT NULL CHECK (too_much IN (0, 1)),
  PRIMARY KEY (worker_id, week_on)
);

-- The worker's side, as the register says; NULL: nobody owns, or they are not registered.
ALTER TABLE person ADD COLUMN owner_side TEXT;
-- While a handover is on offer: to whom.
ALTER TABLE person ADD COLUMN receiving_owner_id TEXT;
-- When the case ought to be handed over to the community; NULL where there is nothing to hand over.
ALTER TABLE person ADD COLUMN handover_due_on DATE;
ALTER TABLE person ADD COLUMN handover_rule TEXT;
-- What the case is to its owner's workload; NULL: it is closed. Open until that day, if there is one.
ALTER TABLE person ADD COLUMN case_kind TEXT;
ALTER TABLE person ADD COLUMN case_until_on DATE;

-- For people who are here already. A month that is too short ends at its last day.
UPDATE person SET
  case_kind = CASE state WHEN 'RELEASED' THEN 'LICENCE_' ELSE 'CUSTODY_' END ||
    COALESCE((SELECT f.risk_of_serious_harm FROM person_profile f
              WHERE f.person_id = person.person_id), 'UNTIERED'),
  case_until_on = CASE state WHEN 'RELEASED' THEN
    COALESCE((SELECT MAX(COALESCE(d.override_on, d.dated_on)) FROM person_date d
              WHERE d.person_id = person.person_id AND d.type IN ('SED', 'LED')), (released_on + INTERVAL '6 months')::DATE) END
WHERE state NOT IN ('DEPORTED', 'DIED', 'MERGED');

UPDATE person SET handover_rule = CASE
    WHEN (f.sentence_started_on + INTERVAL '10 months')::DATE >= release_on THEN 'AT_ONCE'
    WHEN f.sentence_type IN ('EDS', 'IPP', 'LIFE', 'SOPC') OR EXISTS (
      SELECT 1 FROM person_date d WHERE d.person_id = person.person_id AND d.type = 'PED'
        AND COALESCE(d.override_on, d.dated_on) IS NOT NULL) THEN 'PAROLE'
    ELSE 'DETERMINATE' END
FROM person_profile f
WHERE f.person_id = person.person_id AND release_on IS NOT NULL
  AND state NOT IN ('RELEASED', 'DEPORTED', 'DIED', 'MERGED');

UPDATE person SET handover_due_on = CASE handover_rule
    WHEN 'AT_ONCE' THEN (SELECT f.sentence_started_on FROM person_profile f
                         WHERE f.person_id = person.person_id)
    WHEN 'PAROLE' THEN (release_on - INTERVAL '12 months')::DATE
    ELSE (release_on - INTERVAL '8 months')::DATE - 14 END
WHERE handover_rule IS NOT NULL;

-- The lists of handovers due: people with an owner in prison, or one who is not registered.
CREATE INDEX person_by_handover_due ON person (handover_due_on, person_id)
  WHERE handover_due_on IS NOT NULL AND owner_id IS NOT NULL
    AND (owner_side IS NULL OR owner_side = 'PRISON');
CREATE INDEX person_by_prison_handover_due ON person (prison_id, handover_due_on, person_id)
  WHERE handover_due_on IS NOT NULL AND owner_id IS NOT NULL
    AND (owner_side IS NULL OR owner_side = 'PRISON');
-- Workloads are counted from this index alone.
CREATE INDEX person_case ON person (owner_id, case_kind, case_until_on)
  WHERE owner_id IS NOT NULL AND case_kind IS NOT NULL;

CREATE TABLE handover (
  handover_id TEXT PRIMARY KEY,
  version BIGINT NOT NULL,
  person_id TEXT NOT NULL REFERENCES person (person_id),
  state TEXT NOT NULL,
  from_owner_id TEXT NOT NULL,
  from_side TEXT NOT NULL,
  to_owner_id TEXT NOT NULL,
  to_side TEXT NOT NULL,
  -- Codes, separated by ';'.
  checklist TEXT NOT NULL,
  offered_by TEXT NOT NULL,
  offered_at TEXT NOT NULL,
  expires_on DATE NOT NULL,
  ended_at TEXT,
  ended_by TEXT,
  reason TEXT NOT NULL,
  CHECK ((state = 'OFFERED') = (ended_at IS NULL))
);

-- A person has one receiving owner at most.
CREATE UNIQUE INDEX handover_on_offer ON handover (person_id) WHERE state = 'OFFERED';
CREATE INDEX handover_by_person ON handover (person_id, handover_id);
CREATE INDEX handover_by_sender ON handover (from_owner_id, handover_id);
CREATE INDEX handover_by_receiver ON handover (to_owner_id, handover_id);
CREATE INDEX handover_by_state ON handover (state, handover_id);

-- Cases that were reallocated.
CREATE TABLE case_transfer (
  reallocation_id TEXT NOT NULL,
  person_id TEXT NOT NULL REFERENCES person (person_id),
  from_owner_id TEXT,
  to_owner_id TEXT NOT NULL,
  why TEXT NOT NULL,
  reason TEXT NOT NULL,
  moved_by TEXT NOT NULL,
  moved_at TEXT NOT NULL,
  PRIMARY KEY (reallocation_id, person_id)
);

CREATE INDEX case_transfer_by_person ON case_transfer (person_id, moved_at);

CREATE TABLE prison_closure (
  closure_id TEXT PRIMARY KEY,
  prison_id TEXT NOT NULL,
  to_prison_id TEXT NOT NULL,
  reason TEXT NOT NULL,
  closed_by TEXT NOT NULL,
  closed_at TEXT NOT NULL
);

CREATE TABLE prison_closure_person (
  closure_id TEXT NOT NULL REFERENCES prison_closure (closure_id),
  person_id TEXT NOT NULL REFERENCES person (person_id),
  PRIMARY KEY (closure_id, person_id)
);
