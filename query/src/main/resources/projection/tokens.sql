-- How far the events of a projection that serves have come, and which node works on it.
CREATE TABLE tokens (
  processor_name text NOT NULL,
  segment integer NOT NULL,
  token bytea,
  token_type text,
  timestamp text,
  owner text,
  PRIMARY KEY (processor_name, segment)
) WITH (fillfactor = 10);
