/** Everything machines share besides the queue, whose tables pg-boss makes. Statements can be run again; what changes later is added below. */
export const controlTables = `
CREATE SCHEMA IF NOT EXISTS assay;

CREATE SEQUENCE IF NOT EXISTS assay.holds;

CREATE TABLE IF NOT EXISTS assay.runs (
  run_id text PRIMARY KEY,
  run jsonb NOT NULL,
  suite text NOT NULL,
  stop_asked boolean NOT NULL DEFAULT false
);

CREATE TABLE IF NOT EXISTS assay.lanes (
  run_id text NOT NULL REFERENCES assay.runs ON DELETE CASCADE,
  target_id text NOT NULL,
  position integer NOT NULL,
  holder bigint NOT NULL DEFAULT 0,
  ended jsonb,
  PRIMARY KEY (run_id, target_id)
);

-- text, not jsonb: an answer may hold a NUL, which jsonb refuses
CREATE TABLE IF NOT EXISTS assay.journal (
  run_id text NOT NULL,
  target_id text NOT NULL,
  seq bigint GENERATED ALWAYS AS IDENTITY,
  attempt text NOT NULL,
  PRIMARY KEY (run_id, target_id, seq),
  FOREIGN KEY (run_id, target_id) REFERENCES assay.lanes ON DELETE CASCADE
);

-- events too large for a notification, for as long as a listener may take to fetch them
CREATE UNLOGGED TABLE IF NOT EXISTS assay.large_events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  body text NOT NULL,
  made_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE IF NOT EXISTS assay.ledger_scopes (
  scope text PRIMARY KEY,
  held bigint NOT NULL DEFAULT 0,
  spent bigint NOT NULL DEFAULT 0
);

CREATE TABLE IF NOT EXISTS assay.ledger_holders (
  holder text NOT NULL,
  scope text NOT NULL,
  held bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (holder, scope)
);

CREATE TABLE IF NOT EXISTS assay.limit_scopes (
  scope text PRIMARY KEY,
  paused_until timestamptz
);

CREATE TABLE IF NOT EXISTS assay.limit_takes (
  scope text NOT NULL,
  taken_at timestamptz NOT NULL,
  requests integer NOT NULL,
  tokens bigint NOT NULL
);
CREATE INDEX IF NOT EXISTS limit_takes_of ON assay.limit_takes (scope, taken_at);

CREATE TABLE IF NOT EXISTS assay.limit_slots (
  scope text NOT NULL,
  holder text NOT NULL,
  slots integer NOT NULL,
  beat_at timestamptz NOT NULL,
  PRIMARY KEY (scope, holder)
);
`;
