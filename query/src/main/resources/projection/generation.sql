-- What every generation has beside its own tables. Readers of more than one statement hold the first of these, so that no
-- other generation takes this one's place between two of them; and so do those who write to it.

-- `number` tells the generations of a projection apart. While one is being built, `position` is that of the last event in
-- it, `rate` how many events a second came to it of late, `indexed` whether it can be read without waiting, and `error` why
-- it does not go on.
CREATE TABLE generation (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  number integer NOT NULL,
  begun_at timestamptz NOT NULL DEFAULT now(),
  position bigint NOT NULL DEFAULT 0,
  rate double precision,
  indexed boolean NOT NULL DEFAULT false,
  error text
) WITH (fillfactor = 10);

-- Stores of which an event could not be projected: since that position nothing of theirs is, until it is tried again.
CREATE TABLE dead_letters (
  id text PRIMARY KEY,
  store_id integer NOT NULL UNIQUE,
  position bigint NOT NULL,
  cause text NOT NULL,
  since timestamptz NOT NULL DEFAULT now(),
  tried_at timestamptz NOT NULL DEFAULT now(),
  tries integer NOT NULL DEFAULT 1
);
