-- Living apart is symmetric: it is looked up, and replaced, from both sides.
CREATE INDEX person_must_not_live_with_by_other ON person_must_not_live_with (other_person_id);
