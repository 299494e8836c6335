-- Who may use the service, and what each may do. None of it is in the log: a name that is erased here is gone.

-- What every node must know of is counted here: who changes any of it for the worse, or who comes first, holds the
-- row and raises the version, by which the others see within a second that they have to look again.
CREATE TABLE access (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  version bigint NOT NULL,
  last_user integer NOT NULL
) WITH (fillfactor = 10);

INSERT INTO access VALUES (true, 0, 0);

-- Either one of ours, with a name and a password (Argon2id), or one of an issuer's. `actor` is what events tell.
CREATE TABLE users (
  id integer PRIMARY KEY,
  actor text COLLATE "C" NOT NULL UNIQUE,
  username text COLLATE "C" UNIQUE,
  password text,
  issuer text COLLATE "C",
  subject text COLLATE "C",
  created_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (issuer, subject),
  CHECK ((username IS NULL) = (password IS NULL)),
  CHECK ((issuer IS NULL) = (subject IS NULL)),
  CHECK ((username IS NULL) <> (subject IS NULL))
);

-- Without a store, it is for all of them.
CREATE TABLE grants (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id integer NOT NULL REFERENCES users ON DELETE CASCADE,
  role text NOT NULL CHECK (role IN ('reader', 'editor', 'auditor', 'administrator')),
  store_id integer CHECK (store_id > 0),
  UNIQUE NULLS NOT DISTINCT (user_id, role, store_id)
);

-- One login, with the family of tokens that comes of it.
CREATE TABLE sessions (
  id uuid PRIMARY KEY,
  user_id integer NOT NULL REFERENCES users ON DELETE CASCADE,
  began_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz
);

CREATE INDEX ON sessions (user_id);
CREATE INDEX ON sessions (expires_at);

-- `digest` is the sha256 of the token, which is random and stands nowhere. One that was used has been replaced.
CREATE TABLE refresh_tokens (
  digest bytea PRIMARY KEY CHECK (length(digest) = 32),
  session_id uuid NOT NULL REFERENCES sessions ON DELETE CASCADE,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);

CREATE INDEX ON refresh_tokens (session_id);

-- `jwk` is a JSON Web Key with its private part. The newest signs; those before it verify until what they signed ends.
CREATE TABLE signing_keys (
  id text COLLATE "C" PRIMARY KEY,
  jwk text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  retired_at timestamptz
);

-- Who was let in, who was not, and what was granted. What came again and again is counted.
CREATE TABLE audit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  time timestamptz NOT NULL DEFAULT now(),
  actor text,
  action text NOT NULL,
  target text,
  outcome text NOT NULL,
  request text,
  address text,
  count integer NOT NULL DEFAULT 1 CHECK (count > 0)
);

GRANT SELECT, UPDATE ON access TO tagledger_app;
GRANT SELECT, INSERT, DELETE ON users, grants TO tagledger_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON sessions, refresh_tokens, signing_keys TO tagledger_app;
GRANT SELECT, INSERT ON audit TO tagledger_app;
