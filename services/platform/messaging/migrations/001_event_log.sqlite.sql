-- Outbox and history in one. AUTOINCREMENT keeps positions dense: its counter rolls back with the
-- transaction, and a number is never given twice.
CREATE TABLE event_log (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  event_id TEXT NOT NULL UNIQUE,
  source TEXT NOT NULL,
  type TEXT NOT NULL,
  subject TEXT NOT NULL,
  subject_version INTEGER NOT NULL,
  partition_key TEXT NOT NULL,
  occurred_at TEXT NOT NULL,
  correlation_id TEXT NOT NULL,
  causation_id TEXT NOT NULL,
  traceparent TEXT NOT NULL,
  data TEXT NOT NULL
);

-- Where an administrator moved the log past a stream that was ahead of it.
CREATE TABLE log_advance (
  through BIGINT PRIMARY KEY,
  agreed_through BIGINT NOT NULL,
  reason TEXT NOT NULL,
  advanced_at TEXT NOT NULL
);

CREATE TABLE consumer_registration (
  consumer TEXT PRIMARY KEY,
  applied_through BIGINT NOT NULL,
  seen_at TEXT NOT NULL
);

CREATE TABLE stream_position (
  stream TEXT PRIMARY KEY,
  applied_through BIGINT NOT NULL
);

CREATE TABLE dead_letter (
  stream TEXT NOT NULL,
  position BIGINT NOT NULL,
  event_id TEXT NOT NULL,
  source TEXT NOT NULL,
  type TEXT NOT NULL,
  subject TEXT NOT NULL,
  subject_version BIGINT NOT NULL,
  partition_key TEXT NOT NULL,
  occurred_at TEXT NOT NULL,
  correlation_id TEXT NOT NULL,
  causation_id TEXT NOT NULL,
  traceparent TEXT NOT NULL,
  data TEXT NOT NULL,
  reason TEXT NOT NULL,
  attempts BIGINT NOT NULL,
  next_attempt_at TEXT,
  parked BIGINT NOT NULL,
  PRIMARY KEY (stream, position)
);

CREATE INDEX dead_letter_partition ON dead_letter (stream, partition_key, position);

CREATE TABLE unknown_event (
  stream TEXT NOT NULL,
  type TEXT NOT NULL,
  seen BIGINT NOT NULL,
  PRIMARY KEY (stream, type)
);

CREATE TABLE lease (
  name TEXT PRIMARY KEY,
  holder TEXT NOT NULL,
  expires_at TEXT NOT NULL
);
