-- One row an act. Rows go in without sequence and hashes, because one chain would serialise all
-- writers; the leader links them. From then on sequence is dense, and hash covers the row and the
-- hash before it.
CREATE TABLE audit_entry (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  occurred_at TEXT NOT NULL,
  actor TEXT NOT NULL,
  on_behalf_of TEXT NOT NULL,
  organisation TEXT NOT NULL,
  action TEXT NOT NULL,
  method TEXT NOT NULL,
  purpose TEXT NOT NULL,
  correlation_id TEXT NOT NULL,
  outcome TEXT NOT NULL,
  subjects TEXT NOT NULL,
  sequence BIGINT UNIQUE,
  previous_hash TEXT,
  hash TEXT
);
CREATE INDEX audit_entry_unlinked ON audit_entry (id) WHERE sequence IS NULL;
