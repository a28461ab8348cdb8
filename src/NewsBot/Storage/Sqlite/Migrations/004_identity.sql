-- What tells the items of a feed apart: 1 the publisher's id, 2 id and link together.
ALTER TABLE feed ADD COLUMN identity INTEGER NOT NULL DEFAULT 1 CHECK (identity IN (1, 2));
