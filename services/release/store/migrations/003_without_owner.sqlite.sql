-- The lead's list of people whom nobody owns yet (domain A13).
CREATE INDEX person_without_owner ON person (prison_id, sort_on, person_id) WHERE owner_id IS NULL;
