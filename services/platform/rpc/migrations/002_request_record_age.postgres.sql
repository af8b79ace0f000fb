-- The oldest requests are forgotten first.
CREATE INDEX request_record_age ON request_record (recorded_at);
