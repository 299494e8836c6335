-- The write side: the log, its head, and what commands are decided on. Runs as the owner. The service
-- works as tagledger_app, which can read events and add to them, and can do nothing else with them.

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tagledger_app') THEN
    CREATE ROLE tagledger_app NOLOGIN;
  END IF;
EXCEPTION WHEN insufficient_privilege THEN
  RAISE EXCEPTION 'The role tagledger_app, as which the service works, is missing, and % may not make it.', current_user
    USING HINT = format('Run once as an administrator: CREATE ROLE tagledger_app NOLOGIN; GRANT tagledger_app TO %I;', current_user);
END
$$;

-- Where the service has one login for all, that login becomes the role; where it has a login of its own, an
-- administrator has made it a member, and this one need not be.
DO $$
BEGIN
  EXECUTE format('GRANT tagledger_app TO %I', current_user);
EXCEPTION WHEN insufficient_privilege THEN
  RAISE NOTICE '% is no member of tagledger_app: the application needs a login that is.', current_user;
END
$$;

-- The one row whose lock orders all writes. `recorded_at` never goes back. The last ids given out stand
-- here as well: who holds the row knows them without asking.
CREATE TABLE log_head (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  position bigint NOT NULL,
  recorded_at timestamptz NOT NULL,
  last_store integer NOT NULL,
  last_item integer NOT NULL,
  last_post integer NOT NULL,
  last_tag integer NOT NULL
) WITH (fillfactor = 10);

INSERT INTO log_head VALUES (true, 0, '-infinity', 0, 0, 0, 0);

-- Payload and metadata are the exact bytes that were hashed: digest = sha256(salt || payload || metadata).
CREATE TABLE events (
  position bigint PRIMARY KEY,
  aggregate text NOT NULL,
  sequence_number bigint NOT NULL,
  type text NOT NULL,
  revision text NOT NULL,
  recorded_at timestamptz NOT NULL,
  payload bytea NOT NULL,
  metadata bytea NOT NULL,
  salt bytea,
  digest bytea NOT NULL CHECK (length(digest) = 32),
  UNIQUE (aggregate, sequence_number)
);

COMMENT ON COLUMN events.salt IS 'Absent where the event has been redacted: its digest is then of the bytes as they were.';

-- For people with psql.
CREATE VIEW readable_events AS
SELECT position, aggregate, sequence_number, type, revision, recorded_at,
       convert_from(payload, 'UTF8') AS payload, convert_from(metadata, 'UTF8') AS metadata,
       salt IS NULL AS redacted
FROM events;

-- Which store an item (kind 2), post (3) or tag (4) belongs to, for ever.
CREATE TABLE directory (
  kind smallint NOT NULL,
  id integer NOT NULL CHECK (id > 0),
  store_id integer NOT NULL,
  PRIMARY KEY (kind, id)
);

CREATE TABLE store_names (
  name text PRIMARY KEY,
  store_id integer NOT NULL UNIQUE
);

-- A snapshot is a copy, for speed; each revision of its format stands on its own.
CREATE TABLE snapshots (
  aggregate text NOT NULL,
  revision text NOT NULL,
  sequence_number bigint NOT NULL,
  payload bytea NOT NULL,
  taken_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (aggregate, revision)
);

ALTER TABLE snapshots ALTER COLUMN payload SET STORAGE EXTERNAL;

-- How far each projection is, and which node works on it.
CREATE TABLE tokens (
  processor_name text NOT NULL,
  segment integer NOT NULL,
  token bytea,
  token_type text,
  timestamp text,
  owner text,
  PRIMARY KEY (processor_name, segment)
) WITH (fillfactor = 10);

-- Events that a projection could not handle.
CREATE TABLE dead_letters (
  dead_letter_id text PRIMARY KEY,
  processing_group text NOT NULL,
  sequence_identifier text NOT NULL,
  sequence_index bigint NOT NULL,
  message_type text NOT NULL,
  event_identifier text NOT NULL,
  timestamp text NOT NULL,
  payload_type text NOT NULL,
  payload_revision text,
  payload bytea NOT NULL,
  metadata bytea,
  aggregate_type text,
  aggregate_identifier text,
  sequence_number bigint,
  token_type text,
  token bytea,
  enqueued_at text NOT NULL,
  last_touched text,
  processing_started text,
  cause_type text,
  cause_message text,
  diagnostics bytea,
  UNIQUE (processing_group, sequence_identifier, sequence_index)
);

-- Redacts what a person may ask to have erased: the given bytes, without it, take the place of the event's,
-- and without its salt nobody can guess what was there. The digest stays. For the owner alone.
CREATE FUNCTION redact_event(redacted bigint, new_payload bytea, new_metadata bytea) RETURNS void
LANGUAGE sql
BEGIN ATOMIC
  UPDATE events SET payload = new_payload, metadata = new_metadata, salt = NULL WHERE position = redacted;
END;

REVOKE ALL ON FUNCTION redact_event FROM PUBLIC;

GRANT USAGE ON SCHEMA ${flyway:defaultSchema} TO tagledger_app;
GRANT SELECT, INSERT ON events TO tagledger_app;
GRANT SELECT ON readable_events TO tagledger_app;
GRANT SELECT, UPDATE ON log_head TO tagledger_app;
GRANT SELECT, INSERT ON directory TO tagledger_app;
GRANT SELECT, INSERT, DELETE ON store_names TO tagledger_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON snapshots, tokens, dead_letters TO tagledger_app;

-- The read model's schemas are the application's own.
DO $$
BEGIN
  EXECUTE format('GRANT CREATE, CONNECT, TEMPORARY ON DATABASE %I TO tagledger_app', current_database());
END
$$;
