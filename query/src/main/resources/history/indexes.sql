-- What reading needs and filling the tables does not: made when they are nearly full, which is faster.

CREATE INDEX ON stores (since);
CREATE INDEX ON stores (until) WHERE until < 9223372036854775807;
CREATE INDEX ON items (until) WHERE until < 9223372036854775807;
CREATE INDEX ON item_values (since);
CREATE INDEX ON posts (until) WHERE until < 9223372036854775807;
CREATE INDEX ON post_values (since);
CREATE INDEX ON tags (since);
CREATE INDEX ON tags (until) WHERE until < 9223372036854775807;
CREATE INDEX ON items_tags (tag_id, item_id) INCLUDE (since, until);
CREATE INDEX ON items_tags (since);
CREATE INDEX ON items_tags (until) WHERE until < 9223372036854775807;
CREATE INDEX ON posts_tags (tag_id, post_id) INCLUDE (since, until);
CREATE INDEX ON posts_tags (since);
CREATE INDEX ON posts_tags (until) WHERE until < 9223372036854775807;
CREATE INDEX ON changes (store_id, position);
CREATE INDEX ON changes (actor, position);
CREATE INDEX ON changes (request);
