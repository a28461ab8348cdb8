-- What feeds held at the first look, as it came (deflated), until somebody asks for its items or another look is compared with it.

CREATE TABLE backlog (
    feed_id       INTEGER PRIMARY KEY REFERENCES feed ON DELETE CASCADE,
    document      BLOB NOT NULL,
    url           TEXT NOT NULL, -- where it came from
    content_type  TEXT,
    items         INTEGER NOT NULL,
    at            INTEGER NOT NULL -- the time of the look
) STRICT;
