-- Date of birth and name in lower case: two people with the same are perhaps one (domain A12).
ALTER TABLE person_profile ADD COLUMN likeness TEXT NOT NULL DEFAULT '';

UPDATE person_profile SET likeness = born_on || ' ' ||
  (SELECT p.name_key FROM person p WHERE p.person_id = person_profile.person_id);

CREATE INDEX person_profile_by_likeness ON person_profile (likeness);
