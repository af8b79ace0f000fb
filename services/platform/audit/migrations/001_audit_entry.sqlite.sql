-- One row an act, in the order of its chain: sequence is dense, hash covers the row and the hash
-- before it.
CREATE TABLE audit_entry (
  id INTEGER PRIMARY KEY,
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
  sequence INTEGER UNIQUE,
  previous_hash TEXT,
  hash TEXT
);
