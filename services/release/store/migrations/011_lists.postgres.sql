-- What lists of releases find people by. name_key is from now on the family name and the given
-- names as searches fold them, with a space between.

-- The given names, folded. NULL: written before this was kept; the service writes the row anew
-- when it starts.
ALTER TABLE person ADD COLUMN given_key TEXT COLLATE "C";
-- 1: at risk of no fixed abode (domain A9).
ALTER TABLE person ADD COLUMN nfa_risk BIGINT NOT NULL DEFAULT 0 CHECK (nfa_risk IN (0, 1));
-- 1: the due date is a Friday or the day before a bank holiday (domain A6).
ALTER TABLE person ADD COLUMN due_friday BIGINT NOT NULL DEFAULT 0 CHECK (due_friday IN (0, 1));
-- When the row was last written for a change of the person.
ALTER TABLE person ADD COLUMN changed_at TEXT COLLATE "C" NOT NULL DEFAULT '';

UPDATE person SET changed_at = as_of;

CREATE INDEX person_unfolded ON person (person_id) WHERE given_key IS NULL;
CREATE INDEX person_by_given_names ON person (given_key, person_id);
CREATE INDEX person_by_change ON person (changed_at, person_id);
CREATE INDEX person_by_next_due ON person (next_due_on, person_id) WHERE next_due_on IS NOT NULL;
-- The states that few are in: without it a list of them would pass by everybody else.
CREATE INDEX person_elsewhere ON person (state, sort_on, person_id)
  WHERE state NOT IN ('IN_PRISON', 'RELEASED');
