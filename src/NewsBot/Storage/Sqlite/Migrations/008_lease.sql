-- Which feeds somebody is looking at. Leases come and go with every look, so they do not stand in the wide rows of feeds.

CREATE TABLE lease (
    feed_id  INTEGER PRIMARY KEY REFERENCES feed ON DELETE CASCADE,
    host     TEXT NOT NULL, -- the feed's
    until    INTEGER NOT NULL
) STRICT;

CREATE INDEX lease_host ON lease (host, until);

INSERT INTO lease (feed_id, host, until) SELECT id, host, lease_until FROM feed WHERE lease_until > 0;

DROP INDEX feed_host;
ALTER TABLE feed DROP COLUMN lease_until;
