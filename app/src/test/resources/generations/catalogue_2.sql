-- One generation of the catalogue's tables. Rows come from events alone; `version` is the store's sequence
-- number of the event that last changed the row itself, `links_version` of the one that last changed its links (0 for an
-- item or post whose links never changed). `key` is the one by which an import knows the item or post, if it came by one.

CREATE TABLE stores (
  id integer PRIMARY KEY,
  name text NOT NULL,
  version integer NOT NULL
);

CREATE TABLE items (
  id integer PRIMARY KEY,
  store_id integer NOT NULL REFERENCES stores,
  name text NOT NULL,
  price numeric NOT NULL,
  version integer NOT NULL,
  links_version integer NOT NULL,
  key text
) WITH (fillfactor = 90);

CREATE INDEX ON items (store_id, id);

CREATE TABLE posts (
  id integer PRIMARY KEY,
  store_id integer NOT NULL REFERENCES stores,
  title text NOT NULL,
  content text,
  version integer NOT NULL,
  links_version integer NOT NULL,
  key text
) WITH (fillfactor = 90);

CREATE INDEX ON posts (store_id, id);

CREATE TABLE tags (
  id integer PRIMARY KEY,
  store_id integer NOT NULL REFERENCES stores,
  name text NOT NULL,
  links_version integer NOT NULL
) WITH (fillfactor = 90);

CREATE INDEX ON tags (store_id, id);

CREATE TABLE items_tags (
  item_id integer NOT NULL REFERENCES items,
  tag_id integer NOT NULL REFERENCES tags,
  PRIMARY KEY (item_id, tag_id)
);

CREATE INDEX ON items_tags (tag_id, item_id);

CREATE TABLE posts_tags (
  post_id integer NOT NULL REFERENCES posts,
  tag_id integer NOT NULL REFERENCES tags,
  PRIMARY KEY (post_id, tag_id)
);

CREATE INDEX ON posts_tags (tag_id, post_id);
