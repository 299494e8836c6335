-- One generation of the history's tables. A row holds from position `since` on and up to, but without, position
-- `until`, which is the greatest bigint while it still holds. All that one command did bears the position of its first
-- event, so that no moment shows a part of it. A thing may have a span for each time that it was there; what was said
-- of it holds until the next that was said, or until it goes. Texts are absent where they were redacted.

CREATE TABLE stores (
  id integer NOT NULL,
  since bigint NOT NULL,
  until bigint NOT NULL,
  name text,
  PRIMARY KEY (id, since)
);

CREATE INDEX ON stores (since);
CREATE INDEX ON stores (until) WHERE until < 9223372036854775807;

-- `key` is the one by which an import knows the item, if it came by one.
CREATE TABLE items (
  id integer NOT NULL,
  since bigint NOT NULL,
  until bigint NOT NULL,
  store_id integer NOT NULL,
  key text,
  PRIMARY KEY (id, since)
);

CREATE INDEX ON items (store_id, id);
CREATE INDEX ON items (until) WHERE until < 9223372036854775807;

-- `version` is the store's sequence number of the event that said so.
CREATE TABLE item_values (
  id integer NOT NULL,
  since bigint NOT NULL,
  version integer NOT NULL,
  name text,
  price numeric NOT NULL,
  PRIMARY KEY (id, since)
);

CREATE INDEX ON item_values (since);

CREATE TABLE posts (
  id integer NOT NULL,
  since bigint NOT NULL,
  until bigint NOT NULL,
  store_id integer NOT NULL,
  key text,
  PRIMARY KEY (id, since)
);

CREATE INDEX ON posts (store_id, id);
CREATE INDEX ON posts (until) WHERE until < 9223372036854775807;

CREATE TABLE post_values (
  id integer NOT NULL,
  since bigint NOT NULL,
  version integer NOT NULL,
  title text,
  content text,
  PRIMARY KEY (id, since)
);

CREATE INDEX ON post_values (since);

CREATE TABLE tags (
  id integer NOT NULL,
  since bigint NOT NULL,
  until bigint NOT NULL,
  store_id integer NOT NULL,
  name text,
  PRIMARY KEY (id, since)
);

CREATE INDEX ON tags (store_id, id);
CREATE INDEX ON tags (since);
CREATE INDEX ON tags (until) WHERE until < 9223372036854775807;

CREATE TABLE items_tags (
  item_id integer NOT NULL,
  tag_id integer NOT NULL,
  since bigint NOT NULL,
  until bigint NOT NULL,
  PRIMARY KEY (item_id, tag_id, since) INCLUDE (until)
);

CREATE INDEX ON items_tags (tag_id, item_id) INCLUDE (since, until);
CREATE INDEX ON items_tags (since);
CREATE INDEX ON items_tags (until) WHERE until < 9223372036854775807;

CREATE TABLE posts_tags (
  post_id integer NOT NULL,
  tag_id integer NOT NULL,
  since bigint NOT NULL,
  until bigint NOT NULL,
  PRIMARY KEY (post_id, tag_id, since) INCLUDE (until)
);

CREATE INDEX ON posts_tags (tag_id, post_id) INCLUDE (since, until);
CREATE INDEX ON posts_tags (since);
CREATE INDEX ON posts_tags (until) WHERE until < 9223372036854775807;

-- At which positions the links of a tag changed: it may have a million of them.
CREATE TABLE tag_links_changed (
  tag_id integer NOT NULL,
  position bigint NOT NULL,
  PRIMARY KEY (tag_id, position)
);

-- All that bears one change id. `commands` are the positions at which its commands begin, `position` is that
-- of its last event. `counts` says how many stores were added and removed, items added, changed and removed,
-- posts added, changed and removed, tags added and removed, and links added and removed, in this order.
CREATE TABLE changes (
  id text PRIMARY KEY,
  position bigint NOT NULL UNIQUE,
  commands bigint[] NOT NULL,
  actor text NOT NULL,
  request text NOT NULL,
  reason text,
  undoes text,
  store_id integer NOT NULL,
  types text[] NOT NULL,
  counts bigint[] NOT NULL
);

CREATE INDEX ON changes (store_id, position);
CREATE INDEX ON changes (actor, position);
CREATE INDEX ON changes (request);

-- The greatest ids that were in use up to a position, or greater ones: beyond them a list as of then need not look.
CREATE TABLE greatest_ids (
  position bigint PRIMARY KEY,
  store integer NOT NULL,
  item integer NOT NULL,
  post integer NOT NULL,
  tag integer NOT NULL
);

-- How far the tables tell of whole commands, and where the one began of which they may yet hold a part.
CREATE TABLE progress (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  settled bigint NOT NULL,
  command_id text,
  command_position bigint NOT NULL
) WITH (fillfactor = 10);

INSERT INTO progress VALUES (true, 0, NULL, 0);
