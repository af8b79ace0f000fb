-- Every announcement about a person asks for their jobs.
CREATE INDEX job_by_person ON job (person_id);
