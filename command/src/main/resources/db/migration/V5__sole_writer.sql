-- The node that answers from its own memory, because no other writes: its name, and a number that tells its times apart.
-- Who else wants to write puts a mark before it and waits until that node has noticed.
ALTER TABLE log_head ADD COLUMN sole_writer text;
