CREATE TABLE request_record (
  actor TEXT NOT NULL,
  method TEXT NOT NULL,
  request_id TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  resource_id TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  PRIMARY KEY (actor, method, request_id)
) WITHOUT ROWID;
