/** Everything machines share besides the queue, whose tables pg-boss makes. Statements can be run again; what changes later is added below. */
export const controlTables = `
CREATE SCHEMA IF NOT EXISTS assay;

CREATE SEQUENCE IF NOT EXISTS assay.holds;

CREATE TABLE IF NOT EXISTS assay.runs (
  run_id text PRIMARY KEY,
  run jsonb NOT NULL,
  suite text NOT NULL,
  budgets jsonb NOT NULL,
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

-- how a lane is taken off a holder that is gone: what it held counts as spent, and what it settles later does not count again
CREATE OR REPLACE FUNCTION assay.ledger_abandon(who text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM assay.ledger_scopes WHERE scope IN (SELECT scope FROM assay.ledger_holders WHERE holder = who)
    ORDER BY scope FOR UPDATE;
  WITH gone AS (DELETE FROM assay.ledger_holders WHERE holder = who RETURNING scope, held)
  UPDATE assay.ledger_scopes s SET held = s.held - gone.held, spent = s.spent + gone.held FROM gone WHERE s.scope = gone.scope;
END $$;

CREATE OR REPLACE FUNCTION assay.ledger_reserve(who text, names text[], amounts bigint[], caps bigint[]) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  verdict text := 'go';
  claim record;
  account record;
BEGIN
  INSERT INTO assay.ledger_scopes (scope) SELECT DISTINCT unnest(names) AS name ORDER BY name ON CONFLICT DO NOTHING;
  PERFORM 1 FROM assay.ledger_scopes WHERE scope = ANY (names) ORDER BY scope FOR UPDATE;
  FOR claim IN SELECT * FROM unnest(names, amounts, caps) AS t(scope, amount, cap) LOOP
    CONTINUE WHEN claim.cap IS NULL;
    SELECT held, spent INTO account FROM assay.ledger_scopes WHERE scope = claim.scope;
    CONTINUE WHEN account.held + account.spent + claim.amount <= claim.cap;
    IF account.spent + claim.amount > claim.cap THEN RETURN 'stop'; END IF;
    verdict := 'wait';
  END LOOP;
  IF verdict = 'go' THEN
    UPDATE assay.ledger_scopes s SET held = s.held + t.amount FROM unnest(names, amounts) AS t(scope, amount) WHERE s.scope = t.scope;
    INSERT INTO assay.ledger_holders (holder, scope, held) SELECT who, scope, amount FROM unnest(names, amounts) AS t(scope, amount)
      ON CONFLICT (holder, scope) DO UPDATE SET held = ledger_holders.held + excluded.held;
  END IF;
  RETURN verdict;
END $$;

CREATE OR REPLACE FUNCTION assay.ledger_settle(who text, names text[], helds bigint[], spents bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM assay.ledger_scopes WHERE scope = ANY (names) ORDER BY scope FOR UPDATE;
  WITH entries AS (
    SELECT scope, sum(held)::bigint AS held, sum(spent)::bigint AS spent FROM unnest(names, helds, spents) AS t(scope, held, spent) GROUP BY scope
  ), mine AS (
    UPDATE assay.ledger_holders h SET held = h.held - entries.held FROM entries
    WHERE h.holder = who AND h.scope = entries.scope RETURNING h.scope, entries.held, entries.spent
  )
  UPDATE assay.ledger_scopes s SET held = s.held - mine.held, spent = s.spent + mine.spent FROM mine WHERE s.scope = mine.scope;
END $$;

CREATE OR REPLACE FUNCTION assay.ledger_leave(who text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM assay.ledger_scopes WHERE scope IN (SELECT scope FROM assay.ledger_holders WHERE holder = who)
    ORDER BY scope FOR UPDATE;
  WITH gone AS (DELETE FROM assay.ledger_holders WHERE holder = who RETURNING scope, held)
  UPDATE assay.ledger_scopes s SET held = s.held - gone.held FROM gone WHERE s.scope = gone.scope;
END $$;
`;
