-- What an imported thing is known by in its store, for ever: kind and id as in the directory.
CREATE TABLE import_keys (
  store_id integer NOT NULL,
  kind smallint NOT NULL,
  key text COLLATE "C" NOT NULL,
  id integer NOT NULL,
  PRIMARY KEY (store_id, kind, key)
);

-- Imports, for all nodes to tell of; `report` is what is shown of one. The node that runs it says at least
-- every few seconds that it still does.
CREATE TABLE imports (
  id text COLLATE "C" PRIMARY KEY,
  store_id integer NOT NULL,
  report text NOT NULL,
  finished boolean NOT NULL DEFAULT false,
  told_at timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 50);

GRANT SELECT, INSERT ON import_keys TO tagledger_app;
GRANT SELECT, INSERT, UPDATE ON imports TO tagledger_app;
