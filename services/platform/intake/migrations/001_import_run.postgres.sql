CREATE TABLE import_run (
  kind TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  as_of TEXT NOT NULL,
  file_name TEXT NOT NULL,
  attempt BIGINT NOT NULL,
  applied_through_line BIGINT NOT NULL,
  rows BIGINT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('RUNNING', 'FINISHED')),
  started_at TEXT NOT NULL,
  finished_at TEXT,
  actor TEXT NOT NULL,
  PRIMARY KEY (kind, sha256, as_of)
);

CREATE TABLE import_refusal (
  kind TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  as_of TEXT NOT NULL,
  line BIGINT NOT NULL,
  ordinal BIGINT NOT NULL,
  column_name TEXT NOT NULL,
  reason TEXT NOT NULL,
  message TEXT NOT NULL,
  PRIMARY KEY (kind, sha256, as_of, line, ordinal)
);
