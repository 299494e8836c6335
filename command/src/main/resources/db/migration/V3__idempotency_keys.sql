-- What the requests under an Idempotency-Key came to, for a day. A row is written in the transaction of the
-- events; the answer is put beside it once it has been made.
CREATE TABLE idempotency_keys (
  actor text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,
  digest bytea NOT NULL CHECK (length(digest) = 32),
  status smallint,
  position bigint NOT NULL,
  outcome text NOT NULL,
  headers json,
  body text,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (actor, key)
);

COMMENT ON COLUMN idempotency_keys.digest IS 'sha256 of the method, the path, the query and the body.';
COMMENT ON COLUMN idempotency_keys.status IS 'Of a refusal, absent until it has been answered.';
COMMENT ON COLUMN idempotency_keys.headers IS 'Absent until the request has been answered; then the body may still be absent.';

-- For the sweep.
CREATE INDEX ON idempotency_keys (recorded_at);

GRANT SELECT, INSERT, UPDATE, DELETE ON idempotency_keys TO tagledger_app;
