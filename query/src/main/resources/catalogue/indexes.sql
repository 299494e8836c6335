-- What reading needs and filling the tables does not: made when they are nearly full, which is faster.

CREATE INDEX ON items_tags (tag_id, item_id);
CREATE INDEX ON posts_tags (tag_id, post_id);

ALTER TABLE items ADD FOREIGN KEY (store_id) REFERENCES stores;
ALTER TABLE posts ADD FOREIGN KEY (store_id) REFERENCES stores;
ALTER TABLE tags ADD FOREIGN KEY (store_id) REFERENCES stores;
ALTER TABLE items_tags ADD FOREIGN KEY (item_id) REFERENCES items, ADD FOREIGN KEY (tag_id) REFERENCES tags;
ALTER TABLE posts_tags ADD FOREIGN KEY (post_id) REFERENCES posts, ADD FOREIGN KEY (tag_id) REFERENCES tags;
