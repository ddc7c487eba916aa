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

ALTER TABLE assay.runs ADD COLUMN IF NOT EXISTS files jsonb;
-- pictures, documents and what scorers read: each once, by the SHA-256 of its bytes
CREATE TABLE IF NOT EXISTS assay.files (
  sha256 text PRIMARY KEY,
  bytes bytea NOT NULL
);
-- a run asks for its files before it begins
ALTER TABLE assay.files ADD COLUMN IF NOT EXISTS asked_at timestamptz NOT NULL DEFAULT now();
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

ALTER TABLE assay.runs ADD COLUMN IF NOT EXISTS cache boolean NOT NULL DEFAULT false;
ALTER TABLE assay.runs ADD COLUMN IF NOT EXISTS repricings jsonb NOT NULL DEFAULT '[]';

-- what judges said during a run, and what scoring it again has said since; target_id: the lane it was said in
CREATE TABLE IF NOT EXISTS assay.scores (
  run_id text NOT NULL REFERENCES assay.runs ON DELETE CASCADE,
  sample_id text NOT NULL,
  started_at_ms double precision NOT NULL,
  target_id text,
  scored text NOT NULL,
  PRIMARY KEY (run_id, sample_id, started_at_ms)
);

-- rows that the results refused
CREATE TABLE IF NOT EXISTS assay.quarantine (
  run_id text NOT NULL,
  target_id text NOT NULL,
  key text NOT NULL,
  entry text NOT NULL,
  PRIMARY KEY (run_id, target_id, key),
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

-- buckets that fill with time; what is taken may leave one below 0
CREATE TABLE IF NOT EXISTS assay.limit_rates (
  scope text PRIMARY KEY,
  requests double precision,
  tokens double precision,
  filled_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

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

-- In any 60 s at most burst + 60 s × rate pass, which is the limit; calls are sent up to a second after they were taken, hence 61 s.
CREATE OR REPLACE FUNCTION assay.limit_take(
  name text, wanted int, per_call float8, rpm float8, tpm float8, correction float8,
  OUT granted int, OUT wait_ms float8
) LANGUAGE plpgsql AS $$
DECLARE
  bucket record;
  seconds float8;
  request_burst float8 := greatest(1, rpm / 12);
  request_rate float8 := (rpm - greatest(1, rpm / 12) + 0.98) / 61;
  token_burst float8 := tpm / 12;
  token_rate float8 := (tpm - tpm / 12) / 61;
BEGIN
  INSERT INTO assay.limit_rates (scope) VALUES (name) ON CONFLICT DO NOTHING;
  SELECT * INTO bucket FROM assay.limit_rates WHERE scope = name FOR UPDATE;
  seconds := extract(epoch FROM clock_timestamp() - bucket.filled_at);
  bucket.requests := least(request_burst, coalesce(bucket.requests + seconds * request_rate, request_burst));
  bucket.tokens := least(token_burst, coalesce(bucket.tokens + seconds * token_rate, token_burst)) - correction;
  granted := wanted;
  wait_ms := 0;
  IF rpm IS NOT NULL THEN granted := least(granted, floor(greatest(0, bucket.requests))); END IF;
  -- a call larger than the bucket goes when it is full, and is paid off afterwards
  IF tpm IS NOT NULL AND per_call > 0 THEN
    granted := least(granted, CASE WHEN per_call > token_burst THEN (bucket.tokens >= token_burst)::int
      ELSE floor(greatest(0, bucket.tokens) / per_call) END);
  END IF;
  IF granted < wanted THEN
    wait_ms := greatest(50,
      CASE WHEN rpm IS NULL OR bucket.requests >= granted + 1 THEN 0 ELSE (granted + 1 - bucket.requests) / request_rate * 1000 END,
      CASE WHEN tpm IS NULL OR bucket.tokens >= (granted + 1) * per_call THEN 0
        ELSE (least(token_burst, (granted + 1) * per_call) - bucket.tokens) / token_rate * 1000 END);
  END IF;
  UPDATE assay.limit_rates SET requests = bucket.requests - granted, tokens = bucket.tokens - granted * per_call,
    filled_at = clock_timestamp() WHERE scope = name;
END $$;

CREATE OR REPLACE FUNCTION assay.limit_slots(name text, who text, running int, wanted int, most int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  others int;
  holders int;
  given int;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(name, 4212026));
  DELETE FROM assay.limit_slots WHERE scope = name AND beat_at < clock_timestamp() - interval '15 s';
  SELECT coalesce(sum(slots), 0), count(*) + 1 INTO others, holders FROM assay.limit_slots WHERE scope = name AND holder <> who;
  given := greatest(running, least(wanted, most - others, ceil(most::float8 / holders)::int));
  INSERT INTO assay.limit_slots (scope, holder, slots, beat_at) VALUES (name, who, given, clock_timestamp())
    ON CONFLICT (scope, holder) DO UPDATE SET slots = excluded.slots, beat_at = excluded.beat_at;
  RETURN given;
END $$;
`;
